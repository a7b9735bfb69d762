"""A private X screen with a window manager, and a session bus for screen readers on it.

Journeys start the program there as a process of its own, so the tests' process stays offscreen.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from tests.parts.tools import where

FIRST_DISPLAY, LAST_DISPLAY = 91, 190  # never :0, which may be somebody's desktop
SIZE = "1600x1000x24"
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Screen:
    """An X screen of our own.

    Args:
        display: Such as ":91".
        environment: What a program started on it gets.
        folder: Files of the screen itself.
    """

    display: str
    environment: dict[str, str]
    folder: Path

    @contextmanager
    def program(self, *command: str, **more: str) -> Iterator[subprocess.Popen[str]]:
        """A program on this screen, with more environment variables; it is ended at the end."""
        with subprocess.Popen(
            command,
            env={**self.environment, **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                stop(process)

    def run(self, *command: str, timeout_s: float = PATIENCE_S) -> str:
        """What a short command on this screen prints; it has to succeed."""
        return subprocess.run(
            command,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=timeout_s,
        ).stdout

    def windows(self, title: str) -> list[str]:
        """Ids of the visible windows whose title matches the regular expression."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,  # it fails when there is none
        )
        return found.stdout.split()

    def wait_for_window(self, title: str) -> str:
        """The id of the window with that title, once it is there and has the focus."""
        deadline = time.monotonic() + PATIENCE_S
        while not (found := self.windows(title)):
            assert time.monotonic() < deadline, f"no window called {title!r} came"
            Event().wait(0.02)
        self.run("xdotool", "windowactivate", "--sync", found[0])
        return found[0]

    def press(self, *keys: str) -> None:
        """Presses keys by X names, such as "ctrl+2", "Tab", "Return"."""
        self.run("xdotool", "key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Types text into what has the focus."""
        self.run("xdotool", "type", "--delay", "5", text)

    def picture(self, path: Path) -> Path:
        """Saves the whole screen as PNG."""
        code = "import sys; from PIL import ImageGrab as g; g.grab(xdisplay='').save(sys.argv[1])"
        self.run(sys.executable, "-c", code, str(path))
        return path


@contextmanager
def private_screen(folder: Path) -> Iterator[Screen]:
    """An X server that only we may use, with openbox: without one no window gets the focus."""
    authority = folder / "authority"
    authority.touch(mode=0o600)
    server, display = _start_server(folder, authority)
    try:
        environment = {**os.environ, "DISPLAY": display, "XAUTHORITY": str(authority)}
        environment["QT_QPA_PLATFORM"] = "xcb"
        screen = Screen(display, environment, folder)
        with screen.program("openbox", "--sm-disable"):
            _wait_for_window_manager(screen)
            yield screen
    finally:
        stop(server)


def _start_server(folder: Path, authority: Path) -> tuple[subprocess.Popen[bytes], str]:
    for number in range(FIRST_DISPLAY, LAST_DISPLAY):
        display = f":{number}"
        if Path(f"/tmp/.X{number}-lock").exists():  # noqa: S108  # where X puts it
            continue
        subprocess.run(
            ["xauth", "-q", "-f", str(authority), "add", display, ".", secrets.token_hex(16)],
            check=True,
        )
        reader, writer = os.pipe()
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [
                    *("Xvfb", display, "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"),
                    *("-auth", str(authority), "-displayfd", str(writer)),
                ],
                pass_fds=[writer],
                stdout=log,
                stderr=log,
            )
        os.close(writer)
        with os.fdopen(reader) as ready:
            if ready.readline():  # written when it listens; empty when it gave up
                return server, display
        server.wait()
    raise AssertionError("no X server would start: " + (folder / "server.log").read_text())


def _wait_for_window_manager(screen: Screen) -> None:
    deadline = time.monotonic() + PATIENCE_S
    asked = ["xdotool", "get_num_desktops"]  # known only once a window manager answers
    while subprocess.run(
        asked, env=screen.environment, capture_output=True, check=False
    ).returncode:
        assert time.monotonic() < deadline, "openbox did not come"
        Event().wait(0.02)


@contextmanager
def spoken(screen: Screen) -> Iterator[Screen]:
    """The same screen with a session bus, on which programs offer themselves to screen readers."""
    address = f"unix:path={screen.folder / 'bus'}"
    daemon = where("dbus-daemon") or "dbus-daemon"
    command = [daemon, "--session", "--nofork", f"--address={address}", "--print-address"]
    environment = {**screen.environment, "DBUS_SESSION_BUS_ADDRESS": address}
    environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    with (
        (screen.folder / "bus.log").open("wb") as log,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log) as bus,
    ):
        try:
            assert bus.stdout is not None
            assert bus.stdout.readline(), (screen.folder / "bus.log").read_text()
            yield replace(screen, environment=environment)
        finally:
            stop(bus)


def stop(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Ends a process, first asking."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
