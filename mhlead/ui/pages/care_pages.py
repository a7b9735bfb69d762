"""Pages for what keeps a pupil held: plans, conversations, safeguarding, moved entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import Speaker
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import Case, Conversation, DslNotice, NeedToKnow, Plan, StaffMember
from mhlead.domain.views import PupilLine, TimelineEntry
from mhlead.ui.day_text import day_short
from mhlead.ui.fields import ChoiceField, TextField
from mhlead.ui.form import Form
from mhlead.ui.forms.care_forms import (
    conversation_form,
    notice_form,
    plan_form,
    review_form,
    thrive_form,
)
from mhlead.ui.forms.context import FormContext, blank
from mhlead.ui.forms.link_forms import pupil_options
from mhlead.ui.options import past_day
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.tools import CareWork, Tools
from mhlead.ui.questions import ask
from mhlead.ui.secret_clipboard import copy_for_a_while
from mhlead.wording import sentence_for

_FEWER = (
    "Only the mental health lead, the DSL, and you are shown what it says. Others who unlock "
    "see that there is an entry, who wrote it and when; it is in none of their letters, "
    "papers and searches. It is hidden from them, not encrypted: whoever unlocks this store has "
    "its one key. Letters and papers that went out already stay as they are."
)


class CarePages:
    """Makes the pages that act on the care of one pupil."""

    def __init__(
        self, tools: Tools, work: CareWork, context: FormContext, subject: str, asker: QWidget
    ) -> None:
        """Keeps what the pages need.

        Args:
            tools: The pupil page's tools.
            work: What can be done.
            context: What fields offer.
            subject: The pupil's name for the window's title.
            asker: The page that wants the answers.
        """
        self._tools, self._work, self._context = tools, work, context
        self._subject, self._asker = subject, asker

    def _show(
        self,
        name: str,
        form: Form,
        submit: Callable[[], Callable[[], Changes]],
        said: str,
        under: str = "",
        undo: Callable[[], None] | None = None,
    ) -> None:
        def submitted(changes: Changes) -> None:
            self._tools.changed(changes)
            if undo is None:
                page.said.emit(said)
            else:
                self._tools.offer_undo(said, undo)

        page: FormPage[Any] = FormPage(
            name,
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=submitted,
            subject=self._subject,
            under=under,
        )
        self._tools.open_page(page)

    def _read(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._tools.tasks.start(self._asker, lambda _: job(), done=done, failed=self._fail)

    def _fail(self, error: MhleadError) -> None:
        self._tools.say(sentence_for(error))

    def converse(self, case_id: str, speaker: Speaker | None = None) -> None:
        """A conversation goes into the contact log.

        Args:
            case_id: The open case.
            speaker: With whom it probably was; it can be changed in the form.
        """
        told = blank(Conversation, case_id=case_id, speaker=speaker)
        form = conversation_form(told, self._context)

        def submit() -> Callable[[], Changes]:
            told, work = form.value(), self._work
            return lambda: work.log_conversation(told)[1]

        self._show("Conversation", form, submit, "Conversation recorded.")

    def start_plan(self, case_id: str) -> None:
        """A plan in school begins."""
        form = plan_form(self._context)

        def submit() -> Callable[[], Changes]:
            draft, work = form.value().draft(), self._work
            if draft is None:
                raise ValueError("the form was not checked")
            return lambda: work.start_plan(case_id, draft)[1]

        self._show("Plan in school", form, submit, "Plan started.")

    def review_plan(self, plan: Plan) -> None:
        """How the plan has gone, and how it goes on."""
        form = review_form(plan, self._context)

        def submit() -> Callable[[], Changes]:
            draft, work = form.value().draft(), self._work
            return lambda: work.review_plan(plan.id, draft)[1]

        self._show("Review the plan", form, submit, "Review recorded.", under=plan.aim)

    def tell_dsl(self, entry: TimelineEntry, case_id: str, notices: Sequence[DslNotice]) -> None:
        """Who was told of the entry, and whether they have it."""
        before = next((n for n in notices if n.about_id == entry.record_id), None)

        def show(told: Sequence[StaffMember]) -> None:
            notice = before or blank(
                DslNotice,
                id="",
                case_id=case_id,
                about_kind=entry.record_kind,
                about_id=entry.record_id,
            )
            form = notice_form(notice, told, self._context)

            def submit() -> Callable[[], Changes]:
                value, work = form.value(), self._work
                return lambda: work.tell_dsl(value)[1]

            self._show("Tell safeguarding", form, submit, "Recorded who was told.")

        self._read(self._work.may_be_told, show)

    def copy_out(self, entry: TimelineEntry) -> None:
        """The entry is on the clipboard, as plain text."""
        work = self._work

        self._copy(
            lambda: work.copy_out(entry.record_kind, entry.record_id),
            "Copied as plain text for a minute, for the school’s own safeguarding system.",
        )

    def copy_for_tutors(self, told: NeedToKnow) -> None:
        """What tutors may know is on the clipboard, where the pupil agreed."""
        work = self._work
        said = "Copied as plain text for a minute, for those tutors."
        self._copy(lambda: work.tutor_words(told.id), said)

    def _copy(self, job: Callable[[], str], said: str) -> None:
        def copied(text: str) -> None:
            copy_for_a_while(text)
            self._tools.say(said)

        self._read(job, copied)

    def group(self, case: Case) -> None:
        """The i-THRIVE grouping of the case, or none."""
        form = thrive_form(case.thrive)

        def submit() -> Callable[[], Changes]:
            draft, work = form.value(), self._work
            return lambda: work.set_thrive(case.id, draft.thrive, draft.words)

        self._show("i-THRIVE grouping", form, submit, "Grouping recorded.")

    def move_entry(self, entry: TimelineEntry, own_id: str) -> None:
        """The entry goes to the pupil it is about; it can be taken back for 48 hours."""
        work, kind, record_id = self._work, entry.record_kind, entry.record_id

        def take_back() -> None:
            self.take_back(entry)

        def show(pupils: Sequence[PupilLine]) -> None:
            form = Form()
            to: ChoiceField[str] = ChoiceField(pupil_options(pupils, [own_id]))
            reason = TextField(lines=2)
            form.add_row("Whom it is about", to, required=True)
            form.add_row("Why it moves", reason, required=True)

            def submit() -> Callable[[], Changes]:
                to_id, why = to.value() or "", reason.value()
                return lambda: work.move_entry(kind, record_id, to_id, why)

            under = f"Written down on the wrong pupil, {day_short(entry.happened_on)}."
            self._show("Move to another pupil", form, submit, "Entry moved.", under, take_back)

        self._read(work.pupils_with_cases, show)

    def take_back(self, entry: TimelineEntry) -> None:
        """The entry is with the pupil it was first written down for."""
        work, kind, record_id = self._work, entry.record_kind, entry.record_id
        self._tools.tasks.start(
            self._tools.tasks,
            lambda _: work.take_back_move(kind, record_id),
            done=self._tools.changed,
            failed=self._fail,
        )

    def restrict(self, entry: TimelineEntry) -> None:
        """Asks before an entry is kept to fewer people, or opened to everybody again."""
        kind, record_id = entry.record_kind, entry.record_id
        work = self._work.open_to_all if entry.is_restricted else self._work.restrict

        def go_on() -> None:
            self._tools.tasks.start(
                self._tools.tasks,
                lambda _: work(kind, record_id),
                done=self._tools.changed,
                failed=self._fail,
            )

        if entry.is_restricted:
            question, told = "Open this entry to everybody?", "Everybody who unlocks can read it."
            answers = ("&Open it", "&Keep it as it is")
        else:
            question, told = "Keep this entry to fewer people?", _FEWER
            answers = ("&Keep it to fewer", "&Leave it open")
        act, stay = answers
        ask(self._asker.window(), question, told, act=act, stay=stay, then=go_on)

    def died(self, case: Case) -> None:
        """The pupil has died: asked twice, then everything stops."""
        form = Form()
        on, words = past_day(self._context.today), TextField(lines=2)
        form.add_row("Day", on, required=True)
        form.add_row("In words", words, required=True)

        def submit() -> Callable[[], Changes]:
            day, said, work = on.value(), words.value(), self._work
            if day is None:
                raise ValueError("the form was not checked")
            return lambda: work.pupil_died(case.pupil_id, day, said)

        def show() -> None:
            self._show(
                "The pupil has died",
                form,
                submit,
                "Recorded. Nothing more goes out.",
                under="Every letter, chase and step stops at once. The record is kept.",
            )

        ask(
            self._asker.window(),
            "Has the pupil died?",
            "Every letter, chase and step about them stops at once, and the case closes. "
            "The record is kept.",
            act="&Go on",
            stay="&No",
            then=show,
        )
