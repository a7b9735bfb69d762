"""A summary as it would go out: nothing of it is kept until it is released."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from mhlead.domain.changes import Changes
from mhlead.domain.codes import SummaryFormat
from mhlead.domain.document import as_text
from mhlead.domain.errors import MhleadError
from mhlead.domain.release.table_sets import SetSize
from mhlead.domain.sheet_document import compose_sheet, hidden_words
from mhlead.services.releases import Prepared
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_folder
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.letter_view import LetterView
from mhlead.ui.page import Page
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.pages.summary_work import SummaryWork
from mhlead.ui.surfaces import Card, PageHeader, Scrolled
from mhlead.ui.whole_file import refuse_taken, write_new_files
from mhlead.wording import sentence_for
from mhlead.wording.summary_words import STREAM_WORDS, set_words

_ONCE = (
    "Once it is released it stands in the ledger for good, and every later summary is held against "
    "it. Nothing is kept before."
)
_THIN = (
    "in one table under 40 % of the numbers show. The next coarser set is {coarser}: go back and "
    "choose it if it tells more."
)
RECORDED = (
    "The summary stands in the ledger, but its files could not be written. Save them again from "
    "the list, in another folder."
)


class SummaryPreview(Page):
    """The pages, what they hide, and the one button that releases them."""

    def __init__(self, prepared: Prepared, tools: SettingsTools, work: SummaryWork) -> None:
        super().__init__("summary_preview")
        self._prepared, self._tools, self._work = prepared, tools, work
        sheet = prepared.sheet
        self.header = PageHeader(f"Summary, {sheet.period}", hidden_words(sheet) or sheet.days)
        self.back_button = plain_button("&Back", "arrow-left")
        self.release_button = primary_button("&Release it and save the files…", "send")
        self.as_text = Tick("Read as &text")
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.view = LetterView()
        self.view.pages.setAccessibleName("Pages of the summary")
        self.view.text.setAccessibleName("The summary as text")
        self._lay_out()
        self.back_button.clicked.connect(self.done)
        self.release_button.clicked.connect(self.ask_folder)
        self.as_text.toggled.connect(lambda is_on: self.view.show_text(is_text=is_on))
        pdf = next(data for form, _, data in prepared.files if form is SummaryFormat.PDF)
        self.view.show_letter(pdf, as_text(compose_sheet(sheet)))

    def _lay_out(self) -> None:
        self.header.add_button(self.release_button)
        top = line()
        top.addWidget(self.back_button)
        top.addStretch()
        scrolled = Scrolled()
        scrolled.body.addWidget(paragraph(_ONCE, "muted"))
        for part in self._prepared.parts:
            if part.offers is not None and part.offers > SetSize.SENTENCE:
                coarser = set_words(part.counted.stream, part.offers)
                told = f"{STREAM_WORDS[part.counted.stream]}: {_THIN.format(coarser=coarser)}"
                scrolled.body.addWidget(paragraph(told))
        scrolled.body.addWidget(self.problem)
        scrolled.body.addWidget(self.as_text)
        card = Card(margin="small")
        card.body.addWidget(self.view, 1)
        scrolled.body.addWidget(card, 1)
        layout = column(self, gap="gap")
        layout.addLayout(top)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)

    def page_name(self) -> str:
        return "Summary preview"

    def focus_first(self) -> None:
        self.release_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_folder(self) -> None:
        """Asks where the files go; only then is it recorded."""
        choose_folder(self, "Folder for the files of the summary", self.release)

    def release(self, folder: Path) -> None:
        """It stands in the ledger, and then its files in the folder."""
        prepared, work = self._prepared, self._work
        self.release_button.setEnabled(False)

        def record() -> tuple[Changes, MhleadError | None]:
            refuse_taken(folder, [name for _, name, _ in prepared.files])
            files, changes = work.record(prepared)
            try:
                write_new_files(folder, [(one.name, one.data) for one in files])
            except MhleadError as error:
                return changes, error
            return changes, None

        self._tools.tasks.start(
            self, lambda _: record(), done=self._recorded, failed=self._not_recorded
        )

    def _recorded(self, answer: tuple[Changes, MhleadError | None]) -> None:
        changes, error = answer
        self._tools.changed(changes)
        if error is not None:
            self._say(RECORDED)
            return
        self.said.emit("Released. Its four files are in the folder you chose.")
        self.done.emit()

    def _not_recorded(self, error: MhleadError) -> None:
        self.release_button.setEnabled(True)
        self._say(sentence_for(error))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
        announce(self, text)
