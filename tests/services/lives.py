"""A pupil at any point of a referral’s life, written as the services would have written it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mhlead.domain.audit import Action
from mhlead.domain.codes import (
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ReferralState,
    Speaker,
)
from mhlead.domain.coming_day import within_a_year
from mhlead.domain.moves import ENDED, NEEDS_PLAN
from mhlead.domain.records import (
    Case,
    Consent,
    Conversation,
    Plan,
    Record,
    Referral,
    ReferralEvent,
    SchoolDays,
)
from mhlead.domain.today_views import EVERYBODY, TodayLine, TodayReason, Why
from mhlead.services import cases
from mhlead.services.today import read_today
from tests.builders import School

FAR = date(2027, 11, 22)
S = ReferralState


def write(school: School, *records: Record, put: tuple[Record, ...] = ()) -> None:
    """Keeps records with one line in the history."""
    with school.session.writing() as work:
        for record in records:
            work.add(record)
        for record in put:
            work.put(record)
        work.log(Action.RECORD_ADDED)
        work.commit()


def correct(school: School, record: Record) -> None:
    """A versioned record reads otherwise from now on."""
    with school.session.writing() as work:
        work.correct(record, "found out")
        work.log(Action.RECORD_CORRECTED)
        work.commit()


def case_of(school: School, referral: Referral) -> Case:
    """The case a referral belongs to."""
    with school.session.reading() as work:
        return work.get(Case, referral.case_id)


def new_id(school: School) -> str:
    return school.adapters.ids.new()


def quiet_case(school: School, **pupil: object) -> Case:
    """An open case whose own step lies far ahead, so that it brings nothing onto Today."""
    made = school.pupil(**pupil)  # type: ignore[arg-type]
    step = replace(school.step(), due_on=within_a_year(FAR, school.clock.today()))
    case, _ = cases.open_case(school.session, made.id, school.concern(), school.lead.id, step)
    return case


def plan_of(school: School, case: Case, review_on: date = FAR) -> Plan:
    """An open plan that is reviewed far ahead."""
    plan = Plan(
        id=new_id(school),
        case_id=case.id,
        aim="A quiet start",
        made_on=school.clock.today(),
        holder_id=school.lead.id,
        review_on=review_on,
    )
    write(school, plan)
    return plan


def referral_in(
    school: School,
    case: Case,
    state: ReferralState,
    *,
    deadline_on: date = FAR,
    sent: bool = True,
    **more: object,
) -> Referral:
    """A referral that came to a state today, with its plan where it needs one."""
    today = school.clock.today()
    needs_plan = state in NEEDS_PLAN
    plan = plan_of(school, case) if needs_plan and "plan_id" not in more else None
    ends = state in ENDED
    number = len(school.pupils) * 100 + today.toordinal() % 100
    referral = Referral(
        id=new_id(school),
        case_id=case.id,
        service_id=school.service.id,
        reference=f"FBA/26/{number:04d}-{new_id(school)[-4:]}",
        state=state,
        created_on=today,
        referrer_id=school.lead.id,
        is_open=not ends,
        deadline_on=None if ends else deadline_on,
        deadline_what="" if ends else "Ring them",
        sent_on=today if sent else None,
        sent_how=Channel.POST if sent else None,
        plan_id=plan.id if plan else None,
    )
    referral = replace(referral, **more)  # type: ignore[arg-type]
    write(school, referral, *_events(school, referral.id, state, sent=sent))
    return referral


def _events(
    school: School, referral_id: str, state: ReferralState, *, sent: bool
) -> list[ReferralEvent]:
    before: ReferralState | None = None
    made = []
    for at in dict.fromkeys([S.DRAFT, *([S.SENT] if sent else []), state]):
        made.append(_event(school, referral_id, before, at))
        before = at
    return made


def _event(
    school: School, referral_id: str, before: ReferralState | None, after: ReferralState
) -> ReferralEvent:
    clock = school.clock
    return ReferralEvent(
        id=new_id(school),
        referral_id=referral_id,
        happened_on=clock.today(),
        at=clock.now(),
        by=school.lead.id,
        from_state=before,
        to_state=after,
    )


def moved(school: School, referral: Referral, state: ReferralState, **more: object) -> Referral:
    """The referral moves today."""
    after = replace(referral, state=state, **more)  # type: ignore[arg-type]
    write(school, _event(school, referral.id, referral.state, state), put=(after,))
    return after


def told_outcome(school: School, case: Case) -> None:
    """Somebody agreed that the service may tell school the outcome."""
    write(
        school,
        Consent(
            id=new_id(school),
            case_id=case.id,
            topic=ConsentTopic.OUTCOME,
            answer=ConsentAnswer.AGREED,
            by_pupil=True,
            given_on=school.clock.today(),
        ),
    )


def talk(school: School, case: Case, speaker: Speaker, **more: object) -> Conversation:
    """A talk today, in which both sides spoke."""
    spoken = Conversation(
        id=new_id(school),
        case_id=case.id,
        happened_on=school.clock.today(),
        speaker=speaker,
        how=Channel.TELEPHONE,
        said="How things are",
    )
    spoken = replace(spoken, **more)  # type: ignore[arg-type]
    write(school, spoken)
    return spoken


def school_year(school: School, *days: SchoolDays) -> None:
    """The school's terms and breaks."""
    write(school, *(replace(one, id=new_id(school)) for one in days))


def on(school: School, day: date, whose: str = EVERYBODY) -> list[TodayLine]:
    """The lines about pupils on a day."""
    school.clock.on = day
    return [line for line in read_today(school.session, whose).lines if line.pupil_id]


def reason_on(school: School, day: date, why: Why) -> TodayReason | None:
    """The reason of that kind on a day, or None."""
    found = [r for line in on(school, day) for r in line.reasons if r.why is why]
    return found[0] if found else None


def comes_on(school: School, day: date, why: Why) -> TodayReason:
    """Fails unless the reason is there on that day and was not the day before."""
    assert reason_on(school, day - timedelta(days=1), why) is None, "a day early"
    reason = reason_on(school, day, why)
    assert reason is not None, f"{why} is missing on {day}"
    return reason
