"""A pupil is disposed of: once the backups have rotated, no byte anywhere tells of them."""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import apsw
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.backup import RETENTION_DAYS
from mhlead.domain.believed import DAYS_TO_BELIEVE
from mhlead.domain.codes import CaseClosing, Channel, EditState, NoteKind, PaperKind, ReferralState
from mhlead.domain.errors import NoSpace
from mhlead.domain.naming import school_name
from mhlead.domain.records import Case, Note, Pupil, Referral
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart
from mhlead.services import (
    backups,
    baton,
    copies,
    endings,
    kept_papers,
    papers,
    records,
    referrals,
    retention,
    typed_gone,
    typed_texts,
)
from mhlead.services.backups import BackupPlaces
from mhlead.services.baton import TakeFrom
from mhlead.services.disposal_list import list_beside
from mhlead.services.history_file import history_files
from mhlead.services.letters import log as letter_log
from mhlead.services.papers import PaperWords
from mhlead.services.referrals import Move
from mhlead.services.retention_paper import disposal_certificate
from mhlead.services.session import Session
from mhlead.services.typed_gone import Gone
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import FLOOR_COST
from mhlead.wording import words
from mhlead.wording.entry_words import entry_names
from tests.builders import PASSPHRASE, School, make_school
from tests.security.canary_life import live
from tests.security.canary_rights import ask_for, line_of

MARK = "Zq7Canary"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = make_school(tmp_path)
    yield made
    made.session.store.close()


def marked_life(school: School) -> tuple[Pupil, Case]:
    """A pupil with a closed case, an issued letter, a kept paper and typed text not saved."""
    session, today = school.session, school.clock.today()
    pupil = school.pupil(f"{MARK}First", f"{MARK}Last")
    case = school.case(pupil)
    referral = school.referral(case)
    letter = school.issue(referral.id)[0].letter
    letter_log.record_sending(session, letter.id, Channel.POST, today, f"{MARK} service")
    paper = replace(papers.new_paper(session, pupil.id, next(iter(PaperKind))), to_whom=MARK)
    tools = PaperWords(entry_names, words)
    drafted = papers.draft_paper(session, school.adapters.press, paper, tools)
    kept_papers.keep_paper(session, drafted, letter_log.PRINTED)
    sent = Move(ReferralState.SENT, today, today, "Ring", MARK, how=Channel.POST)
    referrals.move_referral(session, referral.id, sent)
    referrals.move_referral(session, referral.id, Move(ReferralState.WITHDRAWN, today, words=MARK))
    endings.close_case(session, case.id, CaseClosing.SETTLED, f"{MARK} closed")
    part = TypedPart(TypedKind.TEXT, "What was said", 0, f"{MARK} typed")
    pages = [
        TypedPage("Note", f"Note case_id={case.id}", f"{MARK}First", "", (part,)),
        TypedPage("Referral", f"referral={referral.id}", f"{MARK}First", "", (part,)),
        TypedPage("Pupil", f"Pupil id={pupil.id}", f"{MARK}First", "", (part,)),
        TypedPage("Plan", "", school_name(pupil), "", (part,)),
    ]
    typed_texts.keep_typed(session, pages)
    return pupil, case


def pages_of(session: Session, to: Path) -> bytes:
    """Every page of the store decrypted, free ones too, by another implementation."""
    keyed = session.store._keyed  # type: ignore[attr-defined]
    for end in ("", "-wal"):
        if (part := keyed.path.with_name(keyed.path.name + end)).exists():
            shutil.copy(part, to.with_name(to.name + end))
    other = apsw.Connection(str(to))
    key = keyed.key.raw().hex() + keyed.salt.hex()
    for setting in ("cipher='sqlcipher'", "legacy=4", f"key=\"x'{key}'\""):
        other.execute(f"PRAGMA {setting}").fetchall()
    other.execute("PRAGMA journal_mode=DELETE").fetchall()
    other.execute("PRAGMA rekey=''").fetchall()
    other.close()
    return to.read_bytes()


def told_by(school: School, folder: Path) -> dict[str, bytes]:
    """What each thing that is kept says once it is opened with the keys."""
    session = school.session
    list_beside(session, [folder / "backups"])
    told = {
        "store": pages_of(session, folder / "plain"),
        "typed": repr(typed_texts.read_typed(session)).encode(),
        "disposals": session.store.kept_disposals(folder / "backups"),
        **history_files(session, [folder / "backups"]),
    }
    stores = school.adapters.stores
    for at, file in enumerate(session.store.list_backups(folder / "backups")):
        restored = folder / f"restored{at}"
        opened, _, _ = stores.restore(Path(file.path), restored, PASSPHRASE)
        told[file.name] = pages_of(replace(session, store=opened), folder / f"plain-backup{at}")
        opened.close()
    for plain in folder.glob("plain*"):
        plain.unlink()
    return told


def told_of(data: bytes, secrets: Sequence[str]) -> list[str]:
    """Which of the secrets the bytes hold, as they were typed or as the search folds them."""
    folded = data.lower()
    codings = ("utf-8", "utf-16-le", "utf-16-be")
    return [one for one in secrets if any(one.lower().encode(c) in folded for c in codings)]


def test_no_byte_tells_of_an_erased_pupil_once_the_backups_have_rotated(
    school: School, tmp_path: Path
) -> None:
    pupil, case = marked_life(school)
    session, places = school.session, BackupPlaces(tmp_path / "backups", tmp_path / "sync")
    (tmp_path / "sync").mkdir()
    school.come_to(date(2060, 1, 1))
    for _ in range(DAYS_TO_BELIEVE):  # else no backup goes for its age after so many years
        school.clock.forward(1)
        with session.writing() as work:
            work.log(Action.UNLOCKED)
            work.commit()
    older = backups.make_backup(session, places)
    before = told_by(school, tmp_path)
    told_before = {name for name, data in before.items() if MARK.encode() in data}
    assert told_before == {"store", "typed", older.name}
    made, _ = retention.dispose(session, line_of(session, pupil))
    disposal_certificate(session, made)
    assert typed_texts.read_typed(session) == []
    school.clock.forward(RETENTION_DAYS + 1)
    backups.make_backup(session, places)
    assert older.name not in {one.name for one in session.store.list_backups(places.own)}
    assert len(list((tmp_path / "sync").glob("*.mhbackup"))) == 1
    after = told_by(school, tmp_path)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            after[str(path)] = path.read_bytes()
            assert MARK not in path.name
    for name, data in after.items():
        assert told_of(data, (MARK, pupil.id, case.id)) == [], name
    assert session.store.verify().is_sound


# What an act of `live` writes about services and staff with the mark; no pupil is in it.
ABOUT_NOBODY = {
    ("counterpart_versions", "name"),
    ("counterpart_versions", "link_days"),
    ("criterion_versions", "says"),
    ("criterion_versions", "source"),
    ("service_versions", "hours"),
    ("service_versions", "team"),
    ("staff_member_versions", "name"),
    ("training_versions", "what"),
    ("training_versions", "given_by"),
}


def test_of_every_act_there_is_nothing_is_left_but_what_is_about_no_pupil(
    school: School, tmp_path: Path
) -> None:
    pupil, case, referral = busy_life(school)
    session = school.session
    with session.reading() as work:
        pupils, still_open = work.find(Pupil), work.find(Case, closed_on=None)
    for one in still_open:
        endings.close_case(session, one.id, CaseClosing.SETTLED, f"{MARK} closed")
    before = marked_columns(session, tmp_path / "before")
    assert len(before) > 60  # the acts filled that many columns with it
    school.come_to(date(2090, 1, 1))
    for one in pupils:
        retention.dispose(session, line_of(session, one))
    left = marked_columns(session, tmp_path / "after")
    assert left.keys() == ABOUT_NOBODY
    raw = (tmp_path / "after").read_bytes()
    assert raw.lower().count(MARK.lower().encode()) == sum(left.values())
    assert told_of(raw, (pupil.id, case.id, referral.id)) == []


def busy_life(school: School) -> tuple[Pupil, Case, Referral]:
    """Every act there is on a pupil's case, and a request for the data."""
    session, today = school.session, school.clock.today()
    pupil = school.pupil(f"{MARK}First", f"{MARK}Last")
    case = school.case(pupil)
    referral = school.referral(case)
    school.issue(referral.id)
    sent = Move(ReferralState.SENT, today, today, "Ring", MARK, how=Channel.POST)
    referrals.move_referral(session, referral.id, sent)
    records.keep(session, Note("", case.id, today, NoteKind.FACT, f"{MARK} note"))
    live(school, MARK, case, referral)
    ask_for(school, MARK, pupil)
    return pupil, case, referral


def marked_columns(session: Session, to: Path) -> dict[tuple[str, str], int]:
    """Tables and columns that hold the mark, each with how often, as another program reads them."""
    pages_of(session, to)
    found: Counter[tuple[str, str]] = Counter()
    with contextlib.closing(apsw.Connection(str(to))) as plain:
        named = "SELECT name FROM sqlite_schema WHERE type = 'table'"
        tables = [name for (name,) in plain.execute(named).fetchall()]
        for table in tables:
            rows = plain.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in rows:
                for (column, *_), value in zip(rows.getdescription(), row, strict=True):
                    data = value if isinstance(value, bytes) else str(value).encode()
                    found[table, column] += data.lower().count(MARK.lower().encode())
    return +found  # those that hold it


def test_what_another_copy_wrote_of_the_pupil_since_goes_once_it_is_left_out(
    school: School, tmp_path: Path
) -> None:
    """It is listed, since nothing anybody wrote is lost unseen; settled, it says nothing more."""
    session = school.session
    pupil = school.pupil(f"{MARK}First", f"{MARK}Last")
    case = school.case(pupil)
    endings.close_case(session, case.id, CaseClosing.SETTLED, f"{MARK} closed")
    apart = backups.make_backup(session, BackupPlaces(tmp_path / "backups"))
    stores = EncryptedStores(school.clock.now, FLOOR_COST, machine=tmp_path / "deputy")
    at = tmp_path / "backups" / apart.name
    wanted = TakeFrom(at, tmp_path / "theirs", PASSPHRASE, "They are ill")
    theirs, _ = baton.take(stores, school.clock, school.adapters.ids, wanted)
    note = Note("", case.id, school.clock.today(), NoteKind.FACT, f"{MARK} since")
    records.keep(theirs, note)
    since = backups.make_backup(theirs, BackupPlaces(tmp_path / "their-backups"))
    theirs.store.close()
    school.come_to(date(2060, 1, 1))
    retention.dispose(session, line_of(session, pupil))
    copies.compare(session, tmp_path / "their-backups" / since.name)
    lines = copies.list_edits(session)
    assert any(MARK in str(line.wordings) for line in lines)
    for line in lines:
        copies.leave(session, line.edit.id, "Disposed of here since")
    assert copies.list_edits(session) == []
    assert {line.wordings for line in copies.list_edits(session, EditState.LEFT)} == {()}
    assert marked_columns(session, tmp_path / "plain") == {}
    assert copies.compare(session, tmp_path / "their-backups" / since.name).listed == 0


def test_what_was_typed_stays_where_the_disposal_fails(school: School) -> None:
    pupil, case = marked_life(school)
    kept = typed_texts.read_typed(school.session)
    assert len(kept) == 4

    def fail() -> None:
        with typed_gone.typed_forgotten(school.session, Gone({pupil.id, case.id})):
            assert len(typed_texts.read_typed(school.session)) == 2
            raise NoSpace

    with pytest.raises(NoSpace):
        fail()
    assert typed_texts.read_typed(school.session) == kept


def test_what_was_typed_about_a_namesake_stays(school: School) -> None:
    pupil, _ = marked_life(school)
    other = school.pupil(f"{MARK}First", f"{MARK}Last", born_on=date(2015, 1, 1))
    school.come_to(date(2039, 1, 1))
    retention.dispose(school.session, line_of(school.session, pupil))
    left = typed_texts.read_typed(school.session)
    assert [one.subject for one in left] == [school_name(other)]
