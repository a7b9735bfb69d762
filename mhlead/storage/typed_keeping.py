"""The part of an open store that keeps what was typed and not saved."""

from __future__ import annotations

from contextlib import AbstractContextManager

from mhlead.storage.open_file import OpenFile
from mhlead.storage.typed_file import TypedFile


class KeepsTyped:
    """Keeps one sealed piece beside the store, under the name that belongs to its key."""

    _file: OpenFile

    def keep_typed(self, sealed: bytes) -> None:
        """What was typed and not saved is kept, as it was sealed.

        Raises:
            NoSpace, StoreReadOnly: what was there before is there still.
            StoreVanished: the folder is gone, or holds another store by now.
        """
        self._file.guard.check()
        self._typed.keep(sealed)

    def typed(self) -> bytes | None:
        """What is kept of that, or None."""
        return self._typed.read()

    def forget_typed(self) -> None:
        """Nothing of that is kept any more.

        Raises:
            StoreVanished: the folder is gone, or holds another store by now.
        """
        self._file.guard.check()
        self._typed.forget()

    def typed_instead(self, sealed: bytes | None) -> AbstractContextManager[None]:
        """This is kept instead, or nothing; where what follows fails, what was kept is still.

        Raises:
            NoSpace, StoreReadOnly: what was there before is there still.
            StoreVanished: the folder is gone, or holds another store by now.
        """
        self._file.guard.check()
        return self._typed.instead(sealed)

    @property
    def _typed(self) -> TypedFile:
        return TypedFile(self._file.folder, self._file.keyed.path.name)
