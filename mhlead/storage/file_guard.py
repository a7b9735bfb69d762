"""Noticing that the store's file was deleted, moved or replaced while it is open; copying it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

from mhlead.domain.errors import Cancelled, StoreVanished

_CHUNK_BYTES = 1024 * 1024


class FileGuard:
    """Remembers which file it is: a write-ahead log takes writes into one that nobody can find.

    It holds the file open until `close`, so that its number is given to no other file meanwhile.
    On POSIX systems closing any descriptor of a file ends the locks SQLite has on it: what keeps
    other programs out is the lock on the folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = path.open("rb")
        except OSError:
            raise StoreVanished from None
        found = os.fstat(self._file.fileno())
        self._identity = found.st_dev, found.st_ino
        self._turn = threading.Lock()

    def check(self) -> None:
        """The file at the path is the one that was opened.

        Raises:
            StoreVanished: it is gone or another.
        """
        try:
            found = self._path.stat()
        except OSError:
            raise StoreVanished from None
        if (found.st_dev, found.st_ino) != self._identity:
            raise StoreVanished

    def copy_to(self, target: Path, is_stopped: Callable[[], bool]) -> None:
        """The bytes of the file are in a new one; nobody may write to it meanwhile.

        Raises:
            Cancelled: it was to stop.
            ValueError: the store was closed.
        """
        with self._turn, target.open("xb") as file:
            target.chmod(0o600)
            self._file.seek(0)
            while chunk := self._file.read(_CHUNK_BYTES):
                if is_stopped():
                    raise Cancelled
                file.write(chunk)

    def close(self) -> None:
        """The file is let go; nothing is copied any more."""
        self._file.close()
