"""What a pooling round counts: the outline of a file of tables, and the file of its totals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooled_pupils import join_order
from mhlead.domain.pooling import Layout, canonical
from mhlead.domain.release import Pupils
from mhlead.domain.table_file import TableFile
from mhlead.exchange.strict_json import parse, read_bounded
from mhlead.exchange.table_fields import TABLES, fields
from mhlead.exchange.table_file import FORMAT, outline, rule_fields

_KEPT = ("format", "id", "dimensions", "groups", "structural_zeros", "rule", "releases")
MOST_CELLS = 10_000


def read_layout(path: Path, first_on: date, last_on: date) -> Layout:
    """The layout of a file in the form sdc-protect/1; what it says of pupils is left out.

    Raises:
        FileUnreadable, TablesRefused.
        PoolRefused: it can't be pooled.
    """
    document = fields(parse(read_bounded(path, TABLES), TABLES), "file")
    kept = {name: document[name] for name in _KEPT if name in document}
    return layout_of(kept, first_on, last_on)


def layout_of(document: Mapping[str, Any], first_on: date, last_on: date) -> Layout:
    """The layout of an outline, whatever the order of its names.

    Raises:
        TablesRefused: it is no outline of tables.
        PoolRefused: there is not exactly one release ("one-release"), a dimension stands in no
            table ("unused-dimension"), the tables form a ring ("ring"), a cell that can't be is of
            no one table ("split-zero"), there are too many ("too-many-counts"), or the first day
            is after the last ("period").
    """
    try:
        text = canonical(document)
    except (TypeError, ValueError):  # a number that is not whole
        raise PoolRefused("not-whole") from None
    if first_on > last_on:
        raise PoolRefused("period")
    sorted_document = json.loads(text)
    file = outline(sorted_document, text.encode())
    if len(file.task.releases) != 1 or "known" in document or "strata" in document:
        raise PoolRefused("one-release")
    layout = Layout(file, text, first_on, last_on)
    join_order(layout.scopes)
    if {d for scope in layout.scopes for d in scope} != set(range(len(file.dimensions))):
        raise PoolRefused("unused-dimension")
    for zero in file.task.impossible:
        if not any({d for d, _ in zero} <= set(scope) for scope in layout.scopes):
            raise PoolRefused("split-zero")
    if len(layout.cells) > MOST_CELLS:
        raise PoolRefused("too-many-counts")
    return layout


def write_plan(file: TableFile) -> bytes:
    """The tables, names and rule of a file, for a round that counts them."""
    names = file.dimensions
    document = {
        "format": FORMAT,
        "id": "pool",
        "dimensions": dict(zip(names, map(list, file.categories), strict=True)),
        "structural_zeros": [
            {names[d]: file.categories[d][code] for d, (code,) in zero}
            for zero in file.task.impossible
        ],
        "rule": rule_fields(file),
        "releases": [
            {
                "id": "pool",
                "tables": [[names[d] for d in table.dimensions] for table in one.tables],
            }
            for one in file.task.releases
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def write_total(layout: Layout, pupils: Sequence[Pupils]) -> bytes:
    """A file in the form sdc-protect/1 whose pupils give the totals."""
    file = layout.outline
    document = json.loads(layout.text)
    document["microdata"] = [
        {
            name: names[code]
            for name, names, code in zip(file.dimensions, file.categories, one.codes, strict=True)
        }
        for one in pupils
        for _ in range(one.count)
    ]
    return (json.dumps(document, ensure_ascii=False, indent=None) + "\n").encode()
