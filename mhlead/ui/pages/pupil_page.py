"""The page of one pupil: header, timeline, details, family, referrals and documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QStackedWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import PaperKind
from mhlead.domain.records import Score
from mhlead.domain.views import LetterLine
from mhlead.services.paper_log import PaperLine
from mhlead.ui.buttons import button, plain_button, primary_button
from mhlead.ui.flow import Flow
from mhlead.ui.layouts import column, line
from mhlead.ui.pages.breach_pages import open_breach
from mhlead.ui.pages.case_side import CaseSide
from mhlead.ui.pages.delivery_pages import open_delivery
from mhlead.ui.pages.details_tab import DetailsTab
from mhlead.ui.pages.family_tab import FamilyTab
from mhlead.ui.pages.letter_keeping import ask_to_keep
from mhlead.ui.pages.papers_tabs import DocumentsTab, LetterActs, ReferralsTab
from mhlead.ui.pages.pupil_acts import PupilActs, PupilRead
from mhlead.ui.pages.pupil_header import PupilHeader
from mhlead.ui.pages.pupil_records import RECORDS, TOUCHING
from mhlead.ui.pages.scores_tab import ScoresTab
from mhlead.ui.pages.sending_work import SendingWork
from mhlead.ui.pages.timeline_tab import TimelineTab
from mhlead.ui.pages.tools import PupilWork, Tools
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import Beside, Scrolled, in_scroll
from mhlead.wording.paper_words import MENU

_LEAST_ROWS = 5
_TABS = {
    "timeline": "Timeline",
    "details": "Details",
    "family": "Family",
    "scores": "Scores",
    "referrals": "Referrals",
    "documents": "Documents",
}


class _Tabs(QStackedWidget):
    """Takes what room there is, and asks for a few rows: each part of it scrolls by itself."""

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), sizes().px("row") * _LEAST_ROWS)


class PupilPage(PupilActs):
    """Everything about one pupil; each entry is added and corrected on a page of its own."""

    def __init__(
        self,
        pupil_id: str,
        *,
        tools: Tools,
        work: PupilWork,
        open_letter: Callable[[str], None],
        sending: SendingWork,
        correct_letter: Callable[[LetterLine], None],
        write_paper: Callable[[str, PaperKind], None],
        papers_left: Callable[[str], Sequence[PaperLine]],
        tab: str = "timeline",
    ) -> None:
        """Builds the page and reads the pupil.

        Args:
            pupil_id: The pupil.
            tools: The day, the runner and the ways to other pages.
            work: What can be done with the pupil.
            open_letter: Shows an issued letter by identifier.
            sending: What can be done about letters that left.
            correct_letter: Opens the letter that puts an issued one right.
            write_paper: Asks for whom a paper about the pupil is.
            papers_left: Papers about the pupil that were printed or saved.
            tab: The tab shown first.
        """
        super().__init__(pupil_id, tools, work)
        self._write_paper, self._papers_left = write_paper, papers_left
        self._stale: set[str] = set()

        self.back_button = plain_button("&Back", "arrow-left")
        self.header = PupilHeader()
        self.note_button = plain_button("Add &note", "pencil")
        self.record_button = plain_button("Recor&d…", "plus")
        self.papers_button = plain_button("&Papers…", "file-text")
        self.refer_button = primary_button("&Refer…", "send")
        self.tab_buttons: dict[str, QPushButton] = {}
        self.tabs = _Tabs()
        self.timeline = TimelineTab(
            correct=self._correct,
            withhold=self._withhold,
            tell_dsl=self.tell_dsl,
            copy_out=lambda entry: self.care_pages().copy_out(entry),
            move=lambda entry: self.care_pages().move_entry(entry, self._pupil_id),
            take_back=lambda entry: self.care_pages().take_back(entry),
            restrict=lambda entry: self.care_pages().restrict(entry),
            add_note=self.add_note,
        )
        self.side = CaseSide(self._side_acts())
        self.details = DetailsTab(change=self.change_details)
        self.family = FamilyTab(add=self._add_person, edit=self._edit)
        self.scores = ScoresTab(add=lambda: self.record(Score), correct=self._edit)
        self.referrals = ReferralsTab(open_referral=tools.open_referral, refer=self.refer)
        self.documents = DocumentsTab(
            open_letter=open_letter,
            acts=LetterActs(
                lambda one, sent: open_delivery(tools, sending, self.subject(), one, sent),
                correct_letter,
                lambda one: open_breach(tools, sending, one.letter_id),
                lambda one: ask_to_keep(self, tools, sending, one, self._fail),
            ),
        )
        self._lay_out()
        self._connect()
        self.show_tab(tab)
        self._read(is_first=True)

    def _lay_out(self) -> None:
        buttons = (self.note_button, self.record_button, self.papers_button, self.refer_button)
        self.header.add_buttons(*buttons)
        papers = QMenu(self.papers_button)
        self._of_case: list[QAction] = []
        for kind, text in MENU:
            act = papers.addAction(text)
            act.triggered.connect(partial(self._paper, self._pupil_id, kind))
            if kind is not PaperKind.CRISIS_SUMMARY:
                self._of_case.append(act)
        self.papers_button.setMenu(papers)
        menu = QMenu(self.record_button)
        for text, record in RECORDS:
            menu.addAction(text).triggered.connect(partial(self.record, record))
        self.record_button.setMenu(menu)
        self._group = QButtonGroup(self)
        tab_line = Flow(gap="none")
        for key, name in _TABS.items():
            one = button(name, "tab")
            one.setAccessibleName(name.replace("&&", "and"))
            one.setCheckable(True)
            one.setProperty("tab", key)
            self._group.addButton(one)
            self.tab_buttons[key] = one
            tab_line.addWidget(one)
        beside = Scrolled()
        beside.body.addWidget(Beside(self.timeline, self.side))
        beside.body.addStretch()
        for part in (beside, self.details, self.family, self.scores, in_scroll(self.referrals)):
            self.tabs.addWidget(part)
        self.tabs.addWidget(in_scroll(self.documents))
        top = line()
        top.addWidget(self.back_button)
        top.addStretch()
        self.problem.hide()
        layout = column(self, gap="gap")
        # In a low window with large text the head scrolls away, and is never squeezed.
        whole = Scrolled()
        whole.body.addWidget(self.header)
        whole.body.addLayout(tab_line)
        whole.body.addWidget(self.problem)
        whole.body.addWidget(self.tabs, 1)
        layout.addLayout(top)
        layout.addWidget(whole, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.done)
        self.note_button.clicked.connect(self.add_note)
        self.refer_button.clicked.connect(self.refer)
        self._group.buttonToggled.connect(self._tab_toggled)

    def about(self) -> str:
        return f"pupil={self._pupil_id}"

    def page_name(self) -> str:
        return "Pupil"

    def _paper(self, pupil_id: str, kind: PaperKind, _is_on: bool = False) -> None:
        self._write_paper(pupil_id, kind)

    def focus_first(self) -> None:
        self.back_button.setFocus()

    def show_tab(self, key: str) -> None:
        """Shows the tab of that key."""
        self.tab_buttons[key].setChecked(True)

    def _tab_toggled(self, one: QPushButton, is_on: bool) -> None:
        if is_on:
            self.tabs.setCurrentIndex(list(_TABS).index(str(one.property("tab"))))
            self._show_tab_contents()

    # reading ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        if changes.concerns(*TOUCHING, "StaffMember", "Service", "Paper"):
            self._read(is_first=False)

    def _read(self, *, is_first: bool) -> None:
        read = self._work.open if is_first else self._work.read_again
        pupil_id, work = self._pupil_id, self._work

        def job() -> PupilRead:
            staff, services = tuple(work.list_staff()), tuple(work.list_services())
            return PupilRead(read(pupil_id), staff, services, tuple(work.own_needs()))

        self._tools.tasks.start(self, lambda _: job(), done=self._show, failed=self._fail)

    def _show(self, read: PupilRead) -> None:
        self.problem.hide()
        self._read_now = read
        view = read.view
        self.header.show_view(view, self._tools.today())
        has_case = view.current is not None
        for one in (self.note_button, self.record_button, self.refer_button):
            one.setVisible(has_case)
        for act in self._of_case:  # in an emergency there is a paper of anybody
            act.setEnabled(has_case or bool(view.earlier))
        count = len(view.referrals)
        self.tab_buttons["referrals"].setText(f"Referrals ({count})" if count else "Referrals")
        self._stale = set(_TABS)
        self._show_tab_contents()
        self.title_changed.emit()
        self.was_read.emit()

    def _show_tab_contents(self) -> None:
        key = list(_TABS)[self.tabs.currentIndex()]
        if self._read_now is None or key not in self._stale:
            return
        self._stale.discard(key)
        view = self._read_now.view
        if key == "timeline":
            self.timeline.show_entries(view.timeline, may_add=view.current is not None)
            self.side.show_view(view, self._tools.today())
        elif key == "details":
            self.details.show_pupil(view.pupil)
        elif key == "family":
            self.family.show_view(view)
        elif key == "scores":
            self.scores.show_series(view.scores, may_add=view.current is not None)
        elif key == "referrals":
            self.referrals.show_referrals(view.referrals, may_refer=view.current is not None)
        else:
            self.documents.show_letters(view.letters)
            read, pupil_id = self._papers_left, self._pupil_id
            self._tools.tasks.start(
                self,
                lambda _: read(pupil_id),
                done=self.documents.show_papers,
                failed=self._fail,
            )
