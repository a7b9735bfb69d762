from __future__ import annotations

import dataclasses
import typing
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select

from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind, ReferralState
from mhlead.domain.errors import FieldRefused, NotFound
from mhlead.domain.records import (
    ALL_KINDS,
    Case,
    Keeping,
    LetterWording,
    Note,
    Pupil,
    Referral,
    StaffMember,
)
from mhlead.storage.rows import field_names, record_of, row_of
from mhlead.storage.tables import KEPT_IN, METADATA
from mhlead.storage.tables.column import instant_text
from tests.parts.statements import statements_of

TODAY = date(2026, 11, 23)
NAIVE = datetime.combine(TODAY, time(9))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
st.register_type_strategy(str, TEXT)


def instants() -> st.SearchStrategy[datetime]:
    zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
    years = {"min_value": NAIVE.replace(year=1901), "max_value": NAIVE.replace(year=2199)}
    return st.datetimes(**years, timezones=zones)


_OF_HINT = {datetime: instants(), datetime | None: st.none() | instants()}


def records_of(kind: type) -> st.SearchStrategy:
    hints = typing.get_type_hints(kind)
    made = {
        name: _OF_HINT.get(hints[name], st.from_type(hints[name])) for name in field_names(kind)
    }
    if "attendance_percent" in made:
        made["attendance_percent"] = st.none() | st.integers(0, 100)
    for name, hint in hints.items():
        if hint in (int, int | None) and name in made:
            made[name] = st.integers(-(2**63), 2**63 - 1) | (
                st.none() if hint is not int else st.nothing()
            )
    return st.builds(kind, **made)


@pytest.fixture(scope="module")
def bare():
    """Every table, without the links and triggers, so that any one record can be kept alone."""
    engine = create_engine("sqlite+pysqlite:///:memory:", module=sqlcipher)
    with engine.connect() as connection:
        METADATA.create_all(connection)
        yield connection
    engine.dispose()


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.__name__)
def test_every_record_comes_back_as_it_was_kept(kind, bare):
    kept = KEPT_IN[kind]
    extra = {
        Keeping.VERSIONED: {
            "version": 1,
            "written_at": datetime.now(UTC),
            "written_by": "",
            "correction_reason": "",
            "is_removed": False,
        },
        Keeping.LIVE: {"changed_at": datetime.now(UTC), "changed_by": ""},
        Keeping.APPENDED: {},
    }[kept.keeping]

    @given(record=records_of(kind))
    def comes_back(record):
        if kept.keeping is Keeping.LIVE and getattr(record, "is_open", False):
            record = dataclasses.replace(record, is_open=False)  # rules have tests of their own
        if isinstance(record, Referral):
            record = dataclasses.replace(record, followed_up_on=TODAY)
        if isinstance(record, LetterWording):
            record = dataclasses.replace(record, id=record.kind.value)
        bare.execute(insert(kept.rows), row_of(record) | extra)
        row = bare.execute(select(*(kept.rows.c[name] for name in kept.fields))).mappings().one()
        bare.rollback()
        assert record_of(kind, row) == record

    comes_back()


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.__name__)
def test_every_field_has_its_column_in_its_place(kind):
    assert KEPT_IN[kind].fields == field_names(kind)
    assert KEPT_IN[kind].keeping is kind.KEEPING


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        instant_text(NAIVE)


def test_a_correction_adds_a_version_and_the_old_wording_stays(filled):
    with filled.begin("deputy") as work:
        note = work.get(Note, "note1")
        work.correct(dataclasses.replace(note, text="Sat alone on Tuesday."), "wrong day")
        work.log(Action.RECORD_CORRECTED, "pupil1")
        changes = work.commit()
    assert changes.touched == {("Note", "note1")}
    with filled.begin(write=False) as work:
        first, second = work.versions(Note, "note1")
        assert work.get(Note, "note1").text == second.record.text == "Sat alone on Tuesday."
    assert first.record.text == "Sat alone at lunch all week."
    assert (first.number, first.written_by, first.superseded_at) == (1, "lead", second.written_at)
    assert (second.number, second.written_by, second.reason) == (2, "deputy", "wrong day")
    assert second.superseded_at is None


def test_a_removed_record_is_out_of_use_until_a_correction_brings_it_back(filled):
    with filled.begin("lead") as work:
        note = work.get(Note, "note1")
        work.remove(Note, "note1", "wrong pupil")
        work.log(Action.RECORD_REMOVED, "pupil1")
        work.commit()
    with filled.begin("lead") as work:
        with pytest.raises(NotFound):
            work.get(Note, "note1")
        assert (work.find(Note), work.count(Note)) == ([], 0)
        assert [version.is_removed for version in work.versions(Note, "note1")] == [False, True]
        work.correct(note, "it was right")
        work.log(Action.RECORD_CORRECTED, "pupil1")
        work.commit()
    with filled.begin(write=False) as work:
        assert work.get(Note, "note1") == note


def test_find_narrows_by_value_by_one_of_several_and_by_nothing(filled, keep, case_records):
    keep(*case_records(2), pupil_id="pupil2")
    with filled.begin(write=False) as work:
        assert [note.id for note in work.find(Note)] == ["note1", "note2"]
        assert [note.id for note in work.find(Note, case_id=("case2", "case9"))] == ["note2"]
        assert work.find(Note, case_id=[]) == []
        assert work.count(Referral, state=ReferralState.SENT, is_open=True) == 2
        assert work.count(Pupil, is_in_care=None) == 2
        with pytest.raises(AttributeError):
            work.find(Note, no_such_field=1)


@dataclasses.dataclass(frozen=True)
class Dated:
    id: str
    happened_on: date


@dataclasses.dataclass(frozen=True)
class Stranger:
    id: str
    no_such_field: str


def test_narrow_gives_what_find_does_with_fewer_fields(filled, keep, case_records):
    keep(*case_records(2), pupil_id="pupil2")
    with filled.begin(write=False) as work:
        found = work.find(Note, case_id="case2")
        assert [Dated(note.id, note.happened_on) for note in found] == work.narrow(
            Note, Dated, case_id="case2"
        )
        assert found
        with pytest.raises(AttributeError):
            work.narrow(Note, Stranger)


def test_a_live_record_changes_in_place(filled):
    with filled.begin("deputy") as work:
        work.put(dataclasses.replace(work.get(Referral, "referral1"), asks="an assessment"))
        work.log(Action.REFERRAL_CHANGED, "pupil1")
        work.commit()
    with filled.begin(write=False) as work:
        assert work.get(Referral, "referral1").asks == "an assessment"
        assert work.versions(Referral, "referral1")[0].written_by == "deputy"


def test_leaving_without_commit_keeps_nothing(filled):
    with filled.begin("lead") as work:
        work.add(StaffMember("x", "X"))
        work.log(Action.RECORD_ADDED)
    with filled.begin(write=False) as work:
        assert work.find(StaffMember, id="x") == []
        assert len(work.history()) == 1


def test_nothing_is_written_after_the_end_or_in_a_transaction_for_reading(filled):
    with filled.begin("lead") as work:
        work.log(Action.UNLOCKED)
        work.commit()
        with pytest.raises(RuntimeError, match="ended"):
            work.add(StaffMember("x", "X"))
    with filled.begin(write=False) as work, pytest.raises(RuntimeError, match="reading"):
        work.add(StaffMember("x", "X"))


@pytest.mark.parametrize(("text", "code"), [("a\x00b", "nul"), ("a\ud800b", "not-text")])
def test_text_that_could_not_come_back_is_refused_without_quoting_it(filled, text, code):
    with filled.begin("lead") as work, pytest.raises(FieldRefused) as caught:
        work.add(Note("x", "case1", TODAY, NoteKind.FACT, text))
    assert caught.value.code == code
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert text not in repr(caught.value)


def test_a_form_takes_few_statements(filled):
    with statements_of(filled) as said, filled.begin("lead") as work:

        def taken(action) -> int:
            said.clear()
            action()
            return len(said)

        note = work.get(Note, "note1")
        assert taken(lambda: work.get(Note, "note1")) == 1
        assert taken(lambda: work.find(Note, case_id="case1")) == 1
        assert taken(lambda: work.count(Note, case_id="case1")) == 1
        assert taken(lambda: work.add(dataclasses.replace(note, id="x"))) == 2
        assert taken(lambda: work.correct(note, "again")) == 3
        assert taken(lambda: work.put(work.get(Case, "case1"))) == 2
        assert taken(lambda: work.log(Action.RECORD_ADDED, "pupil1", {"a": "b"})) == 4
        assert taken(work.commit) == 0


def test_a_list_of_entries_learns_when_each_was_first_written_in_one_statement(filled):
    with filled.begin("deputy") as work:
        first = work.versions(Note, "note1")[0]
        work.correct(dataclasses.replace(first.record, text="other"), "why")
        written = work.written(Note, ["note1", "missing"])
    assert set(written) == {"note1"}
    found = written["note1"]
    assert (found.at, found.by, found.versions) == (first.written_at, "lead", 2)


def test_every_wording_there_ever_was_can_be_looked_for(filled):
    with filled.begin("deputy") as work:
        note = work.get(Note, "note1")
        work.correct(dataclasses.replace(note, text="other"), "why")
        work.remove(Note, "note1", "wrong pupil")
        assert work.ever(Note, text=note.text) == [note]
        assert len(work.ever(Note, case_id="case1")) == 3
        assert work.ever(Note, text="never said") == []
