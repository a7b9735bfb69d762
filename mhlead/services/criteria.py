"""Checking a referral against the chosen service's own criteria, and answering what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.check_views import CriterionResult, ReferralCheck
from mhlead.domain.checks import check
from mhlead.domain.codes import (
    ConsentAnswer,
    ConsentTopic,
    CriterionKind,
    Elsewhere,
    FactAnswer,
    Met,
    Standing,
    Urgency,
)
from mhlead.domain.criteria import AgreementFacts, CriteriaFacts, SupportFact, is_old, judge
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_earlier import RuleFacts
from mhlead.domain.records import (
    AnsweredFact,
    Case,
    Concern,
    Consent,
    Criterion,
    CriterionAnswer,
    Referral,
)
from mhlead.services.letters.consent import is_of_own_age, may_decide
from mhlead.services.letters.facts import gather
from mhlead.services.letters.risk import call_about
from mhlead.services.letters.sources import LetterSources, read_sources
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.referrals import is_open_elsewhere
from mhlead.services.session import Session

_ORDER = {Met.NOT_MET: 0, Met.UNKNOWN: 1, Met.MET: 2}


def check_referral(session: Session, referral_id: str) -> ReferralCheck:
    """How the pupil stands to each rule of the service, as of today.

    Raises:
        NotFound: there is no such referral.
    """
    with session.reading() as work:
        return read_check(work, work.get(Referral, referral_id), session.clock.today())


def read_check(work: UnitOfWork, referral: Referral, today: date) -> ReferralCheck:
    """The check within a transaction."""
    sources = read_sources(work, referral, today)
    return check_of(work, sources, gather(sources))


def check_of(work: UnitOfWork, sources: LetterSources, letter: LetterFacts) -> ReferralCheck:
    """The check by what the letter of the referral says, where that was gathered already."""
    referral, today = sources.referral, sources.today
    facts = criteria_facts(work, sources, letter)
    answers = {a.criterion_id: a for a in work.find(CriterionAnswer, referral_id=referral.id)}
    results = []
    for rule in work.find(Criterion, service_id=referral.service_id):
        judgement = judge(rule, facts, today)
        if judgement is not None:
            results.append(
                CriterionResult(rule, judgement, is_old(rule, today), answers.get(rule.id))
            )
    results.sort(key=lambda result: _ORDER[result.met])
    lacking = [
        field
        for result in results
        if result.criterion.kind is CriterionKind.REQUIRED_FACTS
        for field in result.judgement.values
    ]
    return ReferralCheck(
        referral.id, tuple(results), sources.answered_facts, tuple(dict.fromkeys(lacking))
    )


def unmet_rules(work: UnitOfWork, referral: Referral, today: date) -> tuple[RuleFacts, ...]:
    """The rules that are not known to be met, each with the reason for going on all the same."""
    stands = {Met.NOT_MET: "not met", Met.UNKNOWN: "not known"}
    return tuple(
        RuleFacts(result.criterion.says, stands[result.met], result.answer.reason.strip())
        for result in read_check(work, referral, today).results
        if result.met in stands and result.answer is not None and result.answer.reason.strip()
    )


def criteria_facts(work: UnitOfWork, sources: LetterSources, letter: LetterFacts) -> CriteriaFacts:
    """What is known of the pupil and the referral, as far as criteria ask for it."""
    referral = sources.referral
    concern = sources.concerns[-1] if sources.concerns else None
    starts = [c.since_on for c in sources.concerns if c.since_on is not None]
    practice = next((p.organisation or p.name for p in sources.professionals if p.is_gp), "")
    return CriteriaFacts(
        born_on=sources.pupil.born_on,
        postcode=sources.pupil.postcode,
        practice=practice,
        school=sources.school.name if sources.school else "",
        urgency=referral.urgency or Urgency.ROUTINE,
        needs=_needs(concern) if concern else (),
        since_on=min(starts) if starts else None,
        settings=frozenset(s for c in sources.concerns for s in c.settings),
        last_seen_on=referral.last_seen_on,
        support=tuple(SupportFact(s.kind, s.from_on, s.to_on) for s in sources.support),
        is_open_elsewhere=_open_elsewhere(work, referral),
        spoke_to_service=_spoke(sources),
        agreement=agreement(sources),
        answered=_answered(sources, letter),
    )


def _needs(concern: Concern) -> tuple[str, ...]:
    """The needs that this service may be told, the primary one first; none without that one."""
    return (concern.primary_need, *concern.other_needs) if concern.primary_need else ()


def _open_elsewhere(work: UnitOfWork, referral: Referral) -> bool | None:
    """Our own open referrals tell for certain; of all others only what somebody has found out."""
    if is_open_elsewhere(work, referral):
        return True
    told = {Elsewhere.YES: True, Elsewhere.NO: False}
    return told.get(referral.elsewhere) if referral.elsewhere else None


def _spoke(sources: LetterSources) -> bool | None:
    call = call_about(sources.risks)
    return call.spoke_to_service if call is not None else None


def _answered(sources: LetterSources, letter: LetterFacts) -> frozenset[str]:
    """The fields this service requires that have a value or an honest answer."""
    return frozenset(sources.required_fields) - frozenset(letter.also_required)


def agreement(sources: LetterSources) -> AgreementFacts:
    """Who has agreed to this referral to this service, as it stands today."""
    given = [
        consent
        for consent in sorted(sources.consents, key=lambda c: c.given_on or date.min)
        if consent.topic is ConsentTopic.REFER and consent.service_id == sources.service.id
    ]
    own = [consent for consent in given if consent.by_pupil]
    parents = [c for c in given if not c.by_pupil and may_decide(sources, c)]
    is_competent = is_of_own_age(sources) or any(
        consent.standing is Standing.COMPETENT_UNDER_16 and consent.competence_reason.strip()
        for consent in own
    )
    return AgreementFacts(
        pupil=_last(own, sources.today),
        is_competent=is_competent,
        parent=_any(parents, sources.today),
    )


def _stands(consent: Consent, today: date) -> bool:
    is_over = consent.expires_on is not None and consent.expires_on < today
    return consent.withdrawn_on is None and not is_over


def _yes(consent: Consent, today: date) -> bool | None:
    if consent.answer is ConsentAnswer.AGREED:
        return _stands(consent, today)
    return False if consent.answer is ConsentAnswer.REFUSED else None


def _last(consents: Sequence[Consent], today: date) -> bool | None:
    answers = [yes for consent in consents if (yes := _yes(consent, today)) is not None]
    return answers[-1] if answers else None


def _any(consents: Sequence[Consent], today: date) -> bool | None:
    """By person, the last answer of each; one agreement is enough, else a refusal counts."""
    by_person: dict[str, list[Consent]] = {}
    for consent in consents:
        by_person.setdefault(consent.contact_id or "", []).append(consent)
    answers = [_last(each, today) for each in by_person.values()]
    if True in answers:
        return True
    return False if False in answers else None


def answer_criterion(
    session: Session,
    referral_id: str,
    criterion_id: str,
    *,
    met: Met | None = None,
    reason: str = "",
) -> tuple[CriterionAnswer, Changes]:
    """A person's answer to a rule the record can't judge, or the reason for going on all the same.

    Raises:
        FieldRefused: neither an answer nor a reason was given, or the answer is "unknown".
    """
    if met is None and not reason.strip():
        raise FieldRefused("reason", "required")
    if met is Met.UNKNOWN:
        raise FieldRefused("met", "required")
    today = session.clock.today()
    with session.writing() as work:
        referral = work.get(Referral, referral_id)
        work.get(Criterion, criterion_id)
        told = CriterionAnswer(
            id=session.ids.new(),
            case_id=referral.case_id,
            referral_id=referral_id,
            criterion_id=criterion_id,
            met=met,
            reason=reason,
            answered_on=today,
        )
        before = work.find(CriterionAnswer, referral_id=referral_id, criterion_id=criterion_id)
        told = tidied(replace(told, id=before[0].id) if before else told)
        check(told, today)
        if before:
            work.correct(told, "answered again")
        else:
            work.add(told)
        _log(work, referral, told.id, "CriterionAnswer", is_new=not before)
        return told, work.commit()


def answer_fact(
    session: Session,
    referral_id: str,
    field: str,
    answer: FactAnswer,
    *,
    asked: str,
    asked_on: date,
) -> tuple[AnsweredFact, Changes]:
    """A required fact that can't be given is answered honestly; the letter prints the answer.

    Raises:
        FieldRefused: nobody is named who was asked, or the day lies ahead.
        NotAllowed: the referral has left the school ("already-sent").
    """
    today = session.clock.today()
    with session.writing() as work:
        referral = work.get(Referral, referral_id)
        if not referral.is_open:
            raise NotAllowed("referral-ended")
        before = work.find(AnsweredFact, referral_id=referral_id, field=field)
        told = tidied(
            AnsweredFact(
                id=before[0].id if before else session.ids.new(),
                case_id=referral.case_id,
                referral_id=referral_id,
                field=field,
                answer=answer,
                asked=asked,
                asked_on=asked_on,
            )
        )
        check(told, today)
        if before:
            work.correct(told, "answered again")
        else:
            work.add(told)
        _log(work, referral, told.id, "AnsweredFact", is_new=not before)
        return told, work.commit()


def _log(work: UnitOfWork, referral: Referral, record_id: str, kind: str, *, is_new: bool) -> None:
    pupil_id = work.get(Case, referral.case_id).pupil_id
    action = Action.RECORD_ADDED if is_new else Action.RECORD_CORRECTED
    work.log(action, pupil_id, {"kind": kind, "id": record_id})
