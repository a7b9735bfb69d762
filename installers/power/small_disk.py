"""A small disk of memory that really gets full, for a sample of how much room is left."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from power.full import Point, Tally, in_a_fork, prepared

DISK_BYTES = 64 * 1024 * 1024
ROOM_KIB = (
    *range(0, 64, 4),
    *range(64, 512, 32),
    *range(512, 3072, 256),
    *range(3072, 16 * 1024, 1024),
)
"""How much is left when the work begins: every page at first, then ever more."""
_FILLER = "filler"


class SmallDisk:
    """A disk whose last room is taken by a file that holds nothing."""

    def __init__(self) -> None:
        self._filler: Path | None = None

    def fill(self, folder: Path, at: int) -> None:
        """So many KiB are left."""
        self._filler = folder / _FILLER
        about = os.statvfs(folder)
        with self._filler.open("xb") as file:
            os.posix_fallocate(file.fileno(), 0, about.f_bavail * about.f_frsize - at * 1024 or 1)

    def free(self) -> int:
        """There is room again."""
        if self._filler is not None:
            self._filler.unlink(missing_ok=True)
        return 0

    def refused(self) -> str:
        """The system does not tell which call it was."""
        return "some call"


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[None]:
    """The folder is a disk of its own.

    Raises:
        PermissionError: only an administrator may do that.
    """
    place.mkdir(parents=True, exist_ok=True)
    options = f"size={DISK_BYTES}"
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=False
    ).returncode:
        raise PermissionError
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def fill_it(kind: str, scratch: Path) -> Tally:
    """A kind of work on a disk with ever more room left."""
    tally, started = Tally(kind), time.monotonic()
    template = prepared(kind, scratch)
    for room in ROOM_KIB:
        point: Point = in_a_fork(kind, template, SmallDisk(), room, small_disk)
        tally.add(f"{room} KiB left", point)
        tally.seconds = time.monotonic() - started
        if point.wrong:
            print(tally.faults[-1], flush=True)
    tally.calls = len(ROOM_KIB)
    return tally
