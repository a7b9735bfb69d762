"""The two copies of the key header beside the store."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from mhlead.domain.errors import MhleadError, NotAStore, StoreDamaged, StoreUnreadable
from mhlead.domain.key_files import KeyFileMended
from mhlead.plain_files import read_plain
from mhlead.vault.data_key import DataKey
from mhlead.vault.disk import LEFT_OVER, clear_way, disk_fault, disk_faults, replace_whole
from mhlead.vault.header import (
    MOST_BYTES,
    Fields,
    Header,
    checked_fields,
    from_fields,
    is_made_by,
    to_bytes,
)

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
        NotAStore, StoreDamaged, StoreUnreadable, FileUnreadable: as `whole_copies`.
        StoreTooNew: written by a newer program.
    """
    return from_fields(whole_copies(folder)[0])


def whole_copies(folder: Path) -> list[Fields]:
    """What the copies hold whose checksum holds, the highest generation first, and each once.

    One that the disk can't give back is as good as a torn one, as long as the other is whole.

    Raises:
        NotAStore: there is no copy at all, and no store.
        StoreDamaged: no copy is whole, or both are gone from a store ("no-keys").
        StoreUnreadable: this account may not read them.
        FileUnreadable: the disk gives back no whole copy.
    """
    present, fault = _present(folder)
    whole: list[Fields] = []
    for data in dict.fromkeys(present):
        with contextlib.suppress(StoreDamaged):
            whole.append(checked_fields(data))
    if whole:
        return sorted(whole, key=_generation, reverse=True)
    if fault is not None:
        raise disk_fault(fault)
    if present:
        raise StoreDamaged("header")
    raise StoreDamaged("no-keys") if any(folder.glob(DATABASES)) else NotAStore


def _present(folder: Path) -> tuple[list[bytes], OSError | None]:
    """What the copies hold, and why one of them could not be read."""
    present: list[bytes] = []
    fault: OSError | None = None
    for name in COPIES:
        try:
            present.append(_read(folder / name))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except PermissionError as error:
            if not os.path.isdir(folder / name):  # noqa: PTH112 - Path.is_dir raises this too
                raise StoreUnreadable from None
            fault = error
        except OSError as error:
            fault = error
    return present, fault


def torn_copies(folder: Path, header: Header) -> list[str]:
    """Names of the copies that do not hold `header`."""
    data = to_bytes(header)
    with disk_faults():
        return [name for name in COPIES if not _holds(folder / name, data)]


def mend_header(folder: Path, header: Header, key: DataKey) -> tuple[KeyFileMended, ...]:
    """Both copies hold `header`; one that already does is not written. Those that did not before.

    Args:
        key: The data key, which tells a copy that was not written by this store.
    """
    data = to_bytes(header)
    mended = []
    for name in torn_copies(folder, header):
        is_foreign = _is_foreign(folder / name, header, key)
        with disk_faults():
            replace_whole(folder / name, data)
        mended.append(KeyFileMended(name, is_foreign))
    return tuple(mended)


def _is_foreign(path: Path, header: Header, key: DataKey) -> bool:
    """Whether somebody without the key wrote it; what is only older or torn, no one need have."""
    try:
        fields = checked_fields(_read(path))
    except (OSError, StoreDamaged):
        return False
    return _generation(fields) >= header.generation and not is_made_by(fields, key)


def clean_left_overs(folder: Path) -> None:
    """No half-written header is left from a crash; call it while holding the store's lock."""
    with disk_faults():
        for name in COPIES:
            left = folder / (name + LEFT_OVER)
            clear_way(left)
            left.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    return read_plain(path, MOST_BYTES)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return _read(path) == data
    except PermissionError:
        raise
    except OSError:
        return False


def _generation(fields: Fields) -> int:
    return int(fields["generation"])
