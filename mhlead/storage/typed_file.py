"""The sealed file of what was typed and not saved when the store locked.

Each key of the store has a file of its own name, so that under a new key it is there before the
header names that key, and whatever stops the exchange leaves the one that can be read.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from mhlead.domain.errors import NotAllowed
from mhlead.plain_files import open_plain
from mhlead.storage.left_files import FIRST_FILE
from mhlead.vault.data_key import DataKey
from mhlead.vault.disk import disk_faults, replace_whole
from mhlead.vault.file_seal import opened_file, sealed_file
from mhlead.vault.header import Header

NAME = "typed"
_BEFORE = ".before"
_OURS = re.compile(r"typed(-\d+)?(\.before|\.tmp|\.before\.tmp)?")
_LARGEST_BYTES = 8_000_000


class TypedFile:
    """The file beside a store; it is read and written whole.

    Args:
        folder: Where the store lies.
        db_file: Its encrypted file, under whose key this one is sealed.
    """

    def __init__(self, folder: Path, db_file: str = FIRST_FILE) -> None:
        self.path = folder / (NAME + db_file.removeprefix("store").removesuffix(".db"))

    def keep(self, sealed: bytes) -> None:
        """It holds this.

        Raises:
            NoSpace, StoreReadOnly: it holds what it held.
        """
        with disk_faults():
            replace_whole(self.path, sealed)

    def read(self) -> bytes | None:
        """What it holds; None where it is missing, can't be read or is far too large."""
        try:
            with open_plain(self.path) as source:
                sealed = source.read(_LARGEST_BYTES + 1)
        except OSError:
            return None
        return sealed if len(sealed) <= _LARGEST_BYTES else None

    def forget(self) -> None:
        """It is gone."""
        with disk_faults():
            self.path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def instead(self, sealed: bytes | None) -> Iterator[None]:
        """It holds this, or is gone; where what follows fails it holds what it held.

        What it held lies aside meanwhile, so that a disk that got full does not lose it.

        Raises:
            NoSpace, StoreReadOnly: it holds what it held.
        """
        before, aside = self.read(), self.path.with_name(self.path.name + _BEFORE)
        try:
            if before is not None:
                with disk_faults():
                    replace_whole(aside, before)
            self.keep(sealed) if sealed is not None else self.forget()
            yield
        except BaseException:
            with contextlib.suppress(OSError):
                aside.replace(self.path)
            raise
        finally:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)


def carry_typed(folder: Path, old: tuple[Header, DataKey], new: tuple[Header, DataKey]) -> None:
    """What is kept lies there under the new key too; it counts once the header names that key.

    Raises:
        NoSpace, StoreReadOnly: it does not.
    """
    (before, key), (after, new_key) = old, new
    sealed = TypedFile(folder, before.db_file).read()
    if sealed is None:
        return
    with contextlib.suppress(NotAllowed):  # an earlier key sealed it, so nobody can read it
        data = opened_file(key, before.store_id, sealed)
        TypedFile(folder, after.db_file).keep(sealed_file(new_key, after.store_id, data))


def settle_typed(folder: Path, db_file: str) -> None:
    """No other file of what was typed is left; call it while holding the store's lock."""
    ours = TypedFile(folder, db_file).path
    with contextlib.suppress(OSError):
        if not ours.exists() and (folder / NAME).exists():
            (folder / NAME).replace(ours)  # an earlier version had one name for every key
        for path in folder.glob(f"{NAME}*"):
            if path != ours and _OURS.fullmatch(path.name):
                path.unlink(missing_ok=True)
