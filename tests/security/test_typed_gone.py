"""Typed and not saved: it goes with the pupil it is about, on whichever way the pupil goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mhlead.domain.codes import CaseClosing
from mhlead.domain.naming import school_name
from mhlead.domain.records import Case, Disposal, Pupil
from mhlead.domain.retention import subject_of
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart
from mhlead.services import backups, baton, endings, retention, typed_texts
from mhlead.services.backups import BackupPlaces
from mhlead.services.baton import TakeFrom
from mhlead.services.clock_trust import confirm_clock
from mhlead.services.session import Session
from mhlead.services.typed_gone import still_there
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import FLOOR_COST
from tests.builders import PASSPHRASE, School, make_school
from tests.security.canary_rights import line_of

LONG_AFTER = date(2039, 1, 1)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = make_school(tmp_path)
    yield made
    made.session.store.close()


@pytest.fixture
def two(school: School) -> tuple[Case, Case]:
    """A pupil whose case is closed, and one who stays."""
    goes, stays = school.case(school.pupil("Ivy", "Moss")), school.case(school.pupil("Zoe", "Lark"))
    endings.close_case(school.session, goes.id, CaseClosing.SETTLED, "Well again")
    return goes, stays


def text(words: str, about: str = "") -> TypedPart:
    return TypedPart(TypedKind.TEXT, "In words", 0, words, about)


def meeting(school: School, two: tuple[Case, Case]) -> TypedPage:
    """What stands on a meeting's page, which is about its service: words about each pupil."""
    parts = [text(f"words {n}", f"MeetingItem case_id={case.id}") for n, case in enumerate(two)]
    adding = TypedPart(TypedKind.CHOICE, "A pupil of concern", 0, "Ivy Moss · Year 9")
    about = f"service={school.service.id}"
    return TypedPage("Meeting list", about, "", "2026-11-23T09:00", (*parts, adding))


def dispose(session: Session, school: School, case: Case) -> None:
    school.clock.on = LONG_AFTER
    confirm_clock(session)
    with session.reading() as work:
        pupil = work.get(Pupil, case.pupil_id)
    retention.dispose(session, line_of(session, pupil))


def test_of_a_meeting_only_what_was_said_of_the_others_stays(
    school: School, two: tuple[Case, Case]
) -> None:
    page = meeting(school, two)
    typed_texts.keep_typed(school.session, [page])
    assert typed_texts.read_typed(school.session) == [page]
    dispose(school.session, school, two[0])
    assert typed_texts.read_typed(school.session) == [replace(page, parts=page.parts[1:2])]


def test_what_an_older_backup_brings_back_takes_typed_text_along_again(
    school: School, two: tuple[Case, Case]
) -> None:
    """The disposal was made in a copy, of which this one knows by its list alone."""
    session, (goes, stays) = school.session, two
    about = f"Note case_id={goes.id}"
    by_name = TypedPage("Plan", "", school_name(school.pupils[0]), "2026-11-23T09:00", (text("a"),))
    pages = [
        TypedPage("Note", about, "", "2026-11-23T09:00", (text("b"),)),
        by_name,
        TypedPage("Note", f"Note case_id={stays.id}", "", "2026-11-23T09:00", (text("c"),)),
    ]
    typed_texts.keep_typed(session, pages)
    made = Disposal(
        "elsewhere",
        school.clock.now(),
        school.lead.id,
        "record",
        "Pupil",
        subject_of("Pupil", goes.pupil_id),
        (),
        school.clock.today(),
    )
    assert retention.reapply(session, [made]) == 1
    assert typed_texts.read_typed(session) == pages[2:]


def test_who_was_disposed_of_in_the_copy_that_is_taken_leaves_no_typed_text_here(
    school: School, two: tuple[Case, Case], tmp_path: Path
) -> None:
    session, (goes, stays) = school.session, two
    stick = tmp_path / "stick"
    stick.mkdir()
    passed = baton.pass_on(session, school.deputy.id, stick)
    page = meeting(school, two)
    typed_texts.keep_typed(session, [page])
    stores = EncryptedStores(school.clock.now, FLOOR_COST, machine=tmp_path / "deputy")
    wanted = TakeFrom(passed, tmp_path / "theirs", PASSPHRASE)
    theirs, _ = baton.take(stores, school.clock, school.adapters.ids, wanted)
    dispose(theirs, school, goes)
    back = backups.make_backup(theirs, BackupPlaces(tmp_path / "backups"))
    theirs.store.close()
    at = tmp_path / "backups" / back.name
    baton.take_into(session, TakeFrom(at, school.folder, PASSPHRASE, "They are ill"))
    with session.reading() as work:
        assert [one.id for one in work.find(Case)] == [stays.id]
    assert typed_texts.read_typed(session) == [replace(page, parts=page.parts[1:2])]


def test_a_page_that_was_open_at_the_disposal_is_not_kept_at_the_lock(
    school: School, two: tuple[Case, Case]
) -> None:
    session, (goes, stays) = school.session, two
    ivy, zoe = (school_name(one) for one in school.pupils)
    mixed = meeting(school, two)
    mixed = replace(mixed, parts=mixed.parts[:2])
    by_name = TypedPage("Plan", "", ivy, "", (text("b"),))
    pages = [
        mixed,
        TypedPage("Note", f"Note case_id={goes.id}", ivy, "", (text("a"),)),
        by_name,
        TypedPage("Plan", "", zoe, "", (text("d"),)),
        TypedPage("Note", f"Note id=new case_id={stays.id}", zoe, "", (text("c"),)),
        TypedPage("Pupil", "pupil=never-there", "", "", (text("e"),)),
    ]
    assert still_there(session, pages) == pages[:-1]
    renamed = TypedPage("Plan", "", "Zoe Before", "", (text("f"),))
    assert still_there(session, [renamed]) == [renamed]  # nobody went: it is another name
    dispose(session, school, goes)
    left = [replace(mixed, parts=mixed.parts[1:]), pages[3], pages[4]]
    assert still_there(session, pages) == left


def test_an_action_tells_every_record_that_went(school: School, two: tuple[Case, Case]) -> None:
    school.come_to(LONG_AFTER)
    with school.session.reading() as work:
        pupil = work.get(Pupil, two[0].pupil_id)
    _, changes = retention.dispose(school.session, line_of(school.session, pupil))
    assert {pupil.id, two[0].id} <= changes.gone
    assert two[1].id not in changes.gone
    assert (changes | type(changes)()).gone == changes.gone
