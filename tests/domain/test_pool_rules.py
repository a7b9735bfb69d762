"""What a fingerprint, several sums together, and summaries that hide numbers tell."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.pool_book import smallest_part
from mhlead.domain.pool_fingerprint import fingerprint, is_fingerprint
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooled_ranges import Range, ShownTables, bounded, pooled
from mhlead.domain.pooling import LEAST_SCHOOLS
from mhlead.domain.release import Where, restrict
from tests.pool_rounds import circle, layout

DIGEST = "00443214c74254b635cf84653a56d7c675be77df" + "0" * 24
SHAPE = layout().outline
NEED, YEAR = 0, 2  # their names are sorted


def test_a_fingerprint_is_read_out_in_eight_groups() -> None:
    assert fingerprint(DIGEST) == "0123 4567 89AB CDEF GHJK MNPQ RSTV WXYZ"
    assert is_fingerprint("o1 23-4567 89ab cdef ghjk mnpq rstv wxyz", DIGEST)
    assert is_fingerprint("0l23 4567 89AB CDEF GHJK MNPQ RSTV WXYZ", DIGEST)
    assert not is_fingerprint("0123 4567 89AB CDEF GHJK MNPQ RSTV WXYY", DIGEST)
    assert not is_fingerprint("0123 4567", DIGEST)
    assert not is_fingerprint("", DIGEST)


@given(st.integers(0, 2**160 - 1), st.integers(0, 159))
def test_every_bit_of_it_counts(number: int, bit: int) -> None:
    one, two = (f"{n:040x}" + "0" * 24 for n in (number, number ^ 1 << bit))
    assert not is_fingerprint(fingerprint(one), two)


def test_of_two_sums_the_difference_is_looked_at() -> None:
    every = tuple("abcdefgh")
    assert smallest_part([every]) == 8
    assert smallest_part([every, every]) == 8
    assert smallest_part([every, every[1:]]) == 1
    assert smallest_part([every, every[3:]]) == 3
    assert smallest_part([every, every[3:], every[:4]]) == 1
    assert smallest_part([]) == 0


@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=3))
def test_no_sum_of_sums_tells_of_fewer_than_the_smallest_part(sums: list[set[str]]) -> None:
    """Whatever the factors, schools with a weight of their own are at least that many."""
    least = smallest_part(sums)
    for factors in product((-2, -1, 0, 1, 2), repeat=len(sums)):
        weights = {
            school: sum(f for f, each in zip(factors, sums, strict=True) if school in each)
            for school in set().union(*sums)
        }
        touched = [school for school, weight in weights.items() if weight]
        assert not touched or len(touched) >= least


def shown(where: dict[int, int]) -> Where:
    return restrict(((d, (code,)) for d, code in where.items()), SHAPE.task.frame)


def summary(cells: dict[Where, Range]) -> ShownTables:
    return ShownTables(SHAPE.dimensions, SHAPE.categories, ((NEED, YEAR),), cells)


def test_hidden_numbers_are_between_nought_and_whatever_counts_them_too() -> None:
    cells: dict[Where, Range] = {
        (): (20, 20),
        shown({NEED: 0}): (12, 12),
        shown({NEED: 1}): (0, None),
        shown({NEED: 0, YEAR: 1}): (0, None),
    }
    told = bounded(summary(cells))
    assert told[shown({NEED: 0, YEAR: 1})] == (0, 12)
    assert told[shown({NEED: 1})] == (0, 8)
    sums = pooled([summary(cells)] * 255)
    assert sums.cells[()] == (5100, 5100)
    assert sums.cells[shown({NEED: 0, YEAR: 1})] == (0, 255 * 12)


def test_what_stands_beside_a_number_narrows_it_from_both_sides() -> None:
    cells: dict[Where, Range] = {
        (): (20, 20),
        shown({NEED: 0}): (12, 12),
        shown({NEED: 1}): (0, None),
        shown({NEED: 2}): (0, 3),
    }
    told = bounded(summary(cells))
    assert told[shown({NEED: 1})] == (5, 8)
    assert told[shown({NEED: 2})] == (0, 3)


def test_without_any_bound_nothing_is_made_up() -> None:
    first, second = {(): (0, None)}, {(): (9, 9)}
    assert pooled([summary(first), summary(second)]).cells == {(): (9, None)}


@given(st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=4))
def test_the_truth_is_always_within(schools: list[list[int]]) -> None:
    """Whatever is hidden: every number under 5, and the totals of needs."""
    table = SHAPE.task.releases[0].tables[0]
    places = list(product(range(3), range(2)))
    truth: dict[Where, int] = dict.fromkeys(table.cells(SHAPE.task.frame), 0)
    summaries = []
    for counts in schools:
        own = dict.fromkeys(truth, 0)
        for (need, year), count in zip(places, counts, strict=True):
            for size in range(3):
                for some in combinations(((NEED, need), (YEAR, year)), size):
                    own[shown(dict(some))] += count
        hidden: dict[Where, Range] = {
            where: (0, None) if count < 5 else (count, count) for where, count in own.items()
        }
        summaries.append(summary(hidden))
        truth = {where: truth[where] + count for where, count in own.items()}
    for where, (low, high) in pooled(summaries).cells.items():
        assert low <= truth[where]
        assert high is None or truth[where] <= high


def test_other_tables_are_not_added_up() -> None:
    with pytest.raises(PoolRefused, match="other-tables"):
        pooled([summary({(): (9, 9)}), summary({shown({NEED: 0}): (9, 9)})])
    with pytest.raises(PoolRefused, match="no-summary"):
        pooled([])


def test_two_schools_are_no_round() -> None:
    with pytest.raises(PoolRefused, match="too-few-schools"):
        circle(LEAST_SCHOOLS - 1, seed=1)


@pytest.mark.parametrize(("schools", "fewest"), [(3, 3), (5, 3), (6, 4), (255, 128)])
def test_more_than_half_have_to_answer(schools: int, fewest: int) -> None:
    assert circle(schools, seed=1).roster.fewest == fewest
