"""Names that lists of pupils, referrals and letters share, read once."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.records import Service, StaffMember
from mhlead.services.ports import UnitOfWork


@dataclass(frozen=True)
class Directory:
    """Names that lists of pupils and referrals need, read once."""

    services: dict[str, Service]
    staff: dict[str, StaffMember]


def directory_of(work: UnitOfWork) -> Directory:
    """Every service and member of staff in use."""
    return Directory(
        services={service.id: service for service in work.find(Service)},
        staff={person.id: person for person in work.find(StaffMember)},
    )
