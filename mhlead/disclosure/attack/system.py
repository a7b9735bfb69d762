"""What a reader knows as equations over counts of cliques."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from math import prod

from mhlead.disclosure.attack.junction import JunctionTree, junction_tree
from mhlead.domain.release import Attacker, Demand, Publication, Strata, Task, Where

MOST_UNKNOWNS = 200_000
MOST_PROTECTED = 50_000
"""Of a release that is to be protected, which asks far more questions."""
Sum = dict[int, int]
"""Factor of each unknown."""


class TooLarge(Exception):
    """The tables have more unknowns than can be looked at."""


def refuse_too_large(task: Task) -> None:
    """Returns where the tables have no more unknowns than can be looked at.

    Raises:
        TooLarge: tables that meet in rings multiply; this is told before the work begins.
    """
    scopes: list[Iterable[int]] = [t.dimensions for r in task.releases for t in r.tables]
    scopes += [[d for d, _ in known.where] for known in task.known]
    scopes += [[d for d, _ in where] for where in task.impossible]
    cliques = junction_tree(scopes, task.frame.sizes).cliques
    sizes = (prod(task.frame.sizes[d] for d in clique) for clique in cliques)
    if task.frame.strata * sum(sizes) > MOST_PROTECTED:
        raise TooLarge


class System:
    """The unknowns and what is known of them.

    Attributes:
        rows: Sums with their bounds; None for no bound.
    """

    def __init__(self, publication: Publication, demands: Sequence[Demand]) -> None:
        self.publication = publication
        sizes = publication.frame.sizes
        scopes: list[Iterable[int]] = [s for r in publication.releases for s in r.scopes]
        scopes += [[d for d, _ in where] for where in _wheres(publication, demands)]
        self.tree: JunctionTree = junction_tree(scopes, sizes)
        self._starts: list[int] = []
        self._own: dict[Attacker, list[list[int]]] = {}
        self.unknowns = 0
        for clique in self.tree.cliques:
            self._starts.append(self.unknowns)
            self.unknowns += publication.frame.strata * prod(sizes[d] for d in clique)
            if self.unknowns > MOST_UNKNOWNS:
                raise TooLarge
        self.rows: list[tuple[Sum, int | None, int | None]] = []
        self._agree()
        self._publish()

    def _agree(self) -> None:
        for number, parent in enumerate(self.tree.parents):
            if parent < 0:
                continue
            shared = self.tree.separator(number)
            choices = [range(self.publication.frame.sizes[d]) for d in shared]
            for stratum in range(self.publication.frame.strata):
                for codes in product(*choices):
                    where = tuple((d, (c,)) for d, c in zip(shared, codes, strict=True))
                    row = dict.fromkeys(self._inside(number, where, (stratum,)), 1)
                    row.update(dict.fromkeys(self._inside(parent, where, (stratum,)), -1))
                    self.rows.append((row, 0, 0))

    def _publish(self) -> None:
        every = tuple(range(self.publication.frame.strata))
        for release in self.publication.releases:
            for cell in release.cells:
                self._hold(cell.where, release.strata, cell.low, cell.high)
        for known in self.publication.known:
            self._hold(known.where, known.strata, known.low, known.high)
        for where in self.publication.impossible:
            self._hold(where, every, 0, 0)

    def _hold(self, where: Where, strata: Strata, low: int | None, high: int | None) -> None:
        if (low is not None and low > 0) or high is not None:
            self.rows.append((self.sum_of(where, strata), low, high))

    def sum_of(self, where: Where, strata: Strata) -> Sum:
        """A cell as a sum of unknowns, of the smallest clique that has its dimensions."""
        scope = {dimension for dimension, _ in where}
        sizes = self.publication.frame.sizes
        fitting = [n for n, clique in enumerate(self.tree.cliques) if scope <= set(clique)]
        chosen = min(fitting, key=lambda n: (prod(sizes[d] for d in self.tree.cliques[n]), n))
        return dict.fromkeys(self._inside(chosen, where, strata), 1)

    def form(self, demand: Demand) -> Sum:
        """What a demand is about."""
        form: Counter[int] = Counter()
        for factor, where, strata in demand.terms:
            for unknown in self.sum_of(where, strata):
                form[unknown] += factor
        return {unknown: factor for unknown, factor in form.items() if factor}

    def own(self, attacker: Attacker) -> list[list[int]]:
        """For each clique the unknowns in one of which the attacker's record is counted."""
        if attacker not in self._own:
            known = {d: (code,) for d, code in enumerate(attacker.codes) if code is not None}
            self._own[attacker] = [
                self._inside(
                    number,
                    tuple((d, known[d]) for d in clique if d in known),
                    (attacker.stratum,),
                )
                for number, clique in enumerate(self.tree.cliques)
            ]
        return self._own[attacker]

    def counts(self, values: Sequence[int]) -> list[Counter[tuple[int, tuple[int, ...]]]]:
        """The values of the unknowns by clique, stratum and codes."""
        found = []
        for number, clique in enumerate(self.tree.cliques):
            sizes = [self.publication.frame.sizes[d] for d in clique]
            keys = product(range(self.publication.frame.strata), *(range(s) for s in sizes))
            start = self._starts[number]
            counted = {
                (key[0], tuple(key[1:])): values[start + place]
                for place, key in enumerate(keys)
                if values[start + place]
            }
            found.append(Counter(counted))
        return found

    def _inside(self, number: int, where: Where, strata: Iterable[int]) -> list[int]:
        clique = self.tree.cliques[number]
        sizes = [self.publication.frame.sizes[d] for d in clique]
        fixed = dict(where)
        choices = [fixed.get(d, range(s)) for d, s in zip(clique, sizes, strict=True)]
        steps = [prod(sizes[place + 1 :]) for place in range(len(sizes))]
        found = []
        for stratum in strata:
            start = self._starts[number] + stratum * prod(sizes)
            found += [
                start + sum(code * step for code, step in zip(codes, steps, strict=True))
                for codes in product(*choices)
            ]
        return found


def _wheres(publication: Publication, demands: Sequence[Demand]) -> list[Where]:
    found = [cell.where for release in publication.releases for cell in release.cells]
    found += [known.where for known in publication.known]
    found += publication.impossible
    found += [where for demand in demands for _, where, _ in demand.terms]
    return found
