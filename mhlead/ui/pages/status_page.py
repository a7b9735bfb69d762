"""The sheet that asks a service how every open referral stands: seen, printed, saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mhlead.domain.changes import Changes
from mhlead.domain.records import Service
from mhlead.services.status_enquiry import StatusPaper
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.surfaces import PageHeader
from mhlead.ui.tasks import TaskRunner

_HOW = (
    "One sheet instead of a call for each. A name stands on it only where this service may be "
    "told it now; otherwise initials and our reference."
)


@dataclass(frozen=True)
class StatusWork:
    """What can be done with the sheet; every call runs beside the window's thread.

    Attributes:
        make: The sheet for a service.
        record_use: That it was "printed" or "saved" stands in the history.
    """

    make: Callable[[str], StatusPaper]
    record_use: Callable[[str, str], Changes]


class StatusPage(PaperPage):
    """The sheet as it prints; it is made anew when a referral moves."""

    PRINTED = "The sheet is with the printer."
    SAVED = "Saved. This file is not encrypted: delete it once it has been sent."

    def __init__(
        self,
        service: Service,
        *,
        tasks: TaskRunner,
        work: StatusWork,
        changed: Callable[[Changes], None],
    ) -> None:
        """Builds the page and makes the sheet.

        Args:
            service: Whom it asks.
            tasks: Runs the work.
            work: What can be done.
            changed: Told what an action touched.
        """
        header = PageHeader("How do they stand?", service.name)
        super().__init__("status_page", header, tasks=tasks, changed=changed)
        self._service, self._work = service, work
        self.lay_out((), above=(paragraph(_HOW, "muted"),))
        self.show_buttons()
        self._read()

    def page_name(self) -> str:
        return "How do they stand?"

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Referral", "Consent", "NameUse", "Pupil"):
            self._read()

    def file_stem(self) -> str:
        return "Status enquiry"

    def record_use(self, how: str) -> Callable[[], Changes]:
        record_use, service_id = self._work.record_use, self._service.id
        return lambda: record_use(service_id, how)

    def _read(self) -> None:
        make, service_id = self._work.make, self._service.id
        self.start(lambda: make(service_id), self._show)

    def _show(self, paper: StatusPaper) -> None:
        self.show_paper(paper.pdf, paper.text)
