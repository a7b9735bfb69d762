"""The pages that stand before a store: the one that opens it, and the one that leads back to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from mhlead.services.session import Session
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.opening import Opening, checked_again
from mhlead.ui.pages.unlock_page import UnlockPage
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.unasked_lock import UnaskedLock
from mhlead.wording import sentence_for


def unlock_page(
    opening: Opening,
    tasks: TaskRunner,
    unlocked: Callable[[Any], None],
    settings: MachineSettings,
    *,
    said: str = "",
) -> UnlockPage:
    """The page that opens a store.

    Args:
        opening: The ways into it.
        tasks: Runs the opening beside the window's thread.
        unlocked: Gets the session.
        settings: Of this computer: whether its keyring was asked to unlock the store; wrong tries
            are remembered there, so that they are told although the program ends in between.
        said: What stands there in the place of which store it is.
    """

    def opened(session: Any) -> None:
        settings.change(wrong_tries=0)
        unlocked(session)

    page = UnlockPage(
        tasks=tasks,
        unlock=opening.by_passphrase,
        unlock_with_sheets=opening.by_sheets,
        unlock_with_computer=opening.by_computer if settings.now.unlocks_quickly else None,
        sheets_needed=opening.sheets_needed,
        wrong_groups=opening.wrong_groups,
        unlocked=opened,
        sentence=sentence_for,
        store_words=said or str(opening.folder),
        standing=opening.standing(),
    )
    page.wrongly_tried.connect(lambda: settings.change(wrong_tries=opening.wrong_tries))
    return page


def held_page(session: Session, tasks: TaskRunner, released: Callable[[Any], None]) -> UnlockPage:
    """The page behind which an open store waits, with unsaved text, for who is at work in it."""
    page = UnlockPage(
        tasks=tasks,
        unlock=partial(checked_again, session),
        unlocked=released,
        sentence=sentence_for,
        store_words=UnaskedLock.KEPT,
    )
    page.other_way_button.hide()
    page.restore_button.hide()
    page.take_button.hide()
    return page
