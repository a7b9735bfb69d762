"""What may be added to the fixed sets, counted again by another path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from mhlead.domain.codes import UnmetKind
from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.release.dimensions import Ages, Dimension, UnmetReason
from mhlead.domain.release.extras import Extra, dimensions_of, is_wanted
from mhlead.domain.release.table_sets import COUNTED_BY, SetSize, Stream, table_set
from mhlead.services import releases
from mhlead.services.summary.calendars import read_calendar
from tests.builders import School, make_school
from tests.parts.releases import HidesAll, invented, order, tools
from tests.services.coded_school import coded
from tests.services.figure_checks import everything
from tests.services.random_school import fill


@pytest.fixture(scope="module")
def random_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    made = make_school(tmp_path_factory.mktemp("random"))
    fill(made, 11, 60)
    yield made
    made.session.store.close()


def by_period(school: School, stream: Stream, dimension: Dimension) -> Counter[tuple[int, int]]:
    at = COUNTED_BY[stream].index(dimension)
    found = coded(school, stream, CalendarKind.TERMS)
    return Counter((one.period, one.codes[at]) for one in found)


def cases_of(raw: dict[str, list[Any]], pupil: Any) -> set[str]:
    return {
        case.id
        for case in raw["Case"]
        if case.pupil_id == pupil.id and str(case.closing) != "opened-in-error"
    }


def test_needs_without_a_service_are_found_again_by_another_path(random_school: School) -> None:
    raw = everything(random_school.session)
    periods = read_calendar(random_school.session, CalendarKind.TERMS).periods
    kinds = {
        UnmetKind.NO_SERVICE: UnmetReason.NO_SERVICE,
        UnmetKind.NONE_TAKES_IT: UnmetReason.NONE_TAKES_IT,
        UnmetKind.WAIT_TOO_LONG: UnmetReason.WAIT_TOO_LONG,
    }
    wanted: Counter[tuple[int, int]] = Counter()
    for pupil in raw["Pupil"]:
        cases = cases_of(raw, pupil)
        needs = [one for one in raw["UnmetNeed"] if one.case_id in cases]
        if needs:
            first = min(needs, key=lambda one: (one.found_on, one.id))
            for period in periods:
                if period.first_on <= first.found_on <= period.last_on:
                    wanted[period.code, int(kinds[first.kind])] += 1
    over = {one.code for one in periods if one.last_on < random_school.clock.today()}
    told = by_period(random_school, Stream.UNMET, Dimension.UNMET_REASON)
    assert told == Counter({place: n for place, n in wanted.items() if place[0] in over})
    assert sum(told.values()) > 10


def test_extras_are_one_way_tables_of_larger_sets() -> None:
    every = frozenset(Extra)
    assert dimensions_of(Stream.DEMAND, SetSize.SMALL, every) == ()
    assert dimensions_of(Stream.DEMAND, SetSize.MIDDLE, frozenset()) == ()
    assert dimensions_of(Stream.DEMAND, SetSize.LARGE, every) == (Dimension.CIRCUMSTANCE,)
    assert dimensions_of(Stream.CONTACTS, SetSize.MIDDLE, every) == (Dimension.BROUGHT,)
    assert not is_wanted(Stream.UNMET, frozenset())
    assert is_wanted(Stream.UNMET, every)
    usual = table_set(Stream.CONTACTS, SetSize.MIDDLE, Ages.ALL).tables
    assert [one.dimension for table in usual for one in table] == [Dimension.CONTACT_TIME]


def test_what_was_ticked_goes_out_and_stands_in_the_ledger(school: School) -> None:
    with_tools = replace(tools(*invented(60)), guard=HidesAll())
    plain = releases.prepare_release(school.session, with_tools, order())
    assert {part.counted.stream for part in plain.parts} == set(Stream) - {
        Stream.UNMET,
        Stream.COHORT,
    }
    wanted = replace(order(), extras=frozenset(Extra))
    prepared = releases.prepare_release(school.session, with_tools, wanted)
    names = [table.name for table in prepared.sheet.tables]
    assert "pupils-newly-of-concern-by-circumstance" in names
    assert any("no service exists" in part.sentence for part in prepared.sheet.parts)
    releases.record_release(school.session, with_tools, prepared)
    assert prepared.line.parts[0].extra == (Dimension.CIRCUMSTANCE,)
    assert releases.find_same(school.session, with_tools, wanted) is not None
    assert releases.find_same(school.session, with_tools, order()) is None
