"""Figures about the school's work with services and pupils: exchanges, scores, unmet needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from mhlead.domain.calendar import Period, SchoolCalendar
from mhlead.domain.codes import Speaker
from mhlead.domain.figures import Change, HalfTerm, Rating, Share, Unmet
from mhlead.domain.measures import Series, series_of
from mhlead.domain.records import MeetingItem, Satisfaction, Score, UnmetNeed
from mhlead.services.scores import scales
from mhlead.services.summary.referral_figures import Days, rows


@dataclass(frozen=True)
class CountedTalk:
    """A conversation, as far as it is counted: nothing that was said."""

    happened_on: date
    speaker: Speaker
    is_two_way: bool


_DAY = timedelta(days=1)
_GOALS = "gbo"
"""Goals are scored 0 to 10, and 10 is a goal that was reached."""


def half_terms(calendar: SchoolCalendar) -> list[Period]:
    """The parts of terms between breaks, in their order."""
    found: list[Period] = []
    for term in sorted(calendar.terms, key=lambda one: one.first_on):
        first = term.first_on
        for closed in sorted(calendar.breaks, key=lambda one: one.first_on):
            if first < closed.first_on and closed.last_on < term.last_on:
                found.append(Period(first, closed.first_on - _DAY))
                first = closed.last_on + _DAY
        found.append(Period(first, term.last_on))
    return found


def exchanges(
    talks: Iterable[CountedTalk],
    meetings: Iterable[MeetingItem],
    calendar: SchoolCalendar,
    days: Days,
) -> tuple[HalfTerm, ...]:
    """Two-way exchanges with services by half term; a meeting about many pupils is one.

    What fell into a holiday counts to the half term before it; where the period begins with the
    holiday, to the one after.
    """
    held = [t.happened_on for t in talks if t.speaker is Speaker.COUNTERPART and t.is_two_way]
    held += [met_on for _, met_on in {(one.service_id, one.met_on) for one in meetings}]
    return tuple(
        HalfTerm(part.first_on, part.last_on, sum(day in part for day in held))
        for part in _parts(half_terms(calendar), days)
    )


def _parts(halves: list[Period], days: Days) -> Iterator[Period]:
    """The period cut where half terms begin."""
    if days.as_of < days.first_on:
        return
    starts = [one.first_on for one in halves if days.first_on < one.first_on <= days.as_of]
    if starts and not any(
        one.first_on < starts[0] and one.last_on >= days.first_on for one in halves
    ):
        del starts[0]
    edges = [days.first_on, *starts, days.as_of + _DAY]
    for first, after in pairwise(edges):
        yield Period(first, after - _DAY)


def ratings(answers: Iterable[Satisfaction], days: Days) -> tuple[Rating, ...]:
    """The lead's answers about services that were asked in the period."""
    found = [
        Rating(one.service_id, one.occasion, one.asked_on, one.score)
        for one in answers
        if one.asked_on in days
    ]
    return tuple(sorted(found, key=lambda one: (one.asked_on, one.service_id)))


def unmet_needs(needs: Iterable[UnmetNeed], pupil_of: Mapping[str, str], days: Days) -> Unmet:
    """Needs found in the period that no service exists for or takes."""
    found = [one for one in needs if one.found_on in days and one.case_id in pupil_of]
    return Unmet(
        pupils=len({pupil_of[one.case_id] for one in found}),
        by_kind=rows(kind for _, kind in {(pupil_of[o.case_id], o.kind.value) for o in found}),
        by_need=rows(need for _, need in {(pupil_of[o.case_id], o.need) for o in found}),
        met=sum(one.met_on is not None and one.met_on <= days.as_of for one in found),
    )


def changes(
    scores: Iterable[Score], pupil_of: Mapping[str, str], days: Days
) -> tuple[Change, Share]:
    """Pupils last scored in the period by reliable change, and goals met of goals scored.

    First and last score of one case on one scale are held together.
    """
    by_case: defaultdict[str, list[Score]] = defaultdict(list)
    for score in scores:
        if score.completed_on <= days.as_of and score.case_id in pupil_of:
            by_case[score.case_id].append(score)
    told: defaultdict[str, list[Series]] = defaultdict(list)
    for case_id, some in by_case.items():
        told[pupil_of[case_id]] += [
            one for one in series_of(some, scales()) if one.scores[-1].completed_on in days
        ]
    goals = [one for every in told.values() for one in every if one.scale.measure == _GOALS]
    met = sum(one.scores[-1].tenths == one.scale.most for one in goals)
    found = [_change_of(rest) for every in told.values() if (rest := _without_goals(every))]
    return (
        Change(
            better=found.count("better"),
            worse=found.count("worse"),
            unclear=found.count("unclear"),
            unpaired=found.count("unpaired"),
        ),
        Share(met, len(goals)),
    )


def _without_goals(every: list[Series]) -> list[Series]:
    return [one for one in every if one.scale.measure != _GOALS]


def _change_of(every: list[Series]) -> str:
    paired = [one for one in every if one.is_reliable is not None]
    if not paired:
        return "unpaired"
    sure = [one for one in paired if one.is_reliable]
    if any(one.is_better is False for one in sure):
        return "worse"
    return "better" if sure else "unclear"
