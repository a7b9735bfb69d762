"""How each service of a directory file stands to the directory here; nothing is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from typing import Any, TypeVar

from mhlead.domain.criteria import folded
from mhlead.domain.directory import (
    DirectoryFile,
    DirectoryPlan,
    EntryPlan,
    EntryState,
    Offer,
    Part,
    ServiceEntry,
)
from mhlead.domain.records import Counterpart, Criterion, PlanAim, Service
from mhlead.services.directory import is_alike
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied

_OWN = frozenset(
    {"id", "service_id", "ended_on", "successor_id", "merged_into_id", "started_on", "checked_on"}
)
"""Fields that no file changes; when details were checked is what this school did."""
_SOURCE = frozenset({"id", "service_id", "source", "read_on", "valid_until"})
R = TypeVar("R", Service, Counterpart)
P = TypeVar("P", Counterpart, Criterion)


@dataclass(frozen=True)
class _Here:
    """The directory as it stands."""

    services: Sequence[Service]
    people: dict[str, list[Counterpart]] = field(default_factory=lambda: defaultdict(list))
    rules: dict[str, list[Criterion]] = field(default_factory=lambda: defaultdict(list))
    once: frozenset[tuple[object, ...]] = frozenset()


def compare(work: UnitOfWork, file: DirectoryFile) -> DirectoryPlan:
    """What of the file is new, the same or different here, service by service."""
    here = _read(work)
    held = _matches(here.services, file.entries)
    seen: set[tuple[str, str]] = set()
    plans = []
    for entry in file.entries:
        key = _key(entry.service)
        if key in seen:
            plans.append(EntryPlan(entry, EntryState.REPEATED))
            continue
        seen.add(key)
        own = held.get(entry.number)
        plans.append(_known(entry, own, here) if own else _unknown(entry, here))
    return DirectoryPlan(file, tuple(plans), tuple(_aims(work, file.aims)))


def _aims(work: UnitOfWork, theirs: Sequence[PlanAim]) -> Iterator[Offer]:
    """Aims that are new here, and those of which the file says more or something else."""
    own = {folded(one.says): one for one in work.find(PlanAim)}
    once = {folded(one.says) for one in work.ever(PlanAim)}
    seen: set[str] = set()
    for at, one in enumerate(map(tidied, theirs), start=1):
        key = folded(one.says)
        held = own.get(key)
        there = replace(one, id=held.id) if held else one
        if key not in seen and there != held:
            was_here = held is None and key in once
            yield Offer(f"aim.{at}", 0, Part.AIM, one.says, there, held, was_here)
        seen.add(key)


def _read(work: UnitOfWork) -> _Here:
    services = [one for one in work.find(Service) if one.ended_on is None]
    here = _Here(
        services,
        once=frozenset(
            [("service", *_key(one)) for one in work.ever(Service)]
            + [_person_key(one) for one in work.ever(Counterpart)]
            + [_rule_key(one) for one in work.ever(Criterion)]
        ),
    )
    for person in work.find(Counterpart):
        here.people[person.service_id].append(person)
    for rule in work.find(Criterion):
        here.rules[rule.service_id].append(rule)
    return here


def _key(service: Service) -> tuple[str, str]:
    return folded(service.name), folded(service.team)


def _person_key(person: Counterpart) -> tuple[object, ...]:
    return ("person", person.service_id, folded(person.name))


def _rule_key(rule: Criterion) -> tuple[object, ...]:
    return ("rule", rule.service_id, _terms(rule))


def _terms(rule: Criterion) -> tuple[object, ...]:
    return tuple(getattr(rule, one.name) for one in fields(rule) if one.name not in _SOURCE)


def _matches(services: Sequence[Service], entries: Sequence[ServiceEntry]) -> dict[int, Service]:
    """By its number in the file, the entry here that is the same service.

    Name and team decide; a team that is named on one side alone is no difference, as long as only
    one entry here can be meant.
    """
    found: dict[int, Service] = {}
    free = list(services)
    for entry in entries:
        exact = [one for one in free if _key(one) == _key(entry.service)]
        if exact:
            found[entry.number] = exact[0]
            free.remove(exact[0])
    for entry in entries:
        name, team = _key(entry.service)
        near = [s for s in free if _key(s)[0] == name and not (team and _key(s)[1])]
        if entry.number not in found and len(near) == 1:
            found[entry.number] = near[0]
            free.remove(near[0])
    return found


def _unknown(entry: ServiceEntry, here: _Here) -> EntryPlan:
    alike = tuple(one.name for one in here.services if is_alike(one, entry.service))
    offer = Offer(
        key=str(entry.number),
        number=entry.number,
        part=Part.SERVICE,
        name=entry.service.name,
        there=entry,
        was_here=("service", *_key(entry.service)) in here.once,
    )
    state = EntryState.DOUBLE if alike else EntryState.NEW
    return EntryPlan(entry, state, (offer,), alike=alike)


def _known(entry: ServiceEntry, held: Service, here: _Here) -> EntryPlan:
    offers = [
        Offer(f"{entry.number}.{name}", entry.number, Part.FIELD, name, there, own)
        for name, own, there in _differences(held, tidied(entry.service))
    ]
    offers += _people(entry, here.people[held.id], held.id, here.once)
    offers += _rules(entry, here.rules[held.id], held.id, here.once)
    state = EntryState.DIFFERS if offers else EntryState.SAME
    return EntryPlan(entry, state, tuple(offers), held)


def _differences(own: R, other: R) -> list[tuple[str, Any, Any]]:
    """Fields in which the file says something else; what it leaves empty is no difference."""
    found = []
    for one in fields(own):
        mine, theirs = getattr(own, one.name), getattr(other, one.name)
        says_nothing = one.default is not MISSING and theirs == one.default
        if one.name not in _OWN and theirs != mine and not says_nothing:
            found.append((one.name, mine, theirs))
    return found


def _people(
    entry: ServiceEntry,
    own: Sequence[Counterpart],
    service_id: str,
    once: frozenset[tuple[object, ...]],
) -> list[Offer]:
    def is_same(person: Counterpart, held: Counterpart) -> bool:
        return _person_key(person) == _person_key(held) and not _differences(held, person)

    theirs = [tidied(replace(person, service_id=service_id)) for person in entry.people]
    offers = []
    for at, person, held in _paired(theirs, own, is_same, _person_key):
        there = person
        if held is not None:
            changes = {name: other for name, _, other in _differences(held, person)}
            if not changes:
                continue
            there = replace(held, **changes)
        key = f"{entry.number}.person.{at}"
        was_here = held is None and _person_key(person) in once
        offers.append(Offer(key, entry.number, Part.PERSON, there.name, there, held, was_here))
    return offers


def _rules(
    entry: ServiceEntry,
    own: Sequence[Criterion],
    service_id: str,
    once: frozenset[tuple[object, ...]],
) -> list[Offer]:
    def is_same(rule: Criterion, held: Criterion) -> bool:
        return _terms(rule) == _terms(held)

    theirs = [tidied(replace(rule, service_id=service_id)) for rule in entry.rules]
    offers = []
    for at, rule, held in _paired(theirs, own, is_same, _about):
        there = replace(rule, id=held.id) if held else rule
        if held is not None and is_same(rule, held) and not _is_later(rule.read_on, held.read_on):
            continue
        key = f"{entry.number}.rule.{at}"
        was_here = held is None and _rule_key(rule) in once
        offers.append(Offer(key, entry.number, Part.RULE, there.says, there, held, was_here))
    return offers


def _about(rule: Criterion) -> tuple[object, ...]:
    return rule.kind, rule.urgency, rule.reply


def _paired(
    theirs: Sequence[P],
    own: Sequence[P],
    is_same: Callable[[P, P], bool],
    about: Callable[[P], object],
) -> list[tuple[int, P, P | None]]:
    """Each of theirs with its number and the one here that it says again or in other words.

    Other words are only paired where a single one is left on each side: two rules about consent
    must not take each other's place.
    """
    left, found = list(own), dict[int, P]()
    for at, one in enumerate(theirs):
        same = next((other for other in left if is_same(one, other)), None)
        if same is not None:
            found[at] = same
            left.remove(same)
    rest = [at for at in range(len(theirs)) if at not in found]
    for at in rest:
        mine = [other for other in left if about(other) == about(theirs[at])]
        others = [each for each in rest if about(theirs[each]) == about(theirs[at])]
        if len(mine) == len(others) == 1:
            found[at] = mine[0]
    return [(at + 1, one, found.get(at)) for at, one in enumerate(theirs)]


def _is_later(there: date | None, here: date | None) -> bool:
    return there is not None and (here is None or there > here)
