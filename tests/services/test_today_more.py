"""What tops Today, what is about no pupil, and that reading it costs the same for many pupils."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import Channel, DayKind, NoteKind, Occasion, ReferralState, Speaker
from mhlead.domain.records import (
    Concern,
    Conversation,
    DslNotice,
    Note,
    Record,
    RiskEntry,
    Satisfaction,
    SchoolDays,
)
from mhlead.domain.today_views import ACT_OF, Act, Level, Today, TodayReason, Why
from mhlead.services.notices import due_words
from mhlead.services.today import read_today
from mhlead.wording import words
from tests.builders import MONDAY, School
from tests.parts.statements import statements_of
from tests.services.lives import (
    FAR,
    S,
    correct,
    new_id,
    on,
    plan_of,
    quiet_case,
    reason_on,
    referral_in,
    school_year,
    talk,
    told_outcome,
    write,
)

DAY = timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY


def waiting(school: School, state: ReferralState, deadline_on: date) -> None:
    case = quiet_case(school)
    told_outcome(school, case)
    referral_in(school, case, state, deadline_on=deadline_on)


def entry(school: School, kind: type[Record], case_id: str) -> Record:
    made: dict[type[Record], Record] = {
        Note: Note(new_id(school), case_id, MONDAY, NoteKind.FACT, "x", is_safeguarding=True),
        Concern: Concern(new_id(school), case_id, MONDAY, "Tutor", "05", "x", is_safeguarding=True),
        RiskEntry: RiskEntry(new_id(school), case_id, "x", MONDAY, is_safeguarding=True),
        Conversation: Conversation(
            new_id(school),
            case_id,
            MONDAY,
            Speaker.PUPIL,
            Channel.IN_PERSON,
            "x",
            is_safeguarding=True,
        ),
    }
    return made[kind]


@pytest.mark.parametrize("kind", [Note, Concern, RiskEntry, Conversation])
def test_safeguarding_tops_everybodys_list_until_it_is_acknowledged(
    school: School, kind: type[Record]
) -> None:
    overdue = quiet_case(school, forename="Ann")
    referral_in(school, overdue, S.SENT, deadline_on=MONDAY)
    case = quiet_case(school, forename="Zoe")
    marked = entry(school, kind, case.id)
    write(school, marked)
    later = MONDAY + 20 * DAY
    first = on(school, later, whose=school.deputy.id)[0]
    assert first.name.startswith("Zoe")
    assert (first.level, first.reasons[0].act) == (Level.SAFEGUARDING, Act.TELL_DSL)
    notice = DslNotice(
        new_id(school), case.id, kind.__name__, marked.id, school.deputy.id, MONDAY, Channel.POST
    )
    write(school, notice)
    told = on(school, later, whose=school.deputy.id)[0].reasons[0]
    assert (told.why, told.act) == (Why.DSL_NOT_ACKNOWLEDGED, Act.ACKNOWLEDGE_DSL)
    assert read_today(school.session).safeguarding == 1
    correct(school, replace(notice, acknowledged_on=MONDAY + DAY))
    assert read_today(school.session).safeguarding == 0


def own(school: School, why: Why) -> TodayReason | None:
    lines = read_today(school.session).lines
    return next((r for one in lines if not one.pupil_id for r in one.reasons if r.why is why), None)


def test_details_in_use_are_checked_again_after_180_days(school: School) -> None:
    school.clock.on = MONDAY + 181 * DAY
    assert own(school, Why.SERVICE_STALE) is None, "nobody uses it"
    school.clock.on = MONDAY
    referral_in(school, quiet_case(school), S.DRAFT, sent=False)
    school.clock.on = MONDAY + 180 * DAY
    assert own(school, Why.SERVICE_STALE) is None
    school.clock.on = MONDAY + 181 * DAY
    stale = own(school, Why.SERVICE_STALE)
    assert stale is not None
    assert (stale.act, stale.target_id) == (Act.CHECK_SERVICE, school.service.id)
    assert (stale.level, stale.due_on) == (Level.SOON, MONDAY + 181 * DAY)


def test_satisfaction_is_asked_at_first_and_ten_months_on(school: School) -> None:
    case = quiet_case(school)
    assert own(school, Why.SATISFACTION) is None
    referral_in(school, case, S.SENT)
    assert own(school, Why.SATISFACTION)
    first = Satisfaction(new_id(school), school.service.id, MONDAY, 2, Occasion.BASELINE)
    write(school, first)
    school.clock.on = date(2027, 9, 22)
    assert own(school, Why.SATISFACTION) is None
    school.clock.on = date(2027, 9, 23)
    assert own(school, Why.SATISFACTION)
    again = Satisfaction(
        new_id(school), school.service.id, date(2027, 9, 23), 3, Occasion.TEN_MONTHS_ON
    )
    write(school, again)
    assert own(school, Why.SATISFACTION) is None


def test_the_terms_are_asked_for_before_they_run_out(school: School) -> None:
    assert own(school, Why.NO_SCHOOL_YEAR)
    term = SchoolDays("", DayKind.TERM, date(2026, 9, 1), date(2027, 7, 21))
    school_year(school, term)
    assert own(school, Why.NO_SCHOOL_YEAR) is None
    school.clock.on = date(2027, 6, 22)
    assert own(school, Why.NO_SCHOOL_YEAR) is None
    school.clock.on = date(2027, 6, 23)
    assert own(school, Why.NO_SCHOOL_YEAR)


def test_overdue_comes_before_today_and_that_before_soon(school: School) -> None:
    for name, days in (("Cy", 7), ("Bea", 0), ("Al", -3)):
        case = quiet_case(school, forename=name)
        plan_of(school, case, review_on=MONDAY + days * DAY)
    assert [line.name[:2] for line in on(school, MONDAY)] == ["Al", "Be", "Cy"]
    shown = read_today(school.session)
    mine = [line.level for line in shown.lines if line.pupil_id]
    assert mine == [Level.OVERDUE, Level.TODAY, Level.SOON]
    assert shown.overdue == 1


def test_the_second_check_after_a_discharge_comes_after_the_next_break(school: School) -> None:
    school_year(
        school,
        SchoolDays("", DayKind.TERM, date(2026, 9, 1), date(2026, 12, 18)),
        SchoolDays("", DayKind.TERM, date(2027, 1, 4), date(2027, 3, 19)),
        SchoolDays("", DayKind.BREAK, date(2027, 2, 15), date(2027, 2, 19)),
    )
    case = quiet_case(school)
    referral_in(school, case, S.DISCHARGED)
    school.clock.on = date(2027, 1, 4)  # 21 December, when the four weeks end, is a holiday
    assert reason_on(school, date(2026, 12, 21), Why.AFTER_CARE) is None
    assert reason_on(school, date(2027, 1, 4), Why.AFTER_CARE)
    talk(school, case, Speaker.PUPIL)
    assert reason_on(school, date(2027, 2, 21), Why.AFTER_CARE) is None
    assert reason_on(school, date(2027, 2, 22), Why.AFTER_CARE)


def test_every_reason_has_an_act_and_words_of_its_own() -> None:
    assert set(ACT_OF) == set(Why)
    told = [words(why) for why in Why]
    assert len(set(told)) == len(told)


def test_the_next_day_something_is_due_is_known(school: School) -> None:
    assert read_today(school.session).next_due_on is None
    case = quiet_case(school)
    assert read_today(school.session).next_due_on == FAR
    plan_of(school, case, review_on=MONDAY)
    assert read_today(school.session).next_due_on == MONDAY


def test_the_next_day_is_also_one_that_the_rules_reckon(school: School) -> None:
    case = quiet_case(school)
    plan = plan_of(school, case, review_on=FAR)
    referral_in(school, case, S.NOT_ACCEPTED, plan_id=plan.id)
    next_on = read_today(school.session).next_due_on
    assert next_on is not None
    assert next_on < FAR
    assert reason_on(school, next_on - DAY, Why.NOT_FOLLOWED_UP) is None
    assert reason_on(school, next_on, Why.NOT_FOLLOWED_UP)


def test_the_next_day_is_also_that_a_holder_over_the_break_is_asked_for(school: School) -> None:
    school_year(
        school,
        SchoolDays("", DayKind.TERM, date(2026, 9, 1), date(2026, 12, 18), "Autumn"),
        SchoolDays("", DayKind.TERM, date(2027, 1, 4), date(2027, 3, 25), "Spring"),
    )
    case = quiet_case(school)
    plan_of(school, case, review_on=FAR)
    told_outcome(school, case)
    referral_in(school, case, S.ACKNOWLEDGED, deadline_on=date(2026, 12, 29))
    next_on = read_today(school.session).next_due_on
    assert next_on == date(2026, 12, 7)
    assert reason_on(school, next_on, Why.NO_BREAK_HOLDER)


def test_a_pupil_stands_there_once_with_every_reason(school: School) -> None:
    case = quiet_case(school)
    referral_in(school, case, S.SENT, deadline_on=FRIDAY)
    plan_of(school, case, review_on=FRIDAY)
    lines = on(school, MONDAY + 14 * DAY)
    assert len(lines) == 1
    assert {r.why for r in lines[0].reasons} == {
        Why.NOT_ACKNOWLEDGED,
        Why.NO_OUTCOME_CONSENT,
        Why.PLAN_REVIEW,
    }


def test_nothing_leaves_because_it_was_read(school: School) -> None:
    waiting(school, S.SENT, MONDAY)
    assert [line.reasons for line in on(school, MONDAY)] == [
        line.reasons for line in on(school, MONDAY)
    ]


def test_a_notification_holds_a_number_and_no_stored_word(school: School) -> None:
    for forename in ("Aoife", "Ben"):
        referral_in(school, quiet_case(school, forename=forename), S.SENT, deadline_on=MONDAY)
    text = due_words(read_today(school.session))
    assert text.endswith("things are due today")
    stored = [name for pupil in school.pupils for name in (pupil.forename, pupil.surname)]
    stored += [school.lead.name, school.deputy.name, school.service.name, "Fernbrook", "FBA"]
    assert not any(part.casefold() in text.casefold() for name in stored for part in name.split())
    nothing = Today(MONDAY, True, 0, 0, 0, 0, ())
    assert due_words(nothing) == ""
    assert due_words(replace(nothing, overdue=1)) == "1 thing is due today"


def statements(school: School) -> int:
    with statements_of(school.session.store) as said:
        read_today(school.session)
    return len(said)


def test_it_is_read_in_as_many_statements_for_thirty_pupils_as_for_none(school: School) -> None:
    before = statements(school)
    states = (S.SENT, S.WAITING_FOR_ASSESSMENT, S.NOT_ACCEPTED, S.DISCHARGED, S.OPT_IN_ASKED)
    for number in range(30):
        case = quiet_case(school, forename=f"Pupil {number}")
        told_outcome(school, case)
        referral_in(school, case, states[number % 5], deadline_on=MONDAY)
        write(school, entry(school, Note, case.id))
    assert len(on(school, MONDAY)) == 30
    assert statements(school) == before
    assert before < 50
