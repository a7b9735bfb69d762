"""Reads summaries as they were published, and writes the ranges that several of them come to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooled_ranges import Range, ShownTables
from mhlead.domain.release import PublishedRelease, Where
from mhlead.exchange.publication_file import read_bytes
from mhlead.exchange.strict_json import parse, read_bounded
from mhlead.exchange.table_fields import TABLES, Names, fields, names_of

FORMAT = "mhlead-pooled-ranges/1"


def read_shown(path: Path) -> dict[str, ShownTables]:
    """Each release in a file of the form sdc-attack/1, by its name.

    Raises:
        FileUnreadable, TablesRefused.
        PoolRefused: two releases have one name ("other-tables"), or a file says two things of one
            number ("totals-disagree").
    """
    raw = read_bounded(path, TABLES)
    publication = read_bytes(raw).publication
    document = fields(parse(raw, TABLES), "file")
    names = names_of(document)
    found = {
        told["id"]: _shown(names, publication.impossible, release)
        for told, release in zip(document["releases"], publication.releases, strict=True)
    }
    if len(found) < len(publication.releases):
        raise PoolRefused("other-tables")
    return found


def _shown(names: Names, impossible: Iterable[Where], release: PublishedRelease) -> ShownTables:
    """One release; what can't be is a printed nought."""
    cells: dict[Where, Range] = dict.fromkeys(impossible, (0, 0))
    for shown in release.cells:
        told = (0 if shown.is_hidden else shown.low or 0, None if shown.is_hidden else shown.high)
        if cells.setdefault(shown.where, told) != told:
            raise PoolRefused("totals-disagree")
    return ShownTables(names.dimensions, names.categories, release.scopes, cells)


def write_ranges(pooled: Mapping[str, ShownTables], summaries: int) -> bytes:
    """The least and the most of each number; null where there is no bound."""
    document = {
        "format": FORMAT,
        "summaries": summaries,
        "releases": [{"id": name, "ranges": _ranges(one)} for name, one in pooled.items()],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _ranges(pooled: ShownTables) -> list[dict[str, Any]]:
    names = Names(pooled.dimensions, pooled.categories, ("all",), {})
    return [
        {"where": told, "least": low, "most": high}
        for told, where in _named(names, pooled.scopes)
        for low, high in ([pooled.cells[where]] if where in pooled.cells else [])
    ]


def _named(
    names: Names, scopes: tuple[tuple[int, ...], ...]
) -> Iterator[tuple[dict[str, Any], Where]]:
    seen: set[Where] = set()
    for scope in scopes:
        choices = [[None, *names.categories[dimension]] for dimension in scope]
        for chosen in product(*choices):
            pairs = zip(scope, chosen, strict=True)
            told = {names.dimensions[d]: category for d, category in pairs if category is not None}
            where = names.where(told, "where")
            if where not in seen:
                seen.add(where)
                yield told, where
