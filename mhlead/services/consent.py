"""What consent a referral still needs: of whom, to what, and why it is asked, or asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mhlead.domain.calendar import birthday
from mhlead.domain.codes import (
    Capacity,
    ConsentAnswer,
    ConsentTopic,
    ContentPart,
    CriterionKind,
    Met,
    Standing,
)
from mhlead.domain.naming import contact_name
from mhlead.domain.records import Consent, Contact, Referral
from mhlead.services.criteria import read_check
from mhlead.services.letter_consent import OWN_AGE_YEARS, is_of_own_age, may_decide
from mhlead.services.letter_sources import LetterSources, read_sources
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session


class WhyAsk(StrEnum):
    """Why consent is to be asked."""

    NEVER_ASKED = "never-asked"
    NEW_DESTINATION = "new-destination"
    NEW_CONTENT = "new-content"
    TURNED_SIXTEEN = "turned-sixteen"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    PARENT_NOT_ASKED = "parent-not-asked"
    DISAGREEMENT = "disagreement"
    CAPACITY_DOUBTED = "capacity-doubted"
    SERVICE_RULE = "service-rule"


@dataclass(frozen=True)
class ConsentNeed:
    """One thing to ask or settle.

    Attributes:
        who: Name of a person of the family, or "" for the pupil.
        contact_id: That person.
        parts: Parts of the letter the person has not been asked about.
        says: The service's own rule, where that is why.
        holds_back: Without it, or a recorded ground to go ahead, no letter is issued.
    """

    topic: ConsentTopic
    why: WhyAsk
    who: str = ""
    contact_id: str | None = None
    parts: tuple[ContentPart, ...] = ()
    says: str = ""
    holds_back: bool = False


def consent_needs(session: Session, referral_id: str) -> tuple[ConsentNeed, ...]:
    """What is still to be asked or settled before this referral goes, as of today.

    Nothing is needed where the school decided to go ahead without, with its ground.
    """
    with session.reading() as work:
        return needs_of(work, work.get(Referral, referral_id), session.clock.today())


def needs_of(work: UnitOfWork, referral: Referral, today: date) -> tuple[ConsentNeed, ...]:
    """The same within a transaction."""
    sources = read_sources(work, referral, today)
    if _has_ground(sources):
        return ()
    needs = [
        *_to_refer(sources),
        *_by_the_service(work, referral, today),
        *_to_share(sources),
        *_other_parents(sources),
    ]
    if not any(c.topic is ConsentTopic.OUTCOME for c in _about_service(sources)):
        needs.append(ConsentNeed(ConsentTopic.OUTCOME, WhyAsk.NEVER_ASKED))
    return tuple(dict.fromkeys(needs))


def _about_service(sources: LetterSources) -> list[Consent]:
    return [c for c in sources.consents if c.service_id == sources.service.id]


def _has_ground(sources: LetterSources) -> bool:
    return any(
        c.answer is ConsentAnswer.WENT_AHEAD_WITHOUT
        and c.ground.strip()
        and c.withdrawn_on is None
        and (c.expires_on is None or c.expires_on >= sources.today)
        for c in _about_service(sources)
    )


def _to_refer(sources: LetterSources) -> list[ConsentNeed]:
    deciding = _deciding(sources, ConsentTopic.REFER)
    topic = ConsentTopic.REFER
    if not deciding:
        elsewhere = any(
            c.topic is topic and c.answer is ConsentAnswer.AGREED for c in sources.consents
        )
        why = WhyAsk.NEW_DESTINATION if elsewhere else WhyAsk.NEVER_ASKED
        return [ConsentNeed(topic, why, holds_back=True)]
    if is_of_own_age(sources) and not any(c.by_pupil for c in deciding):
        return [ConsentNeed(topic, WhyAsk.TURNED_SIXTEEN, holds_back=_was_given_before(sources))]
    agreed = [c for c in deciding if c.answer is ConsentAnswer.AGREED]
    if any(_stands(c, sources.today) and not _lacks_capacity(c) for c in agreed):
        return _disagreements(deciding)
    return [ConsentNeed(topic, _why_not(deciding[-1], sources.today), holds_back=True)]


def _deciding(sources: LetterSources, topic: ConsentTopic) -> list[Consent]:
    answered = {ConsentAnswer.AGREED, ConsentAnswer.REFUSED}
    found = [
        c
        for c in _about_service(sources)
        if c.topic is topic and c.answer in answered and may_decide(sources, c)
    ]
    return sorted(found, key=lambda c: c.given_on or date.min)


def _was_given_before(sources: LetterSources) -> bool:
    """Whether all that stands was given before the sixteenth birthday."""
    born_on = sources.pupil.born_on
    if born_on is None:
        return False
    sixteen = birthday(born_on, OWN_AGE_YEARS)
    given = [c.given_on for c in _deciding(sources, ConsentTopic.REFER) if c.given_on]
    return all(day < sixteen for day in given)


def _stands(consent: Consent, today: date) -> bool:
    is_over = consent.expires_on is not None and consent.expires_on < today
    return consent.withdrawn_on is None and not is_over


def _lacks_capacity(consent: Consent) -> bool:
    return (
        consent.by_pupil
        and consent.standing is Standing.OWN_16_PLUS
        and consent.capacity is Capacity.LACKS_CAPACITY
    )


def _why_not(consent: Consent, today: date) -> WhyAsk:
    if consent.answer is ConsentAnswer.REFUSED:
        return WhyAsk.REFUSED
    if consent.withdrawn_on is not None:
        return WhyAsk.WITHDRAWN
    return WhyAsk.CAPACITY_DOUBTED if _stands(consent, today) else WhyAsk.EXPIRED


def _disagreements(deciding: list[Consent]) -> list[ConsentNeed]:
    """Those with parental responsibility said different things, and nobody wrote what was done."""
    parents = [c for c in deciding if not c.by_pupil]
    newest = {c.contact_id: c for c in parents}
    answers = {c.answer for c in newest.values()}
    is_told = any(c.disagreement.strip() for c in deciding)
    if len(answers) > 1 and not is_told:
        return [ConsentNeed(ConsentTopic.REFER, WhyAsk.DISAGREEMENT)]
    return []


def _by_the_service(work: UnitOfWork, referral: Referral, today: date) -> list[ConsentNeed]:
    check = read_check(work, referral, today)
    return [
        ConsentNeed(
            ConsentTopic.REFER, WhyAsk.SERVICE_RULE, says=result.criterion.says, holds_back=False
        )
        for result in check.results
        if result.criterion.kind is CriterionKind.CONSENT and result.met is not Met.MET
    ]


def _to_share(sources: LetterSources) -> list[ConsentNeed]:
    given = [
        c
        for c in _about_service(sources)
        if c.topic is ConsentTopic.SHARE
        and c.answer is ConsentAnswer.AGREED
        and _stands(c, sources.today)
    ]
    if not given:
        return [ConsentNeed(ConsentTopic.SHARE, WhyAsk.NEVER_ASKED, parts=_parts(sources))]
    covered = {part for consent in given for part in consent.covers}
    # An answer without parts was given about the whole letter, in the person's words.
    if any(not consent.covers for consent in given):
        return []
    new = tuple(part for part in _parts(sources) if part not in covered)
    return [ConsentNeed(ConsentTopic.SHARE, WhyAsk.NEW_CONTENT, parts=new)] if new else []


def _parts(sources: LetterSources) -> tuple[ContentPart, ...]:
    """The parts the letter has something to say in."""
    told = {
        ContentPart.CONCERN: bool(sources.concerns),
        ContentPart.RISK: bool(sources.risks),
        ContentPart.FAMILY: bool(sources.contacts),
        ContentPart.HEALTH: sources.background is not None,
        ContentPart.SCHOOL: sources.picture is not None or bool(sources.scores),
        ContentPart.SUPPORT: bool(sources.support),
    }
    return tuple(part for part, has_words in told.items() if has_words)


def _other_parents(sources: LetterSources) -> list[ConsentNeed]:
    """Everybody with parental responsibility is asked, unless the pupil decides for themselves."""
    deciding = _deciding(sources, ConsentTopic.REFER)
    if is_of_own_age(sources) or any(c.by_pupil for c in deciding):
        return []
    asked = {c.contact_id for c in _about_service(sources) if c.topic is ConsentTopic.REFER}
    return [
        ConsentNeed(ConsentTopic.REFER, WhyAsk.PARENT_NOT_ASKED, contact_name(contact), contact.id)
        for contact in sources.contacts
        if _is_to_be_asked(contact) and contact.id not in asked and asked
    ]


def _is_to_be_asked(contact: Contact) -> bool:
    return contact.has_parental_responsibility is True and contact.may_be_contacted is not False
