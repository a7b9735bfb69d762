"""The step of the schema that brings entries kept to fewer people; what stood there stays."""

from __future__ import annotations

from datetime import UTC, datetime

from mhlead.domain.audit import Action
from mhlead.domain.records import Note, Restriction
from mhlead.storage import upgrade
from mhlead.storage.engine import lone_engine, writing

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEFORE = "0010"


def test_a_store_of_the_step_before_keeps_its_notes_and_may_restrict_them(filled):
    engine = lone_engine(filled._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        for table in ("restriction_versions", "restrictions"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (BEFORE,))
        connection.commit()
    engine.dispose()
    assert upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW) is not None
    with filled.begin("lead") as work:
        assert [note.text for note in work.find(Note)] == ["Sat alone at lunch all week."]
        work.add(Restriction("kept", "case1", "Note", "note1"))
        work.log(Action.RESTRICTED, "pupil1", {"kind": "Note", "id": "note1"})
        work.commit()
    assert filled.verify().faults == ()
    with filled.begin("lead") as work:
        work.erase(Note, "note1")
        work.log(Action.RECORD_REMOVED)
        work.commit()
