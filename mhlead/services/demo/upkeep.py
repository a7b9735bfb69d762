"""The fictional lead works through Today every week: plans reviewed, services rung, things settled.

Without it everything that was ever due would still stand there, and no school would know itself.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from mhlead.domain.calendar import SchoolCalendar
from mhlead.domain.codes import (
    Channel,
    ConsentAnswer,
    ConsentTopic,
    Occasion,
    ReviewResult,
    Speaker,
    TransferPart,
)
from mhlead.domain.records import (
    BreakHolder,
    Consent,
    Conversation,
    Pupil,
    RecordTransfer,
    Referral,
    Satisfaction,
)
from mhlead.domain.today_views import EVERYBODY, Level, Target, TodayLine, TodayReason, Why
from mhlead.services.chasing import LookAgain, log_chase
from mhlead.services.demo.diary import Diary, moment
from mhlead.services.plans import ReviewDraft, review_plan
from mhlead.services.records import keep
from mhlead.services.referral_holding import follow_up
from mhlead.services.school_year import break_from, name_break_holder
from mhlead.services.session import Session
from mhlead.services.today import read_today

_LAST_BEFORE = 2
"""School days from the last round to the day the school is looked at: what came since is open."""
_EVERY = 5
_REVIEW_AGAIN = 17
_LOOK_AGAIN = (9, 14)
_REVIEWS = (
    "It helps on most days; everybody will go on with it as it is.",
    "Two good weeks and one hard one. The plan stays, and we look again.",
    "The tutor and the pupil both say that it is worth going on.",
)
_ANSWERS = {
    Speaker.COUNTERPART: "No news yet; they will ring when there is. The place on the list stands.",
    Speaker.FAMILY: "They are well, and know whom to ring if that changes.",
    Speaker.PUPIL: "Said that things are all right, and whom to go to if they are not.",
}
_WITH: dict[Why, Speaker] = {
    Why.NO_CONSENT: Speaker.FAMILY,
    Why.SIGNPOSTED: Speaker.FAMILY,
    Why.OPT_IN_HALF_TIME: Speaker.FAMILY,
    Why.OPT_IN_ENDING: Speaker.FAMILY,
    Why.ADVICE_TO_DO: Speaker.FAMILY,
    Why.NOT_BROUGHT: Speaker.PUPIL,
    Why.CLOSED_UNSEEN: Speaker.PUPIL,
    Why.AFTER_CARE: Speaker.PUPIL,
}
_FOLLOWS = "School nurse each week, and the plan in school; a new referral if that is not enough."
_NEXT_SCHOOL = "Harbour Academy"
_TAKES_IT = {
    TransferPart.RECORD: "The school office",
    TransferPart.SAFEGUARDING_FILE: "The designated safeguarding lead",
}
_PLANS = {Why.PLAN_REVIEW, Why.WAITING_NO_REVIEW}
_SETTLED = {Target.REFERRAL, Target.TRANSFER}
_LEFT_ALONE = {Why.LEAVER, Why.TURNING_18, Why.UPPER_AGE, Why.BOUNCED, Why.SERVICE_ENDED}


def keep_up(diary: Diary, calendar: SchoolCalendar, first_on: date, on: date, seed: int) -> None:
    """Every week what is due is done, up to two school days before the demonstration's day.

    Args:
        diary: Where it is written.
        calendar: The school's year.
        first_on: The first day of the history.
        on: The day the school is looked at.
        seed: Another one gives other days and words.
    """
    rng = random.Random(f"upkeep {seed}")  # noqa: S311 invented pupils
    day = calendar.add_school_days(on, -_LAST_BEFORE)
    while day > first_on:
        diary.act(moment(day, 16, 45), lambda session: _round(session, calendar, rng))
        day = calendar.add_school_days(day, -_EVERY)


def _round(session: Session, calendar: SchoolCalendar, rng: random.Random) -> None:
    for line in read_today(session, EVERYBODY).lines:
        reviewed: set[str] = set()
        for reason in line.reasons:
            if reason.why is Why.SATISFACTION:
                _answer(session, reason.target_id, rng)
            elif reason.level not in {Level.OVERDUE, Level.TODAY} or line.pupil_id is None:
                continue
            elif reason.why in _PLANS and reason.target_id not in reviewed:
                reviewed.add(reason.target_id)
                _review(session, reason.target_id, calendar, rng)
            elif reason.why is Why.NO_BREAK_HOLDER:
                _hold(session, line, reason.since_on)
            elif reason.target in _SETTLED and reason.why not in _LEFT_ALONE:
                _settle(session, line.pupil_id, reason, calendar, rng)


def _settle(
    session: Session,
    pupil_id: str,
    reason: TodayReason,
    calendar: SchoolCalendar,
    rng: random.Random,
) -> None:
    if reason.target is Target.TRANSFER:
        _pass_on(session, pupil_id, TransferPart(reason.target_id))
    elif reason.why is Why.NOT_FOLLOWED_UP:
        follow_up(session, reason.target_id, _FOLLOWS)
    elif reason.why is Why.NO_OUTCOME_CONSENT:
        _ask_outcome(session, reason.target_id)
    else:
        _ring(session, reason, calendar.add_school_days(session.clock.today(), _days(rng)))


def _days(rng: random.Random) -> int:
    return rng.randint(*_LOOK_AGAIN)


def _ring(session: Session, reason: TodayReason, again_on: date) -> None:
    speaker = _WITH.get(reason.why, Speaker.COUNTERPART)
    with session.reading() as work:
        referral = work.get(Referral, reason.target_id)
    said = Conversation(
        id="",
        case_id=referral.case_id,
        happened_on=session.clock.today(),
        speaker=speaker,
        how=Channel.IN_PERSON if speaker is Speaker.PUPIL else Channel.TELEPHONE,
        said=_ANSWERS[speaker],
        referral_id=referral.id,
    )
    again = LookAgain(again_on, referral.deadline_what) if referral.is_open else None
    log_chase(session, said, again)


def _review(session: Session, plan_id: str, calendar: SchoolCalendar, rng: random.Random) -> None:
    next_on = calendar.add_school_days(session.clock.today(), _REVIEW_AGAIN)
    draft = ReviewDraft(ReviewResult.GOING_ON, rng.choice(_REVIEWS), next_review_on=next_on)
    review_plan(session, plan_id, draft)


def _ask_outcome(session: Session, referral_id: str) -> None:
    """Whoever answered whether the pupil may be referred is asked this too, and answers the same.

    Where the school went ahead without an answer, nobody is asked.
    """
    answered = {ConsentAnswer.AGREED, ConsentAnswer.REFUSED}
    with session.reading() as work:
        referral = work.get(Referral, referral_id)
        found = [
            consent
            for consent in work.find(Consent, case_id=referral.case_id, topic=ConsentTopic.REFER)
            if consent.answer in answered and consent.service_id == referral.service_id
        ]
    if found:
        today = session.clock.today()
        keep(session, replace(found[0], id="", topic=ConsentTopic.OUTCOME, given_on=today))


def _pass_on(session: Session, pupil_id: str, part: TransferPart) -> None:
    """It goes to an invented school, or the receipt for it comes."""
    today = session.clock.today()
    with session.reading() as work:
        left_on = work.get(Pupil, pupil_id).left_on
        found = work.find(RecordTransfer, pupil_id=pupil_id, part=part)
    if found:
        keep(session, replace(found[-1], receipt_on=today))
    elif left_on is not None:
        to_whom = _TAKES_IT[part]
        gone = RecordTransfer(
            *("", pupil_id, part, left_on, _NEXT_SCHOOL, today, Channel.SECURE_MAIL, to_whom)
        )
        keep(session, gone)


def _hold(session: Session, line: TodayLine, from_on: date) -> None:
    closed = break_from(session, from_on)
    if closed is not None:
        held = BreakHolder("", line.case_id, closed.first_on, closed.last_on, session.actor_id)
        name_break_holder(session, held)


def _answer(session: Session, service_id: str, rng: random.Random) -> None:
    today = session.clock.today()
    score = rng.choice((3, 3, 4))
    keep(session, Satisfaction("", service_id, today, score, Occasion.TEN_MONTHS_ON))
