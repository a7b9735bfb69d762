"""Figures about referrals: sending, answers, waits, what was appropriate, how they ended."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.codes import Attendance, ReferralKind, ReferralState
from mhlead.domain.figures import LEAST_FOR_MEDIAN, Row, Share, Timing, timing_of
from mhlead.domain.pupil_course import (
    ACCEPTED,
    ELSEWHERE,
    STAYED_AWAY,
    PupilCourse,
    ReferralCourse,
)
from mhlead.domain.waits import ServiceWaits, Wait, WaitKind, WaitSummary, summary_of
from mhlead.services.summary.courses import Courses

_S = ReferralState
_CAME = frozenset({Attendance.ATTENDED, Attendance.ATTENDED_LATE, Attendance.TOO_LATE_TO_BE_SEEN})


@dataclass(frozen=True)
class Days:
    """A period up to the day it is counted to.

    Attributes:
        as_of: Its last day, or today where it is not over.
    """

    first_on: date
    last_on: date
    as_of: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first_on <= day <= self.as_of


def rows(codes: Iterable[str]) -> tuple[Row, ...]:
    """How often each code stands there, the most frequent first."""
    counted = sorted(Counter(codes).items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Row(code, count) for code, count in counted)


def sent_in(courses: Courses, days: Days) -> list[ReferralCourse]:
    """The referrals proper that left the school in the period."""
    return [one for pupil in courses.pupils for one in pupil.asked if one.sent_on in days]


def by_service(courses: Courses, days: Days) -> tuple[Row, ...]:
    """Pupils with a referral sent in the period, by the kind of service; each kind once a pupil."""
    found: list[str] = []
    for pupil in courses.pupils:
        sent = [one for one in pupil.asked if one.sent_on in days]
        kinds = {courses.services[one.referral.service_id].kind.value for one in sent}
        found += sorted(kinds)
    return rows(found)


def sending_time(courses: Courses, days: Days) -> Timing:
    """Days from the decision to refer until the referral was sent in the period.

    Those decided and not sent by its end are open.
    """
    finished: list[int] = []
    still: list[int] = []
    for one in _asked(courses):
        decided = one.referral.decided_on
        if decided is None or decided > days.as_of:
            continue
        if one.sent_on is not None and one.sent_on in days:
            finished.append(max((one.sent_on - decided).days, 0))
        elif not one.is_sent_by(days.as_of) and one.is_open_on(days.as_of):
            still.append((days.as_of - decided).days)
    return timing_of(finished, still)


def answer_time(courses: Courses, days: Days) -> Timing:
    """Days from sending until any answer that came in the period; the unanswered are open."""
    waits = [w for _, w in _waits(courses, days) if w.kind is WaitKind.ACKNOWLEDGED]
    return timing_of(
        [w.days for w in waits if not w.is_open and w.days is not None],
        [w.days for w in waits if w.is_open and w.days is not None],
    )


def waits_of_period(courses: Courses, days: Days) -> tuple[ServiceWaits, ...]:
    """Waits that ended in the period and those still open at its end: of all, then by service.

    A median stands there from ten finished waits up.
    """
    found: defaultdict[str, list[tuple[str, Wait]]] = defaultdict(list)
    for one, wait in _waits(courses, days):
        found[one.referral.service_id].append((one.referral.id, wait))
    every = [pair for pairs in found.values() for pair in pairs]
    services = sorted(found, key=lambda id_: (courses.services[id_].name.casefold(), id_))
    return (
        _together(None, "", every),
        *(_together(id_, courses.services[id_].name, found[id_]) for id_ in services),
    )


def _together(service_id: str | None, name: str, found: list[tuple[str, Wait]]) -> ServiceWaits:
    waits = [wait for _, wait in found]
    summaries = tuple(_guarded(summary_of(kind, waits)) for kind in WaitKind)
    return ServiceWaits(service_id, name, len({id_ for id_, _ in found}), summaries)


def _guarded(summary: WaitSummary) -> WaitSummary:
    few = summary.finished < LEAST_FOR_MEDIAN
    return replace(summary, median_days=None) if few else summary


def _waits(courses: Courses, days: Days) -> Iterator[tuple[ReferralCourse, Wait]]:
    for one in _asked(courses):
        for wait in one.waits(days.as_of).waits:
            if wait.is_open or wait.to_on in days:
                yield one, wait


def _asked(courses: Courses) -> Iterator[ReferralCourse]:
    return (one for pupil in courses.pupils for one in pupil.asked)


def appropriate(courses: Courses, days: Days) -> Share:
    """Of the referrals first decided on in the period, those that were right the first time."""
    part = whole = 0
    for pupil in courses.pupils:
        for one in pupil.asked:
            decisions = one.decisions(days.as_of)
            if decisions and decisions[0].happened_on in days:
                whole += 1
                part += _is_appropriate(pupil, one, days.as_of)
    return Share(part, whole)


def _is_appropriate(pupil: PupilCourse, one: ReferralCourse, day: date) -> bool:
    first = one.decisions(day)[0]
    before = [event for event in one.events if event.happened_on <= first.happened_on]
    # It is sent a second time only after it came back for information.
    if any(event.to_state is _S.RETURNED_FOR_INFORMATION for event in before):
        return False
    if first.to_state in ACCEPTED:
        return True
    return first.to_state in ELSEWHERE and any(
        other.referral.kind is ReferralKind.CONSULTATION
        and other.referral.service_id == one.referral.service_id
        and other.sent_on is not None
        and other.sent_on <= first.happened_on
        for other in pupil.referrals
    )


def reasons(courses: Courses, days: Days) -> tuple[Row, ...]:
    """Pupils not accepted in the period by the coded reason; each reason once a pupil."""
    found: list[str] = []
    for pupil in courses.pupils:
        given = {
            event.reason_code
            for one in pupil.asked
            for event in one.decisions(days.as_of)
            if event.to_state is _S.NOT_ACCEPTED and event.happened_on in days
        }
        found += sorted(given)
    return rows(found)


def endings(courses: Courses, days: Days) -> tuple[Row, ...]:
    """Pupils with a referral that ended in the period, by the state it ended in."""
    found: list[str] = []
    for pupil in courses.pupils:
        ends = (one.end(days.as_of) for one in pupil.asked)
        found += sorted({e.to_state.value for e in ends if e is not None and e.happened_on in days})
    return rows(found)


def appointments(courses: Courses, days: Days) -> tuple[tuple[Row, ...], Share]:
    """Appointments of the period by what became of them, and those not brought of those kept.

    A cancelled one counts in neither part of the share.
    """
    attended = [
        appointment.attendance
        for pupil in courses.pupils
        for one in pupil.referrals
        for appointment in one.appointments
        if appointment.held_on in days and appointment.attendance is not None
    ]
    away = sum(one in STAYED_AWAY for one in attended)
    came = sum(one in _CAME for one in attended)
    return rows(one.value for one in attended), Share(away, away + came)
