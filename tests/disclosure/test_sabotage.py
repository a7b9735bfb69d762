"""Each way to spoil the protector is caught by the attack, on a school where it alone matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest

from mhlead.disclosure import guarded
from mhlead.disclosure.guarded import protect
from mhlead.disclosure.protect import demands, full_range, inspector, lattice, search
from mhlead.disclosure.protect.sight import DOWN, UP
from mhlead.domain.release import Known, Reason, Rule, Span, Status, Task, Zeros
from tests.disclosure.invented import OPEN, count, invented, world_of

Patch = pytest.MonkeyPatch
STRICT = Rule(3, homogeneity=(((0,), (1,)),))
OWN = replace(OPEN, own_record=True)
FULL = replace(OPEN, threshold=5, every_hidden_cell=True)
HIDDEN_ZEROS = replace(OPEN, zeros=Zeros.HIDDEN)
ALIKE = replace(OPEN, homogeneity=(((0,), (1,)),))
DIFFERENCES = replace(OPEN, differences=True)


def spoil(
    owner: Any, name: str, change: Callable[[Any], Callable[..., Any]]
) -> Callable[[Patch], None]:
    """A patch that puts what `change` makes of the original in its place."""
    return lambda patch: patch.setattr(owner, name, change(getattr(owner, name)))


def only_wanted(keep: Callable[[demands.Wanted], bool]) -> Callable[[Patch], None]:
    """The protector forgets those demands that are not kept."""

    def change(wanted_of: Callable[..., list[demands.Wanted]]) -> Callable[..., Any]:
        return lambda *given: [one for one in wanted_of(*given) if keep(one)]

    return spoil(search, "wanted_of", change)


def each_wanted(alter: Callable[[demands.Wanted], demands.Wanted]) -> Callable[[Patch], None]:
    """The protector takes its demands for others."""

    def change(wanted_of: Callable[..., list[demands.Wanted]]) -> Callable[..., Any]:
        return lambda *given: [alter(one) for one in wanted_of(*given)]

    return spoil(search, "wanted_of", change)


def with_rule(**parts: Any) -> Callable[[Patch], None]:
    """The protector works by another rule than the one that was given."""

    def change(start: Callable[..., None]) -> Callable[..., None]:
        def started(self: Any, task: Task, *more: Any) -> None:
            start(self, replace(task, rule=replace(task.rule, **parts)), *more)

        return started

    return spoil(search.Search, "__init__", change)


def with_task(**parts: Any) -> Callable[[Patch], None]:
    """The protector does not see a part of the task."""

    def change(start: Callable[..., None]) -> Callable[..., None]:
        def started(self: Any, task: Task, *more: Any) -> None:
            start(self, replace(task, **parts), *more)

        return started

    return spoil(search.Search, "__init__", change)


def nothing(*_: Any, **__: Any) -> Iterator[Any]:
    return iter(())


def one_way(kept: int) -> Callable[[Patch], None]:
    """The protector looks at one end of each range."""

    def alter(one: demands.Wanted) -> demands.Wanted:
        return replace(one, **{"low" if kept == UP else "high": None})

    return each_wanted(alter)


def fewer_hidden(found: Callable[..., search.Pattern]) -> Callable[..., search.Pattern]:
    """The last of the cells is printed after all."""

    def spoilt(*given: Any) -> search.Pattern:
        pattern = found(*given)
        return replace(pattern, hidden=pattern.hidden[:-1])

    return spoilt


def below_nought(start: Callable[..., None]) -> Callable[..., None]:
    """Counts below nought are thought possible."""

    def started(self: Any, *given: Any) -> None:
        start(self, *given)
        self.lower_of_sums.update(dict.fromkeys(range(len(self.truth)), -self.cap))

    return started


def part_of_records(records: Callable[..., Any]) -> Callable[..., Any]:
    """Readers are thought to know only what the first table says of them."""

    def made(*given: Any) -> Any:
        found = records(*given)
        found.atoms = found.atoms[:, :1]
        return found

    return made


def ring_as_tree(scopes: Any, sizes: Any) -> Any:
    """A ring of tables as if it were open: what the last shares with the first is lost."""
    edges = sorted(set(scopes), key=sorted)
    return edges, list(pairwise(edges))


def impossible_zero(task: Task) -> Task:
    """Everybody knows that one of the empty cells is."""
    empty = next(c for c in task.cells if len(c) > 1 and not count(world_of(task), c, (0,)))
    return replace(task, impossible=(empty,))


def known_most(task: Task) -> Task:
    """Everybody knows the largest of the cells."""
    truth = world_of(task)
    cell = max((c for c in task.cells if len(c) > 1), key=lambda c: count(truth, c, (0,)))
    return replace(task, known=(Known(cell, (0,), *(count(truth, cell, (0,)),) * 2),))


def without_difference(task: Task) -> Iterator[Any]:
    """Only what the second release adds to the first, not what it leaves out."""
    for release in task.releases:
        yield release.strata, release
    one, other = task.releases
    yield tuple(s for s in other.strata if s not in one.strata), other


@dataclass(frozen=True)
class Sabotage:
    """One way to spoil the protector.

    Attributes:
        school: Seed, shape and kind of a school in which it matters.
    """

    name: str
    spoils: Callable[[Patch], None]
    rule: Rule
    school: tuple[int, str, str] = (1, "one", "single")
    pupils: int = 30
    known: Callable[[Task], Task] = lambda task: task

    def task(self) -> Task:
        seed, shape, kind = self.school
        return self.known(invented(seed, self.rule, shape, kind, self.pupils, (3, 2, 2, 2)))


SABOTAGES = (
    Sabotage(
        "hides nothing beyond the small",
        spoil(search.Search, "breaches", lambda _: lambda *_: []),
        OPEN,
        (6, "one", "single"),
    ),
    Sabotage("prints one of the hidden cells", spoil(guarded, "find_pattern", fewer_hidden), OPEN),
    Sabotage("takes a threshold one lower", with_rule(threshold=2), OPEN),
    Sabotage("prints zeros", with_rule(zeros=Zeros.SHOWN), HIDDEN_ZEROS, (5, "one", "single")),
    Sabotage(
        "asks for a narrower range of the small",
        with_rule(small=Span(0, 2)),
        OPEN,
        (20, "one", "single"),
    ),
    Sabotage(
        "asks for no range of zeros",
        with_rule(zero=Span(0, 0)),
        replace(HIDDEN_ZEROS, threshold=5),
        (5, "one", "single"),
    ),
    Sabotage("looks only how far counts go up", one_way(UP), OPEN, (25, "one", "single")),
    Sabotage("looks only how far counts go down", one_way(DOWN), OPEN, (20, "one", "single")),
    Sabotage(
        "forgets what releases tell by their difference",
        with_rule(differences=False),
        DIFFERENCES,
        (2, "one", "cumulative"),
    ),
    Sabotage(
        "forgets one side of a difference",
        spoil(demands, "_counted", lambda _: without_difference),
        DIFFERENCES,
        (4, "one", "snapshots"),
    ),
    Sabotage(
        "forgets groups that are alike", with_rule(homogeneity=()), ALIKE, (5, "one", "single")
    ),
    Sabotage(
        "lets one outsider of a group do",
        each_wanted(lambda one: replace(one, high=1) if one.low is None and one.high == 2 else one),
        replace(ALIKE, threshold=1),
    ),
    Sabotage("forgets readers who know a record", with_rule(own_record=False), OWN),
    Sabotage(
        "thinks readers know a part of their record",
        spoil(inspector, "Records", part_of_records),
        OWN,
        (1, "star", "single"),
        20,
    ),
    Sabotage(
        "forgets cells hidden for the sake of others",
        with_rule(every_hidden_cell=False),
        FULL,
        (2, "one", "single"),
    ),
    Sabotage(
        "takes a range that does not reach nought for full",
        spoil(full_range.FullRange, "_down", lambda _: nothing),
        FULL,
        (11, "one", "single"),
    ),
    Sabotage(
        "does not see earlier releases",
        spoil(lattice.Lattice, "_fix", lambda _: lambda *_: None),
        DIFFERENCES,
        (1, "star", "cumulative"),
    ),
    Sabotage(
        "does not see that tables meet",
        spoil(lattice.Lattice, "_link", lambda _: lambda *_: None),
        OPEN,
        (1, "star", "single"),
    ),
    Sabotage(
        "thinks counts below nought possible",
        spoil(lattice.Lattice, "__init__", below_nought),
        OPEN,
        (20, "one", "single"),
    ),
    Sabotage(
        "takes tables in a ring for a tree",
        spoil(lattice, "join_tree", lambda _: ring_as_tree),
        OPEN,
        (2, "ring", "single"),
    ),
    Sabotage(
        "does not know what is impossible",
        with_task(impossible=()),
        HIDDEN_ZEROS,
        (5, "one", "single"),
        known=impossible_zero,
    ),
    Sabotage(
        "does not know what is known outside",
        with_task(known=()),
        OPEN,
        (3, "one", "single"),
        known=known_most,
    ),
)


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda one: one.name)
def test_a_spoilt_protector_is_caught(sabotage: Sabotage, monkeypatch: Patch) -> None:
    task = sabotage.task()
    assert protect(task).status is Status.OPTIMAL
    sabotage.spoils(monkeypatch)
    found = protect(task)
    assert (found.status, found.reason) == (Status.REFUSED, Reason.FAILED_ATTACK)


def test_there_are_twenty_and_more_ways() -> None:
    assert len({one.name for one in SABOTAGES}) >= 20
