"""The wording of one kind of letter: changed as text, judged as one types, shown beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import Cancelled, Changed, MhleadError
from mhlead.domain.letter_guard import GuardKnows
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_wording import WordingProblem
from mhlead.services.letters.wordings import Wording
from mhlead.ui import keys
from mhlead.ui.announce import announce
from mhlead.ui.buttons import button, plain_button, primary_button
from mhlead.ui.fields import LineField
from mhlead.ui.flow import Flow
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.page import Page
from mhlead.ui.page_stack import UNSAVED
from mhlead.ui.pages.ours_changed import OursChanged
from mhlead.ui.pages.wording_insert import InsertPanel
from mhlead.ui.pages.wording_preview import PreviewPanel
from mhlead.ui.pages.wording_problems import ProblemsPanel
from mhlead.ui.pages.wording_sides import WordingSides
from mhlead.ui.pages.wording_versions import VersionsPage
from mhlead.ui.pages.wording_work import WordingTools
from mhlead.ui.questions import ask
from mhlead.ui.surfaces import Beside, Card, Chip, PageHeader, Scrolled
from mhlead.ui.tasks import Lane
from mhlead.ui.tokens import Tone
from mhlead.ui.wording_edit import WordingEdit
from mhlead.ui.wordings import moment_words
from mhlead.wording import sentence_for, words

PAUSE_MS = 250
"""So long nothing is typed before the text is judged."""

_TOO_LONG = "What you pasted is longer than a letter’s wording can be. Nothing was put in."
_MEANWHILE = (
    "Another version of this wording was kept meanwhile. What you typed is still here: compare it"
    " under Versions, and keep it if it is right."
)
_MEND_FIRST = "Please put right what is wrong first. Your text is still here."
_UNUSABLE = (
    "This version of the program can’t write letters with this wording, so they are written with"
    " ours. Put right what is listed below, or use our wording."
)
_OURS_ASKED = "Your school’s own wording stays among the versions and can be brought back."


class WordingPage(Page):
    """Text on the left, what can be put in and the letter itself on the right."""

    def __init__(
        self, kind: LetterKind, tools: WordingTools, *, order: LetterOrder | None = None
    ) -> None:
        """Builds the page and reads the wording.

        Args:
            kind: The kind of letter.
            tools: The runner, the work, and the ways to other pages.
            order: The letter the person came from, to try the wording on.
        """
        super().__init__("wording_page")
        self._kind, self._tools = kind, tools
        self._wording: Wording | None = None
        self._names: GuardKnows | None = None
        self._base = ""
        self._is_leaving = False
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader(f"Wording: {words(kind)}")
        self.versions_button = plain_button("&Versions…", "history")
        self.ours_button = plain_button("Use &our wording…", "undo-2")
        self.chip = Chip("Our wording", Tone.NEUTRAL)
        self.problem = paragraph("", "problem")
        self.ours_changed = OursChanged(tools, self._fail)
        self.edit = WordingEdit()
        self.undo_button = button("Undo")
        self.redo_button = button("Redo")
        self.problems = ProblemsPanel(self.edit.go_to, self.edit.mend)
        self.insert = InsertPanel(kind, self.edit.put_in)
        self.preview = PreviewPanel(kind, tools, self.edit.text, order=order)
        self.sides = WordingSides(self.insert, self.preview)
        self.reason = LineField()
        self.form = Form()
        self.keep_button = primary_button("&Keep this wording", "save")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self._connect()
        self.sides.turn_to("insert" if order is None else "letter")
        self._read()
        self._start(tools.work.names, self._know)

    def _lay_out(self) -> None:
        for one in (self.versions_button, self.ours_button):
            self.header.add_button(one)
        top = line()
        top.addWidget(self.back_button)
        top.addWidget(self.chip)
        top.addStretch()
        self.problem.hide()
        scrolled = Scrolled()
        scrolled.body.addWidget(self.problem)
        scrolled.body.addWidget(self.ours_changed)
        scrolled.body.addWidget(Beside(self._text_part(), self.sides, is_even=True), 1)
        scrolled.body.addWidget(self._keep_part())
        layout = column(self, gap="gap")
        layout.addLayout(top)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)

    def _text_part(self) -> QWidget:
        card = Card(margin="gap")
        acts = QWidget()
        flow = Flow(acts, gap="small")
        for one in (self.undo_button, self.redo_button):
            one.setEnabled(False)
            flow.addWidget(one)
        card.body.addWidget(acts)
        card.body.addWidget(self.edit, 1)
        card.body.addWidget(self.problems)
        return card

    def _keep_part(self) -> QWidget:
        card = Card(margin="gap")
        self.form.add_row("&Why it is changed", self.reason, required=True)
        holder = QWidget()
        column(holder).addWidget(self.keep_button, alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(Beside(self.form, holder, shares=False))
        return card

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.leave)
        self.versions_button.clicked.connect(self.show_versions)
        self.ours_button.clicked.connect(self.ask_for_ours)
        self.keep_button.clicked.connect(self.keep)
        self.edit.textChanged.connect(self._typed)
        self.edit.refused.connect(lambda: self._say(_TOO_LONG))
        self.edit.undoAvailable.connect(self.undo_button.setEnabled)
        self.edit.redoAvailable.connect(self.redo_button.setEnabled)
        self.undo_button.clicked.connect(self.edit.undo)
        self.redo_button.clicked.connect(self.edit.redo)
        self._pause.timeout.connect(self._check)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        keys.bind(self, keys.NEXT_PROBLEM, self.problems.go_to_next, inside)
        keys.bind(self, keys.INSERT, self.sides.search_to_insert, inside)
        self.sides.turned.connect(self.title_changed)

    def page_name(self) -> str:
        return f"Wording: {words(self._kind)}"

    def subject(self) -> str:
        return self.sides.subject()

    def focus_first(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_unsaved(self) -> bool:
        return not self._is_leaving and self._wording is not None and self._is_changed()

    def _is_changed(self) -> bool:
        return self.edit.text() != self._base

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.edit.dress()

    # reading ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("LetterWording"):
            self._read()
        if changes.concerns("Pupil", "NameUse"):
            self._start(self._tools.work.names, self._know)

    def _read(self) -> None:
        work, kind = self._tools.work, self._kind
        self._start(lambda: work.read(kind), self._show)

    def _show(self, wording: Wording) -> None:
        was_changed = self.has_unsaved()
        is_newer = self._wording is not None and wording.number != self._wording.number
        is_first = self._wording is None
        self._wording, self._base = wording, wording.text
        self._show_state(wording)
        if not was_changed or is_first:
            if self.edit.text() != wording.text:
                self.edit.setPlainText(wording.text)
            self._say(_UNUSABLE if wording.is_unusable else "")
        elif is_newer:
            self._say(_MEANWHILE)
        self._check()

    def _show_state(self, wording: Wording) -> None:
        newest = wording.versions[0] if wording.versions else None
        if wording.is_own and newest is not None:
            told = f"Your school’s own, since {moment_words(newest.at)}"
            tone = Tone.DANGER if wording.is_unusable else Tone.INFO
            self.chip.show_words("Can’t be used" if wording.is_unusable else "Your own", tone)
        else:
            told = "Ours, as it comes with the program"
            self.chip.show_words("Our wording", Tone.NEUTRAL)
        self.header.show_words(f"Wording: {words(self._kind)}", told)
        self.ours_button.setEnabled(wording.is_own)
        self.ours_changed.show_wording(wording)
        self._show_keep()

    def _typed(self) -> None:
        self._pause.start()
        self._show_keep()

    def _show_keep(self) -> None:
        self.keep_button.setEnabled(self._wording is not None and self._is_changed())

    def _check(self) -> None:
        work, kind, names, text = self._tools.work, self._kind, self._names, self.edit.typed()
        self._tools.tasks.start(
            self,
            lambda _: work.check(names, kind, text),
            done=lambda found: self._checked(text, found),
            failed=self._fail,
            lane=Lane.COMPUTE,
        )

    def _know(self, names: GuardKnows) -> None:
        self._names = names
        self._check()

    def _checked(self, text: str, found: tuple[WordingProblem, ...]) -> None:
        if text != self.edit.typed():
            return  # it was typed on, and is judged anew
        self.edit.show_problems(found)
        self.problems.show_problems(found, text)
        self.preview.show_soon(is_faulty=self.problems.breaks)

    # keeping ------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keeps the text as a new version; the next letters are written with it."""
        wording = self._wording
        if wording is None or not self.keep_button.isEnabled() or not self.form.check():
            return
        if self.problems.breaks:
            self._say(_MEND_FIRST)
            self.problems.go_to_chosen()
            return
        work, text, reason = self._tools.work, self.edit.text(), self.reason.value()
        self._set_busy(is_busy=True)
        self._start(lambda: work.keep(self._kind, text, reason, wording.number), self._kept)

    def _kept(self, changes: Changes) -> None:
        self._set_busy(is_busy=False)
        self._base = self.edit.text()
        self.reason.set_value("")
        self._say("")
        self.said.emit("Kept. The next letters of this kind are written with it.")
        self._tools.changed(changes)

    def ask_for_ours(self) -> None:
        """Asks whether our wording is to be used again."""
        typed = f" {UNSAVED}" if self.has_unsaved() else ""
        ask(
            self.window(),
            "Use our wording again?",
            f"{_OURS_ASKED}{typed}",
            act="&Use our wording",
            stay="&Stay with our own",
            then=self._use_ours,
        )

    def _use_ours(self) -> None:
        wording, work = self._wording, self._tools.work
        if wording is None:
            return
        self._set_busy(is_busy=True)
        self._start(lambda: work.use_ours(self._kind, wording.number), self._ours_again)

    def _ours_again(self, changes: Changes) -> None:
        self._set_busy(is_busy=False)
        if self._wording is not None:
            self.edit.setPlainText(self._base)
        self.said.emit("Our wording is used again. Yours stays among the versions.")
        self._tools.changed(changes)

    def show_versions(self) -> None:
        """Shows every version there was, to compare with the text as it reads now."""
        if self._wording is not None:
            self._tools.open_page(VersionsPage(self._wording, self.edit.text(), self._tools))

    def leave(self) -> None:
        """Goes back, after asking about unsaved text."""
        if not self.has_unsaved():
            self.done.emit()
            return
        ask(
            self.window(),
            "Leave without saving?",
            UNSAVED,
            act="&Leave without saving",
            stay="&Stay on the page",
            then=self._leave,
        )

    def _leave(self) -> None:
        self._is_leaving = True
        self.done.emit()

    def _set_busy(self, *, is_busy: bool) -> None:
        self.edit.setReadOnly(is_busy)
        self.form.setEnabled(not is_busy)
        is_own = self._wording is not None and self._wording.is_own
        self.ours_button.setEnabled(is_own and not is_busy)
        self._show_keep()
        if is_busy:
            self.keep_button.setEnabled(False)

    def _start(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._tools.tasks.start(self, lambda _: work(), done=done, failed=self._fail)

    def _fail(self, error: MhleadError) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, Changed):
            self._read()
        elif not isinstance(error, Cancelled):
            self._say(sentence_for(error))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)
