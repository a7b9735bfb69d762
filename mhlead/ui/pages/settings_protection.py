"""For the data protection officer: the papers of the pack are chosen, looked at and printed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from mhlead.domain.changes import Changes
from mhlead.domain.data_protection import TITLES, PackPaper
from mhlead.services.data_protection import Officer, ProtectionPaper
from mhlead.ui.fields import LineField
from mhlead.ui.fields.choice import Combo
from mhlead.ui.form import Form
from mhlead.ui.labels import label, paragraph
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.pages.settings_protection_work import ProtectionWork
from mhlead.ui.surfaces import PageHeader

_PAUSE_MS = 500
_PAPERS = tuple(PackPaper)
_SHORT = {
    PackPaper.ASSESSMENT: "Impact assessment",
    PackPaper.RECORD: "Processing record",
    PackPaper.POLICY: "Policy document",
    PackPaper.FAMILIES: "Notice for families",
    PackPaper.PUPILS: "Notice for pupils",
    PackPaper.FLOW: "Where data goes",
}
_HOW = (
    "Your school’s facts are filled in; what only you can say stands in red, to be filled in by "
    "hand. Nothing here is legal advice: your data protection officer confirms it or puts it right."
)


class ProtectionPage(PaperPage):
    """One of the papers, with its gaps named above it."""

    PRINTED = "It is with the printer."
    SAVED = "Saved. There is no pupil in it: it may be passed on."

    def __init__(
        self, settings: MachineSettings, tools: SettingsTools, work: ProtectionWork
    ) -> None:
        """Builds the page and makes the first paper.

        Args:
            settings: Of this computer; they keep who the officer is.
            tools: What every page of the settings is given.
            work: What can be done.
        """
        header = PageHeader("For the data protection officer", "What they ask for, filled in")
        super().__init__("protection_page", header, tasks=tools.tasks, changed=tools.changed)
        self._settings, self._work = settings, work
        self.paper = Combo()
        self.paper.setAccessibleName("Which paper")
        self.paper.setMinimumContentsLength(max(len(_SHORT[one]) for one in _PAPERS))
        self.paper.addItems([_SHORT[one] for one in _PAPERS])
        self.officer = LineField(longest=120)
        self.contact = LineField(longest=200)
        self.registration = LineField(longest=40)
        self.form = Form()
        self.form.add_row("Data protection &officer", self.officer)
        self.form.add_row("&How to reach them", self.contact)
        self.form.add_row(
            "&Registration number",
            self.registration,
            help_text="In the Information Commissioner’s register, such as Z0000000.",
        )
        now = settings.now
        for field, text in (
            (self.officer, now.officer),
            (self.contact, now.officer_contact),
            (self.registration, now.registration),
        ):
            field.set_value(text)
        self.gaps = paragraph("", "muted")
        name = label("Which pap&er")
        name.setBuddy(self.paper)
        self.lay_out((name, self.paper), above=(paragraph(_HOW, "muted"), self.form, self.gaps))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._written)
        for field in (self.officer, self.contact, self.registration):
            field.value_changed.connect(self._pause.start)
        self.paper.activated.connect(self._read)
        self.show_buttons()
        self._read()

    def page_name(self) -> str:
        return "For the data protection officer"

    def focus_first(self) -> None:
        self.paper.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Service", "StaffMember", "SchoolProfile"):
            self._read()

    def file_stem(self) -> str:
        return TITLES[self._chosen()]

    def record_use(self, how: str) -> Callable[[], Changes]:
        record_use, paper = self._work.record_use, self._chosen()
        return lambda: record_use(paper, how)

    def choose(self, paper: PackPaper) -> None:
        """Shows this paper."""
        self.paper.setCurrentIndex(_PAPERS.index(paper))
        self._read()

    def _chosen(self) -> PackPaper:
        return _PAPERS[self.paper.currentIndex()]

    def _officer(self) -> Officer:
        return Officer(self.officer.value(), self.contact.value(), self.registration.value())

    def _written(self) -> None:
        told = self._officer()
        self._settings.change(
            officer=told.name, officer_contact=told.contact, registration=told.registration
        )
        self._read()

    def _read(self) -> None:
        make, paper, officer = self._work.make, self._chosen(), self._officer()
        self._pdf = b""  # what is shown is no longer what was chosen
        self.show_buttons()
        self.start(lambda: make(paper, officer), lambda made: self._show(paper, officer, made))

    def _show(self, paper: PackPaper, officer: Officer, made: ProtectionPaper) -> None:
        if (paper, officer) != (self._chosen(), self._officer()):
            return  # something else was chosen or typed meanwhile
        self.show_paper(made.pdf, made.text)
        self.gaps.setText(_gap_words(made))


def _gap_words(made: ProtectionPaper) -> str:
    if not made.gaps:
        return "Everything is filled in."
    return f"Still to be filled in: {', '.join(made.gaps)}."
