"""The page on which a letter of any kind is marked as sent, from wherever it was opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.services.sending import SendingView
from mhlead.ui.announce import announce
from mhlead.ui.forms.sending_forms import POSTED, SendingForm
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.sending_work import SendingWork
from mhlead.ui.pages.tools import Tools
from mhlead.ui.questions import tell
from mhlead.ui.surfaces import Card, Chip
from mhlead.ui.tokens import Tone
from mhlead.wording import sentence_for, words
from mhlead.wording.directory_words import stale_words
from mhlead.wording.sending_words import checked_words, no_address_words


class AddressCard(Card):
    """The address as it stands in the directory or the record, large, to be compared."""

    def __init__(self, view: SendingView, form: SendingForm) -> None:
        super().__init__("Read it back")
        self._view, self._form = view, form
        self._lines = column(gap="none")
        self.body.addLayout(self._lines)
        self.hide()
        form.how.value_changed.connect(self._follow)

    def _follow(self) -> None:
        lines, address = self._form.lines(), self._view.address
        clear(self._lines)
        self.setVisible(lines is not None)
        if lines is None:
            return
        if not lines:
            is_post = self._form.how.value() in POSTED
            text = no_address_words(address.to_whom, is_post=is_post, is_listed=address.is_service)
            self._lines.addWidget(paragraph(text, "strong"))
            announce(self, text)
            return
        for one in lines:
            self._lines.addWidget(paragraph(one, "title", selectable=True))
        if address.is_service:
            checked = checked_words(address.checked_on)
            self._lines.addWidget(paragraph(f"From the directory. {checked}", "muted"))
        else:
            self._lines.addWidget(paragraph("From the pupil’s record.", "muted"))
        if address.is_stale:
            self._lines.addWidget(Chip("Old details", Tone.WATCH))
        announce(self, f"Read it back: {', '.join(lines)}")


class SendingPages:
    """Opens the page for a letter; the letter's own page and the lists of letters lead here."""

    def __init__(self, tools: Tools, work: SendingWork, owner: QWidget, subject: str = "") -> None:
        """Keeps what the page needs.

        Args:
            tools: The day, the runner and the ways to other pages.
            work: What can be done when a letter leaves.
            owner: Asks for the letter; a message opens over it.
            subject: The pupil's name for the window's title.
        """
        self._tools, self._work, self._owner, self._subject = tools, work, owner, subject

    def open(self, letter_id: str) -> None:
        """Reads the letter and shows the form that says how it left."""
        work = self._work
        self._tools.tasks.start(
            self._owner, lambda _: work.read(letter_id), done=self._show, failed=self._fail
        )

    def _show(self, view: SendingView) -> None:
        form, work = SendingForm(view, self._tools.today), self._work

        def submit() -> Callable[[], Changes]:
            sent = form.value().sent()
            return lambda: work.send(view.letter_id, sent)

        def submitted(changes: Changes) -> None:
            self._tools.changed(changes)
            page.said.emit("Marked as sent.")

        address = view.address
        name = f"{words(view.kind)} {view.reference}".strip()
        under = f"{name}. {stale_words(address.checked_on)}" if address.is_stale else name
        page: FormPage[Changes] = FormPage(
            "Mark as sent",
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=submitted,
            subject=self._subject,
            under=under,
        )
        page.add_above(AddressCard(view, form))
        self._tools.open_page(page)

    def _fail(self, error: MhleadError) -> None:
        tell(self._owner.window(), "That did not work", sentence_for(error))
