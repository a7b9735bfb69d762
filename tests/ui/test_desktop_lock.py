from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.parts.tools import where

SCRIPT = """
import sys
import mhlead.ui
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from mhlead.ui.desktop_lock import DesktopLock

app = QCoreApplication([])
lock = DesktopLock()
heard = []
lock.locked.connect(lambda: heard.append("locked"))
print("listens" if lock.listen() else "hears nothing")

SIGNALS = {
    "sleep": ("org.freedesktop.login1", "/org/freedesktop/login1",
              "org.freedesktop.login1.Manager", "PrepareForSleep", [True]),
    "wake": ("org.freedesktop.login1", "/org/freedesktop/login1",
             "org.freedesktop.login1.Manager", "PrepareForSleep", [False]),
    "session": ("org.freedesktop.login1", "/org/freedesktop/login1/session/_31",
                "org.freedesktop.login1.Session", "Lock", []),
    "gnome": ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver",
              "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    "kde": ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver", "ActiveChanged", [True]),
}
service, path, interface, name, arguments = SIGNALS[sys.argv[1]]
bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "the desktop")


def send():
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(arguments)
    bus.send(message)


if bus.isConnected():
    assert bus.registerService(service)
    QTimer.singleShot(100, send)
QTimer.singleShot(600, app.quit)
app.exec()
print(*heard)
"""


@pytest.fixture(scope="module")
def bus() -> Iterator[str]:
    """The address of a private bus."""
    command = [where("dbus-daemon") or "dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


def run(checkout: Path, signal: str, address: str) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if "DBUS" not in name}
    nowhere = "unix:path=/nonexistent/bus"
    environment |= {
        "DBUS_SESSION_BUS_ADDRESS": address or nowhere,
        "DBUS_SYSTEM_BUS_ADDRESS": address or nowhere,
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, signal],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.accessibility
@pytest.mark.parametrize("signal", ["sleep", "session", "gnome", "kde"])
def test_a_desktop_that_locks_or_sleeps_is_heard(signal: str, bus: str, checkout: Path) -> None:
    assert run(checkout, signal, bus) == ["listens", "locked"]


@pytest.mark.accessibility
def test_waking_up_locks_nothing(bus: str, checkout: Path) -> None:
    assert run(checkout, "wake", bus) == ["listens", ""]


def test_without_a_bus_nothing_is_heard_and_nothing_said(checkout: Path) -> None:
    assert run(checkout, "sleep", "") == ["hears nothing", ""]
