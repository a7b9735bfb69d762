"""Charts as primitives: boxes and texts in points, drawn alike on paper and in the window.

A chart holds only numbers that are printed beside it. What is hidden has its letter and no bar:
the length of a bar would tell it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum


class Shade(Enum):
    """What a box stands for; never told by its colour alone."""

    BAR = "bar"
    GROUND = "ground"


@dataclass(frozen=True, slots=True)
class ChartBox:
    """A filled rectangle; `x` and `y` lead from the chart's upper left corner to its own."""

    x: float
    y: float
    width: float
    height: float
    shade: Shade


@dataclass(frozen=True, slots=True)
class ChartText:
    """A text in a box of one line or more; `y` is its upper edge.

    Attributes:
        is_end: It keeps to the right of its width.
    """

    x: float
    y: float
    width: float
    text: str
    is_strong: bool = False
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers.

    Attributes:
        title: Stands above it.
        alternative: The numbers in words, for whoever does not see it.
        width, height: In points, without the title.
    """

    title: str
    alternative: str
    width: float
    height: float
    boxes: tuple[ChartBox, ...]
    labels: tuple[ChartText, ...]

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield self.title
        yield from (one.text for one in self.labels)
        yield self.alternative


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is called, what is printed beside it, and the number, None where hidden."""

    label: str
    told: str
    value: int | None


_ROW = 23.0
_LINE = 11.3
_CHARACTERS = 4.2
"""Points that a character of a label takes at least, on average."""
_BAR = 9.0
_LABEL = 11.5
_NUMBER = 34.0
_GAP = 6.0


def bars(title: str, rows: Sequence[Bar], width: float) -> Chart:
    """Bars from the left, one under the other: each with its label above and its number beside."""
    room = width - _NUMBER - _GAP
    most = max((row.value for row in rows if row.value is not None), default=0)
    boxes, labels = [], []
    top = 0.0
    for row in rows:
        labels.append(ChartText(0.0, top, width, row.label))
        more = _LINE if len(row.label) * _CHARACTERS > width else 0.0
        down = top + _LABEL + more + 1.0
        boxes.append(ChartBox(0.0, down, room, _BAR, Shade.GROUND))
        if row.value is not None and most:
            boxes.append(ChartBox(0.0, down, room * row.value / most, _BAR, Shade.BAR))
        told = ChartText(room + _GAP, down - 1.5, _NUMBER, row.told, is_strong=True, is_end=True)
        labels.append(told)
        top += _ROW + more
    said = "; ".join(f"{row.label}: {row.told}" for row in rows)
    return Chart(
        title=title,
        alternative=f"Bar chart. {title}. {said}.",
        width=width,
        height=top,
        boxes=tuple(boxes),
        labels=tuple(labels),
    )
