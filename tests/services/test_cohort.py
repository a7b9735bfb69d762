"""What had come of a cohort: once, a year on, together with what was told of it before."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from mhlead.domain.counted_periods import PeriodCalendar
from mhlead.domain.errors import NotAllowed, SummaryRefused
from mhlead.domain.release import Status
from mhlead.domain.release.counted import CodedPupil
from mhlead.domain.release.dimensions import Outcome
from mhlead.domain.release.table_sets import Stream
from mhlead.services import releases
from mhlead.services.ports import UnitOfWork
from mhlead.services.releases import ReleaseTools
from tests.builders import School
from tests.parts.releases import (
    Forms,
    HidesAll,
    InventedCounting,
    RealGuard,
    invented,
    order,
    sheet_of,
)

LATER = {
    Outcome.NOT_REFERRED: (0, 0, 0, 4, 3),
    Outcome.ENDED_UNDECIDED: (1, 4),
    Outcome.NOT_ACCEPTED: (2, 2, 4),
    Outcome.WAITING: (4, 4, 2, 1),
    Outcome.ACCEPTED: (4,),
}
COHORT = replace(order(), is_cohort=True)


@dataclass
class Counting(InventedCounting):
    """Counts the cohort too."""

    def pupils(
        self, work: UnitOfWork, calendar: PeriodCalendar, today: date
    ) -> dict[Stream, Sequence[tuple[str, CodedPupil]]]:
        chance = random.Random(4)
        cohort = [
            (key, CodedPupil((*one.codes, chance.choice(LATER[Outcome(one.codes[5])])), one.period))
            for key, one in self.told
        ]
        return {**super().pupils(work, calendar, today), Stream.COHORT: cohort}


def told(amount: int, guard: RealGuard) -> ReleaseTools:
    return ReleaseTools(Counting(invented(amount)), guard, Forms(), sheet_of)


def a_year_on(school: School) -> None:
    school.clock.forward(300)


def test_it_waits_for_the_day_that_was_fixed(school: School) -> None:
    with pytest.raises(SummaryRefused, match="cohort-too-early"):
        releases.prepare_release(school.session, told(60, HidesAll()), COHORT)


def test_it_is_protected_together_with_the_demand_and_told_once(school: School) -> None:
    first = told(60, HidesAll())
    before = releases.prepare_release(school.session, first, order())
    releases.record_release(school.session, first, before)
    a_year_on(school)
    tools = told(60, RealGuard())
    prepared = releases.prepare_release(school.session, tools, COHORT)
    (part,) = prepared.parts
    assert part.task is not None
    # The demand's tables, then the cohort's, over one list of pupils and no other.
    assert [len(one.tables) for one in part.task.releases] == [6, 1]
    assert part.task.frame.strata == 1
    assert sum(one.count for one in part.task.pupils) == 60
    (table,) = prepared.sheet.tables
    assert [axis.name for axis in table.axes] == ["outcome", "final"]
    accepted_then_not = table.at(2, 1)
    assert accepted_then_not.text != "[z]"  # waiting stands in that row too, and may end so
    assert table.at(1, 0).text == "[z]"  # who was referred is never not referred
    entry, files, _ = releases.record_release(school.session, tools, prepared)
    assert all("-a-year-on-" in one.name for one in files)
    assert releases.find_same(school.session, tools, COHORT) == entry
    with pytest.raises(NotAllowed, match="cohort-told"):
        releases.prepare_release(school.session, tools, COHORT)
    newest = releases.find_same(school.session, first, order())
    assert newest is not None
    assert newest.id != entry.id


def test_the_demand_corrected_afterwards_is_held_against_both(school: School) -> None:
    tools = told(60, HidesAll())
    releases.record_release(
        school.session, tools, releases.prepare_release(school.session, tools, order())
    )
    a_year_on(school)
    releases.record_release(
        school.session, tools, releases.prepare_release(school.session, tools, COHORT)
    )
    seen = []

    class Watching(HidesAll):
        def protect(self, task, seed, tell, is_stopped):
            seen.append(task)
            return replace(super().protect(task, seed, tell, is_stopped), status=Status.REFUSED)

    more = ReleaseTools(
        Counting([*invented(60), *invented(1, seed=9)]), Watching(), Forms(), sheet_of
    )
    with pytest.raises(SummaryRefused):
        releases.prepare_release(school.session, more, order())
    assert [len(one.tables) for one in seen[0].releases] == [6, 1, 6]
    assert len(seen[0].frame.sizes) == 9
    assert seen[0].frame.strata == 3  # told both times before, now alone, or each time


def test_whose_record_changed_stands_where_it_is_possible(school: School) -> None:
    tools = told(60, HidesAll())
    releases.record_release(
        school.session, tools, releases.prepare_release(school.session, tools, order())
    )
    a_year_on(school)

    class Odd(Counting):
        def pupils(self, work, calendar, today):
            counted = super().pupils(work, calendar, today)
            odd = [(k, replace(c, codes=(*c.codes[:8], 0))) for k, c in counted[Stream.COHORT]]
            return {**counted, Stream.COHORT: odd[1:]}

    odd = ReleaseTools(Odd(invented(60)), HidesAll(), Forms(), sheet_of)
    prepared = releases.prepare_release(school.session, odd, COHORT)
    members = prepared.parts[0].counted.members
    assert len(members) == 60
    assert all(one.codes[8] == one.codes[5] for one in members)
