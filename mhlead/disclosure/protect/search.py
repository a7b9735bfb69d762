"""The search for the fewest cells to hide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from mhlead.disclosure.protect.demands import Choice, choice_of, wanted_of
from mhlead.disclosure.protect.full_range import FullRange
from mhlead.disclosure.protect.inspector import ALL, Inspector
from mhlead.disclosure.protect.lattice import Lattice
from mhlead.disclosure.protect.master import Chosen, Cut, Master, NoChoice
from mhlead.disclosure.protect.parts import Parts
from mhlead.disclosure.protect.reach import Reach
from mhlead.disclosure.protect.sight import Looker
from mhlead.disclosure.watch import Limits, OutOfTime, Watch
from mhlead.domain.release import Reason, Status, Task, Where

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

PARTLY_SHARE = 0.4
"""Share of the time for cuts from partly hidden cells."""
LONGEST_STEP_SECONDS = 5.0
SLACK, LITTLE_SLACK = 0.1, 0.02
"""By which share a choice may be dearer than the cheapest as long as it is only to be looked at."""
FREE_STEPS = 4
"""So often the last resort chooses afresh; from then on what is hidden stays so, and it ends."""


@dataclass(frozen=True)
class Pattern:
    """What a search came to: the cells to hide, or why there are none.

    Attributes:
        reason: Out of time where everything is hidden, for want of a better choice.
    """

    status: Status
    hidden: tuple[Where, ...] = ()
    reason: Reason = Reason.NONE


def find_pattern(
    task: Task, costs: Callable[[Where], float], watch: Watch, limits: Limits
) -> Pattern:
    """The cells of the last release to hide.

    Args:
        costs: What hiding a cell costs; above 0.

    Raises:
        Cancelled.
    """
    search = Search(task, costs, watch)
    if search.choice.must_hide & search.choice.must_show:
        return Pattern(Status.REFUSED, reason=Reason.SMALL_TOTAL)
    try:
        return search.pattern(limits)
    except NoChoice:
        before = len(task.releases) > 1
        reason = Reason.EARLIER_RELEASE if before else Reason.NOTHING_SUFFICES
        return Pattern(Status.REFUSED, reason=reason)


class Search:
    """One search."""

    def __init__(self, task: Task, costs: Callable[[Where], float], watch: Watch) -> None:
        import numpy as np

        self._np, self._watch = np, watch
        lattice = Lattice(task)
        self.choice: Choice = choice_of(task, lattice)
        wanted = wanted_of(task, lattice, self.choice)
        fixed = dict.fromkeys(self.choice.must_hide, 1) | dict.fromkeys(self.choice.must_show, 0)
        undecided = [n for n in range(len(self.choice.cells)) if n not in fixed]
        signed = undecided if task.rule.every_hidden_cell else []
        self.master = Master([costs(cell) for cell in self.choice.cells], fixed, signed, watch)
        looker = Looker(Reach(lattice, watch))
        self.inspector = Inspector(lattice, self.choice, wanted, looker, watch)
        self.parts = Parts(lattice, self.choice, wanted, looker, watch)
        self.full = FullRange(
            lattice, self.choice, self.inspector, looker, self.master.signs, watch
        )
        self._last: Bools | None = None
        self._best: Bools | None = None

    def pattern(self, limits: Limits) -> Pattern:
        """The best pattern there is time for.

        Raises:
            Cancelled, NoChoice.
        """
        status = Status.FEASIBLE
        try:
            self._watch.until(limits.exact)
            self._begin()
            self._find_one()
            self._prove_least()
            status = Status.OPTIMAL
        except OutOfTime:
            self._find_soon(limits)
        reason = Reason.OUT_OF_TIME if self._best is None else Reason.NONE
        hidden = self.everything() if self._best is None else self._best
        if status is Status.OPTIMAL:
            self._watch.tell(int(hidden.sum()), int(hidden.sum()))
        cells = (
            cell for cell, is_hidden in zip(self.choice.cells, hidden, strict=True) if is_hidden
        )
        return Pattern(status, tuple(cells), reason)

    def _begin(self) -> None:
        self._try_everything()
        self.tighten()

    def _find_soon(self, limits: Limits) -> None:
        """A safe pattern, if none was found yet and there is one in time."""
        # What the exact search did not find in all its time, some more would hardly.
        steps = (self._repair,) if limits.exact > 0 else (self._find_quickly, self._repair)
        for number, step in enumerate(steps, start=1):
            if self._best is None:
                share = number / len(steps)
                self._watch.until(limits.exact + share * (limits.good - limits.exact))
                with suppress(OutOfTime):
                    step()

    def _find_quickly(self) -> None:
        self._begin()
        self._find_one([SLACK])

    def _try_everything(self) -> None:
        """Whether what must stay open would be where all is hidden; else nothing helps."""
        self._learn(self.everything())
        if self.master.relaxed() is None:
            raise NoChoice

    def _find_one(self, slacks: Sequence[float] = (SLACK, LITTLE_SLACK)) -> None:
        """A safe pattern that is near the best, or the best, but not known to be."""
        for slack in slacks:
            found = False
            while not found:
                try:
                    chosen = self._chosen(full=bool(self.master.signs), slack=slack)
                except NoChoice:
                    return
                found = self._keep_if_safe(self._hidden(chosen.point))

    def _prove_least(self) -> None:
        """The pattern of least cost: no choice that keeps the cuts is better than it."""
        self.inspector.most = ALL
        while True:
            try:
                chosen = self._chosen(slack=SLACK, better_than=self._best)
            except NoChoice:
                if self._best is None:
                    raise
                return
            self._keep_if_safe(self._hidden(chosen.point))

    def _keep_if_safe(self, hidden: Bools) -> bool:
        """Takes in the cuts that a choice breaks; where there are none it may be the best."""
        if self._learn(hidden):
            return False
        if self._best is None or self._cost(hidden) < self._cost(self._best):
            self._best = hidden
        return True

    def _chosen(
        self, *, full: bool = False, slack: float, better_than: Bools | None = None
    ) -> Chosen:
        self._watch.look()
        most = None if better_than is None else self._cost(better_than)
        chosen = self.master.whole(full=full, slack=slack, better_than=most)
        if chosen is None:
            raise OutOfTime
        hidden = self._hidden(chosen.point)
        self._watch.tell(int(hidden.sum()), int(chosen.bound))
        self._last = hidden
        return chosen

    def _cost(self, hidden: Bools) -> float:
        point = self._np.zeros(self.master.width)
        point[: len(hidden)] = hidden
        return self.master.cost(point)

    def _repair(self) -> None:
        """From the best so far, more is hidden until nothing is found."""
        hidden, kept = self._last, list[int]()
        for step in count(1):
            self._watch.look()
            if hidden is not None and not self._learn(hidden):
                self._best = hidden
                self._best = self._trimmed(hidden)
                return
            if hidden is not None and step > FREE_STEPS:
                kept = [int(n) for n in self._np.flatnonzero(hidden)]
            try:
                chosen = self.master.whole(
                    kept, full=step % 2 == 1, slack=SLACK, seconds=LONGEST_STEP_SECONDS
                )
            except NoChoice:
                # Some of what is hidden must not be: everything is, or it is chosen afresh.
                chosen = self.master.whole(slack=SLACK, seconds=LONGEST_STEP_SECONDS)
            hidden = self.everything() if chosen is None else self._hidden(chosen.point)

    def _trimmed(self, hidden: Bools) -> Bools:
        """The same without cells that need not be hidden, as far as the time goes."""
        for cell in self._np.flatnonzero(hidden):
            if int(cell) in self.choice.must_hide:
                continue
            fewer = hidden.copy()
            fewer[cell] = False
            try:
                self._watch.look()
                if not self.breaches(fewer):
                    hidden = fewer
            except OutOfTime:
                break
        return hidden

    def _hidden(self, point: Floats) -> Bools:
        return self._np.asarray(point[: len(self.choice.cells)] > 0.5)

    def _learn(self, hidden: Bools) -> bool:
        """Takes in the cuts that a choice breaks; False where there are none."""
        found = self.breaches(hidden)
        for cut in found:
            self.master.add(cut)
        return bool(found)

    def everything(self) -> Bools:
        """Everything hidden that may be."""
        hidden = self._np.ones(len(self.choice.cells), dtype=bool)
        hidden[list(self.choice.must_show)] = False
        return hidden

    def breaches(self, hidden: Bools) -> list[Cut]:
        """Cuts that a choice breaks; those of the cheapest questions that find any."""
        steps = (self._seen_by_all, self.inspector.outsider, self.inspector.knowing)
        for ask in steps:
            found = list(dict.fromkeys(ask(hidden)))
            if found:
                return found
        return []

    def _seen_by_all(self, hidden: Bools) -> Iterator[Cut]:
        yield from self.inspector.outsider(hidden, whole=False)
        yield from self.full.cuts(hidden)

    def tighten(self) -> None:
        """Cuts from partly hidden cells, until there are hardly any more."""
        questions, share = self.parts.questions, self._watch.left * (1 - PARTLY_SHARE)
        asked = questions
        while self._watch.left > share:
            point = self.master.relaxed()
            if point is None:
                raise NoChoice
            found = self.parts.cuts(point, asked)
            fresh = sum([self.master.add(cut) for cut in found.values()])
            if fresh:
                asked = list(found)
            elif len(asked) < len(questions):
                asked = questions
            else:
                return
