"""Noticing a page whose check failed although the statement that read it did not.

SQLCipher sets a page with a failed HMAC to zero and raises at the *next* access; where that page
was the last one needed, a note comes back with its end as NULs and no error. It does write every
failure into its log; so the log is a file of ours, and after each unit of work it must not have
grown. The log has page numbers only.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from mhlead.domain.errors import StoreDamaged

_PREFIX = "mhlead-pages-"


class TripWire:
    """The log of the whole process, since SQLCipher's setting is process-wide."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._size = 0
        self._armed = 0

    def arm(self, connection: sqlcipher.Connection) -> None:
        """Failures on any connection are written to the log from now on."""
        with self._lock:
            if self._path is None:
                self._path = _new_log()
                self._size = 0
            self._armed += 1
            if self._path is not None:
                self._point(connection)
                connection.execute("PRAGMA cipher_log_level=ERROR").fetchall()

    def check(self, connection: sqlcipher.Connection) -> None:
        """Nothing was read from a damaged page since the last check.

        Raises:
            StoreDamaged: a page failed its check.
        """
        if self.absorb(connection):
            raise StoreDamaged("page")

    def absorb(self, connection: sqlcipher.Connection) -> bool:
        """Whether the log grew, which counts as told: a wrong key, or damage reported already."""
        with self._lock:
            if self._path is None:
                return False
            self._point(connection)  # closes the file and so flushes it
            size = self._path.stat().st_size
            has_grown, self._size = size > self._size, size
            return has_grown

    def disarm(self, connection: sqlcipher.Connection) -> None:
        """One connection fewer; the last one takes the log away."""
        with self._lock:
            self._armed -= 1
            if self._armed == 0 and self._path is not None:
                connection.execute("PRAGMA cipher_log=off").fetchall()
                self._path.unlink(missing_ok=True)
                self._path = None

    def _point(self, connection: sqlcipher.Connection) -> None:
        path = str(self._path).replace("'", "''")  # somebody is called O'Brien
        answer = connection.execute(f"PRAGMA cipher_log='{path}'").fetchone()
        if answer is None or answer[0] != "0":
            raise StoreDamaged("page")


def _new_log() -> Path | None:
    """An empty file for the log, or None where SQLCipher could open it nowhere."""
    usual = tempfile.gettempdir()
    folder = log_folder(usual, os.environ, is_windows=sys.platform == "win32")
    if folder is None:
        return None
    _clean_up(Path(folder))
    prefix = f"{_PREFIX}{os.getpid()}-"
    try:
        descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=".log", dir=folder)
    except OSError:
        if folder == usual:
            raise
        return None  # the machine's own folder is closed to this person
    os.close(descriptor)
    return Path(name)


def log_folder(usual: str, environment: Mapping[str, str], *, is_windows: bool) -> str | None:
    """Where the log goes: on Windows a path is opened in the old code page.

    A user called Zoë has no folder in ASCII there, but the machine has: page numbers alone stand in
    the log, so others may see it.
    """
    if not is_windows:
        return usual
    others = (environment.get(name, "") for name in ("PROGRAMDATA", "PUBLIC"))
    return next((one for one in (usual, *others) if one and one.isascii()), None)


def _clean_up(folder: Path) -> None:
    """Take away the logs of programs that were killed."""
    for left in folder.glob(f"{_PREFIX}*.log"):
        number = left.name.removeprefix(_PREFIX).split("-")[0]
        if number.isdigit() and not _is_running(int(number)):
            with contextlib.suppress(OSError):
                left.unlink()


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        return False  # there an open file refuses to be deleted by itself
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


TRIP_WIRE = TripWire()
