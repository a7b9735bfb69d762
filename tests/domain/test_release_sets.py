"""Sets of tables by the size of the group alone; their groups; the rule; what is counted."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.counted_periods import calendar_of_quarters
from mhlead.domain.errors import SummaryRefused
from mhlead.domain.release import Release, Task, Zeros
from mhlead.domain.release.counted import CodedPupil, check_coded
from mhlead.domain.release.dimensions import (
    CATEGORIES,
    Ages,
    Detail,
    Dimension,
    Outcome,
    grouping_of,
)
from mhlead.domain.release.rules import THRESHOLDS, NamedRule, SmallNumbers, asked_rule
from mhlead.domain.release.table_sets import (
    COUNTED_BY,
    SetSize,
    Stream,
    TableSet,
    coarser,
    extra_dimensions,
    impossible_in,
    size_for,
    table_set,
)
from mhlead.wording import sentence_for
from mhlead.wording.summary_words import (
    DIMENSION_WORDS,
    SET_WORDS,
    STREAM_WORDS,
    SUMMARY_REFUSALS,
    row_words,
)

DEMAND_SIZES = (SetSize.SMALL, SetSize.MIDDLE, SetSize.LARGE)
EVENT_STREAMS = tuple(stream for stream in Stream if stream is not Stream.DEMAND)


def every_set() -> list[TableSet]:
    """Each set there is, and each with everything that may be added to it."""
    found = []
    for stream in Stream:
        for size in SetSize:
            if size is SetSize.SMALL and stream is not Stream.DEMAND:
                continue
            for ages in Ages:
                found.append(table_set(stream, size, ages))
                found.append(table_set(stream, size, ages, extra=extra_dimensions(stream, size)))
    return found


def cells_of(tables: TableSet) -> set[object]:
    return {cell for table in tables.release_tables() for cell in table.cells(tables.frame)}


@pytest.mark.parametrize(
    ("pupils", "size"),
    [
        (0, SetSize.SENTENCE),
        (9, SetSize.SENTENCE),
        (10, SetSize.SMALL),
        (39, SetSize.SMALL),
        (40, SetSize.MIDDLE),
        (149, SetSize.MIDDLE),
        (150, SetSize.LARGE),
        (20000, SetSize.LARGE),
    ],
)
def test_the_size_of_the_group_alone_chooses_the_set(pupils: int, size: SetSize) -> None:
    assert size_for(Stream.DEMAND, pupils) is size
    for stream in EVENT_STREAMS:
        one_way = SetSize.TOTAL if size is SetSize.SMALL else size
        assert size_for(stream, pupils) is one_way


def test_each_set_has_the_cells_it_was_judged_with() -> None:
    for ages in Ages:
        counts = [len(cells_of(table_set(Stream.DEMAND, size, ages))) for size in DEMAND_SIZES]
        # 1 + 3 + 2 + 3 + 2 + 2; then with 4 bands of years, and with 5 and every finest group.
        assert counts == [13, 102, 250]
    assert table_set(Stream.DEMAND, SetSize.SENTENCE, Ages.ALL).tables == ()
    assert cells_of(table_set(Stream.DEMAND, SetSize.TOTAL, Ages.ALL)) == {()}


def test_the_small_set_has_one_way_tables_alone_and_the_others_a_star_with_one_ray_longer() -> None:
    small = table_set(Stream.DEMAND, SetSize.SMALL, Ages.ALL)
    assert all(len(table) == 1 for table in small.tables)
    for size in (SetSize.MIDDLE, SetSize.LARGE):
        pairs = [
            tuple(one.dimension for one in table)
            for table in table_set(Stream.DEMAND, size, Ages.ALL).tables
        ]
        assert pairs[-1] == (Dimension.OUTCOME, Dimension.WAIT)
        assert all(pair[0] is Dimension.NEED for pair in pairs[:-1])


def is_acyclic(scopes: list[set[int]]) -> bool:
    """By Graham's reduction: what stands in one table alone goes, then tables within others."""
    left = [set(scope) for scope in scopes]
    while True:
        before = [set(scope) for scope in left]
        for scope in left:
            scope -= {each for each in scope if sum(each in other for other in left) == 1}
        left = [
            scope
            for number, scope in enumerate(left)
            if not any(
                scope < other or (scope == other and number > place)
                for place, other in enumerate(left)
                if place != number
            )
        ]
        if left == before:
            return all(not scope for scope in left)


def test_every_family_of_tables_is_acyclic_and_a_triangle_would_be_noticed() -> None:
    for one in every_set():
        assert is_acyclic([set(table.dimensions) for table in one.release_tables()])
    star = table_set(Stream.DEMAND, SetSize.MIDDLE, Ages.ALL).release_tables()
    assert not is_acyclic([*(set(table.dimensions) for table in star), {1, 2}])


def test_every_grouping_takes_each_finest_category_once_and_coarser_ones_join_finer_ones() -> None:
    for dimension in Dimension:
        finest = [each.value for each in CATEGORIES[dimension]]
        assert finest == list(range(len(finest)))
        for ages in Ages:
            by_detail = [grouping_of(dimension, detail, ages).parts for detail in Detail]
            for parts in by_detail:
                assert sorted(code for part in parts for code in part) == finest
                assert all(part == tuple(sorted(part)) for part in parts)
            for coarse, fine in combinations(by_detail, 2):
                for part in fine:
                    assert sum(set(part) <= set(wider) for wider in coarse) == 1


def test_every_row_dimension_set_and_stream_has_its_words() -> None:
    for one in every_set():
        assert STREAM_WORDS[one.stream]
        assert SET_WORDS[one.size]
        for table in one.tables:
            for grouping in table:
                assert DIMENSION_WORDS[grouping.dimension]
                words = [row_words(grouping.dimension, part) for part in grouping.parts]
                assert len(set(words)) == len(words)


def test_the_next_coarser_set_leads_down_to_the_sentence() -> None:
    way = [SetSize.LARGE]
    while (below := coarser(Stream.DEMAND, way[-1])) is not None:
        way.append(below)
    assert way == sorted(SetSize, reverse=True)
    assert coarser(Stream.CLOSURES, SetSize.MIDDLE) is SetSize.TOTAL


def test_what_is_added_is_one_way_and_only_from_forty_pupils_up() -> None:
    assert extra_dimensions(Stream.DEMAND, SetSize.SMALL) == ()
    assert extra_dimensions(Stream.DEMAND, SetSize.MIDDLE) == (Dimension.CIRCUMSTANCE,)
    more = table_set(Stream.DEMAND, SetSize.MIDDLE, Ages.ALL, extra=(Dimension.CIRCUMSTANCE,))
    assert [one.dimension for one in more.tables[-1]] == [Dimension.CIRCUMSTANCE]
    with pytest.raises(ValueError, match="extra"):
        table_set(Stream.DEMAND, SetSize.SMALL, Ages.ALL, extra=(Dimension.CIRCUMSTANCE,))
    with pytest.raises(ValueError, match="extra"):
        table_set(Stream.DEMAND, SetSize.MIDDLE, Ages.ALL, extra=(Dimension.SEN,))
    with pytest.raises(ValueError, match="no such set"):
        table_set(Stream.CONTACTS, SetSize.SMALL, Ages.ALL)


# ---- the rule --------------------------------------------------------------------------------


def test_the_rules_in_use_can_be_set_with_every_guard_on() -> None:
    assert SmallNumbers().threshold == 5
    assert [THRESHOLDS[named] for named in NamedRule] == [5, 8, 10]
    for named in NamedRule:
        rule = asked_rule(THRESHOLDS[named]).over(
            [table_set(Stream.DEMAND, SetSize.MIDDLE, Ages.ALL)]
        )
        assert rule.threshold == THRESHOLDS[named]
        assert rule.zeros is Zeros.HIDDEN
        assert rule.own_record
        assert rule.every_hidden_cell
        assert rule.differences
        assert rule.homogeneity


@pytest.mark.parametrize(
    ("asked", "code", "would"),
    [
        ({"threshold": 3}, "rule-too-weak", 5),
        ({"threshold": 0}, "rule-too-weak", 5),
        ({"threshold": 30}, "rule-too-strict", 10),
        ({"threshold": 5, "shows_zeros": True}, "zeros-shown", 5),
        ({"threshold": 8, "rounds_to": 5}, "rounded", 8),
        ({"threshold": 2, "rounds_to": 5}, "rounded", 5),
    ],
)
def test_a_rule_that_cannot_be_met_says_what_would(
    asked: dict[str, int], code: str, would: int
) -> None:
    with pytest.raises(SummaryRefused) as refused:
        asked_rule(**asked)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.would) == (code, would)
    told = sentence_for(refused.value)
    assert str(would) in told
    assert "{" not in told
    SmallNumbers(would)


def test_no_refusal_of_a_summary_is_without_its_sentence() -> None:
    for code in SUMMARY_REFUSALS:
        assert sentence_for(SummaryRefused(code, 5)) != sentence_for(SummaryRefused("unheard-of"))


# ---- coded records ---------------------------------------------------------------------------


PERIODS = [one.code for one in calendar_of_quarters(2026, 2026).periods]
SIZES = [len(CATEGORIES[each]) for each in COUNTED_BY[Stream.DEMAND]]
pupils = st.lists(
    st.builds(
        CodedPupil,
        st.tuples(*(st.integers(0, size - 1) for size in SIZES)),
        st.sampled_from(PERIODS),
    ),
    max_size=30,
)


@given(pupils)
def test_records_of_known_categories_and_periods_pass(some: list[CodedPupil]) -> None:
    check_coded(Stream.DEMAND, some, PERIODS)


@pytest.mark.parametrize(
    "one",
    [
        CodedPupil((0,) * 7, 20261),
        CodedPupil((*(0,) * 7, 2), 20261),
        CodedPupil((*(0,) * 7, -1), 20261),
        CodedPupil((*(0,) * 7, "Aoife"), 20261),  # type: ignore[arg-type]
        CodedPupil((0,) * 8, 20251),
    ],
)
def test_a_record_with_anything_unknown_in_it_stops_everything(one: CodedPupil) -> None:
    with pytest.raises(SummaryRefused, match="unknown-code"):
        check_coded(Stream.DEMAND, [one], PERIODS)


def test_who_was_not_referred_cannot_wait_and_who_waits_does() -> None:
    tables = table_set(Stream.DEMAND, SetSize.LARGE, Ages.ALL)
    task = Task(
        tables.frame,
        pupils=(),
        releases=(Release((0,), tables.release_tables()),),
        rule=SmallNumbers().over([tables]),
        impossible=impossible_in(Stream.DEMAND),
    )
    none = {cell for cell in task.cells if task.is_impossible(cell)}
    outcome, wait = 5, 6
    assert none == {
        *(((outcome, (Outcome.NOT_REFERRED,)), (wait, (band,))) for band in (1, 2, 3, 4)),
        ((outcome, (Outcome.WAITING,)), (wait, (0,))),
    }
    assert impossible_in(Stream.CONTACTS) == ()
