"""One letter: as it would be issued, or as it was; printed, saved and marked as sent from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.letter_guard import Finding
from mhlead.domain.letter_order import Accepted, LetterOrder
from mhlead.domain.records import Letter
from mhlead.domain.views import IssuedLetter
from mhlead.services.letters.guard import WORDING
from mhlead.services.letters.issuing import DraftLetter
from mhlead.ui.announce import announce
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.dialogs.ask_to_print import ask_to_print
from mhlead.ui.dialogs.choose_file import choose_place
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.flow import Flow
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column
from mhlead.ui.letter_view import LetterView
from mhlead.ui.page import Page
from mhlead.ui.pages.doubt_card import DoubtCard, why_page
from mhlead.ui.pages.form_copy_page import FormCopies
from mhlead.ui.pages.form_rest_page import FormRests
from mhlead.ui.pages.letter_parts_page import open_parts
from mhlead.ui.pages.letter_warnings import LetterWarnings
from mhlead.ui.pages.locked_copies import LockedCopies
from mhlead.ui.pages.referral_work import ReferralWork
from mhlead.ui.pages.tools import Tools
from mhlead.ui.pages.wording_page import WordingPage
from mhlead.ui.pages.wording_work import WordingTools
from mhlead.ui.surfaces import Card, Chip, PageHeader
from mhlead.ui.tasks import Lane
from mhlead.ui.tokens import Tone
from mhlead.ui.whole_file import write_whole
from mhlead.wording import gap_words, sentence_for, words

_LACKS = "The letter can’t be issued yet. Still missing: "


class LetterPage(Page):
    """The pages of a letter, from memory alone: no file of it lies anywhere unless it is saved."""

    def __init__(
        self,
        reference: str,
        *,
        tools: Tools,
        work: ReferralWork,
        mark_sent: Callable[[str], None],
        mend: Callable[[str], None] | None = None,
        order: LetterOrder | None = None,
        letter_id: str = "",
        name: str = "Letter",
        subject: str = "",
    ) -> None:
        """Builds the page and reads the letter.

        Args:
            reference: The school's reference, which holds nothing about the pupil.
            tools: The day, the runner and the ways to other pages.
            work: What can be done with letters.
            mark_sent: Opens the form that says how a letter left, by the letter's identifier.
            mend: Opens where a fact of the letter is written; None where nothing can be mended.
            order: The letter that is drafted, or None.
            letter_id: The issued letter to show, or "".
            name: What it is called, where it is no draft.
            subject: The pupil's name for the window's title.
        """
        super().__init__("letter_page")
        self._reference, self._subject, self._name = reference, subject, name
        self._tools, self._work, self._mark_sent = tools, work, mark_sent
        self._order, self._letter_id, self._mend_fact = order, letter_id, mend
        self._pdf = self._paper = b""

        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PageHeader(words(order.kind) if order else name, reference)
        self.chip = Chip("Draft", Tone.WATCH)
        self.large_print = Tick("&Large print")
        self.large_print.setChecked(order is not None and order.is_large_print)
        self.as_text = Tick("Read as &text")
        self.parts_button = link_button("What goes in…")
        self.wording_button = link_button("Change the wording…")
        self.issue_button = primary_button("&Issue the letter", "circle-check")
        self.print_button = plain_button("&Print…", "printer")
        self.save_button = plain_button("&Save as PDF…", "download")
        self.locked = LockedCopies(
            self,
            tools.tasks,
            work.sending,
            write=write_whole,
            used=self._used,
            failed=self._fail,
        )
        self.form_copies = FormCopies(self, tools, work.sending)
        self.form_rests = FormRests(self, tools, work.own_forms, reference, subject)
        self.sent_button = primary_button("&Mark as sent…", "send")
        self.problem = paragraph("", "problem")
        self.warnings = LetterWarnings()
        self.doubts = DoubtCard(self._mend, self._ask_why)
        self.view = LetterView()
        self._lay_out()
        self._connect()
        self._show_buttons()
        self._read()

    def _lay_out(self) -> None:
        copies = (self.locked.button, self.form_copies.button, self.form_rests.button)
        ends = (self.issue_button, self.sent_button)
        for one in (self.print_button, self.save_button, *copies, *ends):
            self.header.add_button(one)
        options = QWidget()
        flow = Flow(options, gap="gap")
        choices = (self.large_print, self.as_text, self.parts_button, self.wording_button)
        for part in (self.chip, *choices):
            flow.addWidget(part)
        card = Card(margin="small")
        card.body.addWidget(self.view, 1)
        self.problem.hide()
        self.warnings.hide()
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(options)
        layout.addWidget(self.warnings)
        layout.addWidget(self.problem)
        layout.addWidget(self.doubts)
        layout.addWidget(card, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.done)
        self.large_print.toggled.connect(self._read)
        self.as_text.toggled.connect(lambda is_on: self.view.show_text(is_text=is_on))
        self.parts_button.clicked.connect(self.choose_parts)
        self.wording_button.clicked.connect(self.change_wording)
        self.issue_button.clicked.connect(self.issue)
        self.print_button.clicked.connect(self.print_it)
        self.save_button.clicked.connect(self.save)
        self.sent_button.clicked.connect(lambda: self._mark_sent(self._letter_id))

    def page_name(self) -> str:
        return f"{self._name} {self._reference}"

    def subject(self) -> str:
        return self._subject

    def focus_first(self) -> None:
        self.back_button.setFocus()

    @property
    def _is_issued(self) -> bool:
        return bool(self._letter_id)

    def _show_buttons(self) -> None:
        for one in (self.print_button, self.save_button, self.sent_button):
            one.setVisible(self._is_issued)
            one.setEnabled(bool(self._pdf))
        self.locked.show_letter(self._letter_id, f"{self.file_stem()} locked.pdf")
        self.locked.button.setEnabled(bool(self._pdf))
        self.form_copies.show_letter(self._letter_id, self._reference, self._subject)
        self.form_rests.show_letter(self._letter_id)
        self.issue_button.setVisible(not self._is_issued)
        self.issue_button.setEnabled(False)
        is_on_form = self._order is not None and self._order.is_on_own_form
        self.large_print.setVisible(not self._is_issued and not is_on_form)
        self.parts_button.setVisible(not self._is_issued)
        self.wording_button.setVisible(not self._is_issued and not is_on_form)
        if self._is_issued:
            self.chip.show_words("Issued: it never changes", Tone.GOOD)

    def _read(self) -> None:
        work = self._work
        if self._is_issued:
            letter_id = self._letter_id
            self._tools.tasks.start(
                self, lambda _: work.read_letter(letter_id), done=self._show, failed=self._fail
            )
            return
        order = self._asked_for()
        if order is None:
            return
        self._tools.tasks.start(
            self, lambda _: work.draft_letter(order), done=self._show_draft, failed=self._fail
        )

    def change_wording(self) -> None:
        """Opens the wording that letters of this kind are written with."""
        order, tools = self._order, self._tools
        if order is not None:
            about = WordingTools(
                tools.tasks, tools.names, self._work.wordings, tools.changed, tools.open_page
            )
            tools.open_page(WordingPage(order.kind, about, order=order))

    def _mend(self, fact: str) -> None:
        if fact == WORDING:
            self.change_wording()
        elif self._mend_fact is not None:
            self._mend_fact(fact)

    def _ask_why(self, places: Sequence[Finding]) -> None:
        tasks, subject = self._tools.tasks, self._subject
        self._tools.open_page(why_page(places, tasks, subject, self._accept))

    def _accept(self, *said: Accepted) -> None:
        if self._order is not None:
            self._order = replace(self._order, accepted=(*self._order.accepted, *said))
            self._read()

    def choose_parts(self) -> None:
        """Opens the list of what the letter could do without."""
        order = self._asked_for()
        if order is not None:
            ways = (self._tools, self._work, self._subject)
            open_parts(self, order, *ways, kept=self._without, failed=self._fail)

    def _without(self, answer: tuple[LetterOrder, Changes]) -> None:
        self._order, changes = answer
        self._tools.changed(changes)
        self._read()

    def _asked_for(self) -> LetterOrder | None:
        if self._order is None:
            return None
        return self.warnings.asked(self._order, is_large_print=self.large_print.isChecked())

    def refresh(self, changes: Changes) -> None:
        if not self._is_issued and changes.touched:
            self._read()
        elif changes.concerns("Sending"):
            self.chip.show_words("Issued and marked as sent", Tone.GOOD)

    def _show(self, letter: Letter) -> None:
        self._pdf = letter.pdf
        self._show_pages(letter.pdf, is_form=bool(letter.form_rest))
        self._say("")
        self._show_buttons()

    def _show_pages(self, pdf: bytes, text: str = "", *, is_form: bool = False) -> None:
        self._paper = pdf
        if is_form:
            work = self._work.own_forms
            done = partial(self._show_pages, text=text)
            self._tools.tasks.start(self, lambda _: work.flat(pdf), done=done, failed=self._fail)
        else:
            self.view.show_letter(pdf, text)

    def _show_draft(self, draft: DraftLetter) -> None:
        self._show_pages(draft.pdf, draft.text, is_form=draft.rest is not None)
        self.doubts.show_findings(draft.findings)
        self.form_rests.show_rest(draft.rest)
        lacking = [gap_words(gap.field) for gap in draft.gaps if gap.is_required]
        self._say(f"{_LACKS}{', '.join(lacking)}." if lacking else "")
        if draft.unprintable:
            points = ", ".join(draft.unprintable)
            self._say(f"These characters can’t be printed: {points}. Please spell them otherwise.")
        self.warnings.show_draft(draft)
        self.issue_button.setEnabled(draft.may_be_issued)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if text:
            announce(self, text)

    def _fail(self, error: MhleadError) -> None:
        self._show_buttons()
        if not isinstance(error, Cancelled):
            self._say(sentence_for(error))

    # doing --------------------------------------------------------------------------------

    def issue(self) -> None:
        """Freezes the letter as it stands; after that it can be printed, saved and sent."""
        self.issue_button.setEnabled(False)
        work, order = self._work, self._asked_for()
        if order is None:
            return
        self._tools.tasks.start(
            self,
            lambda _: work.issue_letter(order),
            done=self._issued,
            failed=self._fail,
        )

    def _issued(self, answer: tuple[IssuedLetter, Changes]) -> None:
        issued, changes = answer
        self._letter_id = issued.letter.id
        self.warnings.show_issued()
        self._show(issued.letter)
        self._tools.changed(changes)
        self.said.emit("The letter is issued. Print or save it, send it, and mark it as sent.")
        self.print_button.setFocus()

    def print_it(self) -> None:
        """Opens the system's print dialog over the issued letter."""
        self.print_dialog = ask_to_print(
            self,
            self._paper,
            title=self.file_stem(),
            pages=self.view.page_count(),
            tasks=self._tools.tasks,
            done=lambda: self._used(Action.LETTER_PRINTED, "The letter is with the printer."),
            failed=self._fail,
        )

    def save(self) -> None:
        """Asks where the letter’s PDF goes; the name offered holds nothing about the pupil."""
        choose_place(
            self, "Save the letter", "PDF (*.pdf)", self._save_to, name=f"{self.file_stem()}.pdf"
        )

    def _save_to(self, path: Path) -> None:
        pdf = self._pdf
        self._tools.tasks.start(
            self,
            lambda _: write_whole(path, pdf),
            done=lambda _: self._used(
                Action.LETTER_SAVED,
                "Saved. This file is not encrypted: delete it once it has been sent.",
            ),
            failed=self._fail,
            lane=Lane.COMPUTE,
        )

    def file_stem(self) -> str:
        """What its file and its job at the printer are called: nothing about the pupil."""
        return f"{self._name} {self._reference.replace('/', '-')}"

    def _used(self, action: Action, said: str) -> None:
        self.said.emit(said)
        work, letter_id = self._work, self._letter_id
        self._tools.tasks.start(
            self,
            lambda _: work.record_use(letter_id, action),
            done=self._tools.changed,
            failed=self._fail,
        )
