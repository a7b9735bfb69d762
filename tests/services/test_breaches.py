"""The register of breaches, its 72 hours, and what Today says of them; the clock of requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.breach_clock import ends_at, hours_left
from mhlead.domain.calendar import Period, SchoolCalendar
from mhlead.domain.codes import BreachRisk, Establishment, Requester, RequestKind
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import BreachRecord, DataRequest
from mhlead.domain.request_clock import answer_by, waits_for
from mhlead.domain.today_views import Level, Why
from mhlead.services import records
from mhlead.services.breaches import list_breaches, new_breach
from mhlead.services.today import read_today
from tests.builders import School


def test_the_72_hours_run_through_a_weekend() -> None:
    ends = ends_at(date(2026, 11, 27), "16.30")  # a Friday
    assert ends - datetime(2026, 11, 27, 16, 30).astimezone(UTC) == timedelta(hours=72)
    assert hours_left(ends, ends - timedelta(hours=31, minutes=1)) == 31
    assert hours_left(ends, ends + timedelta(minutes=1)) == -1


def test_a_breach_from_a_letter_stands_on_today_in_hours_until_it_is_decided(
    school: School,
) -> None:
    breach = new_breach(school.session, "letter")
    assert (breach.letter_id, breach.affected) == ("letter", 1)
    kept, _ = records.keep(school.session, breach)
    (line,) = [one for one in read_today(school.session).lines if one.pupil_id is None and _is(one)]
    (reason,) = line.reasons
    assert (reason.level, reason.words) == (Level.TODAY, "71 hours left of the 72")
    school.clock.forward(4)
    (reason,) = next(one for one in read_today(school.session).lines if _is(one)).reasons
    assert reason.level is Level.OVERDUE
    told = replace(kept, told_ico_on=school.clock.today(), risk=BreachRisk.RISK)
    records.keep(school.session, told)
    assert not any(_is(one) for one in read_today(school.session).lines)
    assert list_breaches(school.session)[0].hours_left is None
    with school.session.reading() as work:
        assert work.history(actions=(Action.BREACH_RECORDED,))[0].subject_id is None


def _is(line: object) -> bool:
    return any(one.why is Why.BREACH_CLOCK for one in line.reasons)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"found_time": "25:00"}, "found_time"),
        ({"closed_on": date(2026, 11, 23)}, "risk"),
        ({"closed_on": date(2026, 11, 23), "risk": BreachRisk.RISK}, "why_not_told"),
        ({"closed_on": date(2026, 11, 23), "risk": BreachRisk.UNLIKELY}, "why_not_told"),
        (
            {
                "closed_on": date(2026, 11, 23),
                "risk": BreachRisk.HIGH,
                "told_ico_on": date(2026, 11, 23),
            },
            "told_families_on",
        ),
        ({"found_on": date(2027, 1, 1)}, "found_on"),
    ],
)
def test_a_breach_is_not_closed_untold(
    school: School, changes: dict[str, object], field: str
) -> None:
    breach = BreachRecord("", "A letter", date(2026, 11, 23), "14:30")
    with pytest.raises(FieldRefused) as refused:
        records.keep(school.session, replace(breach, **changes))  # type: ignore[arg-type]
    assert refused.value.field == field


TERMS = SchoolCalendar((Period(date(2026, 9, 1), date(2026, 12, 18)),))


def asked(on: date, **more: object) -> DataRequest:
    return replace(DataRequest("", "pupil", "Her mother", Requester.PARENT, on), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("request_", "due_on"),
    [
        (asked(date(2026, 9, 3)), date(2026, 10, 5)),  # 3 October is a Saturday
        (asked(date(2026, 1, 31)), date(2026, 3, 2)),  # 28 February is a Saturday
        (asked(date(2028, 1, 31)), date(2028, 2, 29)),
        (asked(date(2026, 11, 25)), date(2026, 12, 29)),  # Christmas, and the day in lieu
        (asked(date(2026, 9, 3), extended_on=date(2026, 9, 20)), date(2026, 12, 3)),
        (asked(date(2026, 9, 3), identity_asked_on=date(2026, 9, 4)), None),
        (
            asked(
                date(2026, 9, 3),
                identity_asked_on=date(2026, 9, 4),
                identity_on=date(2026, 9, 14),
            ),
            date(2026, 10, 14),
        ),
        (asked(date(2026, 9, 3), clarification_asked_on=date(2026, 9, 7)), None),
        (
            asked(
                date(2026, 9, 3),
                clarification_asked_on=date(2026, 9, 7),
                clarified_on=date(2026, 9, 11),
            ),
            date(2026, 10, 7),
        ),
        (asked(date(2026, 11, 2), kind=RequestKind.EDUCATIONAL_RECORD), date(2026, 11, 23)),
        # told, or asked, when the month was over: 5 October is the last day
        (asked(date(2026, 9, 3), extended_on=date(2026, 10, 5)), date(2026, 12, 3)),
        (asked(date(2026, 9, 3), extended_on=date(2026, 10, 6)), date(2026, 10, 5)),
        (asked(date(2026, 9, 3), identity_asked_on=date(2026, 10, 6)), date(2026, 10, 5)),
        (asked(date(2026, 9, 3), clarification_asked_on=date(2026, 10, 6)), date(2026, 10, 5)),
        (
            asked(
                date(2026, 9, 3),
                clarification_asked_on=date(2026, 10, 6),
                clarified_on=date(2026, 10, 20),
            ),
            date(2026, 10, 5),
        ),
        (
            asked(
                date(2026, 9, 3),
                identity_asked_on=date(2026, 9, 4),
                identity_on=date(2026, 10, 14),
                extended_on=date(2026, 11, 2),
            ),
            date(2027, 1, 14),
        ),
    ],
)
def test_a_request_is_answered_by(request_: DataRequest, due_on: date | None) -> None:
    assert answer_by(request_, TERMS, Establishment.COMMUNITY) == due_on
    assert (waits_for(request_, Establishment.COMMUNITY) != "") is (due_on is None)


@pytest.mark.parametrize(
    ("standing", "establishment", "due_on"),
    [
        (Requester.PARENT, Establishment.COMMUNITY, date(2026, 9, 15)),
        (Requester.PARENT, Establishment.NON_MAINTAINED_SPECIAL, date(2026, 9, 15)),
        (Requester.PARENT, Establishment.ACADEMY, date(2026, 8, 13)),
        (Requester.PUPIL, Establishment.COMMUNITY, date(2026, 8, 13)),
        (Requester.PARENT, None, date(2026, 8, 13)),
    ],
)
def test_who_is_not_owed_the_record_does_not_wait_through_the_summer(
    standing: Requester, establishment: Establishment | None, due_on: date
) -> None:
    terms = (Period(date(2026, 4, 13), date(2026, 7, 17)), *TERMS.terms)
    of_july = replace(
        asked(date(2026, 7, 13)), kind=RequestKind.EDUCATIONAL_RECORD, standing=standing
    )
    assert answer_by(of_july, SchoolCalendar(terms), establishment) == due_on


def test_two_months_more_are_told_within_the_first(school: School) -> None:
    pupil = school.pupil()
    school.clock.on = date(2026, 11, 23)
    late = asked(
        date(2026, 9, 3), pupil_id=pupil.id, extended_on=date(2026, 10, 6), extension_reason="Much"
    )
    with pytest.raises(FieldRefused, match="extended-late"):
        records.keep(school.session, late)
    records.keep(school.session, replace(late, extended_on=date(2026, 10, 5)))


def test_a_request_stands_on_today_ten_days_ahead(school: School) -> None:
    pupil = school.pupil()
    records.keep(school.session, asked(school.clock.today(), pupil_id=pupil.id))

    def levels() -> list[Level]:
        lines = read_today(school.session).lines
        return [r.level for one in lines for r in one.reasons if r.why is Why.REQUEST_DUE]

    assert levels() == []
    school.clock.on = date(2026, 12, 14)
    assert levels() == [Level.SOON]
    school.clock.on = date(2026, 12, 24)
    assert levels() == [Level.OVERDUE]
