"""The seventh step of the schema: the ledger of releases; what stood there stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import LedgerKind, SummaryFormat
from mhlead.domain.errors import NotAllowed
from mhlead.domain.ledger import added
from mhlead.domain.records import LedgerEntry, Note, ReleaseFile
from mhlead.storage import upgrade
from mhlead.storage.engine import lone_engine, writing

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ENTRY = added([], LedgerEntry("one", 0, NOW, "lead", LedgerKind.RELEASE, "{}", "", ""))
FILE = ReleaseFile("file", "one", NOW, "lead", SummaryFormat.CSV, "a.csv", "ab" * 32, b"\x00\xff")


def kept(store, *records) -> None:
    with store.begin("lead") as work:
        for record in records:
            work.add(record)
        work.log(Action.SUMMARY_RELEASED, None, {"number": "1"})
        work.commit()


def test_a_store_of_the_sixth_step_keeps_its_notes(filled):
    engine = lone_engine(filled._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        connection.exec_driver_sql("DROP TABLE release_files")
        connection.exec_driver_sql("DROP TABLE ledger_entries")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0006'")
        connection.commit()
    engine.dispose()
    assert upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW) is not None
    with filled.begin(write=False) as work:
        assert [note.text for note in work.find(Note)] == ["Sat alone at lunch all week."]
    assert filled.verify().faults == ()


def test_a_file_is_kept_with_its_line_and_neither_is_changed(filled):
    with pytest.raises(NotAllowed):
        kept(filled, FILE)  # there is no such line
    kept(filled, ENTRY, FILE)
    with filled.begin(write=False) as work:
        assert work.get(LedgerEntry, "one") == ENTRY
        assert work.find(ReleaseFile, entry_id="one") == [FILE]
    engine = lone_engine(filled._keyed)
    for statement in ("DELETE FROM ledger_entries", "UPDATE release_files SET name = 'b.csv'"):
        with pytest.raises(Exception, match="append-only"), writing(engine) as connection:
            connection.exec_driver_sql(statement)
    engine.dispose()
    assert filled.verify().faults == ()


def test_verifying_finds_a_line_that_reads_otherwise(filled):
    kept(filled, ENTRY)
    engine = lone_engine(filled._keyed)
    with writing(engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER ledger_entries_update")
        connection.exec_driver_sql("UPDATE ledger_entries SET content = '{ }'")
        connection.commit()
    engine.dispose()
    assert ("ledger", "altered", "1") in {
        (fault.part, fault.code, fault.place) for fault in filled.verify().faults
    }
