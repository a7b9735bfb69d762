"""Passing the store on, taking it over, and comparing it with another copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from mhlead.domain.changes import Changes
from mhlead.services.copies import Compared
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.dialogs.choose_file import choose_file, choose_folder
from mhlead.ui.fields import PathField, TextField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import line
from mhlead.ui.names import NamesShown
from mhlead.ui.options import staff_field
from mhlead.ui.pages.copy_edits_page import CopyEditsPage
from mhlead.ui.pages.copy_work import CopiesView, CopyWork
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.settings_parts import SettingsSubPage, SettingsTools
from mhlead.ui.surfaces import Card, Chip
from mhlead.ui.tasks import Lane
from mhlead.ui.tokens import Tone
from mhlead.wording.copy_words import met_words, older_words, who_has_it_words

PASSED = (
    "Passed on in {name}. On the other computer, choose “Take the store from a file” before "
    "unlocking; on one that has no store yet, “The store was passed on to me in a file”. Please "
    "delete the file once it was taken."
)
TOUCHED = Changes(frozenset({("Baton", "")}))


class CopiesPage(SettingsSubPage):
    """Who has the store, and what was written in another copy of it."""

    def __init__(self, tools: SettingsTools, names: NamesShown, work: CopyWork) -> None:
        super().__init__(
            "Pass the store on",
            tools,
            under="One computer writes at a time. The store goes to another one as one sealed "
            "file, and comes back the same way; whoever finds the file can’t read it.",
        )
        self._names, self._work = names, work
        self._view: CopiesView | None = None
        self.chip = Chip()
        self.who = paragraph("")
        self.pass_button = primary_button("&Pass it on…", "send")
        self.over_button = plain_button("&Take it over…", "history")
        self.passed = paragraph("", "strong")
        self.older = paragraph("", "problem")
        self.older_button = plain_button("It is all right, be&cause…")
        self.edits = paragraph("")
        self.edits_button = plain_button("&Show what is open", "list")
        self.compare_button = plain_button("Compare with another cop&y…", "folder-open")
        self.result = paragraph("", "strong")
        self.body.addWidget(self._who_card())
        self.body.addWidget(self._apart_card())
        self.body.addStretch()
        self.pass_button.clicked.connect(self.pass_on)
        self.over_button.clicked.connect(self.take_over)
        self.older_button.clicked.connect(self.settle_older)
        self.edits_button.clicked.connect(self.show_edits)
        self.compare_button.clicked.connect(self._choose)
        self.passed.hide()
        self.result.hide()
        self._read()

    def _who_card(self) -> Card:
        card = Card("Who has it", gap="gap")
        card.body.addWidget(self.chip, alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.who)
        card.body.addWidget(self.passed)
        for one in (self.pass_button, self.over_button):
            card.body.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _apart_card(self) -> Card:
        card = Card("Another copy of it", gap="gap")
        card.body.addWidget(self.older)
        card.body.addWidget(self.older_button, alignment=Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(
            paragraph(
                "If the store was written to on two computers, or an older copy was put back, a "
                "backup of the other copy is compared with this one. What was written there alone "
                "is listed here until you have settled it; nothing is overwritten.",
                "muted",
            )
        )
        card.body.addWidget(self.edits)
        card.body.addWidget(self.result)
        buttons = line(gap="gap")
        buttons.addWidget(self.edits_button)
        buttons.addStretch()
        card.body.addLayout(buttons)
        card.body.addWidget(self.compare_button, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def refresh(self, changes: Changes) -> None:
        if changes.touched:
            self._read()

    def _read(self) -> None:
        self.do(self._work.read, self._show)

    def _show(self, view: CopiesView) -> None:
        self._view, who = view, view.who
        tone = Tone.GOOD if who.is_here else Tone.WATCH
        self.chip.show_words("Here" if who.is_here else "With somebody else", tone)
        self.who.setText(who_has_it_words(who))
        self.pass_button.setVisible(who.is_here)
        self.over_button.setVisible(not who.is_here)
        self.older.setText(older_words(view.older) if view.older else "")
        for part in (self.older, self.older_button):
            part.setVisible(view.older is not None)
        count = view.open_edits
        things = "1 thing" if count == 1 else f"{count} things"
        told = f"{things} written in another copy to be settled." if count else "Nothing is open."
        self.edits.setText(told)
        self.edits_button.setVisible(count > 0)
        self.compare_button.setEnabled(who.is_here)

    # what is done -------------------------------------------------------------------------

    def pass_on(self) -> None:
        """Asks to whom and where, and passes the store on."""
        if self._view is None:
            return
        form = Form()
        me = self.tools.actor_id
        whom = staff_field([one for one in self._view.staff if one.id != me])
        folder = PathField()
        form.add_row("To &whom", whom, required=True)
        choose = plain_button("C&hoose the folder…", "folder-open")
        form.add_row(
            "The &folder",
            folder,
            help_text="A memory stick, or a folder that is copied to their computer.",
            required=True,
        ).put_under(choose)

        def submit() -> Callable[[], Path]:
            to_id, place = whom.value() or "", folder.path()
            return lambda: self._work.pass_on(to_id, place)

        def passed(file: Path) -> None:
            self.tools.changed(TOUCHED)
            self.passed.setText(PASSED.format(name=file.name))
            self.passed.show()
            announce(self, self.passed.text())

        page: FormPage[Path] = FormPage(
            "Pass the store on",
            form,
            under="From then on this computer reads and does not write, until the store comes "
            "back. Whoever takes it needs their own passphrase.",
            tasks=self.tools.tasks,
            submit=submit,
            submitted=passed,
            action="Pass it &on",
            icon_name="send",
        )
        choose.clicked.connect(
            lambda: choose_folder(
                page, "A folder for the file", lambda found: folder.set_value(str(found))
            )
        )
        self.tools.open_page(page)

    def take_over(self) -> None:
        """Asks why, and writes here from now on."""
        self._ask_why(
            "Take the store over",
            "Only if whoever has it can’t pass it on. What they wrote meanwhile is compared and "
            "listed when their copy turns up; the history says why you took it.",
            self._work.take_over,
            "&Take it over",
        )

    def settle_older(self) -> None:
        """Asks why an older copy is here."""
        self._ask_why(
            "Why an older copy is here",
            "For example that you restored a backup. It stands in the history.",
            self._work.settle_older,
            "&Keep the reason",
        )

    def _ask_why(self, name: str, under: str, work: Callable[[str], Changes], action: str) -> None:
        form, why = Form(), TextField()
        form.add_row("W&hy", why, required=True)

        def submit() -> Callable[[], Changes]:
            return partial(work, why.value())

        page: FormPage[Changes] = FormPage(
            name,
            form,
            under=under,
            tasks=self.tools.tasks,
            submit=submit,
            submitted=self._done,
            action=action,
        )
        self.tools.open_page(page)

    def _done(self, changes: Changes) -> None:
        self.tools.changed(Changes(changes.touched | TOUCHED.touched))

    def show_edits(self) -> None:
        """Shows everything that is open."""
        self.tools.open_page(CopyEditsPage(self.tools, self._names, self._work))

    def _choose(self) -> None:
        choose_file(self, "A backup of the other copy", "Backups (*.mhbackup)", self.compare)

    def compare(self, file: Path) -> None:
        """Compares with the copy in a backup."""
        self.say_problem("")
        self.compare_button.setEnabled(False)
        self.do(partial(self._work.compare, file), self._compared, self._not_compared, Lane.BACKUP)

    def _compared(self, found: Compared) -> None:
        self.result.setText(met_words(found.met, found.listed))
        self.result.show()
        self.said.emit("The two copies were compared.")
        self.tools.changed(TOUCHED)
        self._read()

    def _not_compared(self, error: Any) -> None:
        self.compare_button.setEnabled(True)
        self.show_problem(error)
