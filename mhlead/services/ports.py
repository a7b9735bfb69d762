"""What the services need from the outside; adapters satisfy these by their shape alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from mhlead.domain.audit import Action, AuditEntry
from mhlead.domain.changes import Changes
from mhlead.domain.directory import DirectoryFile, ServiceEntry
from mhlead.domain.document import Document
from mhlead.domain.found import TextHit, Written
from mhlead.domain.passphrase import Strength
from mhlead.domain.records import PlanAim, Record, Version
from mhlead.domain.recovery import RecoveryKit
from mhlead.services.backup_ports import BackedUp, Checked, Restoring
from mhlead.services.copy_ports import AmongCopies, WholeCopy
from mhlead.services.sending_ports import Joiner, Pictures
from mhlead.services.typed_ports import KeepsTyped
from mhlead.services.ways_ports import WaysIn

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Clock(Protocol):
    """Where the date and the time come from."""

    def today(self) -> date:
        """The day at the school."""
        ...

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...


class Ids(Protocol):
    """Where new identifiers come from."""

    def new(self) -> str:
        """A new UUIDv7: later ones sort after earlier ones."""
        ...


class SearchIndex(Protocol):
    """The one way to search."""

    def find_pupils(self, words: str, limit: int = 50) -> list[str]:
        """Identifiers of pupils, best first: names in any order, accents ignored, birth date, UPN.

        A birth date may be typed in any usual British form; prefixes of names are enough.
        """
        ...

    def find_text(self, words: str, limit: int = 50) -> list[TextHit]:
        """Entries of the chronology that hold all the words, newest first."""
        ...


class UnitOfWork(WholeCopy, Protocol):
    """One transaction. Leaving it without `commit` keeps nothing."""

    @property
    def search(self) -> SearchIndex:
        """Search over what this transaction sees."""
        ...

    def get(self, kind: type[R], record_id: str) -> R:
        """The current record.

        Raises:
            NotFound: there is none, or it was removed.
        """
        ...

    def find(self, kind: type[R], /, **equal: object) -> list[R]:
        """The current records whose named fields equal the values given, oldest first.

        A list or tuple as a value means "one of these", `domain.found.KNOWN` any value but None.
        """
        ...

    def narrow(self, kind: type[Record], into: type[T], /, **equal: object) -> list[T]:
        """What `find` gives, as values that hold some of the fields; the others are not read."""
        ...

    def count(self, kind: type[Record], /, **equal: object) -> int:
        """How many `find` would give."""
        ...

    def ever(self, kind: type[R], /, **equal: object) -> list[R]:
        """Every wording there ever was whose named fields equal the values, removed ones too."""
        ...

    def versions(self, kind: type[R], record_id: str) -> list[Version[R]]:
        """Every wording, first to newest, removed ones too; of an unversioned record the one."""
        ...

    def written(self, kind: type[Record], record_ids: Sequence[str]) -> dict[str, Written]:
        """For each versioned record named, when its first wording was written; one statement."""
        ...

    def add(self, record: Record, reason: str = "") -> None:
        """Keeps a new record; `reason` is why, for a versioned one's first wording: "import"."""
        ...

    def add_all(self, records: Iterable[Record], reason: str = "") -> None:
        """Keeps many new records of one kind at once, for imports and the demonstration."""
        ...

    def correct(self, record: Record, reason: str) -> None:
        """Adds a version to a record, or brings a removed one back; old wordings stay readable."""
        ...

    def remove(self, kind: type[Record], record_id: str, reason: str) -> None:
        """Takes a versioned record out of use by a version that says so."""
        ...

    def put(self, record: Record) -> None:
        """Changes a live record in place."""
        ...

    def hanging_on(self, kind: type[Record], record_id: str) -> Mapping[type[Record], set[str]]:
        """Every record that would go with this one, itself among them, by kind."""
        ...

    def erase(self, kind: type[Record], record_id: str) -> Mapping[str, int]:
        """The record goes for good with all that hangs on it; how many went, by kind."""
        ...

    def log(
        self,
        action: Action,
        subject_id: str | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Adds a line to the history, in this same transaction.

        Args:
            action: What was done.
            subject_id: The pupil concerned.
            detail: Erasable detail; codes and record identifiers, never text of a record.
        """
        ...

    def history(
        self,
        subject_id: str | None = None,
        limit: int = 500,
        actions: Collection[Action] = (),
    ) -> list[AuditEntry]:
        """The newest lines of the history, newest first; of these actions alone where given."""
        ...

    def commit(self) -> Changes:
        """Makes it all last and tells what was touched.

        Raises:
            NotAllowed: something was written without a line in the history, or a rule that the
                database holds (owner, next step, deadline) would be broken.
        """
        ...


class Store(BackedUp, Checked, KeepsTyped, AmongCopies, Protocol):
    """An open store."""

    @property
    def store_id(self) -> str:
        """Identifier of the store, the same through its whole life."""
        ...

    @property
    def folder(self) -> Path:
        """The folder it lies in."""
        ...

    @property
    def holder(self) -> str:
        """Member of staff whose own slot opened it; "" where recovery sheets did."""
        ...

    @property
    def opened_by(self) -> str:
        """What opened it: "slot", "computer", "recovery key" or "recovery sheets"."""
        ...

    @property
    def slot_id(self) -> str:
        """Identifier of the slot that opened it."""
        ...

    @property
    def ways(self) -> WaysIn:
        """The ways into it."""
        ...

    def begin(
        self, actor_id: str = "", *, write: bool = True
    ) -> AbstractContextManager[UnitOfWork]:
        """A transaction; one that writes waits for and excludes every other writer."""
        ...

    def seal(self, data: bytes) -> bytes:
        """The data so that only a copy of this same store can read it."""
        ...

    def unseal(self, sealed: bytes) -> bytes:
        """What a copy of this store sealed.

        Raises:
            NotAllowed: another store sealed it, or it was changed ("not-this-store").
        """
        ...

    def finish(self) -> None:
        """A store that was put into its folder counts from now on; every other one does already.

        Raises:
            StoreReadOnly, NoSpace: it does not, and closing it takes it away.
        """
        ...

    def close(self) -> None:
        """Closes the store and drops the key, as far as the language allows."""
        ...


class Stores(Restoring, Protocol):
    """Making and opening stores."""

    def exists(self, folder: Path) -> bool:
        """Whether a store lies in the folder; one that did not come there whole is none."""
        ...

    def create(self, folder: Path, passphrase: str, *, holder: str = "") -> Store:
        """A new, open store.

        Args:
            holder: Identifier of the member of staff whose passphrase it is; `Store.holder` of
                every later opening with it.

        Raises:
            PassphraseTooWeak, StoreFolderNotEmpty, UnsafePlace, StoreReadOnly, NoSpace.
        """
        ...

    def open(self, folder: Path, passphrase: str, *, first: str = "") -> Store:
        """The store, brought to this version where it is older.

        Args:
            folder: Where it lies.
            passphrase: Anybody's.
            first: Identifier of the slot tried first, such as the one last used here.

        Raises:
            NotAStore, WrongPassphrase, StoreInUse, StoreDamaged, StoreTooNew, StoreReadOnly,
            NoSpace, MigrationFailed.
        """
        ...

    def open_with_recovery(self, folder: Path, typed: Sequence[str]) -> Store:
        """The store, opened by one printed sheet or by two of three.

        Raises:
            RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed, and those of `open`.
        """
        ...

    def open_with_computer(self, folder: Path) -> Store:
        """The store, opened by what this computer's keyring keeps.

        Raises:
            QuickUnlockUnavailable, and those of `open`.
        """
        ...

    def recovery(self, folder: Path) -> RecoveryKit | None:
        """The set of sheets that opens the store, or None; its key is not needed."""
        ...

    def strength(self, passphrase: str) -> Strength:
        """How hard a passphrase is to guess, and whether it is enough."""
        ...

    def wrong_groups(self, typed: str) -> tuple[int, ...]:
        """Numbers, from 1, of the groups of a recovery key that don't check as typed so far."""
        ...


class Press(Joiner, Pictures, Protocol):
    """Makes PDF bytes from a document."""

    def render(self, document: Document, *, draft: bool = False) -> bytes:
        """The finished PDF.

        Raises:
            LetterIncomplete: not a draft, and a value or a character's glyph is missing.
        """
        ...

    def page_count(self, pdf: bytes) -> int:
        """Number of pages of a PDF made here."""
        ...

    def missing_characters(self, text: str) -> Sequence[str]:
        """Code points, as "U+XXXX", that no shipped font can print."""
        ...

    def forget(self) -> None:
        """Drops every word kept to set the next letter faster."""
        ...


class DirectoryFiles(Protocol):
    """Reads and writes files of the directory; they hold no pupil data."""

    def read(self, path: Path) -> DirectoryFile:
        """The whole file, or nothing of it.

        Raises:
            DirectoryRefused: names the row and the field of the first fault.
            FileUnreadable: it can't be opened.
        """
        ...

    def read_bytes(self, raw: bytes) -> DirectoryFile:
        """The same from bytes."""
        ...

    def write(self, entries: Sequence[ServiceEntry], aims: Sequence[PlanAim] = ()) -> bytes:
        """The file with these services and aims of the area, as `read_bytes` reads it.

        Raises:
            DirectoryRefused: something in them could not be read back.
        """
        ...
