"""The school's own profile, its staff, and the directory of services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import Establishment, StaffRole
from mhlead.domain.document import Logo, picture_kind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import (
    Counterpart,
    PlainFile,
    Referral,
    SchoolProfile,
    Service,
    StaffMember,
)
from mhlead.domain.records.school import SCHOOL_ID
from mhlead.domain.views import ServiceView
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import keep
from mhlead.services.session import Session

STALE_AFTER_DAYS = 180
"""Details of a service older than this warn where they are used; the program's own choice."""


def read_school(session: Session) -> SchoolProfile | None:
    """The school's profile, or None before there is one."""
    with session.reading() as work:
        return school_of(work)


def school_of(work: UnitOfWork) -> SchoolProfile | None:
    """The school's profile within a transaction."""
    found = work.find(SchoolProfile)
    return found[0] if found else None


def establishment_of(work: UnitOfWork) -> Establishment | None:
    """What kind of school it is, or None where nobody has said so."""
    school = school_of(work)
    return school.establishment if school else None


def logo_of(school: SchoolProfile) -> Logo | None:
    """The school's mark for its letterhead, where it has one."""
    if school.logo is None:
        return None
    kind = picture_kind(school.logo)
    return Logo(school.logo, kind, f"Logo of {school.name}") if kind else None


def save_school(session: Session, school: SchoolProfile) -> tuple[SchoolProfile, Changes]:
    """The profile reads as given from now on; letters already issued keep what they said."""
    return keep(session, replace(school, id=SCHOOL_ID))


def list_staff(session: Session, *, with_left: bool = False) -> list[StaffMember]:
    """Members of staff by name."""
    with session.reading() as work:
        found = [p for p in work.find(StaffMember) if with_left or p.left_on is None]
    return sorted(found, key=lambda person: person.name.casefold())


def staff_with_role(work: UnitOfWork, role: StaffRole) -> list[StaffMember]:
    """Members of staff at the school who hold the role."""
    return [p for p in work.find(StaffMember) if role in p.roles and p.left_on is None]


def save_staff(session: Session, person: StaffMember) -> tuple[StaffMember, Changes]:
    """The member of staff is kept; somebody who leaves must have handed over first.

    Raises:
        NotAllowed: they still own a case or hold a step ("owner-with-work"), or it is somebody
            else who gives them a signature ("not-your-signature").
    """
    if person.signature is not None and person.id != session.actor_id:
        with session.reading() as work:
            before = work.find(StaffMember, id=person.id)
        if not before or before[0].signature != person.signature:
            raise NotAllowed("not-your-signature")
    return keep(session, person)


def signature_of(person: StaffMember | None) -> Logo | None:
    """The signature of a member of staff, where there is one."""
    if person is None or person.signature is None:
        return None
    kind = picture_kind(person.signature)
    return Logo(person.signature, kind, f"Signature of {person.name}") if kind else None


def list_services(session: Session, *, with_ended: bool = False) -> list[ServiceView]:
    """The directory by name, each with its people and its open referrals."""
    today = session.clock.today()
    with session.reading() as work:
        people: dict[str, list[Counterpart]] = {}
        for person in work.find(Counterpart):
            people.setdefault(person.service_id, []).append(person)
        open_by_service: dict[str, int] = {}
        for referral in work.find(Referral, is_open=True):
            count = open_by_service.get(referral.service_id, 0)
            open_by_service[referral.service_id] = count + 1
        views = [
            ServiceView(
                service=service,
                counterparts=tuple(
                    sorted(people.get(service.id, ()), key=lambda p: (p.is_deputy, p.name))
                ),
                open_referrals=open_by_service.get(service.id, 0),
                is_stale=is_stale(service, today),
            )
            for service in work.find(Service)
            if with_ended or service.ended_on is None
        ]
    return sorted(views, key=lambda view: view.service.name.casefold())


def is_stale(service: Service, today: date) -> bool:
    """Whether its details were last checked more than 180 days ago, or never."""
    return service.checked_on is None or (today - service.checked_on).days > STALE_AFTER_DAYS


def plain_files(session: Session) -> list[PlainFile]:
    """Unencrypted files that pupils came from and that are not yet confirmed gone."""
    with session.reading() as work:
        return work.find(PlainFile, gone_on=None)


def confirm_plain_file_gone(session: Session, file_id: str) -> Changes:
    """The lead says that the file is gone: its reminder ends."""
    with session.writing() as work:
        file = work.get(PlainFile, file_id)
        work.put(replace(file, gone_on=session.clock.today()))
        work.log(Action.PLAIN_FILE_GONE, None, {"id": file_id})
        return work.commit()
