"""What the services need of copies of a store: whole readings, and another copy beside it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from mhlead.domain.backup import BackupContents
from mhlead.domain.copies import Anchor, ChainLine, TakenNote
from mhlead.domain.key_files import KeyFileMended
from mhlead.domain.records import Record, Version

if TYPE_CHECKING:
    from mhlead.services.ports import UnitOfWork

R = TypeVar("R", bound=Record)


class WholeCopy(Protocol):
    """The part of a transaction that reads a copy as a whole."""

    def everything(self, kind: type[R]) -> list[Version[R]]:
        """Every wording of every record of a kind; of each record first to newest."""
        ...

    def chain(self, after: int = 0) -> list[ChainLine]:
        """The lines of the history after a number, in their order."""
        ...


class OtherCopy(Protocol):
    """Another copy of the same store, open beside it.

    Attributes:
        contents: What the file says of itself.
    """

    contents: BackupContents

    def begin(
        self, actor_id: str = "", *, write: bool = False
    ) -> AbstractContextManager[UnitOfWork]:
        """A transaction on that copy."""
        ...

    def taken(self) -> TakenNote | None:
        """What the note beside the file says; None where there is none.

        Raises:
            BackupRefused: it can't be checked ("taken-unsure").
        """
        ...

    def note_taken(self, note: TakenNote) -> None:
        """A note lies beside the file, where that can be."""
        ...

    def take_place(self) -> None:
        """The open store goes on in this copy, in its folder.

        Raises:
            NoSpace, StoreReadOnly: the store is as it was.
        """
        ...


class AmongCopies(Protocol):
    """The part of an open store that knows it is one of several copies.

    Attributes:
        unsent_pass: The mark of the last pass whose file could not be written, or "".
        mended_keys: The key files that were found spoilt at opening, and hold its keys again.
    """

    unsent_pass: str
    mended_keys: tuple[KeyFileMended, ...]

    @property
    def copy_id(self) -> str:
        """What tells this copy from every other one."""
        ...

    def anchor(self) -> Anchor | None:
        """The line of the history this computer saw last in this copy."""
        ...

    def keep_anchor(self, anchor: Anchor) -> None:
        """This computer saw this line."""
        ...

    @property
    def is_gone(self) -> bool:
        """Whether the file that is open was deleted, moved or replaced, so that it is only read."""
        ...

    @property
    def has_lost_log(self) -> bool:
        """Whether work here did not end well, and the log with its changes was gone at opening."""
        ...

    def begin_pass(self, pass_id: str) -> None:
        """A file to take the store from is under way; it is noticed where it never came to be.

        Raises:
            NoSpace, StoreReadOnly: nothing is under way.
        """
        ...

    def write_pass(self, folder: Path, by: str, pass_id: str) -> Path:
        """The finished file to take the store from, in the folder.

        Raises:
            NoSpace, StoreReadOnly, StoreDamaged: there is none.
            BackupRefused: there is none: the folder is not there ("nowhere-to-pass"), full
                ("full-to-pass") or can't be written to ("closed-to-pass"), or the file could not
                be written whole ("gone-to-pass").
        """
        ...

    def taken(self, path: Path) -> TakenNote | None:
        """What the note beside a file says that this copy was restored from; else None.

        Raises:
            BackupRefused: it can't be checked ("taken-unsure").
        """
        ...

    def note_taken(self, path: Path, note: TakenNote) -> None:
        """A note lies beside the file, where that can be."""
        ...

    def cut_off_pass(self) -> str:
        """The mark of a file that was under way and never came to be; "" where there is none."""
        ...

    def end_pass(self) -> None:
        """Nothing is under way any more."""
        ...

    def beside(self, path: Path, passphrase: str = "") -> AbstractContextManager[OtherCopy]:
        """Another copy of this store from a backup, looked through.

        Raises:
            BackupRefused: damaged, of another store ("other-store"), or of another key and no
                passphrase was given ("other-key").
            WrongPassphrase, StoreTooNew, NoSpace, StoreDamaged: it can't be opened.
        """
        ...
