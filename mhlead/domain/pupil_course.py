"""A pupil's way through concern and referrals, read as it stood on a day: what summaries count.

The records here hold what is counted and no more: no name, no words of anybody. Nothing later than
the day asked about is looked at, so that a figure of a past period does not change when life goes
on; a correction of a record does change it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    CaseClosing,
    ReferralKind,
    ReferralState,
    SocialCarePlan,
    UnmetKind,
)
from mhlead.domain.moves import ENDED
from mhlead.domain.release.dimensions import Outcome
from mhlead.domain.waits import DECISIONS, ReferralWaits, WaitKind, left_on, waits_of

_S = ReferralState
ELSEWHERE = frozenset({_S.SIGNPOSTED, _S.REFERRED_ON, _S.ADVICE_GIVEN, _S.ADULT_SERVICES})
"""Decisions by which the service gave advice or named another one, and took nothing on."""
ACCEPTED = DECISIONS - ELSEWHERE - {_S.NOT_ACCEPTED}
"""Decisions by which the service took the pupil on."""
STAYED_AWAY = frozenset({Attendance.WAS_NOT_BROUGHT, Attendance.DID_NOT_ATTEND})


@dataclass(frozen=True)
class CountedPupil:
    """A pupil's school record, as far as it is counted; see `Pupil`."""

    id: str
    born_on: date | None
    year_group: str
    sex: str
    gender: str
    ethnicity: str
    sen_provision: str
    is_in_care: bool | None
    social_care_plan: SocialCarePlan | None
    young_carer: str
    has_free_school_meals: bool | None


@dataclass(frozen=True)
class CountedCase:
    """A case, as far as it is counted; see `Case`."""

    id: str
    pupil_id: str
    opened_on: date
    closed_on: date | None
    closing: CaseClosing | None


@dataclass(frozen=True)
class CountedConcern:
    """A concern, as far as it is counted; see `Concern`."""

    id: str
    case_id: str
    noticed_on: date
    primary_need: str


@dataclass(frozen=True)
class CountedReferral:
    """A referral, as far as it is counted; see `Referral`."""

    id: str
    case_id: str
    service_id: str
    kind: ReferralKind
    decided_on: date | None
    sent_on: date | None
    is_open: bool


@dataclass(frozen=True)
class CountedMove:
    """A move of a referral, as far as it is counted; see `ReferralEvent`."""

    id: str
    referral_id: str
    happened_on: date
    at: datetime
    to_state: ReferralState
    reason_code: str


@dataclass(frozen=True)
class CountedAppointment:
    """An appointment, as far as it is counted; see `Appointment`."""

    referral_id: str
    kind: AppointmentKind
    held_on: date
    attendance: Attendance | None


@dataclass(frozen=True)
class CountedUnmet:
    """A need without a service, as far as it is counted; see `UnmetNeed`."""

    id: str
    case_id: str
    found_on: date
    kind: UnmetKind
    need: str


@dataclass(frozen=True)
class ReferralCourse:
    """One referral with all that happened to it.

    Attributes:
        events: Its moves, in the order in which they were written.
    """

    referral: CountedReferral
    events: tuple[CountedMove, ...] = ()
    appointments: tuple[CountedAppointment, ...] = ()

    @cached_property
    def sent_on(self) -> date | None:
        """The day it left the school; None where it never did."""
        return left_on(self.referral, self.events)

    def is_sent_by(self, day: date) -> bool:
        """Whether it had left the school by then."""
        return self.sent_on is not None and self.sent_on <= day

    def is_open_on(self, day: date) -> bool:
        """Whether nothing had ended it by the end of that day."""
        moves = [event for event in self.events if event.happened_on <= day]
        return moves[-1].to_state not in ENDED if moves else self.referral.is_open

    def decisions(self, day: date) -> tuple[CountedMove, ...]:
        """The moves by which the service had decided by then, in their order of happening."""
        if self.sent_on is None:
            return ()
        found = (
            event
            for event in self.events
            if event.to_state in DECISIONS and self.sent_on <= event.happened_on <= day
        )
        return tuple(sorted(found, key=_in_time))

    def end(self, day: date) -> CountedMove | None:
        """The move that had ended it by then, once it had been sent."""
        ends = [e for e in self.events if e.to_state in ENDED and e.happened_on <= day]
        return ends[-1] if ends and self.is_sent_by(day) else None

    def waits(self, day: date) -> ReferralWaits:
        """Its waits as they stood on that day; clocks that ran still are open."""
        if not self.is_sent_by(day):
            return ReferralWaits(self.referral.id, self.referral.service_id)
        return waits_of(
            replace(self.referral, is_open=self.is_open_on(day)),
            [event for event in self.events if event.happened_on <= day],
            self.appointments,
            day,
        )

    def seen_on(self, day: date) -> date | None:
        """The day of the first contact, where there had been one by then."""
        wait = self.waits(day).of(WaitKind.FIRST_CONTACT)
        return wait.to_on if wait is not None else None


def _in_time(event: CountedMove) -> tuple[date, datetime, str]:
    return (event.happened_on, event.at, event.id)


@dataclass(frozen=True)
class PupilCourse:
    """One pupil with every case and referral.

    Attributes:
        cases: Cases that were not opened in error, earliest first; at least one.
        concern: The first concern of the first case; its need is the pupil's need.
        referrals: Everything asked of a service, consultations too, in the order made.
        is_in_youth_justice: A youth justice service is or was involved.
        unmet: Needs that no service exists for or takes, earliest first.
    """

    pupil: CountedPupil
    cases: tuple[CountedCase, ...]
    concern: CountedConcern | None = None
    referrals: tuple[ReferralCourse, ...] = ()
    is_in_youth_justice: bool = False
    unmet: tuple[CountedUnmet, ...] = ()

    @property
    def new_on(self) -> date:
        """The day on which the pupil first became one of concern."""
        return self.cases[0].opened_on

    @cached_property
    def asked(self) -> tuple[ReferralCourse, ...]:
        """The referrals proper: a consultation asks for advice and is no referral."""
        return tuple(one for one in self.referrals if one.referral.kind is ReferralKind.REFERRAL)

    def sent(self, day: date) -> tuple[ReferralCourse, ...]:
        """The referrals that had left the school by then."""
        return tuple(one for one in self.asked if one.is_sent_by(day))

    def outcome(self, day: date) -> Outcome:
        """What had come of the referrals by then, all of them together."""
        sent = self.sent(day)
        if not sent:
            return Outcome.NOT_REFERRED
        decided = {one.referral.id: one.decisions(day) for one in sent}
        if any(event.to_state in ACCEPTED for moves in decided.values() for event in moves):
            return Outcome.ACCEPTED
        if any(one.is_open_on(day) and not decided[one.referral.id] for one in sent):
            return Outcome.WAITING
        return Outcome.NOT_ACCEPTED if any(decided.values()) else Outcome.ENDED_UNDECIDED

    def wait_days(self, day: date) -> int | None:
        """Days from the first sending until first seen, or until that day where still open.

        None where no referral had been sent, or all had ended unseen.
        """
        sent = self.sent(day)
        seen = [on for one in sent if (on := one.seen_on(day)) is not None]
        if seen:
            return _days(_first_sent(sent), min(seen))
        waiting = [one for one in sent if one.is_open_on(day)]
        return _days(_first_sent(waiting), day) if waiting else None

    def first_decision(self, day: date) -> tuple[ReferralCourse, CountedMove] | None:
        """The first decision about the pupil by then, with the referral it was about."""
        found = [(one, one.decisions(day)[0]) for one in self.asked if one.decisions(day)]
        return min(found, key=lambda pair: _in_time(pair[1]), default=None)

    def first_contact(self, day: date) -> tuple[ReferralCourse, date] | None:
        """The first contact by then, with the referral it was about."""
        found = [(one, on) for one in self.asked if (on := one.seen_on(day)) is not None]
        return min(found, key=lambda pair: (pair[1], pair[0].referral.id), default=None)

    def missed_before(self, day: date) -> bool:
        """Whether the pupil missed or was not brought to an appointment before that day."""
        return any(
            one.attendance in STAYED_AWAY and one.held_on <= day
            for referral in self.asked
            for one in referral.appointments
        )

    def first_end(self, day: date) -> CountedMove | None:
        """The first move by then that ended a referral which had been sent."""
        found = [end for one in self.asked if (end := one.end(day)) is not None]
        return min(found, key=_in_time, default=None)


def _first_sent(sent: Iterable[ReferralCourse]) -> date:
    return min(one.sent_on for one in sent if one.sent_on is not None)


def _days(from_on: date, to_on: date) -> int:
    return max((to_on - from_on).days, 0)


def cases_that_count(cases: Iterable[CountedCase]) -> tuple[CountedCase, ...]:
    """Those that were not opened in error, earliest first."""
    kept = [one for one in cases if one.closing is not CaseClosing.OPENED_IN_ERROR]
    return tuple(sorted(kept, key=lambda one: (one.opened_on, one.id)))
