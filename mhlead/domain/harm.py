"""Serious harm: when a school may hand out health data that it holds about a pupil.

Source: DPA 2018, schedule 3, part 2. A controller who is no health professional may neither leave
health data out for serious harm nor hand it out before the health professional who is responsible
for the pupil gave an opinion on that in the last six months; it may hand out what the pupil has
seen or knows (paragraphs 5 and 6).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mhlead.domain.calendar import day_of_months
from mhlead.domain.codes import EntryAnswer
from mhlead.domain.records import (
    Contact,
    CourtOrder,
    LegalHold,
    NameUse,
    Pupil,
    PupilLink,
    RecordTransfer,
    RequestEntry,
    RetentionReview,
    SafeContact,
    Withholding,
)

OPINION_MONTHS = 6
NO_HEALTH_DATA: frozenset[type] = frozenset(
    {
        Contact,
        CourtOrder,
        LegalHold,
        NameUse,
        Pupil,
        PupilLink,
        RecordTransfer,
        RetentionReview,
        SafeContact,
        Withholding,
    }
)
"""Kinds that say who somebody is; whatever else is held is taken for health data."""


def is_in_force(opinion_on: date | None, today: date) -> bool:
    """Whether an opinion may still be relied on."""
    return opinion_on is not None and day_of_months(opinion_on, OPINION_MONTHS) >= today


def harm_is_excluded(decision: RequestEntry | None, today: date) -> bool:
    """Whether health data may go out by this decision: known to the pupil, or judged harmless."""
    if decision is None or decision.answer is not EntryAnswer.INCLUDE:
        return False
    has_opinion = bool(decision.opinion_by.strip()) and is_in_force(decision.opinion_on, today)
    return decision.pupil_has_seen or has_opinion


def is_unsettled(
    included: Iterable[RequestEntry | None], whole: RequestEntry | None, today: date
) -> bool:
    """Whether health data would go out that nobody has said anything about.

    Args:
        included: For each entry of health data that goes out, what was decided about it.
        whole: What was decided about all of it.
        today: The day on which opinions are to hold.
    """
    if harm_is_excluded(whole, today):
        return False
    return any(not harm_is_excluded(one, today) for one in included)
