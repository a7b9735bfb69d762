"""The directory as a file: written without any pupil, and taken in after a preview."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.directory import DirectoryFile, DirectoryPlan, Offer, Part, ServiceEntry
from mhlead.domain.errors import Changed, DirectoryRefused
from mhlead.domain.records import Counterpart, Criterion, PlanAim, Service
from mhlead.resources import resource_bytes
from mhlead.services.directory import rules_in_order
from mhlead.services.directory_compare import compare
from mhlead.services.ports import DirectoryFiles, UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.session import Session

REASON = "from a directory file"
EXAMPLE = "Example: "
"""Stands before the name of every invented service, so that nobody refers a pupil to one."""


@dataclass(frozen=True)
class DirectoryTaken:
    """What was taken in.

    Attributes:
        added: Number of records that are new.
        changed: Number of records that read differently now.
    """

    added: int
    changed: int
    changes: Changes


def directory_bytes(session: Session, files: DirectoryFiles) -> tuple[bytes, Changes]:
    """The file of the services in use, their people and rules; the history tells of it.

    Raises:
        DirectoryRefused: there is no service and no aim ("no-services"), or one can't be written;
            it is named by its place in the order of names.
    """
    today = session.clock.today()
    with session.writing() as work:
        services = [one for one in work.find(Service) if one.ended_on is None]
        services.sort(key=lambda one: (one.name.casefold(), one.team.casefold(), one.id))
        entries = [_entry(work, one, at, today) for at, one in enumerate(services, start=1)]
        aims = sorted(work.find(PlanAim), key=lambda one: (one.area, one.source, one.says))
        raw = files.write(entries, aims)
        work.log(Action.DIRECTORY_SAVED, None, {"count": str(len(entries))})
        return raw, work.commit()


def _entry(work: UnitOfWork, service: Service, number: int, today: date) -> ServiceEntry:
    people = [
        one
        for one in work.find(Counterpart, service_id=service.id)
        if one.to_on is None or one.to_on >= today
    ]
    rules = rules_in_order(work.find(Criterion, service_id=service.id))
    return ServiceEntry(number, service, tuple(people), tuple(rules))


def preview_directory(session: Session, files: DirectoryFiles, path: Path) -> DirectoryPlan:
    """Reads the file and tells what could be taken in; nothing is kept.

    Raises:
        DirectoryRefused, FileUnreadable: the file is refused whole.
    """
    return _preview(session, files.read(path))


def preview_examples(session: Session, files: DirectoryFiles) -> DirectoryPlan:
    """The invented services that ship with the program, each named as an example.

    They stand on no poster and count as never checked.
    """
    shipped = files.read_bytes(resource_bytes("directory/examples.json"))
    entries = [
        replace(entry, number=at, service=_as_example(entry.service))
        for at, entry in enumerate((e for e in shipped.entries if e.rules), start=1)
    ]
    return _preview(session, DirectoryFile(shipped.made_on, tuple(entries)))


def _as_example(service: Service) -> Service:
    name = f"{EXAMPLE}{service.name}"
    return replace(service, name=name, is_on_posters=False, checked_on=None)


def _preview(session: Session, file: DirectoryFile) -> DirectoryPlan:
    with session.reading() as work:
        return compare(work, file)


def take_in(session: Session, plan: DirectoryPlan, keys: Collection[str]) -> DirectoryTaken:
    """Takes in what was ticked in one transaction; nothing else here changes.

    Args:
        session: The unlocked store.
        plan: What the preview gave.
        keys: Keys of the offers to take.

    Raises:
        DirectoryRefused: nothing of the file was ticked ("nothing-chosen").
        Changed: the directory was changed since the preview, so that a tick means something else.
    """
    chosen = [offer for offer in plan.offers if offer.key in keys]
    if not chosen:
        raise DirectoryRefused("nothing-chosen")
    today = session.clock.today()
    with session.writing() as work:
        now = compare(work, plan.file)
        still = {offer.key: offer for offer in now.offers}
        if any(still.get(offer.key) != offer for offer in chosen):
            raise Changed
        held = {one.entry.number: one.held for one in now.entries}
        added = changed = 0
        for number in dict.fromkeys(offer.number for offer in chosen):
            new, other = _take(session, work, [o for o in chosen if o.number == number], held)
            for record in (*new, *other):
                check(record, today)
            added, changed = added + len(new), changed + len(other)
        count = str(added + changed)
        work.log(
            Action.DIRECTORY_TAKEN_IN,
            None,
            {"count": count, "added": str(added), "changed": str(changed)},
        )
        return DirectoryTaken(added, changed, work.commit())


def _take(
    session: Session, work: UnitOfWork, offers: Sequence[Offer], held: dict[int, Service | None]
) -> tuple[list[Any], list[Any]]:
    """Keeps what was ticked of one service or of the aims; gives what was added and changed."""
    first = offers[0]
    if first.part is Part.SERVICE:
        entry = first.there
        assert isinstance(entry, ServiceEntry)  # noqa: S101 - what the offer of a service holds
        return _add_whole(session, work, entry), []
    added: list[Any] = []
    changed: list[Any] = []
    fields = {offer.name: offer.there for offer in offers if offer.part is Part.FIELD}
    service = held.get(first.number)
    if fields and service is not None:
        changed.append(replace(service, **fields))  # type: ignore[arg-type]
    for offer in offers:
        if offer.part in {Part.PERSON, Part.RULE, Part.AIM}:
            record: Any = offer.there
            (changed if record.id else added).append(record)
    added = [replace(record, id=session.ids.new()) for record in added]
    for record in added:
        work.add(record, REASON)
    for record in changed:
        work.correct(record, REASON)
    return added, changed


def _add_whole(session: Session, work: UnitOfWork, entry: ServiceEntry) -> list[Any]:
    service = tidied(replace(entry.service, id=session.ids.new()))
    work.add(service, REASON)
    kept: list[Any] = [service]
    under: tuple[Any, ...] = (*entry.people, *entry.rules)
    for record in under:
        own = tidied(replace(record, id=session.ids.new(), service_id=service.id))
        work.add(own, REASON)
        kept.append(own)
    return kept
