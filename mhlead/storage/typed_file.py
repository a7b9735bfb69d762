"""The sealed file of what was typed and not saved when the store locked."""

from __future__ import annotations

from pathlib import Path

from mhlead.storage.open_file import OpenFile
from mhlead.vault.disk import disk_faults, replace_whole

NAME = "typed"
_LARGEST_BYTES = 8_000_000


class TypedFile:
    """The file beside a store; it is read and written whole."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def keep(self, sealed: bytes) -> None:
        """It holds this.

        Raises:
            NoSpace, StoreReadOnly: it holds what it held.
        """
        with disk_faults():
            replace_whole(self._path, sealed)

    def read(self) -> bytes | None:
        """What it holds; None where it is missing, can't be read or is far too large."""
        try:
            with self._path.open("rb") as source:
                sealed = source.read(_LARGEST_BYTES + 1)
        except OSError:
            return None
        return sealed if len(sealed) <= _LARGEST_BYTES else None

    def forget(self) -> None:
        """It is gone."""
        with disk_faults():
            self._path.unlink(missing_ok=True)


class KeepsTyped:
    """The part of an open store that keeps what was typed and not saved."""

    _file: OpenFile

    def keep_typed(self, sealed: bytes) -> None:
        """What was typed and not saved is kept, as it was sealed.

        Raises:
            NoSpace, StoreReadOnly: what was there before is there still.
            StoreVanished: the folder is gone, or holds another store by now.
        """
        self._file.guard.check()
        TypedFile(self._file.folder).keep(sealed)

    def typed(self) -> bytes | None:
        """What is kept of that, or None."""
        return TypedFile(self._file.folder).read()

    def forget_typed(self) -> None:
        """Nothing of that is kept any more.

        Raises:
            StoreVanished: the folder is gone, or holds another store by now.
        """
        self._file.guard.check()
        TypedFile(self._file.folder).forget()
