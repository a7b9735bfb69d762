"""An open store: its transactions, its checks, and the ways into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from mhlead.domain.audit import Fault, VerifyReport
from mhlead.domain.backup import BackupContents, BackupFile, BackupMade
from mhlead.domain.errors import (
    MhleadError,
    StoreLocked,
    WrongPassphrase,
    WrongRecoveryKey,
)
from mhlead.storage.backup import Source, history_lines, make_backup, scratch, try_backup
from mhlead.storage.backup_file import BackupReader, never
from mhlead.storage.backup_places import free_name, list_backups, put_into, remove_old
from mhlead.storage.connection import Keyed
from mhlead.storage.engine import WRITE, driver_connection, lone_engine, make_engine, writing
from mhlead.storage.faults import storage_faults
from mhlead.storage.file_guard import FileGuard
from mhlead.storage.gap_check import gap_faults
from mhlead.storage.search import Search
from mhlead.storage.search_objects import drop_search_objects, make_search_objects
from mhlead.storage.store_lock import StoreLock
from mhlead.storage.tables import store_headers
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.storage.typed_file import TypedFile
from mhlead.storage.unit_of_work import StoreUnit
from mhlead.storage.verify import verify_store
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.disk import disk_faults
from mhlead.vault.file_seal import opened_file, sealed_file
from mhlead.vault.header import Header, SlotKind, to_bytes
from mhlead.vault.header_files import save_header
from mhlead.vault.keys import Unlocked, unlock, with_passphrase, with_recovery_key
from mhlead.vault.passphrase import Argon2Cost
from mhlead.vault.recovery import new_recovery_key, secret_of

RECOVERY_LABEL = "recovery"


class EncryptedStore:
    """A store that is open, until `close`.

    Args:
        folder: Where it lies.
        header: Its key header, already verified.
        unlocked: The data key, and the slot that gave it.
        lock: The lock on the folder; released on closing.
        now: Where the moment comes from.
        cost: What a guess at a new passphrase shall cost.
    """

    def __init__(
        self,
        folder: Path,
        header: Header,
        unlocked: Unlocked,
        lock: StoreLock,
        now: Callable[[], datetime],
        cost: Argon2Cost,
    ) -> None:
        self._folder = folder
        self._header = header
        self._key = unlocked.key
        self._slot = unlocked.slot
        self._lock = lock
        self._now = now
        self._cost = cost
        self._keyed = Keyed(folder / header.db_file, unlocked.key, header.salt)
        self._guard = FileGuard(self._keyed.path)
        self._seal = AuditSeal(unlocked.key)
        self._engine = make_engine(self._keyed)
        self._offered_key = ""

    @property
    def store_id(self) -> str:
        """Identifier of the store, the same through its whole life."""
        return self._header.store_id

    @property
    def folder(self) -> Path:
        """The folder it lies in."""
        return self._folder

    @property
    def holder(self) -> str:
        """Member of staff whose own slot opened it; "" where the recovery key did."""
        return self._slot.user if self._slot.kind is SlotKind.PASSPHRASE else ""

    @contextmanager
    def begin(self, actor_id: str = "", *, write: bool = True) -> Iterator[StoreUnit]:
        """A transaction; one that writes waits for and excludes every other writer.

        Raises:
            StoreLocked: the store was closed.
            StoreVanished: the file was deleted, moved or replaced.
            StoreDamaged: something was read from a damaged page.
            StoreInUse: another writer did not end in time.
        """
        self._refuse_closed()
        if write:
            self._guard.check()
        with self._connected() as plain:
            connection = plain.execution_options(**{WRITE: write})
            with storage_faults():
                connection.begin()
            driver = driver_connection(connection)
            unit = StoreUnit(connection, self._seal, actor_id, self._now(), may_write=write)
            try:
                yield unit
            except MhleadError:
                TRIP_WIRE.check(driver)  # damage explains more than what followed from it
                raise
            TRIP_WIRE.check(driver)

    def verify(self) -> VerifyReport:
        """Checks every page, row, key, trigger, search entry, the history and the no-gap rule."""
        self._refuse_closed()
        self._guard.check()
        return verify_store(self._folder, self._keyed, self._header, self._seal, self._now())

    def gaps(self) -> tuple[Fault, ...]:
        """What breaks the no-gap rule: an open case, referral or plan that nobody holds."""
        self._refuse_closed()
        self._guard.check()
        engine = lone_engine(self._keyed)
        try:
            with storage_faults(), engine.connect() as connection:
                return tuple(gap_faults(connection))
        finally:
            engine.dispose()

    def check_passphrase(self, passphrase: str) -> bool:
        """Whether this is a passphrase that opens the store."""
        try:
            unlock(self._header, passphrase).key.wipe()
        except WrongPassphrase:
            return False
        return True

    def change_passphrase(self, old: str, new: str) -> None:
        """The new passphrase opens the store and the old one no longer does.

        Raises:
            WrongPassphrase: `old` does not open it.
            PassphraseTooWeak: `new` is under the floor.
        """
        self._refuse_closed()
        found = unlock(self._header, old)
        found.key.wipe()
        newer = with_passphrase(
            self._header,
            self._key,
            new,
            user=found.slot.user,
            label=found.slot.label,
            created_at=self._now(),
            cost=self._cost,
            instead_of=(found.slot.slot_id,),
        )
        self._keep_header(newer)

    def has_recovery(self) -> bool:
        """Whether a recovery sheet opens this store."""
        return any(slot.kind is SlotKind.RECOVERY for slot in self._header.slots)

    def make_recovery_key(self) -> str:
        """A new recovery key; it opens the store once `confirm_recovery_key` was given it.

        Until then an earlier sheet still works, so that no moment is without one.
        """
        self._refuse_closed()
        self._offered_key = new_recovery_key()
        return self._offered_key

    def confirm_recovery_key(self, typed: str) -> None:
        """Keeps the key that was made last, since it was typed back right; earlier sheets end.

        Raises:
            RecoveryKeyMistyped: a group's check symbol is wrong; the group is named.
            WrongRecoveryKey: it is well formed and not the key that was made.
        """
        self._refuse_closed()
        if not self._offered_key or secret_of(typed) != secret_of(self._offered_key):
            raise WrongRecoveryKey
        earlier = [slot for slot in self._header.slots if slot.kind is SlotKind.RECOVERY]
        newer = with_recovery_key(
            self._header,
            self._key,
            typed,
            user="",
            label=RECOVERY_LABEL,
            created_at=self._now(),
            instead_of=tuple(slot.slot_id for slot in earlier),
        )
        self._keep_header(newer)
        self._offered_key = ""

    def seal(self, data: bytes) -> bytes:
        """The data so that only a copy of this same store can read it."""
        self._refuse_closed()
        return sealed_file(self._key, self._header.store_id, data)

    def unseal(self, sealed: bytes) -> bytes:
        """What a copy of this store sealed.

        Raises:
            NotAllowed: another store sealed it, or it was changed ("not-this-store").
        """
        self._refuse_closed()
        return opened_file(self._key, self._header.store_id, sealed)

    def keep_typed(self, sealed: bytes) -> None:
        """What was typed and not saved is kept, as it was sealed.

        Raises:
            NoSpace, StoreReadOnly: what was there before is there still.
        """
        TypedFile(self._folder).keep(sealed)

    def typed(self) -> bytes | None:
        """What is kept of that, or None."""
        return TypedFile(self._folder).read()

    def forget_typed(self) -> None:
        """Nothing of that is kept any more."""
        TypedFile(self._folder).forget()

    def back_up(
        self,
        folders: Sequence[Path],
        by: str,
        days: int,
        is_stopped: Callable[[], bool] = never,
    ) -> BackupMade:
        """The newest state lies in the folders as one checked file; old ones are taken out.

        Raises:
            NoSpace, StoreDamaged, FileNotWritten, Cancelled: no backup was made.
        """
        self._refuse_closed()
        self._guard.check()
        now = self._now()
        with disk_faults(), scratch(self._folder) as place:
            finished, contents = make_backup(
                self._source(), place, now=now, by=by, is_stopped=is_stopped
            )
            name = free_name(folders, self.store_id, now)
            placed = put_into(finished, folders, name, is_stopped)
        removed = sum(
            remove_old(Path(one.folder), self.store_id, now, days) for one in placed if not one.code
        )
        return BackupMade(name, contents, placed, removed)

    def list_backups(self, folder: Path) -> list[BackupFile]:
        """The backups of this store that lie in a folder, newest first."""
        return list_backups(folder, self.store_id)

    def backup_contents(self, path: Path) -> BackupContents:
        """What a backup of this store says of itself.

        Raises:
            BackupRefused, FileUnreadable: it is no backup, damaged, or of another key.
        """
        self._refuse_closed()
        return BackupReader(path).contents(self._key)

    def try_backup(
        self, path: Path, is_stopped: Callable[[], bool] = never
    ) -> tuple[BackupContents, VerifyReport]:
        """What a backup holds, restored to a scratch place and looked through there.

        Raises:
            BackupRefused, FileUnreadable, NoSpace, StoreDamaged, Cancelled: it can't be restored.
        """
        self._refuse_closed()
        with disk_faults():
            return try_backup(self._source(), path, now=self._now(), is_stopped=is_stopped)

    def history_lines(self) -> bytes:
        """The history as lines that anybody can check, without a name or a detail."""
        self._refuse_closed()
        with storage_faults():
            return history_lines(self._keyed, self.store_id)

    def rebuild_search(self) -> None:
        """The search is built anew from the records."""
        self._refuse_closed()
        self._guard.check()
        with storage_faults(), writing(self._engine) as connection:
            drop_search_objects(connection)
            make_search_objects(connection)
            Search(connection).refold_all()
            connection.commit()

    def _source(self) -> Source:
        return Source(self._folder, self._keyed, self._header, self._seal)

    def close(self) -> None:
        """Closes the store, wipes our copy of the key and lets the next program in."""
        if self._key.is_wiped:
            return
        self._engine.dispose()
        self._key.wipe()
        self._seal.forget()
        self._offered_key = ""
        self._lock.release()

    def settle(self) -> None:
        """The copy of the key header inside the database follows the one outside, never back."""
        with storage_faults(), self._engine.connect() as connection:
            inside = connection.scalar(select(store_headers.c.generation)) or 0
        if inside < self._header.generation:
            self.keep_header_inside()

    def keep_header_inside(self) -> None:
        """The database holds a copy of the key header, to notice when an older one is put back."""
        with storage_faults(), writing(self._engine) as connection:
            row = {"id": 1, "generation": self._header.generation, "header": to_bytes(self._header)}
            connection.execute(delete(store_headers))
            connection.execute(insert(store_headers), row)
            connection.commit()

    def _keep_header(self, newer: Header) -> None:
        self._guard.check()
        save_header(self._folder, newer)
        self._header = newer
        self.keep_header_inside()

    def _refuse_closed(self) -> None:
        if self._key.is_wiped:
            raise StoreLocked

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with storage_faults():
            connection = self._engine.connect()
        try:
            yield connection
        finally:
            connection.close()
