"""Ties the pages about a pupil's care to what they may do with an open store."""

from __future__ import annotations

from functools import partial
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.records import UnmetNeed, UrgentDecision
from mhlead.services import (
    appointments,
    chasing,
    conversations,
    criteria,
    endings,
    grouping,
    links,
    moving,
    plans,
    pupils,
    records,
    referral_care,
    referral_holding,
    referrals,
    restricting,
    safeguarding,
    scores,
    unmet,
    wrong_door,
)
from mhlead.services.session import Session
from mhlead.ui.pages.referral_work import ReferralCareWork
from mhlead.ui.pages.tools import CareWork


def referral_care_work(session: Session) -> ReferralCareWork:
    """What can be done beside the letter of a referral in this store."""
    return ReferralCareWork(
        read=partial(referral_care.read_care, session),
        answer=lambda referral_id, criterion_id, met, reason: criteria.answer_criterion(
            session, referral_id, criterion_id, met=met, reason=reason
        )[1],
        answer_fact=lambda referral_id, field, answer, asked, on: criteria.answer_fact(
            session, referral_id, field, answer, asked=asked, asked_on=on
        )[1],
        decide=partial(wrong_door.decide, session),
        offer=partial(appointments.offer_appointment, session),
        attend=partial(appointments.record_attendance, session),
        follow_up=partial(referral_holding.follow_up, session),
        hold=partial(referral_holding.hold_by_successor, session),
        start_again=lambda case_id, service_id, earlier_id: referrals.start_referral(
            session, case_id, service_id, earlier_id=earlier_id
        ),
        log_chase=partial(chasing.log_chase, session),
        set_day=partial(chasing.set_day, session),
    )


def care_work(session: Session) -> CareWork:
    """What can be done for the care of a pupil in this store."""
    return CareWork(
        log_conversation=partial(conversations.log_conversation, session),
        start_plan=partial(plans.start_plan, session),
        review_plan=partial(plans.review_plan, session),
        may_be_told=partial(safeguarding.may_be_told, session),
        tell_dsl=partial(safeguarding.tell_dsl, session),
        copy_out=partial(safeguarding.copy_out, session),
        move_entry=partial(moving.move_entry, session),
        take_back_move=partial(moving.take_back_move, session),
        restrict=partial(restricting.restrict, session),
        open_to_all=partial(restricting.open_to_all, session),
        pupils_with_cases=partial(pupils.list_pupils, session),
        pupil_died=partial(endings.pupil_died, session),
        read_door=partial(wrong_door.read_door, session),
        decide=partial(wrong_door.decide, session),
        set_thrive=partial(grouping.set_thrive, session),
        keep_score=partial(scores.keep_score, session),
        tutor_words=partial(grouping.tutor_words, session),
        every_pupil=partial(pupils.list_pupils, session, only_open=False),
        link_pupils=partial(links.link_pupils, session),
        add_to_link=lambda record_id, pupil_id, role, own: links.add_to_link(
            session, record_id, links.LinkPart(pupil_id, role, own)
        ),
    )


def keep_record(session: Session, record: Any, reason: str = "") -> tuple[Any, Changes]:
    """Keeps a record, by the service of its kind where a new one has rules of its own."""
    if isinstance(record, UrgentDecision) and not record.id:
        return wrong_door.decide(session, record)
    if isinstance(record, UnmetNeed) and not record.id:
        return unmet.record_unmet(session, record)
    return records.keep(session, record, reason)
