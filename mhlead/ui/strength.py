"""Says in plain words how hard a passphrase is to guess, while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mhlead.domain.passphrase import MINIMUM_CHARACTERS, MINIMUM_WORDS, Strength
from mhlead.ui.fields import PassphraseField
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column
from mhlead.ui.surfaces import Chip
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.ui.tokens import Tone

_PAUSE_MS = 150
_SCORES = (
    ("Guessed at once", Tone.DANGER),
    ("Guessed within minutes", Tone.DANGER),
    ("Guessed within days", Tone.WATCH),
    ("Nearly: add one more word", Tone.WATCH),
    ("Very hard to guess", Tone.GOOD),
)
_ADVICE = (
    f"Use at least {MINIMUM_WORDS} words that have nothing to do with each other or with you, such "
    f"as one each from {MINIMUM_WORDS} pages of a book opened by chance; or {MINIMUM_CHARACTERS} "
    "characters."
)


class StrengthWords(QWidget):
    """Judges what stands in a passphrase field; `is_enough` is what a form asks."""

    def __init__(
        self, field: PassphraseField, tasks: TaskRunner, strength: Callable[[str], Strength]
    ) -> None:
        super().__init__()
        self._field, self._tasks, self._strength = field, tasks, strength
        self._judged = ""
        self.is_enough = False
        self.chip = Chip()
        self.advice = paragraph(_ADVICE, "help")
        layout = column(self, gap="tiny")
        layout.addWidget(self.chip)
        layout.addWidget(self.advice)
        self.chip.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        field.value_changed.connect(self._typed)

    def _typed(self) -> None:
        self.is_enough = False
        self._pause.start()

    def _judge(self) -> None:
        typed = self._field.value()
        self.chip.setVisible(bool(typed))
        if typed:
            self._tasks.start(
                self,
                lambda _: self._strength(typed),
                done=lambda found: self._show(typed, found),
                failed=lambda _: None,
                lane=Lane.COMPUTE,
            )

    def _show(self, typed: str, found: Strength) -> None:
        if typed != self._field.value():
            return
        self.is_enough = found.is_enough
        words, tone = _SCORES[found.score]
        if not found.is_enough and tone is Tone.GOOD:
            words, tone = "Still too short", Tone.WATCH
        self.chip.show_words(words, tone)
        self.advice.setVisible(not found.is_enough)
