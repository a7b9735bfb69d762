"""What a person sees of a bug: class name, version and place; never a value."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QDialog, QWidget

from mhlead import __version__
from mhlead.domain.errors import Unexpected
from mhlead.domain.unexpected import without_values
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.secret_clipboard import copy_plainly


def details_of(problem: Unexpected) -> str:
    """The three things worth sending to whoever mends it."""
    return f"{problem.kind}\nmhlead {__version__}\n{problem.place}"


class CrashDialog(QDialog):
    """Says that something went wrong that we did not expect, and what is safe."""

    def __init__(self, problem: Unexpected, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle("Something went wrong · mhlead")
        self.details = paragraph(details_of(problem), role="muted")
        self.copy_button = plain_button("&Copy these three lines", "copy")
        self.close_button = primary_button("&Go on working")

        layout = column(self, gap="gap", margin="margin")
        layout.addWidget(heading("Something went wrong that we did not expect"))
        layout.addWidget(
            paragraph(
                "What you saved before is safe. What you were doing just now may not be saved: "
                "check it before you go on."
            )
        )
        layout.addWidget(self.details)
        layout.addWidget(paragraph("These lines hold no name and nothing you typed.", role="help"))
        buttons = line()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.copy_button)
        buttons.addStretch()
        layout.addLayout(buttons)

        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)

    def _copy(self) -> None:
        copy_plainly(self.details.text())


def install_crash_hook(show: Callable[[Unexpected], None]) -> None:
    """From now on an exception nobody caught is shown by `show` and its text goes nowhere."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(130)
        show(without_values(error.with_traceback(trace)))

    sys.excepthook = hook
