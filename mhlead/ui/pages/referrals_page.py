"""The list of referrals: open ones by the day to look at them again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt

from mhlead.domain.changes import Changes
from mhlead.domain.codes import ReferralState
from mhlead.domain.moves import ENDED
from mhlead.domain.views import ReferralLine
from mhlead.ui.buttons import button, plain_button
from mhlead.ui.day_text import day_short
from mhlead.ui.list_page import ListPage
from mhlead.ui.lists import Cell, ListColumn, ListRow
from mhlead.ui.names import NamesShown
from mhlead.ui.names_button import NamesButton
from mhlead.ui.search_box import SearchBox
from mhlead.ui.surfaces import EmptyState, PageHeader
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.wording import words

_NO_REFERRAL = (
    "No referral is open. A referral starts on a pupil’s page: record a concern there, then refer."
)
_COLUMNS = (
    ListColumn("Pupil", 1.9),
    ListColumn("Reference", 1.1, goes=3),
    ListColumn("To", 1.8, goes=1),
    ListColumn("State", 2.5),
    ListColumn("Sent", 1.0, goes=2),
    ListColumn("Look again", 1.0),
)


def state_tone(state: ReferralState) -> Tone:
    """The tone of a referral's state; its words say the same."""
    if state in (ReferralState.DRAFT, ReferralState.WAITING_FOR_CONSENT):
        return Tone.NEUTRAL
    if state in (ReferralState.RETURNED_FOR_INFORMATION, ReferralState.WAS_NOT_BROUGHT):
        return Tone.DANGER
    if state in (ReferralState.IN_TREATMENT, ReferralState.APPOINTMENT_OFFERED):
        return Tone.GOOD
    return Tone.NEUTRAL if state in ENDED else Tone.WATCH


class ReferralsPage(ListPage):
    """Open referrals, or all of them."""

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        names: NamesShown,
        read: Callable[[bool], Sequence[ReferralLine]],
        open_referral: Callable[[str], None],
        go_to_pupils: Callable[[], None],
        open_waits: Callable[[], None],
        open_batch: Callable[[], None],
    ) -> None:
        """Builds the page and reads the open referrals.

        Args:
            tasks: Runs the reading.
            names: Whether names are shown.
            read: Reads referrals; True for open ones only.
            open_referral: Opens the page of a referral by identifier.
            go_to_pupils: Goes to the pupils, where a referral starts.
            open_waits: Shows how long pupils wait.
            open_batch: Writes letters of one kind for many.
        """
        super().__init__(
            "referrals_page",
            PageHeader("Referrals", "Open ones first, by the day to look again"),
            SearchBox("Search referrals", "Name, reference or service"),
            _COLUMNS,
            NamesButton(names),
            "Referrals",
        )
        self._tasks, self._names, self._read_lines = tasks, names, read
        self._lines: Sequence[ReferralLine] = ()
        self.waits_button = plain_button("How long they &wait…", "clock")
        self.batch_button = plain_button("Letters for &many…", "file-text")
        self.header.add_button(self.batch_button)
        self.header.add_button(self.waits_button)
        self.open_button = button("Open", "tab")
        self.all_button = button("All", "tab")
        self.table.sortByColumn(5, Qt.SortOrder.AscendingOrder)
        self.empty = EmptyState("send", _NO_REFERRAL, "Go to the pupils", go_to_pupils)
        scopes = (self.open_button, self.all_button)
        self.choose_between(*scopes)
        self.lay_out((*scopes, self.count), (self.empty,))

        self.search.textChanged.connect(self._search)
        self.open_button.toggled.connect(self._read)
        self.table.opened.connect(open_referral)
        self.waits_button.clicked.connect(open_waits)
        self.batch_button.clicked.connect(open_batch)
        names.changed.connect(self._show_rows)
        self._read()

    def page_name(self) -> str:
        return "Referrals"

    def refresh(self, changes: Changes) -> None:
        if changes.concerns("Referral", "ReferralEvent", "Pupil", "Service", "Letter", "Sending"):
            self._read()

    def _read(self) -> None:
        only_open, read = self.open_button.isChecked(), self._read_lines
        self._tasks.start(
            self, lambda _: read(only_open), done=self._show, failed=self.show_problem
        )

    def _show(self, lines: Sequence[ReferralLine]) -> None:
        self.problem.hide()
        self._lines = lines
        self._show_rows()
        self.parts.setCurrentIndex(0 if lines else 1)

    def _search(self, typed: str) -> None:
        self.model.find(typed)
        self.tell_count("referral")

    def _show_rows(self) -> None:
        self.model.set_rows([self._row(one) for one in self._lines])
        self.tell_count("referral")

    def _row(self, one: ReferralLine) -> ListRow:
        name = self._names.of(one.pupil_name, one.initials)
        return ListRow(
            one.referral_id,
            (
                Cell(name, initials=one.initials),
                Cell(one.reference),
                Cell(one.service),
                Cell(words(one.state), tone=state_tone(one.state)),
                Cell(day_short(one.sent_on), one.sent_on or date.max),
                Cell(day_short(one.deadline_on), one.deadline_on or date.max),
            ),
            search=one.pupil_name,
        )
