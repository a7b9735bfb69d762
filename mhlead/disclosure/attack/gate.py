"""The gate: nothing is published that the attack has not failed on.

It reads the pupils to know what has to stay open, builds what would be published, and attacks
that. A claim holds only by lists of pupils that were counted again; where one is missing the
exact range is asked for, and where that is too narrow the gate stays shut.
"""

from __future__ import annotations

from collections.abc import Collection

from mhlead.disclosure.attack.board import Board
from mhlead.disclosure.attack.claims import Claims, breaks_threshold, claims_of
from mhlead.disclosure.attack.extremes import Contradiction, SolverFailed
from mhlead.disclosure.attack.keeping import Keeping
from mhlead.disclosure.attack.reader import HIGHEST, LOWEST, AttackRoom
from mhlead.disclosure.attack.system import TooLarge
from mhlead.disclosure.watch import Watch
from mhlead.domain.release import Attacker, Finding, Task, Verdict, Verdicts, Where

OUTSIDE = Attacker()
MOST_TRIES = 4


def try_to_undo(task: Task, hidden: Collection[Where], watch: Watch | None = None) -> Verdicts:
    """What attacks on a release come to where these cells are hidden.

    Args:
        watch: Ends it; there is no limit where none is given.

    Raises:
        Cancelled, OutOfTime.
    """
    claims = claims_of(task, hidden)
    if breaks_threshold(task, claims):
        return Verdicts(Verdict.UNSAFE)
    try:
        return _Gate(task, claims, watch or Watch()).attack()
    except Contradiction:
        return Verdicts(Verdict.CONTRADICTION)
    except (SolverFailed, TooLarge):
        return Verdicts(Verdict.UNSAFE)


class _Gate:
    def __init__(self, task: Task, claims: Claims, watch: Watch) -> None:
        self._watch = watch
        demands = (*claims.for_all, *claims.for_outsiders)
        self._all, self._for_all = len(demands), len(claims.for_all)
        self._demands = demands
        self._room = AttackRoom(claims.publication, demands, watch)
        # The pupils as they are fit too, and hold every record.
        self._room.keep(claims.world)
        self._attackers = [OUTSIDE, *_knowing(task, self._room)]
        self._records = [(one.stratum, one.codes) for one in self._attackers[1:]]
        self._board = Board(self._room, demands, self._attackers)

    def attack(self) -> Verdicts:
        narrow = self._outside()
        if len(self._attackers) > 1:
            self._together()
            narrow += self._one_by_one()
        findings = self._board.findings([0], self._all)
        findings += self._board.findings(range(1, len(self._attackers)), self._for_all)
        verdict = Verdict.UNSAFE if any(not n.is_wide_enough for n in narrow) else Verdict.SAFE
        return Verdicts(verdict, (*narrow, *findings), len(self._room.evidence))

    def _outside(self) -> list[Finding]:
        """The exact ranges of sums that no list at hand shows to be wide enough."""
        self._room.enter(OUTSIDE)
        found = []
        for which in range(self._all):
            self._board.learn()
            if 0 in self._board.unproved(which):
                self._watch.look()
                found.append(self._room.finding(which, 0, OUTSIDE))
        self._board.learn()
        return [one for one in found if 0 in self._board.unproved(one.demand)]

    def _together(self) -> None:
        """Lists that answer many attackers at once who know a record."""
        own = [[u[0] for u in self._room.system.own(one)] for one in self._attackers[1:]]
        keeping = Keeping(self._room.system, own, self._room.extremes.far, self._watch)
        for which in range(self._for_all):
            for way in (LOWEST, HIGHEST):
                for _ in range(MOST_TRIES):
                    self._watch.look()
                    if not self._try_for(keeping, which, way):
                        break

    def _try_for(self, keeping: Keeping, which: int, way: int) -> bool:
        """One list for those to whom this end is not shown yet; False where it helps nobody."""
        board, demand = self._board, self._demands[which]
        waiting = board.unproved(which)
        if demand.width:
            target = self._room.evidence[0].values[which] + way
        else:
            waiting = waiting[board.is_missing(waiting, which, way)]
            targets = (board.highs if way == HIGHEST else board.lows)[waiting, which]
            target = int(targets.max() if way == HIGHEST else targets.min()) if waiting.size else 0
        if not waiting.size:
            return False
        records = [int(n) - 1 for n in waiting if n]
        values = keeping.values(self._room.forms[which], target, way, records)
        if values is None:
            return False
        self._room.first = [self._room.record(self._attackers[n + 1]) for n in records]
        self._room.first = self._room.fitting(values)
        self._room.prove(values)
        board.learn()
        return bool(board.unproved(which).size < waiting.size)

    def _one_by_one(self) -> list[Finding]:
        found = []
        for number, attacker in enumerate(self._attackers[1:], start=1):
            is_in = False
            for which in self._board.unproved_by(number, self._for_all):
                if number not in self._board.unproved(int(which)):
                    continue
                self._watch.look()
                if not is_in:
                    self._room.enter(attacker)
                    is_in = True
                if not self._reaches(int(which), number):
                    found.append(self._room.finding(int(which), number, attacker))
                    self._board.learn()
        return [one for one in found if not one.is_wide_enough]

    def _reaches(self, which: int, number: int) -> bool:
        """Whether the far ends of the range show it to be wide enough, one after the other."""
        for way in (HIGHEST, LOWEST):
            self._room.end(which, way)
            self._board.learn()
            if number not in self._board.unproved(which):
                return True
        return False


def _knowing(task: Task, room: AttackRoom) -> list[Attacker]:
    """Everybody who could know a record, as far as what is told tells them apart."""
    if not task.rule.own_record:
        return []
    told = {dimension for clique in room.system.tree.cliques for dimension in clique}
    records = {
        (pupils.stratum, tuple(c if d in told else -1 for d, c in enumerate(pupils.codes)))
        for pupils in task.pupils
        if pupils.count
    }
    return [
        Attacker(tuple(None if code < 0 else code for code in codes), stratum)
        for stratum, codes in sorted(records)
    ]
