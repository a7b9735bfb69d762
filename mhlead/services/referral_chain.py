"""The referrals that led to one, each with what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import ReferralState
from mhlead.domain.records import Referral, ReferralEvent, Service
from mhlead.services.ports import UnitOfWork

NOT_LEFT = frozenset(
    {
        ReferralState.DRAFT,
        ReferralState.WAITING_FOR_CONSENT,
        ReferralState.WITHDRAWN,
        ReferralState.PUPIL_DIED,
    }
)
"""States of which a referral that never left the school has no others."""


@dataclass(frozen=True)
class EarlierReferral:
    """A referral that another one follows: to whom, when, and what came of it.

    Attributes:
        has_left: It was sent, or agreed with the service; a draft taken back has not.
        state_on: The day it came to stand as it does.
        reason_code: The coded reason for that, such as why it was not accepted.
        words: The service's or the family's words about it.
    """

    referral_id: str
    reference: str
    service: str
    sent_on: date | None
    state: ReferralState
    has_left: bool
    state_on: date
    reason_code: str
    words: str


def chain(work: UnitOfWork, referral: Referral) -> tuple[EarlierReferral, ...]:
    """The referrals that led to this one, oldest first."""
    found: list[EarlierReferral] = []
    earlier_id = referral.earlier_id
    while earlier_id is not None and all(one.referral_id != earlier_id for one in found):
        earlier = work.get(Referral, earlier_id)
        found.append(_read(work, earlier))
        earlier_id = earlier.earlier_id
    return tuple(reversed(found))


def _read(work: UnitOfWork, earlier: Referral) -> EarlierReferral:
    service = work.ever(Service, id=earlier.service_id)[-1]
    moves = sorted(work.find(ReferralEvent, referral_id=earlier.id), key=lambda move: move.at)
    into = [move for move in moves if move.to_state is earlier.state]
    # Taken over by a successor it "moves" to where it stands: that is no outcome of its own.
    first = next((m for m in reversed(into) if m.from_state is not earlier.state), None)
    return EarlierReferral(
        referral_id=earlier.id,
        reference=earlier.reference,
        service=service.name,
        sent_on=earlier.sent_on,
        state=earlier.state,
        has_left=any(move.to_state not in NOT_LEFT for move in moves),
        state_on=first.happened_on if first else earlier.created_on,
        reason_code=first.reason_code if first else "",
        words=first.words if first else "",
    )
