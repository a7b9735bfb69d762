"""The list of disposals that lies sealed beside backups, so that a restored one is put right."""

from __future__ import annotations

import contextlib
import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from mhlead.domain.errors import NotAllowed
from mhlead.plain_files import read_plain
from mhlead.vault.disk import clear_way, sync_folder

LARGEST_BYTES = 64_000_000


class DisposalLists(ABC):
    """The part of an open store that keeps the list beside its backups."""

    @property
    @abstractmethod
    def store_id(self) -> str:
        """Identifier of the store, the same through its whole life."""

    @abstractmethod
    def seal(self, data: bytes) -> bytes:
        """The data so that only a copy of this same store can read it."""

    @abstractmethod
    def unseal(self, sealed: bytes) -> bytes:
        """What a copy of this store sealed."""

    def keep_disposals(self, folders: Sequence[Path], listed: bytes) -> None:
        """What was disposed of stands sealed beside the backups, as far as they can be reached."""
        for folder in folders:
            part = folder / f".{self._name()}.part"
            with contextlib.suppress(OSError):
                clear_way(part)
                with part.open("wb") as file:
                    file.write(self.seal(listed))
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(part, folder / self._name())  # noqa: PTH105 atomic everywhere
                sync_folder(folder)
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def kept_disposals(self, folder: Path) -> bytes:
        """The list that lies sealed beside backups; empty where there is none that is ours."""
        with contextlib.suppress(OSError, NotAllowed):
            return self.unseal(read_plain(folder / self._name(), LARGEST_BYTES))
        return b""

    def _name(self) -> str:
        return f"mhlead-{self.store_id[:8]}-disposals.sealed"
