"""The card on a service's page that keeps its own blank form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.records import Service, ServiceForm
from mhlead.services.service_forms import OwnFormView
from mhlead.ui.announce import announce
from mhlead.ui.buttons import danger_button, plain_button
from mhlead.ui.dialogs.choose_file import choose_file
from mhlead.ui.fields import LineField
from mhlead.ui.flow import Flow
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.page import Page
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.form_places_page import places_page
from mhlead.ui.pages.own_form_work import OwnFormWork
from mhlead.ui.surfaces import Card, Chip
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.wording import sentence_for
from mhlead.wording.form_words import FINDINGS, fields_words

_NONE = (
    "If they hand out a PDF form with fields, keep a blank one here: letters can then be written "
    "on it, and what does not fit is listed."
)
_NAME_HELP = "Such as “SPA referral form, version 7”. It stands in the list of letters."
_REASON = "they have no such form any more"


@dataclass(frozen=True)
class CardTools:
    """What the card is given by the page it stands on.

    Attributes:
        changed: Told what an action touched.
        offer_undo: Offers to take an action back.
        open_page: Shows a page above this one.
    """

    tasks: TaskRunner
    changed: Callable[[Changes], None]
    offer_undo: Callable[[str, Callable[[], None]], None]
    open_page: Callable[[Page], None]


class OwnFormCard(Card):
    """The form that is kept, what was found in it, and whether it is settled what goes where."""

    def __init__(self, service: Service, tools: CardTools, work: OwnFormWork) -> None:
        """Builds the card and reads the form.

        Args:
            service: Whose form it is.
            tools: What the page gives.
            work: What can be done with forms.
        """
        super().__init__("Their own form", gap="gap")
        self._service, self._tools, self._work = service, tools, work
        self._view: OwnFormView | None = None
        self.form_name = paragraph("", "strong")
        self.state = Chip()
        self.about = paragraph(_NONE, "muted")
        self.problem = paragraph("", "problem")
        self.keep_button = plain_button("Keep the&ir form…", "upload")
        self.places_button = plain_button("What &goes where…", "list")
        self.remove_button = danger_button("Take it a&way", "trash-2")
        buttons = Flow(gap="gap")
        for button in (self.places_button, self.keep_button, self.remove_button):
            buttons.addWidget(button)
        for part in (self.form_name, self.state, self.about, self.problem):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self.body.addStretch()
        self.keep_button.clicked.connect(self.choose)
        self.places_button.clicked.connect(self.settle_places)
        self.remove_button.clicked.connect(self._remove)
        self._show(None)
        self.read()

    def read(self) -> None:
        """Reads the form that is kept."""
        work, service_id = self._work, self._service.id
        self._tools.tasks.start(
            self, lambda _: work.read(service_id), done=self._show, failed=self._fail
        )

    def _show(self, view: OwnFormView | None) -> None:
        self._view = view
        self._say("")
        for part in (self.form_name, self.state, self.places_button, self.remove_button):
            part.setVisible(view is not None)
        self.keep_button.setText("A &newer form…" if view else "Keep the&ir form…")
        if view is None:
            self.about.setText(_NONE)
            return
        self.form_name.setText(view.form.name)
        if view.is_confirmed:
            self.state.show_words("Settled what goes where", Tone.GOOD)
        else:
            self.state.show_words("Not settled yet", Tone.WATCH)
        told = [fields_words(len(view.blank.fields), view.blank.pages) + "."]
        told += [FINDINGS[one] for one in view.blank.findings]
        self.about.setText(" ".join(told))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

    def _fail(self, error: MhleadError) -> None:
        if not isinstance(error, Cancelled):
            self._say(sentence_for(error))

    # keeping ------------------------------------------------------------------------------

    def choose(self) -> None:
        """Asks for the file of the blank form."""
        choose_file(self.window(), "Choose their blank form", "PDF (*.pdf)", self.take)

    def take(self, path: Path) -> None:
        """Asks what the form is called, and keeps it."""
        form, name = Form(), LineField()
        form.add_row("What the &form is called", name, help_text=_NAME_HELP, required=True)
        name.set_value(self._view.form.name if self._view else "Referral form")
        work, service_id = self._work, self._service.id

        def submit() -> Callable[[], tuple[ServiceForm, Changes]]:
            called = name.value()
            return lambda: work.keep(service_id, called, path)

        page: FormPage[tuple[ServiceForm, Changes]] = FormPage(
            "Keep their form",
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=self._kept,
            under=f"{self._service.name}. Please make sure that it is blank: at most 5 MB.",
        )
        self._tools.open_page(page)

    def _kept(self, answer: tuple[ServiceForm, Changes]) -> None:
        self._tools.changed(answer[1])
        self.read()

    def settle_places(self) -> None:
        """Shows what goes where in the form."""
        if self._view is None:
            return

        def confirmed(answer: tuple[Any, Changes]) -> None:
            self._tools.changed(answer[1])
            self.read()

        page = places_page(
            self._view, tasks=self._tools.tasks, work=self._work, confirmed=confirmed
        )
        self._tools.open_page(page)

    def _remove(self) -> None:
        if self._view is None:
            return
        work, form_id = self._work, self._view.form.id
        self._tools.tasks.start(
            self,
            lambda _: work.remove(form_id, _REASON),
            done=lambda changes: self._removed(changes, form_id),
            failed=self._fail,
        )

    def _removed(self, changes: Changes, form_id: str) -> None:
        tools, work = self._tools, self._work

        def take_back() -> None:
            tools.tasks.start(
                tools.tasks,
                lambda _: work.bring_back(ServiceForm, form_id),
                done=lambda answer: tools.changed(answer[1]),
                failed=lambda _: None,
            )

        tools.offer_undo("Their form was taken away.", take_back)
        tools.changed(changes)
        self.read()
