from __future__ import annotations

import json

import pytest

from mhlead.domain.audit import Action
from mhlead.storage.connection import close, connect


@pytest.fixture
def busy(filled):
    """A store with ten more events about its pupil, and one about none."""
    for n in range(10):
        with filled.begin("deputy") as work:
            work.log(Action.PUPIL_VIEWED, "pupil1", {"n": str(n)})
            work.commit()
    with filled.begin("deputy") as work:
        work.log(Action.EXPORTED, None, {"rows": "3"})
        work.commit()
    return filled


@pytest.fixture
def attack(busy):
    """Run SQL as somebody with the open database who dropped the triggers first."""

    def run(*statements: str) -> list[tuple[str, str]]:
        raw = connect(busy._keyed)
        saved = raw.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type='trigger' AND name LIKE 'audit%'"
        ).fetchall()
        for name, _ in saved:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            raw.execute(statement)
        for _, sql in saved:
            raw.execute(sql)
        close(raw)
        return [(f.code, f.place) for f in busy.verify().faults if f.part == "audit"]

    return run


def test_the_newest_events_come_first_with_their_details(busy):
    with busy.begin(write=False) as work:
        entries = work.history(limit=3)
        assert [entry.sequence for entry in entries] == [12, 11, 10]
        assert (entries[0].subject_id, entries[0].detail) == (None, (("rows", "3"),))
        assert (entries[1].subject_id, entries[1].actor_id) == ("pupil1", "deputy")
        assert len(work.history("pupil1")) == 11
        assert work.history("nobody") == []


def test_nothing_in_the_chain_names_the_pupil(busy):
    raw = connect(busy._keyed)
    rows = raw.execute("SELECT * FROM audits").fetchall()
    key = raw.execute("SELECT hex(key) FROM subject_keys").fetchone()[0]
    close(raw)
    said = json.dumps(rows)
    assert "pupil1" not in said
    assert key.lower() not in said
    assert len({row[4] for row in rows}) == 2


def test_an_untouched_history_is_sound(busy):
    report = busy.verify()
    assert report.is_sound
    assert (report.events, report.last_sequence) == (12, 12)
    assert len(report.last_hash) == 64


SWAPPED = (
    "UPDATE audits SET seq = -1 WHERE seq = 5",
    "UPDATE audits SET seq = 5 WHERE seq = 6",
    "UPDATE audits SET seq = 6 WHERE seq = -1",
)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audits SET actor = 'x' WHERE seq = 5", [("altered", "5")]),
        ("UPDATE audits SET at = '2020' || substr(at, 5) WHERE seq = 5", [("altered", "5")]),
        ("DELETE FROM audits WHERE seq = 5", [("gap", "6")]),
        ("UPDATE audits SET mac = hash WHERE seq = 5", [("not-signed", "5")]),
        ("UPDATE audit_details SET detail = '{}' WHERE seq = 5", [("detail-altered", "5")]),
        ("DELETE FROM audit_details WHERE seq = 5", []),
    ],
)
def test_what_was_done_to_the_history_is_located(attack, statement, found):
    assert attack(statement) == found


def test_exchanged_events_are_located(attack):
    found = set(attack(*SWAPPED))
    assert {("chain-broken", "5"), ("altered", "5"), ("altered", "6")} <= found
    assert {place for _, place in found} == {"5", "6", "7"}


def test_erasing_a_pupil_leaves_the_chain_whole_and_nobody_to_name(busy):
    raw = connect(busy._keyed)
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO disposals VALUES ('now')")
    raw.execute("DELETE FROM audit_details WHERE subject_ref <> ''")
    raw.execute("DELETE FROM subject_keys")
    raw.execute("DELETE FROM disposals")
    raw.execute("COMMIT")
    close(raw)
    assert busy.verify().is_sound
    with busy.begin(write=False) as work:
        assert work.history("pupil1") == []
        assert {entry.subject_id for entry in work.history()} == {None}


def test_only_the_end_of_the_chain_can_be_added_to(busy):
    raw = connect(busy._keyed)
    for seq, prev in ((14, "hash"), (13, "'0'")):
        with pytest.raises(Exception, match="append-only"):
            raw.execute(
                f"INSERT INTO audits SELECT {seq}, at, actor, action, subject_ref, detail_commit,"  # noqa: S608
                f" {prev}, hash, mac FROM audits WHERE seq = 12"
            )
    close(raw)
