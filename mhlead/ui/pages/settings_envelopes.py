"""The settings of the school's window envelopes, and the sheet that tries them out."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.changes import Changes
from mhlead.domain.envelope import LIMITS, USUAL
from mhlead.domain.records import SchoolProfile
from mhlead.domain.records.school import SCHOOL_ID
from mhlead.services.envelopes import EnvelopePaper
from mhlead.ui.buttons import plain_button
from mhlead.ui.fields import NumberField
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.pages.settings_envelope_work import EnvelopeWork
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import PageHeader

Kept = tuple[SchoolProfile, Changes]
_UNDER = (
    "Measured on the front of a DL envelope, in millimetres. Left empty, letters are set for the "
    "usual window: 35 high and 90 wide, 20 from the left and 18 from the bottom."
)
_ROWS = (
    ("window_left_mm", "From the &left edge", USUAL.left_mm),
    ("window_bottom_mm", "From the lo&wer edge", USUAL.bottom_mm),
    ("window_width_mm", "Wi&dth of the window", USUAL.width_mm),
    ("window_height_mm", "&Height of the window", USUAL.height_mm),
)
_HOW = "Print it in its real size, fold it at the marks, and shake it in one of your envelopes."


class EnvelopePage(PaperPage):
    """The sheet as it prints."""

    PRINTED = "The sheet is with the printer."
    SAVED = "Saved. The sheet is about no pupil."

    def __init__(self, measured: SchoolProfile, tools: SettingsTools, work: EnvelopeWork) -> None:
        """Builds the page and makes the sheet.

        Args:
            measured: The school with the measures to try.
            tools: What every page of the settings is given.
            work: What can be done.
        """
        header = PageHeader("Envelope test sheet", "The window, and an address in it")
        super().__init__("envelope_page", header, tasks=tools.tasks, changed=tools.changed)
        self._work = work
        self.lay_out((), above=(paragraph(_HOW, "muted"),))
        self.show_buttons()
        self.start(lambda: work.make(measured), self._show)

    def page_name(self) -> str:
        return "Envelope test sheet"

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def file_stem(self) -> str:
        return "Envelope test sheet"

    def record_use(self, how: str) -> Callable[[], Changes]:
        record_use = self._work.record_use
        return lambda: record_use(how)

    def _show(self, paper: EnvelopePaper) -> None:
        self.show_paper(paper.pdf, paper.text)


def envelopes_page(
    school: SchoolProfile | None, tools: SettingsTools, work: EnvelopeWork
) -> FormPage[Kept]:
    """A page with the measures of the window."""
    form = RecordForm(school or SchoolProfile(SCHOOL_ID, ""))
    for name, label, usual in _ROWS:
        least, most = LIMITS[name]
        told = f"{least} to {most} mm; usually {usual} mm."
        form.bind(name, NumberField(least, most), label=label, help_text=told)

    def submit() -> Callable[[], Kept]:
        record = form.value()
        return lambda: tools.work.save_school(record)

    page: FormPage[Kept] = FormPage(
        "Window envelopes",
        form,
        under=_UNDER,
        tasks=tools.tasks,
        submit=submit,
        submitted=lambda answer: tools.changed(answer[1]),
    )
    sheet = plain_button("See the &test sheet", "file-text")
    sheet.setObjectName("sheet_button")

    def show() -> None:
        if form.check():
            tools.open_page(EnvelopePage(form.value(), tools, work))

    sheet.clicked.connect(show)
    page.add_button(sheet)
    return page
