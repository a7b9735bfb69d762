"""From totals of tables without a ring there is always a list of pupils that gives them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooled_pupils import join_order, pupils_of
from mhlead.domain.release import Pupils
from mhlead.exchange.pool_layout import layout_of
from tests.pool_rounds import FIRST, LAST, layout, plan

FAMILIES = {
    "star": [["a", "b"], ["a", "c"], ["a", "d"]],
    "star and chain": [["a", "b"], ["a", "c"], ["c", "d"]],
    "chain, told out of order": [["a", "b"], ["c", "d"], ["b", "c"]],
    "apart": [["a"], ["b"], ["c", "d"]],
    "one within another": [["a", "b", "c"], ["a", "b"], ["c", "d"]],
    "one table": [["a", "b", "c", "d"]],
    "a total too": [[], ["a", "b"], ["b", "c"], ["d"]],
}
SIZES = {"a": 3, "b": 2, "c": 4, "d": 2}
RINGS = (
    [["a", "b"], ["b", "c"], ["c", "a"], ["d"]],
    [["a", "b"], ["b", "c"], ["c", "d"], ["d", "a"]],
)


def family(tables: list[list[str]]) -> dict[str, object]:
    names = {name: [f"{name}{n}" for n in range(size)] for name, size in SIZES.items()}
    return plan(dimensions=names, releases=[{"id": "R", "tables": tables}])


kinds = st.tuples(*(st.integers(0, size - 1) for size in SIZES.values()))


@pytest.mark.parametrize("name", FAMILIES)
@settings(max_examples=25, deadline=None)
@given(pupils=st.dictionaries(kinds, st.integers(1, 9), max_size=30))
def test_the_list_counts_to_exactly_the_totals(
    name: str, pupils: dict[tuple[int, ...], int]
) -> None:
    shape = layout_of(family(FAMILIES[name]), FIRST, LAST)
    totals = shape.counts(Pupils(codes, 0, count) for codes, count in pupils.items())
    made = pupils_of(shape, totals)
    assert shape.counts(made) == totals
    assert sum(one.count for one in made) == sum(pupils.values())


@pytest.mark.parametrize("tables", RINGS, ids=["triangle", "square"])
def test_tables_in_a_ring_are_refused(tables: list[list[str]]) -> None:
    with pytest.raises(PoolRefused, match="ring"):
        layout_of(family(tables), FIRST, LAST)


def test_totals_that_contradict_each_other_are_refused() -> None:
    shape = layout()
    totals = list(shape.counts([Pupils((0, 0, 0), 0, 7)]))
    for place in (0, len(totals) - 1):
        wrong = list(totals)
        wrong[place] += 1
        with pytest.raises(PoolRefused, match="totals-disagree"):
            pupils_of(shape, wrong)


def test_each_table_follows_one_that_holds_all_it_shares() -> None:
    assert join_order([(0, 1), (2, 3), (1, 2)]) == (0, 2, 1)
