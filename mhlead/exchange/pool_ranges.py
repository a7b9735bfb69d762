"""Reads summaries as they were published, and writes the ranges that several of them come to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooled_ranges import Range, ShownTables
from mhlead.domain.release import Where
from mhlead.exchange.publication_file import read_bytes
from mhlead.exchange.strict_json import parse, read_bounded
from mhlead.exchange.table_fields import TABLES, Names, fields, names_of

FORMAT = "mhlead-pooled-ranges/1"


def read_shown(path: Path) -> ShownTables:
    """One release in the form sdc-attack/1; what can't be is a printed nought.

    Raises:
        FileUnreadable, TablesRefused.
        PoolRefused: it holds not exactly one release ("one-release"), or says two things of one
            number ("totals-disagree").
    """
    raw = read_bounded(path, TABLES)
    publication = read_bytes(raw).publication
    if len(publication.releases) != 1:
        raise PoolRefused("one-release")
    release = publication.releases[0]
    cells: dict[Where, Range] = dict.fromkeys(publication.impossible, (0, 0))
    for shown in release.cells:
        told = (0 if shown.is_hidden else shown.low or 0, None if shown.is_hidden else shown.high)
        if cells.setdefault(shown.where, told) != told:
            raise PoolRefused("totals-disagree")
    names = names_of(fields(parse(raw, TABLES), "file"))
    return ShownTables(names.dimensions, names.categories, release.scopes, cells)


def write_ranges(pooled: ShownTables, summaries: int) -> bytes:
    """The least and the most of each number; null where there is no bound."""
    names = Names(pooled.dimensions, pooled.categories, ("all",), {})
    document = {
        "format": FORMAT,
        "summaries": summaries,
        "ranges": [
            {"where": told, "least": low, "most": high}
            for told, where in _named(names, pooled.scopes)
            for low, high in ([pooled.cells[where]] if where in pooled.cells else [])
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


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
