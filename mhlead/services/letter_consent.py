"""What a letter says of consent, and of what is not to be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mhlead.domain import letter as said
from mhlead.domain.codes import ConsentAnswer, ConsentTopic, Standing
from mhlead.domain.naming import contact_name, school_name
from mhlead.domain.records import Consent, Contact
from mhlead.services import letter_words as words
from mhlead.services.letter_sources import LetterSources


def _for_service(sources: LetterSources) -> list[Consent]:
    day = sources.today
    return [
        consent
        for consent in sources.consents
        if consent.service_id in {None, sources.service.id}
        and (consent.expires_on is None or consent.expires_on >= day)
    ]


def consents(sources: LetterSources) -> tuple[said.ConsentFacts, ...]:
    """What each person answered to the four questions, as it stands now."""
    by_person: dict[str, list[Consent]] = {}
    for consent in _for_service(sources):
        if consent.answer in {ConsentAnswer.AGREED, ConsentAnswer.REFUSED}:
            by_person.setdefault(consent.contact_id or "", []).append(consent)
    contacts = {contact.id: contact for contact in sources.contacts}
    return tuple(
        _person_consent(sources, contacts.get(person), given) for person, given in by_person.items()
    )


def _person_consent(
    sources: LetterSources, contact: Contact | None, given: Sequence[Consent]
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


def without_consent(sources: LetterSources) -> said.WithoutConsent | None:
    """The recorded decision to go ahead without consent, or None."""
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


def withhold(sources: LetterSources) -> tuple[said.WithholdFacts, ...]:
    """What the service is asked not to tell somebody, without repeating it."""
    contacts = {contact.id: contact_name(contact) for contact in sources.contacts}
    return tuple(
        said.WithholdFacts(
            what=words.withheld_fact(each),
            from_whom=each.from_whom or contacts.get(each.contact_id or "", ""),
        )
        for each in sources.withholdings
        if each.service_id is None
    )
