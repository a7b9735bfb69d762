"""One running program a store.

Who holds it is known to the operating system, by no number in a file: after a crash, a restart or
where the number was given to another program, nobody holds it. What stands beside it is only told.
"""

from __future__ import annotations

import contextlib
import platform
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from mhlead.domain.in_use import StoreInUse
from mhlead.plain_files import read_plain
from mhlead.vault.disk import clear_way, disk_fault

LOCK_FILE = "lock"
IN_USE_FILE = "in-use"
_LONGEST_NAME = 255


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
            clear_way(folder / LOCK_FILE)
            self._lock.acquire(blocking=False)
        except Timeout:
            raise _told(folder) from None
        except OSError as error:
            raise disk_fault(error) from None
        self._told = folder / IN_USE_FILE
        with contextlib.suppress(OSError):
            clear_way(self._told)
            self._told.write_text(platform.node(), encoding="utf-8")

    def release(self) -> None:
        """The next program may open the store."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._told.unlink(missing_ok=True)
        self._lock.release()


def _told(folder: Path) -> StoreInUse:
    """What whoever has the store open says of themselves: their computer, and since when."""
    path = folder / IN_USE_FILE
    try:
        computer = read_plain(path, _LONGEST_NAME)[:_LONGEST_NAME].decode("utf-8", "replace")
        since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return StoreInUse()
    name = "".join(one for one in computer if one.isprintable()).strip()
    return StoreInUse(since=since, elsewhere="" if name == platform.node() else name)
