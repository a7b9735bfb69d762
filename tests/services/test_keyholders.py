"""Who unlocks, who is at work afterwards, and the sheets for the day passphrases are lost."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.backup import BackupRefused
from mhlead.domain.document import as_text
from mhlead.domain.errors import (
    FieldRefused,
    NotAllowed,
    NotFound,
    RecoveryKeyMistyped,
    WrongPassphrase,
    WrongRecoveryKey,
)
from mhlead.domain.records import StaffMember
from mhlead.domain.restore_certificate import compose_certificate
from mhlead.domain.today_views import Why
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart
from mhlead.services import keyholders, recovery_sheets, school, typed_texts, unlocking
from mhlead.services.backups import BackupPlaces, make_backup, own_place
from mhlead.services.restoring import RestoreFrom, restore
from mhlead.services.session import Session
from mhlead.services.today import read_today
from mhlead.ui.history_words import action_words
from tests.builders import PASSPHRASE, School, make_school

DEPUTYS = "umbrella lantern gravel Tuesday"
HEADS = "seven brass kettles whistling"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    school = make_school(tmp_path)
    yield school
    school.session.store.close()


def unlocked(made: School, passphrase: str) -> Session:
    own = made.adapters
    return unlocking.unlock(own.stores, made.clock, own.ids, made.folder, passphrase)


def by_sheets(made: School, typed: list[str]) -> Session:
    own = made.adapters
    return unlocking.unlock_with_sheets(own.stores, made.clock, own.ids, made.folder, typed)


def whys(session: Session) -> set[Why]:
    return {reason.why for line in read_today(session).lines for reason in line.reasons}


def sheets(made: School) -> list[str]:
    head, _ = school.save_staff(made.session, StaffMember("", "Mr Head", "Head teacher"))
    holders = [made.lead.id, made.deputy.id, head.id]
    keys = [key for key, _ in recovery_sheets.make_sheets(made.session, holders)]
    recovery_sheets.confirm_sheets(made.session, keys)
    return keys


def test_everybody_who_unlocks_is_who_the_history_names(made: School) -> None:
    keyholders.add_keyholder(made.session, made.deputy.id, DEPUTYS)
    unlocking.lock(made.session)
    session = unlocked(made, DEPUTYS)
    assert session.actor_id == made.deputy.id
    found, _ = school.save_staff(session, StaffMember("", "Ms New"))
    newest, *_ = unlocking.history(session, limit=3)
    assert (newest.actor_id, newest.action) == (made.deputy.id, Action.SCHOOL_CHANGED)
    with session.reading() as work:
        assert work.versions(StaffMember, found.id)[0].written_by == made.deputy.id
        assert work.get(StaffMember, made.deputy.id).is_user
    assert [one.is_you for one in keyholders.keyholders(session)] == [False, True]
    unlocking.lock(session)


def test_who_has_left_or_has_a_passphrase_gets_none(made: School) -> None:
    with pytest.raises(NotAllowed, match="has-passphrase"):
        keyholders.add_keyholder(made.session, made.lead.id, DEPUTYS)
    gone = replace(made.deputy, left_on=made.clock.today())
    school.save_staff(made.session, gone)
    with pytest.raises(NotAllowed, match="has-left"):
        keyholders.add_keyholder(made.session, made.deputy.id, DEPUTYS)
    with pytest.raises(NotFound):
        keyholders.add_keyholder(made.session, "nobody", DEPUTYS)
    with pytest.raises(NotAllowed, match="passphrase-in-use"):
        keyholders.add_keyholder(
            made.session,
            school.save_staff(made.session, StaffMember("", "Ms New"))[0].id,
            PASSPHRASE,
        )


def test_somebody_is_removed_by_another_and_is_no_user_any_more(made: School) -> None:
    keyholders.add_keyholder(made.session, made.deputy.id, DEPUTYS)
    with pytest.raises(NotAllowed, match="not-yourself"):
        keyholders.remove_keyholder(made.session, made.lead.id)
    keyholders.remove_keyholder(made.session, made.deputy.id)
    assert [one.staff_id for one in keyholders.keyholders(made.session)] == [made.lead.id]
    with made.session.reading() as work:
        assert not work.get(StaffMember, made.deputy.id).is_user
    unlocking.lock(made.session)
    with pytest.raises(WrongPassphrase):
        unlocked(made, DEPUTYS)
    session = unlocked(made, PASSPHRASE)
    assert unlocking.verify(session).is_sound
    unlocking.lock(session)


def test_a_mark_that_was_cut_off_is_made_good_at_the_next_opening(made: School) -> None:
    made.session.store.ways.set_passphrase(made.deputy.id, DEPUTYS, made.lead.id)
    unlocking.lock(made.session)
    session = unlocked(made, PASSPHRASE)
    with session.reading() as work:
        assert work.get(StaffMember, made.deputy.id).is_user
    unlocking.lock(session)


def test_after_the_sheets_nobody_is_at_work_until_they_say_who_they_are(made: School) -> None:
    keys = sheets(made)
    unlocking.lock(made.session)
    for pair in itertools.combinations(keys, 2):
        session = by_sheets(made, list(pair))
        assert session.actor_id == ""
        unlocking.lock(session)
    for one in keys:
        with pytest.raises(NotAllowed, match="second-sheet"):
            by_sheets(made, [one])
    session = by_sheets(made, keys[:2])
    known = keyholders.take_over(session, made.lead.id, HEADS)
    assert known.actor_id == made.lead.id
    told = [action_words(one) for one in unlocking.history(known, limit=3)]
    assert "Unlocked the store: with two recovery sheets" in told
    assert "Changed the passphrase" in told
    unlocking.lock(known)
    with pytest.raises(WrongPassphrase):
        unlocked(made, PASSPHRASE)
    unlocking.lock(unlocked(made, HEADS))


def test_three_sheets_need_three_people_and_each_names_its_own(made: School) -> None:
    with pytest.raises(FieldRefused):
        recovery_sheets.make_sheets(made.session, [made.lead.id, made.deputy.id, made.lead.id])
    head, _ = school.save_staff(made.session, StaffMember("", "Mr Head"))
    made_ones = recovery_sheets.make_sheets(made.session, [made.lead.id, made.deputy.id, head.id])
    for (key, sheet), name in zip(
        made_ones, (made.lead.name, made.deputy.name, "Mr Head"), strict=True
    ):
        printed = str(sheet.blocks)
        assert name in printed
        assert made.session.store.store_id in printed
        assert "Set of sheets" in printed
        assert all(group in printed for group in key.split())
        others = {one for one, _ in made_ones} - {key}
        assert not any(other.split()[3] in printed for other in others)
        assert made.adapters.press.page_count(made.adapters.press.render(sheet)) == 1
    typed = [key for key, _ in made_ones]
    with pytest.raises(WrongRecoveryKey):
        recovery_sheets.confirm_sheets(made.session, typed[:2])
    wrong = typed[0][:-1] + ("0" if typed[0][-1] != "0" else "1")
    with pytest.raises(RecoveryKeyMistyped):
        recovery_sheets.confirm_sheets(made.session, [wrong, *typed[1:]])
    assert made.session.store.ways.recovery() is None


def test_set_up_is_open_while_one_person_alone_gets_in(made: School) -> None:
    assert Why.SET_UP_OPEN in whys(made.session)
    keyholders.add_keyholder(made.session, made.deputy.id, DEPUTYS)
    assert Why.SET_UP_OPEN not in whys(made.session)
    assert Why.NO_RECOVERY in whys(made.session)
    sheets(made)
    assert not whys(made.session) & {Why.SET_UP_OPEN, Why.NO_RECOVERY, Why.NO_SECOND_HOLDER}


def test_one_person_alone_with_a_sheet_is_asked_for_a_second_one(made: School) -> None:
    sheets(made)
    assert Why.NO_SECOND_HOLDER in whys(made.session)
    keyholders.add_keyholder(made.session, made.deputy.id, DEPUTYS)
    assert Why.NO_SECOND_HOLDER not in whys(made.session)


def test_a_rehearsal_is_due_after_a_year_shows_no_record_and_moves_the_day(made: School) -> None:
    keys = sheets(made)
    assert Why.REHEARSE_RECOVERY not in whys(made.session)
    made.clock.forward(366)
    assert Why.REHEARSE_RECOVERY in whys(made.session)
    with pytest.raises(NotAllowed, match="second-sheet"):
        recovery_sheets.rehearse(made.session, keys[:1])
    places = BackupPlaces(own_place(made.folder))
    assert recovery_sheets.rehearse(made.session, keys[1:], places)[0] == ""
    done = make_backup(made.session, places)
    before = len(unlocking.history(made.session))
    assert recovery_sheets.rehearse(made.session, keys[1:], places)[0] == done.name
    (newest, *_) = after = unlocking.history(made.session)
    assert (len(after), newest.action) == (before + 1, Action.RECOVERY_REHEARSED)
    assert Why.REHEARSE_RECOVERY not in whys(made.session)
    with made.session.reading() as work:
        found = recovery_sheets.rehearsals(made.session, work)
    assert found.last_on == made.clock.today()
    assert found.due_on is not None
    assert found.due_on > made.clock.today() + timedelta(days=360)


def test_what_somebody_typed_is_offered_to_them_alone_also_under_a_new_key(made: School) -> None:
    head, _ = school.save_staff(made.session, StaffMember("", "Mr Head"))
    for staff_id, passphrase in ((made.deputy.id, DEPUTYS), (head.id, HEADS)):
        keyholders.add_keyholder(made.session, staff_id, passphrase)
    part = TypedPart(TypedKind.TEXT, "Note", 0, "half a sentence")
    page = TypedPage("note", "case", "", made.clock.now().isoformat(), (part,))
    typed_texts.keep_typed(made.session, [page])
    deputy = replace(made.session, actor_id=made.deputy.id)
    assert typed_texts.read_typed(deputy) == []
    typed_texts.keep_typed(deputy, [page])
    typed_texts.forget_all_typed(deputy)
    keyholders.remove_keyholder(made.session, head.id)
    assert typed_texts.read_typed(made.session) == [page]
    typed_texts.forget_all_typed(made.session)
    assert made.session.store.typed() is None


def test_a_damaged_backup_is_told_when_the_sheets_are_tried_out(made: School) -> None:
    places = BackupPlaces(own_place(made.folder))
    old = make_backup(made.session, places).name
    keys = sheets(made)
    assert recovery_sheets.rehearse(made.session, keys[:2], places)[0] == "", old
    done = make_backup(made.session, places)
    path = own_place(made.folder) / done.name
    data = bytearray(path.read_bytes())
    data[data.index(b"mhlead-keys") + 3] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupRefused):
        recovery_sheets.rehearse(made.session, keys[:2], places)


def test_a_store_comes_back_from_one_backup_and_two_sheets_alone(
    made: School, tmp_path: Path
) -> None:
    keys = sheets(made)
    done = make_backup(made.session, BackupPlaces(own_place(made.folder)))
    backup = own_place(made.folder) / done.name
    own = made.adapters
    wanted = RestoreFrom(backup, tmp_path / "new", sheets=(keys[2], keys[0]))
    session, certificate = restore(own.stores, made.clock, own.ids, wanted)
    assert certificate.sound
    paper = compose_certificate(certificate)
    assert "Fernbrook Academy" in as_text(paper)
    with pikepdf.open(io.BytesIO(own.press.render(paper))) as pdf:
        assert len(pdf.pages) == 1  # with all that is to be done next
    known = keyholders.take_over(session, made.deputy.id, DEPUTYS)
    assert known.actor_id == made.deputy.id
    unlocking.lock(known)
    opened = unlocking.unlock(own.stores, made.clock, own.ids, tmp_path / "new", DEPUTYS)
    assert unlocking.verify(opened).is_sound
    unlocking.lock(opened)
    with pytest.raises(NotAllowed, match="second-sheet"):
        restore(
            own.stores,
            made.clock,
            own.ids,
            replace(wanted, folder=tmp_path / "b", sheets=(keys[0],)),
        )
