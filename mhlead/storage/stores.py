"""Making and opening stores."""

from __future__ import annotations

import contextlib
import os
import tempfile
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from mhlead.domain.audit import Action, VerifyReport
from mhlead.domain.backup import BackupContents, BackupRefused
from mhlead.domain.errors import (
    FileUnreadable,
    MhleadError,
    StoreDamaged,
    StoreFolderNotEmpty,
)
from mhlead.domain.passphrase import Strength
from mhlead.domain.place import PlaceJudged
from mhlead.domain.recovery import RecoveryKit
from mhlead.domain.salvage import Salvaged
from mhlead.storage.backup import clean_scratch, scratch
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import Keyed
from mhlead.storage.copy_marks import MARK, CopyMarks
from mhlead.storage.left_files import FIRST_FILE, remove_left_files
from mhlead.storage.passing_places import judge, other_places
from mhlead.storage.place import refuse_unsafe_place
from mhlead.storage.restore import look_through, restore_to
from mhlead.storage.salvage import Haul, salvage_rows
from mhlead.storage.store import EncryptedStore
from mhlead.storage.store_lock import LOCK_FILE, StoreLock
from mhlead.storage.upgrade import bring_up_to_date, make_tables, remove_old_copies
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.disk import disk_faults, sync_folder
from mhlead.vault.header import Header
from mhlead.vault.header_files import (
    COPIES,
    clean_left_overs,
    has_header,
    load_header,
    mend_header,
    save_header,
)
from mhlead.vault.keyring_slots import unlock_by_keyring
from mhlead.vault.keys import Unlocked, new_header, unlock, with_passphrase
from mhlead.vault.os_keyring import OsKeyring
from mhlead.vault.passphrase import DEFAULT_COST, Argon2Cost, refuse_weak, strength
from mhlead.vault.recovery import wrong_groups
from mhlead.vault.recovery_slots import kit_of, unlock_by_recovery

_OURS = frozenset({FIRST_FILE, f"{FIRST_FILE}-wal", f"{FIRST_FILE}-shm", LOCK_FILE, MARK, *COPIES})


class EncryptedStores:
    """Stores on this machine.

    Args:
        now: Where the moment comes from, aware, in UTC.
        cost: What a guess at a new passphrase shall cost; what a store has says its header.
        keyring: This computer's keyring.
        machine: Where this computer remembers its copies of stores; None remembers none.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        cost: Argon2Cost = DEFAULT_COST,
        keyring: OsKeyring | None = None,
        machine: Path | None = None,
    ) -> None:
        self._now = now
        self._cost = cost
        self._keyring = keyring or OsKeyring()
        self._machine = machine

    def exists(self, folder: Path) -> bool:
        """Whether a store lies in the folder."""
        return has_header(folder)

    def strength(self, passphrase: str) -> Strength:
        """How hard a passphrase is to guess, and whether it is enough."""
        return strength(passphrase)

    def wrong_groups(self, typed: str) -> tuple[int, ...]:
        """Numbers, from 1, of the groups of a recovery key that don't check as typed so far."""
        return wrong_groups(typed)

    def check_place(self, folder: Path) -> None:
        """Returns where a live store may lie in the folder.

        Raises:
            UnsafePlace: it is synced or on a network.
        """
        refuse_unsafe_place(folder)

    def judge_place(self, folder: Path) -> PlaceJudged:
        """What speaks against a folder, and a better one."""
        return judge(folder, other_places(os.environ, Path.home()))

    def create(self, folder: Path, passphrase: str, *, holder: str = "") -> EncryptedStore:
        """A new, open store; where it fails, nothing of it is left.

        Raises:
            PassphraseTooWeak, StoreFolderNotEmpty, UnsafePlace, StoreReadOnly, NoSpace.
        """
        refuse_weak(passphrase)
        self.check_place(folder)
        with disk_faults():
            is_new = not folder.exists()
            if not is_new and (not folder.is_dir() or any(folder.iterdir())):
                raise StoreFolderNotEmpty
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return self._made(folder, passphrase, holder)
        except BaseException:
            _take_away(folder, is_new=is_new)
            raise

    def open(self, folder: Path, passphrase: str, *, first: str = "") -> EncryptedStore:
        """The store, brought to this version where it is older.

        Args:
            folder: Where it lies.
            passphrase: Anybody's.
            first: Identifier of the slot tried first, such as the one last used here.

        Raises:
            NotAStore, WrongPassphrase, StoreInUse, StoreDamaged, StoreTooNew, StoreReadOnly,
            NoSpace, MigrationFailed.
        """
        return self._opened(folder, lambda header: unlock(header, passphrase, first=first))

    def open_with_recovery(self, folder: Path, typed: Sequence[str]) -> EncryptedStore:
        """The store, opened by one printed sheet or by two of three.

        Raises:
            RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed, and those of `open`.
        """
        return self._opened(folder, lambda header: unlock_by_recovery(header, typed))

    def open_with_computer(self, folder: Path) -> EncryptedStore:
        """The store, opened by what this computer's keyring keeps.

        Raises:
            QuickUnlockUnavailable, and those of `open`.
        """
        return self._opened(folder, lambda header: unlock_by_keyring(header, self._keyring.kept))

    def recovery(self, folder: Path) -> RecoveryKit | None:
        """The set of sheets that opens the store, or None; its key is not needed."""
        try:
            return kit_of(load_header(folder))
        except MhleadError:
            return None

    def is_backup(self, path: Path) -> bool:
        """Whether a file begins as a backup does, whatever its state."""
        try:
            BackupReader(path)
        except BackupRefused as error:
            return error.code != "not-a-backup"
        except FileUnreadable:
            return False
        return True

    def restore(
        self, path: Path, folder: Path, passphrase: str
    ) -> tuple[BackupContents, VerifyReport]:
        """A backup's store lies in a new folder, checked there; `open` opens it.

        Raises:
            BackupRefused, WrongPassphrase, StoreTooNew, StoreFolderNotEmpty, UnsafePlace, NoSpace,
            StoreReadOnly, StoreDamaged: nothing is left of it.
        """
        return restore_to(path, folder, lambda header: unlock(header, passphrase), self._now())

    def restore_with_sheets(
        self, path: Path, folder: Path, typed: Sequence[str]
    ) -> tuple[BackupContents, VerifyReport]:
        """The same by a printed sheet that the backup was made with, or by two of three.

        Raises:
            RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed, and those of `restore`.
        """
        return restore_to(
            path, folder, lambda header: unlock_by_recovery(header, typed), self._now()
        )

    def recovery_of(self, backup: Path) -> RecoveryKit | None:
        """The set of sheets that opens a backup, or None; its key is not needed.

        Raises:
            BackupRefused, FileUnreadable: it is none, or can't be read.
        """
        return kit_of(BackupReader(backup).header)

    def look_through(self, path: Path, passphrase: str) -> tuple[BackupContents, VerifyReport]:
        """What a backup holds, restored to a scratch place and looked through there.

        Raises:
            BackupRefused, WrongPassphrase, StoreTooNew, NoSpace, StoreDamaged.
        """
        with tempfile.TemporaryDirectory(prefix="mhlead-backup-") as place:
            return look_through(
                path, lambda header: unlock(header, passphrase), Path(place), self._now()
            )

    def salvage(self, folder: Path, new: Path, passphrase: str) -> Salvaged:
        """Everything that can be read of a damaged store is in a new one, by the same keys.

        The damaged one is not touched; not even its log is taken in.

        Raises:
            NotAStore, WrongPassphrase, StoreDamaged: its keys or its beginning can't be read.
            StoreFolderNotEmpty, UnsafePlace, NoSpace, StoreReadOnly: nothing was made.
        """
        self.check_place(new)
        header = load_header(folder)
        _refuse_missing(folder / header.db_file)
        unlocked = unlock(header, passphrase)
        with disk_faults():
            is_new = not new.exists()
            if not is_new and (not new.is_dir() or any(new.iterdir())):
                raise StoreFolderNotEmpty
            new.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            damaged = Keyed(folder / header.db_file, unlocked.key, header.salt)
            fresh = Keyed(new / header.db_file, unlocked.key, header.salt)
            make_tables(fresh)
            with disk_faults(), scratch(new) as place:
                haul = salvage_rows(damaged, fresh, place)
            save_header(new, header)
        except BaseException:
            _take_away(new, is_new=is_new)
            raise
        finally:
            unlocked.key.wipe()
        return self._salvaged(new, passphrase, haul)

    def _salvaged(self, new: Path, passphrase: str, haul: Haul) -> Salvaged:
        store = self.open(new, passphrase)
        try:
            with store.begin(store.holder) as work:
                lost = sum(one.count for one in haul.lost)
                detail = {"rows": str(sum(haul.kept.values())), "lost": str(lost)}
                work.log(Action.STORE_SALVAGED, None, detail)
                work.commit()
            faults = store.verify().faults
        finally:
            store.close()
        kept = tuple(haul.kept.items())
        return Salvaged(kept, tuple(haul.lost), tuple(haul.earlier), faults)

    def _made(self, folder: Path, passphrase: str, holder: str) -> EncryptedStore:
        lock = StoreLock(folder)
        try:
            header, key = new_header(store_id=str(uuid.uuid4()), db_file=FIRST_FILE)
            header = with_passphrase(
                header,
                key,
                passphrase,
                user=holder,
                label="",
                created_at=self._now(),
                cost=self._cost,
            )
            make_tables(Keyed(folder / FIRST_FILE, key, header.salt))
            save_header(folder, header)
            with disk_faults():
                sync_folder(folder.parent)
            unlocked = Unlocked(key, header.slots[0])
            store = self._store(folder, header, unlocked, lock)
            store.keep_header_inside()
        except BaseException:
            lock.release()
            raise
        return store

    def _opened(self, folder: Path, opening: Callable[[Header], Unlocked]) -> EncryptedStore:
        load_header(folder)  # a folder without a store gets no lock file of ours
        lock = StoreLock(folder)
        try:
            header = load_header(folder)
            clean_left_overs(folder)
            clean_scratch(folder)
            unlocked = opening(header)
            keyed = Keyed(folder / header.db_file, unlocked.key, header.salt)
            _refuse_missing(keyed.path)
            bring_up_to_date(keyed, AuditSeal(unlocked.key), self._now())
            mend_header(folder, header)
            store = self._store(folder, header, unlocked, lock)
        except BaseException:
            lock.release()
            raise
        try:
            store.settle()
            remove_left_files(folder, header.db_file)
            remove_old_copies(folder, self._now())
        except BaseException:
            store.close()  # its connections and its copy of the key as well as the lock
            raise
        return store

    def _store(
        self, folder: Path, header: Header, unlocked: Unlocked, lock: StoreLock
    ) -> EncryptedStore:
        marks = CopyMarks(folder, header.store_id, self._machine)
        return EncryptedStore(
            folder, header, unlocked, lock, self._now, self._cost, self._keyring, marks
        )


def _refuse_missing(path: Path) -> None:
    """A header without its store is damage, not an invitation to make a new one."""
    if not path.is_file():
        raise StoreDamaged("no-file")


def _take_away(folder: Path, *, is_new: bool) -> None:
    """Remove what a failed making left; only files of ours, and the folder if it was new."""
    with contextlib.suppress(OSError):
        for name in _OURS:
            (folder / name).unlink(missing_ok=True)
        remove_left_files(folder, "")
        if is_new:
            folder.rmdir()
