"""What journeys through the real window have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.ui.watched import Window


def beside(window: Window, work: Callable[[], Any]) -> Any:
    """What the work gives, done beside the window's thread."""
    answers: list[Any] = []
    window.program.tasks.start(
        window.shell, lambda _: work(), done=answers.append, failed=answers.append
    )
    window.until(lambda: answers)
    return answers[0]
