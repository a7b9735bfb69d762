"""The facts of a letter in the pieces in which forms ask for them.

They come from the same gathered facts as a letter, so nothing is here that its reader may not be
told. Names that a letter's wording has too mean the same; the others are parts of those.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mhlead.domain.document import Quote, Table, text_of
from mhlead.domain.letter import Answer, ConsentFacts, LetterFacts, PersonFacts
from mhlead.domain.letter_needs import told_values
from mhlead.domain.letter_values import age_at
from mhlead.domain.template_filling import Value

FormValue = str | date | bool | None
"""A text, a day, yes or no; None or "" where it is not known."""

_PIECES = (
    *("surname", "forenames", "pupil street", "pupil postcode", "pupil telephone", "age in years"),
    *("parent name", "parent relation", "parent telephone", "parent has responsibility"),
    *("gp name", "gp practice", "gp telephone", "pupil agrees", "parent agrees", "consent date"),
    *("school address", "school telephone", "school email"),
)
_AS_IN_LETTERS = (
    *("letter date", "reference", "urgency", "pupil name", "known as", "previous names"),
    *("pronouns", "birth date", "year group", "form", "pupil address", "email", "nhs number"),
    *("sex", "gender", "ethnicity", "religion", "languages", "interpreter", "communication needs"),
    *("access needs", "sen", "in care", "young carer", "parental responsibility", "at home"),
    *("siblings elsewhere", "court orders", "family circumstances", "safe contact", "gp"),
    *("other professionals", "social care", "open elsewhere", "difficulty", "opinions"),
    *("pupil words", "since", "how often", "where", "why now", "effect on sleep"),
    *("effect on eating", "effect on friends", "effect at home", "effect on lessons"),
    *("effect on attendance", "health", "medication", "development", "family health"),
    *("seen before", "risk", "keeps safe", "who knows", "plan", "tried", "attendance"),
    *("attainment", "strengths", "measures", "pupil hopes", "family hopes", "asked of service"),
    *("school goes on", "answer hoped by", "school name", "referrer name", "referrer role"),
    *("referrer telephone", "referrer email", "last seen", "best time to ring"),
    *("deputy in holidays", "earlier referrals", "without consent", "enclosures"),
)
FORM_FACTS: tuple[str, ...] = (*_AS_IN_LETTERS, *_PIECES)
"""Names of everything that can be put into a form."""

ANSWERED_BY_CHOICE = frozenset(
    {
        *("urgency", "sex", "gender", "ethnicity", "religion", "languages", "interpreter"),
        *("in care", "young carer", "year group", "social care", "sen", "pronouns", "school name"),
        *("parent has responsibility", "pupil agrees", "parent agrees", "parent relation"),
    }
)
"""Facts that may be ticked or chosen from a list; the rest is only ever written."""

_TRUTHS = {"interpreter": {"needed": True, "not needed": False}}


def form_values(facts: LetterFacts) -> dict[str, FormValue]:
    """A value for every name of `FORM_FACTS`."""
    told = told_values(facts)
    values: dict[str, FormValue] = {name: _flat(told.get(name)) for name in _AS_IN_LETTERS}
    if facts.risk.statements == () and told.get("nothing said"):
        values["risk"] = _flat(told["nothing said"])
    for name, truths in _TRUTHS.items():
        said = str(values[name])
        values[name] = truths.get(said.casefold(), said)
    return {**values, **_pupil(facts), **_parent(facts), **_others(facts)}


def _flat(value: Value) -> FormValue:
    if value is None or isinstance(value, str | date):
        return value
    return "\n".join(_lines(value))


def _lines(value: Value) -> Iterator[str]:
    if isinstance(value, Table):
        for row in value.rows:
            yield ", ".join(filter(None, (text_of(cell) for cell in row)))
    elif isinstance(value, tuple):
        for one in value:
            if isinstance(one, Quote):
                said_by = f" ({one.said_by})" if one.said_by else ""
                yield f"“{text_of(one.runs)}”{said_by}"
            else:
                yield text_of(one)


def _pupil(facts: LetterFacts) -> dict[str, FormValue]:
    pupil = facts.pupil
    age = str(age_at(pupil.born_on, facts.written_on)[0]) if pupil.born_on else ""
    # what was left out of the letter is left out in its pieces too
    is_told = bool(pupil.address)
    street = pupil.address[:-1] if is_told and pupil.postcode else pupil.address
    return {
        "surname": pupil.surname,
        "forenames": pupil.forenames,
        "age in years": age,
        "pupil address": "\n".join(pupil.address),
        "pupil street": "\n".join(street),
        "pupil postcode": pupil.postcode if is_told else "",
        "pupil telephone": _number(pupil.telephones[0]) if pupil.telephones else "",
    }


def _number(told: str) -> str:
    """A telephone number without whose it is: "01632 960733 (home)"."""
    return told.partition(" (")[0]


def _parent(facts: LetterFacts) -> dict[str, FormValue]:
    """The first person known to hold parental responsibility: nobody else is taken for one."""
    held = facts.family.parental_responsibility
    person = held[0] if held else PersonFacts("")
    return {
        "parent name": person.name,
        "parent relation": person.relation,
        "parent telephone": person.telephone,
        "parent has responsibility": person.has_parental_responsibility,
    }


def _others(facts: LetterFacts) -> dict[str, FormValue]:
    gp = facts.gp
    own = [one for one in facts.consents if one.is_pupil]
    parents = [one for one in facts.consents if not one.is_pupil and one.may_decide]
    given = [one.given_on for one in facts.consents if one.given_on and _agrees([one])]
    return {
        "gp name": gp.name if gp else "",
        "gp practice": (gp.organisation or gp.name) if gp else "",
        "gp telephone": gp.telephone if gp else "",
        "pupil agrees": _agrees(own),
        "parent agrees": _agrees(parents),
        "consent date": max(given, default=None),
        "school address": "\n".join(facts.school.address),
        "school telephone": facts.school.telephone,
        "school email": facts.school.email,
    }


def _agrees(answers: list[ConsentFacts]) -> bool | None:
    """Whether somebody who may agrees to the referral; None where nobody was asked."""
    said = {one.to_be_referred for one in answers if one.to_be_referred is not Answer.NOT_ASKED}
    if not said:
        return None
    return Answer.DECLINES not in said
