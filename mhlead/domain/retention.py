"""How long records are kept: the timetable, when a record falls due, and what stops disposal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mhlead.domain.calendar import birthday
from mhlead.domain.records import LegalHold, RetentionReview

CONCERN, SAFEGUARDING, SEND = "concern-record", "safeguarding-record", "send-record"
DRAFT, CONSENT, REQUEST, BREACH = "draft", "consent", "request", "breach"
IMPORT_FILE = "import-file"
EDITABLE = frozenset({CONCERN, SAFEGUARDING, SEND, DRAFT, CONSENT, REQUEST, BREACH})
"""Lines whose years a school may set; the others follow the record, or are done by themselves."""
FILE_DAYS = 30
"""So long a plain list that pupils came from stands in the record; our own proposal."""


@dataclass(frozen=True)
class TermLine:
    """A line of the timetable.

    Attributes:
        what: What it is about.
        plain: How long, in our words.
        our_years: Our proposal; 0 where it is not counted in years.
        source, status: Where ours comes from, and how sure that is.
        own_years: The school's own, or None while ours holds.
        own_source: Where the school has it from.
        is_review: At the end a person looks again, rather than only disposing of it.
    """

    code: str
    what: str
    plain: str
    our_years: int
    source: str
    status: str
    own_years: int | None = None
    own_source: str = ""
    is_review: bool = False

    @property
    def years(self) -> int:
        """What holds here."""
        return self.our_years if self.own_years is None else self.own_years

    @property
    def may_be_set(self) -> bool:
        """Whether the school can set its own years."""
        return self.code in EDITABLE


@dataclass(frozen=True)
class DueLine:
    """Something that falls due, or has.

    Attributes:
        kind: Kind of the record that would go, with all that hangs on it.
        record_ids: Its identifiers: of consents all those of one case.
        pupil_id: The pupil it is about; "" for a breach or a file.
        name, initials: Of the pupil.
        rule: Code of the line of the timetable.
        due_on: The first day on which it may go; None where no birth date is known.
        stopped: Why it may not go although it is due: "hold", "open-case", "open-request",
            "file-there", or "".
        hold: The legal hold that stops it.
        kept_until: A review keeps it until then.
    """

    kind: str
    record_ids: tuple[str, ...]
    pupil_id: str
    name: str
    initials: str
    rule: str
    due_on: date | None
    stopped: str = ""
    hold: LegalHold | None = None
    kept_until: date | None = None

    def may_go(self, today: date) -> bool:
        """Whether a person may decide that it goes."""
        return self.is_due(today) and not self.stopped

    def is_due(self, today: date) -> bool:
        """Whether its time is over."""
        return self.due_on is not None and self.due_on <= today


def record_rule(years: Mapping[str, int], *, has_plan: bool, is_safeguarding: bool) -> str:
    """The line that a pupil's record follows: of those that hold for it, the longest.

    Args:
        years: What holds here, by the timetable's codes; the school may have set its own.
        has_plan: An education, health and care plan is, or was, maintained for the pupil.
        is_safeguarding: Something in it is, or was, a matter for safeguarding.
    """
    holds = ((SEND, has_plan), (SAFEGUARDING, is_safeguarding), (CONCERN, True))
    return max((rule for rule, it_does in holds if it_does), key=lambda rule: years[rule])


def record_due_on(
    born_on: date | None, years: int, reviews: Iterable[RetentionReview]
) -> date | None:
    """The day a pupil's record falls due: a birthday, or later where a review kept it."""
    if born_on is None:
        return None
    return max([birthday(born_on, years), *(one.keep_until for one in reviews)])


def years_on(day: date, years: int) -> date:
    """The same day so many years later; 1 March for 29 February in a common year."""
    return birthday(day, years)


def after_years_end(day: date, years: int) -> date:
    """The first day after so many whole calendar years that follow the year of a day."""
    return date(day.year + years + 1, 1, 1)


def holds_on(hold: LegalHold, today: date) -> bool:
    """Whether a legal hold stops disposal: it stops it until its last day is over."""
    return hold.until_on is None or today <= hold.until_on


def file_due_on(imported_on: date) -> date:
    """The day by which the plain file is to be gone."""
    return imported_on + timedelta(days=FILE_DAYS)


def subject_of(kind: str, record_id: str) -> str:
    """What a disposal keeps of the record: the digest of an identifier that was chance."""
    return hashlib.sha256(f"{kind}:{record_id}".encode()).hexdigest()
