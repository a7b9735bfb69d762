"""Where stores come from, loaded when the first is opened: the window stands before that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mhlead.domain.audit import VerifyReport
    from mhlead.domain.backup import BackupContents, BackupFile
    from mhlead.domain.passphrase import Strength
    from mhlead.domain.place import PlaceJudged
    from mhlead.domain.recovery import RecoveryKit
    from mhlead.domain.salvage import Salvaged
    from mhlead.services.ports import Clock, Store, Stores


class LazyStores:
    """Stores, loaded when the first one is opened: the window stands before the database does."""

    def __init__(self, clock: Clock, machine: Path | None = None) -> None:
        self._clock, self._machine = clock, machine

    @cached_property
    def _stores(self) -> Stores:
        from mhlead.storage.stores import EncryptedStores

        return EncryptedStores(self._clock.now, machine=self._machine)

    def exists(self, folder: Path) -> bool:
        """Whether a store lies in the folder."""
        from mhlead.storage.unfinished import is_unfinished
        from mhlead.vault.header_files import has_header

        return has_header(folder) and not is_unfinished(folder)

    def create(self, folder: Path, passphrase: str, *, holder: str = "") -> Store:
        """A new, open store."""
        return self._stores.create(folder, passphrase, holder=holder)

    def open(self, folder: Path, passphrase: str, *, first: str = "") -> Store:
        """The store, brought to this version where it is older."""
        return self._stores.open(folder, passphrase, first=first)

    def open_with_recovery(self, folder: Path, typed: Sequence[str]) -> Store:
        """The store, opened by one printed sheet or by two of three."""
        return self._stores.open_with_recovery(folder, typed)

    def open_with_computer(self, folder: Path) -> Store:
        """The store, opened by what this computer's keyring keeps."""
        return self._stores.open_with_computer(folder)

    def recovery(self, folder: Path) -> RecoveryKit | None:
        """The set of sheets that opens the store, or None."""
        return self._stores.recovery(folder)

    def strength(self, passphrase: str) -> Strength:
        """How hard a passphrase is to guess, and whether it is enough."""
        return self._stores.strength(passphrase)

    def wrong_groups(self, typed: str) -> tuple[int, ...]:
        """Numbers, from 1, of the groups of a recovery key that don't check as typed so far."""
        return self._stores.wrong_groups(typed)

    def judge_place(self, folder: Path) -> PlaceJudged:
        """What speaks against a folder."""
        return self._stores.judge_place(folder)

    def is_backup(self, path: Path) -> bool:
        """Whether a file begins as a backup does."""
        return self._stores.is_backup(path)

    def is_free(self, folder: Path) -> bool:
        """Whether a new store may come to lie there."""
        from mhlead.storage.unfinished import is_free

        return is_free(folder)

    def restore(
        self, path: Path, folder: Path, passphrase: str
    ) -> tuple[Store, BackupContents, VerifyReport]:
        """A backup's store lies in a new folder."""
        return self._stores.restore(path, folder, passphrase)

    def restore_with_sheets(
        self, path: Path, folder: Path, typed: Sequence[str]
    ) -> tuple[Store, BackupContents, VerifyReport]:
        """The same by the printed recovery sheets."""
        return self._stores.restore_with_sheets(path, folder, typed)

    def recovery_of(self, backup: Path) -> RecoveryKit | None:
        """The set of sheets that opens a backup, or None."""
        return self._stores.recovery_of(backup)

    def salvage(
        self,
        folder: Path,
        new: Path,
        passphrase: str,
        told: Callable[[int, int], None] = lambda _done, _of: None,
        is_stopped: Callable[[], bool] | None = None,
        sheets: Sequence[str] = (),
    ) -> Salvaged:
        """Everything that can be read of a damaged store is in a new one."""
        return self._stores.salvage(folder, new, passphrase, told, is_stopped, sheets)

    def newest_backup(self, folder: Path, places: Sequence[Path]) -> BackupFile | None:
        """The newest backup of the store in a folder."""
        return self._stores.newest_backup(folder, places)

    def look_through(self, path: Path, passphrase: str) -> tuple[BackupContents, VerifyReport]:
        """What a backup holds."""
        return self._stores.look_through(path, passphrase)
