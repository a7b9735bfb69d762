"""The five steps of the first run, each with its form and one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.passphrase import Strength
from mhlead.domain.place import PlaceJudged
from mhlead.domain.records import SchoolProfile, Service, StaffMember
from mhlead.ui.announce import announce
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_folder
from mhlead.ui.fields import LineField, PassphraseField
from mhlead.ui.form import Form
from mhlead.ui.forms.context import blank
from mhlead.ui.forms.first_forms import first_school_form, first_service_form, lead_form
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import line
from mhlead.ui.options import coming_day
from mhlead.ui.pages.keyholder_pages import RepeatedField
from mhlead.ui.record_form import RecordForm
from mhlead.ui.strength import StrengthWords
from mhlead.ui.surfaces import Card
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.wording import sentence_for
from mhlead.wording.place_words import place_words


@dataclass(frozen=True)
class FirstRunWork:
    """What the first run can have done; every call runs beside the window's thread.

    Attributes:
        strength: How hard a passphrase is to guess.
        make_store: Makes the store in a folder and opens it; gives back the open store.
        judge_place: What speaks against a folder, and a better one.
        make_sheet: A new recovery key on its sheet, as PDF.
        wrong_groups: Groups of a key that don't check as typed so far; quick, on any thread.
        confirm_key: Keeps the key that was typed back right.
        read_lead: The member of staff at work, and the school where there is one.
        save_staff, save_school, save_service: Keeps the record.
    """

    strength: Callable[[str], Strength]
    make_store: Callable[[str, Path], Any]
    judge_place: Callable[[Path], PlaceJudged]
    make_sheet: Callable[[Any], bytes]
    wrong_groups: Callable[[str], tuple[int, ...]]
    confirm_key: Callable[[Any, str], Changes]
    read_lead: Callable[[Any], StaffMember]
    save_staff: Callable[[Any, StaffMember], object]
    save_school: Callable[[Any, SchoolProfile], object]
    save_service: Callable[[Any, Service], object]


class Step(Card):
    """One step: what it is for, its form, its button, and a way to put it off where it may be.

    Attributes:
        finished: The step is done, or was put off.
    """

    finished = Signal()

    def __init__(
        self, name: str, why: str, form: Form, tasks: TaskRunner, *, action: str, later: str = ""
    ) -> None:
        super().__init__(gap="gap")
        self.form, self.tasks = form, tasks
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.next_button = primary_button(action, "arrow-right")
        self.later_button = link_button(later)
        self.later_button.setVisible(bool(later))
        self.body.addWidget(heading(name))
        self.body.addWidget(paragraph(why))
        self.body.addWidget(form)
        self.body.addWidget(self.problem)
        buttons = line(gap="gap")
        buttons.addWidget(self.next_button)
        buttons.addWidget(self.later_button)
        buttons.addStretch()
        self.body.addLayout(buttons)
        self.next_button.clicked.connect(self.go_on)
        self.later_button.clicked.connect(self.finished)

    def begin(self) -> None:
        """The step is shown now."""
        self._to_first_field()

    def _to_first_field(self) -> None:
        if self.form.rows:
            self.form.rows[0].field.focus_first()

    def go_on(self) -> None:
        """Checks the form and has the step's work done."""
        if not self.next_button.isEnabled() or not self.form.check():
            return
        self._do(self._work(), self._done)

    def _work(self) -> Callable[[], Any]:
        raise NotImplementedError

    def _done(self, answer: Any) -> None:
        del answer
        self.finished.emit()

    def _do(
        self, work: Callable[[], Any], done: Callable[[Any], None], lane: Lane = Lane.STORE
    ) -> None:
        self.say("")
        self.next_button.setEnabled(False)

        def arrived(answer: Any) -> None:
            self.next_button.setEnabled(True)
            done(answer)

        self.tasks.start(self, lambda _: work(), done=arrived, failed=self._failed, lane=lane)

    def _failed(self, error: MhleadError) -> None:
        self.next_button.setEnabled(True)
        if not (isinstance(self.form, RecordForm) and self.form.show_refusal(error)):
            self.say(sentence_for(error))
            self._to_first_field()  # the button was off: the focus had left the step

    def say(self, text: str) -> None:
        """Shows what is wrong with the step, or nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)


class PassphraseStep(Step):
    """A passphrase, judged in plain words, and typed twice."""

    made = Signal(object)

    def __init__(self, tasks: TaskRunner, work: FirstRunWork, folder: Path) -> None:
        form = Form()
        self.first = PassphraseField()
        self.again = RepeatedField(self.first)
        form.add_row("Passphrase", self.first, required=True)
        form.add_wide(StrengthWords(self.first, tasks, work.strength))
        form.add_row("The same again", self.again, required=True)
        super().__init__(
            "A passphrase that only you know",
            "Everything is kept encrypted on this computer. Nobody can open it without this "
            "passphrase: not the school’s technicians, and not the makers of this program.",
            form,
            tasks,
            action="&Make the store",
        )
        self._first_run, self._folder = work, folder
        self._better = ""
        self.place = paragraph("", "muted", selectable=True)
        self.doubt = paragraph("", "problem")
        self.better_button = plain_button("Keep it in the other &place", "folder-open")
        self.other_button = plain_button("Choose another &folder…", "folder-open")
        form.add_wide(self.place)
        form.add_wide(self.doubt)
        self._ways = QWidget()
        ways = line(self._ways, gap="gap")
        for one in (self.better_button, self.other_button):
            ways.addWidget(one)
        ways.addStretch()
        form.add_wide(self._ways)
        self.better_button.clicked.connect(self._take_better)
        self.other_button.clicked.connect(
            lambda: choose_folder(self, "Where the store is kept", self._take_other)
        )
        self.again.line.returnPressed.connect(self.go_on)
        self._show_place(PlaceJudged(None))
        self._judge()

    def _judge(self) -> None:
        folder, judge = self._folder, self._first_run.judge_place
        self.tasks.start(
            self,
            lambda _: judge(folder),
            done=lambda judged: self._show_place(judged) if folder == self._folder else None,
            failed=lambda _: None,
            lane=Lane.COMPUTE,
        )

    def _show_place(self, judged: PlaceJudged) -> None:
        self._better = judged.better
        self.place.setText(f"It will be kept in {self._folder}")
        self.doubt.setText(place_words(judged) if judged.doubt else "")
        self.doubt.setVisible(judged.doubt is not None)
        self.better_button.setVisible(bool(judged.better))
        self._ways.setVisible(judged.doubt is not None)

    def _take_better(self) -> None:
        if self._better:
            self._folder = Path(self._better)
            self._show_place(PlaceJudged(None))
            self.first.focus_first()

    def _take_other(self, chosen: Path) -> None:
        self._folder = chosen / "mhlead-store"  # the store's own: it is made in an empty folder
        self._show_place(PlaceJudged(None))
        self._judge()
        self.first.focus_first()

    def _work(self) -> Callable[[], Any]:
        typed, folder = self.first.value(), self._folder
        return lambda: self._first_run.make_store(typed, folder)

    def _done(self, answer: Any) -> None:
        self.first.clear()
        self.again.clear()
        self.made.emit(answer)
        self.finished.emit()


class SecondHolderStep(Step):
    """Who else can open the store, or the day by which somebody is named."""

    def __init__(
        self,
        tasks: TaskRunner,
        work: FirstRunWork,
        store: Callable[[], Any],
        today: Callable[[], date],
    ) -> None:
        form = Form()
        self.name, self.job_title = LineField(), LineField()
        self.by = coming_day(today)
        form.add_row("Their name", self.name, help_text="With title.")
        form.add_row("Their job", self.job_title)
        self._by_row = form.add_row(
            "Or remind me to name somebody by", self.by, help_text="Today names it from then on."
        )
        super().__init__(
            "Somebody who stands in for you",
            "If only you can open the store, a pupil waits when you are ill. Name the person who "
            "knows where the recovery sheet is, or a day by which you will have named them.",
            form,
            tasks,
            action="&Go on",
        )
        self._first_run, self._store = work, store

    def go_on(self) -> None:
        if not self.name.value() and self.by.value() is None and not self.by.fault():
            self.form.show_faults([(self._by_row, "Name somebody, or give a day.")])
            return
        super().go_on()

    def _work(self) -> Callable[[], Any]:
        name, job_title, store = self.name.value(), self.job_title.value(), self._store()
        if not name:
            return lambda: None
        person = StaffMember(id="", name=name, job_title=job_title)
        return lambda: self._first_run.save_staff(store, person)


class SchoolStep(Step):
    """The school and the lead, as letters name them."""

    def __init__(
        self,
        tasks: TaskRunner,
        work: FirstRunWork,
        store: Callable[[], Any],
        second_holder_by: Callable[[], date | None],
    ) -> None:
        self.school = first_school_form(blank(SchoolProfile, id="school"))
        super().__init__(
            "Your school, and you",
            "Every letter begins with this. The rest has its place in the settings.",
            self.school,
            tasks,
            action="&Go on",
        )
        self.lead = lead_form(StaffMember(id="", name=""))
        self.body.insertWidget(3, self.lead)
        self._first_run, self._store = work, store
        self._second_holder_by = second_holder_by

    def go_on(self) -> None:
        if self.lead.check():
            super().go_on()

    def _work(self) -> Callable[[], Any]:
        school = replace(self.school.value(), second_holder_by=self._second_holder_by())
        typed, store, work = self.lead.value(), self._store(), self._first_run

        def save() -> None:
            lead = replace(
                work.read_lead(store),
                name=typed.name,
                job_title=typed.job_title,
                telephone=typed.telephone,
            )
            work.save_school(store, school)
            work.save_staff(store, lead)

        return save


class ServiceStep(Step):
    """The service the lead rings first."""

    def __init__(self, tasks: TaskRunner, work: FirstRunWork, store: Callable[[], Any]) -> None:
        self.service = first_service_form(blank(Service, id=""))
        super().__init__(
            "The first service",
            "The one you would ring first, such as the CAMHS single point of access.",
            self.service,
            tasks,
            action="&Go on",
            later="Do this later; Today will remind me",
        )
        self._first_run, self._store = work, store

    def _work(self) -> Callable[[], Any]:
        service, store = self.service.value(), self._store()
        return lambda: self._first_run.save_service(store, service)
