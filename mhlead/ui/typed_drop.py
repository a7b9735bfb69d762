"""The question before something goes that was typed, never saved, and is kept nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mhlead.ui.questions import ask


def ask_to_drop(parent: QWidget, then: Callable[[], None]) -> None:
    """Asks, and calls `then` where it is to go."""
    ask(
        parent.window(),
        "Drop what you typed?",
        "It was never saved, and can’t be brought back.",
        act="&Drop it",
        stay="&Keep it",
        then=then,
    )
