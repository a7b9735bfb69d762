"""What is said of a directory file: why it is refused, and how its services stand to ours."""

from __future__ import annotations

from datetime import date

from mhlead.domain.directory import EntryState, Offer, Part, ServiceEntry
from mhlead.domain.errors import DirectoryRefused
from mhlead.domain.template_filling import format_date
from mhlead.wording.refusals import FIELD_CODES

_WHOLE: dict[str, str] = {
    "empty": "This file is empty.",
    "too-large": "This file is too large for a directory: at most 2 MB are read.",
    "not-json": "This is not a directory file: it can’t be read.",
    "too-deep": "This is not a directory file: its parts lie too deep inside each other.",
    "wrong-format": "This is not a directory file.",
    "wrong-version": "This directory file is of a version that this program does not know. Please "
    "ask for one made by the same version.",
    "no-services": "There are no services in this directory file.",
    "nothing-chosen": "Nothing was ticked that can be taken in.",
    "unreadable": "This directory file can’t be used.",
}
_FIELD: dict[str, str] = {
    "field-twice": "This field is named twice.",
    "unknown-field": "This program knows no field of that name.",
    "unknown-kind": "This is none of the values that the field can have.",
    "not-of-this-kind": "A rule of this kind has no such field.",
    "not-text": "This has to be text.",
    "not-list": "This has to be a list.",
    "not-fields": "This has to be a group of fields.",
    "not-yes-or-no": "This has to be true or false.",
    "not-whole": "This has to be a whole number.",
    "not-a-day": "This has to be a day that there is, written like 2026-09-14.",
    "too-many": "These are more than can be taken in.",
    "control-character": "This holds a hidden character, which could make it read as something "
    "else.",
}


def stale_words(checked_on: date | None) -> str:
    """What is said where details that are about to be used were last checked long ago."""
    since = f"last checked on {format_date(checked_on)}" if checked_on else "never checked"
    return (
        f"The details of this service were {since}. Please make sure of the address and the "
        "number before it goes."
    )


_STATES: dict[EntryState, str] = {
    EntryState.NEW: "New here",
    EntryState.SAME: "The same here",
    EntryState.DIFFERS: "Differs",
    EntryState.DOUBLE: "Possibly here already",
    EntryState.REPEATED: "In the file twice",
}


def directory_refusal(error: DirectoryRefused) -> str:
    """Which row and field of the file it is about, why, and that nothing was taken."""
    if error.code in _WHOLE:
        return f"{_WHOLE[error.code]} Nothing was changed."
    why = _FIELD.get(error.code) or FIELD_CODES.get(error.code)
    if why is None:
        return f"{_WHOLE['unreadable']} Nothing was changed."
    place = _place(error)
    return f"{place}: {why} Nothing was changed." if place else f"{why} Nothing was changed."


def _place(error: DirectoryRefused) -> str:
    parts = [f"Service {error.service}"] if error.service else []
    if error.part:
        parts.append(f"{error.part} {error.number}")
    if error.field:
        parts.append(f"field “{error.field}”")
    told = ", ".join(parts)
    return told[:1].upper() + told[1:]


def state_words(state: EntryState) -> str:
    """How a service of the file stands to the directory here."""
    return _STATES[state]


def counted(count: int, one: str, many: str) -> str:
    """The number with its noun, such as "2 people"."""
    return f"{count} {one if count == 1 else many}"


def offer_words(offer: Offer) -> str:
    """What is offered, in a few words, such as "Telephone" or "New person: Dr Ashby"."""
    if isinstance(offer.there, ServiceEntry):
        people = counted(len(offer.there.people), "person", "people")
        rules = counted(len(offer.there.rules), "rule", "rules")
        return f"The whole service with {people} and {rules}"
    is_new = offer.here is None
    if offer.part is Part.PERSON:
        return f"{'New person' if is_new else 'Person'}: {offer.name}"
    if offer.part is Part.AIM:
        return f"{'New aim' if is_new else 'Aim'}: {offer.name}"
    if offer.part is Part.RULE:
        return f"{'New rule' if is_new else 'Rule'}: {offer.name}"
    plain = offer.name.removesuffix("_on").replace("_", " ")
    return plain[:1].upper() + plain[1:]
