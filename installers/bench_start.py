"""Rows of the benchmark about starting, on a private X screen."""

from __future__ import annotations

import importlib.util
import os
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
REMEMBER = """
import sys
from mhlead.main import make_adapters
from mhlead.services.settings import Settings, save_settings
save_settings(make_adapters().settings_file, Settings(store=sys.argv[1]))
"""
PASSPHRASE = "four fictional garden words"  # noqa: S105  # of a store that lasts one row
PATIENCE_S = 30.0


@row("start to the unlock page / a bare PySide6 window", rounds=9)
def start(_size: Size, stack: ExitStack) -> Pair:
    """From the start of the process to a visible window."""
    if importlib.util.find_spec("mhlead.ui.application") is None:
        raise Unready("the program has no window yet")
    if missing := [name for name in SCREEN if where(name) is None]:
        raise Unready(f"needs {', '.join(missing)}")
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mhlead-bench-")))
    (folder / "screen").mkdir()
    screen = stack.enter_context(private_screen(folder / "screen"))
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config")}
    # As an installed copy starts: compiled, even where Python may not write beside the sources.
    home |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    python = [sys.executable, "-P"]
    _make_store(folder / "store", {**os.environ, **home})
    return Pair(
        _window_of(screen, [*python, "-m", "mhlead"], "mhlead", home),
        _window_of(screen, [*python, "-c", BARE], "bare window", home),
    )


def _make_store(store: Path, environment: dict[str, str]) -> None:
    """A store that the program finds in its settings, so that it starts with the unlock page."""
    subprocess.run(
        [sys.executable, "-P", "-m", "mhlead", "init", str(store), "--passphrase-file", "-"],
        input=PASSPHRASE.encode(),
        env=environment,
        check=True,
        capture_output=True,
    )
    subprocess.run([sys.executable, "-P", "-c", REMEMBER, str(store)], env=environment, check=True)


def _window_of(screen: Screen, command: list[str], title: str, home: dict[str, str]) -> Work:
    def work() -> float:
        started = time.perf_counter()
        with screen.program(*command, **home) as process:
            while not screen.windows(title):
                if process.poll() is not None:
                    raise Unready(f"the program ended with {process.returncode}")
                if time.perf_counter() - started > PATIENCE_S:
                    raise Unready(f"no window called {title!r} came")
                Event().wait(0.002)
            return time.perf_counter() - started

    return work
