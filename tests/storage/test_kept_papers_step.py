"""The ninth step of the schema: papers stand beside the letters, which stay as they were."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.codes import Arrival, Channel, LetterKind, PaperKind
from mhlead.domain.records import Delivery, Letter, LetterWording, Note, Sending
from mhlead.storage import upgrade
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.migrations import versions
from mhlead.storage.migrations.as_written import bring

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LETTER = Letter(
    *("letter", "case1", LetterKind.CHASE, NOW, "lead", "chase/1", "{}", "ab" * 32, 1, b"%PDF\x00")
)
SENDING = Sending("sending", "letter", NOW.date(), NOW, "lead", Channel.POST, "CAMHS")
DELIVERY = Delivery("delivery", "case1", "sending", NOW.date(), Arrival.CONFIRMED)
WORDING = LetterWording("chase", LetterKind.CHASE, "# We ask again")
PAPER = Letter(
    *("paper", "case1", PaperKind.HANDOVER, NOW, "lead", "", "{}", "cd" * 32, 2, b"%PDF\x01"),
    reference="FBA/26/P-1",
    to_whom="Harbour Academy",
)
BEFORE = {
    "letters": "v0006_forms_and_hands",
    "delivery_versions": "v0004_letters",
    "letter_wording_versions": "v0005_wordings",
}


def kept(store, *records) -> None:
    with store.begin("lead") as work:
        for record in records:
            work.add(record)
        work.log(Action.LETTER_ISSUED, "pupil1", {"letter": "one"})
        work.commit()


def tables_before() -> str:
    """The tables as the eighth step left them."""
    folder, found = Path(versions.__path__[0]), []
    for table, step in BEFORE.items():
        made = (folder / f"{step}.sql").read_text(encoding="utf-8").split("\n\n")
        found += [one for one in made if one.startswith(f"CREATE TABLE {table} (")]
    return "\n\n".join(found)


def test_a_store_of_the_eighth_step_keeps_its_letters_and_can_then_hold_papers(
    filled, tmp_path: Path
):
    (tmp_path / "before.sql").write_text(tables_before(), encoding="utf-8")
    kept(filled, LETTER, SENDING, DELIVERY, WORDING)
    engine = lone_engine(filled._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        bring(connection, str(tmp_path / "before.py"), {})
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0008'")
        connection.commit()
    engine.dispose()
    assert upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW) is not None
    kept(filled, PAPER)
    with filled.begin(write=False) as work:
        assert work.find(Letter) == [LETTER, PAPER]
        assert work.find(Delivery) == [DELIVERY]
        assert work.find(LetterWording) == [WORDING]
        assert [note.text for note in work.find(Note)] == ["Sat alone at lunch all week."]
    assert filled.verify().faults == ()
