"""The time limit, and stopping in the middle of a solver's work."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from itertools import count

import pytest

from mhlead.disclosure import guarded
from mhlead.disclosure.guarded import protect
from mhlead.disclosure.protect.search import Pattern
from mhlead.disclosure.watch import Limits, OutOfTime, Watch
from mhlead.domain.errors import Cancelled
from mhlead.domain.release import Reason, Rule, Status
from tests.disclosure.invented import invented
from tests.parts.endless import solve_endlessly

TASK = invented(5, Rule(3), "star")


def test_a_solver_stops_in_its_work_when_asked() -> None:
    calls = count()
    # The solver itself asks, many times before it could be done.
    with pytest.raises(Cancelled):
        solve_endlessly(Watch(is_stopped=lambda: next(calls) > 20))


def test_a_solver_stops_in_its_work_when_the_time_is_up() -> None:
    with pytest.raises(OutOfTime):
        solve_endlessly(Watch(0.1))


@pytest.fixture
def keyboard() -> Iterator[None]:
    """Ctrl+C is heard, also where the tests run in the background and nobody could press it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("keyboard")
def test_an_interrupt_from_the_keyboard_is_no_answer() -> None:
    calls = count()

    def interrupted() -> bool:
        if next(calls) == 20:
            signal.raise_signal(signal.SIGINT)
        return False

    watch = Watch(is_stopped=interrupted)
    with pytest.raises(KeyboardInterrupt), watch.hearing_keyboard():
        solve_endlessly(watch)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_is_asked_between_two_questions_stops_too() -> None:
    heard = [protect_stopped_after(calls) for calls in range(0, 200, 40)]
    assert heard == [True] * len(heard)


def protect_stopped_after(calls: int) -> bool:
    counter = count()
    with pytest.raises(Cancelled):
        protect(TASK, is_stopped=lambda: next(counter) >= calls)
    return True


def test_without_time_for_the_attack_there_is_no_release(monkeypatch: pytest.MonkeyPatch) -> None:
    found = protect(TASK)
    assert found.status is Status.OPTIMAL
    monkeypatch.setattr(guarded, "find_pattern", lambda *_: Pattern(Status.OPTIMAL, found.hidden))
    late = protect(TASK, limits=Limits(whole=0.0))
    assert (late.status, late.reason, late.hidden) == (Status.REFUSED, Reason.OUT_OF_TIME, ())


def test_without_time_for_a_choice_coarser_tables_are_asked_for() -> None:
    found = protect(TASK, limits=Limits(exact=0.0, good=0.0))
    assert (found.status, found.reason) == (Status.REFUSED, Reason.OUT_OF_TIME)


def test_without_time_for_a_choice_everything_but_the_total_may_be_hidden() -> None:
    found = protect(TASK, limits=Limits(exact=0.0, good=0.0), or_everything=True)
    assert found.status is Status.FEASIBLE
    assert set(found.hidden) == {cell for cell in TASK.cells if cell}


def test_a_good_choice_found_before_the_time_was_up_is_kept() -> None:
    soon = protect(TASK, limits=Limits(exact=0.0))
    assert soon.status is Status.FEASIBLE
    assert len(soon.hidden) < len(TASK.cells) - 1
