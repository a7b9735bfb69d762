"""What a store counts in a pooling round is what its own summary would count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooled_pupils import pupils_of
from mhlead.domain.pooling import Layout
from mhlead.domain.release import Zeros
from mhlead.domain.release.table_sets import COUNTED_ALONE, COUNTED_BY, Stream
from mhlead.exchange.pool_files import PoolFiles
from mhlead.exchange.table_file import read_bytes
from mhlead.services.pooling import counts_of
from mhlead.services.pooling_store import HousePlan, own_tables
from mhlead.wording.pool_words import SummaryWords
from tests.builders import School, make_school
from tests.services.coded_school import coded
from tests.services.random_school import fill

CODE = 20253
QUARTER = (date(2025, 10, 1), date(2025, 12, 31))
WORDS = SummaryWords()


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    made = make_school(tmp_path_factory.mktemp("school"))
    fill(made, 5, pupils=60)
    yield made
    made.session.store.close()


def layout_of_plan(folder: Path, stream: Stream) -> Layout:
    files = PoolFiles()
    path = folder / "plan.json"
    path.write_bytes(files.write_plan(HousePlan(stream).tables(WORDS)))
    return files.read_layout(path, *QUARTER)


@pytest.mark.parametrize("stream", COUNTED_ALONE)
def test_it_counts_what_the_schools_own_summary_would(
    stream: Stream, school: School, tmp_path: Path
) -> None:
    """The round's days are those of a quarter, so both count the same pupils."""
    layout = layout_of_plan(tmp_path, stream)
    own = own_tables(school.session, layout, WORDS)
    counts = counts_of(layout, own)
    counted = [one for one in coded(school, stream) if one.period == CODE]
    assert 0 < sum(one.count for one in own.task.pupils) == len(counted)
    groupings = HousePlan(stream).groupings
    expected: Counter[tuple[int, ...]] = Counter()
    for one in counted:
        expected[tuple(g.row_of(c) for g, c in zip(groupings, one.codes, strict=True))] += 1
    assert {one.codes: one.count for one in own.task.pupils} == dict(expected)
    for number in range(len(layout.scopes)):
        of_table = [n for (at, _), n in zip(layout.cells, counts, strict=True) if at == number]
        assert sum(of_table) == len(counted)


def test_the_plan_has_the_whole_rule_and_the_cells_that_cannot_be(tmp_path: Path) -> None:
    layout = layout_of_plan(tmp_path, Stream.DEMAND)
    task = layout.outline.task
    assert (task.rule.threshold, task.rule.zeros) == (5, Zeros.HIDDEN)
    assert task.rule.own_record
    assert task.rule.every_hidden_cell
    assert len(task.rule.homogeneity) == 5
    assert len(task.impossible) == 5
    assert len(layout.cells) < 300
    assert len(layout.outline.dimensions) == len(COUNTED_BY[Stream.DEMAND])


def test_its_totals_can_be_protected(school: School, tmp_path: Path) -> None:
    layout = layout_of_plan(tmp_path, Stream.DEMAND)
    counts = counts_of(layout, own_tables(school.session, layout, WORDS))
    totals = tuple(40 * count for count in counts)
    raw = PoolFiles().write_total(layout, pupils_of(layout, totals))
    file = read_bytes(raw)
    assert layout.counts(file.task.pupils) == totals
    assert len(json.loads(raw)["microdata"]) == sum(one.count for one in file.task.pupils)


def test_days_that_are_not_over_are_not_counted(school: School, tmp_path: Path) -> None:
    layout = layout_of_plan(tmp_path, Stream.DEMAND)
    today = school.clock.today()
    for last_on in (today, today + timedelta(days=1)):
        with pytest.raises(PoolRefused, match="not-over"):
            own_tables(school.session, replace(layout, last_on=last_on), WORDS)


def test_tables_that_no_store_has_are_not_counted(school: School) -> None:
    from tests.pool_rounds import layout

    with pytest.raises(PoolRefused, match="other-tables"):
        own_tables(school.session, layout(), WORDS)
