"""Work beside the window's thread: lanes for store, computing and backups, and one way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import count
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from mhlead.domain.errors import Cancelled, MhleadError, Unexpected
from mhlead.domain.unexpected import without_values
from mhlead.ui.garbage import WindowThreadCollector

_T = TypeVar("_T")


class Lane(StrEnum):
    """Where a job runs; jobs of one lane run one after the other."""

    STORE = "store"
    COMPUTE = "compute"
    BACKUP = "backup"


class Progress:
    """What a job calls to say how far it is; it raises `Cancelled` once nobody wants the result."""

    def __init__(self, told: Callable[[int, int], None], cancelled: Event) -> None:
        self._told = told
        self._cancelled = cancelled

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody wants the result any more."""
        return self._cancelled.is_set()

    def __call__(self, done: int, of: int) -> None:
        """Tells the asker, and stops the job here if it was cancelled."""
        if self._cancelled.is_set():
            raise Cancelled
        self._told(done, of)


Job = Callable[[Progress], _T]


@dataclass
class _Asked:
    """Who asked, and what to call."""

    asker: QObject
    job: Job[Any]
    done: Callable[[Any], None]
    failed: Callable[[MhleadError], None]
    progress: Callable[[int, int], None] | None
    runnable: QRunnable


class Task:
    """A job that was started; it can be cancelled."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.cancelled = Event()

    def cancel(self) -> None:
        """The job stops at its next call of progress; then `failed` gets `Cancelled`."""
        self.cancelled.set()


class _Runnable(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)  # Python holds it until the answer has arrived
        self._work = work

    def run(self) -> None:
        self._work()


class TaskRunner(QObject):
    """Runs jobs beside the window's thread and calls back on it.

    Exactly one of `done` and `failed` is called, on the window's thread, and neither once the
    asker is gone. A bug in a job reaches `failed` as `Unexpected`, and `crashed` tells the window.
    """

    crashed = Signal(object)
    busy_changed = Signal(bool)
    _answered = Signal(int, bool, object)
    _advanced = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._garbage = WindowThreadCollector(self)
        self._asked: dict[int, _Asked] = {}
        self._tasks: dict[int, Task] = {}
        self._pools = {lane: self._pool() for lane in Lane}
        queued = Qt.ConnectionType.QueuedConnection
        self._answered.connect(self._answer, queued)
        self._advanced.connect(self._advance, queued)

    def _pool(self) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)
        pool.setExpiryTimeout(-1)  # a replaced thread could not use the pinned connection
        return pool

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still awaited."""
        return bool(self._asked)

    def start(
        self,
        asker: QObject,
        job: Job[_T],
        *,
        done: Callable[[_T], None],
        failed: Callable[[MhleadError], None],
        progress: Callable[[int, int], None] | None = None,
        lane: Lane = Lane.STORE,
    ) -> Task:
        """The job is queued in its lane.

        Args:
            asker: The widget that wants the answer; once it is gone, nobody is called.
            job: Gets the progress to call; returns frozen values only.
            done: Called with what the job returned.
            failed: Called with the error, `Cancelled` and `Unexpected` among them.
            progress: Called with steps done and steps in all.
            lane: Which queue.
        """
        task = Task(next(self._numbers))
        runnable = _Runnable(partial(self._work, task))
        self._asked[task.number] = _Asked(asker, job, done, failed, progress, runnable)
        self._tasks[task.number] = task
        self._garbage.start()
        if len(self._asked) == 1:
            self.busy_changed.emit(True)
        self._pools[lane].start(runnable)
        return task

    def _work(self, task: Task) -> None:
        # The job may hold the last reference to a widget: it is let go on the window's thread.
        job = self._asked[task.number].job
        told = Progress(lambda at, of: self._advanced.emit(task.number, at, of), task.cancelled)
        is_done = False
        try:
            if task.cancelled.is_set():
                raise Cancelled  # noqa: TRY301 - one place makes every answer
            answer: object = job(told)
            is_done = True
        except MhleadError as error:
            answer = _bare(error)
        except BaseException as error:  # Qt would print its text, values included
            answer = without_values(error)
        del job
        self._answered.emit(task.number, is_done, answer)

    def _answer(self, number: int, is_done: bool, answer: object) -> None:
        asked = self._asked.pop(number, None)
        self._tasks.pop(number, None)
        try:
            if isinstance(answer, Unexpected):
                self.crashed.emit(answer)
            if asked is not None and shiboken6.isValid(asked.asker):
                self._tell(asked, answer, is_done=is_done)
        finally:
            if not self._asked:  # an answer may have asked for more
                self.busy_changed.emit(False)

    def _tell(self, asked: _Asked, answer: object, *, is_done: bool) -> None:
        if is_done:
            asked.done(answer)
        elif isinstance(answer, MhleadError):
            asked.failed(answer)

    def _advance(self, number: int, done: int, of: int) -> None:
        asked = self._asked.get(number)
        if asked is not None and asked.progress and shiboken6.isValid(asked.asker):
            asked.progress(done, of)

    def cancel_all(self) -> None:
        """Every job is told to stop; each asker hears `Cancelled` or its answer."""
        for task in self._tasks.values():
            task.cancel()

    def wait(self, timeout_ms: int) -> None:
        """Waits until nothing is under way, while the window goes on, or until the time is over."""
        if self.is_busy:
            waiting = QEventLoop()
            self.busy_changed.connect(waiting.quit)
            QTimer.singleShot(timeout_ms, waiting.quit)
            waiting.exec()

    def close(self, timeout_ms: int) -> bool:
        """Tells every job to stop and waits; whether all of them and their threads ended.

        Only for the end of the program or of a store: the next job would get a new thread.
        """
        self.cancel_all()
        ended = [pool.waitForDone(timeout_ms) for pool in self._pools.values()]
        if all(ended):
            self._garbage.stop()
        return all(ended)


def _bare(error: MhleadError) -> MhleadError:
    """The error without frames and causes: they would keep records alive past the lock."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
