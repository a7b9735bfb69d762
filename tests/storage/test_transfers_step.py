"""The step of the schema that brings what passes to the next school; what stood there stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mhlead.domain.audit import Action
from mhlead.domain.codes import Channel, TransferPart
from mhlead.domain.records import Note, RecordTransfer
from mhlead.storage import upgrade
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.tables import KEPT_IN

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
GONE = RecordTransfer(
    *("gone", "pupil1", TransferPart.RECORD, DAY, "Harbour Academy", DAY),
    *(Channel.SECURE_MAIL, "The office"),
)


def test_a_store_of_the_step_before_keeps_its_notes_and_can_then_hold_transfers(filled):
    kept = KEPT_IN[RecordTransfer]
    engine = lone_engine(filled._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        for table in (kept.rows, kept.anchor):
            connection.exec_driver_sql(f"DROP TABLE {table.name}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0012'")
        connection.commit()
    engine.dispose()
    assert upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW) is not None
    with filled.begin("lead") as work:
        work.add(GONE)
        work.log(Action.RECORD_ADDED, "pupil1")
        work.commit()
    with filled.begin(write=False) as work:
        assert [note.text for note in work.find(Note)] == ["Sat alone at lunch all week."]
        assert work.find(RecordTransfer) == [GONE]
    assert filled.verify().faults == ()
