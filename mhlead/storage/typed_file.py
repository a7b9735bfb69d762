"""The sealed file of what was typed and not saved when the store locked."""

from __future__ import annotations

from pathlib import Path

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
