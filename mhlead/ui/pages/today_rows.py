"""A line of Today: who, every reason with since when and in whose days, and a button for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mhlead.domain.codes import StepKind, WhoseDays
from mhlead.domain.today_views import OF_THE_CLOCK, Level, Target, TodayLine, TodayReason, Why
from mhlead.services.code_lists import label as code_label
from mhlead.ui.buttons import button, link_button
from mhlead.ui.day_text import day_short, days_between
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.surfaces import Chip, Disc
from mhlead.ui.tokens import Tone
from mhlead.wording import words
from mhlead.wording.clock_words import clock_line

LEVEL_WORDS = {
    Level.SAFEGUARDING: "Safeguarding",
    Level.OVERDUE: "Overdue",
    Level.TODAY: "Due today",
    Level.SOON: "Coming up",
}
_TONES = {
    Level.SAFEGUARDING: Tone.DANGER,
    Level.OVERDUE: Tone.DANGER,
    Level.TODAY: Tone.WATCH,
    Level.SOON: Tone.INFO,
}
_COUNTED = {
    WhoseDays.SERVICE: "working days",
    WhoseDays.SCHOOL: "school days",
    WhoseDays.EVERY: "holidays count",
}
_SENTENCES = {
    Why.NO_RECOVERY: "If the passphrase is forgotten, everything in the store is lost for good.",
    Why.BACKUP_LATE: "If this computer breaks or is stolen, what was written since is lost.",
    Why.BACKUP_FAILED: "Please look what stood in the way, and make one by hand.",
    Why.SECOND_BACKUP_LATE: "Please put the memory stick in, or see whether the folder is there.",
    Why.SET_UP_OPEN: "If you forget your passphrase, everything in the store is lost for good.",
    Why.NO_SECOND_HOLDER: "If you are ill, a pupil waits. Give a second person a passphrase.",
    Why.REHEARSE_RECOVERY: "Nobody has looked for them in a year. Bring them, and type them in.",
    Why.SHEETS_USED: "Those that were used still open this store. On the same page a second person "
    "gets a passphrase.",
    Why.STORE_GONE: "What is shown can be read; what you type stays on the page and can’t be "
    "saved. Put the disk, the stick or the folder back. If it is lost, lock, and restore the "
    "newest backup.",
    Why.NO_SERVICE: "A referral needs a service to go to.",
    Why.NO_SCHOOL_YEAR: "Without them the school’s own tasks don’t wait for term.",
}
_BELONGS_TO_NOBODY = {Target.SERVICE, Target.FILE, Target.BREACH, Target.COPY}
"""What stands in the words of these is about no pupil, so it is shown with names hidden."""


def who_words(one: TodayLine, *, with_names: bool) -> str:
    """Who the line is about, in initials until names are shown."""
    if one.pupil_id is None:
        return words(one.reasons[0].why)
    if not with_names:
        return one.initials
    year = code_label("year-group", one.year_group)
    place = " · ".join(part for part in (year, one.form) if part)
    need = code_label("need", one.need)
    return "  ·  ".join(part for part in (one.name, place, need) if part)


def whose_words(one: TodayLine, *, with_owner: bool) -> str:
    """Whose work it is, where that needs saying."""
    told = [f"for {one.for_whom}" if one.for_whom else ""]
    if with_owner and not one.for_whom:
        told.append(f"held by {one.owner}" if one.owner else "")
    if one.held_for_break:
        told.append(f"over the break: {one.held_for_break}")
    return "  ·  ".join(part for part in told if part)


def reason_words(reason: TodayReason, today: date, *, with_names: bool) -> str:
    """Why, since when, until when and in whose days."""
    if reason.why in OF_THE_CLOCK:
        return clock_line(reason.why is Why.CLOCK_BACK, reason.due_on, reason.since_on)
    if reason.why in _SENTENCES:
        return _SENTENCES[reason.why]
    if reason.target in {Target.REQUEST, Target.STORE}:  # the line's name says why already
        return "  ·  ".join(_days(reason, today))
    is_shown = with_names or reason.target in _BELONGS_TO_NOBODY
    if reason.target in _BELONGS_TO_NOBODY and reason.words:  # the line's name says why already
        return "  ·  ".join([reason.words, *_days(reason, today)])
    what = _step_words(reason.step_kind) if reason.step_kind else words(reason.why)
    between = " " if what.endswith("?") else ": "
    said = f"{what}{between}{reason.words}" if reason.words and is_shown else what
    return "  ·  ".join([said, *_days(reason, today)])


def _step_words(kind: StepKind) -> str:
    return "Next step" if kind is StepKind.OTHER else words(kind)


def _days(reason: TodayReason, today: date) -> list[str]:
    ago = days_between(reason.due_on, today)
    counted = _COUNTED[reason.whose_days]
    if reason.why is Why.PLAIN_FILE:
        return [f"imported {day_short(reason.since_on)}, {ago}"]
    if reason.why is Why.NO_BREAK_HOLDER:
        return [f"before the break from {day_short(reason.since_on)}"]
    if reason.level is Level.SAFEGUARDING:
        return [f"since {day_short(reason.since_on)}"]
    due = f"due {day_short(reason.due_on)}, {ago} ({counted})"
    if reason.target is Target.BREACH:
        return [f"found {day_short(reason.since_on)}"]
    if reason.target in _BELONGS_TO_NOBODY or reason.target is Target.STORE:
        return [f"since {day_short(reason.due_on)}, {ago}"]
    if reason.since_on >= min(reason.due_on, today):
        return [due]
    return [f"since {day_short(reason.since_on)}", due]


class TodayRow(QWidget):
    """One line; `buttons` holds the button of each reason, the most pressing first."""

    def __init__(
        self,
        one: TodayLine,
        today: date,
        *,
        with_names: bool,
        with_owner: bool,
        act: Callable[[TodayLine, TodayReason], None],
    ) -> None:
        super().__init__()
        self._one, self._act = one, act
        self.buttons: list[QPushButton] = []
        about = who_words(one, with_names=with_names)
        layout = line(self, gap="gap", margin="none small")
        top = Qt.AlignmentFlag.AlignTop
        if one.pupil_id is None:
            disc = Disc(icon_name="shield-alert", tone=Tone.WATCH, size="avatar")
        else:
            disc = Disc(initials=one.initials, size="avatar")
        layout.addWidget(disc, alignment=top)
        told = column(gap="tiny")
        told.addLayout(self._head(about))
        whose = whose_words(one, with_owner=with_owner)
        if whose:
            told.addWidget(paragraph(whose, "muted"))
        for number, reason in enumerate(one.reasons):
            row = line(gap="gap")
            row.addWidget(paragraph(reason_words(reason, today, with_names=with_names), "muted"), 1)
            row.addWidget(self._button(reason, about, is_first=number == 0), alignment=top)
            told.addLayout(row)
        layout.addLayout(told, 1)

    def _head(self, about: str) -> QHBoxLayout:
        head = line(gap="gap")
        head.addWidget(paragraph(about, "strong"), 1)
        chip = LEVEL_WORDS[self._one.level]
        if not self._one.pupil_id:
            asked = self._one.reasons[0].why is Why.SATISFACTION
            chip = "To answer" if asked else "To put right"
        tone = _TONES[self._one.level]
        head.addWidget(Chip(chip, tone), alignment=Qt.AlignmentFlag.AlignTop)
        return head

    def _button(self, reason: TodayReason, about: str, *, is_first: bool) -> QPushButton:
        text = words(reason.act)
        made = button(text) if is_first else link_button(text)
        made.setAccessibleName(f"{text}: {about}, {words(reason.why)}")
        made.clicked.connect(lambda: self._act(self._one, reason))
        self.buttons.append(made)
        return made
