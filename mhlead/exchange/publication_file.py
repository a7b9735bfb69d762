"""Reads what a reader sees, in the form sdc-attack/1: cells as printed, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mhlead.domain.errors import TablesRefused
from mhlead.domain.release import (
    Attacker,
    Demand,
    Known,
    Publication,
    PublishedRelease,
    Shown,
    Strata,
    Where,
)
from mhlead.domain.table_file import PublicationFile
from mhlead.exchange.strict_json import parse, read_bounded
from mhlead.exchange.table_fields import (
    STAR,
    TABLES,
    Names,
    bounds,
    count,
    fields,
    items,
    names_of,
    text,
    whole,
)

FORMAT = "sdc-attack/1"
OPEN = (0, None)


def read(path: Path) -> PublicationFile:
    """The whole file, or nothing of it.

    Raises:
        FileUnreadable, TablesRefused.
    """
    return read_bytes(read_bounded(path, TABLES))


def read_bytes(raw: bytes) -> PublicationFile:
    """The same from bytes."""
    document = fields(parse(raw, TABLES), "file")
    if document.get("format") != FORMAT:
        raise TablesRefused("wrong-format")
    names = names_of(document)
    reader = _Reader(document, names)
    releases = tuple(
        reader.release(one) for one in items(document.get("releases") or [], "releases")
    )
    publication = Publication(
        names.frame,
        releases,
        tuple(
            names.where(one, "structural_zeros")
            for one in items(document.get("structural_zeros") or [], "structural_zeros")
        ),
        tuple(reader.known(one) for one in items(document.get("known") or [], "known")),
    )
    reader.protect()
    own = items(document.get("own_records") or [], "own_records")
    attackers = [(Attacker(), "outsider"), *(reader.own(one) for one in own)]
    return PublicationFile(
        publication,
        tuple(demand for demand, _ in reader.demands),
        tuple(attacker for attacker, _ in attackers),
        tuple(label for _, label in reader.demands),
        tuple(label for _, label in attackers),
    )


class _Reader:
    def __init__(self, document: Mapping[str, Any], names: Names) -> None:
        self._document, self._names = document, names
        rule = fields(document.get("rule") or {}, "rule")
        self._width = count(rule.get("min_width", 1), "min_width")
        self._symbol = bounds(document.get("null_range", [0, None]), "null_range")
        self.demands: list[tuple[Demand, str]] = []
        self._asked: set[tuple[frozenset[tuple[str, tuple[int, ...]]], Strata]] = set()

    def release(self, value: Any) -> PublishedRelease:
        release = fields(value, "releases")
        strata = self._names.some_strata(release.get("strata"), "strata")
        name = text(release.get("id"), "id")
        scopes, cells = [], []
        for one in items(release.get("tables"), "tables"):
            table = fields(one, "tables")
            dimensions = [
                self._names.dimension(d, "dims") for d in items(table.get("dims"), "dims")
            ]
            if len(set(dimensions)) != len(dimensions):
                raise TablesRefused("twice", "dims")
            scopes.append(tuple(sorted(dimensions)))
            label = f"{name}/{text(table.get('id'), 'id')}"
            cells += list(self._cells(table, label, strata))
        return PublishedRelease(strata, tuple(scopes), tuple(cells))

    def _cells(self, table: Mapping[str, Any], label: str, strata: Strata) -> Iterator[Shown]:
        for one in items(table.get("cells"), "cells"):
            cell = fields(one, "cells")
            at = items(cell.get("at"), "at")
            if len(at) != len(table["dims"]) or "value" not in cell:
                raise TablesRefused("not-a-cell", "cells")
            where = self._names.where(dict(zip(table["dims"], at, strict=True)), "at")
            shown = self._shown(where, cell)
            yield shown
            if shown.is_hidden:
                told = ",".join(STAR if code == STAR else str(code) for code in at)
                named = dict(zip(table["dims"], at, strict=True))
                self._ask(where, named, strata, cell.get("require"), f"{label}/{told}")

    def _shown(self, where: Where, cell: Mapping[str, Any]) -> Shown:
        value = cell["value"]
        if value is None:
            told = bounds(cell["range"], "range") if "range" in cell else self._symbol
            return Shown(where, *told, is_hidden=True)
        if isinstance(value, list):
            return Shown(where, *bounds(value, "value"))
        plain = count(value, "value")
        return Shown(where, plain, plain)

    def _ask(
        self,
        where: Where,
        named: Mapping[str, Any],
        strata: Strata,
        required: Any,
        label: str,
    ) -> None:
        # A group of all categories counts what the total does, but is asked about by its name.
        key = (self._names.named(named), strata)
        if required is None and key in self._asked:
            return
        self._asked.add(key)
        terms = ((1, where, strata),)
        if required is None:
            self.demands.append((Demand(terms, width=self._width), label))
        else:
            low, high = bounds(required, "require", signed=True)
            self.demands.append((Demand(terms, low, high), label))

    def known(self, value: Any) -> Known:
        known = fields(value, "known")
        where = self._names.where(known.get("where") or {}, "where")
        strata = self._names.some_strata(known.get("strata"), "strata")
        return Known(where, strata, *bounds(known.get("range"), "range"))

    def protect(self) -> None:
        for one in items(self._document.get("protect") or [], "protect"):
            asked = fields(one, "protect")
            terms = []
            for term in items(asked.get("terms"), "terms"):
                pair = items(term, "terms")
                if len(pair) != 2:
                    raise TablesRefused("not-a-term", "terms")
                about = fields(pair[1], "terms")
                where = self._names.where(about.get("where") or {}, "where")
                strata = self._names.some_strata(about.get("strata"), "strata")
                terms.append((whole(pair[0], "terms"), where, strata))
            required = asked.get("require")
            low, high = (
                (None, None) if required is None else bounds(required, "require", signed=True)
            )
            self.demands.append(
                (Demand(tuple(terms), low, high), text(asked.get("label"), "label"))
            )

    def own(self, value: Any) -> tuple[Attacker, str]:
        record = fields(value, "own_records")
        strata = self._names.strata
        told = record.get("stratum", strata[0] if len(strata) == 1 else None)
        codes = tuple(
            self._names.category(number, record[name], "own_records") if name in record else None
            for number, name in enumerate(self._names.dimensions)
        )
        label = "own record " + ",".join(f"{name}={code}" for name, code in record.items())
        return Attacker(codes, self._names.stratum(told, "stratum")), label
