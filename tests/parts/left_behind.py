"""What a test may not leave behind: windows, threads, child processes."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

POOLED = "Thread (pooled)"  # what Qt calls the threads of a pool
PATIENCE_S = 1.0


@dataclass(frozen=True)
class Running:
    """What runs in and under this process at one moment.

    Args:
        threads: Threads that Python started.
        pooled: System ids of the threads of Qt's pools (Linux only).
        children: Process ids with their command (Linux only).
    """

    threads: frozenset[threading.Thread]
    pooled: frozenset[str]
    children: frozenset[tuple[str, str]]

    def since(self, before: Running) -> list[str]:
        """Names of what has come since and is still there."""
        return [
            *(f"thread {thread.name}" for thread in self.threads - before.threads),
            *(f"thread {number} of a Qt pool" for number in self.pooled - before.pooled),
            *(f"process {number}: {what}" for number, what in self.children - before.children),
        ]


def running() -> Running:
    """A look at the process now."""
    multiprocessing.active_children()  # takes in those that have ended
    tasks = sorted(Path("/proc/self/task").iterdir()) if sys.platform == "linux" else []
    return Running(
        # A dummy stands for a thread that Qt started; those are told by their names below.
        frozenset(t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)),
        frozenset(task.name for task in tasks if _read(task / "comm").strip() == POOLED),
        frozenset(_children(tasks)),
    )


def _children(tasks: list[Path]) -> list[tuple[str, str]]:
    found = []
    for number in {pid for task in tasks for pid in _read(task / "children").split()}:
        what = _read(Path("/proc") / number / "cmdline").replace("\0", " ").strip()
        # Python's own, shared by all spawned processes and kept to the end.
        if "resource_tracker" not in what and "forkserver" not in what:
            found.append((number, what))
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has just ended
        return ""


def still_running(before: Running, *, but_pooled: bool = False) -> list[str]:
    """What has come since `before` and does not end by itself within a second.

    Args:
        before: What ran already.
        but_pooled: Leave out threads of Qt's pools: its own drawing pool can't be ended, and
            keeps its threads for half a minute.
    """

    def look() -> list[str]:
        found = running().since(before)
        return [one for one in found if not (but_pooled and one.endswith(" of a Qt pool"))]

    return _patiently(look)


def _patiently(look: Callable[[], list[str]]) -> list[str]:
    deadline = time.monotonic() + PATIENCE_S
    while (found := look()) and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    return found


def open_windows() -> set[Any]:
    """The visible top-level widgets of this process."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    return {widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()}


def close_windows(windows: set[Any]) -> list[str]:
    """Closes them, so that the next test is not blamed too.

    Returns:
        Their class names and object names.
    """
    names = sorted(f"{type(window).__name__} {window.objectName()!r}" for window in windows)
    for window in windows:
        window.hide()
        window.deleteLater()
    return names


def picture_windows(folder: Path) -> list[Path]:
    """Pictures of all visible windows, to see what a failed test saw."""
    pictures = []
    for number, window in enumerate(open_windows(), start=1):
        folder.mkdir(parents=True, exist_ok=True)
        picture = folder / f"window-{os.getpid()}-{number}.png"
        window.grab().save(str(picture))
        pictures.append(picture)
    return pictures
