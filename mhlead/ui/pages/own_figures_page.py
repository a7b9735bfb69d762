"""The school's own figures, unprotected: looked at and printed, and never saved as a file."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.changes import Changes
from mhlead.domain.counted_periods import CalendarKind
from mhlead.ui.chart_view import ChartView
from mhlead.ui.fields import ChoiceField
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import clear, column
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.pages.summary_work import OwnFigures, SummaryDesk, SummaryWork
from mhlead.ui.surfaces import Card, PageHeader
from mhlead.wording.own_figures import MARK, TITLE, WARNING
from mhlead.wording.summary_words import period_words


class OwnFiguresPage(PaperPage):
    """One period at a time; there is no way to a file from here."""

    PRINTED = "It is with the printer. Keep the paper locked away, and shred it afterwards."

    def __init__(self, desk: SummaryDesk, tools: SettingsTools, work: SummaryWork) -> None:
        """Builds the page and counts the newest period.

        Args:
            desk: The periods that are over.
            tools: What every page of the settings is given.
            work: What can be done.
        """
        header = PageHeader(TITLE, MARK)
        super().__init__("own_figures_page", header, tasks=tools.tasks, changed=tools.changed)
        self._work = work
        periods: list[tuple[tuple[CalendarKind, int], str]] = [
            ((kind, one.code), period_words(kind, one))
            for kind, those in desk.periods.items()
            for one in those
        ]
        self.period = ChoiceField(periods)
        self.period.set_name("Period", "Which term or quarter is counted.")
        name = label("P&eriod")
        name.setBuddy(self.period.entries()[0])
        self.charts_card = Card(gap="gap")
        self._charts = column(gap="gap")
        self.charts_card.body.addLayout(self._charts)
        self.charts_card.hide()
        self.lay_out((), above=(paragraph(WARNING, "muted"), name, self.period, self.charts_card))
        self.save_button.hide()  # a file of it would be copied, sent and found
        self.show_buttons()
        self.period.value_changed.connect(self._count)
        if periods:
            self.period.set_value(periods[0][0])
        else:
            self.say_problem("No term or quarter is over yet.")

    def page_name(self) -> str:
        return "Own figures"

    def focus_first(self) -> None:
        self.period.focus_first()

    def file_stem(self) -> str:
        return "Own figures"

    def record_use(self, how: str) -> Callable[[], Changes]:
        return self._work.own_printed

    def _count(self) -> None:
        chosen = self.period.value()
        if chosen is not None:
            kind, code = chosen
            self.start(lambda: self._work.own(kind, code), self._show)

    def _show(self, made: OwnFigures) -> None:
        clear(self._charts)
        for title, rows in made.charts:
            self._charts.addWidget(ChartView(title, rows))
        self.charts_card.setVisible(bool(made.charts))
        self.show_paper(made.pdf, made.text)
