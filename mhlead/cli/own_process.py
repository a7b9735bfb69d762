"""What a process of ours leaves behind where it goes wrong: no memory in a file, no value in words.

A crash would have the system write the whole memory of the process to the disk, with every record
that was open; what Python says by itself of an error nobody caught holds the error's own text.
"""

from __future__ import annotations

import sys
import threading
from contextlib import suppress

from mhlead.domain.unexpected import without_values


def keep_to_itself() -> None:
    """From now on neither a crash nor an error nobody caught tells anything of a record.

    The limit holds for the system's own collectors of crashes too, which ask it. Marking the
    process as one that can't be dumped would shut it out of the desktop's portals besides.
    """
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.excepthook = lambda _kind, error, _trace: _tell(error)
    sys.unraisablehook = lambda told: _tell(told.exc_value)
    threading.excepthook = lambda told: _tell(told.exc_value)


def _tell(error: BaseException | None) -> None:
    if error is None or sys.stderr is None or isinstance(error, SystemExit):
        return
    bug = without_values(error)
    sys.stderr.write(f"{bug.kind}, {bug.place}\n")
