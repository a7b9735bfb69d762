"""Records of every kind that hangs on a pupil, with a mark in every text that can hold one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from mhlead.domain.records import Case, Pupil, Record, Referral
from mhlead.storage.tables import KEPT_IN

DAY = date(2026, 11, 20)
MOMENT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
_FROM_ELSEWHERE = {"services": "service1", "staff_members": "staff1", "counterparts": None}


def kinds_of_a_pupil() -> list[type[Record]]:
    """The kinds that lead to a pupil by their links, each after those it links to."""
    found: list[type[Record]] = [Pupil]
    while True:
        tables = {_table(kind): kind for kind in found}
        more = [
            kind
            for kind in KEPT_IN
            if kind not in found and any(table in tables for table in _targets(kind).values())
        ]
        if not more:
            return found
        found += more


def planted(prefix: str, mark: str) -> list[Record]:
    """One record of each of those kinds, linked with one another as far as they can be."""
    return list(_planted(prefix, mark))


def _planted(prefix: str, mark: str) -> Iterator[Record]:
    kinds = kinds_of_a_pupil()
    own = {_table(kind): f"{prefix}-{_table(kind)}" for kind in kinds}
    for kind in kinds:
        targets = _targets(kind)
        values: dict[str, Any] = {}
        for field in dataclasses.fields(kind):  # type: ignore[arg-type]
            name = field.name
            if name == "id":
                values[name] = own[_table(kind)]
            elif name in targets:
                table = targets[name]
                values[name] = own.get(table, _FROM_ELSEWHERE.get(table, "criterion1"))
            else:
                values[name] = _value(get_type_hints(kind)[name], f"{mark} {name}")
        yield _lawful(kind(**values))


def _lawful(record: Record) -> Record:
    if isinstance(record, Referral):
        return dataclasses.replace(record, is_open=False, earlier_id=None, followed_up_on=DAY)
    if isinstance(record, Case):
        return dataclasses.replace(record, is_open=False)
    if hasattr(record, "corrects_id"):
        record = dataclasses.replace(record, corrects_id=None)  # type: ignore[type-var]
    if getattr(record, "is_open", False):
        return dataclasses.replace(record, is_open=False)  # type: ignore[type-var]
    return record


def _value(hint: Any, text: str) -> Any:
    if isinstance(hint, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        return (_value(get_args(hint)[0], text),)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    plain = {str: text, bool: True, int: 5, date: DAY, datetime: MOMENT, bytes: text.encode()}
    return plain[hint]


def _table(kind: type[Record]) -> str:
    kept = KEPT_IN[kind]
    return kept.rows.name if kept.anchor is None else kept.anchor.name


def _targets(kind: type[Record]) -> dict[str, str]:
    """For each column that names another record, that record's table."""
    return {
        column.name: key.column.table.name
        for column in KEPT_IN[kind].rows.c
        for key in column.foreign_keys
        if column.name != "id" and column.computed is None and key.column.name == "id"
    }
