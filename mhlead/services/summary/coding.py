"""From records to codes: which pupils a stream counts in which period, and under what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import IntEnum
from types import MappingProxyType
from typing import TypeVar

from mhlead.domain.calendar import day_of_months, school_year_of, usual_year_group
from mhlead.domain.codes import Phase, ReferralState, SocialCarePlan, UnmetKind
from mhlead.domain.counted_periods import CountedPeriod, PeriodCalendar
from mhlead.domain.figures import COHORT_YEARS
from mhlead.domain.pupil_course import ACCEPTED, ELSEWHERE, CountedMove, CountedPupil, PupilCourse
from mhlead.domain.records import Service
from mhlead.domain.release.counted import CodedPupil
from mhlead.domain.release.dimensions import (
    Ages,
    Brought,
    Circumstance,
    Closing,
    Decision,
    EthnicGroup,
    Gender,
    Need,
    Sen,
    ServiceGroup,
    TimeBand,
    UnmetReason,
    WaitBand,
    YearBand,
)
from mhlead.domain.release.table_sets import Stream
from mhlead.domain.waits import band_of
from mhlead.services.code_lists import code_list, nhs_ethnicity
from mhlead.services.summary.courses import Courses

_S = ReferralState
C = TypeVar("C", bound=IntEnum)

_SOCIAL_CARE = frozenset(
    {SocialCarePlan.CHILD_IN_NEED, SocialCarePlan.CHILD_PROTECTION, SocialCarePlan.CARE}
)
_YOUNG_CARER = frozenset({"P", "S"})
"""Identified by a parent or by school: DfE CBDS codes."""

_CLOSINGS: Mapping[ReferralState, Closing] = MappingProxyType(
    {
        _S.DISCHARGED: Closing.HELP_ENDED,
        _S.NOT_ACCEPTED: Closing.NOT_ACCEPTED,
        _S.ADVICE_GIVEN: Closing.ADVICE_OR_ELSEWHERE,
        _S.ADULT_SERVICES: Closing.ADVICE_OR_ELSEWHERE,
        _S.CLOSED_BEFORE_SEEN: Closing.CLOSED_UNSEEN,
        _S.WITHDRAWN: Closing.WITHDRAWN_OR_OTHER,
        _S.TRANSFERRED: Closing.WITHDRAWN_OR_OTHER,
        _S.PUPIL_DIED: Closing.WITHDRAWN_OR_OTHER,
    }
)
"""A pupil's death stands with other endings and is never a number of its own."""

_REASONS: Mapping[UnmetKind, UnmetReason] = MappingProxyType(
    {
        UnmetKind.NO_SERVICE: UnmetReason.NO_SERVICE,
        UnmetKind.NONE_TAKES_IT: UnmetReason.NONE_TAKES_IT,
        UnmetKind.WAIT_TOO_LONG: UnmetReason.WAIT_TOO_LONG,
    }
)

_AGES: Mapping[Phase, Ages] = MappingProxyType(
    {
        Phase.NURSERY: Ages.PRIMARY,
        Phase.PRIMARY: Ages.PRIMARY,
        Phase.SECONDARY: Ages.SECONDARY,
        Phase.POST_16: Ages.SECONDARY,
    }
)


def ages_of(phase: Phase | None) -> Ages:
    """The bands of years of a school; all of them where it is neither primary nor secondary."""
    return Ages.ALL if phase is None else _AGES.get(phase, Ages.ALL)


def grouped(kind: type[C], name: str, code: str, otherwise: C) -> C:
    """The group a code of a list belongs to; `otherwise` where it is empty or not in the list."""
    entry = code_list(name).find(code)
    return kind[entry.value.upper().replace("-", "_")] if entry else otherwise


def need_of(course: PupilCourse) -> Need:
    """The need of the first concern of the first case."""
    code = course.concern.primary_need if course.concern else ""
    return grouped(Need, "summary-need", code, Need.OTHER_OR_NOT_RECORDED)


def years_of(pupil: CountedPupil, on: date) -> YearBand:
    """The band of years on a day: by the birth date, else by the year in the record.

    The year in the record is that of today, and a figure of a past period must not change with it.
    """
    usual = usual_year_group(pupil.born_on, school_year_of(on)) if pupil.born_on else ""
    return grouped(YearBand, "summary-years", usual or pupil.year_group, YearBand.NOT_RECORDED)


def gender_of(pupil: CountedPupil) -> Gender:
    """The gender the pupil states, else the sex in the record."""
    name, code = ("summary-gender", pupil.gender) if pupil.gender else ("summary-sex", pupil.sex)
    return grouped(Gender, name, code, Gender.OTHER_OR_NOT_RECORDED)


def ethnic_group_of(pupil: CountedPupil) -> EthnicGroup:
    """The broad group of the DfE code, by the NHS list."""
    nhs = nhs_ethnicity(pupil.ethnicity)
    return grouped(EthnicGroup, "summary-ethnic-group", nhs, EthnicGroup.OTHER_OR_NOT_RECORDED)


def sen_of(pupil: CountedPupil) -> Sen:
    """Special educational needs by provision."""
    return grouped(Sen, "summary-sen", pupil.sen_provision, Sen.NONE_OR_NOT_RECORDED)


def circumstances_of(course: PupilCourse) -> dict[str, bool]:
    """Which of the pooled groups a pupil is in, by the names of the groups."""
    pupil = course.pupil
    return {
        "in-care": pupil.is_in_care is True or pupil.social_care_plan is SocialCarePlan.CARE,
        "social-care-plan": pupil.social_care_plan in _SOCIAL_CARE - {SocialCarePlan.CARE},
        "youth-justice": course.is_in_youth_justice,
        "young-carer": pupil.young_carer in _YOUNG_CARER,
        "free-school-meals": pupil.has_free_school_meals is True,
    }


def circumstance_of(course: PupilCourse) -> Circumstance:
    """Whether a pupil is in any of the pooled groups."""
    is_any = any(circumstances_of(course).values())
    return Circumstance.ANY if is_any else Circumstance.NONE_RECORDED


def wait_band(days: int | None) -> WaitBand:
    """The band of a wait, finished or open."""
    if days is None:
        return WaitBand.NO_WAIT
    return WaitBand(min(band_of(days), 3) + 1)


def decision_of(event: CountedMove) -> Decision:
    """What a decision was, with why the referral was not accepted."""
    if event.to_state in ACCEPTED:
        return Decision.ACCEPTED
    if event.to_state in ELSEWHERE:
        return Decision.ADVICE_OR_ELSEWHERE
    return grouped(Decision, "summary-reason", event.reason_code, Decision.OTHER_REASON)


def service_group(service: Service | None) -> ServiceGroup:
    """Specialist, in schools, or another."""
    code = service.kind.value if service else ""
    return grouped(ServiceGroup, "summary-service", code, ServiceGroup.OTHER)


def closing_of(event: CountedMove) -> Closing:
    """How a referral ended."""
    return _CLOSINGS[event.to_state]


# ---- the streams -----------------------------------------------------------------------------


def coded_pupils(
    courses: Courses, calendar: PeriodCalendar, stream: Stream, today: date
) -> list[CodedPupil]:
    """Every pupil whom a stream counts in a period of the calendar that is over."""
    over = PeriodCalendar(
        calendar.kind, tuple(one for one in calendar.periods if one.last_on < today)
    )
    code = _STREAMS[stream]
    return [coded for one in courses.pupils if (coded := code(one, over, courses)) is not None]


def _demand(course: PupilCourse, calendar: PeriodCalendar, _: Courses) -> CodedPupil | None:
    period = calendar.holding(course.new_on)
    return None if period is None else CodedPupil(demand_codes(course, period), period.code)


def demand_codes(course: PupilCourse, period: CountedPeriod) -> tuple[int, ...]:
    """The categories of a pupil who was new in a period, as it stood on its last day."""
    pupil, day = course.pupil, period.last_on
    return tuple(
        int(code)
        for code in (
            need_of(course),
            years_of(pupil, course.new_on),
            gender_of(pupil),
            ethnic_group_of(pupil),
            sen_of(pupil),
            course.outcome(day),
            wait_band(course.wait_days(day)),
            circumstance_of(course),
        )
    )


def _cohort(course: PupilCourse, calendar: PeriodCalendar, _: Courses) -> CodedPupil | None:
    """As in the demand, and what had come of it a year after the period's last day."""
    period = calendar.holding(course.new_on)
    if period is None:
        return None
    final = course.outcome(day_of_months(period.last_on, 12 * COHORT_YEARS))
    return CodedPupil((*demand_codes(course, period), int(final)), period.code)


def _decision(course: PupilCourse, calendar: PeriodCalendar, of: Courses) -> CodedPupil | None:
    first = course.first_decision(date.max)
    if first is None:
        return None
    referral, event = first
    period = _later_period(course, calendar, event.happened_on)
    if period is None or referral.sent_on is None:
        return None
    days = (event.happened_on - referral.sent_on).days
    service = of.services.get(referral.referral.service_id)
    codes = (decision_of(event), TimeBand(band_of(days)), service_group(service))
    return CodedPupil(tuple(int(code) for code in codes), period.code)


def _contact(course: PupilCourse, calendar: PeriodCalendar, _: Courses) -> CodedPupil | None:
    first = course.first_contact(date.max)
    if first is None or first[0].sent_on is None:
        return None
    referral, seen_on = first
    period = _later_period(course, calendar, seen_on)
    if period is None:
        return None
    days = max((seen_on - (referral.sent_on or seen_on)).days, 0)
    brought = Brought.MISSED_BEFORE if course.missed_before(seen_on) else Brought.EVERY_TIME
    return CodedPupil((int(band_of(days)), int(brought)), period.code)


def _closure(course: PupilCourse, calendar: PeriodCalendar, _: Courses) -> CodedPupil | None:
    end = course.first_end(date.max)
    period = _later_period(course, calendar, end.happened_on) if end else None
    if end is None or period is None:
        return None
    return CodedPupil((int(closing_of(end)),), period.code)


def _unmet(course: PupilCourse, calendar: PeriodCalendar, _: Courses) -> CodedPupil | None:
    """The first of a pupil's life, whether it was new in this period or before."""
    first = next(iter(course.unmet), None)
    period = calendar.holding(first.found_on) if first else None
    if first is None or period is None:
        return None
    need = grouped(Need, "summary-need", first.need, Need.OTHER_OR_NOT_RECORDED)
    return CodedPupil((int(_REASONS[first.kind]), int(need)), period.code)


def _later_period(course: PupilCourse, calendar: PeriodCalendar, day: date) -> CountedPeriod | None:
    """The period a day lies in, for pupils who were new before it began.

    Those who were new in it stand in its demand already, with what came of it by its end.
    """
    period = calendar.holding(day)
    return period if period is not None and course.new_on < period.first_on else None


_STREAMS: Mapping[Stream, Callable[[PupilCourse, PeriodCalendar, Courses], CodedPupil | None]] = (
    MappingProxyType(
        {
            Stream.DEMAND: _demand,
            Stream.DECISIONS: _decision,
            Stream.CONTACTS: _contact,
            Stream.CLOSURES: _closure,
            Stream.UNMET: _unmet,
            Stream.COHORT: _cohort,
        }
    )
)
