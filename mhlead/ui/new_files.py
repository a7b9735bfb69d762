"""Writes new files into a folder: each whole, and none over one that is there."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from mhlead.domain.errors import FileNotWritten

_MOST_NAMES = 10_000
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_new(folder: Path, stem: str, ending: str, data: bytes) -> Path:
    """A file of that name, or of the next free number after it, holds all of the data.

    Only the person who writes may read it.

    Raises:
        FileNotWritten: it could not be written; nothing half written is left.
    """
    for number in count(1):
        name = f"{stem}{ending}" if number == 1 else f"{stem} ({number}){ending}"
        path = folder / name
        try:
            # An exclusive creation: a file that came there meanwhile is never written over.
            handle = os.open(path, _NEW, 0o600)
        except FileExistsError:
            if number < _MOST_NAMES:
                continue
            raise FileNotWritten from None
        except OSError:
            raise FileNotWritten from None
        _fill(path, handle, data)
        return path
    raise FileNotWritten


def _fill(path: Path, handle: int, data: bytes) -> None:
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise FileNotWritten from None
