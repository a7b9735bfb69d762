"""Finding pupils, and everything the page of one shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import ReferralState
from mhlead.domain.moves import ENDED
from mhlead.domain.naming import initials, school_name, sort_name
from mhlead.domain.records import (
    Background,
    Case,
    Concern,
    Consent,
    Contact,
    CourtOrder,
    DslNotice,
    Letter,
    NameUse,
    NeedToKnow,
    NextStep,
    Plan,
    PlanReview,
    Professional,
    Pupil,
    Referral,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    SupportAction,
    UnmetNeed,
    Withholding,
)
from mhlead.domain.views import (
    CaseFile,
    PupilFileView,
    PupilLine,
    PupilStatus,
    ReferralLine,
)
from mhlead.services.clocks import school_calendar
from mhlead.services.consent_lines import consent_lines
from mhlead.services.leavings import leavings
from mhlead.services.letters.lines import letter_lines
from mhlead.services.links import links_of
from mhlead.services.list_names import Directory, directory_of
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.scores import read_series
from mhlead.services.session import Session
from mhlead.services.timeline import timeline

STATUS_OF_STATE: dict[ReferralState, PupilStatus] = {
    ReferralState.DRAFT: PupilStatus.BEING_REFERRED,
    ReferralState.WAITING_FOR_CONSENT: PupilStatus.BEING_REFERRED,
    ReferralState.IN_TREATMENT: PupilStatus.BEING_SEEN,
    ReferralState.APPOINTMENT_OFFERED: PupilStatus.WAITING,
}


def list_pupils(session: Session, *, only_open: bool = True) -> list[PupilLine]:
    """Pupils in the order of their surnames; those with an open case, or all.

    Makes the same number of statements however many pupils there are.
    """
    with session.reading() as work:
        cases = work.find(Case, is_open=True) if only_open else work.find(Case)
        ids = sorted({case.pupil_id for case in cases})
        pupils = work.find(Pupil, id=ids) if only_open else work.find(Pupil)
        return pupil_lines(work, pupils, cases)


def find_pupils(session: Session, words: str, limit: int = 50) -> list[PupilLine]:
    """Pupils that fit what was typed, best first, with or without a case."""
    with session.reading() as work:
        ids = work.search.find_pupils(words, limit)
        pupils = {pupil.id: pupil for pupil in work.find(Pupil, id=ids)}
        cases = work.find(Case, pupil_id=ids)
        lines = {
            line.pupil_id: line
            for line in pupil_lines(work, [pupils[i] for i in ids if i in pupils], cases)
        }
        return [lines[i] for i in ids if i in lines]


def pupil_lines(
    work: UnitOfWork, pupils: Sequence[Pupil], cases: Sequence[Case]
) -> list[PupilLine]:
    """Pupils as rows of a list, by surname, each with where their newest case stands."""
    newest: dict[str, Case] = {}
    for case in cases:
        held = newest.get(case.pupil_id)
        if held is None or case.is_open or not held.is_open:
            newest[case.pupil_id] = case
    case_ids = [case.id for case in newest.values()]
    steps = {step.id: step for step in work.find(NextStep, case_id=case_ids, is_open=True)}
    needs: dict[str, str] = {}
    for concern in work.find(Concern, case_id=case_ids):
        needs.setdefault(concern.case_id, concern.primary_need)
    referrals: dict[str, list[Referral]] = {}
    for referral in work.find(Referral, case_id=case_ids, is_open=True):
        referrals.setdefault(referral.case_id, []).append(referral)
    staff = directory_of(work).staff
    lines = []
    for pupil in pupils:
        case_or_none = newest.get(pupil.id)
        step = steps.get(case_or_none.next_step_id or "") if case_or_none else None
        owner = staff.get(case_or_none.owner_id or "") if case_or_none else None
        case_id = case_or_none.id if case_or_none else ""
        lines.append(
            PupilLine(
                pupil_id=pupil.id,
                name=school_name(pupil),
                sort_name=sort_name(pupil),
                initials=initials(pupil),
                born_on=pupil.born_on,
                year_group=pupil.year_group,
                form=pupil.form,
                need=needs.get(case_id, ""),
                status=_status(case_or_none, referrals.get(case_id, [])),
                next_due_on=step.due_on if step else None,
                next_kind=step.kind if step else None,
                owner=owner.name if owner else "",
            )
        )
    lines.sort(key=lambda line: line.sort_name.casefold())
    return lines


def _status(case: Case | None, referrals: Sequence[Referral]) -> PupilStatus:
    if case is None:
        return PupilStatus.NO_CASE
    if not case.is_open:
        return PupilStatus.CLOSED
    if not referrals:
        return PupilStatus.IN_SCHOOL_SUPPORT
    found = {STATUS_OF_STATE.get(r.state, PupilStatus.WAITING) for r in referrals}
    for status in (PupilStatus.BEING_SEEN, PupilStatus.WAITING):
        if status in found:
            return status
    return PupilStatus.BEING_REFERRED


def add_pupil(
    session: Session, pupil: Pupil, contacts: Sequence[Contact] = ()
) -> tuple[Pupil, Changes]:
    """A pupil typed in by hand, with their contacts.

    Raises:
        FieldRefused: a field can't be kept as it is.
    """
    today = session.clock.today()
    new = tidied(replace(pupil, id=session.ids.new()))
    check(new, today)
    with session.writing() as work:
        work.add(new)
        for contact in contacts:
            kept = tidied(replace(contact, id=session.ids.new(), pupil_id=new.id))
            check(kept, today)
            work.add(kept)
        work.log(Action.PUPIL_ADDED, new.id, {"id": new.id})
        return new, work.commit()


def open_pupil(session: Session, pupil_id: str) -> PupilFileView:
    """Everything the page of one pupil shows; that it was looked at stands in the history.

    Raises:
        NotFound: there is no such pupil.
    """
    with session.writing() as work:
        work.log(Action.PUPIL_VIEWED, pupil_id, {"id": pupil_id})
        view = _read_pupil(work, pupil_id, session.clock.now(), session.clock.today())
        work.commit()
        return view


def read_pupil_again(session: Session, pupil_id: str) -> PupilFileView:
    """The same page after a change, while it stays open: the history has its line already."""
    with session.reading() as work:
        return _read_pupil(work, pupil_id, session.clock.now(), session.clock.today())


def _read_pupil(work: UnitOfWork, pupil_id: str, now: datetime, today: date) -> PupilFileView:
    pupil = work.get(Pupil, pupil_id)
    directory = directory_of(work)
    cases = sorted(work.find(Case, pupil_id=pupil_id), key=lambda c: c.opened_on, reverse=True)
    files = [_case_file(work, case, directory, today) for case in cases]
    case_ids = [case.id for case in cases]
    referrals = [referral for file in files for referral in file.referrals]
    contacts = work.find(Contact, pupil_id=pupil_id)
    withholdings = tuple(work.find(Withholding, pupil_id=pupil_id))
    return PupilFileView(
        pupil=pupil,
        contacts=tuple(sorted(contacts, key=lambda c: (c.priority or 99, c.id))),
        names=tuple(work.find(NameUse, pupil_id=pupil_id)),
        safe_contacts=tuple(work.find(SafeContact, pupil_id=pupil_id)),
        orders=tuple(work.find(CourtOrder, pupil_id=pupil_id)),
        professionals=tuple(work.find(Professional, pupil_id=pupil_id)),
        withholdings=withholdings,
        current=next((file for file in files if file.case.is_open), None),
        earlier=tuple(file for file in files if not file.case.is_open),
        timeline=timeline(work, pupil_id, case_ids, withholdings, now),
        links=links_of(work, pupil_id),
        scores=read_series(work, case_ids),
        referrals=tuple(referral_line(pupil, r, directory) for r in referrals),
        letters=tuple(letter_lines(work, work.find(Letter, case_id=case_ids), directory)),
        leaving=next(iter(leavings(work, school_calendar(work), id=pupil_id)), None),
    )


def _case_file(work: UnitOfWork, case: Case, directory: Directory, today: date) -> CaseFile:
    backgrounds = work.find(Background, case_id=case.id)
    plans = work.find(Plan, case_id=case.id)
    return CaseFile(
        case=case,
        owner=directory.staff.get(case.owner_id or ""),
        steps=tuple(sorted(work.find(NextStep, case_id=case.id), key=lambda s: s.due_on)),
        concerns=tuple(work.find(Concern, case_id=case.id)),
        risks=tuple(work.find(RiskEntry, case_id=case.id)),
        support=tuple(work.find(SupportAction, case_id=case.id)),
        consents=tuple(work.find(Consent, case_id=case.id)),
        background=backgrounds[-1] if backgrounds else None,
        pictures=tuple(work.find(SchoolPicture, case_id=case.id)),
        referrals=tuple(work.find(Referral, case_id=case.id)),
        plans=tuple(plans),
        reviews=tuple(
            sorted(work.find(PlanReview, plan_id=[p.id for p in plans]), key=lambda r: r.at)
        ),
        notices=tuple(work.find(DslNotice, case_id=case.id)),
        unmet=tuple(work.find(UnmetNeed, case_id=case.id)),
        consent_lines=consent_lines(work, case.id, today),
        needs_to_know=tuple(work.find(NeedToKnow, case_id=case.id)),
    )


def referral_line(pupil: Pupil, referral: Referral, directory: Directory) -> ReferralLine:
    """A referral as a row of a list."""
    service = directory.services.get(referral.service_id)
    return ReferralLine(
        referral_id=referral.id,
        reference=referral.reference,
        pupil_id=pupil.id,
        pupil_name=school_name(pupil),
        initials=initials(pupil),
        service=service.name if service else "",
        state=referral.state,
        urgency=referral.urgency,
        created_on=referral.created_on,
        sent_on=referral.sent_on,
        deadline_on=referral.deadline_on,
        deadline_what=referral.deadline_what,
        is_open=referral.state not in ENDED,
    )


def list_referrals(session: Session, *, only_open: bool = True) -> list[ReferralLine]:
    """Referrals of every pupil: open ones by deadline, then the rest, newest first."""
    with session.reading() as work:
        found = work.find(Referral, is_open=True) if only_open else work.find(Referral)
        cases = {c.id: c for c in work.find(Case, id=sorted({r.case_id for r in found}))}
        pupils = {
            p.id: p for p in work.find(Pupil, id=sorted({c.pupil_id for c in cases.values()}))
        }
        directory = directory_of(work)
        lines = [
            referral_line(pupils[cases[r.case_id].pupil_id], r, directory)
            for r in found
            if r.case_id in cases
        ]
    lines.sort(key=lambda line: line.created_on, reverse=True)
    lines.sort(
        key=lambda line: (not line.is_open, line.deadline_on.toordinal() if line.deadline_on else 0)
    )
    return lines
