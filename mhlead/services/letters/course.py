"""What a letter says of how the referral went: sendings, answers, appointments and the plan."""

from __future__ import annotations

from mhlead.domain import letter as said
from mhlead.domain.codes import ReferralState
from mhlead.domain.letter_shapes import OPENING
from mhlead.domain.records import Appointment, Letter
from mhlead.domain.template_filling import format_date
from mhlead.services.code_lists import label
from mhlead.services.letters import words
from mhlead.services.letters.sources import LetterSources

_S = ReferralState
_OWN_MOVES = frozenset({_S.DRAFT, _S.WAITING_FOR_CONSENT, _S.SENT})
"""Moves that school makes; all others are answers of the service or the family."""


def course(sources: LetterSources) -> said.CourseFacts:
    """How the referral went until now, in the words of each."""
    opening = [letter.id for letter in sources.letters if letter.kind in OPENING]
    sent = [one for one in sources.sendings if one.letter_id in opening]
    events = sources.events
    answers = [event for event in events if event.to_state not in _OWN_MOVES]
    received = [event for event in events if event.to_state is _S.ACKNOWLEDGED]
    left = [event for event in events if event.to_state is _S.SENT]
    last = answers[-1] if answers else None
    return said.CourseFacts(
        sent_on=sent[0].sent_on if sent else (left[0].happened_on if left else None),
        sent_how=words.CHANNEL[sent[0].how] if sent else "",
        acknowledged_on=received[-1].happened_on if received else None,
        answered_on=last.happened_on if last else None,
        state=label("referral-state", sources.referral.state.value),
        state_since=events[-1].happened_on if events else None,
        their_words=last.words if last else "",
        their_reason=label("not-accepted-reason", last.reason_code) if last else "",
        letters=_letters(sources),
        appointments=tuple(_appointment(one) for one in sources.appointments),
    )


def _letters(sources: LetterSources) -> tuple[str, ...]:
    by_id: dict[str, Letter] = {letter.id: letter for letter in sources.letters}
    mine = [s for s in sources.sendings if by_id[s.letter_id].service_id == sources.service.id]
    return tuple(
        f"{format_date(one.sent_on)}: {words.LETTER[by_id[one.letter_id].letter_kind]},"
        f" {words.CHANNEL[one.how]}"
        for one in mine
    )


def _appointment(one: Appointment) -> str:
    told = format_date(one.held_on)
    if one.at_time:
        told += f", {one.at_time}"
    came = words.ATTENDANCE[one.attendance] if one.attendance else ""
    return f"{told}: {came}" if came else told


def plan(sources: LetterSources) -> said.PlanFacts:
    """The plan in school that holds the pupil; empty where there is none."""
    if sources.plan is None:
        return said.PlanFacts()
    people = {person.id: person.name for person in sources.staff}
    return said.PlanFacts(
        aim=sources.plan.aim,
        seen_to_by=people.get(sources.plan.holder_id, ""),
        review_on=sources.plan.review_on,
        if_worse=sources.plan.if_worse,
        pupil_part=sources.plan.pupil_part,
    )
