"""How long pupils wait, from the dates: for a referral, for a service, for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mhlead.domain.records import Appointment, Referral, ReferralEvent, Service
from mhlead.domain.waits import (
    ReferralWaits,
    ServiceWaits,
    WaitKind,
    summary_of,
)
from mhlead.domain.waits import waits_of as waits_from_dates
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session


def waits_of(session: Session, referral_id: str) -> ReferralWaits:
    """The waits of one referral, open clocks counted up to today.

    Raises:
        NotFound: there is no such referral.
    """
    with session.reading() as work:
        return waits_from_dates(
            work.get(Referral, referral_id),
            work.find(ReferralEvent, referral_id=referral_id),
            work.find(Appointment, referral_id=referral_id),
            session.clock.today(),
        )


def waits_by_service(session: Session, service_id: str | None = None) -> list[ServiceWaits]:
    """The waits for one service alone; otherwise of all together, then of each by its name."""
    with session.reading() as work:
        services = work.find(Service) if service_id is None else work.find(Service, id=service_id)
        found = _all_waits(session, work, service_id)
    by_service: defaultdict[str, list[ReferralWaits]] = defaultdict(list)
    for waits in found:
        by_service[waits.service_id].append(waits)
    services.sort(key=lambda service: service.name.casefold())
    each = [
        _together(service.id, service.name, by_service[service.id])
        for service in services
        if by_service[service.id] or service.id == service_id
    ]
    return each if service_id is not None else [_together(None, "", found), *each]


def waits_for(session: Session, work: UnitOfWork, service: Service) -> ServiceWaits:
    """The waits for one service, within a transaction."""
    return _together(service.id, service.name, _all_waits(session, work, service.id))


def _all_waits(session: Session, work: UnitOfWork, service_id: str | None) -> list[ReferralWaits]:
    wanted = {} if service_id is None else {"service_id": service_id}
    referrals = work.find(Referral, **wanted)
    events: defaultdict[str, list[ReferralEvent]] = defaultdict(list)
    for event in work.find(ReferralEvent):
        events[event.referral_id].append(event)
    appointments: defaultdict[str, list[Appointment]] = defaultdict(list)
    for one in work.find(Appointment):
        appointments[one.referral_id].append(one)
    today = session.clock.today()
    found = (waits_from_dates(r, events[r.id], appointments[r.id], today) for r in referrals)
    return [waits for waits in found if waits.waits]


def _together(service_id: str | None, name: str, found: Iterable[ReferralWaits]) -> ServiceWaits:
    waits = list(found)
    every = [wait for one in waits for wait in one.waits]
    summaries = tuple(summary_of(kind, every) for kind in WaitKind)
    return ServiceWaits(service_id, name, len(waits), summaries)
