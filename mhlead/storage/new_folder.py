"""A folder that a store is being put into: all of it comes there, or it is done again.

Nothing is moved at the end, so that no handle or virus scanner can be in the way: the folder is
marked first, and the mark goes last. What a killed program left under the mark is nobody's work.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from pathlib import Path

from mhlead.domain.errors import StoreFolderNotEmpty
from mhlead.domain.in_use import StoreInUse
from mhlead.storage.copy_marks import MARK as COPY_MARK
from mhlead.storage.left_files import SCRATCH
from mhlead.storage.store_lock import LOCK_FILE, StoreLock
from mhlead.storage.typed_file import NAME as TYPED
from mhlead.storage.unfinished import (
    MARK,
    is_free,
    is_unfinished,
    mark_finished,
    mark_unfinished,
    remove_mark,
)
from mhlead.vault.disk import LEFT_OVER, disk_faults, sync_folder
from mhlead.vault.header_files import COPIES

_DATABASE = re.compile(r"(store(-\d+)?|before-.+)\.db(-wal|-shm|-journal)?")
_KEPT_WHOLE = frozenset({COPY_MARK, TYPED, *COPIES})


def refuse_in_use(folder: Path) -> None:
    """Returns where a new store may come to lie in the folder.

    Raises:
        StoreFolderNotEmpty: something of somebody's lies there.
        StoreReadOnly, FileUnreadable: it can't be looked at.
    """
    with disk_faults():
        if not is_free(folder):
            raise StoreFolderNotEmpty


class NewFolder:
    """The folder, marked, locked and empty of what an earlier try left.

    Args:
        folder: A missing or empty one, or one that an earlier try did not finish.

    Raises:
        StoreFolderNotEmpty: something of somebody's lies there.
        StoreInUse: another program is putting a store there.
        StoreReadOnly, NoSpace: nothing was changed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        refuse_in_use(folder)
        with disk_faults():
            self._is_new = not folder.exists()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with disk_faults():
                mark_unfinished(folder)
            self.lock = StoreLock(folder)
        except StoreInUse:
            raise
        except BaseException:
            self._forget()
            raise
        if not is_unfinished(folder):  # the other program finished between our look and our lock
            self.lock.release()
            raise StoreFolderNotEmpty
        with disk_faults():
            _clear(folder)

    def finish(self) -> None:
        """All of the store is there: it counts from now on. The lock stays.

        Raises:
            StoreReadOnly, NoSpace: it does not count.
        """
        with disk_faults():
            mark_finished(self.folder)
            sync_folder(self.folder.parent)

    def take_away(self) -> None:
        """Nothing of it is left, as far as the disk allows; the mark goes last."""
        with contextlib.suppress(OSError):
            _clear(self.folder)
        self.lock.release()
        self._forget()

    def _forget(self) -> None:
        """The folder is as it was found."""
        with contextlib.suppress(OSError):
            left = {path.name for path in self.folder.iterdir()} - {LOCK_FILE, MARK}
            (self.folder / LOCK_FILE).unlink(missing_ok=True)
            if not left:
                remove_mark(self.folder)
            if self._is_new:
                self.folder.rmdir()


def _clear(folder: Path) -> None:
    """Of the files under the mark none of ours is left but the mark and the lock."""
    for path in folder.iterdir():
        name = path.name.removesuffix(LEFT_OVER)
        if path.name.startswith(SCRATCH):
            shutil.rmtree(path, ignore_errors=True)
        elif name in _KEPT_WHOLE or _DATABASE.fullmatch(path.name):
            path.unlink(missing_ok=True)
