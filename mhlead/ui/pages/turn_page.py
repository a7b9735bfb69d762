"""Where to turn: the poster or sheet is chosen, looked at, printed or saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from mhlead.domain.changes import Changes
from mhlead.domain.errors import LetterIncomplete, MhleadError
from mhlead.domain.where_to_turn import Readers
from mhlead.services.where_to_turn import TurnPaper
from mhlead.ui.announce import announce
from mhlead.ui.fields import LineField
from mhlead.ui.fields.choice import Combo
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.form import Form
from mhlead.ui.labels import heading, label, paragraph
from mhlead.ui.pages.paper_page import PaperPage
from mhlead.ui.surfaces import Card, PageHeader
from mhlead.ui.tasks import TaskRunner

SLIP = "slip"
PAPERS: tuple[tuple[str, str, str], ...] = (
    (Readers.PUPILS.value, "Poster for pupils", "Where to turn for pupils"),
    (Readers.FAMILIES.value, "Sheet for parents and carers", "Where to turn for families"),
    (Readers.STAFF.value, "Sheet for staff", "Where to turn for staff"),
    (SLIP, "Concern slip for tutors", "Concern slip"),
)
"""What can be chosen: its key, its words, and the name offered for its file."""
_PAUSE_MS = 500
_NO_SERVICE = (
    "No service of the directory stands on it. Open a service there and tick “Stands on posters "
    "and sheets”."
)
_NO_LEAD = "Nobody at the school is named as mental health lead (Settings, Staff)."
_NO_DSL = "Nobody at the school is named as DSL (Settings, Staff)."


@dataclass(frozen=True)
class TurnWork:
    """What can be done with these papers; every call runs beside the window's thread.

    Attributes:
        make: The paper of that key, with where pupils find the lead, in large print or not.
        record_use: That the paper of that key was "printed" or "saved" stands in the history.
        where_found: Where pupils find the lead, as it was written last on this computer.
        keep_where_found: Keeps that for the next time.
    """

    make: Callable[[str, str, bool], TurnPaper]
    record_use: Callable[[str, str], Changes]
    where_found: str
    keep_where_found: Callable[[str], None]


class TurnPage(PaperPage):
    """One of the papers; what was not checked for long is named before it is printed."""

    PRINTED = "It is with the printer."
    SAVED = "Saved. There is no pupil on it: it may be passed on."

    def __init__(
        self, *, tasks: TaskRunner, work: TurnWork, changed: Callable[[Changes], None]
    ) -> None:
        """Builds the page and makes the poster for pupils.

        Args:
            tasks: Runs the work.
            work: What can be done.
            changed: Told what an action touched.
        """
        header = PageHeader("Where to turn", "Posters and sheets from your directory")
        super().__init__("turn_page", header, tasks=tasks, changed=changed)
        self._work = work
        self.paper = Combo()
        self.paper.setAccessibleName("Which paper")
        self.paper.addItems([words for _, words, _ in PAPERS])
        self.large_print = Tick("&Large print")
        self.where_found = LineField(longest=120)
        self.where_found.set_value(work.where_found)
        self.where_form = Form()
        self.where_form.add_row(
            "&Where pupils find the lead",
            self.where_found,
            help_text="Such as: room 12 by the library, every break. It stands below the name.",
        )
        self.look_at = _LookAt()
        name = label("Which pap&er")
        name.setBuddy(self.paper)
        self.lay_out((name, self.paper, self.large_print), above=(self.where_form, self.look_at))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._where_written)
        self.where_found.value_changed.connect(self._pause.start)
        self.paper.activated.connect(self._read)
        self.large_print.toggled.connect(self._read)
        self.show_buttons()
        self._read()

    def page_name(self) -> str:
        return "Where to turn"

    def focus_first(self) -> None:
        self.paper.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Service", "StaffMember", "SchoolProfile"):
            self._read()

    def file_stem(self) -> str:
        return PAPERS[self.paper.currentIndex()][2]

    def record_use(self, how: str) -> Callable[[], Changes]:
        record_use, key = self._work.record_use, self._key()
        return lambda: record_use(key, how)

    def choose(self, key: str) -> None:
        """Shows the paper of that key."""
        self.paper.setCurrentIndex([one[0] for one in PAPERS].index(key))
        self._read()

    def _key(self) -> str:
        return PAPERS[self.paper.currentIndex()][0]

    def _where_written(self) -> None:
        self._work.keep_where_found(self.where_found.value())
        self._read()

    def _read(self) -> None:
        make, key = self._work.make, self._key()
        for option in (self.large_print, self.where_form):
            option.setVisible(key != SLIP)  # it is one page with room to write on
        where, is_large = self.where_found.value(), self.large_print.isChecked()
        self._pdf = b""  # what is shown is no longer what was chosen
        self.show_buttons()
        self.start(lambda: make(key, where, is_large), lambda paper: self._show(key, paper))

    def _show(self, key: str, paper: TurnPaper) -> None:
        if key != self._key():
            return  # another one was chosen meanwhile
        self.show_paper(paper.pdf, paper.text)
        self.look_at.show_sentences(_sentences(paper))

    def fail(self, error: MhleadError) -> None:
        if isinstance(error, LetterIncomplete) and error.unprintable:
            self.show_buttons()
            points = ", ".join(error.unprintable)
            self.say_problem(
                f"These characters can’t be printed: {points}. Please spell them otherwise in the "
                "directory."
            )
            return
        super().fail(error)


def _sentences(paper: TurnPaper) -> list[str]:
    told = []
    if paper.unchecked:
        told.append(
            f"Not checked for more than 180 days, and the paper says so: "
            f"{'; '.join(paper.unchecked)}. Ring or look it up first, then put today’s date on it "
            "in the directory. A helpline you add there takes the place of the program’s own."
        )
    if not paper.has_services:
        told.append(_NO_SERVICE)
    if not paper.has_lead:
        told.append(_NO_LEAD)
    if not paper.has_dsl:
        told.append(_NO_DSL)
    if paper.pages > 1:
        told.append(f"It takes {paper.pages} pages.")
    return told


class _LookAt(Card):
    """What the lead should see to before it hangs on a wall; gone where there is nothing."""

    def __init__(self) -> None:
        super().__init__(surface="notice")
        self.body.addWidget(heading("Before you print"))
        self.words = paragraph("")
        self.body.addWidget(self.words)
        self.hide()

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Shows these, or nothing."""
        text = "\n".join(sentences)
        if text == self.words.text():
            return
        self.words.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, f"Before you print: {text}")
