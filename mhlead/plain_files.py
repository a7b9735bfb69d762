"""Reading files that somebody else may have put there: plain files alone, and never without end.

A pipe or a device under a name that the program looks for would keep it waiting for ever.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
SMALL_BYTES = 1_000_000
"""More than any small file of the program's own is long."""


def open_plain(path: Path) -> BinaryIO:
    """The file, open for reading; what is opened is what was looked at.

    Raises:
        OSError: it isn't there, can't be read, or is a pipe, a device or a folder.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except ValueError:  # no file can have that name: it holds half a character or a null
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return os.fdopen(descriptor, "rb")


def read_plain(path: Path, most: int = SMALL_BYTES) -> bytes:
    """The bytes of the file, and no more than one beyond a number.

    Raises:
        OSError: as `open_plain`.
    """
    with open_plain(path) as file:
        return file.read(most + 1)
