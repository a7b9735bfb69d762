"""A page over one record: new, or corrected with a reason while the old wording stays readable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mhlead.domain.changes import Changes
from mhlead.domain.records import Record, Version
from mhlead.ui.buttons import danger_button
from mhlead.ui.fields import LineField
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.questions import ask
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Card, Rule
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.wordings import wording_parts

R = TypeVar("R", bound=Record)
NO_LONGER_NEEDED = "not needed any more"
"""Why something was removed that stands in no case, of which nobody is asked why."""


@dataclass(frozen=True)
class RecordActions(Generic[R]):
    """What the page may do with its record.

    Attributes:
        keep: Keeps the record with a reason; gives it back with what was touched.
        remove: Takes it out of use, with a reason; None where it can’t be.
        wordings: Every wording of it, newest first.
        changed: Tells the window what was touched.
    """

    keep: Callable[[R, str], tuple[R, Changes]]
    changed: Callable[[Changes], None]
    remove: Callable[[str], Changes] | None = None
    wordings: Callable[[], Sequence[Version[R]]] | None = None


class RecordPage(FormPage[Any]):
    """A form over a record; a correction in a case asks why."""

    def __init__(
        self,
        name: str,
        form: RecordForm[R],
        *,
        tasks: TaskRunner,
        actions: RecordActions[R],
        said: str = "Saved.",
        subject: str = "",
        under: str = "",
        may_remove: bool = True,
    ) -> None:
        """Builds the page.

        Args:
            name: The page's name, without personal data.
            form: The form over the record.
            tasks: Runs the work.
            actions: What may be done.
            said: What the status line says once it is saved.
            subject: The pupil it is about, or "".
            under: A sentence under the name.
            may_remove: Whether the record can be taken out of use here.
        """
        record = form.value()
        self._is_new = not record.id
        self.kept: Any = None
        self._said = said
        self._actions: RecordActions[Any] = actions
        self.reason = LineField()
        self._asks_why = not self._is_new and hasattr(record, "case_id")
        if self._asks_why:
            form.add_row(
                "Why it is corrected",
                self.reason,
                help_text="The old wording stays readable, with this reason.",
                required=True,
            )
        super().__init__(
            name,
            form,
            tasks=tasks,
            submit=lambda: self._work(form),
            submitted=self._kept,
            subject=subject,
            under=under,
        )
        self.earlier = Card("Earlier wordings")
        self.earlier.hide()
        self.add_below(self.earlier)
        if not self._is_new:
            if may_remove:
                self._offer_removal()
            self._read_wordings()

    def _work(self, form: RecordForm[R]) -> Callable[[], tuple[R, Changes]]:
        record, reason = form.value(), self.reason.value()
        return lambda: self._actions.keep(record, reason)

    def _kept(self, answer: tuple[Any, Changes]) -> None:
        self.kept = answer[0]
        self._actions.changed(answer[1])
        self.said.emit(self._said)

    def _offer_removal(self) -> None:
        if self._actions.remove is None:
            return
        self.remove_button = danger_button("&Remove", "trash-2")
        self.add_button(self.remove_button)
        self.remove_button.clicked.connect(self._ask_to_remove)

    def _ask_to_remove(self) -> None:
        if self._asks_why and not self.reason.value():
            self._show_problem("Say why it is removed in “Why it is corrected” first.")
            self.reason.focus_first()
            return
        ask(
            self.window(),
            "Remove this entry?",
            "It no longer counts and no letter takes it. What it said stays readable in its "
            f"history{', with your reason' if self._asks_why else ''}.",
            act="&Remove it",
            stay="&Keep it",
            then=self._remove,
        )

    def _remove(self) -> None:
        remove, reason = self._actions.remove, self.reason.value() or NO_LONGER_NEEDED
        if remove is None:
            return
        self._set_busy(is_busy=True)
        self._tasks.start(
            self, lambda _: (None, remove(reason)), done=self._removed, failed=self._not_saved
        )

    def _removed(self, answer: tuple[None, Changes]) -> None:
        self._is_done = True
        self._actions.changed(answer[1])
        self.said.emit("Removed. What it said stays in its history.")
        self.done.emit()

    def _read_wordings(self) -> None:
        read = self._actions.wordings
        if read is not None:
            self._tasks.start(
                self, lambda _: read(), done=self._show_wordings, failed=lambda _: None
            )

    def _show_wordings(self, versions: Sequence[Version[Any]]) -> None:
        older = list(versions)[1:]
        for newer, version in zip(versions, older, strict=False):
            self.earlier.body.addWidget(Rule())
            for role, text in wording_parts(version, newer):
                self.earlier.body.addWidget(paragraph(text, role))
        self.earlier.setVisible(bool(older))
