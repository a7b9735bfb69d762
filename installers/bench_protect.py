"""Rows of the benchmark about anonymous tables: the fewest numbers hidden, and a good choice soon.

Each round protects another invented school, ten in all, once to the proof that no fewer cells do
and once by the fallback alone. Seconds are the processor's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from itertools import cycle

from bench import Pair, Size, row
from mhlead.disclosure.guarded import protect
from mhlead.disclosure.watch import LIMITS, Limits
from mhlead.disclosure.weights import secret_weights
from mhlead.domain.release import Protection, Status, Task
from mhlead.domain.release.dimensions import Ages
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import Stream, size_for, table_set
from mhlead.domain.release_history import Draft, task_for
from tests.parts.releases import Q1, invented
from tests.parts.schools import counted_of

SEEDS = range(1, 11)
SOON = Limits(exact=0.0)


def _task(pupils: int, seed: int) -> Task:
    counted = counted_of(invented(pupils, Q1, seed), Ages.SECONDARY)
    tables = table_set(Stream.DEMAND, size_for(Stream.DEMAND, pupils), Ages.SECONDARY)
    return task_for(Draft(counted, tables, SmallNumbers()), ())


def _seconds(pupils: int, limits: Limits) -> Callable[[], float]:
    """Seconds of the processor for one school after the other; the first also warms up."""
    seeds = cycle((SEEDS[-1], *SEEDS))

    def work() -> float:
        seed = next(seeds)
        task = _task(pupils, seed)
        began = time.process_time()
        _protected(task, seed, limits)
        return time.process_time() - began

    return work


def _hidden(pupils: int, limits: Limits) -> Callable[[], float]:
    """How many numbers are hidden."""
    seeds = cycle((SEEDS[-1], *SEEDS))

    def work() -> float:
        seed = next(seeds)
        return len(_protected(_task(pupils, seed), seed, limits).hidden)

    return work


def _protected(task: Task, seed: int, limits: Limits) -> Protection:
    found = protect(task, secret_weights(seed), limits=limits, clock=time.process_time)
    if found.status is Status.REFUSED:
        raise RuntimeError("an invented school was refused")
    return found


@row("100 pupils, 5 x 5 tables, fewest hidden / a good choice, s", len(SEEDS), scale=1)
def middle(_size: Size, _stack: ExitStack) -> Pair:
    """The set M."""
    return Pair(_seconds(100, LIMITS), _seconds(100, SOON))


@row("the same, numbers hidden of about 100", len(SEEDS), scale=1)
def middle_hidden(_size: Size, _stack: ExitStack) -> Pair:
    """What that saves."""
    return Pair(_hidden(100, LIMITS), _hidden(100, SOON))


@row("25 pupils, one-way tables, fewest hidden / a good choice, s", len(SEEDS), scale=1)
def small(_size: Size, _stack: ExitStack) -> Pair:
    """The set S."""
    return Pair(_seconds(25, LIMITS), _seconds(25, SOON))


@row("300 pupils, 9 x 5 tables, fewest hidden / a good choice, s", len(SEEDS), scale=1)
def large(_size: Size, _stack: ExitStack) -> Pair:
    """The set L."""
    return Pair(_seconds(300, LIMITS), _seconds(300, SOON))
