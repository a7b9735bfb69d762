"""Possible lists of pupils found so far: each proves, for many patterns, what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mhlead.disclosure.protect.demands import Choice, Wanted
from mhlead.disclosure.protect.lattice import Lattice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]

ROOM_AT_FIRST = 256


class Records:
    """The records that somebody could know as their own.

    Attributes:
        atoms: For each, the columns of inner cells that count it.
        adds: What each adds to every column, by record and column.
    """

    def __init__(self, lattice: Lattice) -> None:
        import numpy as np

        # Where the rule does not look at readers who know a record there are none.
        pupils = lattice.task.pupils if lattice.task.rule.own_record else ()
        found = {lattice.own_atoms(one) for one in pupils if one.count}
        shape = (len(found), len(lattice.nodes))
        self.atoms = np.array(sorted(found), dtype=np.int64).reshape(shape)
        self.adds = np.zeros((len(found), len(lattice.truth)), dtype=np.int64)
        for number, atoms in enumerate(self.atoms):
            self.adds[number, atoms] = 1
        for column, form in lattice.definitions:
            for part, factor in form.items():
                self.adds[:, column] += factor * self.adds[:, part]

    def __len__(self) -> int:
        return len(self.atoms)


class Worlds:
    """Whole worlds, the true one first.

    Attributes:
        values: Of each world the value of every wanted column.
        holds: Whether each world holds each record.
    """

    def __init__(
        self, lattice: Lattice, choice: Choice, wanted: list[Wanted], records: Records
    ) -> None:
        import numpy as np

        self._np = np
        self._truth = np.array(lattice.truth, dtype=np.int64)
        self._cells = np.array(choice.columns, dtype=np.int64)
        self._wanted = np.array([one.column for one in wanted], dtype=np.int64)
        self._records = records
        self._count = 0
        self._seen: set[bytes] = set()
        self._worlds = np.zeros((ROOM_AT_FIRST, len(self._truth)), dtype=np.int64)
        self._differs = np.zeros((ROOM_AT_FIRST, len(self._cells)), dtype=bool)
        self._values = np.zeros((ROOM_AT_FIRST, len(self._wanted)), dtype=np.int64)
        self._holds = np.zeros((ROOM_AT_FIRST, len(records)), dtype=bool)
        self.add(self._truth)

    @property
    def values(self) -> Ints:
        """Of each world the value of every wanted column."""
        return self._values[: self._count]

    @property
    def holds(self) -> Bools:
        """Whether each world holds each record."""
        return self._holds[: self._count]

    def __len__(self) -> int:
        return self._count

    def add(self, world: Ints) -> None:
        """One more world, if it is new."""
        key = world.tobytes()
        if key in self._seen:
            return
        self._seen.add(key)
        if self._count == len(self._worlds):
            self._grow()
        at = self._count
        self._worlds[at] = world
        self._differs[at] = world[self._cells] != self._truth[self._cells]
        self._values[at] = world[self._wanted]
        if len(self._records):
            self._holds[at] = (world[self._records.atoms] >= 1).all(axis=1)
        self._count += 1

    def counts(self, column: int) -> Ints:
        """The count of any column in each world."""
        return self._worlds[: self._count, column]

    def differs(self, number: int) -> Bools:
        """Which cells of the release are not as they are in truth."""
        found: Bools = self._np.asarray(self._differs[number])
        return found

    def possible(self, hidden: Bools) -> Bools:
        """Which worlds a reader can't tell from the truth where these cells are hidden."""
        moved = self._differs[: self._count] & ~hidden
        found: Bools = ~self._np.asarray(moved.any(axis=1))
        return found

    def _grow(self) -> None:
        double = self._np.concatenate
        for name in ("_worlds", "_differs", "_values", "_holds"):
            grown = getattr(self, name)
            setattr(self, name, double([grown, self._np.zeros_like(grown)]))
