"""What people have a right to, and what a store has to outlive, with the mark in every word."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from mhlead.domain.codes import (
    BreachRisk,
    CaseClosing,
    Channel,
    EntryAnswer,
    Exemption,
    NoteKind,
    Requester,
    TransferPart,
)
from mhlead.domain.data_protection import PackPaper
from mhlead.domain.errors import WrongPassphrase
from mhlead.domain.records import (
    DataRequest,
    LegalHold,
    Note,
    Pupil,
    RecordTransfer,
    RequestEntry,
    RetentionTerm,
)
from mhlead.domain.retention import CONCERN, DueLine
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart
from mhlead.services import (
    backups,
    baton,
    breaches,
    copies,
    data_protection,
    endings,
    keyholders,
    records,
    requests,
    retention,
    second_look,
    typed_texts,
    unlocking,
)
from mhlead.services.backups import BackupPlaces
from mhlead.services.baton import TakeFrom
from mhlead.services.data_protection import Officer
from mhlead.services.request_entries import RecordWords
from mhlead.services.requests import Released
from mhlead.services.retention_paper import disposal_certificate
from mhlead.services.session import Session
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import FLOOR_COST
from tests.builders import PASSPHRASE, School

WORDS = RecordWords(lambda kind: kind, lambda field: field, lambda code: code.value)


def live_rights(school: School, mark: str, folder: Path) -> None:
    """Every act of retention, requests, breaches, sealed texts, the baton and copies."""
    pupil = school.pupil(f"{mark}First", f"{mark}Last")
    school.pupil(f"{mark}Other", f"{mark}Child")
    ask_for(school, mark, pupil)
    _breached(school, mark)
    _typed(school, mark, pupil)
    for paper in PackPaper:
        officer = Officer(f"{mark} officer", f"{mark.lower()}@fernbrook.example", mark)
        press = school.adapters.press
        data_protection.make_protection_paper(school.session, press, paper, officer)
        data_protection.record_use(school.session, paper, "saved")
    _passed_on(school, mark, folder)
    _kept_and_disposed_of(school, mark, pupil)


def ask_for(school: School, mark: str, pupil: Pupil) -> None:
    """A copy for the pupil: masked, with an exemption, looked through and released."""
    session, today = school.session, school.clock.today()
    asked = DataRequest("", pupil.id, f"{mark} asks", Requester.PUPIL, today, identity_on=today)
    names = (f"{mark}Friend Reed",)
    asked = replace(asked, authority=mark, pupil_view=f"{mark} view", more_names=names)
    request, _ = records.keep(session, asked)
    for one in requests.read_request(session, request.id, WORDS).entries:
        if one.is_undecided:
            decided = RequestEntry("", request.id, one.kind, one.record_id, EntryAnswer.EXEMPT)
            decided = replace(decided, exemption=Exemption.THIRD_PARTY, reason=f"{mark} reason")
            records.keep(session, decided)
    whole = RequestEntry("", request.id, "DataRequest", request.id, EntryAnswer.INCLUDE)
    whole = replace(whole, opinion_by=f"{mark} doctor", opinion_on=today, reason=f"{mark} opinion")
    records.keep(session, whole)
    looked = replace(request, second_look_by=school.deputy.id, second_look_on=today)
    records.keep(session, looked)
    copy = requests.draft_copy(session, school.adapters.press, request.id, WORDS)
    released = Released(today, Channel.POST, f"{mark} reader")
    requests.release_copy(session, request.id, copy, released, WORDS)
    requests.record_use(session, request.id, "saved")
    requests.list_requests(session)


def _breached(school: School, mark: str) -> None:
    session = school.session
    breach = replace(breaches.new_breach(session), what=f"{mark} letter", data_kinds=mark)
    kept, _ = records.keep(session, breach)
    decided = replace(kept, risk=BreachRisk.UNLIKELY, risk_words=mark, done=mark, why_not_told=mark)
    records.keep(session, replace(decided, closed_on=school.clock.today()))
    breaches.list_breaches(session)


def typed_page(mark: str, pupil: Pupil) -> TypedPage:
    """A form about the pupil that was not saved when the store locked."""
    part = TypedPart(TypedKind.TEXT, f"{mark} label", 0, f"{mark} typed")
    return TypedPage("Note", f"Note:{pupil.id}", f"{pupil.forename} {pupil.surname}", "", (part,))


def _typed(school: School, mark: str, pupil: Pupil) -> None:
    page = typed_page(mark, pupil)
    typed_texts.keep_typed(school.session, [page, replace(page, page="Concern")])
    session = school.reopened()
    first, *_ = typed_texts.read_typed(session)
    typed_texts.forget_typed(session, first)
    assert typed_texts.read_typed(session)


def _passed_on(school: School, mark: str, folder: Path) -> None:
    """The deputy takes the store; the lead takes over without it, both write, and they meet."""
    stick = folder / "stick"
    stick.mkdir()
    words = f"{mark} barges under the bridge"
    keyholders.add_keyholder(school.session, school.deputy.id, words)
    case = school.case(school.pupil(f"{mark}Third", f"{mark}Copy"))
    _looked_through_and_moved(school, mark, case.pupil_id, words)
    passed = baton.pass_on(school.session, school.deputy.id, stick)
    stores = EncryptedStores(school.clock.now, FLOOR_COST, machine=folder / "deputy-config")
    wanted = TakeFrom(passed, folder / "deputy-store", words)
    theirs, _ = baton.take(stores, school.clock, school.adapters.ids, wanted)
    baton.take_over(school.session, f"{mark} is ill")
    for session in (theirs, school.session):
        for number in range(2):
            _note(session, case.id, f"{mark} apart {number}")
    made = backups.make_backup(theirs, BackupPlaces(folder / "deputy-backups"))
    unlocking.lock(theirs)
    there = folder / "deputy-backups" / made.name
    assert copies.compare(school.session, there).listed
    lines = copies.list_edits(school.session)
    copies.take_in(school.session, lines[0].edit.id)
    copies.leave(school.session, lines[1].edit.id, f"{mark} left out")
    copies.take_in_all(school.session)
    back = TakeFrom(there, school.folder, PASSPHRASE, f"{mark} back")
    baton.take_into(school.session, back)


def _looked_through_and_moved(school: School, mark: str, pupil_id: str, words: str) -> None:
    """The deputy confirms a second look with a marked passphrase; the record passes on."""
    session, today = school.session, school.clock.today()
    asked, _ = records.keep(
        session, DataRequest("", pupil_id, f"{mark} asks", Requester.PUPIL, today)
    )
    with suppress(WrongPassphrase):
        second_look.confirm_look(session, asked.id, school.deputy.id, f"{words}s")
    second_look.confirm_look(session, asked.id, school.deputy.id, words)
    gone = RecordTransfer(
        *("", pupil_id, TransferPart.RECORD, today, f"{mark} school", today),
        *(Channel.SECURE_MAIL, f"{mark} whom"),
    )
    records.keep(session, gone)


def _note(session: Session, case_id: str, text: str) -> None:
    note = Note("", case_id, session.clock.today(), NoteKind.FACT, text)
    records.keep(session, note)


def _kept_and_disposed_of(school: School, mark: str, pupil: Pupil) -> None:
    session, today = school.session, school.clock.today()
    case = school.case(pupil)
    _note(session, case.id, f"{mark} note")
    endings.close_case(session, case.id, CaseClosing.SETTLED, f"{mark} closed")
    retention.keep_term(session, RetentionTerm(CONCERN, 26, f"{mark} policy"))
    retention.timetable(session)
    hold = LegalHold("", pupil.id, f"{mark} why", f"{mark} court", today)
    kept, _ = retention.set_hold(session, hold)
    retention.holds(session)
    lifted = replace(kept, until_on=today)
    retention.set_hold(session, lifted, f"{mark} over")
    later = today.replace(year=today.year + 12)
    retention.keep_longer(session, pupil.id, f"{mark} looked", later)
    school.come_to(date(later.year + 10, 1, 1))
    made, _ = retention.dispose(session, line_of(session, pupil))
    disposal_certificate(session, made)
    retention.disposals(session)
    retention.use_our_term(session, CONCERN)


def line_of(session: Session, pupil: Pupil) -> DueLine:
    """The pupil's own line of what falls due."""
    lines = retention.due_list(session)
    return next(one for one in lines if (one.kind, one.pupil_id) == ("Pupil", pupil.id))
