"""Reads a release to protect, in the form sdc-protect/1, and writes what came of it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from mhlead import __version__
from mhlead.domain.errors import TablesRefused
from mhlead.domain.release import (
    Axis,
    Frame,
    Known,
    Protection,
    Pupils,
    Release,
    Rule,
    Shown,
    Span,
    Status,
    Strata,
    Table,
    Task,
    Where,
    Zeros,
    restrict,
)
from mhlead.domain.table_file import TableFile
from mhlead.exchange.strict_json import parse, read_bounded
from mhlead.exchange.table_fields import (
    MOST_COUNTED,
    TABLES,
    Names,
    bounds,
    count,
    fields,
    flag,
    items,
    names_of,
    only,
    text,
)

FORMAT = "sdc-protect/1"
METHOD = "mhlead-protect/1"
RULES = (
    "threshold",
    "small_range",
    "zeros",
    "zero_range",
    "differences",
    "homogeneity",
    "own_record",
    "every_hidden_cell",
    "total_published",
)
RELEASES = ("id", "strata", "tables", "published")
STRATUM = "stratum"
MOST_CELLS = 20_000
ZEROS = {"show": Zeros.SHOWN, "protect": Zeros.HIDDEN}


def read(path: Path) -> TableFile:
    """The whole file, or nothing of it.

    Raises:
        FileUnreadable, TablesRefused.
    """
    return read_bytes(read_bounded(path, TABLES))


def read_bytes(raw: bytes) -> TableFile:
    """The same from bytes."""
    document = fields(parse(raw, TABLES), "file")
    file = _file(document, document.get("microdata"), raw)
    if not file.task.pupils:
        raise TablesRefused("no-pupils", "microdata")
    return file


def outline(document: Mapping[str, Any], raw: bytes) -> TableFile:
    """The tables, names and rule of a file alone; the pupils in it are not looked at."""
    return _file(document, [], raw)


def _file(document: Mapping[str, Any], microdata: Any, raw: bytes) -> TableFile:
    if document.get("format") != FORMAT:
        raise TablesRefused("wrong-format")
    names = names_of(document)
    reader = _Reader(names)
    pupils = reader.pupils(microdata)
    listed = items(document.get("releases"), "releases")
    if not listed:
        raise TablesRefused("no-release", "releases")
    last = len(listed) - 1
    releases = tuple(reader.release(one, is_last=n == last) for n, one in enumerate(listed))
    task = Task(
        names.frame,
        pupils,
        releases,
        reader.rule(document.get("rule")),
        tuple(
            names.where(one, "structural_zeros")
            for one in items(document.get("structural_zeros") or [], "structural_zeros")
        ),
        tuple(reader.known(one) for one in items(document.get("known") or [], "known")),
    )
    _check(task)
    digest = hashlib.sha256(raw).hexdigest()
    return TableFile(task, names.dimensions, names.categories, digest)


class _Reader:
    def __init__(self, names: Names) -> None:
        self._names = names

    def pupils(self, value: Any) -> tuple[Pupils, ...]:
        counted: Counter[tuple[int, tuple[int, ...]]] = Counter()
        listed = items(value, "microdata")
        if len(listed) > MOST_COUNTED:
            raise TablesRefused("too-large-a-number", "microdata")
        for one in listed:
            record = fields(one, "microdata")
            only(record, (*self._names.dimensions, STRATUM), "microdata")
            counted[self._stratum(record), self._codes(record)] += 1
        return tuple(Pupils(codes, s, number) for (s, codes), number in sorted(counted.items()))

    def _codes(self, record: Mapping[str, Any]) -> tuple[int, ...]:
        return tuple(
            self._names.category(number, record.get(name), "microdata")
            for number, name in enumerate(self._names.dimensions)
        )

    def _stratum(self, record: Mapping[str, Any]) -> int:
        only_one = self._names.strata[0] if len(self._names.strata) == 1 else None
        return self._names.stratum(record.get(STRATUM, only_one), STRATUM)

    def release(self, value: Any, *, is_last: bool) -> Release:
        release = fields(value, "releases")
        only(release, RELEASES, "releases")
        text(release.get("id"), "id")
        strata = self._names.some_strata(release.get("strata"), "strata")
        tables = tuple(self._table(one) for one in items(release.get("tables"), "tables"))
        if not tables:
            raise TablesRefused("no-table", "tables")
        shown = [self._shown(one) for one in items(release.get("published") or [], "published")]
        if is_last and shown:
            raise TablesRefused("published-already", "published")
        if len({one.where for one in shown}) != len(shown):
            raise TablesRefused("twice", "published")
        return Release(strata, tables, None if is_last else tuple(shown))

    def _table(self, value: Any) -> Table:
        dimensions = [self._names.dimension(one, "tables") for one in items(value, "tables")]
        if len(set(dimensions)) != len(dimensions):
            raise TablesRefused("twice", "tables")
        return Table(tuple(Axis.whole(one, self._names.frame) for one in dimensions))

    def _shown(self, value: Any) -> Shown:
        pair = items(value, "published")
        if len(pair) != 2:
            raise TablesRefused("not-a-cell", "published")
        where = self._names.where(pair[0], "published")
        if pair[1] is None:
            return Shown(where, 0, None, is_hidden=True)
        if isinstance(pair[1], list):
            return Shown(where, *bounds(pair[1], "published"))
        plain = count(pair[1], "published")
        return Shown(where, plain, plain)

    def known(self, value: Any) -> Known:
        known = fields(value, "known")
        where = self._names.where(known.get("where") or {}, "known")
        strata = self._names.some_strata(known.get("strata"), "known")
        return Known(where, strata, *bounds(known.get("range"), "known"))

    def rule(self, value: Any) -> Rule:
        rule = fields(value, "rule")
        only(rule, RULES, "rule")
        threshold = count(rule.get("threshold"), "threshold")
        zeros = rule.get("zeros", "show")
        if threshold < 1 or zeros not in ZEROS:
            raise TablesRefused("unknown-rule", "threshold" if threshold < 1 else "zeros")
        return Rule(
            threshold,
            self._span(rule, "small_range"),
            self._span(rule, "zero_range"),
            ZEROS[zeros],
            flag(rule.get("differences", True), "differences"),
            tuple(self._pair(one) for one in items(rule.get("homogeneity") or [], "homogeneity")),
            flag(rule.get("own_record", False), "own_record"),
            flag(rule.get("every_hidden_cell", False), "every_hidden_cell"),
            flag(rule.get("total_published", False), "total_published"),
        )

    def _span(self, rule: Mapping[str, Any], name: str) -> Span | None:
        return Span(*bounds(rule[name], name)) if rule.get(name) is not None else None

    def _pair(self, value: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
        pair = items(value, "homogeneity")
        sides = [
            tuple(self._names.dimension(d, "homogeneity") for d in items(one, "homogeneity"))
            for one in pair
        ]
        is_pair = len(sides) == 2 and all(sides)
        together = [dimension for side in sides for dimension in side]
        if not is_pair or len(set(together)) != len(together):
            raise TablesRefused("unknown-rule", "homogeneity")
        return sides[0], sides[1]


def _check(task: Task) -> None:
    """Returns where everything said agrees with the pupils."""
    size = sum(_cells_of(table, task.frame) for r in task.releases for table in r.tables)
    if size > MOST_CELLS:
        raise TablesRefused("too-many-cells", "tables")
    for release in task.releases:
        cells = {cell for table in release.tables for cell in table.cells(task.frame)}
        if any(shown.where not in cells for shown in release.shown or ()):
            raise TablesRefused("no-such-cell", "published")
    for name, known in _told(task):
        if not _is_between(_count(task, known.where, known.strata), known.low, known.high):
            raise TablesRefused("contradicts", name)


def _told(task: Task) -> Iterator[tuple[str, Known]]:
    """Everything the file says of counts, with the field that says it."""
    for release in task.releases:
        for shown in release.shown or ():
            yield "published", Known(shown.where, release.strata, shown.low, shown.high)
    every = tuple(range(task.frame.strata))
    for where in task.impossible:
        yield "structural_zeros", Known(where, every, 0, 0)
    for known in task.known:
        yield "known", known


def _cells_of(table: Table, frame: Frame) -> int:
    size = 1
    for dimension in table.dimensions:
        size *= frame.sizes[dimension] + 1
    return size


def _is_between(number: int, low: int | None, high: int | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


def _count(task: Task, where: Where, strata: Strata) -> int:
    return sum(
        pupils.count
        for pupils in task.pupils
        if pupils.stratum in strata and all(pupils.codes[d] in codes for d, codes in where)
    )


def write(file: TableFile, protection: Protection, reason: str) -> bytes:
    """What came of protecting a release, as JSON.

    Args:
        reason: Why it was refused, in words; "" where it was not.
    """
    task = file.task
    hidden = set(protection.hidden)
    is_refused = protection.status is Status.REFUSED
    strata = task.releases[-1].strata
    cells = [] if is_refused else _named_cells(file)
    published = [
        [name, None if cell in hidden else _count(task, cell, strata)] for name, cell in cells
    ]
    told = {
        "suppressed": [name for name, cell in cells if cell in hidden],
        "published": published,
        "status": protection.status.name.lower(),
        "certificate": _certificate(file, protection, published),
    }
    if is_refused:
        told["reason"] = reason
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _certificate(
    file: TableFile, protection: Protection, published: list[list[Any]]
) -> dict[str, object]:
    canonical = json.dumps(published, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return {
        "method": METHOD,
        "program": f"mhlead {__version__}",
        "result": "refused" if protection.status is Status.REFUSED else "passed",
        "rule": rule_fields(file),
        "ranges_attacked": protection.intervals,
        "input_sha256": file.digest,
        "published_sha256": hashlib.sha256(canonical.encode()).hexdigest(),
    }


def rule_fields(file: TableFile) -> dict[str, object]:
    """The whole rule, in the names of the form."""
    rule = file.task.rule
    return {
        "threshold": rule.threshold,
        "small_range": [rule.small_span.low, rule.small_span.high],
        "zeros": next(name for name, zeros in ZEROS.items() if zeros is rule.zeros),
        "zero_range": [rule.zero_span.low, rule.zero_span.high],
        "differences": rule.differences,
        "homogeneity": [
            [[file.dimensions[d] for d in side] for side in pair] for pair in rule.homogeneity
        ],
        "own_record": rule.own_record,
        "every_hidden_cell": rule.every_hidden_cell,
        "total_published": rule.total_published,
    }


def _named_cells(file: TableFile) -> list[tuple[dict[str, str], Where]]:
    """Every cell of the release by name; of a dimension with one category both ways to name it."""
    found: dict[tuple[tuple[int, int], ...], Where] = {}
    for table in file.task.releases[-1].tables:
        choices = [[None, *range(file.task.frame.sizes[axis.dimension])] for axis in table.axes]
        for chosen in product(*choices):
            pairs = zip((axis.dimension for axis in table.axes), chosen, strict=True)
            told = tuple(sorted((d, code) for d, code in pairs if code is not None))
            found.setdefault(told, restrict(((d, (code,)) for d, code in told), file.task.frame))
    return [
        ({file.dimensions[d]: file.categories[d][code] for d, code in told}, cell)
        for told, cell in found.items()
    ]
