"""The school's own figures held against the same ones counted by another path."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Any

from mhlead.domain.figures import Row, SchoolFigures, Timing
from mhlead.domain.records import ALL_KINDS
from mhlead.domain.waits import WaitKind
from mhlead.services.session import Session
from tests.services.recounting import HANDED_ON, TAKEN_ON, Recount

ANSWERED = TAKEN_ON | HANDED_ON | {"not-accepted", "acknowledged", "returned-for-information"}


def everything(session: Session) -> dict[str, list[Any]]:
    with session.reading() as work:
        return {kind.__name__: work.find(kind) for kind in ALL_KINDS}


def counted(rows: tuple[Row, ...]) -> dict[str, int]:
    return {row.code: row.count for row in rows}


def timing(ended: list[int], still: list[int]) -> Timing:
    return Timing(
        len(ended),
        median(ended) if len(ended) >= 10 else None,
        len(still),
        max(still) if still else None,
    )


def check(figures: SchoolFigures, raw: dict[str, list[Any]]) -> None:
    """Everything the figures say is what plain loops over the records find."""
    again = Recount(raw, figures.first_on, figures.as_of)
    new = again.new()
    assert figures.new_pupils == len(new)
    assert figures.returned == again.returned()
    assert figures.open_cases == again.open_at_end()
    outcomes = Counter(again.outcome(pupil) for pupil in new)
    assert counted(figures.outcome) == outcomes
    assert figures.referred.part == len(new) - outcomes["not-referred"]
    assert figures.referred.whole == len(new)
    sent = [r for r in again.referrals() if again.within(again.sent(r))]
    assert figures.referrals_sent == len(sent)
    for told, path in (
        (figures.need, again.need),
        (figures.years, again.years),
        (figures.gender, again.gender),
        (figures.ethnic_group, again.ethnic),
        (figures.sen, again.sen),
    ):
        assert counted(told) == Counter(path(pupil) for pupil in new)
    groups = [again.circumstances(pupil) for pupil in new]
    assert counted(figures.circumstances) == Counter(one for some in groups for one in some)
    assert figures.any_circumstance == sum(map(bool, groups))
    assert counted(figures.service) == again.services()
    assert counted(figures.reason) == again.reasons()
    assert counted(figures.endings) == again.endings()
    check_waits(figures, again)
    right, every = again.appropriate()
    assert (figures.appropriate.part, figures.appropriate.whole) == (right, every)
    assert sum(one.exchanges for one in figures.contacts) == again.exchanges()
    pupils, kinds, met = again.unmet()
    assert (figures.unmet.pupils, figures.unmet.met) == (pupils, met)
    assert counted(figures.unmet.by_kind) == kinds
    assert (figures.not_brought.part, figures.not_brought.whole) == again.not_brought()
    verdicts, goals = again.change()
    change = figures.reliable_change
    assert verdicts == Counter(
        better=change.better,
        worse=change.worse,
        unclear=change.unclear,
        unpaired=change.unpaired,
    )
    assert (figures.goals.part, figures.goals.whole) == goals
    assert figures.reach.part == again.reached()
    asked = [one for one in raw["Satisfaction"] if again.within(one.asked_on)]
    assert sorted(one.score for one in figures.satisfaction) == sorted(o.score for o in asked)


def check_waits(figures: SchoolFigures, again: Recount) -> None:
    assert figures.sending_time == timing(*again.sending())
    assert figures.answer_time == timing(*again.spans(ANSWERED))
    total = figures.waits[0]
    for kind, (ended, still) in (
        (WaitKind.ACKNOWLEDGED, again.spans(ANSWERED)),
        (WaitKind.DECIDED, again.spans(TAKEN_ON | HANDED_ON | {"not-accepted"})),
        (WaitKind.FIRST_CONTACT, again.seen_spans()),
    ):
        told = total.of(kind)
        assert (told.finished, told.open_now) == (len(ended), len(still))
        assert told.longest_open_days == (max(still) if still else None)
        assert told.median_days == (median(ended) if len(ended) >= 10 else None)
        weeks = [0, 28, 84, 126, 364, 10**6]
        bands = [sum(a <= day < b for day in ended + still) for a, b in pairwise(weeks)]
        # A contact kept before the letter left has less than no days and stands in the first band.
        bands[0] += sum(day < 0 for day in ended)
        assert list(told.bands) == bands
        assert told.past_marks[0] == sum(day > 28 for day in ended + still)
        each = [one.of(kind) for one in figures.waits[1:]]
        assert sum(one.finished for one in each) == told.finished
        assert sum(one.open_now for one in each) == told.open_now
