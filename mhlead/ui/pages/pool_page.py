"""Adding up with other schools before anything is hidden: a school's steps, a pooler's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.services.pooling_folder import RoundFolder
from mhlead.services.pooling_school import OwnRounds
from mhlead.ui.buttons import plain_button
from mhlead.ui.dialogs.choose_file import choose_folder
from mhlead.ui.flow import Flow
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.pages.pool_forms import contribution_page, key_page, roster_page
from mhlead.ui.pages.pool_work import PoolWork
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card
from mhlead.ui.tasks import Lane
from mhlead.wording.pool_words import (
    ANSWERED,
    POOL_STEPS,
    POOLER_STEPS,
    WHAT_THE_POOLER_LEARNS,
    folder_words,
    missing_words,
)

_UNDER = (
    "One school’s numbers are mostly hidden; a whole area’s can be shown. Schools add theirs up "
    "under random masks, so that whoever adds up sees the totals alone."
)
_FOLDER = "The folder of the round"


class PoolPage(SettingsSubPage):
    """What it is in plain words, then three steps for a school and three for whoever adds up."""

    def __init__(self, tools: SettingsTools, work: PoolWork) -> None:
        super().__init__("Adding up with other schools", tools, under=_UNDER)
        self._work = work
        self._rounds = OwnRounds("")
        self.back_button.setText("&Back")
        self.key_button = plain_button("1. Make our &key…", "key-round")
        self.give_button = plain_button("2. Give our &counts…", "send")
        self.answer_button = plain_button("3. Ans&wer the finish request…", "check")
        self.roster_button = plain_button("1. Put the &roster together…", "users")
        self.request_button = plain_button("2. Ask to &finish…", "mail")
        self.total_button = plain_button("3. Add &up…", "plus")
        self.protect_button = plain_button("4. Pro&tect the totals…", "shield")
        self.own_told = paragraph("", "muted")
        self.found_told = paragraph("", "muted")
        self._lay_out()
        for button, act in (
            (self.key_button, self._make_key),
            (self.give_button, partial(self._in_folder, self._give)),
            (self.answer_button, partial(self._in_folder, self._answer)),
            (self.roster_button, partial(self._in_folder, self._put_together)),
            (self.request_button, partial(self._in_folder, self._ask_to_finish)),
            (self.total_button, partial(self._in_folder, self._add_up)),
            (self.protect_button, partial(self._in_folder, self._protect)),
        ):
            button.clicked.connect(act)
        self.do(work.read, self._show)

    def _lay_out(self) -> None:
        what = Card(gap="small")
        what.body.addWidget(heading("Who learns what"))
        for text in WHAT_THE_POOLER_LEARNS:
            what.body.addWidget(paragraph(text))
        ours = (self.key_button, self.give_button, self.answer_button)
        area = (
            self.roster_button,
            self.request_button,
            self.total_button,
            self.protect_button,
        )
        self.body.addWidget(what)
        self.body.addWidget(self._steps("Our school", POOL_STEPS, ours, self.own_told))
        self.body.addWidget(self._steps("For whoever adds up", POOLER_STEPS, area, self.found_told))
        self.body.addStretch()

    def _steps(self, title: str, told: str, buttons: tuple[QWidget, ...], state: QWidget) -> Card:
        card = Card(gap="gap")
        card.body.addWidget(heading(title))
        card.body.addWidget(paragraph(told, "muted"))
        row = QWidget()
        flow = Flow(row, gap="gap")
        for one in buttons:
            flow.addWidget(one)
        card.body.addWidget(row)
        card.body.addWidget(state)
        return card

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self.do(self._work.read, self._show)

    def _show(self, rounds: OwnRounds) -> None:
        self._rounds = rounds
        told = [_round_words(*one) for one in rounds.rounds]
        self.own_told.setText("\n".join(told) or "No round yet.")

    def _in_folder(self, act: Callable[[RoundFolder], None]) -> None:
        """Asks for the folder of the round, reads it, and goes on with what lies there."""
        choose_folder(self, _FOLDER, partial(self.look, act))

    def look(self, act: Callable[[RoundFolder], None], folder: Path) -> None:
        """Reads the folder and goes on."""
        self.say_problem("")

        def found(there: RoundFolder) -> None:
            self.found_told.setText(folder_words(there))
            act(there)

        self.do(lambda: self._work.look(folder), found)

    # the school's steps -------------------------------------------------------------------

    def _make_key(self) -> None:
        choose_folder(self, _FOLDER, self.make_key)

    def make_key(self, folder: Path) -> None:
        """Opens the form that makes the key, for that folder."""
        page = key_page(self._rounds, folder, self.tools, self._work, self._wrote)
        self.tools.open_page(page)

    def _give(self, there: RoundFolder) -> None:
        if there.seen is None:
            self.do(there.the_roster, lambda _: None)  # says that there is none
            return
        self.tools.open_page(
            contribution_page(there.seen, there.folder, self.tools, self._work, self._wrote)
        )

    def _answer(self, there: RoundFolder) -> None:
        self.do(lambda: self._work.answer(there.folder), self._answered)

    def _answered(self, answer: tuple[str, Changes]) -> None:
        self._wrote(answer)
        self.said.emit(ANSWERED.format(name=answer[0]))

    def _wrote(self, answer: tuple[str, Changes]) -> None:
        name, changes = answer
        self.tools.changed(changes)
        self.said.emit(f"Wrote {name} into the folder. Please send it to whoever adds up.")

    # whoever adds up ----------------------------------------------------------------------

    def _put_together(self, there: RoundFolder) -> None:
        self.tools.open_page(roster_page(there, self.tools, self._work, self._said))

    def _ask_to_finish(self, there: RoundFolder) -> None:
        def done(answer: tuple[str, tuple[str, ...]]) -> None:
            self._said(f"Wrote {answer[0]}. {missing_words(answer[1])}")

        self.do(lambda: self._work.request(there.folder), done)

    def _add_up(self, there: RoundFolder) -> None:
        def done(answer: tuple[str, int]) -> None:
            name, schools = answer
            self._said(
                f"Added up {schools} schools in {name}. It holds small numbers and is not for "
                "publication: protect it first."
            )

        self.do(lambda: self._work.total(there.folder), done)

    def _protect(self, there: RoundFolder) -> None:
        def done(answer: tuple[str, int, int]) -> None:
            name, hidden, cells = answer
            self._said(f"Wrote {name}: {hidden} of {cells} numbers are hidden. It can go out.")

        self.do(lambda: self._work.protect(there.folder), done, lane=Lane.COMPUTE)

    def _said(self, text: str) -> None:
        self.found_told.setText(text)
        self.said.emit(text)


def _round_words(name: str, is_given: bool, is_answered: bool) -> str:
    if is_answered:
        return f"{name}: finished."
    return (
        f"{name}: counts given, the finish request is still to come."
        if is_given
        else (f"{name}: key made, the roster is still to come.")
    )
