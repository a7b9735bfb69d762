"""A paper about a pupil as it would leave now: seen, printed, saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mhlead.domain.changes import Changes
from mhlead.domain.codes import PaperKind
from mhlead.domain.errors import MhleadError
from mhlead.domain.letter_guard import Finding
from mhlead.domain.letter_order import Accepted
from mhlead.domain.paper import NAMES, PaperOrder
from mhlead.services.chronologies import EntryChoice
from mhlead.services.papers import DraftPaper
from mhlead.ui.announce import announce
from mhlead.ui.buttons import link_button, plain_button
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.labels import paragraph
from mhlead.ui.page import Page
from mhlead.ui.pages.doubt_card import DoubtCard, why_page
from mhlead.ui.pages.entries_page import EntriesPage
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.surfaces import PageHeader
from mhlead.ui.tasks import TaskRunner
from mhlead.wording.paper_words import kept_back_words

CHRONOLOGIES = frozenset({PaperKind.CHRONOLOGY, PaperKind.OWN_CHRONOLOGY})
_READ_IN_A_CRISIS = "Looked at in an emergency"


@dataclass(frozen=True)
class PaperWork:
    """What can be done with papers about a pupil; every call runs beside the window's thread.

    Attributes:
        make: The paper as the record stands now.
        read_entries: Every entry a chronology may hold.
        record_use: That it was "printed" or "saved" stands in the history.
        note_receipt: Opens a talk to be written down: that it was handed over, or came back.
        mend: Goes to where the record is mended.
    """

    make: Callable[[PaperOrder], DraftPaper]
    read_entries: Callable[[PaperOrder], Sequence[EntryChoice]]
    record_use: Callable[[PaperOrder, str, bytes], Changes]
    note_receipt: Callable[[PaperOrder, str], None]
    mend: Callable[[str], None]


class PupilPaperPage(PaperPage):
    """The paper, made anew whenever the record changes; it leaves once nothing is doubtful."""

    PRINTED = "It is with the printer. That it left stands in the history."
    SAVED = "Saved. This file is not encrypted: delete it once it has been sent."

    def __init__(
        self,
        order: PaperOrder,
        *,
        tasks: TaskRunner,
        work: PaperWork,
        changed: Callable[[Changes], None],
        open_page: Callable[[Page], None],
        subject: str,
    ) -> None:
        """Builds the page and makes the paper.

        Args:
            order: What is asked for.
            tasks: Runs the work.
            work: What can be done.
            changed: Told what an action touched.
            open_page: Shows a page above this one.
            subject: The pupil's name for the window's title.
        """
        header = PageHeader(NAMES[order.kind], order.reference)
        super().__init__("pupil_paper_page", header, tasks=tasks, changed=changed)
        self._order, self._work, self._subject = order, work, subject
        self._open_page = open_page
        self._findings: tuple[Finding, ...] = ()
        self._may_leave = False
        self.large_print = Tick("&Large print")
        self.parts_button = link_button("What goes in…")
        self.note = paragraph("", "muted")
        self.doubts = DoubtCard(work.mend, self._ask_why)
        self.all_right_button = plain_button("I have read them: they are &right", "check")
        self.given_button = plain_button("It was &handed over…", "pencil")
        self.receipt_button = plain_button("The receipt came bac&k…", "check")
        is_handover = order.kind is PaperKind.HANDOVER
        for one in (self.given_button, self.receipt_button):
            one.setVisible(is_handover)
        self.parts_button.setVisible(order.kind in CHRONOLOGIES)
        self.all_right_button.hide()
        self.note.hide()
        self.lay_out(
            (self.large_print, self.parts_button),
            buttons=(self.given_button, self.receipt_button) if is_handover else (),
            above=(self.note, self.doubts, self.all_right_button),
        )
        self._connect()
        self.show_buttons()
        self._read()

    def _connect(self) -> None:
        self.large_print.toggled.connect(self._read)
        self.parts_button.clicked.connect(self.choose_parts)
        self.all_right_button.clicked.connect(self._accept_all)
        order, note = self._order, self._work.note_receipt
        self.given_button.clicked.connect(lambda: note(order, "given"))
        self.receipt_button.clicked.connect(lambda: note(order, "receipt"))

    def page_name(self) -> str:
        return NAMES[self._order.kind]

    def subject(self) -> str:
        return self._subject

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def refresh(self, changes: Changes) -> None:
        if any(kind != "Paper" for kind, _ in changes.touched):
            self._read()

    def file_stem(self) -> str:
        return f"{NAMES[self._order.kind]} {self._order.reference.replace('/', '-')}"

    def record_use(self, how: str) -> Callable[[], Changes]:
        record_use, order, pdf = self._work.record_use, self._asked_for(), self._pdf
        return lambda: record_use(order, how, pdf)

    def show_buttons(self) -> None:
        """Only a paper that nothing holds back can be printed and saved."""
        for one in (self.print_button, self.save_button):
            one.setEnabled(bool(self._pdf) and self._may_leave)

    def _asked_for(self) -> PaperOrder:
        return replace(self._order, is_large_print=self.large_print.isChecked())

    def _read(self) -> None:
        self._may_leave = False
        self.show_buttons()
        make, order = self._work.make, self._asked_for()
        self.start(lambda: make(order), self._show)

    def _show(self, paper: DraftPaper) -> None:
        if paper.order != self._asked_for():
            return  # another one was asked for meanwhile
        self._findings, self._may_leave = paper.findings, paper.may_leave
        self.show_paper(paper.pdf, paper.text)
        self.doubts.show_findings(paper.findings)
        is_crisis = self._order.kind is PaperKind.CRISIS_SUMMARY
        self.all_right_button.setVisible(bool(paper.findings) and is_crisis)
        self._say_note(kept_back_words(paper.kept_back, self._order.kind))
        if paper.unprintable:
            points = ", ".join(paper.unprintable)
            self.say_problem(
                f"These characters can’t be printed: {points}. Please spell them otherwise."
            )

    def _say_note(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
        if text:
            announce(self.note, text)

    def fail(self, error: MhleadError) -> None:
        self._may_leave = False
        super().fail(error)

    # what is doubtful, and what goes in ---------------------------------------------------

    def _ask_why(self, found: Finding) -> None:
        self._open_page(why_page(found, self._tasks, self._subject, self._accept))

    def _accept(self, *said: Accepted) -> None:
        self._order = replace(self._order, accepted=(*self._order.accepted, *said))
        self._read()

    def _accept_all(self) -> None:
        """Nobody types reasons while an ambulance waits; that they were read is what counts."""
        told = {(one.kind.value, one.text) for one in self._findings}
        self._accept(*(Accepted(kind, text, _READ_IN_A_CRISIS) for kind, text in sorted(told)))

    def choose_parts(self) -> None:
        """Opens the list of entries."""
        read, order = self._work.read_entries, self._asked_for()
        self.start(lambda: read(order), self._show_entries)

    def _show_entries(self, entries: Sequence[EntryChoice]) -> None:
        page = EntriesPage(entries, subject=self._subject, choose=self._without)
        self._open_page(page)

    def _without(self, left_out: tuple[str, ...]) -> None:
        self._order = replace(self._order, left_out=left_out, kinds=())
        self._read()
