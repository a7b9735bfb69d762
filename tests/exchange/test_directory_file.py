"""Directory files: what is written reads back the same, and nothing else is ever taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.checks import LONG_TEXTS
from mhlead.domain.codes import (
    Channel,
    CriterionKind,
    Referrer,
    ReplyKind,
    ServiceKind,
    SupportKind,
    Urgency,
    WhoAgrees,
    WhoseDays,
)
from mhlead.domain.directory import ServiceEntry
from mhlead.domain.errors import DirectoryRefused, FileUnreadable
from mhlead.domain.hidden_characters import is_hidden, without_hidden
from mhlead.domain.records import Counterpart, Criterion, Service
from mhlead.domain.rule_terms import has_term
from mhlead.exchange.directory_fields import PERSON_FIELDS, RULE_FIELDS, SERVICE_FIELDS
from mhlead.exchange.directory_file import DirectoryFiles
from mhlead.exchange.strict_json import LARGEST_BYTES
from mhlead.resources import resource_bytes
from mhlead.wording import sentence_for

TODAY = date(2026, 11, 24)
NEEDS, FACTS = ("04", "05", "12"), ("gp", "risk", "keeps safe")
FILES = DirectoryFiles(NEEDS, FACTS, lambda: TODAY)
SHIPPED = resource_bytes("directory/examples.json")

# ---- round trip ------------------------------------------------------------------------------

CODES: dict[CriterionKind, tuple[str, ...]] = {
    CriterionKind.NEEDS_TAKEN: NEEDS,
    CriterionKind.NEEDS_NOT_TAKEN: NEEDS,
    CriterionKind.WHO_MAY_REFER: tuple(Referrer),
    CriterionKind.TRIED_FIRST: tuple(SupportKind),
    CriterionKind.CONSENT: tuple(WhoAgrees),
    CriterionKind.REQUIRED_FACTS: FACTS,
}
NEEDED = frozenset({"name", "says"})


def texts(name: str) -> st.SearchStrategy[str]:
    plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    clean = plain.map(lambda text: without_hidden(text, may_break=name in LONG_TEXTS))
    return clean.filter(bool) if name in NEEDED else clean


def values(kind: type[Any], name: str) -> st.SearchStrategy[Any]:
    hint = str(next(one.type for one in fields(kind) if one.name == name))
    days = st.dates(date(1990, 1, 1), TODAY)
    by_hint: dict[str, st.SearchStrategy[Any]] = {
        "str": texts(name),
        "bool": st.booleans(),
        "bool | None": st.none() | st.booleans(),
        "int | None": st.none() | st.integers(1, 26),
        "date | None": st.none() | days,
        "tuple[str, ...]": st.lists(texts("name"), max_size=3).map(tuple),
        "tuple[Channel, ...]": st.lists(st.sampled_from(Channel), unique=True).map(tuple),
        "ServiceKind": st.sampled_from(ServiceKind),
        "CriterionKind": st.sampled_from(CriterionKind),
        "Urgency | None": st.none() | st.sampled_from(Urgency),
        "WhoseDays | None": st.none() | st.sampled_from(WhoseDays),
        "ReplyKind | None": st.none() | st.sampled_from(ReplyKind),
    }
    return by_hint[hint]


def records(kind: type[Any], named: Any, **more: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({name: values(kind, name) for name in named}).map(
        lambda found: kind(id="", **more, **found)
    )


def in_order(person: Counterpart) -> bool:
    return person.from_on is None or person.to_on is None or person.from_on <= person.to_on


@st.composite
def rules(draw: st.DrawFn) -> Criterion:
    rule = draw(records(Criterion, RULE_FIELDS, service_id=""))
    terms = {name: None for name in RULE_FIELDS if not has_term(rule.kind, name)}
    terms |= {name: () for name in ("codes", "places") if name in terms}
    if rule.kind in CODES:
        terms["codes"] = tuple(draw(st.lists(st.sampled_from(CODES[rule.kind]))))
    return Criterion(**{**{one.name: getattr(rule, one.name) for one in fields(rule)}, **terms})


ENTRIES = st.builds(
    ServiceEntry,
    number=st.just(0),
    service=records(Service, SERVICE_FIELDS),
    people=st.lists(
        records(Counterpart, PERSON_FIELDS, service_id="").filter(in_order), max_size=2
    ).map(tuple),
    rules=st.lists(rules(), max_size=3).map(tuple),
)


@given(st.lists(ENTRIES, min_size=1, max_size=3))
def test_what_is_written_reads_back_the_same(entries: list[ServiceEntry]) -> None:
    read = FILES.read_bytes(FILES.write(entries)).entries
    assert [(e.service, e.people, e.rules) for e in read] == [
        (e.service, e.people, e.rules) for e in entries
    ]
    assert FILES.write(read) == FILES.write(entries)


def test_every_field_of_a_service_goes_along_or_is_named_here() -> None:
    left_out = {
        Service: {"id", "ended_on", "successor_id", "merged_into_id"},
        Counterpart: {"id", "service_id"},
        Criterion: {"id", "service_id"},
    }
    for kind, named in zip(left_out, (SERVICE_FIELDS, PERSON_FIELDS, RULE_FIELDS), strict=True):
        assert {one.name for one in fields(kind)} - left_out[kind] == set(named)


def test_hidden_characters_do_not_go_into_a_file() -> None:
    service = Service("", ServiceKind.OTHER, "North\u202emoor\tCAMHS\u200b", remarks="a\r\nb")
    (read,) = FILES.read_bytes(FILES.write([ServiceEntry(1, service)])).entries
    assert read.service.name == "Northmoor CAMHS"
    assert read.service.remarks == "a\nb"


def test_persian_and_french_names_are_left_alone() -> None:
    for name in ("\u0645\u06cc\u200c\u062e", "Élodie Ødegård", "l’Été"):
        assert not any(is_hidden(char) for char in name)


# ---- hostile and faulty files ----------------------------------------------------------------


def shipped(change: Callable[[Any], None]) -> bytes:
    """The shipped examples with one thing spoilt."""
    raw = json.loads(SHIPPED)
    change(raw)
    return json.dumps(raw).encode()


def set_in(*path: Any, to: Any) -> Callable[[Any], None]:
    def change(raw: Any) -> None:
        for step in path[:-1]:
            raw = raw[step]
        raw[path[-1]] = to

    return change


def reader() -> DirectoryFiles:
    """A reader that knows every code the shipped examples name."""
    raw = json.loads(SHIPPED)
    codes = [code for s in raw["services"] for c in s["criteria"] for code in c.get("codes", ())]
    return DirectoryFiles(codes, codes, lambda: TODAY)


def refusal(raw: bytes) -> DirectoryRefused:
    with pytest.raises(DirectoryRefused) as refused:
        reader().read_bytes(raw)
    return refused.value


def test_the_shipped_examples_are_such_a_file() -> None:
    read = reader().read_bytes(SHIPPED)
    assert len(read.entries) == 4
    assert [len(entry.rules) for entry in read.entries] == [17, 16, 11, 0]


S, P, R = ("services", 1), ("services", 0, "people", 1), ("services", 2, "criteria", 3)
FAULTS = [
    ((*S, "hobby"), "x", "unknown-field", (2, "", 0, "hobby")),
    ((*S, "Aoife O'Connor"), "x", "unknown-field", (2, "", 0, "")),
    ((*S, "referrals"), [], "unknown-field", (2, "", 0, "referrals")),
    ((*S, "id"), "x", "unknown-field", (2, "", 0, "id")),
    ((*S, "kind"), "hospital", "unknown-kind", (2, "", 0, "kind")),
    ((*S, "kind"), ["mhst"], "unknown-kind", (2, "", 0, "kind")),
    ((*S, "kind"), {}, "unknown-kind", (2, "", 0, "kind")),
    ((*S, "name"), "", "required", (2, "", 0, "name")),
    ((*S, "name"), "x" * 301, "too-long", (2, "", 0, "name")),
    ((*S, "name"), "North\u202emoor", "control-character", (2, "", 0, "name")),
    ((*S, "name"), "North\nmoor", "control-character", (2, "", 0, "name")),
    ((*S, "name"), "North\ud800moor", "control-character", (2, "", 0, "name")),
    ((*S, "remarks"), "a\x00b", "control-character", (2, "", 0, "remarks")),
    ((*S, "remarks"), "x" * 20_001, "too-long", (2, "", 0, "remarks")),
    ((*S, "telephone"), 1632960733, "not-text", (2, "", 0, "telephone")),
    ((*S, "address"), "Mill Street", "not-list", (2, "", 0, "address")),
    ((*S, "address"), ["x"] * 201, "too-many", (2, "", 0, "address")),
    ((*S, "has_secure_mail"), 1, "not-yes-or-no", (2, "", 0, "has_secure_mail")),
    ((*S, "largest_file_mb"), True, "not-whole", (2, "", 0, "largest_file_mb")),
    ((*S, "largest_file_mb"), 5000, "out-of-range", (2, "", 0, "largest_file_mb")),
    ((*S, "checked_on"), "2026-02-30", "not-a-day", (2, "", 0, "checked_on")),
    ((*S, "checked_on"), "20260914", "not-a-day", (2, "", 0, "checked_on")),
    ((*S, "checked_on"), "2026-11-25", "in-future", (2, "", 0, "checked_on")),
    ((*S, "people"), {}, "not-list", (2, "", 0, "people")),
    ((*S, "people"), ["x"], "not-fields", (2, "person", 1, "")),
    ((*S, "people"), [{"name": "A"}] * 101, "too-many", (2, "", 0, "people")),
    ((*P, "is_deputy"), "yes", "not-yes-or-no", (1, "person", 2, "is_deputy")),
    ((*P, "to_on"), "2020-01-01", "before-start", (1, "person", 2, "to_on")),
    ((*R, "kind"), "age-of-aquarius", "unknown-kind", (3, "rule", 4, "kind")),
    ((*R, "says"), " ", "required", (3, "rule", 4, "says")),
    (R, {"kind": "duration", "says": "x", "days": 20_000}, "out-of-range", (3, "rule", 4, "days")),
    ((*R, "reply"), "decide", "not-of-this-kind", (3, "rule", 4, "reply")),
    (("services",), [], "no-services", (0, "", 0, "services")),
    (("services",), {}, "not-list", (0, "", 0, "services")),
    (("services",), [[]], "not-fields", (1, "", 0, "")),
    (("made_on",), None, "not-a-day", (0, "", 0, "made_on")),
    (("format",), "mhlead-pupils", "wrong-format", (0, "", 0, "")),
    (("version",), 2, "wrong-version", (0, "", 0, "version")),
    (("version",), True, "wrong-version", (0, "", 0, "version")),
    (("cases",), [], "unknown-field", (0, "", 0, "cases")),
]


@pytest.mark.parametrize(("path", "value", "code", "place"), FAULTS)
def test_one_bad_row_refuses_the_whole_with_its_row_and_field(
    path: tuple[Any, ...], value: Any, code: str, place: tuple[int, str, int, str]
) -> None:
    refused = refusal(shipped(set_in(*path, to=value)))
    found = (refused.service, refused.part, refused.number, refused.field)
    assert (refused.code, found) == (code, place)
    told = sentence_for(refused)
    assert told.endswith("Nothing was changed.")
    assert "can’t be used" not in told, "this code has no words of its own"
    assert "Aoife" not in told


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("consent", ["anybody"]), ("needs-taken", ["99999"]), ("required-facts", ["shoe size"])],
)
def test_codes_have_to_be_those_of_the_kind(kind: str, codes: list[str]) -> None:
    rule = {"kind": kind, "says": "x", "codes": codes}
    raw = {"kind": "other", "name": "A", "criteria": [rule]}
    whole = {"format": "mhlead-directory", "version": 1, "made_on": "2026-11-24", "services": [raw]}
    with pytest.raises(DirectoryRefused) as refused:
        FILES.read_bytes(json.dumps(whole).encode())
    assert (refused.value.code, refused.value.part, refused.value.field) == (
        "unknown-kind",
        "rule",
        "codes",
    )


HOSTILE = {
    "nothing": (b"  \n", "not-json"),
    "no text": (b"\xff\xfe{\x00}\x00", "not-json"),
    "half a file": (SHIPPED[:500], "not-json"),
    "something else": (b"<CTfile/>", "not-json"),
    "a list": (b"[]", "wrong-format"),
    "nested lists": (b"[" * 100_000, "too-deep"),
    "nested groups": (b'{"a":' * 50 + b"1" + b"}" * 50, "too-deep"),
    "a field twice": (b'{"format": "mhlead-directory", "format": "x"}', "field-twice"),
    "not a number": (b'{"version": NaN}', "not-whole"),
    "a fraction": (b'{"version": 1.0}', "not-whole"),
    "a huge number": (b'{"version": ' + b"9" * 10_000 + b"}", "not-whole"),
    "an open string": (b'{"a": "' + b'\\"' * 500_000 + b"\\", "not-json"),
    "open quotes": (b'"' + b'\\"' * 900_000, "not-json"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(5)
def test_a_hostile_file_is_refused_at_once(name: str) -> None:
    raw, code = HOSTILE[name]
    refused = refusal(raw)
    assert refused.code == code
    assert sentence_for(refused).endswith("Nothing was changed.")


def test_a_file_is_read_up_to_its_bound_and_only_a_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "services.mhdirectory"
    path.write_bytes(b"\xef\xbb\xbf" + SHIPPED)
    assert len(reader().read(path).entries) == 4
    path.write_bytes(SHIPPED + b" " * LARGEST_BYTES)
    for raw, code in ((path.read_bytes(), "too-large"), (b"", "empty")):
        path.write_bytes(raw)
        with pytest.raises(DirectoryRefused) as refused:
            reader().read(path)
        assert refused.value.code == code
    for other in (tmp_path, tmp_path / "none", Path("/dev/zero")):
        with pytest.raises(FileUnreadable) as error:
            reader().read(other)
        assert error.value.args == ()


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_no_bytes_do_more_than_be_refused(raw: bytes) -> None:
    with pytest.raises(DirectoryRefused):
        FILES.read_bytes(raw)
