"""A meeting with a service that speaks of several pupils, as a Support Team's in school does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mhlead.domain.agenda import AgendaItem, in_order
from mhlead.domain.audit import Action
from mhlead.domain.calendar import school_year_of
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import MeetingOutcome
from mhlead.domain.errors import NotAllowed
from mhlead.domain.meeting import MeetingList, Recorded
from mhlead.domain.records import MeetingItem, Service
from mhlead.services.agenda import items_about, pupils_to_speak_about
from mhlead.services.belonging import refuse_other_pupil
from mhlead.services.cases import open_case_of
from mhlead.services.records import tidied
from mhlead.services.session import Session
from mhlead.services.today_facts import read_facts


def read_meeting(session: Session, service_id: str) -> MeetingList:
    """The list of a meeting today: the agenda, what was kept of it, and who could be added.

    Raises:
        NotFound: there is no such service.
    """
    today = session.clock.today()
    with session.reading() as work:
        service = work.get(Service, service_id)
        facts = read_facts(work, today)
        met = work.find(MeetingItem, service_id=service_id)
        listed = pupils_to_speak_about(work, facts, service, met)
        items = items_about(work, facts, service_id, met, listed)
        on_list = set(listed)
        rest = [case_id for case_id in facts.cases if case_id not in on_list]
        others = items_about(work, facts, service_id, met, rest)
    year_from = date(school_year_of(today), 9, 1)
    of_year = [item.outcome for item in met if item.met_on >= year_from]
    return MeetingList(
        service_id=service_id,
        service=service.name,
        on=today,
        items=tuple(sorted(items, key=in_order)),
        others=tuple(sorted(others, key=_by_name)),
        recorded={
            item.case_id: Recorded(item.outcome, item.words) for item in met if item.met_on == today
        },
        year_from=year_from,
        counts={outcome: of_year.count(outcome) for outcome in MeetingOutcome},
    )


def _by_name(item: AgendaItem) -> str:
    return item.name.casefold()


def keep_meeting(session: Session, items: Sequence[MeetingItem]) -> Changes:
    """What a meeting came to about each pupil is kept, all of it or nothing.

    Raises:
        NotAllowed: there is nothing to keep ("nothing-said"), or a case is closed ("case-closed").
        FieldRefused: a field can't be kept.
    """
    if not items:
        raise NotAllowed("nothing-said")
    today = session.clock.today()
    with session.writing() as work:
        for item in items:
            case = open_case_of(work, item.case_id)
            kept = tidied(replace(item, id=session.ids.new()))
            check(kept, today)
            refuse_other_pupil(work, kept)
            work.add(kept)
            detail = {"kind": "MeetingItem", "id": kept.id}
            work.log(Action.RECORD_ADDED, case.pupil_id, detail)
        return work.commit()
