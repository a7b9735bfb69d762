"""Making and opening stores."""

from __future__ import annotations

import contextlib
import os
import tempfile
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from mhlead.domain.audit import VerifyReport
from mhlead.domain.backup import BackupContents, BackupFile, BackupRefused
from mhlead.domain.errors import (
    FileUnreadable,
    MhleadError,
    StoreUnfinished,
)
from mhlead.domain.passphrase import Strength
from mhlead.domain.place import PlaceJudged
from mhlead.domain.recovery import RecoveryKit
from mhlead.domain.salvage import Salvaged
from mhlead.storage.backup import clean_scratch
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.backup_places import newest_backup
from mhlead.storage.connection import Keyed, has_log
from mhlead.storage.copy_marks import CopyMarks, copy_in
from mhlead.storage.header_inside import newest_of
from mhlead.storage.left_files import FIRST_FILE, refuse_missing, remove_left_files
from mhlead.storage.new_folder import NewFolder
from mhlead.storage.page_checks import Told, unheard
from mhlead.storage.passing_mark import PassingMark
from mhlead.storage.passing_places import judge, other_places
from mhlead.storage.place import refuse_unsafe_place
from mhlead.storage.restore import look_through, restore_to
from mhlead.storage.salvage_store import salvage_into, written_down
from mhlead.storage.store import EncryptedStore
from mhlead.storage.store_lock import StoreLock
from mhlead.storage.typed_file import settle_typed
from mhlead.storage.unfinished import is_free, is_unfinished, remove_mark
from mhlead.storage.upgrade import bring_up_to_date, make_tables
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.header import Header, from_fields
from mhlead.vault.header_files import (
    clean_left_overs,
    has_header,
    load_header,
    mend_header,
    save_header,
    whole_copies,
)
from mhlead.vault.key_choice import unlock_folder
from mhlead.vault.keyring_slots import unlock_by_keyring
from mhlead.vault.keys import Unlocked, new_header, unlock, with_passphrase
from mhlead.vault.os_keyring import OsKeyring
from mhlead.vault.passphrase import DEFAULT_COST, Argon2Cost, refuse_weak, strength
from mhlead.vault.recovery import wrong_groups
from mhlead.vault.recovery_slots import kit_of, unlock_by_recovery


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
        """Whether a store lies in the folder; one that did not come there whole is none."""
        return has_header(folder) and not is_unfinished(folder)

    def is_free(self, folder: Path) -> bool:
        """Whether a new store may come to lie there."""
        return is_free(folder)

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
        place = NewFolder(folder)
        try:
            store = self._made(place, passphrase, holder)
        except BaseException:
            place.take_away()
            raise
        try:
            store.finish()
        except BaseException:
            store.close()
            raise
        return store

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
        return self._opened(folder, _opening("", typed))

    def open_with_computer(self, folder: Path) -> EncryptedStore:
        """The store, opened by what this computer's keyring keeps.

        Raises:
            QuickUnlockUnavailable, and those of `open`.
        """
        return self._opened(folder, lambda header: unlock_by_keyring(header, self._keyring.kept))

    def recovery(self, folder: Path) -> RecoveryKit | None:
        """The set of sheets that opens the store, or None; its key is not needed."""
        try:
            copies = whole_copies(folder)
        except MhleadError:
            return None
        kits: list[RecoveryKit | None] = []
        for fields in copies:  # the newest may be nobody's who had the key
            with contextlib.suppress(MhleadError):
                kits.append(kit_of(from_fields(fields)))
        return next((kit for kit in kits if kit is not None), None)

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
    ) -> tuple[EncryptedStore, BackupContents, VerifyReport]:
        """A backup's store lies in a new folder, checked and open there; `finish` lets it count.

        Raises:
            BackupRefused, WrongPassphrase, StoreTooNew, StoreFolderNotEmpty, UnsafePlace, NoSpace,
            StoreReadOnly, StoreDamaged, StoreInUse, MigrationFailed: nothing is left of it.
        """
        return self._restored(path, folder, lambda header: unlock(header, passphrase))

    def restore_with_sheets(
        self, path: Path, folder: Path, typed: Sequence[str]
    ) -> tuple[EncryptedStore, BackupContents, VerifyReport]:
        """The same by a printed sheet that the backup was made with, or by two of three.

        Raises:
            RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed, and those of `restore`.
        """
        return self._restored(path, folder, _opening("", typed))

    def _restored(
        self, path: Path, folder: Path, opening: Callable[[Header], Unlocked]
    ) -> tuple[EncryptedStore, BackupContents, VerifyReport]:
        filled = restore_to(path, folder, opening, self._now())
        try:
            store = self._opened(folder, opening, filled.place)
        except BaseException:
            filled.place.take_away()
            raise
        return store, filled.contents, filled.report

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

    def salvage(
        self,
        folder: Path,
        new: Path,
        passphrase: str,
        told: Told = unheard,
        is_stopped: Callable[[], bool] | None = None,
        sheets: Sequence[str] = (),
    ) -> Salvaged:
        """Everything that can be read of a damaged store is in a new one, by the same keys.

        The damaged one is not touched; not even its log is taken in.

        Raises:
            NotAStore, WrongPassphrase, RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed,
            StoreDamaged: its keys or its list of tables can't be read.
            StoreFolderNotEmpty, UnsafePlace, NoSpace, StoreReadOnly: nothing was made.
            Cancelled: `is_stopped` said so; nothing was made.
        """
        self.check_place(new)
        opening = _opening(passphrase, sheets)
        haul = salvage_into(folder, new, unlock_folder(folder, opening), told, is_stopped)
        store = self._opened(new, opening)
        try:
            return written_down(store, haul, copy_in(folder, self._machine))
        finally:
            store.close()

    def newest_backup(self, folder: Path, places: Sequence[Path]) -> BackupFile | None:
        """The newest backup in these places of the store in a folder; None where there is none."""
        return newest_backup(load_header(folder).store_id, places)

    def _made(self, place: NewFolder, passphrase: str, holder: str) -> EncryptedStore:
        folder = place.folder
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
        store = self._store(folder, header, Unlocked(key, header.slots[0]), place.lock, place)
        store.keep_header_inside()
        return store

    def _opened(
        self,
        folder: Path,
        opening: Callable[[Header], Unlocked],
        place: NewFolder | None = None,
    ) -> EncryptedStore:
        whole_copies(folder)  # a folder without a store gets no lock file of ours
        if place is None and is_unfinished(folder):
            raise StoreUnfinished
        lock = place.lock if place else StoreLock(folder)
        try:
            if place is None:
                remove_mark(folder)
            clean_left_overs(folder)
            if place is None:
                PassingMark(folder, copy_in(folder, self._machine)).settle()
            clean_scratch(folder)
            chosen = unlock_folder(folder, opening)
            header, unlocked = chosen.header, chosen.unlocked
            keyed = Keyed(folder / header.db_file, unlocked.key, header.salt)
            refuse_missing(keyed.path)
            is_logged = has_log(keyed.path)
            if chosen.is_older:
                header = newest_of(keyed, header, unlocked.slot)
            bring_up_to_date(keyed, AuditSeal(unlocked.key), self._now())
            mended = mend_header(folder, header, unlocked.key)
            store = self._store(folder, header, unlocked, lock, place)
            store.mended_keys = mended
            store.note_log(is_there=is_logged)
        except BaseException:
            lock.release()
            raise
        try:
            store.settle()
            remove_left_files(folder, header.db_file)
            settle_typed(folder, header.db_file)
            store.remove_old_copies()
        except BaseException:
            store.close()  # its connections and its copy of the key as well as the lock
            raise
        return store

    def _store(
        self,
        folder: Path,
        header: Header,
        unlocked: Unlocked,
        lock: StoreLock,
        place: NewFolder | None,
    ) -> EncryptedStore:
        marks = CopyMarks(folder, header.store_id, self._machine)
        return EncryptedStore(
            folder, header, unlocked, lock, self._now, self._cost, self._keyring, marks, place
        )


def _opening(passphrase: str, sheets: Sequence[str]) -> Callable[[Header], Unlocked]:
    if sheets:
        return lambda header: unlock_by_recovery(header, sheets)
    return lambda header: unlock(header, passphrase)
