"""What consent a referral still needs: of whom, to what, and why it is asked, or asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mhlead.domain.codes import (
    ConsentAnswer,
    ConsentTopic,
    ContentPart,
    CriterionKind,
    Met,
)
from mhlead.domain.naming import contact_name
from mhlead.domain.records import Consent, Contact, Referral
from mhlead.services.criteria import read_check
from mhlead.services.letters.consent import (
    is_from_before_sixteen,
    is_of_own_age,
    lacks_capacity,
    may_decide,
)
from mhlead.services.letters.sources import LetterSources, read_sources
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

    What the school decided to go ahead without, with its ground, is asked no more.
    """
    with session.reading() as work:
        return needs_of(work, work.get(Referral, referral_id), session.clock.today())


def needs_of(work: UnitOfWork, referral: Referral, today: date) -> tuple[ConsentNeed, ...]:
    """The same within a transaction."""
    sources = read_sources(work, referral, today)
    settled = _with_a_ground(sources)
    needs = [
        *_to_refer(sources),
        *_by_the_service(work, referral, today),
        *_to_share(sources),
        *_other_parents(sources),
    ]
    if not any(c.topic is ConsentTopic.OUTCOME for c in _about_service(sources)):
        needs.append(ConsentNeed(ConsentTopic.OUTCOME, WhyAsk.NEVER_ASKED))
    return tuple(dict.fromkeys(need for need in needs if need.topic not in settled))


def _about_service(sources: LetterSources) -> list[Consent]:
    return [c for c in sources.consents if c.service_id == sources.service.id]


def _with_a_ground(sources: LetterSources) -> set[ConsentTopic]:
    """The questions that a recorded decision settled; to refer without is to share without."""
    topics = {
        c.topic
        for c in _about_service(sources)
        if c.answer is ConsentAnswer.WENT_AHEAD_WITHOUT
        and c.ground.strip()
        and _stands(c, sources.today)
    }
    return topics | {ConsentTopic.SHARE} if ConsentTopic.REFER in topics else topics


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
        is_old = all(is_from_before_sixteen(sources, c) for c in deciding)
        return [ConsentNeed(topic, WhyAsk.TURNED_SIXTEEN, holds_back=is_old)]
    weighed = _weighed(deciding)
    agreed = [c for c in weighed if c.answer is ConsentAnswer.AGREED]
    if any(_stands(c, sources.today) and not lacks_capacity(c) for c in agreed):
        return _disagreements(deciding)
    return [ConsentNeed(topic, _why_not(weighed[-1], sources.today), holds_back=True)]


def _weighed(deciding: list[Consent]) -> list[Consent]:
    """The answers that count: the young person's own where they may decide, else everybody's."""
    return [c for c in deciding if c.by_pupil and not lacks_capacity(c)] or deciding


def _deciding(sources: LetterSources, topic: ConsentTopic) -> list[Consent]:
    """The newest answer of each person who may decide, in the order of their days."""
    answers = _answers(sources, topic)
    newest = {_person(c): c for c in answers}
    return [c for c in answers if newest[_person(c)] is c]


def _person(consent: Consent) -> str:
    return "" if consent.by_pupil else consent.contact_id or ""


def _answers(sources: LetterSources, topic: ConsentTopic) -> list[Consent]:
    answered = {ConsentAnswer.AGREED, ConsentAnswer.REFUSED}
    found = [
        c
        for c in _about_service(sources)
        if c.topic is topic and c.answer in answered and may_decide(sources, c)
    ]
    return sorted(found, key=lambda c: c.given_on or date.min)


def _stands(consent: Consent, today: date) -> bool:
    is_over = consent.expires_on is not None and consent.expires_on < today
    return consent.withdrawn_on is None and not is_over


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
    newest = _weighed(_deciding(sources, ConsentTopic.SHARE))
    weighed = _still_said(_answers(sources, ConsentTopic.SHARE), {_person(c) for c in newest})
    given = [c for c in weighed if c.answer is ConsentAnswer.AGREED and _stands(c, sources.today)]
    if not given:
        why = _why_not(newest[-1], sources.today) if newest else WhyAsk.NEVER_ASKED
        return [ConsentNeed(ConsentTopic.SHARE, why, parts=_parts(sources))]
    covered = {part for consent in given for part in consent.covers}
    # An answer without parts was given about the whole letter, in the person's words.
    if any(not consent.covers for consent in given):
        return []
    new = tuple(part for part in _parts(sources) if part not in covered)
    return [ConsentNeed(ConsentTopic.SHARE, WhyAsk.NEW_CONTENT, parts=new)] if new else []


def _still_said(answers: list[Consent], people: set[str]) -> list[Consent]:
    """The answers of these people that nothing they said later took back.

    Who agrees to share one part and then another has agreed to both; who refuses, or withdraws
    what they said last, shares nothing that they agreed to before.
    """
    said: dict[str, list[Consent]] = {}
    for answer in answers:
        before = said.setdefault(_person(answer), [])
        if answer.answer is ConsentAnswer.REFUSED or answer.withdrawn_on is not None:
            before.clear()
        before.append(answer)
    return [answer for person in sorted(people) for answer in said.get(person, ())]


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
