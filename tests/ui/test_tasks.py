from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mhlead.domain.errors import Cancelled, MhleadError, NoSpace, Unexpected
from mhlead.ui.crash import CrashDialog, details_of
from mhlead.ui.tasks import Lane, Progress, TaskRunner
from tests.ui.looking import settle

SECRET = "Aoife Ní Dhomhnaill"


class Answers:
    def __init__(self) -> None:
        self.done: list[Any] = []
        self.failed: list[MhleadError] = []
        self.threads: list[int] = []

    def take(self, answer: Any) -> None:
        self.done.append(answer)
        self.threads.append(threading.get_ident())

    def refuse(self, error: MhleadError) -> None:
        self.failed.append(error)
        self.threads.append(threading.get_ident())

    @property
    def count(self) -> int:
        return len(self.done) + len(self.failed)


@pytest.fixture
def asker(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_job_runs_beside_the_window_and_its_answer_comes_back_on_it(
    tasks: TaskRunner, asker: QWidget, qtbot: QtBot
) -> None:
    answers = Answers()
    tasks.start(asker, lambda _: threading.get_ident(), done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: answers.count == 1)
    assert answers.done[0] != threading.get_ident()
    assert answers.threads == [threading.get_ident()]


def test_all_jobs_of_the_store_lane_run_in_one_thread_in_order(
    tasks: TaskRunner, asker: QWidget, qtbot: QtBot
) -> None:
    answers = Answers()
    for number in range(20):
        tasks.start(
            asker,
            lambda _, number=number: (number, threading.get_ident()),
            done=answers.take,
            failed=answers.refuse,
        )
    qtbot.waitUntil(lambda: answers.count == 20)
    assert [number for number, _ in answers.done] == list(range(20))
    assert len({thread for _, thread in answers.done}) == 1


def test_a_refusal_reaches_failed_alone(tasks: TaskRunner, asker: QWidget, qtbot: QtBot) -> None:
    answers = Answers()

    def job(_: Progress) -> None:
        raise NoSpace

    tasks.start(asker, job, done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: answers.count == 1)
    settle()
    assert [type(error) for error in answers.failed] == [NoSpace]
    assert answers.failed[0].__traceback__ is None
    assert answers.done == []


def test_a_bug_is_told_by_class_and_place_and_never_by_a_value(
    tasks: TaskRunner, asker: QWidget, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    answers = Answers()
    crashes: list[Unexpected] = []
    tasks.crashed.connect(crashes.append)

    def job(_: Progress) -> None:
        raise ValueError(SECRET)

    tasks.start(asker, job, done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: answers.count == 1)
    assert crashes == answers.failed
    assert crashes[0].kind == "ValueError"
    dialog = CrashDialog(crashes[0])
    qtbot.addWidget(dialog)
    for text in (str(crashes[0]), details_of(crashes[0]), repr(crashes[0].__dict__)):
        assert SECRET not in text
    assert SECRET not in "".join(capfd.readouterr())
    assert crashes[0].__cause__ is crashes[0].__context__ is crashes[0].__traceback__ is None


def test_nobody_is_called_once_the_asker_is_gone(
    tasks: TaskRunner, qapp: Any, qtbot: QtBot
) -> None:
    answers = Answers()
    may_go_on = threading.Event()
    asker = QWidget()
    tasks.start(asker, lambda _: may_go_on.wait(5), done=answers.take, failed=answers.refuse)
    asker.deleteLater()
    settle()
    may_go_on.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert answers.count == 0


def test_a_cancelled_job_stops_at_its_next_progress(
    tasks: TaskRunner, asker: QWidget, qtbot: QtBot
) -> None:
    answers = Answers()
    steps: list[tuple[int, int]] = []
    started, may_go_on = threading.Event(), threading.Event()

    def job(progress: Progress) -> str:
        progress(1, 3)
        started.set()
        may_go_on.wait(5)
        progress(2, 3)
        return "never"

    task = tasks.start(
        asker,
        job,
        done=answers.take,
        failed=answers.refuse,
        progress=lambda at, of: steps.append((at, of)),
    )
    qtbot.waitUntil(started.is_set)
    task.cancel()
    may_go_on.set()
    qtbot.waitUntil(lambda: answers.count == 1)
    assert isinstance(answers.failed[0], Cancelled)
    assert steps == [(1, 3)]


def test_the_computing_lane_does_not_wait_for_the_store(
    tasks: TaskRunner, asker: QWidget, qtbot: QtBot
) -> None:
    answers = Answers()
    may_go_on = threading.Event()
    tasks.start(asker, lambda _: may_go_on.wait(5), done=answers.take, failed=answers.refuse)
    tasks.start(
        asker, lambda _: "computed", done=answers.take, failed=answers.refuse, lane=Lane.COMPUTE
    )
    qtbot.waitUntil(lambda: answers.count == 1)
    assert answers.done == ["computed"]
    may_go_on.set()
    qtbot.waitUntil(lambda: answers.count == 2)


def test_busy_is_told_once_when_it_starts_and_once_when_it_ends(
    tasks: TaskRunner, asker: QWidget, qtbot: QtBot
) -> None:
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    answers = Answers()
    for _ in range(3):
        tasks.start(asker, lambda _: None, done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: answers.count == 3)
    assert told[0] is True
    assert told[-1] is False
    assert told == [True, False] * (len(told) // 2)


class _Left:
    """Garbage that only a collection finds, and that says on which thread it was found."""

    def __init__(self, found_on: list[int]) -> None:
        self.itself = self
        self._found_on = found_on

    def __del__(self) -> None:
        self._found_on.append(threading.get_ident())


def test_garbage_is_collected_on_the_window_s_thread_alone(
    tasks: TaskRunner, asker: QWidget, qtbot: QtBot
) -> None:
    answers, found_on = Answers(), list[int]()

    def job(_: Progress) -> int:
        kept: list[list[int]] = []
        for number in range(20_000):  # far more than Python waits for before it collects
            _Left(found_on)
            kept.append([number])
        return len(kept)

    tasks.start(asker, job, done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: answers.count == 1)
    qtbot.waitUntil(lambda: len(found_on) > 0)
    assert set(found_on) == {threading.get_ident()}


def test_what_a_job_holds_is_let_go_on_the_window_s_thread(
    tasks: TaskRunner, asker: QWidget, qtbot: QtBot
) -> None:
    answers, found_on = Answers(), list[int]()

    class Held:
        def __del__(self) -> None:
            found_on.append(threading.get_ident())

    def start() -> None:
        held = Held()
        tasks.start(asker, lambda _: held is None, done=answers.take, failed=answers.refuse)

    start()
    qtbot.waitUntil(lambda: answers.count == 1 and len(found_on) == 1)
    assert found_on == [threading.get_ident()]
