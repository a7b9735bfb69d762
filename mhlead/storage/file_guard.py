"""Noticing that the store's file was deleted, moved or replaced while it is open."""

from __future__ import annotations

from pathlib import Path

from mhlead.domain.errors import StoreVanished


class FileGuard:
    """Remembers which file it is: a write-ahead log takes writes into one that nobody can find."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity = self._look()

    def check(self) -> None:
        """The file at the path is the one that was opened.

        Raises:
            StoreVanished: it is gone or another.
        """
        if self._look() != self._identity:
            raise StoreVanished

    def _look(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError:
            raise StoreVanished from None
        return found.st_dev, found.st_ino
