"""Looks whether a choice of cells keeps open what must stay open, and cuts it off if not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mhlead.disclosure.protect.cuts import Cutter
from mhlead.disclosure.protect.demands import Choice, Wanted
from mhlead.disclosure.protect.generous import Generous
from mhlead.disclosure.protect.lattice import Lattice
from mhlead.disclosure.protect.master import Cut
from mhlead.disclosure.protect.reach import NEAR, End
from mhlead.disclosure.protect.sight import DOWN, UP, Looker, Sight
from mhlead.disclosure.protect.worlds import Records, Worlds
from mhlead.disclosure.watch import Watch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]

FAR = 10**9
MOST_TRIES = 4
SEVERAL = 3
"""From so many readers on one world is looked for that answers them together."""
SOME, ALL = 8, 10**9
"""While choices are quickly made, after some cuts a better one is worth more than other questions;
once they take long, all cuts of each are."""
ENOUGH = 60
"""Cuts of readers who know a record after which the cheaper question is asked again first."""


class Inspector:
    """Looks at choices; what it finds out about possible worlds is kept for the next."""

    def __init__(
        self, lattice: Lattice, choice: Choice, wanted: list[Wanted], looker: Looker, watch: Watch
    ) -> None:
        import numpy as np

        self._np, self._lattice, self._choice, self._watch = np, lattice, choice, watch
        self.wanted = wanted
        self.records = Records(lattice)
        self.worlds = Worlds(lattice, choice, wanted, self.records)
        self._reach, self._looker = looker.reach, looker
        self._cutter = Cutter(lattice, choice)
        self._cells = np.array(choice.columns, dtype=np.int64)
        self._truth = np.array(lattice.truth, dtype=float)
        columns = np.array([one.column for one in wanted], dtype=np.int64)
        lows = [-FAR if w.low is None else w.low for w in wanted]
        highs = [FAR if w.high is None else w.high for w in wanted]
        self._low, self._high = np.array(lows, dtype=np.int64), np.array(highs, dtype=np.int64)
        self._asks_low = np.array([w.low is not None for w in wanted], dtype=bool)
        self._asks_high = np.array([w.high is not None for w in wanted], dtype=bool)
        self._is_for_all = np.array([w.is_for_all for w in wanted], dtype=bool)
        self._is_wide = np.array([w.is_wide for w in wanted], dtype=bool)
        # Where nothing has to stay open these are empty, and must still be what they are.
        cells = [-1 if w.cell is None else w.cell for w in wanted]
        self._cell = np.array(cells, dtype=np.int64)
        self._adds = self.records.adds[:, columns]
        self._whole = True
        self.most = SOME
        """Outsiders' cuts after which no more questions are asked of a choice."""
        self._turns = 0
        self._broken: dict[tuple[int, int], int] = {}
        """For each question the last turn in which it gave a cut."""
        self._generous: Generous | None = None
        self._all_atoms = np.unique(self.records.atoms)
        common = [atom for atom in self._all_atoms if lattice.truth[atom] > 1]
        self._common = np.array(common, dtype=np.int64)

    def sight(self, hidden: Bools) -> Sight:
        """What somebody outside sees where these cells are hidden."""
        low, up = self._reach.low.copy(), self._reach.up.copy()
        shown = self._cells[~hidden]
        low[shown] = up[shown] = self._truth[shown]
        return Sight(self._reach.low, low, up)

    # ---- somebody outside --------------------------------------------------------------------

    def outsider(self, hidden: Bools, *, whole: bool = True) -> Iterator[Cut]:
        """Some of the cuts that a choice breaks for somebody who knows no record.

        Args:
            whole: Whether counts in parts do not do as an answer; finding whole ones takes longer.
        """
        self._whole = whole
        sight = self.sight(hidden)
        found = 0
        for question in self._open_questions(hidden):
            number, way = question
            cuts = (
                self._ask_width(number, sight, hidden)
                if way == 0
                else self._ask(number, way, self._bound(number, way), sight, hidden)
            )
            for cut in cuts:
                found += 1
                self._broken[question] = self._turns
                yield cut
            if found >= self.most:
                break
        self._turns += 1

    def _bound(self, number: int, way: int) -> int:
        return int(self._high[number] if way == UP else self._low[number])

    def _open_questions(self, hidden: Bools) -> list[tuple[int, int]]:
        """What no world at hand answers; what was broken last comes first, for it will be again."""
        np = self._np
        values = self.worlds.values[self.worlds.possible(hidden)]
        highest, lowest = values.max(axis=0), values.min(axis=0)
        in_sight = (self._cell < 0) | hidden[self._cell]
        ways = (
            (np.flatnonzero(self._asks_high & (highest < self._high)), UP),
            (np.flatnonzero(self._asks_low & (lowest > self._low)), DOWN),
            (np.flatnonzero(self._is_wide & (highest == lowest) & in_sight), 0),
        )
        questions = [(int(number), way) for numbers, way in ways for number in numbers]
        return sorted(questions, key=lambda one: -self._broken.get(one, -1))

    def _ask(
        self, number: int, way: int, target: int, sight: Sight, hidden: Bools
    ) -> Iterator[Cut]:
        """Finds a whole world at the target, or says what is in its way."""
        self._watch.look()
        column = self.wanted[number].column
        if len(self.records) and self._for_all(column, way, target, sight):
            return
        end = self._looker.end(sight, column, way, target)
        yield from self._judged(end, column, way, target, sight, hidden)

    def _judged(
        self, end: End | None, column: int, way: int, target: int, sight: Sight, hidden: Bools
    ) -> Iterator[Cut]:
        """Keeps a whole world that the end of a range shows, or yields what is in its way."""
        reached = end is not None and way * (end.value - target) > -NEAR
        if reached and end is not None and not (self._whole or end.is_whole):
            return
        world = self._looker.world(sight, end, column, way, target) if reached else None
        if world is not None:
            self.worlds.add(world)
            return
        cut = None
        if end is not None and not reached:
            hold = self._cutter.hold(end, sight.base, self._reach.up)
            cut = self._cutter.cut(hold, way * (target - self._lattice.truth[column]))
        yield cut or self._cutter.not_all_shown(hidden)

    def _for_all(self, column: int, way: int, target: int, sight: Sight) -> bool:
        """Whether one world answers everybody at once who knows a record."""
        atoms = self._all_atoms
        if way == DOWN:
            outside = self.records.adds[:, column] == 0
            atoms = self._np.unique(self.records.atoms[outside])
        if not atoms.size:
            return False
        end = self._looker.end(sight.holding(atoms), column, way, target)
        if end is None or way * (end.value - target) < -NEAR or not end.is_whole:
            return False
        self.worlds.add(end.world.round().astype(self._np.int64))
        return True

    def _ask_width(self, number: int, sight: Sight, hidden: Bools) -> Iterator[Cut]:
        """Finds a second value of a count, or says what fixes it."""
        self._watch.look()
        column, holds = self.wanted[number].column, []
        for way in (UP, DOWN):
            target = self._lattice.truth[column] + way
            end = self._looker.end(sight, column, way, target)
            world = self._looker.world(sight, end, column, way, target)
            if world is not None:
                self.worlds.add(world)
                return
            if end is not None:
                holds.append(self._cutter.hold(end, sight.base, self._reach.up))
        sign = self.wanted[number].cell
        cut = self._cutter.cut(holds[0].plus(holds[1]), 1, sign) if len(holds) > 1 else None
        yield cut or self._cutter.not_all_shown(hidden, sign)

    # ---- somebody who knows a record ---------------------------------------------------------

    def knowing(self, hidden: Bools) -> Iterator[Cut]:
        """Cuts that a choice breaks for somebody who knows their own record."""
        plain, found = self.sight(hidden), 0
        self._answer_many(plain, hidden)
        for record in range(len(self.records)):
            sight: Sight | None = None
            for number, way in self._unanswered(record, hidden):
                if self._is_answered(record, number, way, hidden):
                    continue
                sight = sight or plain.holding(self.records.atoms[record])
                for cut in self._ask_knowing(record, number, way, sight, hidden):
                    found += 1
                    yield cut
            if found > ENOUGH:
                return

    def _answer_many(self, sight: Sight, hidden: Bools) -> None:
        """Worlds for questions that several readers could ask, many readers at a time."""
        asked: dict[tuple[int, int], list[int]] = {}
        for record in range(len(self.records)):
            for question in self._unanswered(record, hidden):
                if question[1]:
                    asked.setdefault(question, []).append(record)
        for (number, way), records in asked.items():
            waiting = records
            for _ in range(MOST_TRIES):
                self._watch.look()
                waiting = [r for r in waiting if not self._is_answered(r, number, way, hidden)]
                if len(waiting) < SEVERAL or not self._add_for(number, way, sight, waiting):
                    break

    def _add_for(self, number: int, way: int, sight: Sight, records: list[int]) -> bool:
        """Whether a new world was found that may answer some of these."""
        targets = [self._target(record, number, way) for record in records]
        target = max(targets) if way == UP else min(targets)
        self._generous = self._generous or Generous(self._lattice, self.records, self._watch)
        column = self.wanted[number].column
        world = self._generous.world(sight, column, way, target, records)
        if world is None:
            return False
        before = len(self.worlds)
        self.worlds.add(world)
        return len(self.worlds) > before

    def _ask_knowing(
        self, record: int, number: int, way: int, sight: Sight, hidden: Bools
    ) -> Iterator[Cut]:
        if way == 0:
            yield from self._ask_width(number, sight, hidden)
        else:
            target = self._target(record, number, way)
            yield from self._ask_one(number, way, target, sight, hidden)

    def _ask_one(
        self, number: int, way: int, target: int, sight: Sight, hidden: Bools
    ) -> Iterator[Cut]:
        self._watch.look()
        column = self.wanted[number].column
        if self._with_more(column, way, target, sight):
            return
        end = self._looker.end(sight, column, way, target)
        yield from self._judged(end, column, way, target, sight, hidden)

    def _with_more(self, column: int, way: int, target: int, sight: Sight) -> bool:
        """Whether a world that also holds what is not rare answers; others then need not ask."""
        end = self._looker.end(sight.holding(self._common), column, way, target)
        if end is None or way * (end.value - target) < -NEAR or not end.is_whole:
            return False
        self.worlds.add(end.world.round().astype(self._np.int64))
        return True

    def _target(self, record: int, number: int, way: int) -> int:
        adds = int(self._adds[record, number])
        return int(self._high[number]) - 1 + adds if way == UP else int(self._low[number]) + adds

    def _unanswered(self, record: int, hidden: Bools) -> list[tuple[int, int]]:
        highest, lowest = self._span(record, hidden)
        adds, np = self._adds[record], self._np
        up = np.flatnonzero(self._is_for_all & self._asks_high & (highest < self._high - 1 + adds))
        down = np.flatnonzero(self._is_for_all & self._asks_low & (lowest > self._low + adds))
        in_sight = (self._cell < 0) | hidden[self._cell]
        wide = np.flatnonzero(self._is_wide & (highest == lowest) & in_sight)
        ways = ((up, UP), (down, DOWN), (wide, 0))
        return [(int(number), way) for numbers, way in ways for number in numbers]

    def _is_answered(self, record: int, number: int, way: int, hidden: Bools) -> bool:
        seen = self.worlds.possible(hidden) & self.worlds.holds[:, record]
        values = self.worlds.values[seen, number]
        if way == UP:
            return bool(values.max() >= self._target(record, number, way))
        if way == DOWN:
            return bool(values.min() <= self._target(record, number, way))
        return bool(values.max() > values.min())

    def _span(self, record: int, hidden: Bools) -> tuple[Ints, Ints]:
        seen = self.worlds.possible(hidden) & self.worlds.holds[:, record]
        values = self.worlds.values[seen]
        return values.max(axis=0), values.min(axis=0)
