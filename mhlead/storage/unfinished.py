"""The mark on a folder that a store is being put into: until it is gone, no store lies there."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from mhlead.plain_files import read_plain
from mhlead.vault.disk import sync_folder
from mhlead.vault.header_files import COPIES

MARK = "unfinished"
_DONE = b"done"
_SAME_MOMENT_S = 60


def mark_unfinished(folder: Path) -> None:
    """Whatever comes to lie in the folder is no store yet.

    Raises:
        OSError: it could not be marked.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(folder / MARK, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    sync_folder(folder)


def is_unfinished(folder: Path) -> bool:
    """Whether a store was being put into the folder and not all of it is known to have come.

    The mark lies there before anything else does. So what bears its name and came to a store later
    says nothing of it: nobody's work is cleared away because of a file that somebody put there.
    """
    mark = folder / MARK
    try:
        found = mark.lstat()
        if stat.S_ISREG(found.st_mode) and read_plain(mark) == _DONE:
            return False
        return not _came_later(folder, found.st_mtime)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _came_later(folder: Path, marked_at: float) -> bool:
    """Whether the key header of the store was there before the mark."""
    written = []
    for name in COPIES:
        with contextlib.suppress(FileNotFoundError):
            written.append((folder / name).lstat().st_mtime)
    return bool(written) and max(written) + _SAME_MOMENT_S < marked_at


def is_free(folder: Path) -> bool:
    """Whether a new store may come to lie there: nothing does, or what never was one."""
    if not folder.exists():
        return True
    return folder.is_dir() and (is_unfinished(folder) or not any(folder.iterdir()))


def mark_finished(folder: Path) -> None:
    """All of it is there, and on the disk.

    The mark says so before it goes: where a power cut brings its name back, as Windows gives no way
    to hold on to a name, a store that was worked in since is not taken for an unfinished one.

    Raises:
        OSError: it counts as unfinished still.
    """
    with (folder / MARK).open("rb+") as mark:
        mark.write(_DONE)
        mark.flush()
        os.fsync(mark.fileno())
    remove_mark(folder)


def remove_mark(folder: Path) -> None:
    """The mark is gone, where it can be; once it says that it is done it may as well stay."""
    with contextlib.suppress(OSError):
        (folder / MARK).unlink(missing_ok=True)
        sync_folder(folder)
