"""What Today is made from: read once, in the same number of statements however many pupils."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from mhlead.domain.calendar import SchoolCalendar
from mhlead.domain.codes import CriterionKind, ReferralState, Speaker, StepKind, WhoseDays
from mhlead.domain.found import Written
from mhlead.domain.moves import may_move
from mhlead.domain.records import (
    Absence,
    Appointment,
    BreakHolder,
    Case,
    ChaseTime,
    Concern,
    Consent,
    Conversation,
    Criterion,
    DslNotice,
    MeetingItem,
    NextStep,
    Note,
    Plan,
    PlanReview,
    Pupil,
    Record,
    Referral,
    ReferralEvent,
    RiskEntry,
    SchoolDays,
    Service,
    StaffMember,
    UnmetNeed,
)
from mhlead.domain.today_views import ACT_OF, Act, Level, Target, TodayReason, Why
from mhlead.domain.transfer_clock import Leaving
from mhlead.services.clocks import calendar_of
from mhlead.services.leavings import leavings
from mhlead.services.ports import UnitOfWork

SOON_DAYS = 7
"""What falls due within so many days is named beforehand, where it can be done beforehand."""
MOST_NAMED = 5000
"""More records than this are read by reading all of their kind."""

AT_SCHOOL = frozenset({ReferralState.DRAFT, ReferralState.WAITING_FOR_CONSENT})
"""States in which a referral has not left the school."""

SPOKEN_BY_STEP: dict[StepKind, Speaker] = {
    StepKind.SEE_PUPIL: Speaker.PUPIL,
    StepKind.RING_FAMILY: Speaker.FAMILY,
    StepKind.CHASE_SERVICE: Speaker.COUNTERPART,
}
"""With whom somebody has spoken where a step of that kind is done."""

R = TypeVar("R", bound=Record)
Reasons = Iterable[tuple[str, TodayReason]]
"""Reasons, each with the case it belongs to."""
Entry = Note | Concern | RiskEntry | Conversation


@dataclass(frozen=True)
class TodayFacts:
    """Everything the rules of Today look at.

    Attributes:
        cases: Open cases by identifier.
        pupils: Pupils of open cases, and of entries that the DSL has to be told of.
        entry_cases: Every case that an entry for the DSL belongs to, or that is of somebody whose
            record passes to another school; open or not.
        referrals: Every referral by identifier; `open_referrals` are those that are open.
        events: Moves by referral, oldest first, of those in open cases.
        concerns, risks: Of cases with an open referral, by case.
        talks: Conversations by case, of cases with a referral or an unmet need, or nearly of age.
        done: Steps that are done, by case, of the same cases.
    """

    today: date
    calendar: SchoolCalendar
    cases: Mapping[str, Case]
    entry_cases: Mapping[str, Case]
    pupils: Mapping[str, Pupil]
    staff: Sequence[StaffMember]
    absences: Sequence[Absence]
    services: Mapping[str, Service]
    age_rules: Sequence[Criterion]
    chase_times: Sequence[ChaseTime]
    steps: Sequence[NextStep]
    plans: Mapping[str, Plan]
    reviews: Mapping[str, Sequence[PlanReview]]
    referrals: Mapping[str, Referral]
    events: Mapping[str, Sequence[ReferralEvent]]
    appointments: Mapping[str, Sequence[Appointment]]
    consents: Mapping[str, Sequence[Consent]]
    concerns: Mapping[str, Sequence[Concern]]
    risks: Mapping[str, Sequence[RiskEntry]]
    written: Mapping[str, Written]
    talks: Mapping[str, Sequence[Conversation]]
    done: Mapping[str, Sequence[NextStep]]
    meetings: Mapping[str, Sequence[MeetingItem]]
    break_holders: Mapping[str, Sequence[BreakHolder]]
    unmet: Sequence[UnmetNeed]
    safeguarding: Sequence[Entry]
    notices: Mapping[tuple[str, str], Sequence[DslNotice]]
    leavings: Sequence[Leaving] = ()
    _school_days: dict[date, date] = field(default_factory=dict)

    def own_day(self, day: date, whose: WhoseDays) -> date:
        """The day a clock is acted on: the school's own wait for the next school day."""
        if whose is not WhoseDays.SCHOOL:
            return day
        if day not in self._school_days:
            self._school_days[day] = self.calendar.next_school_day(day)
        return self._school_days[day]

    def level_of(self, due_on: date) -> Level:
        """How pressing a day is today."""
        if due_on < self.today:
            return Level.OVERDUE
        return Level.TODAY if due_on == self.today else Level.SOON

    def reason(
        self,
        why: Why,
        clock: tuple[date, WhoseDays],
        target: tuple[Target, str],
        *,
        since_on: date | None = None,
        early_days: int = 0,
        act: Act | None = None,
        holder_id: str = "",
        words: str = "",
        step_kind: StepKind | None = None,
    ) -> TodayReason | None:
        """A reason, or None while its day lies further ahead than `early_days`.

        Args:
            why: What it is.
            clock: The day it runs out and whose days it counts.
            target: What the act is done to.
            since_on: Since when it is so; the day it runs out otherwise.
            early_days: How many days before its day it is named already.
            act: Another act than the usual one.
            holder_id: Whose work it is, where not the case owner's.
            words: The lead's own words.
            step_kind: What kind of step it is.
        """
        runs_out_on, whose = clock
        due_on = self.own_day(runs_out_on, whose)
        if due_on > self.today + timedelta(days=early_days):
            return None
        return TodayReason(
            why=why,
            since_on=since_on or runs_out_on,
            due_on=due_on,
            level=self.level_of(due_on),
            act=act or ACT_OF[why],
            target=target[0],
            target_id=target[1],
            whose_days=whose,
            holder_id=holder_id,
            words=words,
            step_kind=step_kind,
        )

    @property
    def open_referrals(self) -> list[Referral]:
        """Referrals that are open and whose case is."""
        return [r for r in self.referrals.values() if r.is_open and r.case_id in self.cases]

    def pupil_of(self, case_id: str) -> Pupil | None:
        """The pupil of an open case."""
        case = self.cases.get(case_id)
        return self.pupils.get(case.pupil_id) if case else None

    def stands_since(self, referral: Referral) -> date:
        """The day of the move into the state it stands in."""
        moves = self.events.get(referral.id, ())
        into = [e for e in moves if e.to_state is referral.state and is_move(e)]
        return into[-1].happened_on if into else referral.created_on

    def entered(self, referral: Referral, states: Collection[ReferralState]) -> date:
        """The day since which it has stood in those states without a break."""
        since = referral.created_on
        for event in reversed(self.events.get(referral.id, ())):
            if event.to_state not in states:
                break
            since = event.happened_on
        return since

    def left_school_on(self, referral: Referral) -> date | None:
        """The day it left the school; None while it is a draft there."""
        if referral.state in AT_SCHOOL:
            return None
        if referral.sent_on is not None:
            return referral.sent_on
        moves = self.events.get(referral.id, ())
        days = [e.happened_on for e in moves if e.to_state not in AT_SCHOOL]
        return days[0] if days else referral.created_on

    def talked_on(
        self, case_id: str, since_on: date, *speakers: Speaker, service_id: str = ""
    ) -> date | None:
        """The last day, from a day on, on which they spoke with one another; None where never.

        A step that is done and asked for just that counts as the talk: who ticks off "See her" has
        seen her. With a service named only a logged talk counts, since a step names none.
        """
        days = [] if service_id else self.done_on(case_id, since_on, *speakers)
        days += [
            talk.happened_on
            for talk in self.talks.get(case_id, ())
            if talk.is_two_way
            and talk.happened_on >= since_on
            and talk.speaker in speakers
            and (not service_id or talk.service_id in {None, service_id})
        ]
        return max(days, default=None)

    def done_on(self, case_id: str, since_on: date, *speakers: Speaker) -> list[date]:
        """The days, from a day on, on which a step to speak with one of them was done."""
        return [
            step.done_on
            for step in self.done.get(case_id, ())
            if step.done_on is not None
            and step.done_on >= since_on
            and SPOKEN_BY_STEP.get(step.kind) in speakers
        ]


def is_move(event: ReferralEvent) -> bool:
    """Whether the referral moved: not where another service holds it and it stands as it stood."""
    return event.from_state is not event.to_state or may_move(event.to_state, event.to_state)


def read_facts(work: UnitOfWork, today: date) -> TodayFacts:
    """Reads everything; always the same number of statements."""
    cases = {case.id: case for case in work.find(Case, is_open=True)}
    pupils = {pupil.id: pupil for pupil in some(work, Pupil, "id", _pupil_ids(cases))}
    referrals = {r.id: r for r in work.find(Referral)}
    in_open_cases = [r.id for r in referrals.values() if r.case_id in cases]
    referred = {r.case_id for r in referrals.values() if r.case_id in cases}
    waiting = {r.case_id for r in referrals.values() if r.is_open and r.case_id in cases}
    unmet = work.find(UnmetNeed, met_on=None)
    plans = {plan.id: plan for plan in work.find(Plan, is_open=True)}
    looked_at = referred | {need.case_id for need in unmet} | _nearly_of_age(cases, pupils, today)
    concerns = some(work, Concern, "case_id", waiting)
    risks = some(work, RiskEntry, "case_id", waiting)
    written = work.written(Concern, [c.id for c in concerns])
    written |= work.written(RiskEntry, [r.id for r in risks])
    entries = _entries(work)
    calendar = calendar_of(work.find(SchoolDays))
    left = [one for one in leavings(work, calendar) if one.is_open]
    looked_for = {e.case_id for e in entries} | {one.case_id for one in left}
    entry_cases = {c.id: c for c in some(work, Case, "id", looked_for)}
    for pupil in some(work, Pupil, "id", _pupil_ids(entry_cases)):
        pupils.setdefault(pupil.id, pupil)
    return TodayFacts(
        today=today,
        calendar=calendar,
        cases=cases,
        entry_cases=entry_cases,
        pupils=pupils,
        staff=work.find(StaffMember),
        absences=work.find(Absence),
        services={service.id: service for service in work.find(Service)},
        age_rules=work.find(Criterion, kind=CriterionKind.AGE),
        chase_times=work.find(ChaseTime),
        steps=work.find(NextStep, is_open=True),
        plans=plans,
        reviews=by_field("plan_id", some(work, PlanReview, "plan_id", _in(plans, looked_at))),
        referrals=referrals,
        events=by_field("referral_id", some(work, ReferralEvent, "referral_id", in_open_cases)),
        appointments=by_field("referral_id", some(work, Appointment, "referral_id", in_open_cases)),
        consents=by_field("case_id", some(work, Consent, "case_id", waiting)),
        concerns=by_field("case_id", concerns),
        risks=by_field("case_id", risks),
        written=written,
        talks=by_field("case_id", some(work, Conversation, "case_id", looked_at)),
        done=by_field("case_id", some(work, NextStep, "case_id", looked_at, is_open=False)),
        meetings=by_field("case_id", some(work, MeetingItem, "case_id", waiting)),
        break_holders=by_field("case_id", work.find(BreakHolder)),
        unmet=unmet,
        safeguarding=entries,
        notices=_notices(work.find(DslNotice)),
        leavings=left,
    )


def some(
    work: UnitOfWork, kind: type[R], by: str, wanted: Collection[str], /, **equal: object
) -> list[R]:
    """The records whose field is one of those, in one statement however many there are."""
    if len(wanted) <= MOST_NAMED:
        return work.find(kind, **{by: list(wanted)}, **equal)
    ids = frozenset(wanted)
    return [record for record in work.find(kind, **equal) if getattr(record, by) in ids]


def _in(plans: Mapping[str, Plan], case_ids: Collection[str]) -> list[str]:
    return [plan.id for plan in plans.values() if plan.case_id in case_ids]


def _nearly_of_age(cases: Mapping[str, Case], pupils: Mapping[str, Pupil], today: date) -> set[str]:
    since = date(today.year - 16, 1, 1)
    born = {pupil.id: pupil.born_on for pupil in pupils.values() if pupil.born_on}
    return {c.id for c in cases.values() if born.get(c.pupil_id, today) < since}


def _notices(
    notices: Iterable[DslNotice],
) -> Mapping[tuple[str, str], Sequence[DslNotice]]:
    found: defaultdict[tuple[str, str], list[DslNotice]] = defaultdict(list)
    for notice in notices:
        found[notice.about_kind, notice.about_id].append(notice)
    return found


def _pupil_ids(cases: Mapping[str, Case]) -> set[str]:
    return {case.pupil_id for case in cases.values()}


def _entries(work: UnitOfWork) -> list[Entry]:
    return [
        *work.find(Note, is_safeguarding=True),
        *work.find(Concern, is_safeguarding=True),
        *work.find(RiskEntry, is_safeguarding=True),
        *work.find(Conversation, is_safeguarding=True),
    ]


def by_field(name: str, records: Iterable[R]) -> Mapping[str, Sequence[R]]:
    """The records by the value of a field, each group in the order they came in."""
    grouped: defaultdict[str, list[R]] = defaultdict(list)
    for record in records:
        grouped[getattr(record, name)].append(record)
    return grouped
