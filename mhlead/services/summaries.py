"""Gathers what a summary says: for a meeting the least it needs, for a crisis what keeps alive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mhlead.domain.codes import ConsentAnswer, ConsentTopic, PaperKind, StaffRole
from mhlead.domain.letter import PersonFacts, PupilFacts, RiskFacts
from mhlead.domain.letter_phrases import day_words, joined
from mhlead.domain.naming import contact_name
from mhlead.domain.paper import PaperHead
from mhlead.domain.records import Consent, Contact, Pupil, RiskEntry
from mhlead.domain.summary import HEALTH, MEDICATION, NamedFacts, StepFacts, SummaryFacts
from mhlead.services.code_lists import label
from mhlead.services.letters import words
from mhlead.services.letters.consent import orders_in_force
from mhlead.services.letters.facts import KEEPING_AWAY, person_facts, pupil_facts, school_facts
from mhlead.services.letters.risk import newest, risk_facts
from mhlead.services.paper_sources import PaperSources, not_to_be_told
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import staff_name

TOPICS: dict[ConsentTopic, str] = {
    ConsentTopic.HELP: "help in school",
    ConsentTopic.REFER: "a referral",
    ConsentTopic.SHARE: "sharing information",
    ConsentTopic.OUTCOME: "that the service tells school the outcome",
}
_LATEST_SUPPORT = 4


def paper_head(sources: PaperSources, actor_id: str) -> PaperHead:
    """What the paper says of itself."""
    order, name, pupil = sources.order, sources.name, sources.pupil
    service = sources.services.get(order.service_id or "")
    contact = next((one for one in sources.contacts if one.id == order.contact_id), None)
    whom = service.name if service else (contact_name(contact) if contact else order.to_whom)
    if order.is_own and contact is None:
        whom = name.full
    by = next((one for one in sources.staff if one.id == actor_id), None)
    return PaperHead(
        kind=order.kind,
        reference=order.reference,
        written_on=sources.today,
        school=school_facts(sources.school, sources.staff),
        full_name=name.full or "A pupil of the school",
        known_as=name.known_as,
        born_on=None if order.is_own else pupil.born_on,
        year_group=label("year-group", pupil.year_group) if pupil.year_group else "",
        form=pupil.form,
        to_whom=whom,
        what_for=order.what_for,
        by=joined((by.name, by.job_title), ", ") if by else "",
        ring=(by.telephone or by.email) if by else "",
    )


def gather_summary(work: UnitOfWork, sources: PaperSources, actor_id: str) -> SummaryFacts:
    """The facts of the summary that is asked for."""
    is_crisis = sources.order.kind is PaperKind.CRISIS_SUMMARY
    risk = risk_facts(sources.risks)
    asked = [one for one in sources.risks if one.asked_by or one.asked_on]
    last = sources.risks[-1] if sources.risks else None
    return SummaryFacts(
        head=paper_head(sources, actor_id),
        about=tuple(_about_for_crisis(sources) if is_crisis else _about_for_meeting(sources)),
        contacts=contacts_to_ring(sources) if is_crisis else (),
        risk=RiskFacts(
            statements=tuple(reversed(risk.statements)),
            asked_by=asked[-1].asked_by if asked else "",
            asked_on=asked[-1].asked_on if asked else None,
            not_asked=tuple(reversed(risk.not_asked)),
        ),
        risk_recorded_by=_recorded_by(work, last),
        helps=tuple(_helps(sources, is_crisis=is_crisis)),
        involved=tuple(_involved(sources, is_crisis=is_crisis)),
        orders=tuple(words.order(one) for one in orders_in_force(sources)) if is_crisis else (),
        picture=() if is_crisis else tuple(_picture(sources)),
        consents=() if is_crisis else tuple(consent_words(sources)),
        withhold=not_to_be_told(sources),
        steps=tuple(steps(sources)),
        owner=sources.staff_name(sources.case.owner_id if sources.case else None),
    )


def _recorded_by(work: UnitOfWork, last: RiskEntry | None) -> str:
    if last is None:
        return ""
    written = work.written(RiskEntry, [last.id]).get(last.id)
    return staff_name(work, written.by) if written else ""


def _named(*pairs: tuple[str, str]) -> Iterator[NamedFacts]:
    for name, text in pairs:
        if text.strip():
            yield NamedFacts(name, text.strip())


def _about_for_crisis(sources: PaperSources) -> Iterator[NamedFacts]:
    pupil: Pupil = sources.pupil
    told: PupilFacts = pupil_facts(pupil, sources.name)
    health = sources.background
    yield from _named(
        ("NHS number", told.nhs_number),
        ("Address", joined(told.address, ", ")),
        ("Sex", told.sex),
        ("Pronouns", told.pronouns),
        (MEDICATION, health.medication if health else ""),
        (HEALTH, health.medical if health else ""),
        ("Alcohol and drugs", health.substances if health else ""),
        ("Communication", told.communication_needs),
        ("Access", told.access_needs),
        ("Language", told.languages),
        ("Interpreter", told.interpreter),
        ("In care", told.in_care if pupil.is_in_care else ""),
    )


def _about_for_meeting(sources: PaperSources) -> Iterator[NamedFacts]:
    told = pupil_facts(sources.pupil, sources.name)
    yield from _named(
        ("Pronouns", told.pronouns),
        ("Special needs", told.sen),
        ("Communication", told.communication_needs),
    )


def contacts_to_ring(sources: PaperSources) -> tuple[PersonFacts, ...]:
    """Who holds parental responsibility first, then as the record orders; no brother or sister.

    Somebody who is not to be contacted stands there without a number, and so does somebody who
    may be what the concern is about.
    """
    kept_away = {o.contact_id for o in orders_in_force(sources) if o.kind in KEEPING_AWAY}
    doubted = {one.contact_id for one in sources.family_checks if one.is_subject_of_concern}
    grown = [one for one in sources.contacts if one.relationship not in words.SIBLINGS]
    grown.sort(key=lambda one: one.has_parental_responsibility is not True)
    school = school_facts(sources.school, sources.staff)
    safeguarding = [
        PersonFacts(one.name, "safeguarding lead in school", telephone=one.telephone)
        for one in sources.staff
        if StaffRole.DSL in one.roles and one.left_on is None
    ]
    return (
        *(
            _doubted(one, sources)
            if one.id in doubted
            else person_facts(one, sources.today, is_kept_away=one.id in kept_away)
            for one in grown
        ),
        *safeguarding,
        PersonFacts(school.name, "school", telephone=school.telephone),
    )


def _doubted(contact: Contact, sources: PaperSources) -> PersonFacts:
    told = person_facts(contact, sources.today, is_kept_away=True)
    return replace(told, note="may be part of the concern: ask the school before any contact")


def _helps(sources: PaperSources, *, is_crisis: bool) -> Iterator[NamedFacts]:
    agreed = [
        one
        for one in sources.told_tutors
        if one.agreed_on and (one.ends_on is None or one.ends_on >= sources.today)
    ]
    yield from _named(
        ("Keeps them safe", newest(sources.risks, "keeps_safe")),
        ("Safety plan", newest(sources.risks, "plan")),
        ("Who knows", newest(sources.risks, "who_knows")),
        ("What helps in the day", joined((one.text for one in agreed), " ")),
        ("If things get worse", sources.plan.if_worse if sources.plan else ""),
        *(
            ("How to reach them", _safe(one.who, one.value, one.safe_times, one.remarks))
            for one in (sources.safe_contacts if is_crisis else ())
        ),
    )


def _safe(*told: str) -> str:
    return joined(told, ", ")


def _involved(sources: PaperSources, *, is_crisis: bool) -> Iterator[str]:
    for one in sources.referrals:
        service = sources.services.get(one.service_id)
        if service is None:
            continue
        stands = label("referral-state", one.state.value)
        number = service.urgent_telephone or service.telephone if is_crisis else ""
        yield joined((f"{service.name}: {stands[:1].lower()}{stands[1:]}", number), ", ")
    for person in sources.professionals:
        if person.to_on is None or person.to_on >= sources.today:
            number = person.telephone if is_crisis else ""
            role = "GP" if person.is_gp else person.role
            yield joined(
                (person.name or person.organisation, role, person.organisation, number), ", "
            )
    social = sources.pupil.social_care_plan
    if social and words.SOCIAL_CARE.get(social) and social.value != "none":
        yield words.SOCIAL_CARE[social]


def _picture(sources: PaperSources) -> Iterator[NamedFacts]:
    picture, concerns = sources.picture, sources.concerns
    attendance = ""
    if picture is not None and picture.attendance_percent is not None:
        attendance = f"{picture.attendance_percent}% {picture.attendance_period}".strip()
    yield from _named(
        ("What worries us", newest(concerns, "seen")),
        ("Their own words", newest(concerns, "pupil_words")),
        ("What they hope for", newest(concerns, "pupil_hopes")),
        ("Strengths", newest(concerns, "strengths")),
        ("Attendance", attendance),
        *(
            (
                "Tried",
                joined(
                    (joined((one.what, one.result), ": "), f"since {day_words(one.from_on)}"), ", "
                ),
            )
            for one in reversed(sources.support[-_LATEST_SUPPORT:])
        ),
    )


def consent_words(sources: PaperSources) -> Iterator[str]:
    """The newest answer of each person to each question; what was answered alike is one line."""
    people = {one.id: contact_name(one) for one in sources.contacts}
    newest_of: dict[tuple[ConsentTopic, str, str], Consent] = {}
    for one in sources.consents:
        went_ahead = one.answer is ConsentAnswer.WENT_AHEAD_WITHOUT
        if one.by_pupil or one.contact_id in people or went_ahead:
            newest_of[(one.topic, one.contact_id or "", one.service_id or "")] = one
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for one in newest_of.values():
        service = sources.services.get(one.service_id or "")
        who = "The young person" if one.by_pupil else people.get(one.contact_id or "", "School")
        about = service.name if service else ""
        when = day_words(one.given_on) if one.given_on else ""
        key = (who, _answer(one, sources), about, when)
        alike.setdefault(key, []).append(TOPICS[one.topic])
    for (who, answer, about, when), topics in alike.items():
        to = f"{', '.join(topics[:-1])} and {topics[-1]}" if len(topics) > 1 else topics[0]
        with_whom = f" ({about})" if about else ""
        yield f"{who}: {answer} to {to}{with_whom}{f', {when}' if when else ''}"


def _answer(one: Consent, sources: PaperSources) -> str:
    if one.withdrawn_on is not None:
        return f"no longer agrees (since {day_words(one.withdrawn_on)})"
    if one.expires_on is not None and one.expires_on < sources.today:
        return f"agreed until {day_words(one.expires_on)}, not since,"
    return {
        ConsentAnswer.AGREED: "agrees",
        ConsentAnswer.REFUSED: "does not agree",
        ConsentAnswer.WENT_AHEAD_WITHOUT: "decided to go ahead without agreement",
    }.get(one.answer, "not asked yet")


def steps(sources: PaperSources) -> Iterator[StepFacts]:
    """What is to be done next, the nearest first."""
    for one in sources.steps:
        if one.what:
            yield StepFacts(one.what, one.due_on, sources.staff_name(one.holder_id))
