"""One running program a store."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from mhlead.domain.errors import StoreInUse
from mhlead.vault.disk import disk_fault

LOCK_FILE = "lock"


class StoreLock:
    """The lock on a store's folder, held by the operating system and gone when the program dies.

    Raises:
        StoreInUse: another program, or this one, has the store open.
        StoreReadOnly: the folder can't be written to.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(
            folder / LOCK_FILE,
            thread_local=False,
            fallback_to_soft=False,
            preserve_lock_file=True,
        )
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise StoreInUse from None
        except OSError as error:
            raise disk_fault(error) from None

    def release(self) -> None:
        """The next program may open the store."""
        self._lock.release()
