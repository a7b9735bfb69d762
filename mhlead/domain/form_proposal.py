"""Which fact of ours a field of a form asks for, as far as its words say so.

A proposal and no more: the lead confirms once for each form what goes where. The rules are read
from above, and the first that fits decides; what none of them knows is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mhlead.domain.folding import fold
from mhlead.domain.form_facts import ANSWERED_BY_CHOICE
from mhlead.domain.service_form import BlankForm, FieldKind, FormField

_CHOSEN = frozenset({FieldKind.TICK, FieldKind.ONE_OF, FieldKind.LIST, FieldKind.OPEN_LIST})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_WHO_YOUNG = r"\b(child|childs|young|pupil|pupils|student|patient|patients|yp)\b"
_WHO_PARENT = r"\b(parents?|carers?|guardians?|mothers?|fathers?|family|familys|families|kin)\b"
_WHO_GP = r"\b(gps?|doctors?|surgery)\b"
_WHO_REFERS = r"\b(your|referrers?|referring|completed by)\b"
_TELEPHONE = r"\b(tel|telephone|phone|mobile|contact number|number)\b"
_CONSENTS = r"\b(agrees?|agreed|consents?|consented)\b"

_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", (r"privacy|office use|smartcard|diagnos",)),
    ("consent date", (_CONSENTS, r"\bdate\b")),
    (
        "parent agrees",
        (
            _CONSENTS,
            rf"{_WHO_PARENT}|parental",
        ),
    ),
    ("pupil agrees", (_CONSENTS, _WHO_YOUNG)),
    ("parent has responsibility", (r"responsib", r"\b(holds?|has)\b", _WHO_PARENT)),
    ("parental responsibility", (r"parental responsib",)),
    ("birth date", (r"\b(date of birth|birth date|birthdate|dob|d o b|born)\b",)),
    ("letter date", (r"\b(todays date|date of (referral|request|completion)|referral date)\b",)),
    ("letter date", (r"^date$|^date (completed|of form)$",)),
    ("nhs number", (r"\bnhs (number|no)\b",)),
    ("gp practice", (_WHO_GP, r"\b(practice|surgery|address)\b")),
    ("gp telephone", (_WHO_GP, _TELEPHONE)),
    ("gp name", (_WHO_GP,)),
    ("referrer telephone", (_WHO_REFERS, _TELEPHONE)),
    ("referrer email", (_WHO_REFERS, r"\be ?mail\b")),
    ("referrer role", (_WHO_REFERS, r"\b(role|job|position|title|profession)\b")),
    ("referrer name", (_WHO_REFERS, r"\bname\b")),
    ("surname", (r"\bfamily name\b",)),
    ("parent telephone", (_WHO_PARENT, _TELEPHONE)),
    ("parent relation", (r"\brelationship\b",)),
    ("family circumstances", (r"\bfamily (circumstances|situation|background)\b",)),
    ("parent name", (_WHO_PARENT, r"names?\b")),
    ("surname", (r"\b(surname|last name)\b",)),
    ("forenames", (r"\b(forenames?|first names?|given names?)\b",)),
    ("known as", (r"\b(known as|called|preferred name|likes to be)\b",)),
    ("previous names", (r"\b(previous|former) (sur)?names?\b",)),
    ("school email", (r"\bschool\b", r"\be ?mail\b")),
    ("school telephone", (r"\bschool\b", _TELEPHONE)),
    ("school address", (r"\bschool\b", r"\baddress\b")),
    ("year group", (r"\b(school year|year group|ncy)\b|^year$",)),
    ("form", (r"\b(tutor group|form group)\b",)),
    ("how often", (r"\bhow often\b",)),
    ("since", (r"\b(how long|since when|duration|when did)\b",)),
    ("risk", (r"\b(risks?|self harm|safety)\b",)),
    ("tried", (r"\b(tried|interventions?|support (so far|already|given|offered))\b",)),
    ("asked of service", (r"\b(would you like|hope for|hoping|asking for|do you want)\b",)),
    ("difficulty", (r"\b(worr(y|ies|ied)|concerns?|difficult(y|ies)|reasons? for referral)\b",)),
    ("urgency", (r"\b(urgent|urgency|priority)\b",)),
    ("medication", (r"\bmedications?\b",)),
    ("health", (r"\bmedical (history|needs|conditions?)\b|\bphysical health\b",)),
    ("attendance", (r"\battendance\b",)),
    ("strengths", (r"\bstrengths?\b",)),
    ("social care", (r"\bsocial (care|worker)\b",)),
    ("other professionals", (r"\bother (agencies|professionals|services)\b",)),
    ("in care", (r"\b(in care|looked after)\b",)),
    ("sen", (r"\b(sen|special educational needs)\b",)),
    ("interpreter", (r"\binterpreter\b",)),
    ("languages", (r"\blanguages?\b",)),
    ("pronouns", (r"\bpronouns?\b",)),
    ("ethnicity", (r"\bethnic(ity)?\b",)),
    ("religion", (r"\b(religion|faith)\b",)),
    ("gender", (r"\bgender\b",)),
    ("sex", (r"\bsex\b",)),
    ("pupil postcode", (r"\b(postcode|post code)\b",)),
    ("email", (r"\be ?mail\b",)),
    ("pupil address", (r"\baddress\b",)),
    ("pupil telephone", (r"\b(tel|telephone|phone|mobile|contact number)\b",)),
    ("school name", (r"\bschool\b",)),
    ("referrer role", (r"^(job )?(role|title|position)$",)),
    ("pupil name", (_WHO_YOUNG, r"\bname\b")),
    ("pupil name", (r"^(full )?name$",)),
)
_PATTERNS = tuple((name, tuple(map(re.compile, parts))) for name, parts in _RULES)


def proposed(form: BlankForm) -> dict[str, str]:
    """By a field's name the fact that seems meant; a field nobody can guess at is left out."""
    found = {}
    for field in form.fields:
        fact = "" if field.is_read_only else _meant(field)
        if fact:
            found[field.name] = fact
    return found


def _meant(field: FormField) -> str:
    if field.kind is FieldKind.SIGNATURE:
        return ""
    for words in _said(field.hints):
        fact = _fact(words)
        if fact is not None:
            return fact if fact in ANSWERED_BY_CHOICE or field.kind not in _CHOSEN else ""
    return ""


def _said(hints: Iterable[str]) -> Iterable[str]:
    return (fold(_CAMEL.sub(" ", hint).replace(".", " ")) for hint in hints)


def _fact(words: str) -> str | None:
    for name, parts in _PATTERNS:
        if all(part.search(words) for part in parts):
            return name
    return None
