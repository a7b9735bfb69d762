"""Rows of the benchmark about starting, on a private X screen."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from threading import Event

from bench import Pair, Size, Unready, Work, row
from tests.parts.screen import Screen, private_screen
from tests.parts.tools import SCREEN, where

BARE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("bare")
label.setWindowTitle("bare window")
label.resize(1200, 800)
label.show()
app.exec()
"""
PASSPHRASE = "four fictional garden words"  # noqa: S105  # of a store that lasts one row
PATIENCE_S = 30.0


@row("start to the unlock page / a bare PySide6 window", rounds=9)
def start(_size: Size, stack: ExitStack) -> Pair:
    """From the start of the process to a visible window."""
    if importlib.util.find_spec("mhlead.__main__") is None:
        raise Unready("the program has no window yet")
    if missing := [name for name in SCREEN if where(name) is None]:
        raise Unready(f"needs {', '.join(missing)}")
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mhlead-bench-")))
    (folder / "screen").mkdir()
    screen = stack.enter_context(private_screen(folder / "screen"))
    store = folder / "store"
    program = [sys.executable, "-P", "-m", "mhlead"]
    subprocess.run(
        [*program, "init", str(store), "--passphrase-file", "-"],
        input=PASSPHRASE.encode(),
        check=True,
        capture_output=True,
    )
    return Pair(
        _window_of(screen, [*program, str(store)], "mhlead"),
        _window_of(screen, [sys.executable, "-P", "-c", BARE], "bare window"),
    )


def _window_of(screen: Screen, command: list[str], title: str) -> Work:
    def work() -> float:
        started = time.perf_counter()
        with screen.program(*command):
            while not screen.windows(title):
                if time.perf_counter() - started > PATIENCE_S:
                    raise Unready(f"no window called {title!r} came")
                Event().wait(0.002)
            return time.perf_counter() - started

    return work
