"""Fits the facts of a letter to whom it is written to: a service, a GP, family or the pupil."""

from __future__ import annotations

from dataclasses import replace

from mhlead.domain import letter as said
from mhlead.domain.codes import Reader
from mhlead.domain.naming import (
    NameFor,
    contact_name,
    name_for_family,
    name_for_pupil,
    name_for_services,
)
from mhlead.domain.records import Contact, Professional, Service
from mhlead.services.letters import words
from mhlead.services.letters.sources import LetterSources

BY_HAND = "By hand"
"""Nothing is posted to a pupil: at home others may open it, and may know another name."""
COPIED_TO_FAMILY = frozenset({said.StatementKind.FACT})
COPIED_TO_PUPIL = COPIED_TO_FAMILY | {said.StatementKind.PUPIL_WORDS}


def name_for(sources: LetterSources) -> NameFor:
    """The pupil's name and pronouns towards whoever reads the letter."""
    pupil, uses = sources.pupil, sources.names
    if sources.reader is Reader.FAMILY:
        return name_for_family(pupil, uses, sources.contact.id if sources.contact else "")
    if sources.reader is Reader.PUPIL:
        return name_for_pupil(pupil, uses)
    return name_for_services(pupil, uses)


def reader_facts(sources: LetterSources) -> said.ReaderFacts | None:
    """Who reads it, where that is not the service itself."""
    if sources.reader is Reader.PUPIL:
        name = name_for(sources)
        return said.ReaderFacts(Reader.PUPIL, name.full, salutation=name.called, address=(BY_HAND,))
    if sources.reader is Reader.FAMILY and sources.contact is not None:
        return _family(sources, sources.contact)
    if sources.reader is Reader.GP and sources.professional is not None:
        return _gp(sources.professional, sources.gp_practice)
    return None


def _family(sources: LetterSources, contact: Contact) -> said.ReaderFacts:
    address = (*contact.address, contact.postcode) if contact.postcode else contact.address
    if not address and contact.lives_with_pupil:
        pupil = sources.pupil
        address = (*pupil.address, pupil.postcode) if pupil.postcode else pupil.address
    name = contact_name(contact)
    titled = " ".join(part for part in (contact.title, contact.surname) if part)
    return said.ReaderFacts(
        Reader.FAMILY,
        name,
        words.relationship(contact),
        titled if contact.title else name,
        address,
    )


def _gp(person: Professional, practice: Service | None) -> said.ReaderFacts:
    place: tuple[str, ...] = (person.organisation,) if person.name and person.organisation else ()
    if practice is not None:
        place = (practice.name, *practice.address, practice.postcode)
    return said.ReaderFacts(
        Reader.GP,
        person.name or person.organisation,
        person.role,
        person.name or "colleague",
        tuple(line for line in place if line),
    )


def fitted(facts: said.LetterFacts) -> said.LetterFacts:
    """The facts a letter to that reader holds, and no others.

    What is frozen with a letter to the family or to the pupil is this too: nothing about other
    people, nor what they or professionals said, is kept with it.
    """
    reader = facts.reader.reader if facts.reader else Reader.SERVICE
    if reader in {Reader.SERVICE, Reader.GP}:
        return facts
    return _for_pupil(facts) if reader is Reader.PUPIL else _for_family(facts)


def _for_family(facts: said.LetterFacts) -> said.LetterFacts:
    name = facts.reader.name if facts.reader else ""
    return said.LetterFacts(
        facts.reference,
        facts.written_on,
        facts.urgency,
        facts.school,
        said.RecipientFacts(
            facts.recipient.service, urgent_telephone=facts.recipient.urgent_telephone
        ),
        _named_only(facts.pupil),
        facts.referrer,
        consents=tuple(c for c in facts.consents if c.who == name and not c.is_pupil),
        difficulty=_difficulty(facts.difficulty, COPIED_TO_FAMILY),
        tried=facts.tried,
        school_picture=said.SchoolPictureFacts(
            attendance=facts.school_picture.attendance, strengths=facts.school_picture.strengths
        ),
        asked_of_service=facts.asked_of_service,
        school_goes_on=facts.school_goes_on,
        answer_hoped_by=facts.answer_hoped_by,
        enclosures=facts.enclosures,
        kind=facts.kind,
        reader=facts.reader,
        course=replace(facts.course, their_words="", their_reason="", letters=()),
        plan=replace(facts.plan, pupil_part=""),
        corrects=facts.corrects,
    )


def _for_pupil(facts: said.LetterFacts) -> said.LetterFacts:
    return replace(
        _for_family(facts),
        consents=tuple(consent for consent in facts.consents if consent.is_pupil),
        difficulty=_difficulty(facts.difficulty, COPIED_TO_PUPIL),
        risk=said.RiskFacts(
            keeps_safe=facts.risk.keeps_safe, who_knows=facts.risk.who_knows, plan=facts.risk.plan
        ),
        pupil_hopes=facts.pupil_hopes,
        withhold=facts.withhold,
        plan=facts.plan,
    )


def _named_only(pupil: said.PupilFacts) -> said.PupilFacts:
    return said.PupilFacts(
        full_name=pupil.full_name,
        born_on=None,
        known_as=pupil.known_as,
        called=pupil.called,
        pronouns=pupil.pronouns,
        year_group=pupil.year_group,
        form=pupil.form,
    )


def _difficulty(
    told: said.DifficultyFacts, kinds: frozenset[said.StatementKind]
) -> said.DifficultyFacts:
    """What was seen, without whoever said it: that may have been another pupil."""
    return said.DifficultyFacts(
        statements=tuple(
            replace(statement, said_by="")
            for statement in told.statements
            if statement.kind in kinds
        ),
        since=told.since,
        effect_on_sleep=told.effect_on_sleep,
        effect_on_eating=told.effect_on_eating,
        effect_on_friends=told.effect_on_friends,
        effect_on_lessons=told.effect_on_lessons,
        effect_on_attendance=told.effect_on_attendance,
    )
