"""Scores over time, questionnaire by questionnaire: a line, every number, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt

from mhlead.domain.measures import WHO_COMPLETED, Series, range_words, shown
from mhlead.domain.records import Score
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.day_text import day_short
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.score_line import ScoreLine
from mhlead.ui.surfaces import Card, EmptyState, Scrolled

NO_SCORES = (
    "No scores yet. Enter the score of a questionnaire the school may use; its questions are "
    "never kept here."
)


class ScoresTab(Scrolled):
    """One card for each figure of a questionnaire and who filled it in."""

    def __init__(self, *, add: Callable[[], None], correct: Callable[[Score], None]) -> None:
        """Builds an empty tab.

        Args:
            add: Opens the form for a new score.
            correct: Opens the form over a score.
        """
        super().__init__()
        self._add, self._correct = add, correct
        self.add_button = plain_button("Add a &score", "plus")
        self._cards = column(gap="gap")
        self.body.addWidget(self.add_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._cards)
        self.body.addStretch()
        self.add_button.clicked.connect(add)

    def show_series(self, every: Sequence[Series], *, may_add: bool) -> None:
        """Shows what there is; without an open case nothing is added."""
        clear(self._cards)
        self.add_button.setVisible(may_add and bool(every))
        if not every:
            action = "Add a &score" if may_add else ""
            self._cards.addWidget(EmptyState("clipboard-list", NO_SCORES, action, self._add))
        for series in every:
            self._cards.addWidget(self._card(series))

    def _card(self, series: Series) -> Card:
        scale = series.scale
        card = Card(scale.name)
        means = "higher is better" if scale.is_high_better else "higher means more difficulty"
        under = f"Filled in by {WHO_COMPLETED[scale.completed_by]}. {range_words(scale)}, {means}."
        card.body.addWidget(paragraph(under, "muted"))
        if series.change is not None:
            card.body.addWidget(ScoreLine(series))
        for score in series.scores:
            row = line(gap="gap")
            told = f"{day_short(score.completed_on)}:  {shown(score.tenths)}"
            row.addWidget(paragraph(told), 1)
            correct = link_button("Correct")
            correct.setAccessibleName(f"Correct: {scale.name}, {told}")
            correct.clicked.connect(partial(self._correct, score))
            row.addWidget(correct)
            card.body.addLayout(row)
        for text, role in change_words(series):
            card.body.addWidget(paragraph(text, role))
        return card


def change_words(series: Series) -> list[tuple[str, str]]:
    """What changed from the first to the last score, and what is counted as a reliable change."""
    change, scale = series.change, series.scale
    told = []
    if change is not None:
        told.append((_difference(series, change), "strong"))
    if scale.reliable is None:
        return [*told, ("No threshold of reliable change is known for this score.", "help")]
    reached = {True: " This is one.", False: " This is less.", None: ""}[series.is_reliable]
    told.append((f"A reliable change is {shown(scale.reliable)} points or more.{reached}", ""))
    source = f"So NHS England counts it (after {scale.reliable_after})."
    told.append((f"{source} Checked in {scale.reliable_status}. It is no diagnosis.", "help"))
    return told


def _difference(series: Series, change: int) -> str:
    first, last = series.scores[0], series.scores[-1]
    span = f"From {shown(first.tenths)} to {shown(last.tenths)}"
    if not change:
        return f"{span}: no change."
    way = "higher" if change > 0 else "lower"
    better = "the way that is hoped for" if series.is_better else "the other way"
    return f"{span}: {shown(abs(change))} points {way}, {better}."
