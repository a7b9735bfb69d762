"""Every pupil of concern with their whole way, read in a handful of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mhlead.domain.codes import ServiceKind
from mhlead.domain.pupil_course import (
    CountedAppointment,
    CountedCase,
    CountedConcern,
    CountedMove,
    CountedPupil,
    CountedReferral,
    CountedUnmet,
    PupilCourse,
    ReferralCourse,
    cases_that_count,
)
from mhlead.domain.records import (
    Appointment,
    Case,
    Concern,
    Professional,
    Pupil,
    Referral,
    ReferralEvent,
    Service,
    UnmetNeed,
)
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import in_full

V = TypeVar("V")


@dataclass(frozen=True)
class Courses:
    """The pupils of concern, and the services they were referred to.

    Attributes:
        pupils: In the order in which they were first written down.
        services: By identifier, those that have ended among them.
        pupil_of: The pupil of each case that counts.
    """

    pupils: tuple[PupilCourse, ...]
    services: Mapping[str, Service]
    pupil_of: Mapping[str, str]


def read_courses(work: UnitOfWork) -> Courses:
    """All of them; nine statements, however many pupils there are."""
    services = {one.id: one for one in work.find(Service)}
    cases = _by(work.narrow(Case, CountedCase), "pupil_id")
    concerns = _by(in_full(work).narrow(Concern, CountedConcern), "case_id")
    referrals = _referrals(work)
    unmet = _by(work.narrow(UnmetNeed, CountedUnmet), "case_id")
    justice = {one.id for one in services.values() if one.kind is ServiceKind.YOUTH_JUSTICE}
    seen_by_justice = {one.pupil_id for one in work.find(Professional) if one.service_id in justice}
    found: list[PupilCourse] = []
    for pupil in work.narrow(Pupil, CountedPupil):
        counted = cases_that_count(cases[pupil.id])
        if not counted:
            continue
        made = [one for case in counted for one in referrals[case.id]]
        first = sorted(concerns[counted[0].id], key=lambda one: (one.noticed_on, one.id))
        asked_justice = any(one.referral.service_id in justice for one in made)
        found.append(
            PupilCourse(
                pupil=pupil,
                cases=counted,
                concern=first[0] if first else None,
                referrals=tuple(made),
                is_in_youth_justice=pupil.id in seen_by_justice or asked_justice,
                unmet=_in_time(one for case in counted for one in unmet[case.id]),
            )
        )
    pupil_of = {case.id: one.pupil.id for one in found for case in one.cases}
    return Courses(tuple(found), services, pupil_of)


def _in_time(needs: Iterable[CountedUnmet]) -> tuple[CountedUnmet, ...]:
    return tuple(sorted(needs, key=lambda one: (one.found_on, one.id)))


def _referrals(work: UnitOfWork) -> defaultdict[str, list[ReferralCourse]]:
    """The referrals of each case, in the order made."""
    events = _by(work.narrow(ReferralEvent, CountedMove), "referral_id")
    appointments = _by(work.narrow(Appointment, CountedAppointment), "referral_id")
    found: defaultdict[str, list[ReferralCourse]] = defaultdict(list)
    for one in work.narrow(Referral, CountedReferral):
        course = ReferralCourse(one, tuple(events[one.id]), tuple(appointments[one.id]))
        found[one.case_id].append(course)
    return found


def _by(records: Iterable[V], field: str) -> defaultdict[str, list[V]]:
    grouped: defaultdict[str, list[V]] = defaultdict(list)
    for record in records:
        grouped[getattr(record, field)].append(record)
    return grouped
