"""The task for the protector: a new release beside everything that was told before it.

Releases that count the same period can be subtracted from one another, so the pupils are parted by
which of those releases counts them; each part is a stratum, and one that is empty today is a
stratum too, since a reader can't know that. A pupil whose record was changed in between stands in
two strata, as they were counted then and as they are counted now.

Of the ledger only lines that can be connected with the new one go into the task: those of its
stream that share a period with it, with one of these, and so on. No other line has a stratum in
common with them, so the possible lists of pupils are a product, and no line of the other factor
bounds a number of this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from mhlead.domain.errors import NotAllowed
from mhlead.domain.ledger import Counted, GivenLine, Member, ReleasePart, Told
from mhlead.domain.release import (
    Known,
    Pupils,
    Release,
    Rule,
    Shown,
    Strata,
    Task,
    Where,
)
from mhlead.domain.release.dimensions import CATEGORIES, Ages, Dimension
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import (
    COUNTED_BY,
    FAMILY,
    FEWEST,
    SetSize,
    Stream,
    TableSet,
    frame_of,
    impossible_in,
    table_set,
)

MOST_STRATA = 63
_MOST_IN_A_SENTENCE = FEWEST[SetSize.SMALL] - 1

_OUTCOME = COUNTED_BY[Stream.DEMAND].index(Dimension.OUTCOME)

_Token = tuple[str, tuple[int, ...]]
_Parts = tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Draft:
    """A release that is to be made."""

    counted: Counted
    tables: TableSet
    small: SmallNumbers


def lists_of(stream: Stream) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The category lists of a stream as this program has them, by name."""
    return tuple(
        (each.name, tuple(one.name for one in CATEGORIES[each])) for each in COUNTED_BY[stream]
    )


def connected(counted: Counted, earlier: Iterable[Told]) -> list[Told]:
    """The lines that share a period with this one, or with one that does, in their order."""
    family = FAMILY[counted.stream]
    ours = [one for one in earlier if FAMILY[one.counted.stream] is family]
    periods = {one.code for one in counted.periods}
    while True:
        found = [one for one in ours if periods & {each.code for each in one.counted.periods}]
        more = {each.code for one in found for each in one.counted.periods} - periods
        if not more:
            return found
        periods |= more


def check_lists(counted: Counted, earlier: Iterable[Told]) -> None:
    """Returns where the new release can be held against those before it.

    Raises:
        NotAllowed: another calendar was fixed by the first release ("calendar-fixed"), or an
            earlier one of the same periods counted by other categories, which no group joins
            ("categories-changed").
    """
    told = list(earlier)
    if any(one.counted.calendar is not counted.calendar for one in told):
        raise NotAllowed("calendar-fixed")
    for one in connected(counted, told):
        shorter = min(len(one.counted.lists), len(counted.lists))
        is_same = one.counted.stream is counted.stream and shorter == len(counted.lists)
        is_kin = one.counted.stream is not counted.stream
        agree = one.counted.lists[:shorter] == counted.lists[:shorter]
        if one.counted.ages is not counted.ages or not agree or not (is_same or is_kin):
            raise NotAllowed("categories-changed")


def task_for(draft: Draft, earlier: Sequence[Told]) -> Task:
    """What the protector is given.

    Raises:
        NotAllowed: as `check_lists`, or the same periods were told about too often to be held
            against each other ("too-many-overlaps").
    """
    check_lists(draft.counted, earlier)
    lines = connected(draft.counted, earlier)
    everything = _in_one_frame([*(line.counted for line in lines), draft.counted])
    stream = max((one.stream for one in everything), default=draft.counted.stream)
    parts = tuple(part for part in _possible(everything) if _may_be(part, everything))
    number = {part: index for index, part in enumerate(parts)}
    alike = Counter((codes, number[part]) for codes, part in _placed(everything))
    strata = [_strata(which, parts) for which in range(len(everything))]
    frame = replace(frame_of(stream), strata=len(parts))
    told = [
        (one, of) for one, of in zip(lines, strata, strict=False) if isinstance(one, ReleasePart)
    ]
    known = tuple(_known(lines, strata))
    releases = [Release(of, one.tables, _shown(one)) for one, of in told if one.tables]
    return Task(
        frame=frame,
        pupils=tuple(Pupils(codes, of, count) for (codes, of), count in sorted(alike.items())),
        releases=(*releases, Release(strata[-1], draft.tables.release_tables())),
        rule=_rule(draft, releases, has_known=bool(known)),
        impossible=impossible_in(stream),
        known=known,
    )


def _in_one_frame(everything: Sequence[Counted]) -> list[Counted]:
    """The same with the codes of a cohort, where one of them has it.

    Whoever was counted in the demand alone stood a year on where they stood: nothing tells it.
    """
    if all(one.stream is not Stream.COHORT for one in everything):
        return list(everything)
    short = len(COUNTED_BY[Stream.DEMAND])
    final = {
        (member.key, member.codes[:short]): member.codes
        for one in everything
        if one.stream is Stream.COHORT
        for member in one.members
    }

    def longer(member: Member) -> Member:
        codes = member.codes[:short]
        same = (*codes, codes[_OUTCOME])
        return replace(member, codes=final.get((member.key, codes), same))

    return [replace(one, members=tuple(map(longer, one.members))) for one in everything]


def _may_be(part: frozenset[int], everything: Sequence[Counted]) -> bool:
    """A cohort is exactly those whom the demand of its periods told before it, and no others."""
    for which, one in enumerate(everything):
        base = base_of(one, everything[:which]) if one.stream is Stream.COHORT else None
        if base is not None and (base in part) is not (which in part):
            return False
    return True


def base_of(cohort: Counted, before: Sequence[Counted]) -> int | None:
    """The place of the newest demand of exactly these periods, or None."""
    wanted = {one.code for one in cohort.periods}
    found = [
        which
        for which, one in enumerate(before)
        if one.stream is Stream.DEMAND and {each.code for each in one.periods} == wanted
    ]
    return found[-1] if found else None


def _possible(everything: Sequence[Counted]) -> Iterator[frozenset[int]]:
    """The sets of releases that one pupil may be counted in: those with a period in common."""
    periods = [frozenset(each.code for each in one.periods) for one in everything]
    found = 0
    for size in range(1, len(periods) + 1):
        before = found
        for chosen in combinations(range(len(periods)), size):
            if frozenset.intersection(*(periods[which] for which in chosen)):
                found += 1
                if found > MOST_STRATA:
                    raise NotAllowed("too-many-overlaps")
                yield frozenset(chosen)
        if found == before:
            return


def _placed(everything: Sequence[Counted]) -> Iterator[tuple[tuple[int, ...], frozenset[int]]]:
    """Each pupil, as they were counted, with the releases that count them so."""
    periods = [frozenset(each.code for each in one.periods) for one in everything]
    where: dict[_Token, list[int]] = {}
    for which, one in enumerate(everything):
        for member in one.members:
            where.setdefault((member.key, member.codes), []).append(which)
    for (_, codes), found in sorted(where.items()):
        left = found
        while left:
            # Counted in two periods that have nothing in common: they were moved meanwhile.
            together = [left[0]]
            for which in left[1:]:
                if frozenset.intersection(*(periods[each] for each in (*together, which))):
                    together.append(which)
            yield codes, frozenset(together)
            left = [which for which in left if which not in together]


def _strata(which: int, parts: _Parts) -> Strata:
    return tuple(number for number, part in enumerate(parts) if which in part)


def _shown(part: ReleasePart) -> tuple[Shown, ...]:
    return tuple(
        Shown(where, 0, None, is_hidden=True) if value is None else Shown(where, value, value)
        for where, value in part.shown
    )


def _rule(draft: Draft, releases: Sequence[Release], *, has_known: bool) -> Rule:
    rule = draft.small.over([draft.tables])
    # Where the new set is coarser, what the earlier tables asked for is asked for still.
    told = {table.dimensions for one in releases for table in one.tables}
    there = set(rule.homogeneity)
    more = [pair for pair in _pairs(draft.counted.stream, told) if pair not in there]
    # Told 60 and then 61, anybody knows that one came: beside an earlier total this one may go.
    may_hide_total = bool(releases) or has_known
    pairs = (*rule.homogeneity, *more)
    return replace(rule, homogeneity=pairs, total_published=not may_hide_total)


def _pairs(
    stream: Stream, told: set[tuple[int, ...]]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Group and target of each earlier two-way table, as the sets of this stream have them."""
    if FAMILY[stream] is not Stream.DEMAND:
        return
    for pair in table_set(Stream.DEMAND, SetSize.LARGE, Ages.ALL).homogeneity():
        if tuple(sorted((*pair[0], *pair[1]))) in told:
            yield pair


def _known(lines: Sequence[Told], strata: Sequence[Strata]) -> Iterator[Known]:
    for line, of in zip(lines, strata, strict=False):
        if isinstance(line, GivenLine):
            for where, value in line.figures:
                # A figure that differs from the records bounds nothing it does not hold.
                true = counted_in(line.counted.members, where)
                yield Known(where, of, min(value, true), max(value, true))
        elif not line.tables:
            yield Known((), of, 0, _MOST_IN_A_SENTENCE)


def counted_in(members: Iterable[Member], where: Where) -> int:
    """How many of them a cell counts."""
    return sum(all(one.codes[d] in codes for d, codes in where) for one in members)
