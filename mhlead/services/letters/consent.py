"""What a letter says of consent, and of what is not to be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from mhlead.domain import letter as said
from mhlead.domain.calendar import age_in_years, birthday
from mhlead.domain.codes import Capacity, ConsentAnswer, ConsentTopic, OrderKind, Standing
from mhlead.domain.naming import contact_name, name_for_services
from mhlead.domain.records import Consent, Contact, CourtOrder
from mhlead.services.letters import words
from mhlead.services.letters.sources import LetterSources

OWN_AGE_YEARS = 16
"""From this age a young person consents to treatment as an adult does (Family Law Reform Act 1969,
section 8)."""
_CARE_ORDERS = frozenset({OrderKind.CARE, OrderKind.INTERIM_CARE})


def _for_service(sources: LetterSources) -> list[Consent]:
    """Answers about this service, oldest first; one that names no service is about school alone."""
    about = [
        consent
        for consent in sources.consents
        if consent.service_id == sources.service.id
        or (consent.service_id is None and consent.topic is ConsentTopic.HELP)
    ]
    return sorted(about, key=lambda consent: consent.given_on or date.min)


def _stands(consent: Consent, day: date) -> bool:
    return consent.expires_on is None or consent.expires_on >= day


def consents(sources: LetterSources) -> tuple[said.ConsentFacts, ...]:
    """What each person answered to the four questions, as it stands now.

    An answer of somebody who is no longer among the pupil's contacts, or whom the service is not
    to be told of, is left out: it is never shown as another person's.
    """
    contacts = {contact.id: contact for contact in sources.contacts}
    newest: dict[str, dict[ConsentTopic, Consent]] = {}
    for consent in _for_service(sources):
        is_answer = consent.answer in {ConsentAnswer.AGREED, ConsentAnswer.REFUSED}
        if is_answer and (consent.by_pupil or consent.contact_id in contacts):
            person = "" if consent.by_pupil else consent.contact_id or ""
            newest.setdefault(person, {})[consent.topic] = consent
    told = []
    for person, by_topic in newest.items():
        # Only the last answer can stand: an older one does not come back when a newer one ends.
        given = {t: c for t, c in by_topic.items() if _stands(c, sources.today)}
        if given:
            told.append(_person_consent(sources, contacts.get(person), given))
    return tuple(told)


def _person_consent(
    sources: LetterSources, contact: Contact | None, given: dict[ConsentTopic, Consent]
) -> said.ConsentFacts:
    answers = {topic: words.answer(given.get(topic)) for topic in ConsentTopic}
    last = max(given.values(), key=lambda consent: consent.given_on or date.min)
    share = given.get(ConsentTopic.SHARE)
    if contact is None:
        # The name in school may be one that this service is not to be told.
        name = name_for_services(sources.pupil, sources.names)
        who, relation = name.known_as or name.full, "young person"
        if is_of_own_age(sources):
            relation = "young person, aged 16 or over"
    else:
        who = contact_name(contact)
        relation = words.relation(contact)
    notes = [c for c in given.values() if c.competence_reason]
    referring = given.get(ConsentTopic.REFER)
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
        is_pupil=contact is None,
        may_decide=referring is not None and settles(sources, referring),
    )


def is_of_own_age(sources: LetterSources) -> bool:
    """Whether the pupil is 16 or over, so that their own consent is enough in law."""
    born_on = sources.pupil.born_on
    return (
        born_on is not None
        and born_on <= sources.today
        and age_in_years(born_on, sources.today) >= OWN_AGE_YEARS
    )


def settles(sources: LetterSources, consent: Consent) -> bool:
    """Whether this answer settles the referral now.

    An answer of a parent from before the sixteenth birthday does so no longer: the pupil is asked.
    Nor does one of a pupil who was found to lack the capacity for it.
    """
    return may_decide(sources, consent) and not (
        lacks_capacity(consent) or is_from_before_sixteen(sources, consent)
    )


def lacks_capacity(consent: Consent) -> bool:
    """Whether it was decided that the pupil lacks the capacity for their own answer."""
    return (
        consent.by_pupil
        and consent.standing is Standing.OWN_16_PLUS
        and consent.capacity is Capacity.LACKS_CAPACITY
    )


def is_from_before_sixteen(sources: LetterSources, consent: Consent) -> bool:
    """Whether somebody else answered for a pupil who has turned 16 since."""
    born_on = sources.pupil.born_on
    if consent.by_pupil or born_on is None or not is_of_own_age(sources):
        return False
    return consent.given_on is None or consent.given_on < birthday(born_on, OWN_AGE_YEARS)


def may_decide(sources: LetterSources, consent: Consent) -> bool:
    """Whether this answer can settle the referral, and not only be told beside another's.

    A local authority shares parental responsibility under a care order that the record knows of,
    and does not where a child is only accommodated with the parents' agreement (Children Act 1989,
    sections 20, 31 and 33).
    """
    if consent.standing is Standing.VIEW_ONLY:
        return False
    if consent.by_pupil:
        is_judged = consent.standing is Standing.COMPETENT_UNDER_16 and bool(
            consent.competence_reason.strip()
        )
        return is_judged or is_of_own_age(sources)
    if consent.standing is Standing.LOCAL_AUTHORITY:
        return any(order.kind in _CARE_ORDERS for order in orders_in_force(sources))
    contact = next((c for c in sources.contacts if c.id == consent.contact_id), None)
    if contact is None:
        return False
    held = contact.has_parental_responsibility
    return held is True or (held is None and consent.standing is Standing.PARENTAL_RESPONSIBILITY)


def without_consent(sources: LetterSources) -> said.WithoutConsent | None:
    """The recorded decision to go ahead without consent, or None."""
    decided = [
        consent
        for consent in _for_service(sources)
        if consent.answer is ConsentAnswer.WENT_AHEAD_WITHOUT
        and consent.topic is ConsentTopic.REFER
        and consent.withdrawn_on is None
        and _stands(consent, sources.today)
    ]
    if not decided:
        return None
    last = decided[-1]
    return said.WithoutConsent(last.ground, last.scope, last.taken_by, last.given_on)


def withhold(sources: LetterSources) -> tuple[said.WithholdFacts, ...]:
    """What the service is asked not to tell somebody, without repeating it.

    Nothing is said of a fact that the service itself is not to be told.
    """
    contacts = {contact.id: contact_name(contact) for contact in sources.contacts}
    kept = [each for each in sources.withholdings if each.service_id == sources.service.id]
    told = [
        said.WithholdFacts(
            what=words.withheld_fact(each),
            from_whom=each.from_whom or contacts.get(each.contact_id or "", SOMEBODY),
        )
        for each in sources.withholdings
        if each.service_id is None
        and not any(
            hidden.about_id == each.about_id and (not hidden.field or hidden.field == each.field)
            for hidden in kept
        )
    ]
    return (*told, *confidential_addresses(sources, contacts))


class OrdersOnDay(Protocol):
    """What tells which orders are in force."""

    @property
    def orders(self) -> tuple[CourtOrder, ...]:
        """Every order in the record."""
        ...

    @property
    def today(self) -> date:
        """The day that counts."""
        ...


SOMEBODY = "a person of the family"
"""From whom a fact is kept where the record does not say it, or may not."""


def confidential_addresses(
    sources: OrdersOnDay, contacts: dict[str, str]
) -> tuple[said.WithholdFacts, ...]:
    """Who is not to learn where the pupil lives, by the orders in force."""
    return tuple(
        said.WithholdFacts(
            what="the home address, the telephone numbers and the school",
            from_whom=contacts.get(order.contact_id or "", "anybody outside your service"),
        )
        for order in orders_in_force(sources)
        if order.kind is OrderKind.CONFIDENTIAL_ADDRESS
    )


def orders_in_force(sources: OrdersOnDay) -> Sequence[CourtOrder]:
    """Court orders and rules that have not ended."""
    return [o for o in sources.orders if o.ends_on is None or o.ends_on >= sources.today]
