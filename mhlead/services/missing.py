"""What is missing across all records: no outcome, no review, no answer, nothing to reach them by.

Today says what falls due; this says what a record lacks, due or not. Nothing here holds anything
back, and a line leaves the list when the gap is filled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mhlead.domain.codes import (
    ConsentAnswer,
    ConsentTopic,
    CriterionKind,
    ReferralState,
    Speaker,
    StepKind,
)
from mhlead.domain.criteria import is_old
from mhlead.domain.missing_views import Lack, Missing, MissingLine, Part
from mhlead.domain.moves import ENDED
from mhlead.domain.naming import initials, school_name
from mhlead.domain.records import (
    Contact,
    Conversation,
    Criterion,
    NextStep,
    Professional,
    Pupil,
    Referral,
    RiskEntry,
    SupportAction,
)
from mhlead.services.marks import day_of
from mhlead.services.missing_drafts import lacks_of_draft, read_ahead
from mhlead.services.ports import UnitOfWork
from mhlead.services.referrals import CHANGEABLE
from mhlead.services.school import STALE_AFTER_DAYS, is_stale
from mhlead.services.session import Session
from mhlead.services.today_facts import TodayFacts, by_field, read_facts, some

NO_TALK_DAYS = 42
"""Nobody spoke with pupil or family for half a term of six weeks: our own choice."""
ASKED_OF_ALL = ("birth date", "parental responsibility", "risk", "gp")
"""What every service asks for, so that it is not first looked for when a referral is urgent."""
_ANSWERING = frozenset({ReferralState.SENT, ReferralState.ACKNOWLEDGED, ReferralState.REFERRED_ON})
Lines = Iterator[MissingLine]


@dataclass(frozen=True)
class _Facts:
    """What the rules look at; everything by case or by pupil, of open cases alone."""

    today: TodayFacts
    contacts: Mapping[str, Sequence[Contact]]
    professionals: Mapping[str, Sequence[Professional]]
    risks: Mapping[str, Sequence[RiskEntry]]
    support: Sequence[SupportAction]
    talked_on: Mapping[str, date]
    rules: Mapping[str, Sequence[Criterion]]

    @property
    def on(self) -> date:
        """The day it is."""
        return self.today.today

    def of_case(self, case_id: str) -> dict[str, str]:
        """Whom a line about a case names."""
        facts = self.today
        case = facts.cases.get(case_id) or facts.entry_cases.get(case_id)
        pupil = facts.pupils.get(case.pupil_id) if case else None
        if case is None or pupil is None:
            return {"case_id": case_id}
        return {"case_id": case_id, **_named(pupil)}

    def of_referral(self, referral: Referral) -> dict[str, str]:
        """Whom and what a line about a referral names."""
        service = self.today.services.get(referral.service_id)
        return {
            **self.of_case(referral.case_id),
            "referral_id": referral.id,
            "reference": referral.reference,
            "service_id": referral.service_id,
            "service": service.name if service else "",
        }


def _named(pupil: Pupil) -> dict[str, str]:
    return {"pupil_id": pupil.id, "name": school_name(pupil), "initials": initials(pupil)}


def read_missing(session: Session) -> Missing:
    """Everything that open cases, open referrals and services in use lack today."""
    on = session.clock.today()
    with session.reading() as work:
        facts = _read(work, on)
        lines = list(_of_drafts(work, facts))
        for rule in RULES:
            lines += rule(facts)
    named = {(one.case_id, one.fact) for one in lines if one.referral_id}
    shown = {
        one.key: one
        for one in lines
        # A fact that a draft waits for is not named a second time for the case as a whole.
        if one.referral_id or one.lack is not Lack.FACT or (one.case_id, one.fact) not in named
    }
    order = list(Part)
    found = sorted(shown.values(), key=lambda one: (order.index(one.part), one.since_on, one.key))
    return Missing(on, tuple(found))


def _read(work: UnitOfWork, on: date) -> _Facts:
    today = read_facts(work, on)
    cases = list(today.cases)
    pupils = {case.pupil_id for case in today.cases.values()}
    return _Facts(
        today=today,
        contacts=by_field("pupil_id", some(work, Contact, "pupil_id", pupils)),
        professionals=by_field("pupil_id", some(work, Professional, "pupil_id", pupils)),
        risks=by_field("case_id", some(work, RiskEntry, "case_id", cases)),
        support=some(work, SupportAction, "case_id", cases),
        talked_on=_talked_on(work, today, cases),
        rules=by_field("service_id", work.find(Criterion)),
    )


def _talked_on(work: UnitOfWork, today: TodayFacts, cases: Collection[str]) -> Mapping[str, date]:
    """By case, the last day somebody spoke with the pupil or the family."""
    days = {case.id: case.opened_on for case in today.cases.values()}
    met = [
        (talk.case_id, talk.happened_on)
        for talk in some(work, Conversation, "case_id", cases)
        if talk.is_two_way and talk.speaker in {Speaker.PUPIL, Speaker.FAMILY}
    ]
    met += [
        (step.case_id, step.done_on)
        for step in some(work, NextStep, "case_id", cases)
        if step.done_on is not None and step.kind in {StepKind.SEE_PUPIL, StepKind.RING_FAMILY}
    ]
    for case_id, on in met:
        days[case_id] = max(days[case_id], on)
    return days


def _of_drafts(work: UnitOfWork, facts: _Facts) -> Lines:
    drafts = [one for one in facts.today.open_referrals if one.state in CHANGEABLE]
    pupils = {facts.today.cases[draft.case_id].pupil_id for draft in drafts}
    ahead = read_ahead(work, drafts, pupils)
    for referral in drafts:
        named = facts.of_referral(referral)
        for one in lacks_of_draft(ahead, referral, facts.on):
            yield MissingLine(
                one.lack,
                one.since_on,
                fact=one.fact,
                record_id=one.record_id,
                rule=one.rule,
                **named,
            )


def safeguarding(facts: _Facts) -> Lines:
    """Entries marked as safeguarding that the DSL has not taken up."""
    for entry in facts.today.safeguarding:
        notices = facts.today.notices.get((type(entry).__name__, entry.id), ())
        if not any(notice.acknowledged_on for notice in notices):
            named = facts.of_case(entry.case_id)
            yield MissingLine(Lack.DSL_TOLD, day_of(entry), record_id=entry.id, **named)


def facts_of_all(facts: _Facts) -> Lines:
    """What every service asks for, of each pupil of concern."""
    for case in facts.today.cases.values():
        pupil = facts.today.pupils.get(case.pupil_id)
        told = {
            "birth date": pupil is not None and pupil.born_on is not None,
            "parental responsibility": any(
                one.has_parental_responsibility for one in facts.contacts.get(case.pupil_id, ())
            ),
            "risk": bool(facts.risks.get(case.id)),
            "gp": any(one.is_gp for one in facts.professionals.get(case.pupil_id, ())),
        }
        for fact in ASKED_OF_ALL:
            if not told[fact]:
                yield MissingLine(Lack.FACT, case.opened_on, fact=fact, **facts.of_case(case.id))


def no_outcome(facts: _Facts) -> Lines:
    """Appointments, help and refusals of which nobody has written down what came of them."""
    today = facts.today
    for appointments in today.appointments.values():
        for one in appointments:
            referral = today.referrals.get(one.referral_id)
            if one.attendance is None and one.held_on < facts.on and referral is not None:
                named = facts.of_referral(referral)
                yield MissingLine(Lack.APPOINTMENT_OUTCOME, one.held_on, record_id=one.id, **named)
    for help_given in facts.support:
        ended_on = help_given.to_on
        if ended_on is not None and ended_on < facts.on and not help_given.result.strip():
            named = facts.of_case(help_given.case_id)
            yield MissingLine(Lack.SUPPORT_RESULT, ended_on, record_id=help_given.id, **named)
    for referral in today.referrals.values():
        is_refused = referral.state is ReferralState.NOT_ACCEPTED
        if is_refused and referral.followed_up_on is None and referral.case_id in today.cases:
            since = today.stands_since(referral)
            yield MissingLine(Lack.NOT_SETTLED, since, **facts.of_referral(referral))


def no_outcome_consent(facts: _Facts) -> Lines:
    """Referrals that have left, of which nobody was asked whether school may hear the outcome."""
    for referral in facts.today.open_referrals:
        if referral.state in CHANGEABLE:
            continue
        asked = [
            consent
            for consent in facts.today.consents.get(referral.case_id, ())
            if consent.topic is ConsentTopic.OUTCOME
            and consent.service_id in {None, referral.service_id}
            and consent.answer is not ConsentAnswer.NOT_YET_ASKED
        ]
        if not asked:
            since = facts.today.left_school_on(referral) or referral.created_on
            yield MissingLine(Lack.OUTCOME_CONSENT, since, **facts.of_referral(referral))


def no_review(facts: _Facts) -> Lines:
    """Plans in school whose day of review has passed."""
    for plan in facts.today.plans.values():
        if plan.case_id in facts.today.cases and plan.review_on and plan.review_on < facts.on:
            named = facts.of_case(plan.case_id)
            yield MissingLine(Lack.PLAN_REVIEW, plan.review_on, record_id=plan.id, **named)


def no_answer(facts: _Facts) -> Lines:
    """Referrals past their day that nobody answered, and those the service waits for."""
    for referral in facts.today.open_referrals:
        since = facts.today.stands_since(referral)
        is_past = referral.deadline_on is not None and referral.deadline_on < facts.on
        if referral.state in _ANSWERING and is_past:
            yield MissingLine(Lack.NOT_ANSWERED, since, **facts.of_referral(referral))
        if referral.state is ReferralState.RETURNED_FOR_INFORMATION:
            yield MissingLine(Lack.INFORMATION_OWED, since, **facts.of_referral(referral))


def no_contact(facts: _Facts) -> Lines:
    """Pupils nobody has spoken with, and families there is no number of."""
    for case in facts.today.cases.values():
        last_on = facts.talked_on[case.id]
        if (facts.on - last_on).days > NO_TALK_DAYS:
            since = last_on + timedelta(days=NO_TALK_DAYS)
            yield MissingLine(Lack.NO_TALK, since, **facts.of_case(case.id))
        family = facts.contacts.get(case.pupil_id, ())
        if not any(one.telephone or one.mobile or one.email for one in family):
            first = next((one.id for one in family if one.has_parental_responsibility), "")
            named = facts.of_case(case.id)
            yield MissingLine(Lack.NO_NUMBER, case.opened_on, record_id=first, **named)


def old_services(facts: _Facts) -> Lines:
    """Services in use whose details or rules are old, or whose rules nobody wrote down."""
    used = {r.service_id for r in facts.today.open_referrals if r.state not in ENDED}
    for service_id in sorted(used & set(facts.today.services)):
        service = facts.today.services[service_id]
        named = {"service_id": service.id, "service": service.name}
        if is_stale(service, facts.on):
            checked_on = service.checked_on
            since = checked_on + timedelta(days=STALE_AFTER_DAYS) if checked_on else facts.on
            yield MissingLine(Lack.OLD_DETAILS, since, **named)
        rules = [
            rule
            for rule in facts.rules.get(service_id, ())
            if rule.kind is not CriterionKind.REPLY_TIME
        ]
        old = [rule.read_on or facts.on for rule in rules if is_old(rule, facts.on)]
        if not rules:
            yield MissingLine(Lack.NO_RULES, facts.on, **named)
        elif old:
            yield MissingLine(Lack.OLD_RULES, min(old), **named)


RULES = (
    safeguarding,
    facts_of_all,
    no_outcome,
    no_outcome_consent,
    no_review,
    no_answer,
    no_contact,
    old_services,
)
"""Everything that can be missing beside what a draft lacks."""
