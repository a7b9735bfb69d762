"""Every length of the window, derived from the height of one line of text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFontMetricsF, QGuiApplication

# In heights of a line of body text; nothing else in the program holds a length.
_IN_LINES = {
    "none": 0.0,
    "tiny": 0.2,
    "small": 0.4,
    "snug": 0.6,
    "gap": 0.85,
    "large": 1.15,
    "margin": 1.7,
    "radius_small": 0.45,
    "radius": 0.7,
    "field": 2.1,
    "row": 2.7,
    "icon": 1.15,
    "icon_large": 1.4,
    "empty_icon": 2.6,
    "disc": 2.3,
    "avatar": 1.85,
    "avatar_large": 3.6,
    "sidebar_width": 14.0,
    "sidebar_narrow": 4.0,
    "field_width": 21.0,
    "field_short": 10.0,
    "text_height": 7.0,
    "reading": 46.0,
    "narrow_window": 56.0,
    "stacked_form": 40.0,
    "header_title": 20.0,
    "wide_header_room": 44.0,
    "dialog": 34.0,
    "list_height": 14.0,
}

# Relative to body text; the window knows these three sizes and a number's.
TEXT_SMALL = 0.9
TEXT_HEADING = 1.25
TEXT_TITLE = 1.7


@dataclass(frozen=True)
class Sizes:
    """Lengths in device-independent pixels for one font."""

    line_px: float
    point_size: float

    def px(self, name: str) -> int:
        """The length of that name; at least one pixel unless it is none."""
        lines = _IN_LINES[name]
        return max(1, round(lines * self.line_px)) if lines else 0

    def lines(self, count: float) -> int:
        """The height of so many lines."""
        return max(1, round(count * self.line_px))

    def as_mapping(self) -> dict[str, str]:
        """Every length and text size by name, for the style sheet."""
        lengths = {name: f"{self.px(name)}px" for name in _IN_LINES}
        points = {
            "text_body": 1.0,
            "text_small": TEXT_SMALL,
            "text_heading": TEXT_HEADING,
            "text_title": TEXT_TITLE,
        }
        return lengths | {
            name: f"{self.point_size * factor:.2f}pt" for name, factor in points.items()
        }


_now: list[Sizes] = []


def sizes() -> Sizes:
    """The lengths that go with the program's present font."""
    if not _now:
        measure()
    return _now[0]


def measure() -> None:
    """Takes the lengths from the program's font anew; the theme calls it when the font changes."""
    font = QGuiApplication.font()
    _now[:] = [Sizes(QFontMetricsF(font).height(), font.pointSizeF())]
