"""The concern slip: what a tutor fills in about a pupil, and what was read from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mhlead.domain.document import (
    Callout,
    CalloutTone,
    Document,
    Heading,
    Letterhead,
    Logo,
    Paragraph,
    Run,
    plain,
    strong,
)
from mhlead.domain.entries import EntryRow, TextEntry, TickEntry, TickRow
from mhlead.domain.template_filling import format_date

FORM_NAME = "mhlead-slip"
"""First part of the name of the slip's root field; its version follows after a hyphen."""
VERSION = 1


class Where(StrEnum):
    """Where the difficulty shows, as a tutor sees it."""

    LESSONS = "lessons"
    BREAKS = "breaks"
    WAY = "way"
    HOME = "home"
    ONLINE = "online"
    ELSEWHERE = "elsewhere"


WHERE_WORDS: dict[Where, str] = {
    Where.LESSONS: "In lessons",
    Where.BREAKS: "At breaks",
    Where.WAY: "On the way",
    Where.HOME: "At home",
    Where.ONLINE: "Online",
    Where.ELSEWHERE: "Elsewhere",
}
AT_RISK, FAMILY_TOLD, FAMILY_NOT_TOLD = "at_risk", "family_told", "family_not_told"

LINE, BOX = 300, 4000
"""Most characters of a line and of a box."""

PUPIL = EntryRow(
    (
        TextEntry("pupil_name", "Pupil’s name", tip="Pupil’s first name and surname", weight=2.4),
        TextEntry("form", "Form or class", longest=40),
        TextEntry("noticed", "Date it was noticed", tip="Date it was noticed", longest=40),
    )
)
SEEN = TextEntry(
    "seen",
    "What was seen or heard",
    "Facts alone: what, when, how often, who else saw it",
    lines=6,
    longest=BOX,
)
PUPIL_WORDS = TextEntry(
    "pupil_words", "What the pupil said", "In their own words", lines=4, longest=BOX
)
OPINION = TextEntry(
    "opinion", "What worries you", "Your opinion, kept apart from the facts", lines=4, longest=BOX
)
EFFECTS: tuple[tuple[TextEntry, ...], ...] = (
    (
        TextEntry("effect_on_lessons", "Effect on lessons", lines=2, longest=BOX),
        TextEntry("effect_on_friends", "On friends", tip="Effect on friends", lines=2, longest=BOX),
        TextEntry("effect_on_sleep", "On sleep", tip="Effect on sleep", lines=2, longest=BOX),
    ),
    (
        TextEntry("effect_on_home", "On home", tip="Effect on home", lines=2, longest=BOX),
        TextEntry(
            "effect_on_attendance",
            "On attendance",
            tip="Effect on attendance",
            lines=2,
            longest=BOX,
        ),
        TextEntry("since", "Since when", lines=2, longest=LINE),
    ),
)
FAMILY = TextEntry("family_words", "By whom, when, and what they said", longest=LINE)
AUTHOR = EntryRow((TextEntry("author", "Your name"), TextEntry("role", "Your role")))
TOLD = TextEntry("told", "Whom I told, and when", tip="Whom you told, and when", longest=LINE)

TEXTS: tuple[TextEntry, ...] = (
    *PUPIL.entries,
    SEEN,
    PUPIL_WORDS,
    OPINION,
    *EFFECTS[0],
    *EFFECTS[1],
    FAMILY,
    TOLD,
    *AUTHOR.entries,
)
"""Every box for text, by the names that `SlipRead` uses too."""
TICKS: tuple[str, ...] = (
    AT_RISK,
    FAMILY_TOLD,
    FAMILY_NOT_TOLD,
    *(f"where_{where.value}" for where in Where),
)


class SlipFinding(StrEnum):
    """What was met in the file and not taken."""

    CLEANED = "cleaned"
    CUT = "cut"
    SCRIPT = "script"
    ATTACHMENT = "attachment"
    XFA = "xfa"
    OTHER_FIELDS = "other-fields"
    FAMILY_UNCLEAR = "family-unclear"


@dataclass(frozen=True)
class SlipRead:
    """What a slip says, bounded in length and without characters that hide or turn text.

    Attributes:
        noticed: The date as it was typed.
        family_told: Whether the family was told; None where it was not said, or both.
        is_at_risk: Somebody may be at risk now.
        told: Whom the author told of that.
        findings: What was met in the file and not taken.
    """

    pupil_name: str = ""
    form: str = ""
    noticed: str = ""
    seen: str = ""
    pupil_words: str = ""
    opinion: str = ""
    effect_on_lessons: str = ""
    effect_on_friends: str = ""
    effect_on_sleep: str = ""
    effect_on_home: str = ""
    effect_on_attendance: str = ""
    since: str = ""
    family_words: str = ""
    told: str = ""
    author: str = ""
    role: str = ""
    where: tuple[Where, ...] = ()
    family_told: bool | None = None
    is_at_risk: bool = False
    findings: tuple[SlipFinding, ...] = ()

    @property
    def raised_by(self) -> str:
        """Who noticed, as a concern holds it: "Ms Begum, form tutor"."""
        return ", ".join(part for part in (self.author, self.role) if part)


class SlipMatch(StrEnum):
    """How sure it is which pupil a slip is about; a person decides in every case."""

    ONE = "one"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True)
class SlipPaper:
    """What a blank slip says about the school.

    Attributes:
        dsl: Names of the designated safeguarding lead and deputies, in that order.
        lead: Name of the mental health lead.
    """

    on: date
    school: str = ""
    logo: Logo | None = None
    lead: str = ""
    dsl: tuple[str, ...] = ()


def compose_slip(paper: SlipPaper) -> Document:
    """The blank slip: one page, filled in on the screen or by hand."""
    to_tell = " or ".join(paper.dsl[:2])
    dsl = f"the DSL ({to_tell})" if to_tell else "the designated safeguarding lead (DSL)"
    risk = (
        *strong("Is anybody at risk now? Don’t stop to fill this in."),
        *plain(f" Stay with the pupil, send for {dsl}, and ring 999 if life is in danger."),
    )
    give = f"Give it to {paper.lead or 'the mental health lead'} today"
    return Document(
        title=" · ".join(part for part in ("Concern slip", paper.school) if part),
        blocks=(
            Heading(plain("Concern slip"), 1),
            Callout((Paragraph(risk),), CalloutTone.RISK),
            TickRow(
                "At risk now",
                (TickEntry(AT_RISK, "Yes, and I told somebody", _RISK_TIP),),
            ),
            EntryRow((TOLD,)),
            PUPIL,
            EntryRow((SEEN,)),
            EntryRow((PUPIL_WORDS,)),
            EntryRow((OPINION,)),
            TickRow(
                "Where",
                tuple(
                    TickEntry(f"where_{where.value}", words, f"It shows: {words}")
                    for where, words in WHERE_WORDS.items()
                ),
            ),
            *(EntryRow(entries) for entries in EFFECTS),
            TickRow(
                "Told the family",
                (
                    TickEntry(FAMILY_TOLD, "Yes", "Told the family: yes"),
                    TickEntry(FAMILY_NOT_TOLD, "No", "Told the family: no"),
                ),
            ),
            EntryRow((FAMILY,)),
            AUTHOR,
            Paragraph((Run(f"{give}. {_CARE}", is_muted=True),)),
        ),
        letterhead=Letterhead(paper.school, logo=paper.logo) if paper.school else None,
        footer=f"Private: about a pupil. Blank slip made on {format_date(paper.on)}.",
        form_name=f"{FORM_NAME}-{VERSION}",
    )


_RISK_TIP = "At risk now: yes, and I told somebody"
_CARE = (
    "Write what you know; leave the rest empty. Never promise to keep it secret. A filled-in "
    "file can be read by anybody who has it: delete your copy once it was taken in."
)
