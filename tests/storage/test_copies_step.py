"""The step of the schema that brings the right to write and edits made elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

from mhlead.domain.records import Note
from mhlead.storage import upgrade
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.tables.copies import COPY_TABLES

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_store_of_the_step_before_keeps_its_notes(filled):
    engine = lone_engine(filled._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        for kept in COPY_TABLES.values():
            connection.exec_driver_sql(f"DROP TABLE {kept.rows.name}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0011'")
        connection.commit()
    engine.dispose()
    assert upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW) is not None
    with filled.begin(write=False) as work:
        assert [note.text for note in work.find(Note)] == ["Sat alone at lunch all week."]
    assert filled.verify().faults == ()
