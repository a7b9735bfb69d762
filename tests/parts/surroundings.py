"""The surroundings of the whole run: its own home, temp folder and no real screen, bus or printer.

`enter` has to run before anything imports Qt or asks where files belong.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/roaming",
    "LOCALAPPDATA": "home/local",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
    "TMPDIR": "temp",
    "TEMP": "temp",
    "TMP": "temp",
}
REAL_PLACES = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "CUPS_SERVER", "SESSION_MANAGER")


DISK = "MHLEAD_TESTS_DISK"
"""Names the variable with the folder on a real disk, for the tests of what is on the disk."""
_MEMORY = Path("/dev/shm")  # noqa: S108 a file system of its own, not a name that can be guessed
_ENOUGH_BYTES = 4_000_000_000


def _roomy_memory() -> Path | None:
    """A file system in memory with room for what tests write; None where there is none."""
    try:
        is_roomy = shutil.disk_usage(_MEMORY).free > _ENOUGH_BYTES and os.access(_MEMORY, os.W_OK)
    except OSError:
        return None
    return _MEMORY if is_roomy else None


@dataclass(frozen=True)
class Surroundings:
    """Where this run keeps what the program under test believes to be the machine's.

    Args:
        folder: Holds all the others and goes when the run ends.
        home: Emptied after each test.
        temp: Watched: what a test leaves there fails it.
    """

    folder: Path
    home: Path
    temp: Path

    def left_in_temp(self) -> set[str]:
        """The names of what lies in the temp folder."""
        return {entry.name for entry in self.temp.iterdir()}

    def empty_home(self) -> None:
        """Makes the home as it was at the start."""
        for entry in self.home.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink()


def enter(checkout: Path) -> Surroundings:
    """Turns the environment of this process and its children away from the real machine."""
    # pytest keeps its own folders where it always does, or in memory where there is room: what a
    # test of the window writes need not survive a power cut, and each commit waits for the disk.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_roomy_memory() or tempfile.gettempdir()))
    os.environ.setdefault(DISK, tempfile.gettempdir())
    folder = Path(tempfile.mkdtemp(prefix="mhlead-tests-"))
    for variable, name in FOLDERS.items():
        os.environ[variable] = str(folder / name)
        (folder / name.split("/", 1)[0]).mkdir(exist_ok=True, mode=0o700)
    for variable in REAL_PLACES:
        os.environ.pop(variable, None)
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PYTHONPATH"] = str(checkout)
    tempfile.tempdir = None
    # Registered before anybody else's, this runs last: Qt may still write while it goes.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Surroundings(folder, folder / "home", folder / "temp")
