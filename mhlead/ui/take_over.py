"""Asking who is at work in a store that recovery sheets opened, before any record is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mhlead.domain.records import StaffMember
from mhlead.services import keyholders, school
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.main_window import MainWindow
from mhlead.ui.pages.take_over_page import TakeOverPage
from mhlead.ui.tasks import TaskRunner


def ask_who(
    session: Session,
    adapters: Adapters,
    tasks: TaskRunner,
    window: MainWindow,
    known: Callable[[Session], None],
    lock: Callable[[], None],
) -> None:
    """Shows the page that asks who it is and for their new passphrase.

    Args:
        session: The store, with nobody at work in it.
        adapters: Everything from outside.
        tasks: Runs the work.
        window: Where the page is shown.
        known: Gets the session with the person.
        lock: Closes the store again.
    """

    def show(staff: list[StaffMember]) -> None:
        window.show_gate(
            TakeOverPage(
                tasks=tasks,
                staff=staff,
                strength=adapters.stores.strength,
                take_over=partial(keyholders.take_over, session),
                taken_over=known,
                lock=lock,
            )
        )

    tasks.start(window, lambda _: school.list_staff(session), done=show, failed=lambda _: lock())
