"""The settings: what holds now at a glance, and a page for each part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from mhlead.domain.changes import Changes
from mhlead.domain.codes import StaffRole
from mhlead.domain.errors import MhleadError
from mhlead.ui.appearance import Appearance
from mhlead.ui.card_grid import CardGrid
from mhlead.ui.history_words import HistoryRead
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.link_card import LinkCard
from mhlead.ui.machine_settings import LINE, SAFEGUARDING, MachineSettings
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.pages.breach_pages import BreachesPage
from mhlead.ui.pages.settings_backups import BackupsPage
from mhlead.ui.pages.settings_chase import ChasePage
from mhlead.ui.pages.settings_check import CheckPage
from mhlead.ui.pages.settings_clock import ClockPage
from mhlead.ui.pages.settings_computer import APPEARANCES, ComputerPage, minutes_words
from mhlead.ui.pages.settings_copies import CopiesPage
from mhlead.ui.pages.settings_envelopes import envelopes_page
from mhlead.ui.pages.settings_files import PlainFilesPage
from mhlead.ui.pages.settings_history import HistoryPage
from mhlead.ui.pages.settings_keys import KeysPage
from mhlead.ui.pages.settings_needs import NeedsPage
from mhlead.ui.pages.settings_parts import Overview, SettingsTools
from mhlead.ui.pages.settings_protection import ProtectionPage
from mhlead.ui.pages.settings_requests import RequestsPage
from mhlead.ui.pages.settings_retention import RetentionPage
from mhlead.ui.pages.settings_school import school_page
from mhlead.ui.pages.settings_staff import StaffPage
from mhlead.ui.pages.settings_urgent import urgent_page
from mhlead.ui.pages.settings_year import YearPage
from mhlead.ui.pages.summary_page import SummaryPage
from mhlead.ui.pages.wording_work import WordingTools
from mhlead.ui.pages.wordings_page import WordingsPage
from mhlead.ui.surfaces import Chip, PageHeader, Scrolled
from mhlead.ui.tokens import Tone
from mhlead.wording import day_words, sentence_for, words


class SettingsPage(Page):
    """Cards, each with what holds now; what needs doing says so in words."""

    def __init__(
        self,
        *,
        tools: SettingsTools,
        settings: MachineSettings,
        names: NamesShown,
        history: Callable[[str], HistoryRead],
    ) -> None:
        """Builds the page and reads what holds now.

        Args:
            tools: The runner, the work, and the ways to other pages.
            settings: This computer's settings.
            names: Whether names are shown, for the history.
            history: Reads the newest lines of the history.
        """
        super().__init__("settings_page")
        self.tools, self._settings, self._names = tools, settings, names
        self._history = history
        self._overview = Overview(None, (), ())
        self._is_read = False
        self._asked_for = ""
        self.header = PageHeader("Settings", "Your school, its people, this computer and the store")
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.cards = CardGrid()
        scrolled = Scrolled()
        scrolled.body.addWidget(self.cards)
        scrolled.body.addStretch()
        layout = column(self, gap="gap")
        layout.addWidget(self.header)
        layout.addWidget(self.problem)
        layout.addWidget(scrolled, 1)
        self._parts: dict[str, Callable[[], Page]] = {
            "school": lambda: school_page(self._overview.school, tools),
            "staff": lambda: StaffPage(self._overview, tools),
            "year": lambda: YearPage(tools),
            "needs": lambda: NeedsPage(tools),
            "chase": lambda: ChasePage(tools),
            "letters": self._wordings_page,
            "envelopes": lambda: envelopes_page(self._overview.school, tools, tools.work.envelopes),
            "keys": lambda: KeysPage(self._overview, tools, settings),
            "urgent": lambda: urgent_page(settings, tools),
            "clock": lambda: ClockPage(tools),
            "computer": lambda: ComputerPage(settings, tools),
            "files": lambda: PlainFilesPage(self._overview.files, tools),
            "backups": lambda: BackupsPage(tools, tools.work.backups),
            "copies": lambda: CopiesPage(tools, names, tools.work.copies),
            "check": lambda: CheckPage(tools),
            "summary": lambda: SummaryPage(tools, tools.work.summary),
            "history": lambda: HistoryPage(history, names, tools),
            "requests": lambda: RequestsPage(tools, tools.work.requests, names),
            "breaches": lambda: BreachesPage(tools, tools.work.breaches),
            "retention": lambda: RetentionPage(tools, tools.work.retention, names),
            "protection": lambda: ProtectionPage(settings, tools, tools.work.protection),
        }
        settings.changed.connect(self._show_cards)
        self._read()

    def page_name(self) -> str:
        return "Settings"

    def focus_first(self) -> None:
        for card in self._link_cards()[:1]:
            card.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def open_part(self, key: str) -> None:
        """Shows one part: "school", "staff", "keys", "urgent", "computer", "files", "check"..."""
        if self._is_read:
            self.tools.open_page(self._parts[key]())
        else:
            self._asked_for = key  # a form over nothing would be kept over what is there

    def _read(self) -> None:
        self.tools.tasks.start(
            self, lambda _: self.tools.work.read(), done=self._show, failed=self._not_read
        )

    def _not_read(self, error: MhleadError) -> None:
        self.problem.setText(sentence_for(error))
        self.problem.show()

    def _show(self, overview: Overview) -> None:
        self.problem.hide()
        self._overview = overview
        self._is_read = True
        self._show_cards()
        if self._asked_for:
            key, self._asked_for = self._asked_for, ""
            self.open_part(key)

    def _show_cards(self) -> None:
        focused = self.window().focusWidget()
        key = next((one.key for one in self._link_cards() if one.open_button is focused), "")
        self.cards.show_cards(
            [
                self._school_card(),
                self._staff_card(),
                self._plain(
                    "year",
                    "The school’s year",
                    "calendar",
                    "Terms, half-terms and INSET days; who is away and who stands in.",
                ),
                self._plain(
                    "needs",
                    "Needs in your words",
                    "message-square",
                    "What colleagues call a need, beside the reason that services count in.",
                ),
                self._plain(
                    "chase",
                    "When to look again",
                    "clock",
                    "After how long without news a referral is looked at, and in whose days.",
                ),
                self._plain(
                    "letters",
                    "How letters are worded",
                    "file-text",
                    "What each kind of letter says around the facts, in your school’s own words.",
                ),
                self._plain(
                    "envelopes",
                    "Window envelopes",
                    "mail",
                    "Where the window of your envelopes is, and a page that tries it out.",
                ),
                self._plain(
                    "summary",
                    "Summary for the commissioner",
                    "clipboard-list",
                    "Counts of a term without anybody in them, and everything that was ever told.",
                ),
                self._keys_card(),
                self._urgent_card(),
                self._computer_card(),
                self._files_card(),
                self._plain(
                    "backups",
                    "Backups",
                    "save",
                    "How they stand, where they go, and restoring one to a new place.",
                ),
                self._plain(
                    "copies",
                    "Pass the store on",
                    "send",
                    "To another computer and back; and what was written in another copy.",
                ),
                self._plain(
                    "check",
                    "Health of the store",
                    "shield",
                    "Reads every record and the whole history, and says whether all is sound.",
                ),
                self._plain("history", "History", "history", "Who did what, and when."),
                self._plain(
                    "retention",
                    "Keeping and erasing",
                    "trash-2",
                    "What fell due, legal holds, how long records are kept, and proof of disposal.",
                ),
                self._plain(
                    "requests",
                    "Requests for data",
                    "file-text",
                    "Who asked for a copy, by when it is due, and what goes into it.",
                ),
                self._plain(
                    "breaches",
                    "Breaches",
                    "shield-alert",
                    "Data that went astray: what was done, and the 72 hours.",
                ),
                self._plain(
                    "protection",
                    "For the data protection officer",
                    "file-text",
                    "Impact assessment, processing record, policy and notices, filled in.",
                ),
            ]
        )
        again = next((one for one in self._link_cards() if one.key == key), None)
        if again is not None:
            again.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif focused is None:
            self.focus_first()

    def _wordings_page(self) -> Page:
        tools = self.tools
        about = WordingTools(
            tools.tasks, self._names, tools.work.wordings, tools.changed, tools.open_page
        )
        return WordingsPage(tools, about)

    def _link_cards(self) -> list[LinkCard]:
        return [card for card in self.cards.cards() if isinstance(card, LinkCard)]

    def _card(self, key: str, name: str, icon_name: str, lines: Sequence[str]) -> LinkCard:
        card = LinkCard(key, name, icon_name=icon_name)
        for text in lines:
            card.add_words(text, "muted")
        card.opened.connect(self.open_part)
        return card

    def _plain(self, key: str, name: str, icon_name: str, text: str) -> LinkCard:
        card = self._card(key, name, icon_name, [text])
        card.body.addStretch()
        return card

    def _chipped(self, card: LinkCard, text: str, tone: Tone) -> LinkCard:
        card.body.addStretch()
        if text:
            chips = line(gap="small", margin="none small")
            chips.addWidget(Chip(text, tone))
            chips.addStretch()
            card.body.addLayout(chips)
        return card

    def _school_card(self) -> LinkCard:
        school = self._overview.school
        if school is None:
            card = self._card("school", "The school", "building-2", ["Letters need its name."])
            return self._chipped(card, "Not entered yet", Tone.WATCH)
        roll = f"{school.pupils_on_roll:,} pupils on roll" if school.pupils_on_roll else ""
        kind = words(school.establishment) if school.establishment else ""
        under = " · ".join(part for part in (kind, roll) if part)
        told = [school.name, under or "Its type and number of pupils are not entered."]
        return self._chipped(self._card("school", "The school", "building-2", told), "", Tone.GOOD)

    def _staff_card(self) -> LinkCard:
        staff = [one for one in self._overview.staff if one.left_on is None]
        leads = ", ".join(one.name for one in staff if StaffRole.DSL in one.roles)
        count = "1 person" if len(staff) == 1 else f"{len(staff)} people"
        told = [count, f"Safeguarding lead: {leads}" if leads else "The DSL is told in a crisis."]
        card = self._card("staff", "People in this work", "users", told)
        return self._chipped(card, "" if leads else "No DSL named", Tone.WATCH)

    def _keys_card(self) -> LinkCard:
        keys, school = self._overview.keys, self._overview.school
        by = school.second_holder_by if school and len(keys.people) < 2 else None
        people = "1 person can unlock." if len(keys.people) == 1 else ""
        people = people or f"{len(keys.people)} people can unlock."
        second = f"A second person is to be named by {day_words(by)}." if by else ""
        card = self._card(
            "keys", "Who can unlock, and recovery", "key-round", [t for t in (people, second) if t]
        )
        if not keys.is_set_up:
            return self._chipped(card, "Set-up isn’t finished", Tone.DANGER)
        text = "Recovery sheets made" if keys.kit else "No recovery sheet"
        return self._chipped(card, text, Tone.GOOD if keys.kit else Tone.DANGER)

    def _urgent_card(self) -> LinkCard:
        contacts = self._settings.now.urgent_contacts
        lines = sum(one.role == LINE for one in contacts)
        people = sum(one.role == SAFEGUARDING for one in contacts)
        told = f"{lines} line{'' if lines == 1 else 's'} of your area, {people} to tell in school"
        card = self._card("urgent", "“Someone is at risk now”", "life-buoy", [told])
        return self._chipped(card, "" if lines else "No local line yet", Tone.WATCH)

    def _computer_card(self) -> LinkCard:
        now = self._settings.now
        told = [
            f"Look: {APPEARANCES[Appearance(now.appearance)].lower()} · Text {now.text_percent} %",
            f"Locks by itself after {minutes_words(now.idle_minutes)}",
        ]
        return self._chipped(
            self._card("computer", "This computer", "monitor", told), "", Tone.GOOD
        )

    def _files_card(self) -> LinkCard:
        count = len(self._overview.files)
        told = "Files that pupils were brought in from; they are not encrypted."
        card = self._card("files", "Pupil files still to delete", "trash-2", [told])
        text = f"{count} to delete" if count else "None"
        return self._chipped(card, text, Tone.DANGER if count else Tone.GOOD)
