"""Which tests need which commands of the machine, and what happens where those are missing."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable

import pytest

SEARCH_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
SCREEN = ("Xvfb", "xauth", "openbox", "xdotool")
COMMANDS: dict[str, tuple[str, ...]] = {
    "screen": SCREEN,
    "accessibility": (*SCREEN, "dbus-daemon", "dbus-monitor", "/usr/libexec/at-spi-bus-launcher"),
    "printing": ("cupsd", "lpadmin", "lp", "lpstat", "cupsdisable"),
    "poppler": ("pdftotext", "pdfinfo", "pdftoppm"),
    "qpdf": ("qpdf",),
    "strace": ("strace",),
    "keyring": ("dbus-run-session", "gnome-keyring-daemon"),
    "gcc": ("gcc",),
}
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


def where(command: str) -> str | None:
    """The path of a command, looked for in the administrator's folders too."""
    return shutil.which(command, path=SEARCH_PATH)


def skip_without_tools(item: pytest.Item) -> None:
    """Skips a marked test whose commands are missing."""
    for marker, commands in COMMANDS.items():
        if item.get_closest_marker(marker) is None:
            continue
        missing = [name for name in commands if where(name) is None]
        if missing:
            pytest.skip(f"{marker}: needs {', '.join(missing)}")


def skipped_by_marker(reports: Iterable[pytest.TestReport]) -> Counter[str]:
    """How many tests of each marker were skipped, by what their reports say.

    Reports are what comes back from every process that runs tests.
    """
    return Counter(
        marker
        for report in reports
        for marker in COMMANDS
        if marker in report.keywords and f"{marker}: needs " in str(report.longrepr)
    )


def fail_instead_of_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Makes a skip a failure where everything has to run."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and in CI nothing may be: {report.longrepr}"
