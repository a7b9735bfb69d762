"""Writing a small file so that a crash leaves the old one or the new one, never half of either."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from mhlead.domain.errors import FileUnreadable, NoSpace, StoreReadOnly, Unavailable

LEFT_OVER = ".tmp"
REPLACE_PATIENCE_S = 2.0  # a Windows virus scanner may hold a file for a moment

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ROOM_BYTES = 1 << 20
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


def disk_fault(error: OSError) -> Unavailable:
    """Our error for one of the operating system; without the path, since that may hold a name."""
    if error.errno in _FULL:
        return NoSpace()
    return StoreReadOnly() if error.errno in _READ_ONLY else FileUnreadable()


@contextlib.contextmanager
def disk_faults() -> Iterator[None]:
    """Turn every OSError inside into one of ours."""
    try:
        yield
    except OSError as error:
        raise disk_fault(error) from None


def has_room(folder: Path) -> bool:
    """Whether a file of a megabyte can be written there; it is gone again."""
    scratch = folder / f"room{LEFT_OVER}"
    try:
        scratch.unlink(missing_ok=True)
        _write_new(scratch, bytes(_ROOM_BYTES))
    except OSError as error:
        return error.errno not in _FULL
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)
    return True


def replace_whole(path: Path, data: bytes) -> None:
    """The file holds exactly `data`, on the disk; after a crash it is the old file or the new.

    Raises:
        OSError: it could not be written; the old file is untouched and nothing is left over.
    """
    scratch = path.with_name(path.name + LEFT_OVER)
    clear_way(scratch)
    scratch.unlink(missing_ok=True)
    try:
        clear_way(path)
        _write_new(scratch, data)
        replace_patiently(scratch, path)
    except BaseException:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def clear_way(path: Path) -> None:
    """Nothing but a plain file lies at the path, or none; what does is put aside as it is.

    A folder, a pipe or a device under the name of one of our files would keep it from being written
    or keep the program waiting. It may be somebody's, so it is not deleted.

    Raises:
        OSError: it could not be put aside.
    """
    try:
        if stat.S_ISREG(path.lstat().st_mode) or path.is_file():
            return
    except FileNotFoundError:
        return
    names = (path.with_name(f"{path.name}.aside{n}") for n in itertools.count(1))
    path.rename(next(one for one in names if not os.path.lexists(one)))


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk; Windows does this by itself and has no call for it."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_patiently(source: Path, target: Path) -> None:
    """One file has the other's name, at once; where a virus scanner holds it, a little later.

    Raises:
        OSError: it could not be moved.
    """
    deadline = time.monotonic() + REPLACE_PATIENCE_S
    while True:
        try:
            source.replace(target)
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
