"""Directory files (.mhdirectory): services, their people and rules as JSON, written and read."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from mhlead.domain.checks import LONG_TEXTS, check
from mhlead.domain.codes import CriterionKind, Referrer, SupportKind, WhoAgrees
from mhlead.domain.directory import DirectoryFile, ServiceEntry
from mhlead.domain.errors import DirectoryRefused, FieldRefused
from mhlead.domain.hidden_characters import without_hidden
from mhlead.domain.records import Counterpart, Criterion, PlanAim, Service
from mhlead.domain.rule_terms import has_term
from mhlead.exchange.directory_fields import (
    AIM_FIELDS,
    PERSON_FIELDS,
    RULE_FIELDS,
    SERVICE_FIELDS,
    BadValueError,
    Reader,
    read_day,
)
from mhlead.exchange.strict_json import parse, plain_name, read_bounded

FORMAT, VERSION = "mhlead-directory", 1
MOST_SERVICES, MOST_PEOPLE, MOST_RULES, MOST_AIMS = 500, 100, 200, 100
_FRAME = ("format", "version", "made_on", "services", "aims")
_K = CriterionKind
T = TypeVar("T", Service, Counterpart, Criterion, PlanAim)
_NEEDED: dict[type, tuple[str, ...]] = {
    Service: ("kind", "name"),
    Counterpart: ("name",),
    Criterion: ("kind", "says"),
    PlanAim: ("says",),
}


@dataclass(frozen=True)
class _Place:
    """Where in the file something stands, each part counted from 1; 0 is none."""

    service: int = 0
    part: str = ""
    number: int = 0

    def refusal(self, code: str, field: str = "") -> DirectoryRefused:
        return DirectoryRefused(code, self.service, self.part, self.number, field)


class DirectoryFiles:
    """Directory files, as `DirectoryFiles` of the services.

    Args:
        needs: Codes of needs that a rule may name.
        facts: Names of facts of a letter that a rule may ask for.
        today: Where the day comes from.
    """

    def __init__(
        self, needs: Collection[str], facts: Collection[str], today: Callable[[], date]
    ) -> None:
        self._today = today
        known: dict[CriterionKind, Collection[str]] = {
            _K.NEEDS_TAKEN: needs,
            _K.NEEDS_NOT_TAKEN: needs,
            _K.WHO_MAY_REFER: list(Referrer),
            _K.TRIED_FIRST: list(SupportKind),
            _K.CONSENT: list(WhoAgrees),
            _K.REQUIRED_FACTS: facts,
        }
        self._codes = {kind: frozenset(map(str, codes)) for kind, codes in known.items()}

    def read(self, path: Path) -> DirectoryFile:
        """The whole file, or nothing of it.

        Raises:
            DirectoryRefused: names the row and the field of the first fault.
            FileUnreadable: it can't be opened or is no plain file.
        """
        return self.read_bytes(read_bounded(path))

    def read_bytes(self, raw: bytes) -> DirectoryFile:
        """The same from bytes."""
        whole = parse(raw)
        if not isinstance(whole, dict) or whole.get("format") != FORMAT:
            raise DirectoryRefused("wrong-format")
        version = whole.get("version")
        if version != VERSION or isinstance(version, bool):
            raise DirectoryRefused("wrong-version", field="version")
        _refuse_unknown(whole, _FRAME, _Place())
        made_on = _read("made_on", whole.get("made_on"), read_day, _Place())
        services = _part(whole, "services", MOST_SERVICES, _Place())
        aims = _part(whole, "aims", MOST_AIMS, _Place())
        if not services and not aims:
            raise DirectoryRefused("no-services", field="services")
        entries = (self._entry(raw, at) for at, raw in enumerate(services, start=1))
        told = (self._aim(raw, _Place(0, "aim", at)) for at, raw in enumerate(aims, start=1))
        return DirectoryFile(made_on, tuple(entries), tuple(told))

    def _aim(self, raw: Any, place: _Place) -> PlanAim:
        return self._record(PlanAim, _values(raw, AIM_FIELDS, place), place)

    def _entry(self, raw: Any, number: int) -> ServiceEntry:
        place = _Place(number)
        values = _values(raw, SERVICE_FIELDS, place, also=("people", "criteria"))
        people, rules = [], []
        for at, person in enumerate(_part(raw, "people", MOST_PEOPLE, place), start=1):
            there = _Place(number, "person", at)
            read = _values(person, PERSON_FIELDS, there)
            people.append(self._record(Counterpart, read, there, service_id=""))
        for at, rule in enumerate(_part(raw, "criteria", MOST_RULES, place), start=1):
            rules.append(self._rule(rule, _Place(number, "rule", at)))
        service = self._record(Service, values, place)
        return ServiceEntry(number, service, tuple(people), tuple(rules))

    def _rule(self, raw: Any, place: _Place) -> Criterion:
        values = _values(raw, RULE_FIELDS, place)
        rule = self._record(Criterion, values, place, service_id="")
        for name in values:
            if values[name] not in (None, ()) and not has_term(rule.kind, name):
                raise place.refusal("not-of-this-kind", name)
        if set(rule.codes) - self._codes.get(rule.kind, frozenset()):
            raise place.refusal("unknown-kind", "codes")
        return rule

    def _record(self, kind: type[T], values: Mapping[str, Any], place: _Place, **more: Any) -> T:
        for name in _NEEDED[kind]:
            if not values.get(name):
                raise place.refusal("required", name)
        record: T = kind(id="", **more, **values)
        try:
            check(record, self._today())
        except FieldRefused as refusal:
            raise place.refusal(refusal.code, refusal.field) from None
        return record

    def write(self, entries: Sequence[ServiceEntry], aims: Sequence[PlanAim] = ()) -> bytes:
        """The file with these services; it holds the fields of this format and nothing else.

        Aims stand in it where there are some, so that earlier programs read a file without them.

        Raises:
            DirectoryRefused: something in them could not be read back; the row is named.
        """
        whole: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "made_on": self._today().isoformat(),
            "services": [_written_entry(entry) for entry in entries],
        }
        if aims:
            whole["aims"] = [_written(one, AIM_FIELDS) for one in aims]
        raw = json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
        self.read_bytes(raw)
        return raw


def _part(raw: Mapping[str, Any], name: str, most: int, place: _Place) -> list[Any]:
    found = raw.get(name, [])
    if not isinstance(found, list):
        raise place.refusal("not-list", name)
    if len(found) > most:
        raise place.refusal("too-many", name)
    return found


def _values(
    raw: Any, known: Mapping[str, Reader], place: _Place, also: Sequence[str] = ()
) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise place.refusal("not-fields")
    _refuse_unknown(raw, (*known, *also), place)
    return {n: _read(n, raw[n], known[n], place) for n in known if n in raw}


def _refuse_unknown(raw: Mapping[str, Any], known: Sequence[str], place: _Place) -> None:
    for name in raw:
        if name not in known:
            raise place.refusal("unknown-field", plain_name(name))


def _read(name: str, raw: Any, reader: Reader, place: _Place) -> Any:
    try:
        return reader(name, raw)
    except BadValueError as bad:
        raise place.refusal(bad.code, name) from None


def _written_entry(entry: ServiceEntry) -> dict[str, Any]:
    return {
        **_written(entry.service, SERVICE_FIELDS),
        "people": [_written(one, PERSON_FIELDS) for one in entry.people],
        "criteria": [_written_rule(one) for one in entry.rules],
    }


def _written_rule(rule: Criterion) -> dict[str, Any]:
    named = {name: one for name, one in RULE_FIELDS.items() if has_term(rule.kind, name)}
    return {n: v for n, v in _written(rule, named).items() if v not in (None, [], "")}


def _written(record: object, fields: Mapping[str, Reader]) -> dict[str, Any]:
    return {name: _plain(name, getattr(record, name)) for name in fields}


def _plain(name: str, value: object) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return without_hidden(value, may_break=name in LONG_TEXTS)
    if isinstance(value, tuple):
        return [_plain(name, one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
