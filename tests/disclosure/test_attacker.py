"""The attacker finds what trying every possible list of pupils finds, no more and no less."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product

import pytest

from mhlead.disclosure.attack.junction import junction_tree
from mhlead.disclosure.attack.reader import attack
from mhlead.disclosure.attack.witness import Recount, assemble
from mhlead.domain.release import (
    Attacker,
    Demand,
    Frame,
    Known,
    Publication,
    PublishedRelease,
    Shown,
    Strata,
    Verdict,
    Where,
    restrict,
)
from tests.disclosure.invented import World, count, possible_worlds, value

PUPILS = 5


def cells_of(dimensions: tuple[int, ...], frame: Frame, draw: random.Random) -> list[Where]:
    """Every cell of a table, and here and there a group of two categories."""
    choices = [[None, *((code,) for code in range(frame.sizes[d]))] for d in dimensions]
    for d, choice in zip(dimensions, choices, strict=True):
        if frame.sizes[d] > 2 and draw.random() < 0.5:
            choice.append((0, 2))
    return [
        restrict(((d, codes) for d, codes in zip(dimensions, one, strict=True) if codes), frame)
        for one in product(*choices)
    ]


def printed(where: Where, number: int, draw: random.Random) -> Shown:
    """A number as it is, hidden, or rounded to the nearest three."""
    kind = draw.random()
    if kind < 0.5:
        return Shown(where, 0, None, is_hidden=True)
    if kind < 0.65:
        middle = 3 * round(number / 3)
        return Shown(where, max(0, middle - 1), middle + 1)
    return Shown(where, number, number)


def invented_publication(seed: int) -> tuple[Publication, tuple[Demand, ...], list[Attacker]]:
    draw = random.Random(seed)
    sizes, sets = draw.choice(
        [
            ((2, 2), ((0,),)),
            ((3, 2), ((0,),)),
            ((2, 2, 2), ((0,),)),
            ((2, 2), ((0,), (0, 1))),
            ((2,), ((0, 1), (1, 2))),
        ]
    )
    frame = Frame(sizes, 1 + max(s for one in sets for s in one))
    world: World = Counter()
    for _ in range(PUPILS):
        record = tuple(draw.randrange(size) for size in sizes)
        world[draw.randrange(frame.strata), record] += 1
    tables = [(0,), *((d, d + 1) for d in range(len(sizes) - 1))]
    if len(sizes) == 3 and draw.random() < 0.5:
        tables.append((0, 2))
    releases, demands = [], []
    for strata in sets:
        cells = dict.fromkeys(c for t in tables for c in cells_of(t, frame, draw))
        shown = tuple(
            printed(c, count(world, c, strata), draw) if c else whole(world, strata) for c in cells
        )
        releases.append(PublishedRelease(strata, tuple(tables), shown))
        demands += [Demand(((1, c.where, strata),), width=1) for c in shown if c.is_hidden]
    demands.append(Demand(((1, (), (0,)), (-2, ((0, (0,)),), (frame.strata - 1,))), -1, 2))
    known: tuple[Known, ...] = ()
    if draw.random() < 0.4:
        where = ((0, (draw.randrange(sizes[0]),)),)
        number = count(world, where, (0,))
        known = (Known(where, (0,), number, draw.choice([number, None])),)
    impossible = tuple(
        ((0, (a,)), (1, (b,)))
        for a, b in product(range(2), range(2))
        if len(sizes) > 1
        and not count(world, ((0, (a,)), (1, (b,))), tuple(range(frame.strata)))
        and draw.random() < 0.5
    )
    own = [Attacker(record, stratum) for stratum, record in sorted(world)[:2]]
    publication = Publication(frame, tuple(releases), impossible, known)
    return publication, tuple(demands), [Attacker(), *own]


def whole(world: World, strata: Strata) -> Shown:
    """The total, which is always told here: it bounds how many lists there are to try."""
    number = count(world, (), strata)
    return Shown((), number, number)


@pytest.mark.parametrize("seed", range(26))
def test_ranges_are_those_of_every_possible_list(seed: int) -> None:
    publication, demands, attackers = invented_publication(seed)
    # Nobody is counted by no release.
    most = sum(c.high or 0 for r in publication.releases for c in r.cells if not c.where)
    worlds = list(possible_worlds(publication, most))
    verdicts = attack(publication, demands, attackers)
    assert len(verdicts.findings) == len(demands) * len(attackers)
    for one in verdicts.findings:
        who = attackers[one.attacker]
        seen = [
            value(world, demands[one.demand])
            for world in worlds
            if who.is_outsider or (who.stratum, who.codes) in world
        ]
        assert (one.low, one.high) == (min(seen), max(seen))


def test_what_nothing_bounds_has_no_bound() -> None:
    frame = Frame((2,))
    cells = (Shown(((0, (0,)),), 4, 4), Shown(((0, (1,)),), 0, None, is_hidden=True))
    publication = Publication(frame, (PublishedRelease((0,), ((0,),), cells),))
    demand = Demand(((1, ((0, (1,)),), (0,)),), 0, 5)
    (found,) = attack(publication, [demand]).findings
    assert (found.low, found.high, found.is_wide_enough) == (0, None, True)


@pytest.mark.parametrize("total", [6, 8])
def test_numbers_that_cannot_be_are_a_contradiction(total: int) -> None:
    frame = Frame((2,))
    cells = (Shown(((0, (0,)),), 4, 4), Shown(((0, (1,)),), 3, 3), Shown((), total, total))
    publication = Publication(frame, (PublishedRelease((0,), ((0,),), cells),))
    assert attack(publication, []).verdict is Verdict.CONTRADICTION


def test_a_record_that_cannot_be_is_a_contradiction() -> None:
    frame = Frame((2,))
    cells = (Shown(((0, (0,)),), 0, 0), Shown((), 3, 3))
    publication = Publication(frame, (PublishedRelease((0,), ((0,),), cells),))
    demand = Demand(((1, ((0, (1,)),), (0,)),), width=1)
    assert attack(publication, [demand], [Attacker((0,))]).verdict is Verdict.CONTRADICTION


def test_a_solution_in_fractions_is_not_taken_for_a_list() -> None:
    """Of a ring of hidden pairs the halves fit, but no list of pupils does."""
    frame = Frame((2, 2, 2))
    pairs = ((0, 1), (1, 2), (0, 2))
    cells = tuple(
        Shown(((a, (x,)), (b, (y,))), number, number)
        for a, b in pairs
        for x, y, number in ((0, 0, 0), (1, 1, 0), (0, 1, 1), (1, 0, 1))
    )
    publication = Publication(frame, (PublishedRelease((0,), pairs, cells),))
    assert attack(publication, []).verdict is Verdict.CONTRADICTION


# ---- lists of pupils as evidence -----------------------------------------------------------------


def test_a_list_is_put_together_from_counts_that_agree() -> None:
    tree = junction_tree([(0, 1), (1, 2)], (2, 2, 2))
    counts = [
        Counter({(0, (0, 1)): 2, (0, (1, 0)): 1}),
        Counter({(0, (1, 0)): 1, (0, (1, 1)): 1, (0, (0, 1)): 1}),
    ]
    world = assemble(tree, counts, 3, first=[(0, (0, 1, 1))])
    assert world == {(0, (0, 1, 1)): 1, (0, (0, 1, 0)): 1, (0, (1, 0, 1)): 1}


@pytest.mark.parametrize("wrong", [{(0, (1, 0)): 3}, {(0, (0, 0)): 2}, {(0, (1, 0)): -2}])
def test_counts_that_do_not_agree_make_no_list(
    wrong: dict[tuple[int, tuple[int, int]], int],
) -> None:
    tree = junction_tree([(0, 1), (1, 2)], (2, 2, 2))
    counts = [Counter({(0, (0, 1)): 2}), Counter(wrong)]
    with pytest.raises(ValueError, match="count"):
        assemble(tree, counts, 3)


def test_a_list_that_gives_other_numbers_is_no_evidence() -> None:
    frame = Frame((2,))
    cells = (Shown(((0, (0,)),), 2, 2), Shown((), 3, 4))
    publication = Publication(
        frame,
        (PublishedRelease((0,), ((0,),), cells),),
        known=(Known(((0, (1,)),), (0,), None, 1),),
    )
    demand = Demand(((1, (), (0,)),))
    recount = Recount(publication, [demand])
    assert recount.values({(0, (0,)): 2, (0, (1,)): 1}) == (3,)
    for wrong in ((1, 2), (2, 0), (2, 2), (3, 1)):
        assert recount.values({(0, (0,)): wrong[0], (0, (1,)): wrong[1]}) is None
    assert recount.values({(0, (0,)): 2, (0, (1,)): 2, (0, (2,)): -1}) is None
