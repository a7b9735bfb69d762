from __future__ import annotations

import dataclasses
from datetime import date

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from mhlead.domain.audit import Action
from mhlead.domain.codes import StepKind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Case, CaseEvent, NextStep, Note, Referral, StaffMember
from mhlead.storage.connection import close, connect

TODAY = date(2026, 11, 23)


@pytest.fixture
def raw(filled):
    """A connection past the services, as somebody with the key and an SQL tool has it."""
    connection = connect(filled._keyed)
    yield connection
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    close(connection)


def run_all(raw, statements) -> None:
    for statement in ("BEGIN IMMEDIATE", *statements, "COMMIT"):
        raw.execute(statement)


def refused(raw, *statements: str) -> str:
    with pytest.raises(sqlcipher.IntegrityError) as caught:
        run_all(raw, statements)
    raw.execute("ROLLBACK")
    return str(caught.value)


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE cases SET owner_id = NULL"],
        ["UPDATE cases SET next_step_id = NULL"],
        ["UPDATE cases SET owner_id = 'nobody'"],
        ["UPDATE cases SET next_step_id = 'nothing'"],
        ["UPDATE next_steps SET is_open = 0, done_on = '2026-11-23'"],
        ["UPDATE next_steps SET case_id = 'case9'"],
        ["UPDATE next_steps SET due_on = NULL"],
        ["UPDATE referrals SET deadline_on = NULL"],
        ["UPDATE referrals SET deadline_what = ''"],
        ["UPDATE referrals SET deadline_on = '2026-02-30'"],
        ["UPDATE cases SET is_open = 0, next_step_id = NULL"],
        ["UPDATE note_versions SET text = 'x'"],
        ["UPDATE note_versions SET superseded_at = NULL"],
        ["DELETE FROM note_versions"],
        ["DELETE FROM notes"],
        ["DELETE FROM cases"],
        ["UPDATE notes SET id = 'other'"],
        ["UPDATE audits SET actor = 'other'"],
        ["DELETE FROM audits"],
        ["UPDATE audit_details SET detail = '{}'"],
        ["DELETE FROM audit_details"],
        ["DELETE FROM subject_keys"],
        ["INSERT INTO disposals VALUES ('left open')"],
        ["INSERT INTO disposals VALUES ('open')", "INSERT INTO nevers VALUES ('open')"],
        ["UPDATE referrals SET state = 'rejected'"],
        ["UPDATE referrals SET asks = 'a' || char(0) || 'b'"],
    ],
)
def test_the_database_itself_refuses(raw, statements):
    refused(raw, *statements)


def test_a_second_current_version_and_a_second_open_case_are_refused(raw):
    columns = "written_at, written_by, correction_reason, is_removed, id, case_id, happened_on"
    columns += ", kind, text, title, said_by, is_safeguarding"
    said = refused(
        raw,
        f"INSERT INTO note_versions (version, {columns}) SELECT 2, {columns} FROM note_versions",  # noqa: S608
    )
    assert "note_versions.id" in said
    said = refused(
        raw,
        "INSERT INTO cases SELECT 'case2', pupil_id, opened_on, opened_by, 1, owner_id,"
        " next_step_id, 0, NULL, NULL, '', NULL, changed_at, changed_by FROM cases",
    )
    assert "cases.pupil_id" in said


def test_rows_go_only_in_a_disposal(raw):
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO disposals VALUES ('now')")
    raw.execute("DELETE FROM note_versions")
    raw.execute("DELETE FROM notes")
    raw.execute("DELETE FROM disposals")
    raw.execute("COMMIT")
    assert raw.execute("SELECT count(*) FROM note_versions").fetchone() == (0,)
    found = raw.execute(
        "SELECT count(*) FROM note_versions_search WHERE note_versions_search MATCH 'lunch'"
    )
    assert found.fetchone() == (0,)


def make(store, changes) -> None:
    with store.begin("lead") as work:
        for change in changes:
            change(work)
        work.log(Action.CASE_CHANGED, "pupil1")
        work.commit()


def code_of(store, *changes) -> str:
    with pytest.raises(NotAllowed) as caught:
        make(store, changes)
    assert caught.value.__suppress_context__
    return caught.value.code


def test_a_unit_of_work_names_the_rule_it_would_break(filled):
    def put(kind, record_id, **changes):
        return lambda work: work.put(dataclasses.replace(work.get(kind, record_id), **changes))

    assert code_of(filled, put(Case, "case1", owner_id=None)) == "case-without-owner-or-step"
    assert code_of(filled, put(NextStep, "step1", is_open=False)) == "case-without-owner-or-step"
    assert (
        code_of(filled, put(Referral, "referral1", deadline_on=None)) == "referral-without-deadline"
    )
    closed = put(Case, "case1", is_open=False, next_step_id=None)
    assert code_of(filled, closed) == "referral-outside-open-case"
    second = Case("case2", "pupil1", TODAY, "staff1", True, "staff1", "step1")
    assert code_of(filled, lambda work: work.add(second)) == "case-already-open"
    lost = Note("x", "no such case", TODAY, "fact", "text")
    assert code_of(filled, lambda work: work.add(lost)) == "broken-link"


def test_closing_a_step_names_the_next_in_the_same_transaction(filled):
    with filled.begin("lead") as work:
        work.put(dataclasses.replace(work.get(NextStep, "step1"), is_open=False, done_on=TODAY))
        work.put(dataclasses.replace(work.get(Case, "case1"), next_step_id="step2"))
        work.add(NextStep("step2", "case1", StepKind.RING_FAMILY, "ring", TODAY, "staff1"))
        work.log(Action.CASE_CHANGED, "pupil1")
        work.commit()
    with filled.begin(write=False) as work:
        assert work.get(Case, "case1").next_step_id == "step2"


def test_a_case_closes_once_its_referral_did(filled):
    with filled.begin("lead") as work:
        work.put(dataclasses.replace(work.get(Referral, "referral1"), is_open=False))
        work.put(dataclasses.replace(work.get(NextStep, "step1"), is_open=False, done_on=TODAY))
        work.put(dataclasses.replace(work.get(Case, "case1"), is_open=False, closed_on=TODAY))
        work.add(CaseEvent("e1", "case1", filled._file.now(), "lead", "closed"))
        work.log(Action.CASE_CLOSED, "pupil1")
        work.commit()
    with filled.begin(write=False) as work:
        assert work.find(Case, is_open=True) == []


def test_what_was_written_cannot_be_committed_without_a_line_in_the_history(filled):
    with filled.begin("lead") as work:
        work.add(StaffMember("x", "X"))
        with pytest.raises(NotAllowed) as caught:
            work.commit()
        assert caught.value.code == "no-history"
    with filled.begin(write=False) as work:
        assert work.find(StaffMember, id="x") == []
