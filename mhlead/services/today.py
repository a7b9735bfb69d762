"""What to do today: every pupil and thing that waits for somebody, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from mhlead.domain.codes import ReferralState
from mhlead.domain.naming import initials, school_name
from mhlead.domain.records import Case, Concern
from mhlead.domain.today_views import (
    BEFORE_ALL,
    EVERYBODY,
    MINE,
    Level,
    ListOwner,
    Today,
    TodayLine,
    TodayReason,
    Why,
)
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session
from mhlead.services.today_breaks import BREAK_AHEAD_SCHOOL_DAYS, CLOCK_RULES, break_holders
from mhlead.services.today_facts import TodayFacts, read_facts, some
from mhlead.services.today_lists import Rota, listed
from mhlead.services.today_store import stores_own

WAITING_FOR_REPLY = frozenset(
    {ReferralState.SENT, ReferralState.ACKNOWLEDGED, ReferralState.REFERRED_ON}
)
_ASKED_AHEAD = (timedelta(days=14), timedelta(days=366))
"""So far ahead the next clock is looked for; the nearer one for what a later day overtakes."""
RULES = (*CLOCK_RULES, break_holders)
"""Everything that can bring a pupil onto Today."""


def read_today(session: Session, whose: str = MINE) -> Today:
    """The Today page: safeguarding first, then overdue, today, and the coming week.

    A pupil appears once, with every reason. Nothing leaves the list because it was read; it leaves
    when what it asks for is done. However many pupils there are, it reads the store in the same
    number of statements.

    Args:
        session: The unlocked store.
        whose: MINE, EVERYBODY, or the member of staff whose list it is; without anybody at work,
            as after the recovery key, MINE is everybody's.
    """
    today = session.clock.today()
    with session.reading() as work:
        facts = read_facts(work, today)
        reasons = _gathered(facts)
        needs = _needs(work, reasons)
        own = stores_own(session, work, facts)
    rota = Rota(facts.staff, facts.absences, today)
    viewer = session.actor_id if whose == MINE else whose
    everything = [
        _line(facts, rota, case, reasons[case.id], needs)
        for case in _cases(facts, reasons)
        if case.pupil_id in facts.pupils
    ]
    shown = [line for line in everything if _is_on(facts, rota, line, viewer)]
    lines = [_as_seen(rota, line, viewer) for line in shown]
    lines += [TodayLine(None, "", "", "", "", "", (reason,)) for reason in own]
    lines.sort(key=_order)
    levels = [line.level for line in lines]
    return Today(
        on=today,
        is_school_day=facts.calendar.is_school_day(today),
        overdue=levels.count(Level.OVERDUE),
        due_today=levels.count(Level.TODAY),
        awaiting_reply=sum(r.state in WAITING_FOR_REPLY for r in facts.open_referrals),
        open_cases=len(facts.cases),
        lines=tuple(lines),
        whose=whose,
        safeguarding=levels.count(Level.SAFEGUARDING),
        soon=levels.count(Level.SOON),
        people=_people(facts, rota, everything, session.actor_id),
        next_due_on=_next_due_on(facts, everything),
    )


def _order(line: TodayLine) -> tuple[bool, Level, bool, date, str]:
    is_first = any(reason.why in BEFORE_ALL for reason in line.reasons)
    return (
        not is_first,
        line.level,
        line.pupil_id is None,
        line.first_due_on,
        line.name.casefold(),
    )


def _gathered(facts: TodayFacts) -> dict[str, list[TodayReason]]:
    """Every reason by its case; where two ask for the same review, the one that says why."""
    found: dict[str, list[TodayReason]] = {}
    for rule in RULES:
        for case_id, reason in rule(facts):
            found.setdefault(case_id, []).append(reason)
    for case_id, reasons in found.items():
        waits = {r.target_id for r in reasons if r.why is Why.WAITING_NO_REVIEW}
        found[case_id] = [
            r for r in reasons if not (r.why is Why.PLAN_REVIEW and r.target_id in waits)
        ]
    return found


def _needs(work: UnitOfWork, reasons: Mapping[str, object]) -> dict[str, str]:
    """The primary need of each case on the list."""
    needs: dict[str, str] = {}
    for concern in some(work, Concern, "case_id", list(reasons)):
        needs.setdefault(concern.case_id, concern.primary_need)
    return needs


def _cases(facts: TodayFacts, reasons: Mapping[str, object]) -> list[Case]:
    """The cases with a reason, also a closed one with an entry the DSL has not taken up."""
    return [facts.cases.get(case_id) or facts.entry_cases[case_id] for case_id in reasons]


def _line(
    facts: TodayFacts,
    rota: Rota,
    case: Case,
    reasons: Sequence[TodayReason],
    needs: Mapping[str, str],
) -> TodayLine:
    pupil = facts.pupils[case.pupil_id]
    held = [h for h in facts.break_holders.get(case.id, ()) if h.from_on <= facts.today <= h.to_on]
    holder = (rota.name_of(held[-1].holder_id or "") or held[-1].holder) if held else ""
    return TodayLine(
        pupil_id=pupil.id,
        initials=initials(pupil),
        name=school_name(pupil),
        year_group=pupil.year_group,
        form=pupil.form,
        need=needs.get(case.id, ""),
        reasons=tuple(sorted(reasons, key=lambda r: (r.level, r.due_on, r.since_on, r.why))),
        case_id=case.id,
        owner_id=case.owner_id or "",
        owner=rota.name_of(case.owner_id or ""),
        held_for_break=holder,
    )


def _holders(line: TodayLine) -> list[str]:
    """Everybody whose work is in the line: who owns the case, and who does a step or plan."""
    own = {reason.holder_id or line.owner_id for reason in line.reasons}
    return [line.owner_id, *sorted(own - {line.owner_id})]


def _is_on(facts: TodayFacts, rota: Rota, line: TodayLine, viewer: str) -> bool:
    if viewer in {"", EVERYBODY} or line.level is Level.SAFEGUARDING:
        return True
    if any(viewer in rota.viewers(holder) for holder in _holders(line)):
        return True
    held = facts.break_holders.get(line.case_id, ())
    return any(
        h.holder_id and viewer in rota.viewers(h.holder_id)
        for h in held
        if h.from_on <= facts.today <= h.to_on
    )


def _as_seen(rota: Rota, line: TodayLine, viewer: str) -> TodayLine:
    name = rota.covers(viewer, _holders(line))
    return replace(line, for_whom=name) if name else line


def _people(
    facts: TodayFacts, rota: Rota, lines: Iterable[TodayLine], actor_id: str
) -> tuple[ListOwner, ...]:
    counts = {actor_id: 0} if actor_id else {}
    counts |= {case.owner_id: 0 for case in facts.cases.values() if case.owner_id}
    counts |= {person.id: 0 for person in facts.staff if person.is_user and not person.left_on}
    for absence in facts.absences:
        if rota.is_away(absence.staff_id):
            counts.setdefault(absence.cover_id, 0)
    for line in lines:
        for person in counts:
            counts[person] += _is_on(facts, rota, line, person)
    return tuple(
        ListOwner(person, name, count, rota.is_away(person))
        for person, name, count in listed(counts, rota, actor_id)
    )


def _next_due_on(facts: TodayFacts, lines: Iterable[TodayLine]) -> date | None:
    """The next day, from today on, on which a clock runs out; today while anything waits."""
    if any(line.level < Level.SOON for line in lines):
        return facts.today
    days = [reason.due_on for reason in _reasons_ahead(facts) if reason.due_on >= facts.today]
    return min(days or _days_set(facts), default=None)


def _days_set(facts: TodayFacts) -> list[date]:
    """The days that people set, however far ahead."""
    days = [step.due_on for step in facts.steps if step.case_id in facts.cases]
    days += [plan.review_on for plan in facts.plans.values() if plan.review_on]
    days += [referral.deadline_on for referral in facts.open_referrals if referral.deadline_on]
    return [day for day in days if day >= facts.today]


def _reasons_ahead(facts: TodayFacts) -> Iterator[TodayReason]:
    """What the rules will say if nobody does anything: they are asked as of later days."""
    for ahead in _ASKED_AHEAD:
        then = replace(facts, today=facts.today + ahead)
        yield from (reason for rule in CLOCK_RULES for _, reason in rule(then))
    for closed in facts.calendar.long_breaks():
        named_on = facts.calendar.add_school_days(closed.first_on, -BREAK_AHEAD_SCHOOL_DAYS)
        if facts.today < named_on <= facts.today + _ASKED_AHEAD[-1]:
            yield from (reason for _, reason in break_holders(replace(facts, today=named_on)))
