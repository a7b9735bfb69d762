"""Gathers what a referral letter says from the records, for one service on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mhlead.domain import letter as said
from mhlead.domain.calendar import age_in_years
from mhlead.domain.codes import OrderKind, StaffRole, Urgency
from mhlead.domain.identifiers import shown_nhs_number
from mhlead.domain.letter_parts import left_out
from mhlead.domain.letter_values import letter_values
from mhlead.domain.naming import NameFor, contact_name
from mhlead.domain.records import (
    Background,
    Contact,
    Professional,
    Pupil,
    SafeContact,
    SchoolProfile,
    StaffMember,
)
from mhlead.services.code_lists import label
from mhlead.services.letters import words
from mhlead.services.letters.consent import (
    consents,
    orders_in_force,
    withhold,
    without_consent,
)
from mhlead.services.letters.course import course, plan
from mhlead.services.letters.readers import fitted, name_for, reader_facts
from mhlead.services.letters.risk import newest, risk_facts
from mhlead.services.letters.sources import LetterSources

KEEPING_AWAY = frozenset({OrderKind.NO_CONTACT, OrderKind.NON_MOLESTATION})
"""Orders under which nobody is asked to ring the person they restrict."""


def gather(sources: LetterSources) -> said.LetterFacts:
    """The facts of the letter, whole; what is not known is empty, never guessed.

    They are those its reader may be told, and nothing else stands in them.
    """
    facts = left_out(fitted(_gathered(sources)), sources.order.left_out if sources.order else ())
    values = letter_values(facts)
    answered = {answer.field for answer in facts.answers}
    is_told = {name for name, value in values.items() if value}
    if values["nothing said"]:
        is_told.add("risk")
    lacking = (name for name in sources.required_fields if name not in is_told | answered)
    return replace(facts, also_required=tuple(lacking))


def _gathered(sources: LetterSources) -> said.LetterFacts:
    referral = sources.referral
    return said.LetterFacts(
        reference=referral.reference,
        written_on=sources.today,
        urgency=referral.urgency or Urgency.ROUTINE,
        school=school_facts(sources.school, sources.staff),
        recipient=_recipient(sources),
        pupil=pupil_facts(sources.pupil, name_for(sources)),
        referrer=_referrer(sources),
        consents=consents(sources),
        without_consent=without_consent(sources),
        withhold=withhold(sources),
        safe_contacts=tuple(_safe_contact(each) for each in sources.safe_contacts),
        family=_family(sources),
        gp=next((_professional(p) for p in _current(sources) if p.is_gp), None),
        other_professionals=tuple(_professional(p) for p in _current(sources) if not p.is_gp),
        social_care=_social_care(sources.pupil),
        open_elsewhere=words.open_elsewhere(referral),
        difficulty=_difficulty(sources),
        risk=risk_facts(sources.risks),
        tried=tuple(
            said.TriedFacts(s.what, s.from_on, s.to_on, s.by_whom, s.result)
            for s in sources.support
        ),
        earlier=tuple(words.earlier(one) for one in sources.earlier),
        school_picture=_school_picture(sources),
        pupil_hopes=newest(sources.concerns, "pupil_hopes"),
        family_hopes=_family_hopes(sources),
        asked_of_service=referral.asks,
        school_goes_on=referral.meanwhile,
        answer_hoped_by=_answer_hoped_by(sources),
        enclosures=referral.enclosures,
        copies=referral.copies,
        answers=tuple(
            said.AnswerFacts(fact.field, words.answered_fact(fact))
            for fact in sources.answered_facts
        ),
        kind=sources.kind,
        reader=reader_facts(sources),
        course=course(sources),
        plan=plan(sources),
    )


def _answer_hoped_by(sources: LetterSources) -> date | None:
    return sources.answer_by


def school_facts(school: SchoolProfile | None, staff: Sequence[StaffMember]) -> said.SchoolFacts:
    """The school as the letterhead shows it."""
    if school is None:
        return said.SchoolFacts(name="")
    heads = [p.name for p in staff if StaffRole.HEAD in p.roles and p.left_on is None]
    address = (*school.address, school.postcode) if school.postcode else school.address
    return said.SchoolFacts(
        name=school.name,
        address=address,
        telephone=school.telephone,
        email=school.email,
        headteacher=heads[0] if heads else "",
    )


def _recipient(sources: LetterSources) -> said.RecipientFacts:
    service = sources.service
    address = (*service.address, service.postcode) if service.postcode else service.address
    return said.RecipientFacts(
        service=service.name,
        team=service.team,
        person=sources.counterpart.name if sources.counterpart else "",
        address=address,
        urgent_telephone=service.urgent_telephone,
    )


def pupil_facts(pupil: Pupil, name: NameFor) -> said.PupilFacts:
    """Who it is, by the name this reader is told."""
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
        called=name.called,
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
        surname=pupil.surname,
        forenames=" ".join(part for part in (pupil.forename, pupil.middle_names) if part),
        postcode=pupil.postcode,
    )


def _referrer(sources: LetterSources) -> said.ReferrerFacts:
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
    if person is None or (person.left_on is not None and person.left_on < sources.today):
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


def _family(sources: LetterSources) -> said.FamilyFacts:
    kept_away = {o.contact_id for o in orders_in_force(sources) if o.kind in KEEPING_AWAY}
    people = {
        c.id: person_facts(c, sources.today, is_kept_away=c.id in kept_away)
        for c in sources.contacts
    }
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
        court_orders=tuple(words.order(order) for order in orders_in_force(sources)),
        circumstances=background.life_events if background else "",
    )


def person_facts(contact: Contact, today: date, *, is_kept_away: bool) -> said.PersonFacts:
    """Somebody of the family; no number stands there of somebody who is not to be rung."""
    may_ring = contact.may_be_contacted is not False and not is_kept_away
    return said.PersonFacts(
        name=contact_name(contact),
        relation=words.relationship(contact),
        age_years=age_in_years(contact.born_on, today) if contact.born_on else None,
        has_parental_responsibility=contact.has_parental_responsibility,
        telephone=(contact.mobile or contact.telephone) if may_ring else "",
        note=contact.contact_rule if may_ring else f"Please do not contact. {contact.contact_rule}",
    )


def _current(sources: LetterSources) -> list[Professional]:
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


def _difficulty(sources: LetterSources) -> said.DifficultyFacts:
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
        since=newest(concerns, "since"),
        how_often=newest(concerns, "how_often"),
        where=newest(concerns, "where"),
        why_now=newest(concerns, "why_now"),
        effect_on_sleep=newest(concerns, "effect_on_sleep"),
        effect_on_eating=newest(concerns, "effect_on_eating"),
        effect_on_friends=newest(concerns, "effect_on_friends"),
        effect_at_home=newest(concerns, "effect_on_home"),
        effect_on_lessons=newest(concerns, "effect_on_lessons"),
        effect_on_attendance=newest(concerns, "effect_on_attendance"),
        health=background.medical,
        medication=background.medication,
        development=background.development,
        family_health=background.family_health,
        seen_before=background.seen_by_camhs_before,
    )


def _school_picture(sources: LetterSources) -> said.SchoolPictureFacts:
    picture = sources.picture
    strengths = newest(sources.concerns, "strengths")
    measures = words.measures(sources.scores)
    if picture is None:
        return said.SchoolPictureFacts(strengths=strengths, measures=measures)
    attendance = ""
    if picture.attendance_percent is not None:
        attendance = f"{picture.attendance_percent}% {picture.attendance_period}".strip()
    return said.SchoolPictureFacts(
        attendance=attendance,
        attainment=picture.attainment,
        changes=picture.changes,
        strengths=strengths,
        measures=measures,
    )


def _family_hopes(sources: LetterSources) -> tuple[said.HopeFacts, ...]:
    text = newest(sources.concerns, "family_hopes")
    return (said.HopeFacts("Family", text),) if text else ()
