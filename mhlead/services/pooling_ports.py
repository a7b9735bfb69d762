"""What pooling needs from the outside: files of a round, masks, and the school's pool book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Protocol

from mhlead.domain.pool_book import PoolBook
from mhlead.domain.pooled_ranges import ShownTables
from mhlead.domain.pooling import (
    Contribution,
    FinishAnswer,
    FinishRequest,
    KeyCard,
    Layout,
    Pooled,
    Roster,
)
from mhlead.domain.release import Pupils
from mhlead.domain.table_file import TableFile


class PoolFiles(Protocol):
    """Where files of a round are read and written."""

    def read(self, path: Path) -> Pooled:
        """Whatever file of a round it is; its signature is not looked at.

        Raises:
            FileUnreadable, PoolRefused, TablesRefused.
        """
        ...

    def write(self, value: Pooled) -> bytes:
        """The file."""
        ...

    def read_layout(self, path: Path, first_on: date, last_on: date) -> Layout:
        """The layout of a file of tables.

        Raises:
            FileUnreadable, TablesRefused, PoolRefused.
        """
        ...

    def write_plan(self, file: TableFile) -> bytes:
        """The tables, names and rule of a file, for a round that counts them."""
        ...

    def write_total(self, layout: Layout, pupils: Sequence[Pupils]) -> bytes:
        """A file of tables to protect, whose pupils give the totals."""
        ...

    def read_book(self, raw: bytes) -> PoolBook:
        """What a school keeps, as it was written by `write_book`."""
        ...

    def write_book(self, book: PoolBook) -> bytes:
        """The same as bytes, not sealed yet."""
        ...

    def read_shown(self, path: Path) -> dict[str, ShownTables]:
        """The releases of a summary as it was published.

        Raises:
            FileUnreadable, TablesRefused, PoolRefused.
        """
        ...

    def write_ranges(self, pooled: Mapping[str, ShownTables], summaries: int) -> bytes:
        """What several summaries come to."""
        ...


class PoolMasks(Protocol):
    """The masks of the schools."""

    def new_secret(self) -> bytes:
        """Thirty-two random bytes for a round."""
        ...

    def card(self, secret: bytes, round_id: str, school: str) -> KeyCard:
        """The school's public keys for the round, signed."""
        ...

    def is_signed(self, value: KeyCard | Contribution | FinishAnswer, card: KeyCard) -> bool:
        """Whether the owner of the card signed it."""
        ...

    def contribution(
        self, secret: bytes, roster: Roster, school: str, counts: Sequence[int]
    ) -> Contribution:
        """The counts under the school's masks.

        Raises:
            PoolRefused.
        """
        ...

    def answer(
        self, secret: bytes, roster: Roster, school: str, request: FinishRequest
    ) -> FinishAnswer:
        """What of the school's masks does not cancel by itself, under masks that do.

        Raises:
            PoolRefused.
        """
        ...

    def total(
        self, contributions: Iterable[Contribution], answers: Iterable[FinishAnswer]
    ) -> tuple[int, ...]:
        """The sum of the counts, or numbers of up to 2^64 where anybody is missing."""
        ...


class PoolBooks(Protocol):
    """A school's pool book on the disk."""

    def held(self, path: Path) -> AbstractContextManager[None]:
        """Nobody else reads or writes the book until the block ends.

        Raises:
            PoolRefused: somebody has it.
        """
        ...

    def read(self, path: Path, passphrase: str) -> bytes | None:
        """What the book holds; None where there is none.

        Raises:
            FileUnreadable, PoolRefused.
        """
        ...

    def write(self, path: Path, passphrase: str, data: bytes) -> None:
        """The book holds this, on the disk.

        Raises:
            PassphraseTooWeak, NoSpace, StoreReadOnly.
        """
        ...


class PoolTools(Protocol):
    """All of these."""

    @property
    def files(self) -> PoolFiles:
        """Where files are read and written."""
        ...

    @property
    def masks(self) -> PoolMasks:
        """The masks of the schools."""
        ...

    @property
    def books(self) -> PoolBooks:
        """A school's pool book on the disk."""
        ...
