"""Ties the page that rescues a damaged store to the services."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from mhlead.domain.salvage import Salvaged
from mhlead.services import backups, rescuing
from mhlead.services.adapters import Adapters
from mhlead.services.rescuing import RescueTo
from mhlead.services.settings import load_settings
from mhlead.ui.backup_wiring import free_folder
from mhlead.ui.pages.rescue_page import NEW_FOLDER, RescuePage, RescueWork
from mhlead.ui.tasks import Progress, TaskRunner
from mhlead.wording.salvage_words import lost_list, newest_words


def rescue_gate(
    adapters: Adapters,
    tasks: TaskRunner,
    folder: Path,
    go_on: Callable[[Path], None],
    back: Callable[[], None],
) -> RescuePage:
    """The page that rescues what can be read of a damaged store while none is open.

    Args:
        adapters: Everything from outside.
        tasks: Runs the work.
        folder: Where the damaged store lies.
        go_on: Goes on with the new one.
        back: Leads back to the page before.
    """

    def rescue(wanted: RescueTo, told: Progress) -> Salvaged:
        return rescuing.rescue(adapters.stores, wanted, told, lambda: told.is_cancelled)

    def newest() -> str:
        settings, _ = load_settings(adapters.settings_file, sets_aside=False)
        places = backups.places_without_window(settings, folder)
        return newest_words(backups.newest_beside(adapters.stores, folder, places))

    work = RescueWork(
        rescue=rescue,
        list_of=lambda saved: lost_list(saved, adapters.clock.now()),
        go_on=go_on,
        kit=partial(adapters.stores.recovery, folder),
        wrong_groups=adapters.stores.wrong_groups,
        newest=newest,
    )
    page = RescuePage(
        tasks=tasks,
        work=work,
        damaged=folder,
        folder=free_folder(adapters.stores, folder, NEW_FOLDER),
    )
    page.done.connect(back)
    return page
