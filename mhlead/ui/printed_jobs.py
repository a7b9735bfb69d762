"""Takes printed jobs out of the print system's keeping: CUPS holds on to each for a day.

It keeps the document itself, in clear, so that it can be printed again. As soon as a job is done,
it is asked to let go of it.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Collection
from ctypes import c_char_p, c_int, c_void_p
from ctypes.util import find_library
from functools import cache
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from mhlead.ui.tasks import Lane, TaskRunner

T = TypeVar("T")

FIRST_MS, MOST_MS = 500, 60_000
_PATIENCE_S = 10
_PURGE = 1
_PASSWORD = ctypes.CFUNCTYPE(c_char_p, c_char_p)
_no_password = _PASSWORD(lambda _: None)
"""Nobody is asked on a terminal; where one is wanted, the job stays with the print system."""


class PrintedJobs(QObject):
    """Looks for the jobs that were handed over until each is done, ever more seldom."""

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self._waiting: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    @classmethod
    def of(cls, tasks: TaskRunner) -> PrintedJobs:
        """The one that goes with these tasks."""
        return tasks.findChild(cls) or cls(tasks)

    @property
    def is_waiting(self) -> bool:
        """Whether a job is looked for still."""
        return bool(self._waiting)

    def watch(self, jobs: Collection[str]) -> None:
        """From now on these are looked for too."""
        if jobs:
            self._waiting |= set(jobs)
            self._timer.start(FIRST_MS)

    def _look(self) -> None:
        waiting = frozenset(self._waiting)
        self._tasks.start(
            self,
            lambda _: let_go(waiting),
            done=self._looked,
            failed=lambda _: self._looked(frozenset()),
            lane=Lane.COMPUTE,
        )

    def _looked(self, gone: frozenset[str]) -> None:
        self._waiting -= gone
        if self._waiting:
            self._timer.start(min(2 * self._timer.interval(), MOST_MS))


class HandedOver:
    """The jobs of one order: gathered beside the window's thread, then watched for."""

    def __init__(self, tasks: TaskRunner) -> None:
        self._tasks = tasks
        self._jobs: list[str] = []

    def add(self, job: str) -> None:
        """The printer has this one; "" where it has no name."""
        self._jobs += [job] if job else []

    def then(self, told: Callable[[T], None]) -> Callable[[T], None]:
        """Has them taken out of the print system's keeping once they are done, and tells this."""

        def watch(answer: T) -> None:
            PrintedJobs.of(self._tasks).watch(self._jobs)
            told(answer)

        return watch


def job_in(said: str, queue: str) -> str:
    """The name of the job that `lp` said it made on the queue, or ""."""
    found = re.search(rf"{re.escape(queue.partition('/')[0])}-\d+\b", said)
    return found[0] if found else ""


def let_go(jobs: Collection[str]) -> frozenset[str]:
    """Those of the jobs that were done, and that the print system keeps no longer."""
    under_way = _asked("lpstat", "-W", "not-completed", "-o")
    if under_way is None:
        return frozenset()
    still = {words[0] for line in under_way.splitlines() if (words := line.split())}
    # A job that is done does not begin again, so that none is stopped by this.
    done = frozenset(one for one in jobs if one not in still)
    if done and (cups := _library()) is not None:
        for one in done:
            queue, _, number = one.rpartition("-")
            cups.cupsSetPasswordCB(_no_password)  # it holds for this thread alone
            cups.cupsCancelJob2(None, queue.encode(), int(number), _PURGE)
    return done


@cache
def _library() -> ctypes.CDLL | None:
    """CUPS itself: its command `cancel -x` (2.4) asks in a way that its server passes over."""
    name = find_library("cups")
    if name is None:
        return None
    try:
        found = ctypes.CDLL(name)
        found.cupsCancelJob2.argtypes = [c_void_p, c_char_p, c_int, c_int]
        found.cupsSetPasswordCB.argtypes = [_PASSWORD]
    except (OSError, AttributeError):
        return None
    return found


def _asked(command: str, *arguments: str) -> str | None:
    """What the print system answered; None where it did not."""
    path = shutil.which(command)
    if path is None:
        return None
    plain = {**os.environ, "LC_ALL": "C"}
    try:
        answer = subprocess.run(  # noqa: S603
            [path, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=plain,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.decode(errors="replace") if answer.returncode == 0 else None
