"""The moves a referral can make, and what each open state waits for."""

from __future__ import annotations

from mhlead.domain.codes import ReferralState as S
from mhlead.domain.codes import StepKind

ENDED = frozenset(
    {
        S.NOT_ACCEPTED,
        S.DISCHARGED,
        S.CLOSED_BEFORE_SEEN,
        S.WITHDRAWN,
        S.TRANSFERRED,
        S.ADULT_SERVICES,
    }
)
"""States in which nothing more is expected of the service."""

_ALWAYS = (S.WITHDRAWN, S.TRANSFERRED)
_ANSWERS = (
    S.RETURNED_FOR_INFORMATION,
    S.WAITING_FOR_ASSESSMENT,
    S.APPOINTMENT_OFFERED,
    S.NOT_ACCEPTED,
    S.SIGNPOSTED,
    S.REFERRED_ON,
    S.CLOSED_BEFORE_SEEN,
    S.ADULT_SERVICES,
)

MOVES: dict[S, tuple[S, ...]] = {
    S.DRAFT: (S.WAITING_FOR_CONSENT, S.SENT, S.WITHDRAWN),
    S.WAITING_FOR_CONSENT: (S.DRAFT, S.SENT, S.WITHDRAWN),
    S.SENT: (S.ACKNOWLEDGED, *_ANSWERS, *_ALWAYS),
    S.ACKNOWLEDGED: (*_ANSWERS, *_ALWAYS),
    S.RETURNED_FOR_INFORMATION: (S.SENT, *_ANSWERS[1:], *_ALWAYS),
    S.WAITING_FOR_ASSESSMENT: (
        S.APPOINTMENT_OFFERED,
        S.WAITING_FOR_TREATMENT,
        S.IN_TREATMENT,
        S.SIGNPOSTED,
        S.REFERRED_ON,
        S.NOT_ACCEPTED,
        S.CLOSED_BEFORE_SEEN,
        S.DISCHARGED,
        S.ADULT_SERVICES,
        *_ALWAYS,
    ),
    S.APPOINTMENT_OFFERED: (
        S.WAS_NOT_BROUGHT,
        S.APPOINTMENT_OFFERED,
        S.WAITING_FOR_ASSESSMENT,
        S.WAITING_FOR_TREATMENT,
        S.IN_TREATMENT,
        S.SIGNPOSTED,
        S.REFERRED_ON,
        S.NOT_ACCEPTED,
        S.CLOSED_BEFORE_SEEN,
        S.DISCHARGED,
        S.ADULT_SERVICES,
        *_ALWAYS,
    ),
    S.WAS_NOT_BROUGHT: (
        S.APPOINTMENT_OFFERED,
        S.WAITING_FOR_ASSESSMENT,
        S.CLOSED_BEFORE_SEEN,
        S.DISCHARGED,
        S.ADULT_SERVICES,
        *_ALWAYS,
    ),
    S.WAITING_FOR_TREATMENT: (
        S.IN_TREATMENT,
        S.APPOINTMENT_OFFERED,
        S.REFERRED_ON,
        S.SIGNPOSTED,
        S.CLOSED_BEFORE_SEEN,
        S.DISCHARGED,
        S.ADULT_SERVICES,
        *_ALWAYS,
    ),
    S.IN_TREATMENT: (
        S.APPOINTMENT_OFFERED,
        S.WAS_NOT_BROUGHT,
        S.REFERRED_ON,
        S.DISCHARGED,
        S.ADULT_SERVICES,
        *_ALWAYS,
    ),
    S.SIGNPOSTED: (S.REFERRED_ON, S.DISCHARGED, S.CLOSED_BEFORE_SEEN, *_ALWAYS),
    S.REFERRED_ON: (S.ACKNOWLEDGED, *_ANSWERS[1:], *_ALWAYS),
    S.NOT_ACCEPTED: (),
    S.DISCHARGED: (),
    S.CLOSED_BEFORE_SEEN: (),
    S.WITHDRAWN: (),
    S.TRANSFERRED: (),
    S.ADULT_SERVICES: (),
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
    }
)
"""Moves that say why."""

DEFAULT_CHASE_DAYS: dict[S, int] = {
    S.DRAFT: 14,
    S.WAITING_FOR_CONSENT: 7,
    S.SENT: 7,
    S.ACKNOWLEDGED: 28,
    S.RETURNED_FOR_INFORMATION: 14,
    S.WAITING_FOR_ASSESSMENT: 28,
    S.APPOINTMENT_OFFERED: 1,
    S.WAS_NOT_BROUGHT: 2,
    S.WAITING_FOR_TREATMENT: 28,
    S.IN_TREATMENT: 42,
    S.SIGNPOSTED: 28,
    S.REFERRED_ON: 7,
}
"""Days until a referral is looked at again, offered and always changeable.

No national time exists; these are the program's own defaults. Where a service says in how many
days it answers, its own number is offered in place of the one for SENT.
"""

NEXT_STEP: dict[S, StepKind] = {
    S.DRAFT: StepKind.WRITE,
    S.WAITING_FOR_CONSENT: StepKind.RING_FAMILY,
    S.SENT: StepKind.CHASE_SERVICE,
    S.ACKNOWLEDGED: StepKind.CHASE_SERVICE,
    S.RETURNED_FOR_INFORMATION: StepKind.WRITE,
    S.WAITING_FOR_ASSESSMENT: StepKind.REVIEW,
    S.APPOINTMENT_OFFERED: StepKind.RING_FAMILY,
    S.WAS_NOT_BROUGHT: StepKind.RING_FAMILY,
    S.WAITING_FOR_TREATMENT: StepKind.REVIEW,
    S.IN_TREATMENT: StepKind.REVIEW,
    S.SIGNPOSTED: StepKind.RING_FAMILY,
    S.REFERRED_ON: StepKind.CHASE_SERVICE,
}
"""What an open referral's deadline asks for."""


def may_move(from_state: S, to_state: S) -> bool:
    """Whether a referral may go from one state to the other."""
    return to_state in MOVES[from_state]
