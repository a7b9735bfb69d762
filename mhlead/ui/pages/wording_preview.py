"""A wording as the letter it makes, about a pupil who is chosen; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.letter_order import LetterOrder
from mhlead.services.letters.issuing import DraftLetter, Makings
from mhlead.services.wording_trials import Trial
from mhlead.ui.fields.choice import ChoiceField
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, keep_width
from mhlead.ui.letter_view import LetterView
from mhlead.ui.pages.wording_work import WordingTools
from mhlead.ui.tasks import Lane
from mhlead.wording import sentence_for

PAUSE_MS = 600
"""So long nothing is typed before the letter is set anew."""

_CHOOSE = "Choose a pupil, and the letter about them is shown here as you type."
_NOBODY = (
    "There is no letter of this kind yet that could be written to anybody, so nothing can be shown."
    " The wording can be kept all the same."
)
_MEND_FIRST = "The letter is shown again once what is wrong has been put right."
_NOT_NOW = "This letter could not go now; it is shown to judge the wording by."


class PreviewPanel(QWidget):
    """The real letter beside the text; it is set beside the window's thread, one at a time."""

    def __init__(
        self,
        kind: LetterKind,
        tools: WordingTools,
        text: Callable[[], str],
        *,
        order: LetterOrder | None = None,
    ) -> None:
        """Builds the panel, with nobody chosen.

        Args:
            kind: The kind of letter.
            tools: The runner and the work.
            text: The wording as it reads now.
            order: The letter the person came from, which is then shown at once.
        """
        super().__init__()
        self._kind, self._tools, self._text, self._order = kind, tools, text, order
        self._makings: Makings | None = None
        self._trials: tuple[Trial, ...] = ()
        self._shown_text: str | None = None
        self._is_setting = self._is_faulty = False
        self.choice: ChoiceField[int] = ChoiceField([], is_searchable=True)
        keep_width(self.choice.combo, most="reading")
        self.form = Form()
        self.form.add_row("Try it on", self.choice)
        self.told = paragraph(_CHOOSE, "muted")
        self.as_text = Tick("&Read as text")
        self.view = LetterView()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        layout = column(self, gap="small")
        for part in (self.form, self.told, self.as_text):
            layout.addWidget(part)
        room = QWidget()  # it keeps its place while there is no letter
        column(room).addWidget(self.view)
        layout.addWidget(room, 1)
        self._show_letter_parts(is_shown=False)
        self._pause.timeout.connect(self._set_letter)
        self.choice.value_changed.connect(self._choose)
        self.as_text.toggled.connect(lambda is_on: self.view.show_text(is_text=is_on))
        tools.names.changed.connect(self._name_trials)
        self._read()

    def subject(self) -> str:
        """The pupil whose letter is shown, or ""."""
        at = self.choice.value()
        return self._trials[at].name if at is not None and self._makings is not None else ""

    def show_soon(self, *, is_faulty: bool) -> None:
        """The letter is set anew once nothing is typed for a moment; a faulty text is not."""
        self._is_faulty = is_faulty
        if self._makings is None:
            return
        self.told.setText(_MEND_FIRST if is_faulty else self._beside())
        self.told.setVisible(bool(self.told.text()))
        if not is_faulty:
            self._pause.start()

    def _read(self) -> None:
        work, kind, order = self._tools.work, self._kind, self._order
        self._start(lambda: work.trials(kind, order), self._show_trials)

    def _show_trials(self, trials: Sequence[Trial]) -> None:
        self._trials = tuple(trials)
        self._name_trials()
        self.form.setVisible(bool(trials))
        if not trials:
            self.told.setText(_NOBODY)
        if trials and trials[0].order == self._order:
            self.choice.set_value(0)

    def _name_trials(self) -> None:
        names = self._tools.names
        self.choice.set_options(
            [
                (at, f"{names.of(one.name, one.initials)} · {one.to_whom} · {one.reference}")
                for at, one in enumerate(self._trials)
            ]
        )

    def _choose(self) -> None:
        at = self.choice.value()
        self._makings, self._shown_text = None, None
        self._show_letter_parts(is_shown=False)
        self.told.setText(_CHOOSE)
        self.told.show()
        if at is not None:
            work, order = self._tools.work, self._trials[at].order
            self._start(lambda: work.makings(order), lambda made: self._made(at, made))

    def _made(self, at: int, makings: Makings) -> None:
        if self.choice.value() == at:
            self._makings = makings
            self.show_soon(is_faulty=self._is_faulty)
            self._set_letter()

    def _beside(self) -> str:
        at = self.choice.value()
        return "" if at is None or self._trials[at].fits else _NOT_NOW

    def _set_letter(self) -> None:
        makings, text = self._makings, self._text()
        if makings is None or self._is_faulty or self._is_setting or text == self._shown_text:
            return
        self._is_setting = True
        self._pause.stop()
        work = self._tools.work
        self._tools.tasks.start(
            self,
            lambda _: work.try_out(makings, text),
            done=lambda draft: self._show(makings, text, draft),
            failed=self._not_set,
            lane=Lane.COMPUTE,
        )

    def _show(self, makings: Makings, text: str, draft: DraftLetter) -> None:
        self._is_setting = False
        if makings is self._makings:
            self._shown_text = text
            self.view.show_again(draft.pdf, draft.text)
            self._show_letter_parts(is_shown=True)
        if makings is not self._makings or text != self._text():
            self._pause.start()

    def _not_set(self, error: MhleadError) -> None:
        self._is_setting = False
        self._fail(error)

    def _show_letter_parts(self, *, is_shown: bool) -> None:
        self.view.setVisible(is_shown)
        self.as_text.setVisible(is_shown)

    def _start(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._tools.tasks.start(self, lambda _: work(), done=done, failed=self._fail)

    def _fail(self, error: MhleadError) -> None:
        if not isinstance(error, Cancelled):
            self.told.setText(sentence_for(error))
            self.told.show()
