"""The moves a referral can make, and what each open state waits for."""

from __future__ import annotations

from mhlead.domain.codes import ReferralState as S
from mhlead.domain.codes import WhoseDays

ENDED = frozenset(
    {
        S.NOT_ACCEPTED,
        S.DISCHARGED,
        S.CLOSED_BEFORE_SEEN,
        S.WITHDRAWN,
        S.TRANSFERRED,
        S.ADULT_SERVICES,
        S.ADVICE_GIVEN,
        S.PUPIL_DIED,
    }
)
"""States in which nothing more is expected of the service."""

WAITING = frozenset(
    {
        S.WAITING_FOR_ASSESSMENT,
        S.JOINT_ASSESSMENT,
        S.WAITING_FOR_TREATMENT,
        S.INTERIM_GROUP,
        S.PAUSED,
    }
)
"""States in which the service has taken the pupil on and has not begun, or has stopped."""

NEEDS_PLAN = WAITING | {S.NOT_ACCEPTED}
"""States in which school holds the pupil by a plan with a review date.

After a referral was not accepted that ends when it is settled what follows.
"""

_ALWAYS = (S.WITHDRAWN, S.TRANSFERRED, S.PUPIL_DIED)
_LEAVES = (
    S.REFERRED_ON,
    S.SIGNPOSTED,
    S.NOT_ACCEPTED,
    S.CLOSED_BEFORE_SEEN,
    S.ADULT_SERVICES,
)
_ANSWERS = (
    S.RETURNED_FOR_INFORMATION,
    S.OPT_IN_ASKED,
    S.WAITING_FOR_ASSESSMENT,
    S.JOINT_ASSESSMENT,
    S.APPOINTMENT_OFFERED,
    S.INTERIM_GROUP,
    S.ADVICE_GIVEN,
    *_LEAVES,
)
_TAKEN_ON = (
    S.OPT_IN_ASKED,
    S.WAITING_FOR_ASSESSMENT,
    S.APPOINTMENT_OFFERED,
    S.JOINT_ASSESSMENT,
    S.WAITING_FOR_TREATMENT,
    S.INTERIM_GROUP,
    S.IN_TREATMENT,
    S.PAUSED,
    S.ADVICE_GIVEN,
    *_LEAVES,
    S.DISCHARGED,
    *_ALWAYS,
)


def _taken_on(*besides: S, less: S) -> tuple[S, ...]:
    return (*besides, *(state for state in _TAKEN_ON if state is not less))


MOVES: dict[S, tuple[S, ...]] = {
    S.DRAFT: (
        S.WAITING_FOR_CONSENT,
        S.SENT,
        S.AGREED_AT_MEETING,
        S.ADVICE_GIVEN,
        S.WITHDRAWN,
        S.PUPIL_DIED,
    ),
    S.WAITING_FOR_CONSENT: (
        S.DRAFT,
        S.SENT,
        S.AGREED_AT_MEETING,
        S.WITHDRAWN,
        S.PUPIL_DIED,
    ),
    S.SENT: (S.ACKNOWLEDGED, *_ANSWERS, *_ALWAYS),
    S.ACKNOWLEDGED: (*_ANSWERS, *_ALWAYS),
    S.RETURNED_FOR_INFORMATION: (S.SENT, *_ANSWERS[1:], *_ALWAYS),
    S.AGREED_AT_MEETING: (S.RETURNED_FOR_INFORMATION, *_TAKEN_ON),
    S.OPT_IN_ASKED: _taken_on(less=S.OPT_IN_ASKED),
    S.WAITING_FOR_ASSESSMENT: _taken_on(less=S.WAITING_FOR_ASSESSMENT),
    S.APPOINTMENT_OFFERED: _taken_on(
        S.WAS_NOT_BROUGHT, S.APPOINTMENT_OFFERED, less=S.APPOINTMENT_OFFERED
    ),
    S.WAS_NOT_BROUGHT: _taken_on(S.WAS_NOT_BROUGHT, less=S.WAS_NOT_BROUGHT),
    S.JOINT_ASSESSMENT: _taken_on(S.WAS_NOT_BROUGHT, less=S.JOINT_ASSESSMENT),
    S.WAITING_FOR_TREATMENT: _taken_on(less=S.WAITING_FOR_TREATMENT),
    S.INTERIM_GROUP: _taken_on(S.WAS_NOT_BROUGHT, less=S.INTERIM_GROUP),
    S.PAUSED: _taken_on(less=S.PAUSED),
    S.IN_TREATMENT: (
        S.APPOINTMENT_OFFERED,
        S.WAS_NOT_BROUGHT,
        S.WAITING_FOR_TREATMENT,
        S.PAUSED,
        S.REFERRED_ON,
        S.SIGNPOSTED,
        S.DISCHARGED,
        S.ADULT_SERVICES,
        *_ALWAYS,
    ),
    S.SIGNPOSTED: (S.REFERRED_ON, S.DISCHARGED, S.CLOSED_BEFORE_SEEN, *_ALWAYS),
    S.REFERRED_ON: (S.ACKNOWLEDGED, *_ANSWERS[1:], *_ALWAYS),
    **dict.fromkeys(ENDED, ()),
}
"""Allowed moves. Nothing closes by itself, and an ended referral is followed by a new one."""

NEEDS_WORDS = frozenset(
    {
        S.NOT_ACCEPTED,
        S.SIGNPOSTED,
        S.REFERRED_ON,
        S.CLOSED_BEFORE_SEEN,
        S.WITHDRAWN,
        S.DISCHARGED,
        S.WAS_NOT_BROUGHT,
        S.RETURNED_FOR_INFORMATION,
        S.TRANSFERRED,
        S.PAUSED,
        S.ADVICE_GIVEN,
        S.ADULT_SERVICES,
    }
)
"""Moves that say why."""

WHOSE_DAYS: dict[S, WhoseDays] = {
    S.DRAFT: WhoseDays.SCHOOL,
    S.WAITING_FOR_CONSENT: WhoseDays.SCHOOL,
    S.RETURNED_FOR_INFORMATION: WhoseDays.SERVICE,
    S.SENT: WhoseDays.SERVICE,
    S.ACKNOWLEDGED: WhoseDays.EVERY,
    S.AGREED_AT_MEETING: WhoseDays.SERVICE,
    S.REFERRED_ON: WhoseDays.SERVICE,
    S.OPT_IN_ASKED: WhoseDays.EVERY,
    S.WAITING_FOR_ASSESSMENT: WhoseDays.EVERY,
    S.APPOINTMENT_OFFERED: WhoseDays.EVERY,
    S.WAS_NOT_BROUGHT: WhoseDays.SERVICE,
    S.JOINT_ASSESSMENT: WhoseDays.EVERY,
    S.WAITING_FOR_TREATMENT: WhoseDays.EVERY,
    S.INTERIM_GROUP: WhoseDays.EVERY,
    S.PAUSED: WhoseDays.EVERY,
    S.IN_TREATMENT: WhoseDays.SCHOOL,
    S.SIGNPOSTED: WhoseDays.EVERY,
}
"""Whose days the deadline of an open referral counts; only the school's own wait for term.

Where the service or the family is to act, August counts: from 20 July to September is where pupils
vanish.
"""


def may_move(from_state: S, to_state: S) -> bool:
    """Whether a referral may go from one state to the other."""
    return to_state in MOVES[from_state]
