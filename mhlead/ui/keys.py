"""The keys of the window: one table, from which they are bound and which the help shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Key:
    """A key and what it does, in words."""

    sequence: str
    does: str

    def shown(self) -> str:
        """The key as this system writes it."""
        return QKeySequence(self.sequence).toString(QKeySequence.SequenceFormat.NativeText)


HELP = Key("F1", "Help about the page you are on; nothing typed is lost")
NAMES = Key("F9", "Shows names, or hides them; hides the whole page of a pupil")
SEARCH = Key("Ctrl+F", "Goes to the search of the page, or to that of the pupils")
LOCK = Key("Ctrl+L", "Locks now; what is typed and not saved is kept")
PLACES = tuple(
    Key(f"Ctrl+{at}", f"Goes to {name}")
    for at, name in enumerate(("Today", "Pupils", "Referrals", "Directory", "Settings"), start=1)
)
NEXT_PROBLEM = Key("F8", "In the wording of a letter: goes to the next problem")
INSERT = Key("Ctrl+Space", "In the wording of a letter: looks for what to insert")

KEYS = (HELP, NAMES, SEARCH, LOCK, *PLACES, NEXT_PROBLEM, INSERT)
"""Every key that is bound; no page binds one that is not here."""


def bind(
    owner: QWidget,
    key: Key,
    act: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> None:
    """The key does this from now on, in the owner's window or where the context says."""
    shortcut = QShortcut(QKeySequence(key.sequence), owner)
    shortcut.setWhatsThis(key.does)
    shortcut.setContext(context)
    shortcut.activated.connect(act)
