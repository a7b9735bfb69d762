"""What a summary has at its head: a band with its name, and its main numbers in tiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mhlead.domain.chart import Chart


@dataclass(frozen=True, slots=True)
class Banner:
    """A dark band along the top of the first page: the document's title and what it is about."""

    title: str
    lines: tuple[str, ...] = ()

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield from (self.title, *self.lines)


@dataclass(frozen=True, slots=True)
class Tile:
    """One main number: what is printed large, what it counts, and a remark."""

    number: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TileRow:
    """Main numbers side by side, up to four."""

    tiles: tuple[Tile, ...]

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        for tile in self.tiles:
            yield from (tile.number, tile.label, tile.note)


@dataclass(frozen=True, slots=True)
class ChartRow:
    """Charts side by side."""

    charts: tuple[Chart, ...]

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        for chart in self.charts:
            yield from chart.texts()
