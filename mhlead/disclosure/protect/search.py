"""The search for the fewest cells to hide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from mhlead.disclosure.protect.demands import Choice, choice_of, wanted_of
from mhlead.disclosure.protect.full_range import FullRange
from mhlead.disclosure.protect.inspector import Inspector
from mhlead.disclosure.protect.lattice import Lattice
from mhlead.disclosure.protect.master import Chosen, Cut, Master, NoChoice
from mhlead.disclosure.protect.parts import Parts
from mhlead.disclosure.protect.reach import Reach
from mhlead.disclosure.protect.sight import Looker
from mhlead.disclosure.protect.watch import OutOfTime, Watch
from mhlead.domain.release import Reason, Status, Task, Where

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

PARTLY_SHARE = 0.4
"""Share of the time for cuts from partly hidden cells."""
REPAIR_SECONDS = 45.0
LONGEST_STEP_SECONDS = 5.0
NOTHING_BETWEEN = 1e-6
FREE_STEPS = 40
"""So often the fallback chooses afresh; from then on what is hidden stays so, and it ends."""


@dataclass(frozen=True)
class Pattern:
    """What a search came to: the cells to hide, or why there are none."""

    status: Status
    hidden: tuple[Where, ...] = ()
    reason: Reason = Reason.NONE


def find_pattern(task: Task, costs: Callable[[Where], float], watch: Watch) -> Pattern:
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
        return search.pattern()
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
        self.master = Master([costs(cell) for cell in self.choice.cells], fixed, signed)
        looker = Looker(Reach(lattice))
        self.inspector = Inspector(lattice, self.choice, wanted, looker, watch)
        self.parts = Parts(lattice, self.choice, wanted, looker, watch)
        self.full = FullRange(
            lattice, self.choice, self.inspector, looker, self.master.signs, watch
        )
        self._last: Bools | None = None
        self._best: Bools | None = None

    def pattern(self) -> Pattern:
        """The best pattern there is time for.

        Raises:
            Cancelled, NoChoice.
        """
        status = Status.FEASIBLE
        try:
            self._try_everything()
            self.tighten()
            self._find_one()
            self._prove_least()
            status = Status.OPTIMAL
        except OutOfTime:
            if self._best is None:
                self._watch.add(REPAIR_SECONDS)
                self._repair()
        hidden = self.everything() if self._best is None else self._best
        cells = (
            cell for cell, is_hidden in zip(self.choice.cells, hidden, strict=True) if is_hidden
        )
        return Pattern(status, tuple(cells))

    def _try_everything(self) -> None:
        """Whether what must stay open would be where all is hidden; else nothing helps."""
        self._learn(self.everything())
        if self.master.relaxed() is None:
            raise NoChoice

    def _find_one(self) -> None:
        """A safe pattern that is near the best, or the best, but not known to be."""
        while self.master.signs:
            try:
                chosen = self._chosen(full=True)
            except NoChoice:
                return
            if not self._learn(self._hidden(chosen.point)):
                self._best = self._hidden(chosen.point)
                return

    def _prove_least(self) -> None:
        """The pattern of least cost."""
        while True:
            chosen = self._chosen(full=False)
            best = float("inf") if self._best is None else self._cost(self._best)
            if chosen.cost >= best - NOTHING_BETWEEN:
                return
            if not self._learn(self._hidden(chosen.point)):
                self._best = self._hidden(chosen.point)
                return

    def _chosen(self, *, full: bool) -> Chosen:
        self._watch.look()
        chosen = self.master.whole(self._watch.left, full=full)
        if chosen is None or not chosen.is_best:
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
        """A safe pattern if one is found in time; without one everything is hidden."""
        try:
            self._best = self._repaired()
        except OutOfTime:
            return

    def _repaired(self) -> Bools:
        """A pattern that is safe: from the best so far, more is hidden until nothing is found."""
        hidden, kept = self._last, list[int]()
        for step in count(1):
            self._watch.look()
            if hidden is not None and not self._learn(hidden):
                return self._trimmed(hidden)
            if hidden is not None and step > FREE_STEPS:
                kept = [int(n) for n in self._np.flatnonzero(hidden)]
            seconds = min(LONGEST_STEP_SECONDS, self._watch.left)
            try:
                chosen = self.master.whole(seconds, kept, full=step % 2 == 1)
            except NoChoice:
                # Some of what is hidden must not be: everything is, or it is chosen afresh.
                chosen = self.master.whole(seconds)
            hidden = self.everything() if chosen is None else self._hidden(chosen.point)
        raise OutOfTime

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
        in_parts = partial(self.inspector.outsider, whole=False)
        steps = (in_parts, self.full.cuts, self.inspector.outsider, self.inspector.knowing)
        for ask in steps:
            found = list(dict.fromkeys(ask(hidden)))
            if found:
                return found
        return []

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
