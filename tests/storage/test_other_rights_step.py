"""The step of the schema after which a request may ask for more than a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.codes import Requester, RequestKind
from mhlead.domain.records import DataRequest
from mhlead.storage import upgrade
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.migrations import versions
from mhlead.storage.migrations.as_written import bring

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ASKED = DataRequest("asked", "pupil1", "Her mother", Requester.PARENT, NOW.date())


def kept(store, *records) -> None:
    with store.begin("lead") as work:
        for record in records:
            work.add(record)
        work.correct(replace(ASKED, closed_on=date(2026, 11, 23)), "answered")
        work.log(Action.DATA_REQUESTED, "pupil1")
        work.commit()


def test_a_store_of_the_step_before_keeps_its_requests_and_then_takes_others(
    filled, tmp_path: Path
):
    made = (Path(versions.__path__[0]) / "v0010_retention.sql").read_text(encoding="utf-8")
    before = [
        one for one in made.split("\n\n") if one.startswith("CREATE TABLE data_request_versions (")
    ]
    (tmp_path / "before.sql").write_text("\n\n".join(before), encoding="utf-8")
    kept(filled, ASKED)
    engine = lone_engine(filled._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        bring(connection, str(tmp_path / "before.py"), {})
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0013'")
        connection.commit()
    engine.dispose()
    assert upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW) is not None
    other = replace(ASKED, id="other", kind=RequestKind.OBJECTION)
    kept(filled, other)
    with filled.begin(write=False) as work:
        assert [one.kind for one in work.find(DataRequest)] == [ASKED.kind, other.kind]
        assert [one.number for one in work.versions(DataRequest, "asked")] == [1, 2, 3]
    assert filled.verify().faults == ()
