"""What was saved from a damaged store, and what could not be."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.audit import Fault


@dataclass(frozen=True)
class LostRows:
    """Rows of one table that could not be read.

    Attributes:
        count: How many there were; 0 where that can't be told any more.
        ids: Identifiers of those that are known, never a name.
        kind: The kind of record they are of; "" where they are of none.
    """

    table: str
    count: int
    ids: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Salvaged:
    """A new store with everything that could be read.

    Attributes:
        kept: Number of rows by table.
        lost: Tables with rows that could not be read.
        earlier: Records whose newest wording is lost, so that the one before it stands now.
        faults: What is not sound in the new store.
        unread: Numbers of the pages that the disk did not give back at all.
    """

    kept: tuple[tuple[str, int], ...]
    lost: tuple[LostRows, ...]
    earlier: tuple[str, ...]
    faults: tuple[Fault, ...]
    unread: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything could be read, and is sound in the new store."""
        return not (self.lost or self.earlier or self.faults or self.unread)

    @property
    def rows(self) -> int:
        """Number of rows saved."""
        return sum(count for _, count in self.kept)

    @property
    def lost_rows(self) -> int:
        """Number of rows known to be lost."""
        return sum(one.count for one in self.lost)
