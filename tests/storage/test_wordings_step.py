"""The fifth step of the schema lets a school word its letters, and keeps what stood there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from mhlead.domain.audit import Action
from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import LetterWording, Note
from mhlead.storage import upgrade
from mhlead.storage.connection import close, connect
from mhlead.storage.engine import lone_engine, writing

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CHASE = LetterWording("chase", LetterKind.CHASE, "# We ask again\n\nHow does it stand?")
SECOND = (
    "INSERT INTO letter_wording_versions SELECT 7, id, 2, written_at, written_by, '', 0, {}, text,"
    " beside FROM letter_wording_versions"
)


def kept(store, *wordings: LetterWording) -> None:
    with store.begin("lead") as work:
        for wording in wordings:
            work.add(wording, "our own words")
        work.log(Action.RECORD_ADDED, None, {"kind": "LetterWording"})
        work.commit()


def test_a_store_of_the_fourth_step_gets_its_tables_and_keeps_its_notes(filled):
    engine = lone_engine(filled._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        for table in ("letter_wording_versions", "letter_wordings"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
        connection.commit()
    engine.dispose()
    assert upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW) is not None
    kept(filled, CHASE)
    with filled.begin(write=False) as work:
        assert work.find(LetterWording) == [CHASE]
        assert [note.text for note in work.find(Note)] == ["Sat alone at lunch all week."]
    assert filled.verify().faults == ()


def test_a_kind_of_letter_has_one_wording_of_the_school_and_no_more(filled):
    kept(filled, CHASE)
    with pytest.raises(NotAllowed):
        kept(filled, CHASE)
    with pytest.raises(NotAllowed):
        kept(filled, LetterWording("another", LetterKind.CHASE, "# Hm"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE letter_wording_versions SET text = 'x'",
        "UPDATE letter_wording_versions SET superseded_at = NULL",
        "DELETE FROM letter_wording_versions",
        "DELETE FROM letter_wordings",
        "UPDATE letter_wordings SET id = 'update'",
        SECOND.format("NULL, kind"),
        SECOND.format("written_at, 'update'"),
    ],
)
def test_the_database_keeps_every_wording_as_it_was_written(filled, statement):
    kept(filled, CHASE)
    raw = connect(filled._keyed)
    with pytest.raises(sqlcipher.IntegrityError):
        raw.execute(statement)
    close(raw)
