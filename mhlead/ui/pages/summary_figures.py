"""Writing down figures that were given otherwise, so that later summaries are held against them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from mhlead.domain.changes import Changes
from mhlead.domain.codes import GivenTo
from mhlead.domain.errors import FieldRefused
from mhlead.domain.release import Where
from mhlead.domain.release.dimensions import Ages, Detail, grouping_of
from mhlead.domain.release.table_sets import COUNTED_ALONE, COUNTED_BY, Stream
from mhlead.services.release_figures import Figure, Given
from mhlead.services.release_parts import ReleaseOrder
from mhlead.ui.fields import ChoiceField, DayField, LineField, NumberField
from mhlead.ui.form import Form
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.pages.summary_work import SummaryDesk, SummaryWork
from mhlead.wording.summary_words import (
    DIMENSION_WORDS,
    ROW_WORDS,
    STREAM_WORDS,
    period_words,
)

TO: tuple[tuple[GivenTo, str], ...] = (
    (GivenTo.GOVERNORS, "Governors: their minutes are public"),
    (GivenTo.INSPECTION, "An inspection"),
    (GivenTo.FREEDOM_OF_INFORMATION, "A freedom of information request"),
    (GivenTo.COMMISSIONER, "The commissioner, in another way"),
    (GivenTo.TRUST, "The academy trust or the local authority"),
    (GivenTo.OTHER, "Somebody else"),
)
_UNDER = (
    "Whoever was given a number may pass it on. From here it counts as published: no later summary "
    "tells anything that could be worked out with it."
)
_ALL = "All of them"


class FiguresForm(Form):
    """What was given, to whom and when."""

    def __init__(self, desk: SummaryDesk, today: Callable[[], date]) -> None:
        super().__init__()
        periods = [
            ((kind, one.code), period_words(kind, one))
            for kind, those in desk.periods.items()
            for one in those
        ]
        self.period = ChoiceField(periods)
        self.stream = ChoiceField([(int(one), STREAM_WORDS[one]) for one in COUNTED_ALONE])
        self.what: ChoiceField[int] = ChoiceField([], is_searchable=True)
        self.and_what: ChoiceField[int] = ChoiceField([], is_searchable=True)
        self.number = NumberField(0, 99_999)
        self.to = ChoiceField(TO)
        self.given_on = DayField(today)
        self.note = LineField()
        self.add_row("&Period", self.period, required=True)
        self.add_row("What was co&unted", self.stream, required=True)
        self.add_row("&Which of them", self.what, required=True)
        self.add_row(
            "And of t&hose", self.and_what, help_text="Where two things were told together."
        )
        self.add_row("The &number given", self.number, required=True)
        self.add_row("&To whom", self.to, required=True)
        self.add_row("&Day it was given", self.given_on, required=True)
        self.add_row("N&ote", self.note, help_text="For the school alone; it never goes out.")
        self.stream.value_changed.connect(self._show_groups)
        self.stream.set_value(int(Stream.DEMAND))
        self._show_groups()

    def _show_groups(self) -> None:
        self._groups = _groups(self._stream())
        named = [(number, name) for number, (_, name) in enumerate(self._groups, start=1)]
        self.what.set_options([(0, _ALL), *named])
        self.and_what.set_options(named)

    def _stream(self) -> Stream:
        chosen = self.stream.value()
        return Stream.DEMAND if chosen is None else Stream(chosen)

    def asked(self) -> tuple[ReleaseOrder, Given]:
        """What was typed; the form is checked before.

        Raises:
            FieldRefused: something is missing, or both groups are of the same thing.
        """
        period, what, number = self.period.value(), self.what.value(), self.number.value()
        to, given_on = self.to.value(), self.given_on.value()
        if period is None or what is None or number is None or to is None or given_on is None:
            raise FieldRefused("figures", "required")
        kind, code = period
        chosen = [one for one in (what, self.and_what.value()) if one]
        where = tuple(pair for one in chosen for pair in self._groups[one - 1][0])
        if len({dimension for dimension, _ in where}) < len(where):
            raise FieldRefused("and_what", "not-offered")
        given = Given(self._stream(), to, given_on, (Figure(where, number),), self.note.value())
        return ReleaseOrder((code,), kind), given


def _groups(stream: Stream) -> list[tuple[Where, str]]:
    """Every row that a stream is ever shown in."""
    found: list[tuple[Where, str]] = []
    for number, dimension in enumerate(COUNTED_BY[stream]):
        for detail in Detail:
            for part in grouping_of(dimension, detail, Ages.ALL).parts:
                told = ROW_WORDS[dimension].get(part, "")
                entry = (((number, part),), f"{DIMENSION_WORDS[dimension]}: {told}")
                if told and entry not in found:
                    found.append(entry)
    return found


def _refuse(refused: FieldRefused) -> Changes:
    """Says beside the form what is wrong with what was typed."""
    raise refused


def figures_page(desk: SummaryDesk, tools: SettingsTools, work: SummaryWork) -> FormPage[Changes]:
    """A page with the form."""
    form = FiguresForm(desk, tools.today)

    def submit() -> Callable[[], Changes]:
        try:
            order, given = form.asked()
        except FieldRefused as refused:
            return partial(_refuse, refused)
        return lambda: work.note(order, given)

    return FormPage(
        "Figures given otherwise",
        form,
        under=_UNDER,
        tasks=tools.tasks,
        submit=submit,
        submitted=tools.changed,
    )
