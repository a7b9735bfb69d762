"""Pupils as a release counts them: once, by their first case, in whole periods, in fixed tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    CaseClosing,
    Phase,
    ReferralState,
)
from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.records import (
    Appointment,
    Case,
    Concern,
    Pupil,
    Record,
    Referral,
    ReferralEvent,
)
from mhlead.domain.release.dimensions import (
    Ages,
    Brought,
    Circumstance,
    Closing,
    Decision,
    Dimension,
    EthnicGroup,
    Gender,
    Need,
    Outcome,
    Sen,
    ServiceGroup,
    TimeBand,
    WaitBand,
    YearBand,
)
from mhlead.domain.release.table_sets import COUNTED_BY, Stream, impossible_in
from mhlead.services.code_lists import code_list
from mhlead.services.summary.calendars import period_calendar, read_calendar
from mhlead.services.summary.coding import ages_of, coded_pupils, grouped, wait_band
from mhlead.services.summary.courses import read_courses
from tests.builders import School, make_school
from tests.parts.statements import statements_of
from tests.services.coded_school import coded
from tests.services.figure_checks import everything
from tests.services.lives import correct, write
from tests.services.random_school import fill
from tests.services.recounting import Recount

S = ReferralState
Q = CalendarKind.QUARTERS
Q1, Q2 = 20261, 20262
"""April to June, and July to September, of 2026: both over on the day of the tests."""
DAY = timedelta(days=1)


def count(
    school: School, *periods: int, stream: Stream = Stream.DEMAND, kind: CalendarKind = Q
) -> list[dict[Dimension, int]]:
    """Those of some periods, by dimension."""
    return [
        dict(zip(COUNTED_BY[stream], one.codes, strict=True))
        for one in coded(school, stream, kind)
        if one.period in periods
    ]


def past_case(school: School, opened_on: date, pupil: Pupil | None = None, **more: Any) -> Case:
    """A case that was opened and closed, so that nobody holds it any more."""
    new_id = school.adapters.ids.new
    if pupil is None:
        pupil = Pupil(id=new_id(), surname="Invented", forename="Pupil")
        write(school, pupil)
    case = Case(
        id=new_id(),
        pupil_id=pupil.id,
        opened_on=opened_on,
        opened_by=school.lead.id,
        is_open=False,
        closed_on=date(2026, 11, 1),
        closing=CaseClosing.SETTLED,
    )
    case = replace(case, **more)
    need = Concern(
        id=new_id(),
        case_id=case.id,
        noticed_on=opened_on,
        raised_by="A tutor",
        primary_need="05",
        seen="Quiet.",
    )
    write(school, case, need)
    return case


def past_referral(school: School, case: Case, *moves: tuple[S, date], **more: Any) -> Referral:
    """A referral with these moves, which is over today."""
    new_id = school.adapters.ids.new
    sent = [on for state, on in moves if state is S.SENT]
    referral = Referral(
        id=new_id(),
        case_id=case.id,
        service_id=school.service.id,
        reference=f"FBA/{new_id()[-6:]}",
        state=moves[-1][0],
        created_on=moves[0][1],
        referrer_id=school.lead.id,
        is_open=False,
        sent_on=sent[0] if sent else None,
        followed_up_on=moves[-1][1] if moves[-1][0] is S.NOT_ACCEPTED else None,
    )
    events: list[Record] = []
    before: S | None = None
    for state, on in moves:
        events.append(
            ReferralEvent(
                id=new_id(),
                referral_id=referral.id,
                happened_on=on,
                at=school.clock.now(),
                by=school.lead.id,
                from_state=before,
                to_state=state,
                reason_code="L01" if state is S.NOT_ACCEPTED else "",
            )
        )
        before = state
    referral = replace(referral, **more)
    write(school, referral, *events)
    return referral


# ---- the unit is the pupil -------------------------------------------------------------------


def test_five_referrals_of_one_pupil_are_a_count_of_one(school: School) -> None:
    case = past_case(school, date(2026, 4, 10))
    for number in range(5):
        day = date(2026, 5, 4) + number * DAY
        past_referral(school, case, (S.SENT, day), (S.WITHDRAWN, date(2026, 10, 1)))
    [only] = count(school, Q1)
    assert only[Dimension.OUTCOME] == Outcome.WAITING


def test_a_returned_pupil_counts_in_the_period_of_the_first_case_alone(school: School) -> None:
    first = past_case(school, date(2026, 4, 10), closed_on=date(2026, 5, 1))
    with school.session.reading() as work:
        pupil = work.get(Pupil, first.pupil_id)
    past_case(school, date(2026, 8, 3), pupil, is_returned=True)
    assert len(count(school, Q1)) == 1
    assert len(count(school, Q2)) == 0
    assert len(count(school, Q1, Q2)) == 1


def test_a_case_opened_in_error_counts_nowhere(school: School) -> None:
    first = past_case(school, date(2026, 4, 10), closing=CaseClosing.OPENED_IN_ERROR)
    assert len(count(school, Q1)) == 0
    with school.session.reading() as work:
        pupil = work.get(Pupil, first.pupil_id)
    past_case(school, date(2026, 8, 3), pupil)
    assert len(count(school, Q2)) == 1


def test_the_first_and_the_last_day_belong_to_their_period(school: School) -> None:
    days = {
        date(2026, 3, 31): 20254,
        date(2026, 4, 1): Q1,
        date(2026, 6, 30): Q1,
        date(2026, 7, 1): Q2,
        date(2026, 8, 15): Q2,
        date(2026, 9, 30): Q2,
    }
    for opened_on in [*days, date(2026, 10, 1)]:
        past_case(school, opened_on)
    # The quarter of the last one is not over, so it stands in no release yet.
    assert [one.period for one in coded(school)] == list(days.values())


def test_the_29_february_counts_to_the_last_quarter_of_its_year(school: School) -> None:
    past_case(school, date(2024, 2, 29))
    assert len(count(school, 20234)) == 1


# ---- what came of it, as it stood ------------------------------------------------------------


def test_a_referral_across_the_end_of_a_period_stands_as_it_stood_then(school: School) -> None:
    case = past_case(school, date(2026, 6, 10))
    past_referral(
        school,
        case,
        (S.SENT, date(2026, 6, 20)),
        (S.WAITING_FOR_ASSESSMENT, date(2026, 7, 20)),
        (S.IN_TREATMENT, date(2026, 8, 20)),
        (S.DISCHARGED, date(2026, 9, 20)),
    )
    [only] = count(school, Q1)
    assert only[Dimension.OUTCOME] == Outcome.WAITING
    assert only[Dimension.WAIT] == WaitBand.UNDER_4_WEEKS
    [decision] = count(school, Q2, stream=Stream.DECISIONS)
    assert decision == {
        Dimension.DECISION: Decision.ACCEPTED,
        Dimension.DECISION_TIME: TimeBand.WEEKS_4_TO_12,
        Dimension.SERVICE: ServiceGroup.SPECIALIST,
    }
    [contact] = count(school, Q2, stream=Stream.CONTACTS)
    assert contact == {
        Dimension.CONTACT_TIME: TimeBand.WEEKS_4_TO_12,
        Dimension.BROUGHT: Brought.EVERY_TIME,
    }
    [closure] = count(school, Q2, stream=Stream.CLOSURES)
    assert closure == {Dimension.CLOSING: Closing.HELP_ENDED}


@pytest.mark.parametrize(
    ("missed_on", "attendance", "told"),
    [
        (date(2026, 8, 1), Attendance.WAS_NOT_BROUGHT, Brought.MISSED_BEFORE),
        (date(2026, 8, 20), Attendance.DID_NOT_ATTEND, Brought.MISSED_BEFORE),
        (date(2026, 8, 21), Attendance.WAS_NOT_BROUGHT, Brought.EVERY_TIME),
        (date(2026, 8, 1), Attendance.CANCELLED_BY_SERVICE, Brought.EVERY_TIME),
    ],
)
def test_who_was_not_brought_before_they_were_first_seen(
    school: School, missed_on: date, attendance: Attendance, told: Brought
) -> None:
    case = past_case(school, date(2026, 6, 10))
    moves = ((S.SENT, date(2026, 6, 20)), (S.WAITING_FOR_ASSESSMENT, date(2026, 7, 20)))
    referral = past_referral(school, case, *moves, (S.IN_TREATMENT, date(2026, 8, 20)))
    kind, new_id = AppointmentKind.ASSESSMENT, school.adapters.ids.new()
    missed = Appointment(new_id, case.id, referral.id, kind, missed_on, attendance=attendance)
    write(school, missed)
    [contact] = count(school, Q2, stream=Stream.CONTACTS)
    assert contact[Dimension.BROUGHT] == told


def test_what_happened_to_those_new_in_the_same_period_stands_in_its_demand_alone(
    school: School,
) -> None:
    case = past_case(school, date(2026, 4, 10))
    past_referral(school, case, (S.SENT, date(2026, 5, 1)), (S.NOT_ACCEPTED, date(2026, 6, 30)))
    [only] = count(school, Q1)
    assert only[Dimension.OUTCOME] == Outcome.NOT_ACCEPTED
    assert only[Dimension.WAIT] == WaitBand.NO_WAIT
    for stream in (Stream.DECISIONS, Stream.CLOSURES):
        assert coded(school, stream) == []


WAYS: list[tuple[list[tuple[S, int]], Outcome, Closing | None]] = [
    ([], Outcome.NOT_REFERRED, None),
    ([(S.WITHDRAWN, 5)], Outcome.NOT_REFERRED, None),
    ([(S.SENT, 1), (S.WITHDRAWN, 5)], Outcome.ENDED_UNDECIDED, Closing.WITHDRAWN_OR_OTHER),
    ([(S.SENT, 1), (S.PUPIL_DIED, 5)], Outcome.ENDED_UNDECIDED, Closing.WITHDRAWN_OR_OTHER),
    ([(S.SENT, 1), (S.NOT_ACCEPTED, 5)], Outcome.NOT_ACCEPTED, Closing.NOT_ACCEPTED),
    ([(S.SENT, 1), (S.ADVICE_GIVEN, 5)], Outcome.NOT_ACCEPTED, Closing.ADVICE_OR_ELSEWHERE),
    ([(S.SENT, 1), (S.SIGNPOSTED, 5)], Outcome.NOT_ACCEPTED, None),
    (
        [(S.SENT, 1), (S.OPT_IN_ASKED, 5), (S.CLOSED_BEFORE_SEEN, 9)],
        Outcome.ACCEPTED,
        Closing.CLOSED_UNSEEN,
    ),
    (
        [(S.AGREED_AT_MEETING, 1), (S.WITHDRAWN, 9)],
        Outcome.ACCEPTED,
        Closing.WITHDRAWN_OR_OTHER,
    ),
    ([(S.SENT, 1), (S.RETURNED_FOR_INFORMATION, 5)], Outcome.WAITING, None),
]


def test_each_way_a_referral_goes_has_its_place(school: School) -> None:
    for moves, _, _ in WAYS:
        case = past_case(school, date(2026, 4, 1))
        if moves:
            past_referral(
                school, case, *((state, date(2026, 4, 1) + n * DAY) for state, n in moves)
            )
    found = count(school, Q1)
    assert [one[Dimension.OUTCOME] for one in found] == [outcome for _, outcome, _ in WAYS]
    for (moves, _, closing), one in zip(WAYS, found, strict=True):
        is_over = closing is not None or not moves or moves[-1][0] is S.WITHDRAWN
        assert (one[Dimension.WAIT] == WaitBand.NO_WAIT) == is_over


def test_each_end_has_its_place_for_pupils_of_an_earlier_period(school: School) -> None:
    for moves, _, _ in WAYS:
        case = past_case(school, date(2026, 3, 1))
        if moves:
            past_referral(
                school, case, *((state, date(2026, 4, 1) + n * DAY) for state, n in moves)
            )
    ends = count(school, Q1, stream=Stream.CLOSURES)
    told = [one[Dimension.CLOSING] for one in ends]
    assert told == [closing for _, _, closing in WAYS if closing is not None]


def test_the_first_decision_counts_and_later_ones_of_the_same_pupil_do_not(
    school: School,
) -> None:
    case = past_case(school, date(2026, 2, 1))
    past_referral(school, case, (S.SENT, date(2026, 4, 1)), (S.NOT_ACCEPTED, date(2026, 5, 1)))
    past_referral(
        school,
        case,
        (S.SENT, date(2026, 7, 1)),
        (S.IN_TREATMENT, date(2026, 8, 1)),
        (S.DISCHARGED, date(2026, 9, 1)),
    )
    [first] = count(school, Q1, stream=Stream.DECISIONS)
    assert first[Dimension.DECISION] == Decision.BELOW_THRESHOLD
    assert len(count(school, Q2, stream=Stream.DECISIONS)) == 0
    assert len(count(school, Q1, Q2, stream=Stream.DECISIONS)) == 1


# ---- who they are ----------------------------------------------------------------------------


def test_what_is_not_recorded_has_its_place_in_every_dimension(school: School) -> None:
    past_case(school, date(2026, 4, 10))
    [only] = count(school, Q1)
    assert only == {
        Dimension.NEED: Need.ANXIETY,
        Dimension.YEARS: YearBand.NOT_RECORDED,
        Dimension.GENDER: Gender.OTHER_OR_NOT_RECORDED,
        Dimension.ETHNIC_GROUP: EthnicGroup.OTHER_OR_NOT_RECORDED,
        Dimension.SEN: Sen.NONE_OR_NOT_RECORDED,
        Dimension.OUTCOME: Outcome.NOT_REFERRED,
        Dimension.WAIT: WaitBand.NO_WAIT,
        Dimension.CIRCUMSTANCE: Circumstance.NONE_RECORDED,
    }


def test_a_corrected_record_counts_as_it_reads_now(school: School) -> None:
    case = past_case(school, date(2026, 4, 10))
    with school.session.reading() as work:
        pupil = work.get(Pupil, case.pupil_id)
        [concern] = work.find(Concern, case_id=case.id)
    correct(school, replace(pupil, sex="F", ethnicity="BCRB", sen_provision="E"))
    correct(school, replace(concern, primary_need="12"))
    [only] = count(school, Q1)
    assert only[Dimension.GENDER] == Gender.FEMALE
    assert only[Dimension.ETHNIC_GROUP] == EthnicGroup.BLACK
    assert only[Dimension.SEN] == Sen.PLAN
    assert only[Dimension.NEED] == Need.EATING


def test_years_are_those_of_the_day_and_do_not_move_on_with_the_pupil(school: School) -> None:
    case = past_case(school, date(2026, 6, 30))
    with school.session.reading() as work:
        pupil = work.get(Pupil, case.pupil_id)
    # In Year 8 in June; in Year 9 on the day of the tests, as the record says.
    correct(school, replace(pupil, born_on=date(2012, 10, 4), year_group="9"))
    [only] = count(school, Q1)
    assert only[Dimension.YEARS] == YearBand.YEARS_7_8


def test_every_code_of_a_list_has_its_group() -> None:
    for name, source, kind, otherwise in (
        ("summary-need", "need", Need, Need.OTHER_OR_NOT_RECORDED),
        ("summary-years", "year-group", YearBand, YearBand.NOT_RECORDED),
        ("summary-ethnic-group", "nhs-ethnicity", EthnicGroup, EthnicGroup.OTHER_OR_NOT_RECORDED),
        ("summary-sen", "sen-provision", Sen, Sen.NONE_OR_NOT_RECORDED),
        ("summary-sex", "sex", Gender, Gender.OTHER_OR_NOT_RECORDED),
        ("summary-gender", "gender", Gender, Gender.OTHER_OR_NOT_RECORDED),
        ("summary-reason", "not-accepted-reason", Decision, Decision.OTHER_REASON),
    ):
        known = [entry.code for entry in code_list(source).entries]
        assert known == [entry.code for entry in code_list(name).entries]
        groups = {grouped(kind, name, code, otherwise) for code in known}
        assert groups >= set(kind) - {Decision.ACCEPTED, otherwise}
        assert grouped(kind, name, "", otherwise) is otherwise


def test_each_band_of_a_wait_begins_on_its_day() -> None:
    days = (None, 0, 27, 28, 83, 84, 125, 126, 2000)
    assert [wait_band(one) for one in days] == [0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_the_bands_of_years_follow_the_phase_of_the_school() -> None:
    assert ages_of(None) is Ages.ALL
    assert {phase: ages_of(phase) for phase in (Phase.PRIMARY, Phase.SECONDARY, Phase.SPECIAL)} == {
        Phase.PRIMARY: Ages.PRIMARY,
        Phase.SECONDARY: Ages.SECONDARY,
        Phase.SPECIAL: Ages.ALL,
    }


# ---- a whole random school -------------------------------------------------------------------


@pytest.fixture(scope="module")
def random_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    made = make_school(tmp_path_factory.mktemp("released"))
    fill(made, 11, 60)
    yield made
    made.session.store.close()


def test_what_is_coded_is_found_again_by_another_path(random_school: School) -> None:
    raw = everything(random_school.session)
    order = {"need": Need, "outcome": Outcome, "years": YearBand, "sen": Sen}
    seen = 0
    terms = read_calendar(random_school.session, CalendarKind.TERMS)
    for period in terms.periods[:4]:
        again = Recount(raw, period.first_on, period.last_on)
        new = again.new()
        seen += len(new)
        found = count(random_school, period.code, kind=CalendarKind.TERMS)
        assert len(found) == len(new)
        for name, path in (
            ("need", again.need),
            ("outcome", again.outcome),
            ("years", again.years),
            ("sen", again.sen),
        ):
            dimension = Dimension[name.upper()]
            told = Counter(order[name](one[dimension]).name.lower() for one in found)
            assert told == Counter(path(pupil).replace("-", "_") for pupil in new)
        assert Counter(one[Dimension.WAIT] for one in found) == Counter(
            again.wait_group(pupil) for pupil in new
        )
        any_of = sum(one[Dimension.CIRCUMSTANCE] for one in found)
        assert any_of == sum(bool(again.circumstances(pupil)) for pupil in new)
    assert seen > 30


def test_in_no_stream_is_a_pupil_counted_twice(random_school: School) -> None:
    with random_school.session.reading() as work:
        courses = read_courses(work)
    everybody = [coded(random_school, stream, CalendarKind.TERMS) for stream in Stream]
    assert len(everybody[Stream.DEMAND]) > 40
    for found in everybody:
        assert 0 < len(found) <= len(courses.pupils)
        assert len({one.period for one in found}) > 1


def test_in_one_period_no_pupil_is_both_in_the_demand_and_in_what_came_of_it(
    random_school: School,
) -> None:
    today = random_school.clock.today()
    with random_school.session.reading() as work:
        calendar = period_calendar(work, CalendarKind.TERMS, today)
        courses = read_courses(work)
    for course in courses.pupils:
        alone = replace(courses, pupils=(course,))
        periods = [
            one.period
            for stream in Stream
            # Nothing of a need without a service bounds a need; the cohort is the demand again.
            if stream not in {Stream.UNMET, Stream.COHORT}
            for one in coded_pupils(alone, calendar, stream, today)[:1]
        ]
        assert all(periods[0] < other for other in periods[1:])


def test_nothing_is_counted_in_a_cell_that_cannot_be(random_school: School) -> None:
    found = coded(random_school, kind=CalendarKind.TERMS)
    for where in impossible_in(Stream.DEMAND):
        for one in found:
            assert not all(one.codes[dimension] in codes for dimension, codes in where)


def statements(school: School) -> list[str]:
    with statements_of(school.session.store) as said:
        coded(school)
    return said


def test_many_pupils_are_read_in_as_many_statements_as_none_and_without_a_name(
    school: School, random_school: School
) -> None:
    asked_for = statements(random_school)
    assert len(asked_for) == len(statements(school)) <= 12
    assert any("ethnicity" in one for one in asked_for)
    assert not [one for one in asked_for if "surname" in one or "seen" in one or "words" in one]
