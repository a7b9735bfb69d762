"""A page with one form: it is filled in, sent off, and what was typed stays when that fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.page import Page
from mhlead.ui.questions import ask
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Card, PageHeader, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import sentence_for

A = TypeVar("A")


class FormPage(Page, Generic[A]):
    """One form with one primary button; it closes itself once the work is done."""

    def __init__(
        self,
        name: str,
        form: Form,
        *,
        tasks: TaskRunner,
        submit: Callable[[], Callable[[], A]],
        submitted: Callable[[A], None],
        subject: str = "",
        under: str = "",
        action: str = "&Save",
        icon_name: str = "save",
    ) -> None:
        """Builds the page.

        Args:
            name: The page's name, without personal data.
            form: The form, filled in.
            tasks: Runs the work.
            submit: Called on the window's thread; reads the form and gives back the work to do.
            submitted: Gets what the work gave, before the page closes.
            subject: The pupil the page is about, or "".
            under: A sentence under the name.
            action: The primary button's words.
            icon_name: The primary button's icon.
        """
        super().__init__("form_page")
        self._name, self._subject, self._tasks = name, subject, tasks
        self._submit, self._submitted = submit, submitted
        self._is_done = False
        self._was_touched = False
        self.form = form
        self.header = PageHeader(name, under)
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.save_button = primary_button(action, icon_name)
        self.cancel_button = plain_button("&Cancel")
        self.scrolled = Scrolled()
        self.offer_place = self.scrolled.body
        self.card = Card(gap="gap")
        self._lay_out()

        form.value_changed.connect(self._touch)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self._cancel)

    def _lay_out(self) -> None:
        self.card.body.addWidget(self.form)
        self.card.body.addWidget(self.problem)
        self.buttons: QHBoxLayout = line()
        self.buttons.addWidget(self.save_button)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addStretch()
        self.card.body.addLayout(self.buttons)
        self.scrolled.body.addWidget(self.card)
        self.scrolled.body.addStretch()
        layout = column(self)
        layout.addWidget(self.header)
        layout.addWidget(self.scrolled, 1)

    def add_button(self, one: QPushButton) -> None:
        """A button at the right of the form's own."""
        self.buttons.addWidget(one)

    def add_below(self, part: QWidget) -> None:
        """Something under the form, on the same page."""
        self.scrolled.body.insertWidget(self.scrolled.body.count() - 1, part)

    def add_above(self, part: QWidget) -> None:
        """Something over the form, on the same page."""
        self.scrolled.body.insertWidget(0, part)

    def page_name(self) -> str:
        return self._name

    def subject(self) -> str:
        return self._subject

    def about(self) -> str:
        return self.form.about() if isinstance(self.form, RecordForm) else ""

    def focus_first(self) -> None:
        if self.form.rows:
            self.form.rows[0].field.focus_first()

    def has_unsaved(self) -> bool:
        return self._was_touched and not self._is_done

    def _touch(self) -> None:
        self._was_touched = True

    def save(self) -> None:
        """Checks the form and does the work; what was typed stays until that is done."""
        if not self.save_button.isEnabled() or not self.form.check():
            return
        work = self._submit()
        self._show_problem("")
        self._set_busy(is_busy=True)
        self._tasks.start(self, lambda _: work(), done=self._saved, failed=self._not_saved)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.save_button.setEnabled(not is_busy)
        self.form.setEnabled(not is_busy)

    def _saved(self, answer: A) -> None:
        self._is_done = True
        self._submitted(answer)
        self.done.emit()

    def _not_saved(self, error: MhleadError) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, Cancelled):
            return
        if isinstance(self.form, RecordForm) and self.form.show_refusal(error):
            return
        self._show_problem(sentence_for(error))
        self.save_button.setFocus()

    def _show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

    def _cancel(self) -> None:
        if not self.has_unsaved():
            self.done.emit()
            return
        ask(
            self.window(),
            "Leave without saving?",
            "What you typed on this page has not been saved.",
            act="&Leave without saving",
            stay="&Stay on the page",
            then=self._leave,
        )

    def _leave(self) -> None:
        self._is_done = True
        self.done.emit()
