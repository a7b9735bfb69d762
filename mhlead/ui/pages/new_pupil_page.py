"""The page of a new pupil; who seems to be here already is named before anything is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from mhlead.domain.changes import Changes
from mhlead.domain.records import Pupil
from mhlead.domain.views import PupilLine
from mhlead.services.code_lists import label as code_label
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button
from mhlead.ui.day_text import day_short
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import clear, column
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.tools import PupilAdding
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Card, Rule
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import words

_NONE_OF_THESE = "&None of these: add this pupil"
_LOOK_FIRST = (
    "Nothing was added yet. Two half records hide what is going on: please look whether one of "
    "these is the same child."
)
Answer = tuple[Pupil, Changes] | list[PupilLine]


class NewPupilPage(FormPage[Answer]):
    """A pupil is kept once nobody here is like them, or a person has said that they are two."""

    def __init__(
        self,
        form: RecordForm[Pupil],
        *,
        tasks: TaskRunner,
        adding: PupilAdding,
        changed: Callable[[Changes], None],
        then: Callable[[str], None],
    ) -> None:
        """Builds the page.

        Args:
            form: The form over the new pupil.
            tasks: Runs the work.
            adding: What can be done.
            changed: Told what was touched.
            then: Gets the pupil, new or here already, once the page has closed.
        """
        self._adding, self._changed, self._then = adding, changed, then
        self._pupil_form = form
        self._told: Pupil | None = None
        super().__init__(
            "New pupil",
            form,
            tasks=tasks,
            submit=self._work,
            submitted=lambda _: None,
            under="Only a pupil you are concerned about belongs here.",
            action="&Add the pupil",
            icon_name="plus",
        )
        self.doubles = Card("This pupil may be here already")
        self.none_button = plain_button(_NONE_OF_THESE, "plus")
        self.none_button.clicked.connect(self.save)
        self._list = column(gap="small")
        self.doubles.body.addLayout(self._list)
        self.doubles.body.addWidget(self.none_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.doubles.hide()
        self.add_below(self.doubles)
        form.value_changed.connect(self._forget)

    def _work(self) -> Callable[[], Answer]:
        pupil, adding = self._pupil_form.value(), self._adding
        is_told = self._told == pupil

        def work() -> Answer:
            doubles = [] if is_told else list(adding.possible_doubles(pupil))
            return doubles or adding.add(pupil)

        return work

    def _saved(self, answer: Answer) -> None:
        if isinstance(answer, list):
            self._tell(answer)
            return
        pupil, changes = answer
        self._changed(changes)
        self._end(pupil.id)

    def _tell(self, doubles: Sequence[PupilLine]) -> None:
        self._told = self._pupil_form.value()
        self._set_busy(is_busy=False)
        clear(self._list)
        self._list.addWidget(paragraph(_LOOK_FIRST))
        buttons = [self._show_double(one) for one in doubles]
        self.doubles.show()
        announce(self, f"This pupil may be here already. {_LOOK_FIRST}")
        buttons[0].setFocus()

    def _show_double(self, one: PupilLine) -> QPushButton:
        about = _about(one)
        self._list.addWidget(Rule())
        self._list.addWidget(paragraph(one.name, "strong"))
        self._list.addWidget(paragraph(about, "muted"))
        same = plain_button("The same child: open", "arrow-right")
        same.setAccessibleName(f"The same child: open {one.name}, {about}")
        same.clicked.connect(partial(self._end, one.pupil_id))
        self._list.addWidget(same, alignment=Qt.AlignmentFlag.AlignLeft)
        return same

    def _end(self, pupil_id: str) -> None:
        self._is_done = True
        self.done.emit()
        self._then(pupil_id)

    def _forget(self) -> None:
        self._told = None
        self.doubles.hide()


def _about(one: PupilLine) -> str:
    born = f"born {day_short(one.born_on)}" if one.born_on else "birth date not known"
    year = code_label("year-group", one.year_group)
    return "  ·  ".join(part for part in (born, year, one.form, words(one.status)) if part)
