"""Turns the facts of a referral into the values its template may use, absent facts left empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mhlead.domain.codes import Urgency
from mhlead.domain.document import Column, Quote, Run, Runs, Table, plain, strong, text_of
from mhlead.domain.letter import (
    Answer,
    ConsentFacts,
    PersonFacts,
    ProfessionalFacts,
    ReferralFacts,
    RiskStatementFacts,
    SafeContactFacts,
    StatementFacts,
    StatementKind,
    TriedFacts,
    age_at,
)
from mhlead.domain.template_filling import Value, format_date

URGENCY_WORDS = {
    Urgency.ROUTINE: "Routine",
    Urgency.URGENT: "Urgent",
    Urgency.VERY_URGENT: "Very urgent",
}
_ANSWER_WORDS = {
    Answer.AGREES: "Agrees",
    Answer.DECLINES: "Does not agree",
    Answer.NOT_ASKED: "Not asked",
}


def referral_values(facts: ReferralFacts) -> dict[str, Value]:
    """One value for each name of the referral vocabulary."""
    return {
        **_sender(facts),
        **_pupil(facts),
        **_consent(facts),
        **_around(facts),
        **_difficulty(facts),
        **_risk(facts),
        **_work(facts),
    }


def _sender(facts: ReferralFacts) -> dict[str, Value]:
    to, by = facts.recipient, facts.referrer
    return {
        "reference": facts.reference,
        "letter date": facts.written_on,
        "urgency": URGENCY_WORDS[facts.urgency],
        "urgent telephone": to.urgent_telephone,
        "school name": facts.school.name,
        "service": to.service,
        "recipient person": to.person,
        "faithfully or sincerely": "sincerely" if to.person else "faithfully",
        "referrer name": by.name,
        "referrer role": by.role,
        "referrer telephone": by.telephone,
        "referrer email": by.email,
        "last seen": by.last_saw_pupil_on,
        "best time to ring": by.best_time_to_ring,
        "deputy in holidays": by.deputy_in_holidays,
        "enclosures": _lines(f"{n} {text}" for n, text in enumerate(facts.enclosures, start=1)),
        "copies": _lines(facts.copies),
    }


def _pupil(facts: ReferralFacts) -> dict[str, Value]:
    pupil = facts.pupil
    age = ""
    if pupil.born_on is not None:
        years, months = age_at(pupil.born_on, facts.written_on)
        age = f"{_counted(years, 'year')} {_counted(months, 'month')}"
    return {
        "pupil name": pupil.full_name,
        "called": pupil.known_as or pupil.full_name or "the young person",
        "known as": pupil.known_as,
        "previous names": pupil.previous_names,
        "pronouns": pupil.pronouns,
        "birth date": pupil.born_on,
        "age": age,
        "year group": pupil.year_group,
        "form": pupil.form,
        "pupil address": _joined(pupil.address, ", "),
        "telephones": _lines(pupil.telephones),
        "email": pupil.email,
        "nhs number": pupil.nhs_number,
        "sex": pupil.sex,
        "gender": pupil.gender,
        "ethnicity": pupil.ethnicity,
        "religion": pupil.religion,
        "languages": pupil.languages,
        "interpreter": pupil.interpreter,
        "communication needs": pupil.communication_needs,
        "access needs": pupil.access_needs,
        "sen": pupil.sen,
        "in care": pupil.in_care,
        "young carer": pupil.young_carer,
    }


def _consent(facts: ReferralFacts) -> dict[str, Value]:
    without = facts.without_consent
    table = _table(
        (
            Column("Who", 1.35),
            Column("To be helped", 0.85),
            Column("To this referral", 0.85),
            Column("To sharing", 1.3),
            Column("School may be told the outcome", 1.1),
            Column("How and when", 1.3),
        ),
        tuple(_consent_row(consent) for consent in facts.consents),
    )
    agreed = any(c.to_be_referred is Answer.AGREES for c in facts.consents)
    answers = [c.to_tell_school_outcome for c in facts.consents]
    telling = [c.who for c in facts.consents if c.to_tell_school_outcome is Answer.AGREES]
    return {
        "consent": table if agreed else None,
        "consents": table,
        "outcome agreed": "" if Answer.DECLINES in answers else _joined(telling, ", "),
        "competence": tuple(
            strong(f"{c.who}: ") + plain(c.competence_note)
            for c in facts.consents
            if c.competence_note
        ),
        "without consent": without.ground if without else "",
        "without consent reason": without.reason if without else "",
        "without consent by": without.decided_by if without else "",
        "without consent on": without.decided_on if without else None,
        "withhold": tuple(
            strong(f"{held.from_whom}: ") + plain(held.what) for held in facts.withhold
        ),
        "safe contact": tuple(_safe_contact(contact) for contact in facts.safe_contacts),
    }


def _consent_row(consent: ConsentFacts) -> tuple[Runs, ...]:
    return (
        strong(consent.who) + plain(f"\n{consent.relation}" if consent.relation else ""),
        _answer(consent.to_be_helped),
        _answer(consent.to_be_referred),
        _answer(consent.to_share) + plain(f": {consent.share_what}" if consent.share_what else ""),
        _answer(consent.to_tell_school_outcome),
        plain(_joined((consent.how, _day(consent.given_on)), "\n")),
    )


def _answer(answer: Answer) -> Runs:
    return (Run(_ANSWER_WORDS[answer], is_strong=answer is not Answer.AGREES),)


def _safe_contact(contact: SafeContactFacts) -> Runs:
    told = (
        _joined((contact.channel, contact.safe_times), ", "),
        f"voicemail: {_yes_or_no(contact.may_leave_voicemail)}",
        f"post: {_yes_or_no(contact.may_post)}",
        f"say the call is from “{contact.name_to_show}”" if contact.name_to_show else "",
        contact.note,
    )
    return strong(f"{contact.who}: ") + plain(_joined(told, "; "))


def _around(facts: ReferralFacts) -> dict[str, Value]:
    family = facts.family
    at_home = _table(
        (
            Column("At home", 1.6),
            Column("Relation", 1.2),
            Column("Age", 0.5),
            Column("Parental responsibility", 1.1),
            Column("Note", 1.6),
        ),
        tuple(
            (
                plain(person.name),
                plain(person.relation),
                plain("" if person.age_years is None else str(person.age_years)),
                plain(_responsibility(person)),
                plain(_joined((person.telephone, person.note), "; ")),
            )
            for person in family.at_home
        ),
    )
    return {
        "at home": at_home,
        "parental responsibility": _lines(map(_person, family.parental_responsibility)),
        "siblings elsewhere": _lines(map(_person, family.siblings_elsewhere)),
        "court orders": _lines(family.court_orders),
        "family circumstances": family.circumstances,
        "gp": _professional(facts.gp) if facts.gp else "",
        "other professionals": _lines(map(_professional, facts.other_professionals)),
        "social care": facts.social_care,
    }


def _responsibility(person: PersonFacts) -> str:
    known = person.has_parental_responsibility
    return "" if known is None else _yes_or_no(known)


def _person(person: PersonFacts) -> str:
    age = "" if person.age_years is None else str(person.age_years)
    return _joined((person.name, person.relation, age, person.telephone, person.note), ", ")


def _professional(who: ProfessionalFacts) -> str:
    told = (who.name, who.role, who.organisation, *who.address, who.telephone, who.note)
    return _joined(told, ", ")


def _difficulty(facts: ReferralFacts) -> dict[str, Value]:
    told = facts.difficulty
    by_kind = {kind: [s for s in told.statements if s.kind is kind] for kind in StatementKind}
    names = (
        "since;how often;where;why now;effect on sleep;effect on eating;effect on friends;"
        "effect at home;effect on lessons;effect on attendance;health;medication;development;"
        "family health;seen before"
    )
    plain_fields: dict[str, Value] = {
        name: getattr(told, name.replace(" ", "_")) for name in names.split(";")
    }
    return plain_fields | {
        "difficulty": tuple(_statement(s) for s in by_kind[StatementKind.FACT]),
        "opinions": tuple(_statement(s) for s in by_kind[StatementKind.OPINION]),
        "pupil words": tuple(
            Quote(plain(s.text), _joined((s.said_by, _day(s.happened_on)), ", "))
            for s in by_kind[StatementKind.PUPIL_WORDS]
        ),
    }


def _statement(statement: StatementFacts) -> Runs:
    source = _joined((statement.said_by, _day(statement.happened_on)), ", ")
    return plain(statement.text) + _muted(f" ({source})" if source else "")


def _risk(facts: ReferralFacts) -> dict[str, Value]:
    risk, spoken = facts.risk, facts.risk.spoken_to_service
    nothing = ""
    if not risk.statements and risk.asked_by and risk.asked_on:
        nothing = f"Asked by {risk.asked_by} on {_day(risk.asked_on)}: nothing about risk was said."
    return {
        "risk": tuple(_risk_statement(statement) for statement in risk.statements),
        "risk asked by": risk.asked_by,
        "risk asked on": risk.asked_on,
        "nothing said": nothing,
        "not asked": _joined(risk.not_asked, "; "),
        "keeps safe": risk.keeps_safe,
        "who knows": risk.who_knows,
        "plan": risk.plan,
        "plan written on": risk.plan_written_on,
        "plan reviewed on": risk.plan_reviewed_on,
        "spoken to": spoken.with_whom if spoken else "",
        "spoken on": spoken.spoken_on if spoken else None,
        "spoken advice": spoken.advice if spoken else "",
    }


def _risk_statement(statement: RiskStatementFacts) -> Runs:
    asked = f"asked by {statement.asked_by}" if statement.asked_by else ""
    source = _joined((statement.in_whose_words, _day(statement.happened_on), asked), ", ")
    return plain(statement.what) + _muted(f" ({source})" if source else "")


def _work(facts: ReferralFacts) -> dict[str, Value]:
    picture = facts.school_picture
    tried = _table(
        (Column("What", 2.0), Column("When", 1.5), Column("By whom", 1.2), Column("Result", 2.0)),
        tuple(
            (plain(t.what), plain(_period(t)), plain(t.by_whom), plain(t.result))
            for t in facts.tried
        ),
    )
    measures = _table(
        (
            Column("Measure", 1.6),
            Column("Completed by", 1.2),
            Column("Earlier", 1.2),
            Column("Latest", 1.2),
            Column("Note", 1.5),
        ),
        tuple(
            (
                plain(m.name),
                plain(m.completed_by),
                plain(_joined((m.earlier, _day(m.earlier_on)), "\n")),
                plain(_joined((m.later, _day(m.later_on)), "\n")),
                plain(m.note),
            )
            for m in picture.measures
        ),
    )
    told = (picture.attendance, picture.sen_support, picture.attainment, picture.changes)
    hopes = tuple(Quote(plain(hope.text), hope.who) for hope in facts.family_hopes)
    own = Quote(plain(facts.pupil_hopes), facts.pupil.known_as or facts.pupil.full_name)
    return {
        "tried": tried,
        "school picture": "yes" if any(told) or picture.strengths or picture.measures else "",
        "attendance": picture.attendance,
        "sen support": picture.sen_support,
        "attainment": picture.attainment,
        "changes": picture.changes,
        "strengths": picture.strengths,
        "measures": measures,
        "hopes": "yes" if facts.pupil_hopes or hopes else "",
        "pupil hopes": (own,) if facts.pupil_hopes else (),
        "family hopes": hopes,
        "asked of service": facts.asked_of_service,
        "school goes on": facts.school_goes_on,
        "answer hoped by": facts.answer_hoped_by,
    }


def _period(tried: TriedFacts) -> str:
    if tried.started_on and tried.ended_on:
        return f"{_day(tried.started_on)} to {_day(tried.ended_on)}"
    if tried.started_on:
        return f"from {_day(tried.started_on)}"
    return f"until {_day(tried.ended_on)}" if tried.ended_on else ""


def _table(columns: tuple[Column, ...], rows: tuple[tuple[Runs, ...], ...]) -> Table:
    """The table without those columns that no row has anything for."""
    kept = [
        index
        for index in range(len(columns))
        if index == 0 or any(text_of(row[index]).strip() for row in rows)
    ]
    return Table(
        tuple(columns[index] for index in kept),
        tuple(tuple(row[index] for index in kept) for row in rows),
    )


def _muted(text: str) -> Runs:
    return (Run(text, is_muted=True),) if text else ()


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _yes_or_no(answer: bool | None) -> str:
    return "not known" if answer is None else ("yes" if answer else "no")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _joined(parts: Iterable[str], by: str) -> str:
    return by.join(part for part in parts if part)


def _lines(parts: Iterable[str]) -> str:
    return _joined(parts, "\n")
