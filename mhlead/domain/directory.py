"""A directory file and what taking it in would do, before anything is kept; no pupil data here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mhlead.domain.records import Counterpart, Criterion, PlanAim, Service

FILE_NAME = "services.mhdirectory"


@dataclass(frozen=True)
class ServiceEntry:
    """A service as a directory file tells of it; its records have empty identifiers.

    Attributes:
        number: Its place in the file, from 1.
    """

    number: int
    service: Service
    people: tuple[Counterpart, ...] = ()
    rules: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class DirectoryFile:
    """A directory file, read whole.

    Attributes:
        made_on: The day it was written, as it says itself.
        aims: Aims of the area's plan; their identifiers are empty.
    """

    made_on: date
    entries: tuple[ServiceEntry, ...]
    aims: tuple[PlanAim, ...] = ()


class EntryState(StrEnum):
    """How a service of the file stands to the directory here."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    DOUBLE = "double"
    REPEATED = "repeated"


class Part(StrEnum):
    """What of a service is offered."""

    SERVICE = "service"
    FIELD = "field"
    PERSON = "person"
    RULE = "rule"
    AIM = "aim"


@dataclass(frozen=True)
class Offer:
    """One thing of the file that can be taken in.

    Attributes:
        key: Names it among all offers of the file, such as "3", "3.telephone", "3.person.2" or
            "aim.1".
        number: The service in the file; 0 for an aim.
        name: Name of the field or the person, or what the rule says.
        here: The value or record that stands here; None where there is none.
        there: What would stand here afterwards.
        was_here: It stood here before and was changed or removed by hand.
    """

    key: str
    number: int
    part: Part
    name: str
    there: object
    here: object = None
    was_here: bool = False

    @property
    def is_addition(self) -> bool:
        """True where nothing that a person wrote here is changed by it."""
        return self.here in (None, "", ()) and not self.was_here


@dataclass(frozen=True)
class EntryPlan:
    """A service of the file, and what of it can be taken in.

    Attributes:
        held: The entry here that is the same service, or None.
        alike: Names of entries here that may be the same service.
    """

    entry: ServiceEntry
    state: EntryState
    offers: tuple[Offer, ...] = ()
    held: Service | None = None
    alike: tuple[str, ...] = ()


@dataclass(frozen=True)
class DirectoryPlan:
    """What a file holds and what of it can be taken in.

    Attributes:
        aims: What is new or differs of the area's aims.
    """

    file: DirectoryFile
    entries: tuple[EntryPlan, ...]
    aims: tuple[Offer, ...] = ()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Everything that can be ticked, in the order of the file."""
        return (*(offer for entry in self.entries for offer in entry.offers), *self.aims)

    @property
    def additions(self) -> frozenset[str]:
        """Keys of what only adds: services that are new, and what is empty or missing here."""
        doubtful = {e.entry.number for e in self.entries if e.state is EntryState.DOUBLE}
        return frozenset(
            one.key for one in self.offers if one.is_addition and one.number not in doubtful
        )
