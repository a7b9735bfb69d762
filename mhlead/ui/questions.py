"""Questions with two answers, and plain messages; never modal by `exec`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from mhlead.ui.buttons import button, danger_button, plain_button, primary_button
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.sizes import sizes


class Question(QDialog):
    """One question; the safe answer has the focus and is what Escape means."""

    def __init__(
        self,
        question: str,
        explanation: str,
        *,
        act: str,
        stay: str,
        parent: QWidget | None,
        is_harmless: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self.setWindowTitle("mhlead")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(sizes().px("dialog"), parent.width() if parent else 10_000))
        self.stay_button = plain_button(stay) if is_harmless else primary_button(stay)
        self.act_button = primary_button(act) if is_harmless else danger_button(act)
        layout = column(self, gap="gap", margin="margin")
        layout.addWidget(heading(question))
        layout.addWidget(paragraph(explanation))
        buttons = line()
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.act_button)
        buttons.addStretch()
        layout.addLayout(buttons)
        self.stay_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self.accept)
        self.stay_button.setFocus()


def ask(
    parent: QWidget,
    question: str,
    explanation: str,
    *,
    act: str,
    stay: str,
    then: Callable[[], None],
    otherwise: Callable[[], None] | None = None,
    is_harmless: bool = False,
) -> Question:
    """Asks over the parent; `then` follows the answer that acts, `otherwise` the other.

    Where acting is harmless it isn't drawn as a danger.
    """
    dialog = Question(
        question, explanation, act=act, stay=stay, parent=parent, is_harmless=is_harmless
    )
    dialog.accepted.connect(then)
    if otherwise:
        dialog.rejected.connect(otherwise)
    dialog.open()
    return dialog


class Message(QDialog):
    """Something the person has to know before going on."""

    def __init__(self, words: str, explanation: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setWindowTitle("mhlead")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(sizes().px("dialog"), parent.width() if parent else 10_000))
        self.close_button = button("&Close", "primary")
        layout = column(self, gap="gap", margin="margin")
        layout.addWidget(heading(words))
        if explanation:
            layout.addWidget(paragraph(explanation))
        layout.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.close_button.clicked.connect(self.accept)


def tell(parent: QWidget, words: str, explanation: str = "") -> Message:
    """Shows the message over the parent."""
    dialog = Message(words, explanation, parent)
    dialog.open()
    return dialog
