"""The list of a meeting with a service: who is spoken about, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.agenda import AgendaItem
from mhlead.domain.codes import MeetingOutcome


@dataclass(frozen=True)
class Recorded:
    """What a meeting of today came to about one pupil, as it was kept."""

    outcome: MeetingOutcome
    words: str = ""


@dataclass(frozen=True)
class MeetingList:
    """Whom to speak about with a service, who else could be, and what came of it so far.

    Attributes:
        items: Whom to speak about, the most urgent first.
        others: Pupils of concern who are not on the list; each can be put on it.
        recorded: What was kept already for a meeting on that day, by case.
        year_from: The first day of the school year that `counts` count from.
        counts: How often meetings of this school year came to each outcome.
    """

    service_id: str
    service: str
    on: date
    items: tuple[AgendaItem, ...]
    others: tuple[AgendaItem, ...]
    recorded: dict[str, Recorded]
    year_from: date
    counts: dict[MeetingOutcome, int]
