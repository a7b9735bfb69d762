"""The copy of a record as it would leave: looked through, printed or saved, and its leaving."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.changes import Changes
from mhlead.domain.records import RequestRelease
from mhlead.domain.request_copy import TITLE
from mhlead.services.requests import Released, RequestCopy
from mhlead.ui.buttons import plain_button
from mhlead.ui.forms.request_forms import release_form
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.pages.rights_work import RequestWork
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.surfaces import PageHeader
from mhlead.wording.rights_words import LACKS

_HOW = (
    "Other people’s names are hidden. Read all of it before it leaves: a person can be known by "
    "more than a name. Add what is still to be hidden to the request."
)
_CHANGED = "Something has changed since. Go back and open the copy again before it leaves."


class RequestCopyPage(PaperPage):
    """The copy; it can be printed and saved once nothing stands before its release."""

    PRINTED = "It is with the printer. Record how it left."
    SAVED = "Saved: the file is not encrypted. Record how it left."

    def __init__(self, request_id: str, tools: SettingsTools, work: RequestWork) -> None:
        """Builds the page and makes the copy.

        Args:
            request_id: The request.
            tools: What every page of the settings is given.
            work: What can be done.
        """
        super().__init__(
            "request_copy_page",
            PageHeader(TITLE, "As it would leave now"),
            tasks=tools.tasks,
            changed=tools.changed,
        )
        self._id, self._tools, self._work = request_id, tools, work
        self._copy: RequestCopy | None = None
        self.left_button = plain_button("It &left…", "send")
        self.lacks = paragraph("", "problem")
        self.lay_out((), buttons=(self.left_button,), above=(paragraph(_HOW, "muted"), self.lacks))
        self.left_button.clicked.connect(self.leave)
        self.show_buttons()
        self.start(lambda: work.copy(request_id), self._show)

    def page_name(self) -> str:
        return TITLE

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def file_stem(self) -> str:
        return TITLE

    def record_use(self, how: str) -> Callable[[], Changes]:
        record_use, request_id = self._work.record_use, self._id
        return lambda: record_use(request_id, how)

    def show_buttons(self) -> None:
        super().show_buttons()
        may_leave = self._copy is not None and not self._copy.lacks
        for one in (self.print_button, self.save_button, self.left_button):
            one.setEnabled(may_leave)

    def _show(self, copy: RequestCopy) -> None:
        self._copy = copy
        self.show_paper(copy.pdf, copy.text)
        self.lacks.setText(" ".join(LACKS[code] for code in copy.lacks))
        self.lacks.setVisible(bool(copy.lacks))

    def refresh(self, changes: Changes) -> None:
        if changes.touched and self._copy is not None:
            self._copy = None  # what is shown is no longer what would leave
            self.show_buttons()
            self.lacks.setText(_CHANGED)
            self.lacks.show()

    def leave(self) -> None:
        """Asks when, how and to whom it left."""
        copy, work, request_id = self._copy, self._work, self._id
        if copy is None:
            return
        form = release_form(self._tools.today)

        def submit() -> Callable[[], tuple[RequestRelease, Changes]]:
            told = form.value()
            if told.sent_on is None or told.how is None:
                raise ValueError("the form was not checked")
            released = Released(told.sent_on, told.how, told.to_whom)
            return lambda: work.release(request_id, copy, released)

        page: FormPage[tuple[RequestRelease, Changes]] = FormPage(
            "The copy left",
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=lambda answer: self._tools.changed(answer[1]),
            under="The log keeps a digest of this very copy, not the copy.",
        )
        self._tools.open_page(page)
