"""An open store: its transactions, its checks, and the ways into it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from mhlead.domain.audit import Fault, VerifyReport
from mhlead.domain.backup import BackupContents, BackupFile, BackupMade, Placed
from mhlead.domain.believed import ClockTrust
from mhlead.domain.errors import MhleadError
from mhlead.storage.among_copies import AmongCopies
from mhlead.storage.backup import (
    history_lines,
    make_backup,
    scratch,
    try_backup,
    unless_locked,
)
from mhlead.storage.backup_file import BackupReader, never
from mhlead.storage.backup_places import free_name, list_backups, put_into, remove_old
from mhlead.storage.connection import Keyed, has_log
from mhlead.storage.copy_marks import CopyMarks
from mhlead.storage.disposal_lists import DisposalLists
from mhlead.storage.engine import WRITE, driver_connection, lone_engine, writing
from mhlead.storage.faults import after_writing, storage_faults
from mhlead.storage.gap_check import gap_faults
from mhlead.storage.new_folder import NewFolder
from mhlead.storage.open_file import OpenFile
from mhlead.storage.page_checks import Told, unheard
from mhlead.storage.search import Search
from mhlead.storage.search_objects import drop_search_objects, make_search_objects
from mhlead.storage.store_lock import StoreLock
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.storage.typed_keeping import KeepsTyped
from mhlead.storage.unit_of_work import StoreUnit
from mhlead.storage.upgrade import remove_old_copies
from mhlead.storage.verify import verify_store
from mhlead.storage.ways_in import WaysIn
from mhlead.storage.whole_copy import is_with_another
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.data_key import DataKey
from mhlead.vault.disk import disk_faults
from mhlead.vault.file_seal import opened_file, sealed_file
from mhlead.vault.header import Header, SlotKind
from mhlead.vault.keys import Unlocked
from mhlead.vault.os_keyring import OsKeyring
from mhlead.vault.passphrase import Argon2Cost
from mhlead.vault.recovery_slots import RECOVERY_KINDS

ROOM_BYTES = 64 * 1024 * 1024
_OPENED_BY = {
    SlotKind.PASSPHRASE: "slot",
    SlotKind.KEYRING: "computer",
    SlotKind.RECOVERY: "recovery key",
    SlotKind.RECOVERY_PAIR: "recovery sheets",
}


class EncryptedStore(AmongCopies, DisposalLists, KeepsTyped):
    """A store that is open, until `close`.

    Args:
        folder: Where it lies.
        header: Its key header, already verified.
        unlocked: The data key, and the slot that gave it.
        lock: The lock on the folder; released on closing.
        now: Where the moment comes from.
        cost: What a guess at a new passphrase shall cost.
        keyring: This computer's keyring.
        marks: What tells this copy from every other one.
        place: The folder where it is being put into one and does not count yet.
    """

    def __init__(
        self,
        folder: Path,
        header: Header,
        unlocked: Unlocked,
        lock: StoreLock,
        now: Callable[[], datetime],
        cost: Argon2Cost,
        keyring: OsKeyring,
        marks: CopyMarks,
        place: NewFolder | None = None,
    ) -> None:
        super().__init__(OpenFile(folder, header, unlocked, now), marks)
        self._lock, self._place = lock, place
        self._ways = WaysIn(self._file, cost, keyring, marks.copy_id)

    @property
    def store_id(self) -> str:
        """Identifier of the store, the same through its whole life."""
        return self._file.header.store_id

    @property
    def ways(self) -> WaysIn:
        """The ways into it."""
        return self._ways

    @property
    def opened_by(self) -> str:
        """What opened it: "slot", "computer", "recovery key" or "recovery sheets"."""
        return _OPENED_BY[self._file.slot.kind]

    @property
    def slot_id(self) -> str:
        """Identifier of the slot that opened it."""
        return self._file.slot.slot_id

    @property
    def holder(self) -> str:
        """Member of staff whose own slot opened it; "" where recovery sheets did."""
        return "" if self._file.slot.kind in RECOVERY_KINDS else self._file.slot.user

    @property
    def _header(self) -> Header:
        return self._file.header

    @property
    def _keyed(self) -> Keyed:
        return self._file.keyed

    @property
    def _seal(self) -> AuditSeal:
        return self._file.seal

    @property
    def _engine(self) -> Engine:
        return self._file.engine

    @property
    def _key(self) -> DataKey:
        return self._file.key

    @contextmanager
    def begin(self, actor_id: str = "", *, write: bool = True) -> Iterator[StoreUnit]:
        """A transaction; one that writes waits for and excludes every other writer.

        Raises:
            StoreLocked: the store was closed.
            StoreVanished: the file was deleted, moved or replaced.
            StoreDamaged: something was read from a damaged page.
            StoreInUse: another writer did not end in time.
        """
        self._file.refuse_closed()
        with self._file.writer() if write else nullcontext(), self._connected() as plain:
            connection = plain.execution_options(**{WRITE: write})
            with storage_faults():
                connection.begin()
            driver = driver_connection(connection)
            unit = StoreUnit(
                connection,
                self._seal,
                actor_id,
                self._file.now(),
                may_write=write,
                is_elsewhere=write and is_with_another(connection, self.copy_id),
            )
            try:
                yield unit
            except MhleadError as error:
                TRIP_WIRE.check(driver)  # damage explains more than what followed from it
                raise after_writing(error, self.folder) if write else error from None
            TRIP_WIRE.check(driver)

    def verify(self, told: Told = unheard, is_stopped: Callable[[], bool] = never) -> VerifyReport:
        """Checks every page, row, key, trigger, search entry, the history and the no-gap rule.

        Raises:
            Cancelled: `is_stopped` said so.
        """
        self._file.refuse_closed()
        self._file.guard.check()

        def look() -> VerifyReport:
            keyed = replace(self._keyed, is_stopped=is_stopped)
            with unless_locked(self._source()):
                return verify_store(
                    self.folder, keyed, self._file.header, self._seal, self._file.now(), told=told
                )

        return self._file.whole(look)

    def has_room(self) -> bool:
        """Whether there is room for a backup, which needs twice the store's size, and for work."""
        with disk_faults():
            needed = 2 * self._keyed.path.stat().st_size + ROOM_BYTES
            return shutil.disk_usage(self.folder).free >= needed

    def gaps(self) -> tuple[Fault, ...]:
        """What breaks the no-gap rule: an open case, referral or plan that nobody holds."""
        self._file.refuse_closed()
        self._file.guard.check()
        engine = lone_engine(self._keyed)
        try:
            with storage_faults(), engine.connect() as connection:
                return tuple(gap_faults(connection))
        finally:
            engine.dispose()

    def seal(self, data: bytes) -> bytes:
        """The data so that only a copy of this same store can read it."""
        self._file.refuse_closed()
        return sealed_file(self._key, self._file.header.store_id, data)

    def unseal(self, sealed: bytes) -> bytes:
        """What a copy of this store sealed.

        Raises:
            NotAllowed: another store sealed it, or it was changed ("not-this-store").
        """
        self._file.refuse_closed()
        return opened_file(self._key, self._file.header.store_id, sealed)

    def back_up(
        self,
        folders: Sequence[Path],
        by: str,
        days: int | None,
        is_stopped: Callable[[], bool] = never,
    ) -> BackupMade:
        """The newest state lies in the folders as one checked file; old ones are taken out.

        Raises:
            NoSpace, StoreDamaged, FileNotWritten, Cancelled: no backup was made.
        """
        self._file.refuse_closed()
        self._file.guard.check()
        now = self._file.now()

        def copy() -> tuple[str, BackupContents, tuple[Placed, ...]]:
            source = self._source()
            with disk_faults(), scratch(self.folder) as place, unless_locked(source):
                made, contents = make_backup(source, place, now=now, by=by, is_stopped=is_stopped)
                name = free_name(folders, self.store_id, now)
                return name, contents, put_into(made, folders, name, is_stopped)

        name, contents, placed = self._file.whole(copy)
        clock = self._file.clock_trust(by_work=True)
        removed = sum(
            remove_old(Path(one.folder), self.store_id, clock, days)
            for one in placed
            if not one.code
        )
        return BackupMade(name, contents, placed, removed)

    def clock_trust(self) -> ClockTrust:
        """What the history makes of the clock."""
        return self._file.clock_trust()

    def list_backups(self, folder: Path) -> list[BackupFile]:
        """The backups of this store that lie in a folder, newest first."""
        return list_backups(folder, self.store_id)

    def backup_contents(self, path: Path) -> BackupContents:
        """What a backup of this store says of itself.

        Raises:
            BackupRefused, FileUnreadable: it is no backup, damaged, or of another key.
        """
        self._file.refuse_closed()
        return BackupReader(path).contents(self._key)

    def whole_backup(self, path: Path, is_stopped: Callable[[], bool] = never) -> BackupContents:
        """The same, once every byte of it was read and found as it was written."""
        self._file.refuse_closed()
        return self._file.whole(lambda: BackupReader(path).check_bytes(self._key, is_stopped))

    def try_backup(
        self, path: Path, is_stopped: Callable[[], bool] = never
    ) -> tuple[BackupContents, VerifyReport]:
        """What a backup holds, restored to a scratch place and looked through there.

        Raises:
            BackupRefused, FileUnreadable, NoSpace, StoreDamaged, Cancelled: it can't be restored.
        """
        self._file.refuse_closed()
        source = self._source()
        with disk_faults(), unless_locked(source):
            return try_backup(source, path, now=self._file.now(), is_stopped=is_stopped)

    def history_lines(self) -> bytes:
        """The history as lines that anybody can check, without a name or a detail."""
        self._file.refuse_closed()
        with storage_faults():
            return history_lines(self._keyed, self.store_id)

    def rebuild_search(self) -> None:
        """The search is built anew from the records."""
        with self._file.writer(), storage_faults(), writing(self._engine) as connection:
            drop_search_objects(connection)
            make_search_objects(connection)
            Search(connection).refold_all()
            connection.commit()

    def finish(self) -> None:
        """A store that was put into its folder counts from now on; every other one does already.

        Raises:
            StoreReadOnly, NoSpace: it does not, and closing it takes it away.
        """
        if self._place is not None:
            self._place.finish()
            self._place = None

    def close(self) -> None:
        """Closes the store, wipes our copy of the key and lets the next program in.

        One that was put into its folder and never counted is taken away.
        """
        if self._file.is_closed:
            return
        self._file.close()
        if not has_log(self._keyed.path):
            self._marks.note_end()
        self._ways.forget()
        if self._place is not None:
            self._place.take_away()
        self._lock.release()

    def settle(self) -> None:
        """The copy of the key header inside the database follows the one outside, never back."""
        self._file.settle()

    def remove_old_copies(self) -> None:
        """No copy made before an upgrade is kept longer than thirty days."""
        remove_old_copies(self.folder, self._file.clock_trust(by_work=True))

    def keep_header_inside(self) -> None:
        """The database holds a copy of the key header, to notice when an older one is put back."""
        self._file.follow_inside()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with self._file.told_if_gone(), storage_faults():
            connection = self._engine.connect()
        try:
            yield connection
        finally:
            connection.close()
