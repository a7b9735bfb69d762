"""Facts of a letter that are not about the pupil: who reads it, how the referral went, what is new.

They follow the rules of `letter`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import Reader


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """To whom the letter is written, where that is a person and not the service.

    Attributes:
        salutation: What stands after "Dear".
        address: Lines under the name; "By hand" where nothing is posted.
    """

    reader: Reader
    name: str
    relation: str = ""
    salutation: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What became of the referral so far.

    Attributes:
        state: Where it stands, in words.
        their_words: What the service said last, in its words.
        their_reason: Its coded reason, in words.
        letters: Letters sent before, each with its day and way.
        appointments: Appointments, each with its day and what became of it.
    """

    sent_on: date | None = None
    sent_how: str = ""
    acknowledged_on: date | None = None
    answered_on: date | None = None
    state: str = ""
    state_since: date | None = None
    their_words: str = ""
    their_reason: str = ""
    letters: tuple[str, ...] = ()
    appointments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan in school that holds the pupil."""

    aim: str = ""
    seen_to_by: str = ""
    review_on: date | None = None
    if_worse: str = ""
    pupil_part: str = ""


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """One fact that reads otherwise than in the letter before; "" is "not told"."""

    name: str
    before: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """A fact that was asked for and can't be given: not known, or declined."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class HopeFacts:
    """What somebody hopes will come of it, in their words."""

    who: str
    text: str
