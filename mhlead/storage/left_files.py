"""Files of the store that a new data key, or a crash on the way to one, left behind."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from mhlead.domain.errors import StoreDamaged, StoreUnreadable
from mhlead.vault.disk import clear_way, disk_faults

FIRST_FILE = "store.db"
SCRATCH = "making-"
"""How a folder beside the store begins in which something is made."""
SQLITE_ENDINGS = ("-wal", "-shm", "-journal")
_OURS = re.compile(r"store(-\d+)?\.db")


def next_file(generation: int) -> str:
    """Name of the file that a header of this generation brings."""
    return f"store-{generation}.db"


def remove_with_log(path: Path) -> None:
    """The file is gone, and what SQLite keeps beside it."""
    for ending in (*SQLITE_ENDINGS, ""):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def remove_left_files(folder: Path, db_file: str) -> None:
    """No file of the store is left but the one its header names."""
    for path in folder.glob("store*.db"):
        if path.name != db_file and _OURS.fullmatch(path.name):
            with contextlib.suppress(OSError):
                remove_with_log(path)


def refuse_missing(path: Path) -> None:
    """A header without its store is damage, not an invitation to make a new one."""
    try:
        is_there = path.is_file()
        if is_there:
            path.open("rb").close()
    except PermissionError:
        raise StoreUnreadable from None
    if not is_there:
        raise StoreDamaged("no-file")
    with disk_faults():
        for ending in SQLITE_ENDINGS:  # SQLite would wait for a pipe
            clear_way(path.with_name(path.name + ending))
