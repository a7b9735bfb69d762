"""The fictional school itself: its profile, its staff, and the services round it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from mhlead.domain.codes import (
    Channel,
    Establishment,
    MhstStatus,
    Phase,
    ServiceKind,
    StaffRole,
)
from mhlead.domain.records import (
    Counterpart,
    Professional,
    SchoolProfile,
    Service,
    StaffMember,
)
from mhlead.domain.records.school import SCHOOL_ID
from mhlead.services.demo.ports import HISTORY_DAYS
from mhlead.services.demo.rules import keep_opinions, keep_rules
from mhlead.services.ports import Ids
from mhlead.services.records import keep
from mhlead.services.session import Session

PUPILS_ON_ROLL = 900


@dataclass(frozen=True)
class School:
    """Who and what the courses of the pupils refer to.

    Attributes:
        services: By the word a situation uses: "camhs", "mhst", "counselling".
        practices: GP practices.
    """

    lead: StaffMember
    deputy: StaffMember
    staff: tuple[StaffMember, ...]
    services: dict[str, Service]
    practices: tuple[Service, ...]


def found_school(session: Session, on: date) -> School:
    """The school, its staff and its directory are kept; the session's actor becomes its lead."""
    keep(session, _profile(on))
    lead, _ = keep(session, _lead(session.actor_id), "name and role given")
    staff = [lead, *(keep(session, person)[0] for person in _others())]
    services = {}
    for word, service, people in _services(on):
        kept, _ = keep(session, service)
        services[word] = kept
        for person in people:
            keep(session, replace(person, service_id=kept.id))
    practices = tuple(keep(session, practice)[0] for practice in _practices(on))
    referred_to = list(services.values())
    keep_rules(session, referred_to, tuple(practice.name for practice in practices))
    keep_opinions(session, referred_to)
    return School(lead, staff[1], tuple(staff), services, practices)


def check_directory(session: Session, school: School) -> None:
    """Somebody rings round and confirms all details but those of the third service."""
    for service in (school.services["camhs"], school.services["mhst"], *school.practices):
        keep(session, replace(service, checked_on=session.clock.today()), "checked")


def _profile(on: date) -> SchoolProfile:
    return SchoolProfile(
        id=SCHOOL_ID,
        name="Fernbrook Academy",
        address=("Quarry Hill", "Fernbrook"),
        postcode="SG98 4AB",
        telephone="01632 960400",
        email="office@fernbrook.example.org",
        urn="999001",
        laestab="919/4999",
        phase=Phase.SECONDARY,
        establishment=Establishment.ACADEMY,
        mhst=MhstStatus.SINCE,
        mhst_on=date(on.year - 3, 9, 1),
        pupils_on_roll=PUPILS_ON_ROLL,
        commissioner="S1Y5D",
        reference_prefix="FBA",
        keeps_roll_index=True,
    )


def _lead(actor_id: str) -> StaffMember:
    return StaffMember(
        id=actor_id,
        name="Ms Farah Siddiqui",
        job_title="Senior mental health lead, assistant head",
        roles=(StaffRole.LEAD,),
        telephone="01632 960411",
        email="f.siddiqui@fernbrook.example.org",
        best_time="Weekdays 8.15 to 8.45 and 15.45 to 16.30",
        is_user=True,
    )


def _others() -> list[StaffMember]:
    told = [
        ("Mr Daniel Okafor", "Deputy mental health lead", (StaffRole.DEPUTY_LEAD,), "412"),
        ("Mrs Judith Okonedo-Price", "Headteacher", (StaffRole.HEAD,), "401"),
        ("Ms Ruth Hartley", "Designated safeguarding lead", (StaffRole.DSL,), "413"),
        ("Mr Tomasz Żądło", "Deputy safeguarding lead", (StaffRole.DEPUTY_DSL,), "414"),
        ("Mrs Priya Raman", "SENCO", (StaffRole.SENCO,), "415"),
    ]
    return [
        StaffMember(
            id="",
            name=name,
            job_title=job,
            roles=roles,
            telephone=f"01632 960{last}",
            email=f"{''.join(c for c in name.split()[-1].lower() if c.isascii() and c.isalpha())}"
            "@fernbrook.example.org",
        )
        for name, job, roles, last in told
    ]


def _services(on: date) -> list[tuple[str, Service, list[Counterpart]]]:
    since = date(on.year - 2, 9, 1)
    checked = on - timedelta(days=HISTORY_DAYS + 30)
    return [
        (
            "camhs",
            Service(
                id="",
                kind=ServiceKind.SINGLE_POINT_OF_ACCESS,
                name="Fernbrook and District CAMHS",
                team="Single Point of Access",
                address=("Larch House", "14 Tannery Row", "Fernbrook"),
                postcode="SG98 1CD",
                telephone="01632 960500",
                urgent_telephone="01632 960555",
                email="camhs.access@larchhouse.example.org",
                hours="Weekdays 9 to 17; duty worker to 20",
                urgent_hours="Every day, 8 to 22; at night NHS 111, mental health option",
                takes_by=(Channel.SECURE_MAIL, Channel.POST),
                has_secure_mail=True,
                takes_locked_files=False,
                takes_file_types=("pdf",),
                largest_file_mb=10,
                box_opened="The duty worker, at 9 and at 14 on working days",
                is_on_posters=True,
                remarks="Rings back the referrer before declining. Asks for the date last seen.",
                checked_on=checked,
            ),
            [
                Counterpart(
                    id="",
                    service_id="",
                    name="Dr Helen Marsh",
                    job_title="Clinical lead, access team",
                    telephone="01632 960501",
                    email="h.marsh@larchhouse.example.org",
                    link_days="Link meeting each half-term, Tuesdays",
                    from_on=since,
                ),
                Counterpart(
                    id="",
                    service_id="",
                    name="Mr Idris Bello",
                    job_title="Senior practitioner",
                    is_deputy=True,
                    telephone="01632 960502",
                    from_on=since,
                ),
            ],
        ),
        (
            "mhst",
            Service(
                id="",
                kind=ServiceKind.MHST,
                name="Fernbrook Schools Mental Health Support Team",
                team="East schools",
                address=("The Old Library", "Chapel Street", "Fernbrook"),
                postcode="SG98 2EF",
                telephone="01632 960520",
                email="mhst@oldlibrary.example.org",
                hours="Weekdays 9 to 17, term time",
                takes_by=(Channel.IN_PERSON, Channel.SECURE_MAIL),
                has_secure_mail=True,
                takes_file_types=("pdf",),
                box_opened="On Wednesdays, before the meeting in school",
                self_referral="From 16: speak to the practitioner in school on a Wednesday.",
                is_on_posters=True,
                remarks="In school on Wednesdays. No other help at the same time.",
                checked_on=checked,
            ),
            [
                Counterpart(
                    id="",
                    service_id="",
                    name="Ms Amara Nwosu",
                    job_title="Education mental health practitioner",
                    telephone="01632 960521",
                    email="a.nwosu@oldlibrary.example.org",
                    link_days="Wednesdays in school",
                    from_on=since,
                ),
                Counterpart(
                    id="",
                    service_id="",
                    name="Ms Catrin Pugh",
                    job_title="Team supervisor",
                    is_deputy=True,
                    telephone="01632 960522",
                    from_on=since,
                ),
            ],
        ),
        (
            "counselling",
            Service(
                id="",
                kind=ServiceKind.VOLUNTARY,
                name="Harbour Young People’s Counselling",
                address=("2 The Wharf", "Fernbrook"),
                postcode="SG98 3GH",
                telephone="01632 960540",
                email="hello@harbour.example.org",
                hours="Monday to Thursday 12 to 20",
                takes_by=(Channel.SECURE_MAIL, Channel.TELEPHONE),
                has_secure_mail=True,
                takes_locked_files=True,
                takes_file_types=("pdf", "docx"),
                largest_file_mb=5,
                box_opened="The coordinator, on Mondays and Thursdays",
                self_referral="From 13: ring, or write to us.",
                is_on_posters=True,
                remarks="From 11 to 21. Young people may ask for themselves from 13.",
                checked_on=checked,
            ),
            [
                Counterpart(
                    id="",
                    service_id="",
                    name="Mr Leon Fischer",
                    job_title="Counselling coordinator",
                    telephone="01632 960541",
                    email="leon@harbour.example.org",
                    link_days="Rings back on Mondays",
                    from_on=since,
                ),
                Counterpart(
                    id="",
                    service_id="",
                    name="Mrs Asha Pillai",
                    job_title="Counsellor",
                    is_deputy=True,
                    telephone="01632 960542",
                    from_on=since,
                ),
            ],
        ),
    ]


def _practices(on: date) -> list[Service]:
    told = [
        ("Mill Lane Surgery", "5 Mill Lane", "SG98 1JK", "01632 960601"),
        ("Fernbrook Health Centre", "Market Square", "SG98 2LM", "01632 960602"),
        ("Orchard Practice", "88 Long Meadow", "SG98 5NP", "01632 960603"),
    ]
    return [
        Service(
            id="",
            kind=ServiceKind.GP_PRACTICE,
            name=name,
            address=(street, "Fernbrook"),
            postcode=postcode,
            telephone=telephone,
            checked_on=on - timedelta(days=HISTORY_DAYS + 30),
        )
        for name, street, postcode, telephone in told
    ]


def gp_of(ids: Ids, pupil_id: str, practice: Service) -> Professional:
    """The practice as a pupil's GP."""
    return Professional(
        id=ids.new(),
        pupil_id=pupil_id,
        role="GP",
        organisation=practice.name,
        service_id=practice.id,
        is_gp=True,
        telephone=practice.telephone,
    )
