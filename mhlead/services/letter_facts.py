"""Gathers what a referral letter says from the records, for one service on one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import TypeVar

from mhlead.domain import letter as said
from mhlead.domain.calendar import age_in_years
from mhlead.domain.codes import ConsentAnswer, ConsentTopic, StaffRole, Standing, Urgency
from mhlead.domain.identifiers import shown_nhs_number
from mhlead.domain.naming import contact_name, name_for_services, school_name
from mhlead.domain.records import (
    Background,
    Case,
    Concern,
    Consent,
    Contact,
    Counterpart,
    CourtOrder,
    NameUse,
    Professional,
    Pupil,
    Record,
    Referral,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    SchoolProfile,
    Service,
    StaffMember,
    SupportAction,
    Withholding,
)
from mhlead.services import letter_words as words
from mhlead.services.code_lists import label
from mhlead.services.ports import UnitOfWork

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class _Sources:
    """Every record one letter draws on, read once, less what is withheld from its service."""

    referral: Referral
    service: Service
    counterpart: Counterpart | None
    school: SchoolProfile | None
    staff: tuple[StaffMember, ...]
    pupil: Pupil
    names: tuple[NameUse, ...]
    contacts: tuple[Contact, ...]
    orders: tuple[CourtOrder, ...]
    safe_contacts: tuple[SafeContact, ...]
    professionals: tuple[Professional, ...]
    withholdings: tuple[Withholding, ...]
    concerns: tuple[Concern, ...]
    risks: tuple[RiskEntry, ...]
    support: tuple[SupportAction, ...]
    consents: tuple[Consent, ...]
    background: Background | None
    picture: SchoolPicture | None
    today: date


class _Telling:
    """Leaves out of records what this service is not to be told."""

    def __init__(self, withholdings: Sequence[Withholding], service_id: str) -> None:
        self._kept = [w for w in withholdings if w.service_id == service_id]

    def told(self, records: Iterable[R]) -> tuple[R, ...]:
        return tuple(r for record in records if (r := self._told(record)) is not None)

    def _told(self, record: R) -> R | None:
        hidden = [w.field for w in self._kept if w.about_id == record.id]
        if "" in hidden:
            return None
        if not hidden:
            return record
        empty = {f.name: _empty(f.default) for f in fields(record) if f.name in hidden}  # type: ignore[arg-type]
        return replace(record, **empty)  # type: ignore[type-var]


def _empty(default: object) -> object:
    return default if isinstance(default, (str, tuple)) or default is None else ""


def read_sources(work: UnitOfWork, referral: Referral, today: date) -> _Sources:
    """Every record the letter of a referral draws on."""
    case = work.get(Case, referral.case_id)
    pupil = work.get(Pupil, case.pupil_id)
    by_pupil = {"pupil_id": pupil.id}
    by_case = {"case_id": case.id}
    withholdings = tuple(work.find(Withholding, **by_pupil))
    telling = _Telling(withholdings, referral.service_id)
    people = [p for p in work.find(Counterpart, service_id=referral.service_id) if p.to_on is None]
    people.sort(key=lambda person: person.is_deputy)
    schools = work.find(SchoolProfile)
    pictures = telling.told(work.find(SchoolPicture, **by_case))
    backgrounds = telling.told(work.find(Background, **by_case))
    told_pupil = telling.told([pupil])
    return _Sources(
        referral=referral,
        service=work.get(Service, referral.service_id),
        counterpart=people[0] if people else None,
        school=schools[0] if schools else None,
        staff=tuple(work.find(StaffMember)),
        pupil=told_pupil[0] if told_pupil else pupil,
        names=tuple(work.find(NameUse, **by_pupil)),
        contacts=telling.told(sorted(work.find(Contact, **by_pupil), key=_priority)),
        orders=telling.told(work.find(CourtOrder, **by_pupil)),
        safe_contacts=telling.told(work.find(SafeContact, **by_pupil)),
        professionals=telling.told(work.find(Professional, **by_pupil)),
        withholdings=withholdings,
        concerns=telling.told(work.find(Concern, **by_case)),
        risks=telling.told(sorted(work.find(RiskEntry, **by_case), key=lambda r: r.happened_on)),
        support=telling.told(sorted(work.find(SupportAction, **by_case), key=lambda s: s.from_on)),
        consents=tuple(work.find(Consent, **by_case)),
        background=backgrounds[-1] if backgrounds else None,
        picture=max(pictures, key=lambda p: p.as_of_on) if pictures else None,
        today=today,
    )


def _priority(contact: Contact) -> tuple[int, str]:
    return contact.priority or 99, contact.id


def gather(sources: _Sources) -> said.ReferralFacts:
    """The facts of the letter, whole; what is not known is empty, never guessed."""
    referral = sources.referral
    return said.ReferralFacts(
        reference=referral.reference,
        written_on=sources.today,
        urgency=referral.urgency or Urgency.ROUTINE,
        school=_school(sources),
        recipient=_recipient(sources),
        pupil=_pupil(sources),
        referrer=_referrer(sources),
        consents=_consents(sources),
        without_consent=_without_consent(sources),
        withhold=_withhold(sources),
        safe_contacts=tuple(_safe_contact(each) for each in sources.safe_contacts),
        family=_family(sources),
        gp=next((_professional(p) for p in _current(sources) if p.is_gp), None),
        other_professionals=tuple(_professional(p) for p in _current(sources) if not p.is_gp),
        social_care=_social_care(sources.pupil),
        difficulty=_difficulty(sources),
        risk=_risk(sources.risks),
        tried=tuple(
            said.TriedFacts(s.what, s.from_on, s.to_on, s.by_whom, s.result)
            for s in sources.support
        ),
        school_picture=_school_picture(sources),
        pupil_hopes=_newest(sources.concerns, "pupil_hopes"),
        family_hopes=_family_hopes(sources),
        asked_of_service=referral.asks,
        school_goes_on=referral.meanwhile,
        answer_hoped_by=_answer_hoped_by(sources),
        enclosures=referral.enclosures,
        copies=referral.copies,
    )


def _newest(records: Sequence[Record], field: str) -> str:
    values = (str(getattr(record, field)).strip() for record in reversed(records))
    return next((value for value in values if value), "")


def _answer_hoped_by(sources: _Sources) -> date | None:
    days = sources.service.acknowledges_within_days
    return sources.today + timedelta(days=days) if days else None


def _school(sources: _Sources) -> said.SchoolFacts:
    school = sources.school
    if school is None:
        return said.SchoolFacts(name="")
    heads = [p.name for p in sources.staff if StaffRole.HEAD in p.roles and p.left_on is None]
    address = (*school.address, school.postcode) if school.postcode else school.address
    return said.SchoolFacts(
        name=school.name,
        address=address,
        telephone=school.telephone,
        email=school.email,
        headteacher=heads[0] if heads else "",
    )


def _recipient(sources: _Sources) -> said.RecipientFacts:
    service = sources.service
    address = (*service.address, service.postcode) if service.postcode else service.address
    return said.RecipientFacts(
        service=service.name,
        team=service.team,
        person=sources.counterpart.name if sources.counterpart else "",
        address=address,
        urgent_telephone=service.urgent_telephone,
    )


def _pupil(sources: _Sources) -> said.PupilFacts:
    pupil = sources.pupil
    name = name_for_services(pupil, sources.names)
    address = (*pupil.address, pupil.postcode) if pupil.postcode else pupil.address
    telephones = [
        f"{number} ({whose})"
        for number, whose in ((pupil.telephone, "home"), (pupil.mobile, "own"))
        if number
    ]
    return said.PupilFacts(
        full_name=name.full,
        born_on=pupil.born_on,
        known_as=name.known_as,
        previous_names=pupil.former_surname,
        pronouns=name.pronouns,
        year_group=label("year-group", pupil.year_group) if pupil.year_group else "",
        form=pupil.form,
        address=address,
        telephones=tuple(telephones),
        email=pupil.email if pupil.may_be_emailed else "",
        nhs_number=shown_nhs_number(pupil.nhs_number) if pupil.nhs_number else "",
        sex=label("sex", pupil.sex),
        gender=pupil.gender,
        ethnicity=label("ethnicity", pupil.ethnicity),
        religion=pupil.religion,
        languages=words.languages(pupil),
        interpreter=words.yes_no(pupil.needs_interpreter, "needed", "not needed"),
        communication_needs=pupil.communication_needs,
        access_needs=pupil.access_needs,
        sen=words.sen(pupil),
        in_care=words.in_care(pupil),
        young_carer=label("young-carer", pupil.young_carer) if pupil.young_carer else "",
    )


def _referrer(sources: _Sources) -> said.ReferrerFacts:
    by_id = {person.id: person for person in sources.staff}
    person = by_id.get(sources.referral.referrer_id)
    deputies = [
        p
        for p in sources.staff
        if StaffRole.DEPUTY_LEAD in p.roles and p.left_on is None and p != person
    ]
    cover = sources.referral.holiday_cover
    if not cover and deputies:
        deputy = deputies[0]
        cover = " ".join(part for part in (deputy.name, deputy.telephone) if part)
    if person is None:
        return said.ReferrerFacts(name="", deputy_in_holidays=cover)
    return said.ReferrerFacts(
        name=person.name,
        role=person.job_title,
        telephone=person.telephone,
        email=person.email,
        last_saw_pupil_on=sources.referral.last_seen_on,
        best_time_to_ring=person.best_time,
        deputy_in_holidays=cover,
    )


def _for_service(sources: _Sources) -> list[Consent]:
    day = sources.today
    return [
        consent
        for consent in sources.consents
        if consent.service_id in {None, sources.service.id}
        and (consent.expires_on is None or consent.expires_on >= day)
    ]


def _consents(sources: _Sources) -> tuple[said.ConsentFacts, ...]:
    by_person: dict[str, list[Consent]] = {}
    for consent in _for_service(sources):
        if consent.answer in {ConsentAnswer.AGREED, ConsentAnswer.REFUSED}:
            by_person.setdefault(consent.contact_id or "", []).append(consent)
    contacts = {contact.id: contact for contact in sources.contacts}
    return tuple(
        _person_consent(sources, contacts.get(person), given) for person, given in by_person.items()
    )


def _person_consent(
    sources: _Sources, contact: Contact | None, given: Sequence[Consent]
) -> said.ConsentFacts:
    newest = {consent.topic: consent for consent in given}
    answers = {topic: words.answer(newest.get(topic)) for topic in ConsentTopic}
    last = max(given, key=lambda consent: consent.given_on or date.min)
    share = newest.get(ConsentTopic.SHARE)
    if contact is None:
        who, relation = school_name(sources.pupil), "young person"
        if given[0].standing is Standing.OWN_16_PLUS:
            relation = "young person, aged 16 or over"
    else:
        who = contact_name(contact)
        relation = words.relation(contact)
    notes = [c for c in given if c.competence_reason]
    return said.ConsentFacts(
        who=who,
        relation=relation,
        to_be_helped=answers[ConsentTopic.HELP],
        to_be_referred=answers[ConsentTopic.REFER],
        to_share=answers[ConsentTopic.SHARE],
        share_what=share.scope if share else "",
        to_tell_school_outcome=answers[ConsentTopic.OUTCOME],
        how=words.how_given(last),
        given_on=last.given_on,
        competence_note=words.competence(notes[-1]) if notes else "",
    )


def _without_consent(sources: _Sources) -> said.WithoutConsent | None:
    decided = [
        consent
        for consent in _for_service(sources)
        if consent.answer is ConsentAnswer.WENT_AHEAD_WITHOUT
        and consent.topic is ConsentTopic.REFER
        and consent.withdrawn_on is None
    ]
    if not decided:
        return None
    last = decided[-1]
    return said.WithoutConsent(last.ground, last.scope, last.taken_by, last.given_on)


def _withhold(sources: _Sources) -> tuple[said.WithholdFacts, ...]:
    contacts = {contact.id: contact_name(contact) for contact in sources.contacts}
    return tuple(
        said.WithholdFacts(
            what=words.withheld_fact(each),
            from_whom=each.from_whom or contacts.get(each.contact_id or "", ""),
        )
        for each in sources.withholdings
        if each.service_id is None
    )


def _safe_contact(contact: SafeContact) -> said.SafeContactFacts:
    channel = words.CHANNEL[contact.channel] if contact.channel else ""
    return said.SafeContactFacts(
        who=contact.who,
        channel=" ".join(part for part in (channel, contact.value) if part),
        safe_times=contact.safe_times,
        may_leave_voicemail=contact.may_leave_voicemail,
        may_post=contact.may_post,
        name_to_show=contact.name_to_show,
        note=contact.remarks,
    )


def _family(sources: _Sources) -> said.FamilyFacts:
    people = {c.id: _person(c, sources.today) for c in sources.contacts}
    background = sources.background
    return said.FamilyFacts(
        at_home=tuple(people[c.id] for c in sources.contacts if c.lives_with_pupil),
        parental_responsibility=tuple(
            people[c.id] for c in sources.contacts if c.has_parental_responsibility
        ),
        siblings_elsewhere=tuple(
            people[c.id]
            for c in sources.contacts
            if c.lives_with_pupil is False and c.relationship in words.SIBLINGS
        ),
        court_orders=tuple(words.order(order) for order in sources.orders),
        circumstances=background.life_events if background else "",
    )


def _person(contact: Contact, today: date) -> said.PersonFacts:
    may_ring = contact.may_be_contacted is not False
    return said.PersonFacts(
        name=contact_name(contact),
        relation=words.relationship(contact),
        age_years=age_in_years(contact.born_on, today) if contact.born_on else None,
        has_parental_responsibility=contact.has_parental_responsibility,
        telephone=(contact.mobile or contact.telephone) if may_ring else "",
        note="" if may_ring else "Please do not contact. " + contact.contact_rule,
    )


def _current(sources: _Sources) -> list[Professional]:
    return [p for p in sources.professionals if p.to_on is None or p.to_on >= sources.today]


def _professional(person: Professional) -> said.ProfessionalFacts:
    return said.ProfessionalFacts(
        name=person.name or person.organisation,
        role=person.role,
        organisation=person.organisation if person.name else "",
        telephone=person.telephone,
    )


def _social_care(pupil: Pupil) -> str:
    return words.SOCIAL_CARE.get(pupil.social_care_plan, "") if pupil.social_care_plan else ""


def _difficulty(sources: _Sources) -> said.DifficultyFacts:
    concerns = sources.concerns
    statements: list[said.StatementFacts] = []
    for concern in concerns:
        for text, kind in (
            (concern.seen, said.StatementKind.FACT),
            (concern.opinion, said.StatementKind.OPINION),
            (concern.pupil_words, said.StatementKind.PUPIL_WORDS),
        ):
            by = concern.raised_by if kind is not said.StatementKind.PUPIL_WORDS else ""
            if text.strip():
                statements.append(said.StatementFacts(text, kind, by, concern.noticed_on))
    background = sources.background or Background(id="", case_id="")
    return said.DifficultyFacts(
        statements=tuple(statements),
        since=_newest(concerns, "since"),
        how_often=_newest(concerns, "how_often"),
        where=_newest(concerns, "where"),
        why_now=_newest(concerns, "why_now"),
        effect_on_sleep=_newest(concerns, "effect_on_sleep"),
        effect_on_eating=_newest(concerns, "effect_on_eating"),
        effect_on_friends=_newest(concerns, "effect_on_friends"),
        effect_at_home=_newest(concerns, "effect_on_home"),
        effect_on_lessons=_newest(concerns, "effect_on_lessons"),
        effect_on_attendance=_newest(concerns, "effect_on_attendance"),
        health=background.medical,
        medication=background.medication,
        development=background.development,
        family_health=background.family_health,
        seen_before=background.seen_by_camhs_before,
    )


def _risk(risks: Sequence[RiskEntry]) -> said.RiskFacts:
    if not risks:
        return said.RiskFacts()
    last = risks[-1]
    spoken = next((risk for risk in reversed(risks) if risk.spoke_to_service), None)
    return said.RiskFacts(
        statements=tuple(
            said.RiskStatementFacts(r.said_or_seen, r.whose_words, r.happened_on, r.asked_by)
            for r in risks
            if r.said_or_seen.strip()
        ),
        asked_by=last.asked_by,
        asked_on=last.asked_on,
        not_asked=tuple(r.not_asked for r in risks if r.not_asked.strip()),
        keeps_safe=_newest(risks, "keeps_safe"),
        who_knows=_newest(risks, "who_knows"),
        plan=_newest(risks, "plan"),
        plan_written_on=next((r.plan_on for r in reversed(risks) if r.plan_on), None),
        spoken_to_service=said.SpokenFacts(spoken.spoke_to, spoken.spoke_on, spoken.advice)
        if spoken
        else None,
    )


def _school_picture(sources: _Sources) -> said.SchoolPictureFacts:
    picture = sources.picture
    strengths = _newest(sources.concerns, "strengths")
    if picture is None:
        return said.SchoolPictureFacts(strengths=strengths)
    attendance = ""
    if picture.attendance_percent is not None:
        attendance = f"{picture.attendance_percent}% {picture.attendance_period}".strip()
    return said.SchoolPictureFacts(
        attendance=attendance,
        attainment=picture.attainment,
        changes=picture.changes,
        strengths=strengths,
    )


def _family_hopes(sources: _Sources) -> tuple[said.HopeFacts, ...]:
    text = _newest(sources.concerns, "family_hopes")
    return (said.HopeFacts("Family", text),) if text else ()
