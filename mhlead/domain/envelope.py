"""Where the window of an envelope shows the sheet inside it, and the sheet that tries it out."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.errors import FieldRefused

SHEET_WIDTH_MM, FOLDED_HEIGHT_MM = 210, 99
"""An A4 sheet folded in three."""
ENVELOPE_WIDTH_MM, ENVELOPE_HEIGHT_MM = 220, 110
"""DL, by ISO 269; the sheet slides in it by the difference."""
_SLIDES_ACROSS = ENVELOPE_WIDTH_MM - SHEET_WIDTH_MM
_SLIDES_UP = ENVELOPE_HEIGHT_MM - FOLDED_HEIGHT_MM


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle of the sheet in millimetres from its left and upper edges."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class EnvelopeWindow:
    """The window of the school's DL envelopes, measured on the envelope's front.

    Attributes:
        left_mm: From the envelope's left edge to the window.
        bottom_mm: From its lower edge to the window.
        width_mm, height_mm: Of the window. The usual one is 35 x 90 mm, 20 mm from the left and
            18 mm from the bottom, as British stationers sell it.
    """

    left_mm: int = 20
    bottom_mm: int = 18
    width_mm: int = 90
    height_mm: int = 35

    def always_seen(self) -> Zone:
        """What the window shows of the sheet wherever that has slid to."""
        return Zone(
            self.left_mm,
            FOLDED_HEIGHT_MM - self.bottom_mm - self.height_mm + _SLIDES_UP,
            self.left_mm + self.width_mm - _SLIDES_ACROSS,
            FOLDED_HEIGHT_MM - self.bottom_mm,
        )

    def ever_seen(self) -> Zone:
        """What the window can show of the sheet, as it slides."""
        return Zone(
            self.left_mm - _SLIDES_ACROSS,
            FOLDED_HEIGHT_MM - self.bottom_mm - self.height_mm,
            self.left_mm + self.width_mm,
            FOLDED_HEIGHT_MM - self.bottom_mm + _SLIDES_UP,
        )


USUAL = EnvelopeWindow()

LIMITS: dict[str, tuple[int, int]] = {
    "window_left_mm": (15, 40),
    "window_bottom_mm": (12, 24),
    "window_width_mm": (75, 115),
    "window_height_mm": (30, 45),
}
"""Least and most of each measure in millimetres: what a stationer sells, and a letter can meet."""
FARTHEST_RIGHT_MM = 130
"""Beyond it there is no room for reference and date beside the address."""
HIGHEST_MM = 58
"""Above it, from the envelope's lower edge, stands the letterhead."""


def check_window(window: EnvelopeWindow) -> None:
    """Returns where letters can be set for the window.

    Raises:
        FieldRefused: names the measure, as `SchoolProfile` does: "out-of-range", "too-far-right"
            or "too-high".
    """
    for name, (least, most) in LIMITS.items():
        if not least <= getattr(window, name.removeprefix("window_")) <= most:
            raise FieldRefused(name, "out-of-range")
    if window.left_mm + window.width_mm > FARTHEST_RIGHT_MM:
        raise FieldRefused("window_width_mm", "too-far-right")
    if window.bottom_mm + window.height_mm > HIGHEST_MM:
        raise FieldRefused("window_height_mm", "too-high")
