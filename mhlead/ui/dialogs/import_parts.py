"""The parts of the import: choosing the file, waiting, ticking pupils, and the file left over."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from mhlead.domain.importing import RowAction, RowResult
from mhlead.services.importing import ImportDone, ImportPlan
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.dialogs.import_words import (
    COLUMNS,
    FIXED,
    chosen_words,
    detail_words,
    done_sentences,
    list_row,
    row_name,
)
from mhlead.ui.labels import paragraph, title
from mhlead.ui.layouts import column, line
from mhlead.ui.plain_file_card import PlainFileCard
from mhlead.ui.search_box import SearchBox
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import Card, Disc, Scrolled, centred
from mhlead.ui.tick_list import TickModel, TickView
from mhlead.ui.tokens import Tone

_ONLY_TICKED = (
    "Only the pupils you tick come in, and nobody else is kept. Tick those you are concerned "
    "about; the others can come later from a new file."
)


class ImportPart(QWidget):
    """One part: what is wrong stands at its top."""

    def __init__(self) -> None:
        super().__init__()
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.rows = column(self, gap="gap")

    def say_problem(self, text: str) -> None:
        """Shows the sentence; "" takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)


class ChoosePart(ImportPart):
    """Says where the file comes from, and lets it be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.choose_button = primary_button("Choose the &file…", "folder-open")
        self.cancel_button = plain_button("&Cancel")
        holder = QWidget()
        told = column(holder, gap="gap")
        told.addWidget(Disc(icon_name="users", size="avatar_large"))
        told.addWidget(title("Bring in pupils from a file"))
        told.addWidget(
            paragraph(
                "Ask your school’s office for a Common Transfer File (CTF) from its records "
                "system: SIMS, Arbor, Bromcom and the others can all write one. Its name ends "
                "in .xml."
            )
        )
        told.addWidget(paragraph(_ONLY_TICKED))
        told.addWidget(self.problem)
        buttons = line(gap="gap")
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch()
        told.addLayout(buttons)
        scrolled = Scrolled()
        scrolled.body.addStretch()
        scrolled.body.addWidget(centred(holder, "dialog"))
        scrolled.body.addStretch()
        self.rows.addWidget(scrolled)

    def focus_first(self) -> None:
        """The keyboard goes to the button that chooses."""
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)


class BusyPart(ImportPart):
    """Something is being done."""

    def __init__(self) -> None:
        super().__init__()
        self.words = title("")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Working")
        self.cancel_button = plain_button("&Stop")
        self.rows.addWidget(self.words)
        self.rows.addWidget(self.bar)
        self.rows.addWidget(self.cancel_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.rows.addStretch()

    def show_words(self, text: str, *, may_cancel: bool) -> None:
        """Says what is being done."""
        self.words.setText(text)
        self.cancel_button.setVisible(may_cancel)

    def focus_first(self) -> None:
        """The keyboard goes to the button that stops."""
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)


class RowsPart(ImportPart):
    """The pupils in the file, none of them ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.plan: ImportPlan | None = None
        self._results: dict[str, RowResult] = {}
        self.title = title("Whom are you concerned about?")
        self.under = paragraph("", "muted")
        self.search = SearchBox("Search the file", "Name, form, UPN")
        self.count = paragraph("", "strong")
        self.model = TickModel(COLUMNS)
        self.view = TickView(self.model, "Pupils in the file")
        self.detail = paragraph("", "muted")
        self.detail.setMinimumHeight(sizes().lines(2))
        self.import_button = primary_button("&Bring in", "download")
        self.back_button = plain_button("Another &file")
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self.view.setFocus)
        self.model.ticked_changed.connect(self._count)
        self.view.selectionModel().currentChanged.connect(self._show_detail)

    def _lay_out(self) -> None:
        above = line(gap="gap")
        above.addWidget(self.search, 2)
        above.addWidget(self.count, 3)
        card = Card(margin="small")
        card.body.addWidget(self.view)
        buttons = line(gap="gap")
        buttons.addWidget(self.import_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch()
        for part in (self.title, self.under, self.problem):
            self.rows.addWidget(part)
        self.rows.addLayout(above)
        self.rows.addWidget(card, 1)
        self.rows.addWidget(self.detail)
        self.rows.addLayout(buttons)

    def focus_first(self) -> None:
        """The keyboard goes to the search."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        roomy, tight = sizes().px("narrow_window"), sizes().px("stacked_form")
        self.view.show_columns(5 if width >= roomy else 4 if width >= tight else 3)

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows the pupils of the file, none ticked."""
        self.plan = plan
        self.say_problem("")
        self._results = {str(one.row.row): one for one in plan.results}
        refused = [one for one in plan.results if one.action in FIXED]
        self.model.clear_ticks()
        self.model.set_fixed([str(one.row.row) for one in refused])
        self.search.clear()
        self.model.set_rows([list_row(one) for one in plan.results])
        count = len(plan.results)
        cant = f" {len(refused)} can’t be taken, and the list says why." if refused else ""
        self.under.setText(
            f"{count} pupil{'' if count == 1 else 's'} in this file, none ticked.{cant} "
            f"{_ONLY_TICKED}"
        )
        self._count()

    def chosen(self) -> frozenset[int]:
        """Numbers of the rows that are ticked."""
        return frozenset(int(key) for key in self.model.ticked())

    def forget(self) -> None:
        """No pupil of the file is left here."""
        self.plan = None
        self._results = {}
        self.model.clear_ticks()
        self.model.set_rows([])
        self.search.clear()
        self.detail.clear()

    def _find(self) -> None:
        self.model.find(self.search.text())
        self._count()

    def _count(self) -> None:
        chosen = len(self.model.ticked())
        shown = len(self.model.shown)
        found = f" · {shown} found" if self.search.text().strip() else ""
        self.count.setText(f"{chosen_words(chosen)}{found}")
        self.import_button.setEnabled(chosen > 0)
        pupils = f"{chosen} pupil{'' if chosen == 1 else 's'}" if chosen else "the ticked pupils"
        self.import_button.setText(f"&Bring in {pupils}")
        self.import_button.setAccessibleName(f"Bring in {pupils}")

    def _show_detail(self, current: QModelIndex) -> None:
        at = current.row()
        key = self.model.key_at(at) if 0 <= at < len(self.model.shown) else ""
        result = self._results.get(key)
        self.detail.setText(detail_words(result) if result else "")


class AfterPart(ImportPart):
    """What was done, and the plain file that is still there."""

    def __init__(self, card: PlainFileCard) -> None:
        super().__init__()
        self.card = card
        self.done_title = title("They are here")
        self.done_words = paragraph("")
        self.refused_words = paragraph("", "muted")
        self.close_button = primary_button("&Close")
        card.settled.connect(self.close_button.setFocus)
        top = line(gap="gap")
        top.addWidget(Disc(icon_name="circle-check", tone=Tone.GOOD))
        top.addWidget(self.done_title, 1)
        self.rows.addLayout(top)
        scrolled = Scrolled()
        for part in (self.done_words, self.refused_words, self.problem, card):
            scrolled.body.addWidget(part)
        scrolled.body.addStretch()
        self.rows.addWidget(scrolled, 1)
        self.rows.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignLeft)

    def focus_first(self) -> None:
        """The keyboard goes to what is most likely next."""
        if self.card.file is None:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.card.focus_first()

    def told(self) -> str:
        """What was done, in one line."""
        return self.done_words.text().replace("\n", " ")

    def show_done(self, done: ImportDone) -> None:
        """Shows what the import did and which file it leaves."""
        self.done_words.setText("\n".join(done_sentences(done.results)))
        refused = [row_name(one) for one in done.results if one.action is RowAction.REFUSED]
        self.refused_words.setText(f"Not taken: {', '.join(refused)}." if refused else "")
        self.refused_words.setVisible(bool(refused))
        self.card.show_file(done.plain_file)
