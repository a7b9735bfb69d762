"""A file is attacked once: the second time only what differs from what was attacked before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mhlead.disclosure.attack import gate
from mhlead.domain.release import Pupils, Rule, Task, Verdict, Verdicts, Where
from mhlead.lazy_releases import LazyGuard
from tests.disclosure.invented import invented

TASK = invented(5, Rule(3), "star")


@pytest.fixture
def guard() -> LazyGuard:
    return LazyGuard()


@pytest.fixture
def attacked(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    tasks: list[Task] = []
    attack: Callable[..., Verdicts] = gate.try_to_undo

    def told(task: Task, *more: object) -> Verdicts:
        tasks.append(task)
        return attack(task, *more)

    monkeypatch.setattr(gate, "try_to_undo", told)
    return tasks


def protected(guard: LazyGuard, task: Task = TASK) -> tuple[Where, ...]:
    return guard.protect(task, 7, lambda _hidden, _least: None, lambda: False).hidden


def ask(guard: LazyGuard, task: Task, hidden: tuple[Where, ...]) -> Verdict:
    return guard.try_to_undo(task, hidden, lambda: False).verdict


def test_the_same_question_is_answered_once(guard: LazyGuard, attacked: list[Task]) -> None:
    hidden = protected(guard)
    assert ask(guard, replace(TASK), hidden[::-1]) is Verdict.SAFE
    assert attacked == []
    assert ask(guard, TASK, hidden) is Verdict.SAFE
    assert attacked == [TASK]


def test_one_cell_less_is_another_question(guard: LazyGuard, attacked: list[Task]) -> None:
    assert ask(guard, TASK, protected(guard)[1:]) is Verdict.UNSAFE
    assert attacked == [TASK]


def test_one_pupil_more_is_another_question(guard: LazyGuard, attacked: list[Task]) -> None:
    hidden = protected(guard)
    more = replace(TASK, pupils=(*TASK.pupils, Pupils(TASK.pupils[0].codes, 0)))
    ask(guard, more, hidden)
    assert attacked == [more]


def test_what_was_attacked_is_not_kept(guard: LazyGuard) -> None:
    protected(guard)
    assert "Pupils" not in repr(vars(guard))
