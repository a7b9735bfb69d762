"""Every version of a school's own wording: who, when and why; compared, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.wording_difference import DifferentLine, Differs, difference
from mhlead.services.letters.wordings import Wording, WordingVersion
from mhlead.ui.announce import announce
from mhlead.ui.appearance import colours
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.wording_work import WordingTools
from mhlead.ui.surfaces import Card, Chip, EmptyState, PageHeader, Rule, Scrolled
from mhlead.ui.tasks import Lane
from mhlead.ui.tokens import Tone
from mhlead.ui.wordings import moment_words
from mhlead.wording import sentence_for, words

_EMPTY = (
    "Your school has no wording of its own for this letter yet. The first one you keep stands here,"
    " with who changed it, when and why."
)
_UNDER = "Nothing is overwritten: each version stays as it was, and can be used again."
_NOW = "the text now"
_SIGNS = {Differs.SAME: "  ", Differs.ADDED: "+ ", Differs.GONE: "- "}


class VersionsPage(Page):
    """The versions, newest first, and ours at the end."""

    def __init__(self, wording: Wording, now: str, tools: WordingTools) -> None:
        """Builds the page.

        Args:
            wording: The wording with its versions.
            now: The text as it reads in the editor, to compare with.
            tools: The runner, the work, and the ways to other pages.
        """
        super().__init__("wording_versions_page")
        self._wording, self._now, self._tools = wording, now, tools
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader(f"Versions: {words(wording.kind)}", _UNDER)
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self._rows = column(gap="gap")
        card = Card(gap="gap")
        card.body.addLayout(self._rows)
        scrolled = Scrolled()
        scrolled.body.addWidget(card)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(self.problem)
        layout.addWidget(scrolled, 1)
        self.back_button.clicked.connect(self.done)
        self._show()

    def page_name(self) -> str:
        return f"Versions: {words(self._wording.kind)}"

    def focus_first(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("LetterWording"):
            work, kind = self._tools.work, self._wording.kind
            self._start(lambda: work.read(kind), self._read_again)

    def _read_again(self, wording: Wording) -> None:
        self._wording = wording
        self._show()

    def _show(self) -> None:
        clear(self._rows)
        wording = self._wording
        if not wording.versions:
            self._rows.addWidget(EmptyState("history", _EMPTY))
        for version in wording.versions:
            self._rows.addWidget(self._row(version))
            self._rows.addWidget(Rule())
        self._rows.addWidget(self._ours_row())

    def _row(self, version: WordingVersion) -> QWidget:
        who = f", {version.who}" if version.who else ""
        name = f"Version {version.number}"
        told = [
            (f"{name}: our wording again" if version.is_ours else name, "strong"),
            (f"{moment_words(version.at)}{who}", "muted"),
        ]
        if version.reason and not version.is_ours:
            told.append((version.reason, ""))
        row, layout = _told_row(told)
        top = Qt.AlignmentFlag.AlignTop
        if version.is_current and not version.is_ours:
            layout.addWidget(Chip("In use", Tone.GOOD), alignment=top)
        if not version.is_ours:
            layout.addWidget(self._link("Compare", name, version.text), alignment=top)
            if not version.is_current:
                layout.addWidget(self._bring_back_link(version, name), alignment=top)
        return row

    def _ours_row(self) -> QWidget:
        row, layout = _told_row(
            [("Our wording", "strong"), ("As it comes with the program.", "muted")]
        )
        top = Qt.AlignmentFlag.AlignTop
        if not self._wording.is_own:
            layout.addWidget(Chip("In use", Tone.GOOD), alignment=top)
        layout.addWidget(self._link("Compare", "Our wording", self._wording.ours), alignment=top)
        return row

    def _link(self, action: str, name: str, text: str) -> QWidget:
        link = link_button(action)
        link.setAccessibleName(f"{action}: {name}")
        link.clicked.connect(partial(self.compare, name, text))
        return link

    def _bring_back_link(self, version: WordingVersion, name: str) -> QWidget:
        link = link_button("Bring back")
        link.setAccessibleName(f"Bring back: {name}")
        link.clicked.connect(partial(self.bring_back, version.number))
        return link

    def compare(self, name: str, text: str) -> None:
        """Shows what reads otherwise in the editor than in that version."""
        now = self._now

        def open_it(lines: tuple[DifferentLine, ...]) -> None:
            self._tools.open_page(DifferencePage(name, lines))

        self._start(lambda: difference(text, now), open_it, Lane.COMPUTE)

    def bring_back(self, number: int) -> None:
        """The version is used again, as a new version that says so."""
        work, wording = self._tools.work, self._wording
        self._start(
            lambda: work.bring_back(wording.kind, number, wording.number),
            lambda changes: self._brought_back(number, changes),
        )

    def _brought_back(self, number: int, changes: Changes) -> None:
        self.said.emit(f"Version {number} is used again.")
        self._tools.changed(changes)
        self.done.emit()

    def _start(
        self, work: Callable[[], Any], done: Callable[[Any], None], lane: Lane = Lane.STORE
    ) -> None:
        self._tools.tasks.start(self, lambda _: work(), done=done, failed=self._fail, lane=lane)

    def _fail(self, error: MhleadError) -> None:
        if not isinstance(error, Cancelled):
            self.problem.setText(sentence_for(error))
            self.problem.show()
            announce(self, self.problem.text())


def _told_row(told: list[tuple[str, str]]) -> tuple[QWidget, Any]:
    row = QWidget()
    layout = line(row, gap="gap")
    words_part = column(gap="tiny")
    for text, role in told:
        words_part.addWidget(paragraph(text, role))
    layout.addLayout(words_part, 1)
    return row, layout


class _DifferenceMarks(QSyntaxHighlighter):
    """Colours a line by its sign, which says the same without colour."""

    def highlightBlock(self, text: str) -> None:
        """Colours one line."""
        tones = {"+": Tone.GOOD, "-": Tone.DANGER}
        tone = tones.get(text[:1])
        if tone is not None:
            back, front = colours().tone(tone)
            form = QTextCharFormat()
            form.setBackground(QColor(back))
            form.setForeground(QColor(front))
            self.setFormat(0, len(text), form)


class DifferencePage(Page):
    """Two wordings in one text: each line once, with what was added and what is gone."""

    def __init__(self, name: str, lines: tuple[DifferentLine, ...], now: str = _NOW) -> None:
        """Builds the page.

        Args:
            name: What is compared.
            lines: Every line of both.
            now: What it is compared with.
        """
        super().__init__("wording_difference_page")
        self._name = name
        added = sum(one.differs is Differs.ADDED for one in lines)
        gone = sum(one.differs is Differs.GONE for one in lines)
        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader(f"{name} and {now}", _counted(added, gone))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("What is different")
        self.text.setAccessibleDescription(
            f"A plus begins a line that stands in {now}, a minus one that is gone."
        )
        self.text.setPlainText("\n".join(f"{_SIGNS[one.differs]}{one.text}" for one in lines))
        self._marks = _DifferenceMarks(self.text.document())
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(self.text, 1)
        self.back_button.clicked.connect(self.done)

    def page_name(self) -> str:
        return "Wordings compared"

    def focus_first(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_marks"):
            self._marks.rehighlight()


def _counted(added: int, gone: int) -> str:
    if not added and not gone:
        return "Both read the same."
    parts = [f"{_lines(added)} added (+)"] if added else []
    parts += [f"{_lines(gone)} gone (-)"] if gone else []
    return f"{', '.join(parts)}."


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
