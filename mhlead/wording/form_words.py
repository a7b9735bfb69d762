"""What is said of a service's own form: its fields, what goes into them, and what is left."""

from __future__ import annotations

from mhlead.domain.service_form import FieldKind, FormField, FormFinding, FormReason
from mhlead.wording import fact_words

PIECES: dict[str, str] = {
    "letter date": "Today’s date",
    "reference": "Our reference",
    "urgency": "Urgency",
    "known as": "Known as",
    "nhs number": "NHS number",
    "surname": "Surname",
    "forenames": "Forenames",
    "pupil street": "Home address without the postcode",
    "pupil postcode": "Postcode",
    "pupil telephone": "The pupil’s telephone",
    "email": "The pupil’s e-mail",
    "age in years": "Age",
    "parent name": "Parent or carer: name",
    "parent relation": "Parent or carer: relationship",
    "parent telephone": "Parent or carer: telephone",
    "parent has responsibility": "Parent or carer holds parental responsibility",
    "gp name": "GP: name",
    "gp practice": "GP: practice",
    "gp telephone": "GP: telephone",
    "pupil agrees": "The pupil agrees to the referral",
    "parent agrees": "A person with parental responsibility agrees",
    "consent date": "Day of consent",
    "school address": "School: address",
    "school telephone": "School: telephone",
    "school email": "School: e-mail",
    "referrer email": "The referrer’s e-mail",
    "best time to ring": "Best time to ring the referrer",
    "deputy in holidays": "Who answers in the holidays",
    "answer hoped by": "Day by which we hope for an answer",
    "family hopes": "What the family hopes for",
    "earlier referrals": "Earlier referrals",
    "without consent": "Why it goes ahead without consent",
    "sen": "Special educational needs",
    "in care": "Whether the pupil is in care",
    "social care": "Social care",
    "open elsewhere": "Whether another service is open",
    "year group": "Year group",
    "languages": "Languages",
    "interpreter": "Whether an interpreter is needed",
    "communication needs": "Communication needs",
    "since": "Since when",
    "who knows": "Who knows about the risk",
    "plan": "The safety plan",
    "medication": "Medication",
    "seen before": "Seen by a service before",
    "pronouns": "Pronouns",
    "form": "Form or tutor group",
}
"""Facts as the list to choose from calls them, where a letter calls them otherwise."""

NOTHING = "Leave it to me"
_KINDS = {
    FieldKind.TICK: "a box to tick",
    FieldKind.ONE_OF: "one of several",
    FieldKind.LIST: "a list to choose from",
    FieldKind.OPEN_LIST: "a list, or your own words",
    FieldKind.LINES: "several lines",
    FieldKind.SIGNATURE: "signed by hand",
}

REASONS: dict[FormReason, str] = {
    FormReason.NOT_ASKED: "The form requires it, and none of our facts is meant to go there.",
    FormReason.NOT_KNOWN: "The form requires it, and the record does not hold it.",
    FormReason.TOO_LONG: "It is longer than the field takes.",
    FormReason.NO_ROOM: "It does not fit into the box at a size that can be read.",
    FormReason.NOT_OFFERED: "It is none of the answers the form offers.",
    FormReason.UNPRINTABLE: "It holds a character that can’t be printed.",
    FormReason.SIGNATURE: "It is signed by hand.",
    FormReason.GONE: "The field can’t be written into.",
}

FINDINGS: dict[FormFinding, str] = {
    FormFinding.SCRIPT: "The form has scripts or buttons that act by themselves. They are never "
    "run, and are taken out of what we fill in.",
    FormFinding.SIGNED: "The service signed this form. Filling it in breaks that signature, so it "
    "is taken out.",
    FormFinding.XFA: "A second form for Adobe Reader lies behind this one (XFA). It would show "
    "empty, so it is taken out of what we fill in.",
    FormFinding.ATTACHMENT: "Other files lie inside the form. They are taken out of what we fill "
    "in.",
    FormFinding.RESTRICTED: "The service restricts what may be done with this form. Filling it in "
    "is allowed, and the restriction stays.",
}


def form_fact_words(name: str) -> str:
    """What a fact is called in the list of what can go into a field."""
    return PIECES.get(name) or fact_words(name)


def field_about(field: FormField) -> str:
    """What a field takes, in a few words: "required, at most 10 characters"."""
    parts = [
        "required" if field.is_required else "",
        _KINDS.get(field.kind, ""),
        f"at most {field.longest} characters" if field.longest else "",
        f"a day as {field.day_format}" if field.day_format else "",
    ]
    offered = [one.words for one in field.options] if field.kind is not FieldKind.TICK else []
    told = ", ".join(part for part in parts if part)
    if offered:
        few = ", ".join(offered[:8]) + (" …" if len(offered) > 8 else "")
        told += f": {few}" if told else few
    return told[:1].upper() + told[1:]


def fields_words(count: int, pages: int) -> str:
    """How large a form is: "37 fields on 2 pages"."""
    return f"{count} {'field' if count == 1 else 'fields'} on {pages} " + (
        "page" if pages == 1 else "pages"
    )
