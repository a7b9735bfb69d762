"""The attack: what anybody could work out from everything published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mhlead.disclosure.attack.extremes import Contradiction, Extremes, SolverFailed
from mhlead.disclosure.attack.system import System
from mhlead.disclosure.attack.witness import Record, Recount, World, assemble
from mhlead.disclosure.watch import Watch
from mhlead.domain.release import Attacker, Demand, Finding, Publication, Verdict, Verdicts

LOWEST, HIGHEST = -1, 1


@dataclass(frozen=True)
class Evidence:
    """A list of pupils that was counted again.

    Attributes:
        values: The value of each demand's sum in it.
    """

    world: World
    values: tuple[int, ...]

    def has(self, attacker: Attacker) -> bool:
        """Whether the attacker's own record is in the list."""
        if attacker.is_outsider:
            return True
        return _is_in((attacker.stratum, attacker.codes), self.world)


def _is_in(own: tuple[int, tuple[int | None, ...]], world: World) -> bool:
    if own in world:
        return True
    return any(
        stratum == own[0]
        and all(o is None or c in (o, -1) for o, c in zip(own[1], record, strict=True))
        for stratum, record in world
    )


def attack(
    publication: Publication,
    demands: Sequence[Demand],
    attackers: Sequence[Attacker] = (Attacker(),),
    watch: Watch | None = None,
) -> Verdicts:
    """The exact range of every sum for every attacker, and whether each is wide enough.

    Args:
        watch: Ends it; there is no limit where none is given.

    Returns:
        A contradiction where no list of pupils fits; otherwise unsafe where any range is too
        narrow, or the solver could not be relied on.

    Raises:
        TooLarge, Cancelled, OutOfTime.
    """
    findings: list[Finding] = []
    watch = watch or Watch()
    room = AttackRoom(publication, demands, watch)
    try:
        # Whether anything fits at all, also where nothing is asked.
        room.prove(room.extremes.values({}, HIGHEST))
        for number, attacker in enumerate(attackers):
            room.enter(attacker)
            for which in range(len(demands)):
                watch.look()
                findings.append(room.finding(which, number, attacker))
    except Contradiction:
        return Verdicts(Verdict.CONTRADICTION, worlds=len(room.evidence))
    except SolverFailed:
        return Verdicts(Verdict.UNSAFE, tuple(findings), len(room.evidence))
    is_safe = all(one.is_wide_enough for one in findings)
    verdict = Verdict.SAFE if is_safe else Verdict.UNSAFE
    return Verdicts(verdict, tuple(findings), len(room.evidence))


class AttackRoom:
    """What one attack has at hand.

    Attributes:
        evidence: The lists of pupils found so far.
    """

    def __init__(self, publication: Publication, demands: Sequence[Demand], watch: Watch) -> None:
        self.publication, self.demands = publication, tuple(demands)
        self.system = System(publication, demands)
        self.forms = [self.system.form(demand) for demand in demands]
        self.extremes = Extremes(self.system, watch)
        self._recount = Recount(publication, demands)
        self.evidence: list[Evidence] = []
        self.first: Sequence[tuple[int, Record]] = ()
        self._adds: list[int] = []

    def enter(self, attacker: Attacker) -> None:
        """From now on the lists hold this attacker's record."""
        self._adds = self.adds(attacker)
        if attacker.is_outsider:
            self.extremes.hold({})
            self.first = ()
            return
        own = self.system.own(attacker)
        plain = {unknowns[0]: 1 for unknowns in own if len(unknowns) == 1}
        self.extremes.hold(plain, [unknowns for unknowns in own if len(unknowns) > 1])
        is_whole = all(len(unknowns) == 1 for unknowns in own)
        self.first = [self.record(attacker)] if is_whole else []

    def finding(self, which: int, number: int, attacker: Attacker) -> Finding:
        """The exact range of one sum."""
        low, high = (self.end(which, way) for way in (LOWEST, HIGHEST))
        demand = self.demands[which]
        adds = self._adds[which]
        fits = is_wide_enough(demand, low, high, adds, attacker)
        return Finding(which, number, low, high, fits)

    def end(self, which: int, way: int) -> int | None:
        """One end of the exact range of a sum; None for no bound."""
        proof = self.prove(self.extremes.values(self.forms[which], way))
        value = proof.values[which]
        return None if abs(value) >= self.extremes.far else value

    def prove(self, values: Sequence[int]) -> Evidence:
        """The list of pupils with these counts, counted again.

        Raises:
            SolverFailed: it does not give what was published.
        """
        try:
            counts = self.system.counts(values)
            world = assemble(
                self.system.tree, counts, len(self.publication.frame.sizes), self.first
            )
        except ValueError:
            raise SolverFailed from None
        if not all(_is_in(record, world) for record in self.first):
            raise SolverFailed
        return self.keep(world)

    def keep(self, world: World) -> Evidence:
        """The list as evidence, counted again.

        Raises:
            SolverFailed: it does not give what was published.
        """
        values = self._recount.values(world)
        if values is None:
            raise SolverFailed
        found = Evidence(world, values)
        self.evidence.append(found)
        return found

    def record(self, attacker: Attacker) -> tuple[int, Record]:
        """The attacker's record as it stands in lists."""
        return attacker.stratum, tuple(-1 if c is None else c for c in attacker.codes)

    def fitting(self, values: Sequence[int]) -> list[tuple[int, Record]]:
        """As many of the first records as fit into these counts."""
        left = list(values)
        found = []
        for stratum, codes in self.first:
            attacker = Attacker(tuple(None if c < 0 else c for c in codes), stratum)
            unknowns = [one[0] for one in self.system.own(attacker)]
            if all(left[unknown] > 0 for unknown in unknowns):
                found.append((stratum, codes))
                for unknown in unknowns:
                    left[unknown] -= 1
        return found

    def adds(self, attacker: Attacker) -> list[int]:
        """What the attacker's own record adds to each sum."""
        if attacker.is_outsider:
            return [0] * len(self.forms)
        own = [unknowns[0] for unknowns in self.system.own(attacker) if len(unknowns) == 1]
        return [sum(form.get(unknown, 0) for unknown in own) for form in self.forms]


def is_wide_enough(
    demand: Demand, low: int | None, high: int | None, adds: int, attacker: Attacker
) -> bool:
    """Whether a range keeps a demand; somebody in the tables asks about the others.

    Args:
        adds: What the attacker's own record adds: the others must still be able to be one fewer
            than is asked for outside.
    """
    one = 0 if attacker.is_outsider else 1
    if demand.or_at_least is not None and low is not None and low >= demand.or_at_least:
        return True
    reaches_low = demand.low is None or low is None or low <= demand.low + adds
    reaches_high = demand.high is None or high is None or high >= demand.high - one + adds
    is_wide = low is None or high is None or high - low >= demand.width
    return reaches_low and reaches_high and is_wide
