"""Reads the fields of a file of tables: each is what it has to be, or the file is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mhlead.domain.errors import TablesRefused
from mhlead.domain.release import Frame, Strata, Where, restrict
from mhlead.exchange.strict_json import Bounds, plain_name

MOST_COUNTED = 1_000_000
"""No school and no area has more pupils; a larger count is a slip."""
LONGEST_NAME = 200
MOST_CATEGORIES = 500
MOST_DIMENSIONS = 40
STAR = "*"
UNWRITTEN = {"Cc", "Cs"}
"""Control characters, and halves of characters that can't be written to a file."""


class _Odd:
    """A number that is not whole, or has too many digits."""


ODD = _Odd()
TABLES = Bounds(TablesRefused, largest_bytes=20_000_000, deepest=16, odd_number=ODD)


def fields(value: Any, name: str) -> dict[str, Any]:
    """A group of fields."""
    if not isinstance(value, dict):
        raise TablesRefused("not-fields", name)
    return value


def only(value: Mapping[str, Any], known: Iterable[str], name: str) -> None:
    """Returns where every field is one of these."""
    for one in value:
        if one not in set(known):
            raise TablesRefused("unknown-field", plain_name(one) or name)


def items(value: Any, name: str) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        raise TablesRefused("not-list", name)
    return value


def flag(value: Any, name: str) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise TablesRefused("not-yes-or-no", name)
    return value


def text(value: Any, name: str) -> str:
    """A name."""
    if not isinstance(value, str) or not value or len(value) > LONGEST_NAME:
        raise TablesRefused("not-text", name)
    if any(unicodedata.category(character) in UNWRITTEN for character in value):
        raise TablesRefused("not-text", name)
    return value


def count(value: Any, name: str) -> int:
    """A number of pupils."""
    if value is ODD or isinstance(value, bool) or not isinstance(value, int):
        raise TablesRefused("not-whole", name)
    if value < 0:
        raise TablesRefused("negative", name)
    if value > MOST_COUNTED:
        raise TablesRefused("too-large-a-number", name)
    return value


def bounds(value: Any, name: str, *, signed: bool = False) -> tuple[int | None, int | None]:
    """Two numbers, each of which may be left open."""
    pair = items(value, name)
    if len(pair) != 2:
        raise TablesRefused("not-a-range", name)
    low, high = (
        None if one is None else (whole(one, name) if signed else count(one, name)) for one in pair
    )
    if low is not None and high is not None and low > high:
        raise TablesRefused("not-a-range", name)
    return low, high


def whole(value: Any, name: str) -> int:
    """A whole number, which may be below nought."""
    if isinstance(value, int) and not isinstance(value, bool) and value < 0:
        return -count(-value, name)
    return count(value, name)


@dataclass(frozen=True)
class Names:
    """What dimensions, categories and strata are called, and the numbers they get."""

    dimensions: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    strata: tuple[str, ...]
    groups: Mapping[str, Mapping[str, tuple[int, ...]]]

    @property
    def frame(self) -> Frame:
        """The frame of their numbers."""
        return Frame(tuple(len(one) for one in self.categories), len(self.strata))

    def dimension(self, value: Any, name: str) -> int:
        """The number of a dimension."""
        if not isinstance(value, str) or value not in self.dimensions:
            raise TablesRefused("unknown-dimension", name)
        return self.dimensions.index(value)

    def category(self, dimension: int, value: Any, name: str) -> int:
        """The number of a category."""
        if not isinstance(value, str) or value not in self.categories[dimension]:
            raise TablesRefused("unknown-category", name)
        return self.categories[dimension].index(value)

    def stratum(self, value: Any, name: str) -> int:
        """The number of a stratum."""
        if not isinstance(value, str) or value not in self.strata:
            raise TablesRefused("unknown-stratum", name)
        return self.strata.index(value)

    def some_strata(self, value: Any, name: str) -> Strata:
        """Numbers of strata; all where nothing is said."""
        if value is None or value == []:
            return tuple(range(len(self.strata)))
        found = [self.stratum(one, name) for one in items(value, name)]
        if len(set(found)) != len(found):
            raise TablesRefused("twice", name)
        return tuple(sorted(found))

    def where(self, value: Any, name: str) -> Where:
        """A cell; a dimension that is left out, or is "*", is a total."""
        pairs = []
        for dimension_name, category in fields(value, name).items():
            dimension = self.dimension(dimension_name, name)
            if category != STAR:
                pairs.append((dimension, self._codes(dimension, category, name)))
        return restrict(pairs, self.frame)

    def named(self, value: Mapping[str, Any]) -> frozenset[tuple[str, tuple[int, ...]]]:
        """A cell as it is named, a group of every category told apart from the total."""
        return frozenset(
            (name, tuple(self._codes(self.dimensions.index(name), category, name)))
            for name, category in value.items()
            if category != STAR
        )

    def _codes(self, dimension: int, category: Any, name: str) -> Sequence[int]:
        groups = self.groups.get(self.dimensions[dimension], {})
        if isinstance(category, str) and category in groups:
            return groups[category]
        return (self.category(dimension, category, name),)


def names_of(document: Mapping[str, Any]) -> Names:
    """The names in a file."""
    dimensions = fields(document.get("dimensions"), "dimensions")
    if not 0 < len(dimensions) <= MOST_DIMENSIONS:
        raise TablesRefused("no-dimensions", "dimensions")
    categories = []
    for name, listed in dimensions.items():
        text(name, "dimensions")
        found = [text(one, "dimensions") for one in items(listed, "dimensions")]
        if not 0 < len(found) <= MOST_CATEGORIES or len(set(found)) != len(found) or STAR in found:
            raise TablesRefused("categories", "dimensions")
        categories.append(tuple(found))
    strata = [text(one, "strata") for one in items(document.get("strata") or ["all"], "strata")]
    if len(set(strata)) != len(strata):
        raise TablesRefused("twice", "strata")
    plain = Names(tuple(dimensions), tuple(categories), tuple(strata), {})
    return Names(plain.dimensions, plain.categories, plain.strata, _groups(document, plain))


def _groups(document: Mapping[str, Any], names: Names) -> dict[str, dict[str, tuple[int, ...]]]:
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for dimension_name, groups in fields(document.get("groups") or {}, "groups").items():
        dimension = names.dimension(dimension_name, "groups")
        found[dimension_name] = {}
        for group, members in fields(groups, "groups").items():
            codes = {names.category(dimension, m, "groups") for m in items(members, "groups")}
            if not codes or group in names.categories[dimension] or group == STAR:
                raise TablesRefused("categories", "groups")
            found[dimension_name][group] = tuple(sorted(codes))
    return found
