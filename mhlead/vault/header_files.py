"""The two copies of the key header beside the store."""

from __future__ import annotations

import contextlib
from pathlib import Path

from mhlead.domain.errors import MhleadError, NotAStore, StoreDamaged, StoreUnreadable
from mhlead.vault.disk import LEFT_OVER, disk_faults, replace_whole
from mhlead.vault.header import Fields, Header, checked_fields, from_fields, to_bytes

COPIES = ("keys.a.json", "keys.b.json")
DATABASES = "store*.db"


def has_header(folder: Path) -> bool:
    """Whether a key header or what it opens lies in the folder, whatever its state."""
    return any((folder / name).exists() for name in COPIES) or any(folder.glob(DATABASES))


def save_header(folder: Path, header: Header) -> None:
    """Both copies hold the header, one after the other, so that a crash leaves one whole.

    Raises:
        NoSpace, StoreReadOnly: nothing was changed, or only the first copy.
    """
    data = to_bytes(header)
    with disk_faults():
        for name in COPIES:
            replace_whole(folder / name, data)


def save_or_know(folder: Path, header: Header) -> None:
    """The header counts from now on: one copy at least holds it, and the next opening mends both.

    Raises:
        NoSpace, StoreReadOnly: the one before counts still.
    """
    try:
        save_header(folder, header)
    except MhleadError:
        if load_header(folder) != header:
            raise


def load_header(folder: Path) -> Header:
    """The copy of the highest generation whose checksum holds; its MAC is checked on unlocking.

    Raises:
        NotAStore: there is no copy at all, and no store.
        StoreDamaged: no copy is whole, or both are gone from a store ("no-keys").
        StoreUnreadable: this account may not read them.
        StoreTooNew: written by a newer program.
    """
    present: list[bytes] = []
    with disk_faults():
        for name in COPIES:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                present.append(_read(folder / name))
    if not present:
        raise StoreDamaged("no-keys") if any(folder.glob(DATABASES)) else NotAStore
    whole: list[Fields] = []
    for data in present:
        with contextlib.suppress(StoreDamaged):
            whole.append(checked_fields(data))
    if not whole:
        raise StoreDamaged("header")
    return from_fields(max(whole, key=_generation))


def torn_copies(folder: Path, header: Header) -> list[str]:
    """Names of the copies that do not hold `header`."""
    data = to_bytes(header)
    with disk_faults():
        return [name for name in COPIES if not _holds(folder / name, data)]


def mend_header(folder: Path, header: Header) -> None:
    """Both copies hold `header`; one that already does is not written."""
    data = to_bytes(header)
    for name in torn_copies(folder, header):
        with disk_faults():
            replace_whole(folder / name, data)


def clean_left_overs(folder: Path) -> None:
    """No half-written header is left from a crash; call it while holding the store's lock."""
    with disk_faults():
        for name in COPIES:
            (folder / (name + LEFT_OVER)).unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except PermissionError:
        raise StoreUnreadable from None


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _generation(fields: Fields) -> int:
    return int(fields["generation"])
