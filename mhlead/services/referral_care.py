"""What stands beside a referral's own words: the check, consent, the wrong door, waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.check_views import ReferralCheck
from mhlead.domain.codes import ReferralState
from mhlead.domain.moves import ENDED
from mhlead.domain.records import Appointment, Referral, ReferralEvent, Service
from mhlead.domain.waits import ReferralWaits, waits_of
from mhlead.services.appointments import appointments_of
from mhlead.services.clocks import chase_on
from mhlead.services.consent import ConsentNeed, needs_of
from mhlead.services.criteria import read_check
from mhlead.services.plans import open_plans
from mhlead.services.ports import UnitOfWork
from mhlead.services.referral_chain import EarlierReferral, chain
from mhlead.services.referrals import CHANGEABLE, allowed_moves
from mhlead.services.school import is_stale
from mhlead.services.session import Session
from mhlead.services.wrong_door import Door, door_of


@dataclass(frozen=True)
class ReferralCare:
    """What the page of a referral shows beside its own words.

    Attributes:
        check: The service's criteria; None once the referral has left the school.
        suggested: For each state it can go to, the day to look at it again.
        again_on: The day to look at it again where it stays as it is; None once it has ended.
        has_plan: The case has an open plan in school.
        is_stale: The service's details were last checked long ago.
        successor: Name and identifier of the service that took this one's place, if any.
        earlier: The referrals it follows, oldest first.
    """

    check: ReferralCheck | None
    needs: tuple[ConsentNeed, ...]
    door: Door
    appointments: tuple[Appointment, ...]
    suggested: dict[ReferralState, date]
    again_on: date | None
    has_plan: bool
    waits: ReferralWaits
    is_stale: bool
    successor: tuple[str, str] | None
    earlier: tuple[EarlierReferral, ...]


def read_care(session: Session, referral_id: str) -> ReferralCare:
    """What stands beside the referral as of today.

    Raises:
        NotFound: there is no such referral.
    """
    today = session.clock.today()
    with session.reading() as work:
        referral = work.get(Referral, referral_id)
        is_draft = referral.state in CHANGEABLE
        appointments = appointments_of(work, referral_id)
        events = work.find(ReferralEvent, referral_id=referral_id)
        service = work.get(Service, referral.service_id)
        return ReferralCare(
            check=read_check(work, referral, today) if is_draft else None,
            needs=needs_of(work, referral, today) if is_draft else (),
            door=door_of(work, referral.case_id, referral),
            appointments=tuple(appointments),
            suggested={
                state: chase_on(work, referral, state, today)
                for state in allowed_moves(referral)
                if state not in ENDED
            },
            again_on=chase_on(work, referral, referral.state, today) if referral.is_open else None,
            has_plan=bool(open_plans(work, referral.case_id)),
            waits=waits_of(referral, events, appointments, today),
            is_stale=is_stale(service, today),
            successor=_successor(work, service) if referral.is_open else None,
            earlier=chain(work, referral),
        )


def _successor(work: UnitOfWork, service: Service) -> tuple[str, str] | None:
    if service.ended_on is None or service.successor_id is None:
        return None
    return work.get(Service, service.successor_id).name, service.successor_id
