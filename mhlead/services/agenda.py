"""The agenda for a meeting with a service, and what such a meeting came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from mhlead.domain.agenda import (
    Agenda,
    AgendaItem,
    MeetingLine,
    Promise,
    compose_agenda,
    in_order,
)
from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import MeetingOutcome, ServiceKind, Speaker
from mhlead.domain.document import as_text
from mhlead.domain.naming import ToldName, initials, school_name
from mhlead.domain.records import (
    AgendaPoint,
    Case,
    Conversation,
    Counterpart,
    MeetingItem,
    NextStep,
    Pupil,
    Referral,
    SchoolProfile,
    Service,
)
from mhlead.services.code_lists import label
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.session import Session
from mhlead.services.today_facts import TodayFacts, by_field, read_facts
from mhlead.services.today_waiting import worse_while_waiting
from mhlead.services.waits import waits_for
from mhlead.services.withheld import told_names

EARLIER_DAYS = 366
"""Meetings of the last year stand on the agenda."""


def read_agenda(session: Session, service_id: str) -> Agenda:
    """Whom to speak about with a service, what to ask, and what earlier meetings came to.

    Raises:
        NotFound: there is no such service.
    """
    today = session.clock.today()
    with session.reading() as work:
        service = work.get(Service, service_id)
        facts = read_facts(work, today)
        people = work.find(Counterpart, service_id=service_id)
        met = work.find(MeetingItem, service_id=service_id)
        schools = work.find(SchoolProfile)
        listed = pupils_to_speak_about(work, facts, service, met)
        items = items_about(work, facts, service_id, met, listed)
        meetings = _meetings(work, facts, met, service_id)
        talks = work.find(Conversation, service_id=service_id)
        waits = waits_for(session, work, service)
    spoken = [t.happened_on for t in talks if t.is_two_way and t.speaker is Speaker.COUNTERPART]
    now = [one for one in people if one.to_on is None or one.to_on >= today]
    return Agenda(
        service_id=service_id,
        service=service.name,
        on=today,
        school=schools[0].name if schools else "",
        counterparts=tuple(one.name for one in sorted(now, key=lambda p: (p.is_deputy, p.name))),
        last_spoken_on=max(spoken, default=None),
        items=tuple(sorted(items, key=in_order)),
        meetings=tuple(meetings),
        waits=waits,
        is_meeting_list=service.kind is ServiceKind.MHST,
    )


def pupils_to_speak_about(
    work: UnitOfWork, facts: TodayFacts, service: Service, met: Sequence[MeetingItem]
) -> list[str]:
    """The open cases that stand on the agenda of a service.

    Those with a referral there, those spoken about before that were not stepped down, and those of
    whom the school noted something to speak about. A Mental Health Support Team takes pupils on at
    the meeting itself, so there a draft stands on it too.
    """
    by_case = [
        r.case_id
        for r in facts.open_referrals
        if r.service_id == service.id
        and (service.kind is ServiceKind.MHST or facts.left_school_on(r) is not None)
    ]
    last_met = _last_met(met)
    held = [
        case_id
        for case_id, item in last_met.items()
        if item.outcome is not MeetingOutcome.STEP_DOWN and case_id in facts.cases
    ]
    points = _open_points(work, facts, service.id, met)
    return list(dict.fromkeys([*by_case, *held, *points]))


def _last_met(met: Sequence[MeetingItem]) -> dict[str, MeetingItem]:
    return {item.case_id: item for item in sorted(met, key=lambda item: (item.met_on, item.id))}


def items_about(
    work: UnitOfWork,
    facts: TodayFacts,
    service_id: str,
    met: Sequence[MeetingItem],
    case_ids: Sequence[str],
) -> list[AgendaItem]:
    """What to say and ask about each of these cases at a meeting with the service."""
    by_case = {r.case_id: r for r in facts.open_referrals if r.service_id == service_id}
    last_met = _last_met(met)
    points = _open_points(work, facts, service_id, met)
    promises = _promises(work, case_ids, service_id)
    told = told_names(
        work, [facts.pupils[facts.cases[one].pupil_id] for one in case_ids], service_id
    )
    news = {reason.target_id for _, reason in worse_while_waiting(facts)}
    return [
        replace(
            _item(
                facts,
                case_id,
                by_case.get(case_id),
                last_met.get(case_id),
                promises[case_id],
                news,
                service_id,
                told,
            ),
            points=tuple(points.get(case_id, ())),
        )
        for case_id in case_ids
    ]


def _open_points(
    work: UnitOfWork, facts: TodayFacts, service_id: str, met: Sequence[MeetingItem]
) -> dict[str, list[str]]:
    """What to speak about by case: a meeting of that day or later, written down since, ends it."""
    points = work.find(AgendaPoint, service_id=service_id)
    noted = work.written(AgendaPoint, [point.id for point in points])
    held = work.written(MeetingItem, [item.id for item in met])
    met_about = by_field("case_id", met)
    found: dict[str, list[str]] = {}
    for point in points:
        is_over = any(
            item.met_on >= point.raised_on and held[item.id].at > noted[point.id].at
            for item in met_about.get(point.case_id, ())
        )
        if not is_over and point.case_id in facts.cases:
            found.setdefault(point.case_id, []).append(point.what)
    return found


def _item(
    facts: TodayFacts,
    case_id: str,
    referral: Referral | None,
    met: MeetingItem | None,
    promises: Iterable[Promise],
    news: set[str],
    service_id: str,
    told: Mapping[str, ToldName],
) -> AgendaItem:
    pupil = facts.pupils[facts.cases[case_id].pupil_id]
    left_on = facts.left_school_on(referral) if referral else None
    spoken = [
        talk.happened_on
        for talk in facts.talks.get(case_id, ())
        if talk.speaker is Speaker.COUNTERPART
        and talk.is_two_way
        and talk.service_id in {None, service_id}
    ]
    return AgendaItem(
        pupil_id=pupil.id,
        case_id=case_id,
        name=school_name(pupil),
        initials=initials(pupil),
        told=told[pupil.id],
        year_group=pupil.year_group,
        referral_id=referral.id if referral else "",
        reference=referral.reference if referral else "",
        state=referral.state if referral else None,
        state_words=label("referral-state", referral.state.value) if referral else "",
        urgency=referral.urgency if referral else None,
        waited_days=(facts.today - left_on).days if left_on else None,
        news=bool(referral and referral.id in news),
        last_spoken_on=max(spoken, default=None),
        promises=tuple(promises),
        last_outcome=met.outcome if met else None,
        last_met_on=met.met_on if met else None,
    )


def _promises(
    work: UnitOfWork, case_ids: Sequence[str], service_id: str
) -> defaultdict[str, list[Promise]]:
    """What the service promised about each and is still to be kept."""
    found: defaultdict[str, list[Promise]] = defaultdict(list)
    talks = work.find(Conversation, case_id=list(case_ids), speaker=Speaker.COUNTERPART)
    talks = [t for t in talks if t.promise and t.service_id in {None, service_id}]
    steps = work.find(NextStep, id=[t.step_id for t in talks if t.step_id], is_open=False)
    kept = {step.id for step in steps}
    for talk in talks:
        if talk.step_id not in kept:
            found[talk.case_id].append(Promise(talk.promise, talk.promised_by))
    return found


def _meetings(
    work: UnitOfWork, facts: TodayFacts, met: Sequence[MeetingItem], service_id: str
) -> list[MeetingLine]:
    since = facts.today - timedelta(days=EARLIER_DAYS)
    recent = [item for item in met if item.met_on >= since]
    cases = {case.id: case for case in work.find(Case, id=[item.case_id for item in recent])}
    pupil_ids = {case.pupil_id for case in cases.values()}
    pupils = {pupil.id: pupil for pupil in work.find(Pupil, id=list(pupil_ids))}
    told = told_names(work, list(pupils.values()), service_id)
    lines = [
        MeetingLine(
            item.met_on,
            school_name(pupil),
            initials(pupil),
            told[pupil.id],
            item.outcome,
            item.words,
        )
        for item in recent
        if (pupil := pupils.get(cases[item.case_id].pupil_id)) is not None
    ]
    return sorted(lines, key=lambda line: (line.met_on, line.name), reverse=True)


@dataclass(frozen=True)
class AgendaPaper:
    """An agenda as it prints, and the same words as text."""

    agenda: Agenda
    pdf: bytes
    text: str


def agenda_paper(
    session: Session, press: Press, service_id: str, *, with_names: bool
) -> AgendaPaper:
    """The agenda on paper: names and typed words, or initials alone."""
    agenda = read_agenda(session, service_id)
    document = compose_agenda(agenda, with_names=with_names)
    return AgendaPaper(agenda, press.render(document), as_text(document))


def record_use(session: Session, service_id: str, how: str) -> Changes:
    """That the agenda was printed or saved stands in the history.

    Args:
        session: The unlocked store.
        service_id: Whose agenda it was.
        how: "printed" or "saved".
    """
    with session.writing() as work:
        work.log(Action.EXPORTED, None, {"what": "agenda", "service": service_id, "how": how})
        return work.commit()
