"""What the window does for its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.services.adapters import Adapters
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.main_window import MainWindow
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.theme import Theme


@dataclass(frozen=True)
class Desk:
    """What the window does for its pages.

    Attributes:
        changed: Told what an action touched, so that every page shows it.
        offer_undo: Offers to take an action back.
        open_page: Shows a page above the section.
        go: Goes to another section.
        go_to_part: Goes to a part of the settings, or to "add" in the directory.
        rescue: Locks the store, and offers to rescue what can be read of it.
    """

    adapters: Adapters
    tasks: TaskRunner
    theme: Theme
    names: NamesShown
    settings: MachineSettings
    changed: Callable[[Changes], None]
    offer_undo: Callable[[str, Callable[[], None]], None]
    open_page: Callable[[Page], None]
    open_at_risk: Callable[[], None]
    say: Callable[[str], None]
    window: MainWindow
    go: Callable[[str], None]
    go_to_part: Callable[[str, str], None]
    rescue: Callable[[], None]


@dataclass(frozen=True)
class Ways:
    """What the window does for the pages about pupils."""

    tasks: TaskRunner
    names: NamesShown
    window: QWidget
    changed: Callable[[Changes], None]
    offer_undo: Callable[[str, Callable[[], None]], None]
    open_page: Callable[[Page], None]
    open_at_risk: Callable[[], None]
    say: Callable[[str], None]
    go: Callable[[str], None]
    go_to_part: Callable[[str, str], None]
    look_for_gaps: Callable[[], None]
