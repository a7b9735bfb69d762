"""Turns the facts of a letter into the values its template may use, absent facts left empty."""

from __future__ import annotations

from datetime import date

from mhlead.domain.codes import Urgency
from mhlead.domain.document import Quote, Runs, plain, strong
from mhlead.domain.letter import (
    Answer,
    LetterFacts,
    PersonFacts,
    ProfessionalFacts,
    RiskStatementFacts,
    SafeContactFacts,
    StatementFacts,
    StatementKind,
)
from mhlead.domain.letter_earlier import EarlierFacts
from mhlead.domain.letter_gaps import is_agreed
from mhlead.domain.letter_phrases import counted, day_words, joined, line_each, muted, yes_or_no
from mhlead.domain.letter_tables import (
    changes_table,
    consent_table,
    home_table,
    measures_table,
    questions_table,
    tried_table,
)
from mhlead.domain.template_filling import Value

URGENCY_WORDS = {
    Urgency.ROUTINE: "Routine",
    Urgency.URGENT: "Urgent",
    Urgency.VERY_URGENT: "Very urgent",
}


def age_at(born_on: date, day: date) -> tuple[int, int]:
    """Whole years and months of age on a day.

    Someone born on 29 February turns a year older on 1 March of a common year, as in English law.
    """
    months = (day.year - born_on.year) * 12 + day.month - born_on.month
    if day.day < born_on.day:
        months -= 1
    return divmod(max(months, 0), 12)


def letter_values(facts: LetterFacts) -> dict[str, Value]:
    """One value for each name there is."""
    return {
        **_sender(facts),
        **_pupil(facts),
        **_consent(facts),
        **_around(facts),
        **_difficulty(facts),
        **_risk(facts),
        **_work(facts),
        **_course(facts),
    }


def _sender(facts: LetterFacts) -> dict[str, Value]:
    to, by = facts.recipient, facts.referrer
    return {
        "reference": facts.reference,
        "letter date": facts.written_on,
        "urgency": URGENCY_WORDS[facts.urgency],
        "urgent telephone": to.urgent_telephone,
        "school name": facts.school.name,
        "service": to.service,
        "recipient person": to.person,
        "dear": _dear(facts),
        "faithfully or sincerely": "sincerely" if to.person or facts.reader else "faithfully",
        "referrer name": by.name,
        "referrer role": by.role,
        "referrer telephone": by.telephone,
        "referrer email": by.email,
        "last seen": by.last_saw_pupil_on,
        "best time to ring": by.best_time_to_ring,
        "deputy in holidays": by.deputy_in_holidays,
        "enclosures": line_each(f"{n} {text}" for n, text in enumerate(facts.enclosures, start=1)),
        "copies": line_each(facts.copies),
    }


def _dear(facts: LetterFacts) -> str:
    if facts.reader is not None:
        return facts.reader.salutation or facts.reader.name
    return facts.recipient.person or "colleague"


def _pupil(facts: LetterFacts) -> dict[str, Value]:
    pupil = facts.pupil
    age = ""
    if pupil.born_on is not None:
        years, months = age_at(pupil.born_on, facts.written_on)
        age = f"{counted(years, 'year')} {counted(months, 'month')}"
    return {
        "pupil name": pupil.full_name,
        "called": pupil.called or pupil.known_as or pupil.full_name or "the young person",
        "known as": pupil.known_as,
        "previous names": pupil.previous_names,
        "pronouns": pupil.pronouns,
        "birth date": pupil.born_on,
        "age": age,
        "year group": pupil.year_group,
        "form": pupil.form,
        "pupil address": joined(pupil.address, ", "),
        "telephones": line_each(pupil.telephones),
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


def _consent(facts: LetterFacts) -> dict[str, Value]:
    without = facts.without_consent
    table = consent_table(facts.consents)
    answers = [c.to_tell_school_outcome for c in facts.consents]
    telling = [c.who for c in facts.consents if c.to_tell_school_outcome is Answer.AGREES]
    return {
        "consent": table if is_agreed(facts) else None,
        "consents": table,
        "outcome agreed": "" if Answer.DECLINES in answers else joined(telling, ", "),
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


def _safe_contact(contact: SafeContactFacts) -> Runs:
    told = (
        joined((contact.channel, contact.safe_times), ", "),
        f"voicemail: {yes_or_no(contact.may_leave_voicemail)}",
        f"post: {yes_or_no(contact.may_post)}",
        f"say the call is from “{contact.name_to_show}”" if contact.name_to_show else "",
        contact.note,
    )
    return strong(f"{contact.who}: ") + plain(joined(told, "; "))


def _around(facts: LetterFacts) -> dict[str, Value]:
    family = facts.family
    return {
        "at home": home_table(family.at_home),
        "parental responsibility": line_each(map(_person, family.parental_responsibility)),
        "siblings elsewhere": line_each(map(_person, family.siblings_elsewhere)),
        "court orders": line_each(family.court_orders),
        "family circumstances": family.circumstances,
        "gp": _professional(facts.gp) if facts.gp else "",
        "other professionals": line_each(map(_professional, facts.other_professionals)),
        "social care": facts.social_care,
        "open elsewhere": facts.open_elsewhere,
    }


def _person(person: PersonFacts) -> str:
    age = "" if person.age_years is None else str(person.age_years)
    return joined((person.name, person.relation, age, person.telephone, person.note), ", ")


def _professional(who: ProfessionalFacts) -> str:
    told = (who.name, who.role, who.organisation, *who.address, who.telephone, who.note)
    return joined(told, ", ")


def _difficulty(facts: LetterFacts) -> dict[str, Value]:
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
            Quote(plain(s.text), joined((s.said_by, day_words(s.happened_on)), ", "))
            for s in by_kind[StatementKind.PUPIL_WORDS]
        ),
    }


def _statement(statement: StatementFacts) -> Runs:
    source = joined((statement.said_by, day_words(statement.happened_on)), ", ")
    return plain(statement.text) + muted(f" ({source})" if source else "")


def _risk(facts: LetterFacts) -> dict[str, Value]:
    risk, spoken = facts.risk, facts.risk.spoken_to_service
    nothing = ""
    if not risk.statements and risk.asked_by and risk.asked_on:
        nothing = (
            f"Asked by {risk.asked_by} on {day_words(risk.asked_on)}: nothing about risk was said."
        )
    return {
        "risk": tuple(_risk_statement(statement) for statement in risk.statements),
        "risk asked by": risk.asked_by,
        "risk asked on": risk.asked_on,
        "nothing said": nothing,
        "not asked": joined(risk.not_asked, "; "),
        "keeps safe": risk.keeps_safe,
        "who knows": risk.who_knows,
        "plan": risk.plan,
        "plan written on": risk.plan_written_on,
        "plan reviewed on": risk.plan_reviewed_on,
        "spoken to": spoken.with_whom if spoken else "",
        "spoken on": spoken.spoken_on if spoken else None,
        "spoken advice": spoken.advice if spoken else "",
        "not spoken": "" if spoken else risk.not_spoken,
    }


def _risk_statement(statement: RiskStatementFacts) -> Runs:
    asked = f"asked by {statement.asked_by}" if statement.asked_by else ""
    source = joined((statement.in_whose_words, day_words(statement.happened_on), asked), ", ")
    return plain(statement.what) + muted(f" ({source})" if source else "")


def _work(facts: LetterFacts) -> dict[str, Value]:
    picture = facts.school_picture
    told = (picture.attendance, picture.sen_support, picture.attainment, picture.changes)
    hopes = tuple(Quote(plain(hope.text), hope.who) for hope in facts.family_hopes)
    own = Quote(plain(facts.pupil_hopes), facts.pupil.known_as or facts.pupil.full_name)
    return {
        "tried": tried_table(facts.tried),
        "school picture": "yes" if any(told) or picture.strengths or picture.measures else "",
        "attendance": picture.attendance,
        "sen support": picture.sen_support,
        "attainment": picture.attainment,
        "changes": picture.changes,
        "strengths": picture.strengths,
        "measures": measures_table(picture.measures),
        "hopes": "yes" if facts.pupil_hopes or hopes else "",
        "pupil hopes": (own,) if facts.pupil_hopes else (),
        "family hopes": hopes,
        "asked of service": facts.asked_of_service,
        "school goes on": facts.school_goes_on,
        "answer hoped by": facts.answer_hoped_by,
        "answers": tuple(
            strong(f"{answer.field[:1].upper()}{answer.field[1:]}: ") + plain(answer.text)
            for answer in facts.answers
        ),
        "earlier referrals": tuple(_earlier(one) for one in facts.earlier),
        "rules": tuple(
            strong(rule.says) + plain(f" ({rule.stands}): {rule.reason}") for rule in facts.rules
        ),
    }


def _earlier(before: EarlierFacts) -> Runs:
    """A referral made before: "To X, 3 March 2026: not accepted on 9 March 2026. Why. “…”"."""
    asked = joined((f"To {before.service}", day_words(before.asked_on)), ", ")
    ended = f"{before.outcome} on {day_words(before.outcome_on)}."
    why = f" {before.reason.rstrip('.')}." if before.reason else ""
    words = f" “{before.words}”" if before.words else ""
    return strong(f"{asked}: ") + plain(f"{ended}{why}{words}") + muted(f" ({before.reference})")


def _course(facts: LetterFacts) -> dict[str, Value]:
    course, plan, reader = facts.course, facts.plan, facts.reader
    waited = ""
    if course.sent_on is not None:
        waited = counted((facts.written_on - course.sent_on).days // 7, "week")
    return {
        "reader name": reader.name if reader else "",
        "reader relation": reader.relation if reader else "",
        "sent on": course.sent_on,
        "sent how": course.sent_how,
        "acknowledged on": course.acknowledged_on,
        "answered on": course.answered_on,
        "state": course.state,
        "state since": course.state_since,
        "their words": course.their_words,
        "their reason": course.their_reason,
        "waited": waited,
        "earlier letters": tuple(plain(words) for words in course.letters),
        "appointments": tuple(plain(words) for words in course.appointments),
        "plan aim": plan.aim,
        "plan seen to by": plan.seen_to_by,
        "plan review on": plan.review_on,
        "plan if worse": plan.if_worse,
        "plan pupil part": plan.pupil_part,
        "what changed": changes_table(facts.changes),
        "questions": questions_table(facts.recipient.service),
        "changes since": facts.changes_since,
        "corrects": facts.corrects,
    }
