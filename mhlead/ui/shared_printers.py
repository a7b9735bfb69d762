"""Whether the system marks a printer as one that others use or that stands on the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from PySide6.QtPrintSupport import QPrinterInfo

_OWN = frozenset({"usb", "parallel", "serial", "file", "hal", "cups-pdf"})
"""Schemes of CUPS for printers at this computer alone; every other one leaves it."""
_PATIENCE_S = 5


def is_shared_printer(name: str) -> bool:
    """Whether pages sent to this printer can be seen by others.

    Args:
        name: Its name in the system; "" where the pages go into a file.
    """
    if not name:
        return False
    return QPrinterInfo.printerInfo(name).isRemote() or leaves_computer(_device_of(name))


def leaves_computer(device: str) -> bool:
    """Whether a device of CUPS, such as "ipp://office.local/print", is not at this computer."""
    scheme, found, _ = device.partition(":")
    return bool(found) and scheme.casefold() not in _OWN


def _device_of(name: str) -> str:
    """The device CUPS prints to; "" where no CUPS runs the printer."""
    lpstat = shutil.which("lpstat") if sys.platform != "win32" else None
    if lpstat is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, the name as an argument of its own
            [lpstat, "-v", name],
            env={**os.environ, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.partition(f"device for {name}: ")[2].strip()
