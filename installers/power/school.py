"""A small fictional school on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from mhlead.domain.codes import (
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ServiceKind,
    StaffRole,
    Standing,
    StepKind,
    Urgency,
)
from mhlead.domain.records import (
    Concern,
    Consent,
    Contact,
    Pupil,
    RetentionTerm,
    RiskEntry,
    SchoolProfile,
    Service,
    StaffMember,
    SupportAction,
)
from mhlead.domain.retention import CONCERN
from mhlead.services import (
    cases,
    keyholders,
    pupils,
    records,
    referrals,
    retention,
    school,
    unlocking,
)
from mhlead.services.cases import StepPlan
from mhlead.services.session import Session
from power.hands import DAY, DEPUTYS, LEADS, MARK, Hands


def make_school(place: Path) -> Hands:
    """A store with a lead and a deputy, a pupil with a referral, and one whose record is due."""
    hands = Hands(place)
    lead = StaffMember("", "Jo Marsh", "Lead", (StaffRole.LEAD,), "01632 960121")
    hands.session = unlocking.make_store(
        hands.stores(), hands.clock, hands.ids, hands.folder, LEADS, lead
    )
    session = hands.at_work
    school.save_school(
        session,
        SchoolProfile(
            id="school",
            name="Fernbrook Academy",
            address=("Meadow Lane", "Fernbrook"),
            postcode="SG98 1AA",
            telephone="01632 960118",
            reference_prefix="FBA",
        ),
    )
    deputy, _ = school.save_staff(
        session, StaffMember("", "Ravi Hall", "Deputy", (StaffRole.DEPUTY_LEAD,))
    )
    keyholders.add_keyholder(session, deputy.id, DEPUTYS)
    retention.keep_term(session, RetentionTerm(CONCERN, 7, "Policy"))
    _add_pupil(session, "Elder", date(2012, 5, 4))
    _refer(session, _add_pupil(session, "Marsh", date(2012, 10, 4)))
    return hands


def _add_pupil(session: Session, surname: str, born_on: date) -> Pupil:
    new = Pupil(
        "",
        surname,
        "Amina",
        born_on,
        year_group="9",
        form="9K",
        address=("3 Mill Rise", "Fernbrook"),
        postcode="SG98 1AB",
    )
    contact = Contact(
        "",
        "",
        surname,
        "Grace",
        relationship="PAM",
        has_parental_responsibility=True,
        lives_with_pupil=True,
        mobile="07700 900001",
    )
    return pupils.add_pupil(session, new, [contact])[0]


def _refer(session: Session, pupil: Pupil) -> None:
    """A referral with everything its letter needs."""
    service = Service(
        "",
        ServiceKind.SINGLE_POINT_OF_ACCESS,
        "Northmoor CAMHS",
        address=("Willow House", "Northmoor"),
        postcode="NM1 2AB",
        telephone="01632 960733",
        checked_on=DAY,
    )
    service, _ = records.keep(session, service)
    concern = Concern(
        "", "", DAY, "Ms Begum, form tutor", primary_need="05", seen=f"Left two lessons {MARK}."
    )
    step = StepPlan(
        StepKind.SEE_PUPIL, "Talk after lunch", DAY + timedelta(days=7), session.actor_id
    )
    case, _ = cases.open_case(session, pupil.id, concern, session.actor_id, step)
    referral, _ = referrals.start_referral(session, case.id, service.id)
    consent = Consent(
        id="",
        case_id=case.id,
        topic=ConsentTopic.REFER,
        answer=ConsentAnswer.AGREED,
        service_id=service.id,
        by_pupil=True,
        standing=Standing.COMPETENT_UNDER_16,
        how=Channel.IN_PERSON,
        given_on=DAY,
        taken_by="Ms Marsh",
        competence_judged_by="Ms Marsh",
        competence_reason="Said in their own words what a referral is.",
    )
    risk = RiskEntry(
        id="",
        case_id=case.id,
        said_or_seen="Said: I wish I would not wake up.",
        happened_on=DAY,
        whose_words="Own words",
        asked_by="Ms Marsh",
        asked_on=DAY,
        keeps_safe="A grandmother, and choir on Thursdays.",
    )
    tried = SupportAction(
        id="",
        case_id=case.id,
        what="Six sessions with the school counsellor",
        from_on=DAY - timedelta(days=60),
        to_on=DAY - timedelta(days=5),
        by_whom="Mr Hall",
        result="Sleeps better, still leaves lessons.",
    )
    for record in (consent, risk, tried):
        records.keep(session, record)
    changed = replace(
        referral,
        urgency=Urgency.ROUTINE,
        asks="Please assess and advise.",
        meanwhile="A daily check-in with the tutor.",
        last_seen_on=DAY,
    )
    referrals.change_referral(session, referral, changed)
