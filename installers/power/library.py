"""The library that is loaded before the C library: building it, and telling it what to refuse."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).with_name("recorder.c")
SCRIPT = Path(__file__).resolve().parents[1] / "power_cut.py"


def build(target: Path) -> Path:
    """The library, built with gcc into a folder."""
    library = target / "recorder.so"
    command = ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-o", str(library), str(SOURCE)]
    subprocess.run([*command, "-ldl", "-lpthread"], check=True)
    return library


def run_with(
    library: Path,
    arguments: list[str],
    *,
    more: Mapping[str, str] | None = None,
    is_shown: bool = False,
) -> subprocess.CompletedProcess[str]:
    """This program again, with the library in it."""
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        env={**os.environ, "LD_PRELOAD": str(library), **(more or {})},
        capture_output=not is_shown,
        text=True,
        check=False,
    )


class FullDisk:
    """The disk of a folder, as far as this process writes to it; only where the library is in it.

    Raises:
        AttributeError: it is not.
    """

    def __init__(self) -> None:
        library = ctypes.CDLL(None)
        self._fill, self._free = library.power_fill, library.power_free
        self._refused = library.power_refused
        self._fill.argtypes = (ctypes.c_char_p, ctypes.c_long)
        self._free.restype = ctypes.c_long
        self._refused.restype = ctypes.c_char_p

    def fill(self, folder: Path, at: int) -> None:
        """There is no room from the so many-th call on that needs some; 0 only counts them."""
        self._fill(os.fsencode(folder), at)

    def free(self) -> int:
        """There is room again; how many calls needed some meanwhile."""
        return int(self._free())

    def refused(self) -> str:
        """Which call was the first to be refused; "" where none was."""
        return str(self._refused().decode())
