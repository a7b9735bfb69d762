"""Cells of tables as numbers: which categories of which dimensions a cell counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

Where = tuple[tuple[int, tuple[int, ...]], ...]
"""The pupils a cell counts: dimension and its categories, sorted; one left out is a total."""

Strata = tuple[int, ...]
"""Numbers of the strata a release counts, sorted; strata part the pupils by their releases."""


@dataclass(frozen=True)
class Frame:
    """How many categories each dimension has, and how many strata there are."""

    sizes: tuple[int, ...]
    strata: int = 1


@dataclass(frozen=True)
class Axis:
    """One dimension of a table.

    Attributes:
        dimension: Its number in the frame.
        parts: The rows: each a sorted union of the frame's categories.
    """

    dimension: int
    parts: tuple[tuple[int, ...], ...]

    @classmethod
    def whole(cls, dimension: int, frame: Frame) -> Axis:
        """An axis with a row for each category."""
        return cls(dimension, tuple((code,) for code in range(frame.sizes[dimension])))


@dataclass(frozen=True)
class Table:
    """A table with every margin and its total."""

    axes: tuple[Axis, ...]

    @property
    def dimensions(self) -> tuple[int, ...]:
        """Numbers of its dimensions, sorted."""
        return tuple(sorted(axis.dimension for axis in self.axes))

    def cells(self, frame: Frame) -> Iterator[Where]:
        """Every cell, margins and total included, in a fixed order."""
        choices: list[list[tuple[int, ...] | None]] = [[None, *axis.parts] for axis in self.axes]
        for chosen in product(*choices):
            pairs = zip(self.axes, chosen, strict=True)
            yield restrict(((axis.dimension, part) for axis, part in pairs if part), frame)


def restrict(pairs: Iterable[tuple[int, Iterable[int]]], frame: Frame) -> Where:
    """The cell of these dimensions and categories; a whole dimension says nothing and goes.

    Raises:
        ValueError: a dimension stands twice, or there is no such dimension or category.
    """
    found: dict[int, tuple[int, ...]] = {}
    for dimension, codes in pairs:
        chosen = tuple(sorted(set(codes)))
        if dimension in found or not 0 <= dimension < len(frame.sizes):
            raise ValueError("no such dimension, or twice")
        if not chosen or chosen[0] < 0 or chosen[-1] >= frame.sizes[dimension]:
            raise ValueError("no such category")
        found[dimension] = chosen
    return tuple(
        (dimension, codes)
        for dimension, codes in sorted(found.items())
        if len(codes) < frame.sizes[dimension]
    )
