from __future__ import annotations

import pytest

from mhlead.domain.audit import Fault
from mhlead.domain.errors import StoreLocked
from mhlead.storage.connection import close, connect
from mhlead.vault.header_files import COPIES


@pytest.fixture
def damage(filled):
    """Run SQL without links, rules or triggers, and give back what `verify` then says."""

    def run(*statements: str) -> tuple[Fault, ...]:
        raw = connect(filled._keyed)
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("PRAGMA ignore_check_constraints=ON")
        for statement in statements:
            raw.execute(statement)
        close(raw)
        return filled.verify().faults

    return run


def test_a_sound_store_has_no_fault_and_its_records_are_counted(filled):
    report = filled.verify()
    assert report.faults == ()
    counts = dict(report.counts)
    assert (counts["Pupil"], counts["Note"], counts["Letter"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("UPDATE cases SET owner_id = NULL", Fault("gap", "case-without-owner", "case1")),
        ("UPDATE cases SET next_step_id = NULL", Fault("gap", "case-without-step", "case1")),
        ("UPDATE next_steps SET is_open = 0", Fault("gap", "case-without-step", "case1")),
        (
            "UPDATE referrals SET deadline_on = NULL",
            Fault("gap", "referral-without-deadline", "referral1"),
        ),
        (
            "UPDATE cases SET is_open = 0, next_step_id = NULL",
            Fault("gap", "referral-outside-open-case", "referral1"),
        ),
        ("UPDATE cases SET pupil_id = 'nobody'", Fault("keys", "broken-link", "cases")),
        ("UPDATE referrals SET state = 'rejected'", Fault("rows", "unreadable", "referrals")),
        ("UPDATE referrals SET asks = 'a' || char(0)", Fault("rows", "unreadable", "referrals")),
        (
            "UPDATE note_versions SET superseded_at = written_at",
            Fault("rows", "no-current-version", "note1"),
        ),
        ("DROP TRIGGER notes_delete", Fault("triggers", "missing", "notes_delete")),
        ("DROP INDEX ix_cases_one_open", Fault("triggers", "missing", "ix_cases_one_open")),
        (
            "CREATE TRIGGER spy AFTER INSERT ON notes BEGIN SELECT 1; END",
            Fault("triggers", "unknown", "spy"),
        ),
        (
            "INSERT INTO note_versions_search(note_versions_search) VALUES ('delete-all')",
            Fault("search", "index-differs", "note_versions_search"),
        ),
        ("UPDATE pupil_names SET folded = 'other'", Fault("search", "names-differ", "pupil1")),
        ("DELETE FROM store_headers", Fault("header", "no-copy-inside")),
    ],
)
def test_each_kind_of_damage_is_named_with_its_place(damage, statement, wanted):
    assert wanted in damage(statement)


def test_a_torn_header_copy_is_named(filled, folder):
    (folder / COPIES[1]).write_bytes(b"{")
    assert filled.verify().faults == (Fault("header", "copy-damaged", COPIES[1]),)


def test_a_damaged_page_is_named_by_its_number_and_work_on_whole_pages_goes_on(filled):
    raw = connect(filled._keyed)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    (root,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name='sendings'").fetchone()
    close(raw)
    with filled._keyed.path.open("r+b") as file:
        file.seek((root - 1) * 4096 + 7)
        file.write(b"x")
    assert Fault("pages", "page-damaged", str(root)) in filled.verify().faults
    with filled.begin(write=False) as work:
        assert work.search.find_pupils("amina") == ["pupil1"]


def test_no_fault_names_a_person(damage):
    faults = damage("UPDATE cases SET pupil_id = 'nobody'", "UPDATE pupil_names SET folded = 'x'")
    assert faults
    said = repr(faults).lower()
    assert not any(name in said for name in ("oyelaran", "amina", "begum"))


def test_a_check_during_which_the_store_is_locked_calls_nothing_damaged(filled):
    closes = iter([filled.close])

    def told(_done, _of):
        for close_it in closes:
            close_it()

    with pytest.raises(StoreLocked):
        filled.verify(told)


def test_a_check_during_which_the_key_is_exchanged_begins_anew(filled):
    filled.ways.set_passphrase("deputy", "five grey boats under a bridge", "lead")
    removals = iter(["deputy"])

    def told(_done, _of):
        for one in removals:
            filled.ways.remove_person(one, "lead")

    report = filled.verify(told)
    assert report.faults == ()
    assert dict(report.counts)["Pupil"] == 1
