"""The page of one referral: what its letter says and lacks, its own words, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import ConsentTopic, ReferralState
from mhlead.domain.errors import MhleadError
from mhlead.domain.naming import initials, school_name
from mhlead.domain.records import (
    Consent,
    Referral,
    StaffMember,
)
from mhlead.domain.views import Gap, PupilFileView, ReferralView, ServiceView
from mhlead.services.consent import ConsentNeed
from mhlead.services.letters.choice import LetterChoice
from mhlead.services.letters.lacks import WHERE
from mhlead.services.referral_care import ReferralCare
from mhlead.services.referrals import CHANGEABLE
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.context import FormContext
from mhlead.ui.forms.move_forms import MoveDraft
from mhlead.ui.forms.referral_forms import referral_form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.page import Page
from mhlead.ui.pages.breach_pages import open_breach
from mhlead.ui.pages.check_card import CheckCard
from mhlead.ui.pages.delivery_pages import open_delivery
from mhlead.ui.pages.door_card import DoorCard
from mhlead.ui.pages.editors import Editing
from mhlead.ui.pages.gap_ways import FORM_FIELDS, IN_SETTINGS, GapWays
from mhlead.ui.pages.letter_keeping import ask_to_keep
from mhlead.ui.pages.letter_ways import LetterWays
from mhlead.ui.pages.move_pages import MovePages
from mhlead.ui.pages.papers_tabs import LetterActs
from mhlead.ui.pages.referral_care_pages import ReferralCarePages
from mhlead.ui.pages.referral_sections import SectionsCard
from mhlead.ui.pages.referral_side import ReferralSide
from mhlead.ui.pages.referral_work import ReferralWork
from mhlead.ui.pages.sending_pages import SendingPages
from mhlead.ui.pages.tools import PupilWork, Tools
from mhlead.ui.record_form import RecordForm
from mhlead.ui.surfaces import Beside, Card, PageHeader, Scrolled
from mhlead.wording import sentence_for


@dataclass(frozen=True)
class _Read:
    view: ReferralView
    file: PupilFileView
    staff: tuple[StaffMember, ...]
    services: tuple[ServiceView, ...]
    care: ReferralCare
    choices: tuple[LetterChoice, ...]


class ReferralPage(Page):
    """Sections in the letter's order; each missing fact is a way to the field that holds it."""

    def __init__(
        self,
        referral_id: str,
        *,
        tools: Tools,
        work: ReferralWork,
        pupil_work: PupilWork,
        go_to_part: Callable[[str, str], None],
        take_reply: Callable[[], None],
    ) -> None:
        """Builds the page and reads the referral.

        Args:
            referral_id: The referral.
            tools: The day, the runner and the ways to other pages.
            work: What can be done with the referral and its letters.
            pupil_work: What can be done with the pupil's records.
            go_to_part: Goes to a section of the window and a part of it, such as the settings.
            take_reply: Lets the person choose a reply slip that came back.
        """
        super().__init__("referral_page")
        self._referral_id, self._tools = referral_id, tools
        self._go_to_part = go_to_part
        self._work, self._pupil_work = work, pupil_work
        self._editing = Editing(tools, pupil_work, self.subject)
        self._now: _Read | None = None
        self.form: RecordForm[Referral] | None = None

        self.back_button = plain_button("&Back", "arrow-left")
        self.pupil_button = plain_button("&Pupil", "users")
        self.letters = LetterWays(self, tools, work, self.mark_sent, self._mend)
        self.header = PageHeader("Referral")
        self.problem = paragraph("", "problem")
        self.sections = SectionsCard(self.go_to)
        self.door = DoorCard(lambda: self.care_pages().decide())
        self.check = CheckCard(
            answer=lambda result: self.care_pages().answer(result),
            answer_fact=lambda field: self.care_pages().answer_fact(field),
            ask_consent=self._ask_consent,
        )
        self.side = ReferralSide(
            move=lambda: self.record_move(),
            reply=take_reply,
            call=lambda: self.care_pages().log_call(),
            another_day=lambda: self.care_pages().set_day(),
            open_letter=lambda letter_id: self.letters.open(None, letter_id),
            letters=LetterActs(
                lambda one, sent: open_delivery(tools, work.sending, self.subject(), one, sent),
                lambda one: self.correct(one.letter_id),
                lambda one: open_breach(tools, work.sending, one.letter_id),
                lambda one: ask_to_keep(self, tools, work.sending, one, self._fail),
            ),
            attend=lambda one: self.care_pages().attend(one),
            follow=lambda: self.care_pages().follow_up(),
            again=lambda: self.care_pages().start_again(),
            hold=lambda: self.care_pages().hold(),
        )
        self.form_card = Card("The school’s words")
        self.save_button = primary_button("&Save", "save")
        self._lay_out()

        self.back_button.clicked.connect(self.done)
        self.pupil_button.clicked.connect(self._open_pupil)
        self.save_button.clicked.connect(self.save)
        self._read(is_first=True)

    def _lay_out(self) -> None:
        top = line()
        top.addWidget(self.back_button)
        top.addWidget(self.pupil_button)
        top.addStretch()
        self.header.add_button(self.letters.write_button)
        self.header.add_button(self.letters.first_button)
        self._form_place = column(gap="gap")
        self.form_card.body.addLayout(self._form_place)
        self.form_card.body.addWidget(self.save_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.form_card.hide()
        wide = QWidget()
        stacked = column(wide, gap="gap")
        stacked.addWidget(self.side.past)
        stacked.addWidget(self.door)
        stacked.addWidget(self.form_card)
        stacked.addWidget(self.check)
        stacked.addWidget(self.sections)
        stacked.addStretch()
        self.scrolled = Scrolled()
        self.offer_place = self.scrolled.body
        self.scrolled.body.addWidget(Beside(wide, self.side))
        self.scrolled.body.addStretch()
        self.problem.hide()
        layout = column(self, gap="gap")
        layout.addLayout(top)
        layout.addWidget(self.header)
        layout.addWidget(self.problem)
        layout.addWidget(self.scrolled, 1)

    def page_name(self) -> str:
        return f"Referral {self._now.view.referral.reference}" if self._now else "Referral"

    def subject(self) -> str:
        return school_name(self._now.view.pupil) if self._now else ""

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def state(self) -> ReferralState | None:
        """Where the referral stood when it was read."""
        return self._now.view.referral.state if self._now else None

    def about(self) -> str:
        return f"referral={self._referral_id}"

    def has_unsaved(self) -> bool:
        return self.form is not None and self.form.is_changed()

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read(is_first=False)

    def _read(self, *, is_first: bool) -> None:
        read = self._work.open if is_first else self._work.read_again
        work, referral_id = self._pupil_work, self._referral_id

        def job() -> _Read:
            view = read(referral_id)
            file = work.read_again(view.pupil.id)
            staff, services = tuple(work.list_staff()), tuple(work.list_services())
            choices = tuple(self._work.letter_choices(referral_id))
            return _Read(view, file, staff, services, self._work.care.read(referral_id), choices)

        self._tools.tasks.start(self, lambda _: job(), done=self._show, failed=self._fail)

    def _fail(self, error: MhleadError) -> None:
        self.save_button.setEnabled(True)
        if self.form is not None and self.form.show_refusal(error):
            return
        self._say(sentence_for(error))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

    def _show(self, read: _Read) -> None:
        self._say("")
        self._now = read
        view = read.view
        name = self._tools.names.of(school_name(view.pupil), initials(view.pupil))
        begun = f"begun {day_short(view.referral.created_on)}"
        self.header.show_words(
            f"Referral to {view.service.name}",
            "  ·  ".join((name, view.referral.reference, begun)),
        )
        self.sections.show_gaps(view.gaps)
        self.side.show_view(view, read.care, self._tools.today())
        self.door.show_door(read.care.door)
        self.check.setVisible(read.care.check is not None)
        if read.care.check is not None:
            self.check.show_check(read.care.check, read.care.needs)
        may_change = view.referral.state in CHANGEABLE
        self.sections.setVisible(view.referral.is_open)
        self.letters.show_choices(view.referral, self.subject(), read.choices)
        self.form_card.setVisible(may_change)
        if may_change:
            self._show_form(view.referral)
        self.title_changed.emit()
        self.was_read.emit()

    def _show_form(self, referral: Referral) -> None:
        if self.form is None:
            self.form = referral_form(referral, self._context())
            self._form_place.addWidget(self.form)
        elif not self.form.is_changed():
            self.form.set_value(referral)

    def _context(self) -> FormContext:
        now = self._now
        return FormContext(
            today=self._tools.today,
            actor_id=self._tools.actor_id,
            staff=now.staff if now else (),
            services=now.services if now else (),
            contacts=now.file.contacts if now else (),
        )

    def care_pages(self) -> ReferralCarePages:
        """The pages that act on the referral beside its letter.

        Raises:
            LookupError: the referral has not been read yet.
        """
        if self._now is None:
            raise LookupError("not read yet")
        now = self._now
        work, subject = self._work.care, self.subject()
        return ReferralCarePages(
            self._tools, work, self._context(), subject, now.view.referral, now.care
        )

    def _ask_consent(self, need: ConsentNeed) -> None:
        known = {} if need.contact_id is None else {"contact_id": need.contact_id}
        self.ask_consent(need.topic, **known)

    def ask_consent(self, topic: ConsentTopic, **known: str) -> None:
        """Opens a blank consent about this referral's service."""
        if self._now is None or self._now.file.current is None:
            return
        known["service_id"] = self._now.view.service.id
        case_id = self._now.file.current.case.id
        self._editing.new(Consent, self._context(), case_id=case_id, topic=topic, **known)

    # doing --------------------------------------------------------------------------------

    def save(self) -> None:
        """Keeps the school's words; what was typed stays until that is done."""
        if self._now is None or self.form is None or not self.form.check():
            return
        before, after, work = self._now.view.referral, self.form.value(), self._work
        self.save_button.setEnabled(False)
        self._tools.tasks.start(
            self, lambda _: work.change(before, after), done=self._saved, failed=self._fail
        )

    def _saved(self, answer: tuple[Referral, Changes]) -> None:
        kept, changes = answer
        self.save_button.setEnabled(True)
        if self.form is not None:
            self.form.set_value(kept)
        self._tools.changed(changes)
        self.said.emit("Referral saved.")

    def go_to(self, gap: Gap) -> None:
        """Leads to where the missing fact is filled in."""
        if self._now is None:
            return
        if gap.field in FORM_FIELDS and self.form is not None:
            self.form.focus_field(FORM_FIELDS[gap.field])
            self.scrolled.reveal(self.form.field(FORM_FIELDS[gap.field]))
        elif gap.field in IN_SETTINGS:
            self._go_to_part(*IN_SETTINGS[gap.field])
        else:
            service_id = self._now.view.service.id
            context = self._context()
            ways = GapWays(self._tools, self._editing, context, self._now.file, service_id)
            ways.go_to(gap)

    def _mend(self, fact: str) -> None:
        """Leads to where a fact of a letter is written."""
        self.go_to(Gap(fact, WHERE.get(fact, "details"), is_required=False))

    def _open_pupil(self) -> None:
        if self._now is not None:
            self._tools.open_pupil(self._now.view.pupil.id, "timeline")

    def correct(self, letter_id: str) -> None:
        """Opens the letter that puts an issued one right, and names it."""
        read = self._work.read_correction
        self._tools.tasks.start(
            self, lambda _: read(letter_id), done=self.letters.write, failed=self._fail
        )

    def mark_sent(self, letter_id: str) -> None:
        """Opens the form that says how and when the letter left."""
        SendingPages(self._tools, self._work.sending, self, self.subject()).open(letter_id)

    def record_move(self, known: MoveDraft | None = None, under: str = "") -> None:
        """Opens the form that says what happened to the referral, filled in where that is known."""
        if self._now is not None:
            now, context = self._now, self._context()
            pages = MovePages(self._tools, self._work, context, self.subject(), now.view, now.care)
            pages.record_move(known, under)
