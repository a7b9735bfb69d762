"""Where to turn: a poster for pupils, a sheet for families and one for staff, from the directory.

Nothing here is about any pupil: it hangs on a wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mhlead.domain.codes import ServiceKind
from mhlead.domain.document import (
    Block,
    Call,
    CallList,
    Callout,
    CalloutTone,
    Document,
    Heading,
    Letterhead,
    Logo,
    Paragraph,
    TextSize,
    plain,
    strong,
)
from mhlead.domain.template_filling import format_date


class Readers(StrEnum):
    """For whom it is."""

    PUPILS = "pupils"
    FAMILIES = "families"
    STAFF = "staff"


@dataclass(frozen=True)
class Checked:
    """When somebody last checked a number.

    Attributes:
        on: The day, or the first of the month; None where nobody says.
        is_month: Only the month is known.
        is_old: It was more than 180 days ago, or never.
    """

    on: date | None = None
    is_month: bool = False
    is_old: bool = True

    @property
    def words(self) -> str:
        """What is printed below the number."""
        if self.on is None:
            return "not known when checked"
        day = format_date(self.on)
        if self.is_month:
            day = day.partition(" ")[2]
        if self.is_old:
            return f"not checked since {day}"
        return f"checked in {day}" if self.is_month else f"checked on {day}"


@dataclass(frozen=True)
class Adult:
    """Somebody in school to turn to; `is_lead` for the mental health lead."""

    name: str
    role: str
    telephone: str = ""
    is_lead: bool = False


@dataclass(frozen=True)
class Place:
    """A line or a service outside school.

    Attributes:
        says: What for, when and how, a line each.
    """

    name: str
    number: str
    says: tuple[str, ...]
    checked: Checked


@dataclass(frozen=True)
class WhereToTurn:
    """Everything one poster or sheet says.

    Attributes:
        where_found: Where and when pupils find the lead, as the lead wrote it.
        lines: Crisis lines and helplines, by day and night first.
        services: Services of the directory that stand on posters.
    """

    readers: Readers
    on: date
    school: str = ""
    telephone: str = ""
    logo: Logo | None = None
    adults: tuple[Adult, ...] = ()
    where_found: str = ""
    lines: tuple[Place, ...] = ()
    services: tuple[Place, ...] = ()

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Names of what was not checked for 180 days, in the order of the page."""
        return tuple(one.name for one in (*self.lines, *self.services) if one.checked.is_old)


_S = ServiceKind
WHAT_FOR: dict[ServiceKind, str] = {
    _S.SINGLE_POINT_OF_ACCESS: "The way in to NHS mental health services for children and young "
    "people",
    _S.CAMHS_TEAM: "NHS mental health team for children and young people",
    _S.MHST: "Mental health support team that works with this school",
    _S.CRISIS_TEAM: "Urgent help in a mental health crisis",
    _S.EATING_DISORDERS: "Worries about eating and weight",
    _S.AUTISM_ADHD: "Autism and ADHD",
    _S.GP_PRACTICE: "The family doctor, for body and mind",
    _S.SCHOOL_NURSE: "Health and wellbeing",
    _S.EARLY_HELP: "Help for families, early on",
    _S.SOCIAL_CARE: "When a child may not be safe",
    _S.SUBSTANCE_USE: "Alcohol and drugs",
    _S.SEXUAL_HARM: "After sexual harm",
    _S.YOUTH_JUSTICE: "Young people in contact with the police or the courts",
    _S.VOLUNTARY: "Support from a charity",
    _S.CRISIS_LINE: "Somebody to talk to",
}
"""What a kind of service is for, in words for a wall."""

_TITLES = {
    Readers.PUPILS: "Where to turn",
    Readers.FAMILIES: "Where to turn: for parents and carers",
    Readers.STAFF: "Where to turn: for staff",
}
_INTRO = {
    Readers.PUPILS: "You don’t have to be in a crisis to ask for help, and you don’t have to find "
    "the right words. Talk to any adult you trust.",
    Readers.FAMILIES: "Worried about how your child is feeling? You needn’t wait until it gets "
    "worse. Talk to us, to your GP, or to any of these.",
    Readers.STAFF: "Worried, and it can wait until tomorrow? Fill in a concern slip: what you saw "
    "and what was said, then what worries you. You needn’t know what is behind it. Don’t promise "
    "to keep it secret.",
}
_NOW = {
    Readers.PUPILS: (
        "In danger, badly hurt, or taken an overdose? Ring 999 or go to A&E.",
        "Tell the nearest adult. An overdose is an emergency even if you feel well.",
    ),
    Readers.FAMILIES: (
        "Life in danger, a serious injury or an overdose? Ring 999 or go to A&E.",
        "Stay with your child. An overdose is an emergency even when they seem well.",
    ),
    Readers.STAFF: (
        "Somebody at risk now? Stay with them. For danger to life ring 999.",
        "Tell the designated safeguarding lead at once, in person. No slip and no letter.",
    ),
}
_SECTIONS = {
    Readers.PUPILS: ("In school", "Ring, text or chat", "Services near here"),
    Readers.FAMILIES: ("At school", "Somebody to talk to", "Services near here"),
    Readers.STAFF: ("In school", "To pass on to a pupil or a family", "Services near here"),
}
_SIZES = {
    Readers.PUPILS: TextSize.READER,
    Readers.FAMILIES: TextSize.READER,
    Readers.STAFF: TextSize.NORMAL,
}


def compose_where_to_turn(told: WhereToTurn, size: TextSize | None = None) -> Document:
    """The poster or sheet on paper, in the size usual for its readers or in another."""
    readers = told.readers
    school, lines, services = _SECTIONS[readers]
    now, then = _NOW[readers]
    blocks: list[Block] = [
        Heading(plain(_TITLES[readers]), 1),
        Paragraph(plain(_INTRO[readers])),
        Callout((Paragraph((*strong(now), *plain(f" {then}"))),), CalloutTone.RISK),
        Heading(plain(school)),
        CallList(_adults(told)),
    ]
    if told.lines:
        blocks += [Heading(plain(lines)), CallList(tuple(_call(one) for one in told.lines))]
    if told.services:
        blocks += [Heading(plain(services)), CallList(tuple(_call(one) for one in told.services))]
    return Document(
        title=" · ".join(part for part in (_TITLES[readers], told.school) if part),
        blocks=tuple(blocks),
        letterhead=Letterhead(told.school, logo=told.logo) if told.school else None,
        continuation=_TITLES[readers],
        footer=f"Made on {format_date(told.on)}. Please take it down when a newer one is made.",
        size=size or _SIZES[readers],
    )


def _adults(told: WhereToTurn) -> tuple[Call, ...]:
    has_numbers = told.readers is not Readers.PUPILS
    calls = [
        Call(
            f"{one.name}, {one.role[:1].lower()}{one.role[1:]}",
            (one.telephone or told.telephone) if has_numbers else "",
            (told.where_found,) if one.is_lead and told.where_found else (),
        )
        for one in told.adults
    ]
    if calls:
        return tuple(calls)
    return (Call("The school office", told.telephone, ("They find the right person for you.",)),)


def _call(place: Place) -> Call:
    note = place.checked.words
    return Call(place.name, place.number, place.says, note[:1].upper() + note[1:])
