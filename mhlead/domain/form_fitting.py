"""Fits our facts into the fields of a form, or says why one does not fit; nothing is ever cut."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mhlead.domain.folding import fold
from mhlead.domain.form_facts import FormValue
from mhlead.domain.service_form import (
    BlankForm,
    FieldKind,
    FormAnswer,
    FormField,
    FormFilling,
    FormOption,
    FormReason,
    FormRest,
)

USUAL_DAY = "dd/mm/yyyy"
_MONTHS = "January February March April May June July August September October November December"
_PARTS = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dd|d", re.IGNORECASE)
_TEXT = frozenset({FieldKind.LINE, FieldKind.LINES, FieldKind.OPEN_LIST})
_ANSWERS = {"yes": True, "y": True, "no": False, "n": False}


@dataclass(frozen=True, slots=True)
class _Refused:
    reason: FormReason
    text: str


def filling(
    form: BlankForm, places: Mapping[str, str], values: Mapping[str, FormValue]
) -> FormFilling:
    """What goes into each field and what is left to a person, in the order of the form.

    Args:
        form: As it was read.
        places: By a field's name the fact that belongs there.
        values: By a fact's name what is known.
    """
    answers: list[FormAnswer] = []
    rest: list[FormRest] = []
    ticked = _ticked_facts(form, places, values)
    for field in form.fields:
        if field.is_read_only:
            continue
        fact = places.get(field.name, "")
        made = _made(field, fact, values.get(fact), is_ticked=fact in ticked)
        if isinstance(made, FormAnswer):
            answers.append(made)
        elif made is not None:
            rest.append(FormRest(field.name, field.label, made.reason, made.text))
    return FormFilling(tuple(answers), tuple(rest))


def _made(
    field: FormField, fact: str, value: FormValue, *, is_ticked: bool
) -> FormAnswer | _Refused | None:
    if field.kind is FieldKind.SIGNATURE:
        return _Refused(FormReason.SIGNATURE, "")
    if not fact:
        is_open = field.is_required and not field.is_filled
        return _Refused(FormReason.NOT_ASKED, "") if is_open else None
    if value is None or value == "":
        return _Refused(FormReason.NOT_KNOWN, "") if field.is_required else None
    if field.kind is FieldKind.TICK:
        return _tick(field, value, is_ticked=is_ticked)
    if field.kind in _TEXT:
        return _text(field, fact, value)
    return _choice(field, value)


# words ------------------------------------------------------------------------------------


def _text(field: FormField, fact: str, value: FormValue) -> FormAnswer | _Refused:
    option = _option(field, value) if field.options else None
    if option is not None:
        return FormAnswer(field.name, option.state, option.words)
    if isinstance(value, date):
        return _day(field, value)
    text = in_words(value)
    if field.kind is not FieldKind.LINES:
        text = ", ".join(line.strip() for line in text.splitlines() if line.strip())
    if field.longest and len(text) > field.longest:
        shorter = _shorter(fact, text)
        if len(shorter) > field.longest:
            return _Refused(FormReason.TOO_LONG, text)
        text = shorter
    elif field.is_comb and len(_compact(text)) == field.longest:
        text = _compact(text)
    return FormAnswer(field.name, text, text)


def _compact(text: str) -> str:
    return text.replace(" ", "")


def _shorter(fact: str, text: str) -> str:
    """The same told in fewer characters: a number without spaces, a year group as its figure."""
    if fact == "year group":
        return text.removeprefix("Year ")
    return _compact(text) if any(char.isdigit() for char in text) and "\n" not in text else text


def _day(field: FormField, day: date) -> FormAnswer | _Refused:
    asked = field.day_format or USUAL_DAY
    text = written_day(day, asked)
    if field.longest and len(text) > field.longest:
        digits = re.sub(r"\W", "", text)
        if len(digits) > field.longest or field.longest < len("ddmmyyyy"):
            return _Refused(FormReason.TOO_LONG, text)
        text = digits
    return FormAnswer(field.name, text, text)


def written_day(day: date, form: str) -> str:
    """The day as a form asks for it: "dd/mm/yyyy", "d mmmm yyyy", "yyyy-mm-dd"."""
    month = _MONTHS.split()[day.month - 1]
    told = {
        "yyyy": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
        "mmmm": month,
        "mmm": month[:3],
        "mm": f"{day.month:02}",
        "m": str(day.month),
        "dd": f"{day.day:02}",
        "d": str(day.day),
    }
    return _PARTS.sub(lambda found: told[found[0].lower()], form)


def in_words(value: FormValue) -> str:
    """The value as text: yes and no as words, a day in the usual British form."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return written_day(value, USUAL_DAY)
    return value or ""


# answers that are chosen ------------------------------------------------------------------


def _truth(value: FormValue) -> bool | None:
    """Yes or no, where the value begins with it: "Yes: Nottinghamshire"."""
    if isinstance(value, bool):
        return value
    words = fold(value).split() if isinstance(value, str) else []
    return _ANSWERS.get(words[0]) if words else None


def _tick(field: FormField, value: FormValue, *, is_ticked: bool) -> FormAnswer | _Refused | None:
    truth = _truth(value)
    state = field.options[0].state if field.options else ""
    wanted = truth if truth is not None else _is_meant(field, value)
    if wanted:
        if not state:
            return _Refused(FormReason.NOT_OFFERED, in_words(value))
        return FormAnswer(field.name, state, "Yes")
    # of several boxes about one fact, one may be right; where none is, a person looks
    return (
        None if truth is False or is_ticked else _Refused(FormReason.NOT_OFFERED, in_words(value))
    )


def _is_meant(field: FormField, value: FormValue) -> bool:
    told = fold(in_words(value))
    return any(fold(words) == told for words in _words_of(field))


def _words_of(field: FormField) -> tuple[str, ...]:
    return (field.label, *field.hints, *(one.words for one in field.options))


def _ticked_facts(
    form: BlankForm, places: Mapping[str, str], values: Mapping[str, FormValue]
) -> frozenset[str]:
    """Facts for which at least one box is ticked."""
    return frozenset(
        fact
        for field in form.fields
        if field.kind is FieldKind.TICK
        and (fact := places.get(field.name, ""))
        and _is_meant(field, values.get(fact))
    )


def _choice(field: FormField, value: FormValue) -> FormAnswer | _Refused:
    option = _option(field, value)
    if option is None:
        offered = "; ".join(one.words for one in field.options)
        told = in_words(value)
        return _Refused(FormReason.NOT_OFFERED, f"{told} (offered: {offered})" if offered else told)
    return FormAnswer(field.name, option.state, option.words)


def _option(field: FormField, value: FormValue) -> FormOption | None:
    """The one answer with the same words; yes or no decides where the answers say that."""
    told = fold(in_words(value))
    same = [one for one in field.options if told and told in {fold(one.words), fold(one.state)}]
    truth = _truth(value)
    if not same and truth is not None:
        same = [one for one in field.options if _ANSWERS.get(fold(one.words)) is truth]
    return same[0] if len(same) == 1 else None
