"""The pupil's chronology, newest first, each entry with who wrote it and how to correct it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.codes import NoteKind
from mhlead.domain.views import EntryKind, TimelineEntry
from mhlead.services.moving import MOVABLE
from mhlead.services.restricted import RESTRICTABLE
from mhlead.ui.buttons import link_button
from mhlead.ui.day_text import day_short
from mhlead.ui.flow import Flow
from mhlead.ui.labels import label, paragraph
from mhlead.ui.layouts import clear, column, line
from mhlead.ui.pages.editors import EDITORS
from mhlead.ui.surfaces import Card, Chip, Disc, EmptyState
from mhlead.ui.tokens import Tone
from mhlead.ui.wordings import moment_words
from mhlead.wording import words
from mhlead.wording.entry_words import entry_title

ENTRIES_AT_ONCE = 12
_LOOKS: dict[EntryKind, tuple[str, Tone | None]] = {
    EntryKind.CONCERN: ("triangle-alert", Tone.WATCH),
    EntryKind.NOTE: ("message-square", None),
    EntryKind.RISK: ("shield-alert", Tone.DANGER),
    EntryKind.SUPPORT: ("heart-handshake", Tone.GOOD),
    EntryKind.CONSENT: ("circle-check", Tone.GOOD),
    EntryKind.REFERRAL: ("send", Tone.INFO),
    EntryKind.LETTER: ("file-text", Tone.INFO),
    EntryKind.CASE: ("folder-open", Tone.NEUTRAL),
    EntryKind.CONVERSATION: ("message-square", Tone.INFO),
    EntryKind.PLAN: ("heart-handshake", Tone.GOOD),
    EntryKind.APPOINTMENT: ("calendar", Tone.INFO),
    EntryKind.SAFEGUARDING: ("shield-alert", Tone.INFO),
    EntryKind.UNMET: ("triangle-alert", Tone.WATCH),
    EntryKind.MEETING: ("users", Tone.INFO),
    EntryKind.DECISION: ("shield-alert", Tone.WATCH),
    EntryKind.NEED_TO_KNOW: ("users", Tone.NEUTRAL),
    EntryKind.SCORE: ("clipboard-list", Tone.NEUTRAL),
    EntryKind.LINK: ("link", Tone.NEUTRAL),
    EntryKind.AGENDA: ("clipboard-list", Tone.INFO),
    EntryKind.RESTRICTED: ("lock", Tone.NEUTRAL),
}

_DSL_CHIPS = {
    "untold": ("Safeguarding: the DSL has not been told", Tone.DANGER),
    "told": ("Safeguarding: told, not acknowledged yet", Tone.WATCH),
    "acknowledged": ("Safeguarding: the DSL has it", Tone.GOOD),
}
_DSL_LINKS = {"untold": "Tell the DSL…", "told": "They have it…", "acknowledged": "DSL…"}


def entry_under(entry: TimelineEntry) -> str:
    """Who said it and who wrote it when."""
    said = f"From {entry.said_by}" if entry.said_by and entry.kind is not EntryKind.REFERRAL else ""
    if entry.kind is EntryKind.REFERRAL:
        said = entry.said_by
    kind = words(NoteKind(entry.code)) if entry.kind is EntryKind.NOTE and entry.title else ""
    if entry.kind is EntryKind.RESTRICTED:
        who = f" by {entry.author}" if entry.author else ""
        return f"Written{who} on {day_short(entry.happened_on)}. It is kept to lead and DSL."
    author = f" by {entry.author}" if entry.author else ""
    written = f"Recorded {moment_words(entry.written_at)}{author}{_how_late(entry)}"
    return "  ·  ".join(part for part in (kind, said, written) if part)


def _how_late(entry: TimelineEntry) -> str:
    days = (entry.written_at.astimezone().date() - entry.happened_on).days
    return f", {days} day{'s' if days > 1 else ''} later" if days > 0 else ""


class TimelineTab(Card):
    """Shows so many entries at once; earlier ones come when asked for."""

    def __init__(
        self,
        *,
        correct: Callable[[TimelineEntry], None],
        withhold: Callable[[TimelineEntry], None],
        tell_dsl: Callable[[TimelineEntry], None],
        copy_out: Callable[[TimelineEntry], None],
        move: Callable[[TimelineEntry], None],
        take_back: Callable[[TimelineEntry], None],
        restrict: Callable[[TimelineEntry], None],
        add_note: Callable[[], None],
    ) -> None:
        """Builds an empty tab.

        Args:
            correct: Opens the editor of an entry's record.
            withhold: Opens the form that says to whom it is not to be told.
            tell_dsl: Opens the form that says who of safeguarding was told.
            copy_out: Puts the entry on the clipboard as plain text.
            move: Opens the form that moves the entry to the pupil it is about.
            take_back: Takes such a move back.
            restrict: Keeps the entry to fewer people, or opens it to all again.
            add_note: Opens a new note, where there is no entry yet.
        """
        super().__init__(gap="none")
        self._correct, self._withhold, self._add_note = correct, withhold, add_note
        self._tell_dsl, self._copy_out, self._move = tell_dsl, copy_out, move
        self._take_back, self._restrict = take_back, restrict
        self._entries: tuple[TimelineEntry, ...] = ()
        self._shown = 0
        self._list = column(gap="gap")
        self.more_button = link_button("Show earlier entries")
        self.body.addLayout(self._list)
        self.body.addWidget(self.more_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        self.more_button.clicked.connect(self._show_more)

    def show_entries(self, entries: tuple[TimelineEntry, ...], *, may_add: bool) -> None:
        """Shows the newest of the entries."""
        clear(self._list)
        self._entries, self._shown = entries, 0
        if not entries:
            sentence = "Nothing is recorded yet. Record what was noticed, and what happens next."
            action = "Add a &note" if may_add else ""
            self._list.addWidget(EmptyState("message-square", sentence, action, self._add_note))
        self._show_more()

    def _show_more(self) -> None:
        upcoming = self._entries[self._shown : self._shown + ENTRIES_AT_ONCE]
        for entry in upcoming:
            self._list.addWidget(self._entry(entry))
        self._shown += len(upcoming)
        left = len(self._entries) - self._shown
        self.more_button.setText(f"Show earlier entries ({left})")
        self.more_button.setAccessibleName(self.more_button.text())
        self.more_button.setVisible(left > 0)

    def _entry(self, entry: TimelineEntry) -> QWidget:
        row = QWidget()
        layout = line(row, gap="gap")
        icon_name, tone = _LOOKS[entry.kind]
        layout.addWidget(
            Disc(icon_name=icon_name, tone=tone, size="avatar"),
            alignment=Qt.AlignmentFlag.AlignTop,
        )
        told = column(gap="tiny", margin="none none")
        top = line(gap="gap")
        top.addWidget(paragraph(entry_title(entry), "strong"), 1)
        top.addWidget(
            label(day_short(entry.happened_on), "muted"), alignment=Qt.AlignmentFlag.AlignTop
        )
        told.addLayout(top)
        if entry.text:
            told.addWidget(paragraph(entry.text, selectable=True))
        told.addWidget(paragraph(entry_under(entry), "help"))
        told.addLayout(self._foot(entry))
        layout.addLayout(told, 1)
        return row

    def _foot(self, entry: TimelineEntry) -> Flow:
        foot = Flow()
        if entry.is_safeguarding:
            foot.addWidget(Chip(*_DSL_CHIPS[entry.dsl]))
            self._link(foot, entry, _DSL_LINKS[entry.dsl], self._tell_dsl)
            self._link(foot, entry, "Copy as text", self._copy_out)
        for whom in entry.withheld_from:
            foot.addWidget(Chip(f"Not for {whom}", Tone.WATCH))
        if entry.record_kind in EDITORS:
            versions = f" ({entry.versions} wordings)" if entry.versions > 1 else ""
            self._link(foot, entry, f"Correct{versions}", self._correct)
            self._link(foot, entry, "Not to be told…", self._withhold)
        if entry.is_restricted and entry.kind is not EntryKind.RESTRICTED:
            foot.addWidget(Chip("Restricted", Tone.WATCH))
        if entry.record_kind in RESTRICTABLE:
            text = "Open to everybody…" if entry.is_restricted else "Keep to fewer people…"
            self._link(foot, entry, text, self._restrict)
        if entry.record_kind in MOVABLE:
            self._link(foot, entry, "Wrong pupil…", self._move)
        if entry.may_go_back:
            foot.addWidget(Chip("Moved here from another pupil", Tone.INFO))
            self._link(foot, entry, "Take the move back", self._take_back)
        return foot

    def _link(
        self, foot: Flow, entry: TimelineEntry, text: str, act: Callable[[TimelineEntry], None]
    ) -> None:
        link = link_button(text)
        link.setAccessibleName(f"{text}: {entry_title(entry)}, {day_short(entry.happened_on)}")
        link.clicked.connect(partial(act, entry))
        foot.addWidget(link)
