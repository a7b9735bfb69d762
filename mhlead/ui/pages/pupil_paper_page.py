"""A paper about a pupil as it would leave now: seen, printed, saved, marked as sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import PaperKind
from mhlead.domain.errors import MhleadError
from mhlead.domain.letter_guard import Finding
from mhlead.domain.letter_order import Accepted
from mhlead.domain.paper import NAMES, PaperOrder
from mhlead.domain.views import LetterLine
from mhlead.services.chronologies import EntryChoice
from mhlead.services.letters.log import PRINTED, SAVED
from mhlead.services.papers import DraftPaper
from mhlead.ui.announce import announce
from mhlead.ui.buttons import link_button, plain_button, primary_button
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.labels import paragraph
from mhlead.ui.page import Page
from mhlead.ui.pages.doubt_card import DoubtCard, accepted, why_page
from mhlead.ui.pages.entries_page import EntriesPage
from mhlead.ui.pages.locked_copies import LockedCopies
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.pages.sending_work import SendingWork
from mhlead.ui.surfaces import PageHeader
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.whole_file import write_whole
from mhlead.wording.paper_words import kept_back_words, restricted_words

CHRONOLOGIES = frozenset({PaperKind.CHRONOLOGY, PaperKind.OWN_CHRONOLOGY})
_ACTIONS = {"printed": PRINTED, "saved": SAVED}
_READ_IN_A_CRISIS = "Looked at in an emergency"


@dataclass(frozen=True)
class PaperWork:
    """What can be done with papers about a pupil; every call runs beside the window's thread.

    Attributes:
        make: The paper as the record stands now.
        read_entries: Every entry a chronology may hold.
        keep: It is kept as it is, with what became of it; None where nothing has yet.
        sending: What can be done when it leaves.
        mark_sent: Opens the form that says how it left, by the identifier it is kept under.
        mend: Goes to where the record is mended.
    """

    make: Callable[[PaperOrder], DraftPaper]
    read_entries: Callable[[PaperOrder], Sequence[EntryChoice]]
    keep: Callable[[DraftPaper, Action | None], tuple[LetterLine | None, Changes]]
    sending: SendingWork
    mark_sent: Callable[[str], None]
    mend: Callable[[str], None]


class PupilPaperPage(PaperPage):
    """The paper, made anew whenever the record changes; it leaves once nothing is doubtful."""

    PRINTED = "It is with the printer, and kept as it is under Documents."
    SAVED = (
        "Saved, and kept as it is under Documents. This file is not encrypted: delete it once it "
        "has been sent."
    )

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
        self._paper: DraftPaper | None = None
        self._kept: tuple[bytes, str] = (b"", "")
        self.large_print = Tick("&Large print")
        self.large_print.setChecked(order.is_large_print)
        self.parts_button = link_button("What goes in…")
        self.note = paragraph("", "muted")
        self.doubts = DoubtCard(work.mend, self._ask_why)
        self.all_right_button = plain_button("I have read them: they are &right", "check")
        self.locked = LockedCopies(
            self,
            tasks,
            work.sending,
            write=write_whole,
            used=self._use,
            failed=self.fail,
            first=lambda: self._keep(None, self.locked.ask),
        )
        self.sent_button = primary_button("&Mark as sent…", "send")
        self.parts_button.setVisible(order.kind in CHRONOLOGIES)
        self.all_right_button.hide()
        self.note.hide()
        self.lay_out(
            (self.large_print, self.parts_button),
            after=(self.locked.button, self.sent_button),
            above=(self.note, self.doubts, self.all_right_button),
        )
        self._connect()
        self.show_buttons()
        self._read()

    def _connect(self) -> None:
        self.large_print.toggled.connect(self._read)
        self.parts_button.clicked.connect(self.choose_parts)
        self.all_right_button.clicked.connect(self._accept_all)
        self.sent_button.clicked.connect(lambda: self._work.mark_sent(self._letter_id))

    def page_name(self) -> str:
        return NAMES[self._order.kind]

    def subject(self) -> str:
        return self._subject

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def file_stem(self) -> str:
        return f"{NAMES[self._order.kind]} {self._order.reference.replace('/', '-')}"

    @property
    def _letter_id(self) -> str:
        """What this very paper is kept under; "" before it left."""
        pdf, letter_id = self._kept
        return letter_id if pdf == self._pdf else ""

    def _used(self, how: str, said: str) -> None:
        self._use(_ACTIONS[how], said)

    def _use(self, action: Action, said: str) -> None:
        self.said.emit(said)
        self._keep(action, lambda: None)

    def _keep(self, action: Action | None, then: Callable[[], None]) -> None:
        """The paper that is shown is kept as it is; the window goes on once it is."""
        paper, keep = self._paper, self._work.keep
        if paper is None:
            return

        def kept(answer: tuple[LetterLine | None, Changes]) -> None:
            line, changes = answer
            self._kept = (paper.pdf, line.letter_id if line else "")
            self.show_buttons()
            self._changed(changes)
            if line is not None:
                then()

        self.start(lambda: keep(paper, action), kept)

    def show_buttons(self) -> None:
        """Only a paper that nothing holds back can be printed and saved."""
        may_leave = bool(self._pdf) and self._may_leave
        self.locked.show_letter(self._letter_id, f"{self.file_stem()} locked.pdf")
        for one in (self.print_button, self.save_button, self.locked.button):
            one.setEnabled(may_leave)
        if self._paper is not None and self._paper.case_id is None:
            self.locked.button.hide()
        self.sent_button.setVisible(bool(self._letter_id))

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
        self._paper = paper
        self._findings, self._may_leave = paper.findings, paper.may_leave
        self.show_paper(paper.pdf, paper.text)
        self.doubts.show_findings(paper.findings)
        is_crisis = self._order.kind is PaperKind.CRISIS_SUMMARY
        self.all_right_button.setVisible(bool(paper.findings) and is_crisis)
        kept_back = kept_back_words(paper.kept_back, self._order.kind)
        self._say_note(f"{kept_back} {restricted_words(paper.is_restricted)}".strip())
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

    def _ask_why(self, places: Sequence[Finding]) -> None:
        self._open_page(why_page(places, self._tasks, self._subject, self._accept))

    def _accept(self, *said: Accepted) -> None:
        self._order = replace(self._order, accepted=(*self._order.accepted, *said))
        self._read()

    def _accept_all(self) -> None:
        """Nobody types reasons while an ambulance waits; that they were read is what counts."""
        self._accept(*(accepted(one, _READ_IN_A_CRISIS) for one in self._findings))

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
