"""The encrypted file that is open, with its header and key; a new data key puts another there."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from mhlead.domain.believed import ClockTrust, judge_by_work, judge_clock
from mhlead.domain.errors import MhleadError, StoreLocked, Unavailable
from mhlead.domain.in_use import StoreInUse
from mhlead.storage.connection import BUSY_S, Keyed
from mhlead.storage.engine import driver_connection, make_engine, writing
from mhlead.storage.faults import storage_faults
from mhlead.storage.file_guard import FileGuard
from mhlead.storage.header_inside import follow, generation_inside
from mhlead.storage.history import moments
from mhlead.storage.left_files import remove_with_log
from mhlead.storage.typed_file import TypedFile
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.header import Header
from mhlead.vault.header_files import save_or_know
from mhlead.vault.keys import Unlocked

_T = TypeVar("_T")


class OpenFile:
    """What an open store stands on.

    Args:
        folder: Where it lies.
        header: Its key header, already verified.
        unlocked: The data key, and the slot that gave it.
        now: Where the moment comes from.
    """

    def __init__(
        self, folder: Path, header: Header, unlocked: Unlocked, now: Callable[[], datetime]
    ) -> None:
        self.folder, self.now = folder, now
        self.slot = unlocked.slot
        self._gate = threading.Lock()
        self._take(header, unlocked)

    def _take(self, header: Header, unlocked: Unlocked) -> None:
        self.header, self.key = header, unlocked.key
        self.keyed = Keyed(self.folder / header.db_file, unlocked.key, header.salt)
        self.guard = FileGuard(self.keyed.path)
        self.seal = AuditSeal(unlocked.key)
        self.engine = make_engine(self.keyed)

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return self.key.is_wiped

    def refuse_closed(self) -> None:
        """Returns where the store is open.

        Raises:
            StoreLocked: it is not.
        """
        if self.is_closed:
            raise StoreLocked

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Nobody else in this program writes meanwhile, nor puts another file in its place.

        Raises:
            StoreInUse: another writer did not end in time.
            StoreVanished: the file was deleted, moved or replaced.
        """
        if not self._gate.acquire(timeout=BUSY_S):
            raise StoreInUse
        try:
            self.refuse_closed()
            self.guard.check()
            yield
        finally:
            self._gate.release()

    @contextmanager
    def told_if_gone(self) -> Iterator[None]:
        """What can't be read since the file is gone is told as that, and not as a disk's fault.

        Raises:
            StoreVanished: the file was deleted, moved or replaced.
        """
        try:
            yield
        except MhleadError:
            self.guard.check()
            raise

    def keep_header(self, newer: Header, by: str) -> None:
        """The header lies beside the store, then inside it with its lines in the history.

        Args:
            newer: One generation on.
            by: The member of staff at work.
        """
        self.guard.check()
        save_or_know(self.folder, newer)
        self.header = newer
        with contextlib.suppress(Unavailable):  # it counts already: the next opening follows
            self.follow_inside(by)

    def follow_inside(self, by: str = "") -> None:
        """The copy of the header inside the database is the one outside."""
        with storage_faults(self.folder), writing(self.engine) as connection:
            follow(connection, self.seal, self.header, by=by, at=self.now())
            connection.commit()

    def settle(self) -> None:
        """The copy of the key header inside the database follows the one outside, never back."""
        with storage_faults(), self.engine.connect() as connection:
            inside = generation_inside(connection)
        if inside < self.header.generation:
            self.follow_inside()

    def exchange(self, header: Header, unlocked: Unlocked) -> None:
        """The store goes on in the file that the header names; the one before is deleted."""
        before, key, seal, engine = self.keyed.path, self.key, self.seal, self.engine
        guard = self.guard
        self._take(header, unlocked)
        engine.dispose()
        key.wipe()  # before the file goes: whoever copies its bytes has to see why that ended
        seal.forget()
        guard.close()
        with contextlib.suppress(OSError):  # Windows may hold it: the next opening deletes it
            remove_with_log(before)
            TypedFile(self.folder, before.name).path.unlink(missing_ok=True)

    def whole(self, look: Callable[[], _T]) -> _T:
        """What a long look at the file gives, begun anew where another file took its place.

        Raises:
            StoreLocked: the store was closed meanwhile.
        """
        while True:
            key = self.key
            try:
                return look()
            except StoreLocked:
                if self.is_closed or key is self.key:
                    raise

    def clock_trust(self, *, by_work: bool = False) -> ClockTrust:
        """What the history makes of the clock.

        Args:
            by_work: Leaves out what somebody said of it: for what takes files away by itself.
        """
        judge = judge_by_work if by_work else judge_clock
        with (
            self.told_if_gone(),
            storage_faults(),
            self.engine.connect() as connection,
        ):
            return judge(moments(driver_connection(connection)), self.now())

    def close(self) -> None:
        """The connections are closed, and our copies of the keys are gone."""
        self.engine.dispose()
        self.key.wipe()
        self.seal.forget()
        self.guard.close()
