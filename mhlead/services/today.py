"""What to do today: every pupil and thing that waits for somebody, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from mhlead.domain.calendar import is_working_day
from mhlead.domain.codes import ReferralState
from mhlead.domain.naming import initials, school_name
from mhlead.domain.records import (
    Case,
    Concern,
    NextStep,
    PlainFile,
    Pupil,
    Referral,
    SchoolProfile,
    Service,
)
from mhlead.domain.views import Today, TodayLine, TodayReason, Why
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session

SOON_DAYS = 7
WAITING_FOR_REPLY = frozenset(
    {ReferralState.SENT, ReferralState.ACKNOWLEDGED, ReferralState.REFERRED_ON}
)


@dataclass
class _Gathered:
    """Reasons found so far, by the case's pupil."""

    by_pupil: dict[str, list[TodayReason]] = field(default_factory=dict)
    own: list[TodayReason] = field(default_factory=list)

    def add(self, pupil_id: str, reason: TodayReason) -> None:
        self.by_pupil.setdefault(pupil_id, []).append(reason)


def read_today(session: Session) -> Today:
    """The Today page: overdue first, then today, then the coming week; a pupil appears once.

    Nothing leaves the list because it was read; it leaves when the step is done or moved.
    """
    today = session.clock.today()
    with session.reading() as work:
        cases = {case.id: case for case in work.find(Case, is_open=True)}
        gathered = _Gathered()
        _gather_steps(work, cases, today, gathered)
        referrals = work.find(Referral, is_open=True)
        _gather_referrals(referrals, cases, today, gathered)
        _gather_own(session, work, gathered)
        lines = _lines(work, gathered)
    lines.sort(key=lambda line: (line.first_due_on, line.name.casefold()))
    return Today(
        on=today,
        is_school_day=is_working_day(today),
        overdue=sum(line.first_due_on < today for line in lines),
        due_today=sum(line.first_due_on == today for line in lines),
        awaiting_reply=sum(r.state in WAITING_FOR_REPLY for r in referrals),
        open_cases=len(cases),
        lines=tuple(lines),
    )


def _gather_steps(
    work: UnitOfWork, cases: dict[str, Case], today: date, gathered: _Gathered
) -> None:
    for step in work.find(NextStep, is_open=True):
        case = cases.get(step.case_id)
        if case is None or step.due_on > today + timedelta(days=SOON_DAYS):
            continue
        if step.due_on < today:
            why = Why.STEP_OVERDUE
        else:
            why = Why.STEP_TODAY if step.due_on == today else Why.STEP_SOON
        reason = TodayReason(why, step.due_on, step.what, step.id, step.kind)
        gathered.add(case.pupil_id, reason)


def _gather_referrals(
    referrals: Sequence[Referral], cases: dict[str, Case], today: date, gathered: _Gathered
) -> None:
    for referral in referrals:
        case = cases.get(referral.case_id)
        if case is None or referral.deadline_on is None or referral.deadline_on > today:
            continue
        is_draft = referral.state in {ReferralState.DRAFT, ReferralState.WAITING_FOR_CONSENT}
        why = Why.REFERRAL_DRAFT if is_draft else Why.REFERRAL_DEADLINE
        words = referral.deadline_what
        gathered.add(case.pupil_id, TodayReason(why, referral.deadline_on, words, referral.id))


def _gather_own(session: Session, work: UnitOfWork, gathered: _Gathered) -> None:
    today = session.clock.today()
    for file in work.find(PlainFile, gone_on=None):
        gathered.own.append(TodayReason(Why.PLAIN_FILE, file.imported_on, file.path, file.id))
    if not session.store.has_recovery():
        gathered.own.append(TodayReason(Why.NO_RECOVERY, today))
    schools = work.find(SchoolProfile)
    if schools and schools[0].second_holder_by is not None:
        by = schools[0].second_holder_by
        if by <= today:
            gathered.own.append(TodayReason(Why.NO_SECOND_HOLDER, by))
    if not work.count(Service):
        gathered.own.append(TodayReason(Why.NO_SERVICE, today))


def _lines(work: UnitOfWork, gathered: _Gathered) -> list[TodayLine]:
    pupil_ids = sorted(gathered.by_pupil)
    pupils = {pupil.id: pupil for pupil in work.find(Pupil, id=pupil_ids)}
    open_cases = work.find(Case, pupil_id=pupil_ids, is_open=True)
    needs: dict[str, str] = {}
    pupil_of = {case.id: case.pupil_id for case in open_cases}
    for concern in work.find(Concern, case_id=list(pupil_of)):
        needs.setdefault(pupil_of[concern.case_id], concern.primary_need)
    lines = [
        TodayLine(
            pupil_id=pupil_id,
            initials=initials(pupils[pupil_id]),
            name=school_name(pupils[pupil_id]),
            year_group=pupils[pupil_id].year_group,
            form=pupils[pupil_id].form,
            need=needs.get(pupil_id, ""),
            reasons=tuple(sorted(reasons, key=lambda r: r.since_on)),
        )
        for pupil_id, reasons in gathered.by_pupil.items()
    ]
    lines.extend(TodayLine(None, "", "", "", "", "", (reason,)) for reason in gathered.own)
    return lines
