"""The review of something that fell due: a person keeps it longer, or has it disposed of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt

from mhlead.domain.changes import Changes
from mhlead.domain.records import Disposal
from mhlead.domain.retention import DueLine
from mhlead.ui.buttons import danger_button
from mhlead.ui.dialogs.choose_file import choose_place
from mhlead.ui.forms.rights_forms import keep_longer_form
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.rights_work import RetentionWork
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.questions import ask
from mhlead.ui.surfaces import Card
from mhlead.ui.tasks import Lane
from mhlead.ui.whole_file import write_whole
from mhlead.wording import sentence_for
from mhlead.wording.rights_words import goes_on_words, what_words

_SURE = (
    "It can’t be undone, and nobody can bring it back: not from the store, and from backups only "
    "until they go. Restoring an older one has it disposed of again."
)
_ALL = (
    "With the pupil go cases, entries, contacts, consents, referrals, issued letters, and what the "
    "history says of them. What other pupils’ records say stays with them."
)


class DisposalPage(FormPage[Changes]):
    """Keeping it longer is the form; disposing of it stands beside and asks once more."""

    def __init__(self, line: DueLine, who: str, tools: SettingsTools, work: RetentionWork) -> None:
        """Builds the page.

        Args:
            line: What fell due.
            who: The pupil, by name where names are shown and by initials otherwise.
            tools: What every page of the settings is given.
            work: What can be done.
        """
        form = keep_longer_form(tools.today)
        super().__init__(
            "Keep it longer, or dispose of it",
            form,
            tasks=tools.tasks,
            submit=self._keep,
            submitted=tools.changed,
            subject=line.name,
            under=" · ".join(part for part in (who, what_words(line.kind)) if part),
            action="&Keep it longer",
        )
        self._line, self._tools, self._work = line, tools, work
        self._asked = form
        self.dispose_button = danger_button("&Dispose of it for good…")
        self.dispose_button.setVisible(line.may_go(tools.today()))
        self.dispose_button.clicked.connect(self.dispose)
        about = Card(gap="small")
        if line.kind == "Pupil":
            about.body.addWidget(paragraph(_ALL))
        if line.stopped:
            about.body.addWidget(paragraph(goes_on_words(line.stopped), "problem"))
        about.body.addWidget(self.dispose_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.add_above(about)
        if line.kind != "Pupil":
            self.card.hide()  # only a pupil's record is kept longer by a review

    def focus_first(self) -> None:
        if self._line.kind == "Pupil":
            super().focus_first()
        else:
            self.dispose_button.setFocus()

    def _keep(self) -> Callable[[], Changes]:
        told, line = self._asked.value(), self._line
        until = told.keep_until or self._tools.today()
        return lambda: self._work.keep_longer(line.pupil_id, told.reason, until)

    def dispose(self) -> None:
        """Asks once more, then disposes of it."""
        ask(
            self.window(),
            "Dispose of it for good?",
            _SURE,
            act="&Dispose of it",
            stay="&Leave it",
            then=self._dispose,
        )

    def _dispose(self) -> None:
        self.dispose_button.setEnabled(False)
        self._tasks.start(
            self,
            lambda _: self._work.dispose(self._line),
            done=self._disposed,
            failed=lambda error: self._show_problem(sentence_for(error)),
        )

    def _disposed(self, answer: tuple[list[Disposal], Changes]) -> None:
        self._is_done = True
        self._tools.changed(answer[1])
        self.said.emit("Disposed of. Its certificate stands under “Disposed of”.")
        self.done.emit()


def save_disposal(
    page: SettingsSubPage, tools: SettingsTools, work: RetentionWork, made: Sequence[Disposal]
) -> None:
    """Asks where the certificate goes, and writes it there whole or not at all."""

    def write(path: Path) -> None:
        tools.tasks.start(
            page,
            lambda _: write_whole(path, work.certificate(made)),
            done=lambda _: page.said.emit("The certificate was saved."),
            failed=page.show_problem,
            lane=Lane.COMPUTE,
        )

    name = "disposal-certificate.pdf"
    choose_place(page, "Save the certificate", "PDF (*.pdf)", write, name=name)
