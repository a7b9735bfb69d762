"""The step of the schema that brings retention, requests and breaches; what stood there stays."""

from __future__ import annotations

from datetime import UTC, datetime

from mhlead.domain.records import Note
from mhlead.storage import upgrade
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.tables.retention import RETENTION_TABLES

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEFORE = "0009"


def test_a_store_of_the_step_before_keeps_its_notes(filled):
    engine = lone_engine(filled._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        for kept in RETENTION_TABLES.values():
            connection.exec_driver_sql(f"DROP TABLE {kept.rows.name}")
            if kept.anchor is not None:
                connection.exec_driver_sql(f"DROP TABLE {kept.anchor.name}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (BEFORE,))
        connection.commit()
    engine.dispose()
    assert upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW) is not None
    with filled.begin(write=False) as work:
        assert [note.text for note in work.find(Note)] == ["Sat alone at lunch all week."]
    assert filled.verify().faults == ()
