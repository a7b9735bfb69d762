"""The colours of the window by role, light, dark and in high contrast, and their measure."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Tone(StrEnum):
    """What a chip or a message says besides its words."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WATCH = "watch"
    DANGER = "danger"


@dataclass(frozen=True)
class Tokens:
    """One colour a role, each as ``#RRGGBB``; every pair that meets is named in `pairs`."""

    is_dark: bool
    page: str
    sidebar: str
    card: str
    stripe: str
    hairline: str
    text: str
    muted: str
    placeholder: str
    disabled: str
    field_border: str
    accent: str
    accent_hover: str
    accent_press: str
    accent_text: str
    accent_soft: str
    on_accent: str
    focus: str
    focus_on_accent: str
    danger: str
    danger_hover: str
    on_danger: str
    problem: str
    problem_soft: str
    neutral_back: str
    neutral_text: str
    info_back: str
    info_text: str
    good_back: str
    good_text: str
    watch_back: str
    watch_text: str
    danger_back: str
    danger_text: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """The background and the text of a chip of that tone."""
        back: str = getattr(self, f"{tone.value}_back")
        text: str = getattr(self, f"{tone.value}_text")
        return back, text

    def as_mapping(self) -> dict[str, str]:
        """Every colour by its role, for the style sheet."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "is_dark"}


LIGHT = Tokens(
    is_dark=False,
    page="#F4F6F8",
    sidebar="#EBF3F3",
    card="#FFFFFF",
    stripe="#FAFBFC",
    hairline="#D5DCE2",
    text="#16202A",
    muted="#4F5B67",
    placeholder="#5F6B76",
    disabled="#8B959F",
    field_border="#75818D",
    accent="#0B6B66",
    accent_hover="#095B57",
    accent_press="#074A47",
    accent_text="#07524E",
    accent_soft="#DAEEEB",
    on_accent="#FFFFFF",
    focus="#0B6B66",
    focus_on_accent="#000000",
    danger="#A3201F",
    danger_hover="#8A1919",
    on_danger="#FFFFFF",
    problem="#A3201F",
    problem_soft="#FDF1F0",
    neutral_back="#E7ECF0",
    neutral_text="#37434E",
    info_back="#DFE9FB",
    info_text="#1F3C7D",
    good_back="#DCF1E0",
    good_text="#15522B",
    watch_back="#FCEFC6",
    watch_text="#5C3F00",
    danger_back="#FBE1E0",
    danger_text="#831919",
)

DARK = Tokens(
    is_dark=True,
    page="#10151A",
    sidebar="#161C24",
    card="#1B222B",
    stripe="#1E262F",
    hairline="#323C47",
    text="#EAEFF3",
    muted="#AAB5C0",
    placeholder="#96A2AD",
    disabled="#6C7782",
    field_border="#84909B",
    accent="#57CDBF",
    accent_hover="#74DACE",
    accent_press="#92E5DB",
    accent_text="#A6EBE2",
    accent_soft="#17413D",
    on_accent="#05201E",
    focus="#57CDBF",
    focus_on_accent="#FFFFFF",
    danger="#FF9F99",
    danger_hover="#FFB6B1",
    on_danger="#2C0605",
    problem="#FFA8A2",
    problem_soft="#331C1E",
    neutral_back="#2C3640",
    neutral_text="#D2DAE1",
    info_back="#1D3157",
    info_text="#BFD3FF",
    good_back="#143A22",
    good_text="#A9E5BC",
    watch_back="#453409",
    watch_text="#FFDF8A",
    danger_back="#4B1D1E",
    danger_text="#FFC2BE",
)

LIGHT_HIGH = Tokens(
    is_dark=False,
    page="#FFFFFF",
    sidebar="#FFFFFF",
    card="#FFFFFF",
    stripe="#FFFFFF",
    hairline="#000000",
    text="#000000",
    muted="#1B1B1B",
    placeholder="#3A3A3A",
    disabled="#5A5A5A",
    field_border="#000000",
    accent="#00403C",
    accent_hover="#002B28",
    accent_press="#001A18",
    accent_text="#00302D",
    accent_soft="#D0F0EC",
    on_accent="#FFFFFF",
    focus="#0038A8",
    focus_on_accent="#FFB800",
    danger="#7A0000",
    danger_hover="#5A0000",
    on_danger="#FFFFFF",
    problem="#7A0000",
    problem_soft="#FFFFFF",
    neutral_back="#FFFFFF",
    neutral_text="#000000",
    info_back="#FFFFFF",
    info_text="#00245E",
    good_back="#FFFFFF",
    good_text="#003A14",
    watch_back="#FFFFFF",
    watch_text="#3F2A00",
    danger_back="#FFFFFF",
    danger_text="#6A0000",
)

DARK_HIGH = Tokens(
    is_dark=True,
    page="#000000",
    sidebar="#000000",
    card="#000000",
    stripe="#000000",
    hairline="#FFFFFF",
    text="#FFFFFF",
    muted="#F0F0F0",
    placeholder="#D0D0D0",
    disabled="#B0B0B0",
    field_border="#FFFFFF",
    accent="#7FF5E6",
    accent_hover="#A5FAF0",
    accent_press="#C8FCF6",
    accent_text="#B8FFF6",
    accent_soft="#00332F",
    on_accent="#000000",
    focus="#FFE14D",
    focus_on_accent="#FFFFFF",
    danger="#FFB3AE",
    danger_hover="#FFCBC8",
    on_danger="#000000",
    problem="#FFB3AE",
    problem_soft="#000000",
    neutral_back="#000000",
    neutral_text="#FFFFFF",
    info_back="#000000",
    info_text="#CFE0FF",
    good_back="#000000",
    good_text="#BFF5CF",
    watch_back="#000000",
    watch_text="#FFE9AD",
    danger_back="#000000",
    danger_text="#FFD0CD",
)


def relative_luminance(colour: str) -> float:
    """The relative luminance of ``#RRGGBB`` between 0 and 1.

    Source: WCAG 2.2, definition of relative luminance.
    """
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21.

    Source: WCAG 2.2, definition of contrast ratio.
    """
    first, second = relative_luminance(one), relative_luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


# What is drawn on what. Text needs 4.5 (WCAG 2.2, 1.4.3 AA), edges and rings 3 (1.4.11 AA).
TEXT_PAIRS = (
    *((text, back) for text in ("text", "muted") for back in ("page", "sidebar", "card", "stripe")),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("placeholder", "card"),
    ("accent_text", "accent_soft"),
    ("accent_text", "card"),
    ("accent_text", "page"),
    ("accent", "card"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_press"),
    ("danger", "card"),
    ("danger", "page"),
    ("on_danger", "danger"),
    ("on_danger", "danger_hover"),
    ("problem", "card"),
    ("problem", "page"),
    ("problem", "problem_soft"),
    ("text", "problem_soft"),
    *((f"{tone.value}_text", f"{tone.value}_back") for tone in Tone),
)
EDGE_PAIRS = (
    ("field_border", "card"),
    ("field_border", "page"),
    ("field_border", "sidebar"),
    ("focus", "card"),
    ("focus", "page"),
    ("focus", "sidebar"),
    ("focus", "accent_soft"),
    ("problem", "card"),
)
