"""What backups need of a store, and of the place where stores come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mhlead.domain.audit import Fault, VerifyReport
from mhlead.domain.backup import BackupContents, BackupFile, BackupMade
from mhlead.domain.believed import ClockTrust
from mhlead.domain.place import PlaceJudged
from mhlead.domain.recovery import RecoveryKit
from mhlead.domain.salvage import Salvaged

if TYPE_CHECKING:
    from mhlead.services.ports import Store


class Checked(Protocol):
    """The part of an open store that looks at itself."""

    def verify(
        self, told: Callable[[int, int], None] = ..., is_stopped: Callable[[], bool] = ...
    ) -> VerifyReport:
        """Checks every page, row, key, trigger, search entry, the history and the no-gap rule.

        Raises:
            Cancelled: `is_stopped` said so.
        """
        ...

    def gaps(self) -> tuple[Fault, ...]:
        """What breaks the no-gap rule: an open case, referral or plan that nobody holds."""
        ...

    def has_room(self) -> bool:
        """Whether there is room for a backup, which needs twice the store's size, and for work."""
        ...


class BackedUp(Protocol):
    """The part of an open store that makes and tries backups."""

    def back_up(
        self,
        folders: Sequence[Path],
        by: str,
        days: int | None,
        is_stopped: Callable[[], bool] = ...,
    ) -> BackupMade:
        """The newest state lies in the folders as one checked file; old ones are taken out.

        Args:
            folders: Where it is to lie; one that is not there is told in the answer.
            by: Member of staff at work, or "".
            days: No older backup is kept longer; None takes nothing out.
            is_stopped: Asked now and then; True ends the work.

        Raises:
            NoSpace, StoreDamaged, FileNotWritten, Cancelled: no backup was made.
        """
        ...

    def list_backups(self, folder: Path) -> list[BackupFile]:
        """The backups of this store that lie in a folder, newest first."""
        ...

    def keep_disposals(self, folders: Sequence[Path], listed: bytes) -> None:
        """What was disposed of stands sealed beside the backups, as far as they can be reached."""
        ...

    def kept_disposals(self, folder: Path) -> bytes:
        """The list that lies sealed beside backups; empty where there is none that is ours."""
        ...

    def backup_contents(self, path: Path) -> BackupContents:
        """What a backup of this store says of itself.

        Raises:
            BackupRefused, FileUnreadable: it is no backup, damaged, or of another key.
        """
        ...

    def clock_trust(self) -> ClockTrust:
        """What the history makes of the clock."""
        ...

    def whole_backup(self, path: Path, is_stopped: Callable[[], bool] = ...) -> BackupContents:
        """The same, once every byte of it was read and found as it was written."""
        ...

    def try_backup(
        self, path: Path, is_stopped: Callable[[], bool] = ...
    ) -> tuple[BackupContents, VerifyReport]:
        """What a backup holds, restored to a scratch place and looked through there.

        Raises:
            BackupRefused, FileUnreadable, NoSpace, StoreDamaged, Cancelled: it can't be restored.
        """
        ...

    def rebuild_search(self) -> None:
        """The search is built anew from the records."""
        ...

    def history_lines(self) -> bytes:
        """The history as lines that anybody can check, without a name or a detail."""
        ...


class JudgesPlaces(Protocol):
    """The part of where stores come from that knows where one may lie."""

    def judge_place(self, folder: Path) -> PlaceJudged:
        """What speaks against a folder, and a better one."""
        ...


class Restoring(JudgesPlaces, Protocol):
    """The part of where stores come from that reads backups."""

    def is_backup(self, path: Path) -> bool:
        """Whether a file begins as a backup does, whatever its state."""
        ...

    def is_free(self, folder: Path) -> bool:
        """Whether a new store may come to lie there: nothing of somebody's does."""
        ...

    def restore(
        self, path: Path, folder: Path, passphrase: str
    ) -> tuple[Store, BackupContents, VerifyReport]:
        """A backup's store lies in a new folder, checked and open there.

        It counts once its `finish` was called; closed before, it is taken away, and what a killed
        program left of it is cleared by the next try.

        Raises:
            BackupRefused, WrongPassphrase, StoreTooNew, StoreFolderNotEmpty, UnsafePlace, NoSpace,
            StoreReadOnly, StoreDamaged, StoreInUse, MigrationFailed: nothing is left of it.
        """
        ...

    def restore_with_sheets(
        self, path: Path, folder: Path, typed: Sequence[str]
    ) -> tuple[Store, BackupContents, VerifyReport]:
        """The same by the recovery sheets that opened the store when the backup was made."""
        ...

    def recovery_of(self, backup: Path) -> RecoveryKit | None:
        """The set of sheets that opens a backup, or None; its key is not needed.

        Raises:
            BackupRefused, FileUnreadable: it is none, or can't be read.
        """
        ...

    def salvage(
        self,
        folder: Path,
        new: Path,
        passphrase: str,
        told: Callable[[int, int], None] = ...,
        is_stopped: Callable[[], bool] | None = None,
        sheets: Sequence[str] = (),
    ) -> Salvaged:
        """Everything that can be read of a damaged store is in a new one, by the same keys.

        Raises:
            RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed: the sheets don't open it.
            NotAStore, WrongPassphrase, StoreDamaged: its keys or its beginning can't be read.
            StoreFolderNotEmpty, UnsafePlace, NoSpace, StoreReadOnly: nothing was made.
            Cancelled: `is_stopped` said so; nothing was made.
        """
        ...

    def newest_backup(self, folder: Path, places: Sequence[Path]) -> BackupFile | None:
        """The newest backup in these places of the store in a folder; None where there is none."""
        ...

    def look_through(self, path: Path, passphrase: str) -> tuple[BackupContents, VerifyReport]:
        """What a backup holds, restored to a scratch place and looked through there."""
        ...
