"""System libraries and commands that pip can't bring: what is missing and how apt brings it."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SEARCH_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])

# Daemons that apt unpacks (cupsd) must not start: policy-rc.d is how Debian asks for that.
# It is put there only for the time of the installation, and an existing one is left alone.
APT_SCRIPT = """
set -eu
export DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_MODE=l
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
apt-get -q -o DPkg::Lock::Timeout=120 update
apt-get -qy -o DPkg::Lock::Timeout=120 install --no-install-recommends "$@"
"""


@dataclass(frozen=True)
class Need:
    """One thing looked for on the machine.

    Args:
        what: What is missing, in the words a person can search for.
        present: Tells whether it is there.
        packages: The Debian packages that bring it.
    """

    what: str
    present: Callable[[], bool]
    packages: tuple[str, ...]


def library(soname: str, package: str) -> Need:
    """A shared library, tested by loading it."""

    def present() -> bool:
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return Need(soname, present, (package,))


def command(name: str, *packages: str) -> Need:
    """A command, looked for on the path and in the administrator's folders."""
    return Need(name, lambda: shutil.which(name, path=SEARCH_PATH) is not None, packages)


def file(pattern: str, *packages: str) -> Need:
    """A file by its pattern under /usr."""
    return Need(pattern, lambda: any(Path("/usr").glob(pattern)), packages)


def _has_pip() -> bool:
    return any(importlib.util.find_spec(name) is not None for name in ("pip", "ensurepip"))


SCREEN = (
    command("Xvfb", "xvfb"),
    command("xauth", "xauth"),
    command("openbox", "openbox"),
)

# Names of Debian 12. Later releases and Ubuntu call some of them …t64; apt takes the old names.
NEEDS: dict[str, tuple[Need, ...]] = {
    "set-up": (Need("pip", _has_pip, ("python3-pip",)),),
    "window": (
        library("libglib-2.0.so.0", "libglib2.0-0"),
        library("libEGL.so.1", "libegl1"),
        library("libGL.so.1", "libgl1"),
        library("libxkbcommon.so.0", "libxkbcommon0"),
        library("libfontconfig.so.1", "libfontconfig1"),
        library("libdbus-1.so.3", "libdbus-1-3"),
    ),
    "x11": (
        library("libxcb-cursor.so.0", "libxcb-cursor0"),
        library("libxcb-icccm.so.4", "libxcb-icccm4"),
        library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        library("libxcb-shape.so.0", "libxcb-shape0"),
        library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ),
    "wayland": (
        library("libwayland-client.so.0", "libwayland-client0"),
        library("libwayland-cursor.so.0", "libwayland-cursor0"),
    ),
    "printing": (library("libcups.so.2", "libcups2"),),
    "bench": (*SCREEN, command("keepassxc-cli", "keepassxc")),
    "tests": (
        *SCREEN,
        command("xdotool", "xdotool"),
        command("dbus-daemon", "dbus"),
        command("dbus-monitor", "dbus"),
        file("libexec/at-spi-bus-launcher", "at-spi2-core"),
        file("lib/python3/dist-packages/gi/__init__.py", "python3-gi"),
        file("lib/*/girepository-1.0/Atspi-2.0.typelib", "gir1.2-atspi-2.0"),
        command("cupsd", "cups-daemon"),
        command("lpadmin", "cups-client"),
        command("pdftotext", "poppler-utils"),
        command("qpdf", "qpdf"),
        command("strace", "strace"),
        command("dbus-run-session", "dbus"),
        command("gnome-keyring-daemon", "gnome-keyring"),
        command("gcc", "gcc", "libc6-dev"),
        file("include/stdio.h", "libc6-dev"),
    ),
}
# Without these the work can go on: no printing, and tests skipped by name.
OPTIONAL = {"printing", "tests", "bench"}


def provide(purposes: list[str]) -> bool:
    """Makes sure of what the purposes need, by apt where that is allowed.

    Returns:
        False when something indispensable is missing still; then the line to run has been shown.
    """
    if not sys.platform.startswith("linux"):
        return True
    missing = _missing(purposes)
    if not missing:
        return True
    if shutil.which("apt-get", path=SEARCH_PATH) is None:
        _say("Missing on this system: " + ", ".join(need.what for need in missing))
        _say("Debian calls the packages: " + " ".join(_packages(missing)))
        return not _missing(_indispensable(purposes))
    administrator = _administrator()
    if administrator is not None and _install(administrator, _packages(missing)):
        missing = _missing(purposes)
        if not missing:
            return True
    _say("These system packages are missing. An administrator can install them with:")
    _say("  sudo apt-get install --no-install-recommends " + " ".join(_packages(missing)))
    return not _missing(_indispensable(purposes))


def _indispensable(purposes: list[str]) -> list[str]:
    """In CI everything is, since no test may be skipped there."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        return purposes
    # Without the tests' own X server nothing looks for the libraries of a real window.
    optional = OPTIONAL | {"x11"} if OPTIONAL.intersection(purposes) else OPTIONAL
    return [purpose for purpose in purposes if purpose not in optional]


def _missing(purposes: list[str]) -> list[Need]:
    return [need for purpose in purposes for need in NEEDS[purpose] if not need.present()]


def _packages(missing: list[Need]) -> list[str]:
    return list(dict.fromkeys(package for need in missing for package in need.packages))


def _administrator() -> list[str] | None:
    """What stands before a command to run it as root, or None where that needs a password."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return [sudo, "-n"] if asked.returncode == 0 else None


def _install(administrator: list[str], packages: list[str]) -> bool:
    print(f"Installing system packages: {' '.join(packages)}")
    done = subprocess.run(
        [*administrator, "sh", "-c", APT_SCRIPT, "apt", *packages],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        _say("apt-get did not succeed; its last lines:")
        _say("\n".join(done.stdout.splitlines()[-15:]))
    return done.returncode == 0


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
