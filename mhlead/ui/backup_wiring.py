"""Ties the pages about backups to an open store, or to none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from mhlead.domain.audit import VerifyReport
from mhlead.domain.backup import Certificate
from mhlead.domain.restore_certificate import compose_certificate
from mhlead.services import backups, clock_trust, health, restoring, school, unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.ports import Stores
from mhlead.services.restoring import RestoreFrom
from mhlead.services.session import Session
from mhlead.ui.backup_keeper import places_in
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.pages.backup_work import BackupView, BackupWork
from mhlead.ui.pages.restore_page import RestorePage
from mhlead.ui.pages.restore_parts import RestoreWork
from mhlead.ui.tasks import Progress, TaskRunner

NEW_FOLDER = "restored-store"


def backup_work(session: Session, adapters: Adapters, settings: MachineSettings) -> BackupWork:
    """What can be done with backups of this store."""
    folder = session.store.folder

    def read() -> BackupView:
        places = places_in(settings, folder)
        lines = tuple(backups.list_backups(session, places))
        is_usual = places.own == backups.own_place(folder)
        clock = clock_trust.read_clock(session)
        return BackupView(backups.read_status(session), lines, places, is_usual, clock)

    def certificate(told: Certificate) -> bytes:
        found = school.read_school(session)
        name = found.name if found else ""
        return adapters.press.render(compose_certificate(told, school_name=name))

    return BackupWork(
        read=read,
        make=lambda stopped: backups.make_backup(session, places_in(settings, folder), stopped),
        try_one=partial(backups.try_backup, session),
        set_own=lambda chosen: settings.change(backup_folder=str(chosen or "")),
        set_second=lambda chosen: settings.change(second_backup_folder=str(chosen or "")),
        restoring=RestoreWork(
            restore=lambda wanted: (None, restored(adapters, wanted)),
            certificate=certificate,
            kit_of=adapters.stores.recovery_of,
            wrong_groups=adapters.stores.wrong_groups,
        ),
        certificate=certificate,
        new_folder=free_folder(adapters.stores, folder),
    )


def checked_health(session: Session, settings: MachineSettings, told: Progress) -> VerifyReport:
    """The report on the store and on its backups where this computer has them."""
    places = places_in(settings, session.store.folder)
    return health.check_health(session, places, told, lambda: told.is_cancelled)


def restored(adapters: Adapters, wanted: RestoreFrom) -> Certificate:
    """The certificate of a backup that was restored; the store is locked again."""
    session, certificate = restoring.restore(adapters.stores, adapters.clock, adapters.ids, wanted)
    unlocking.lock(session)
    return certificate


def restore_gate(
    adapters: Adapters,
    tasks: TaskRunner,
    folder: Path,
    held: Callable[[Session], None],
    go_on: Callable[[Session], None],
    back: Callable[[], None],
) -> RestorePage:
    """The page that restores a backup while no store is open.

    What was restored stays open: nobody is to type their sheets twice.
    """

    def certificate(told: Certificate) -> bytes:
        return adapters.press.render(compose_certificate(told))

    page = RestorePage(
        tasks=tasks,
        work=RestoreWork(
            restore=partial(restoring.restore, adapters.stores, adapters.clock, adapters.ids),
            certificate=certificate,
            kit_of=adapters.stores.recovery_of,
            wrong_groups=adapters.stores.wrong_groups,
            held=held,
            go_on=go_on,
        ),
        folder=free_folder(adapters.stores, folder) if adapters.stores.exists(folder) else folder,
    )
    page.done.connect(back)
    return page


def free_folder(stores: Stores, folder: Path, called: str = NEW_FOLDER) -> Path:
    """A folder beside the store where a new one may come to lie."""
    number = 1
    while True:
        name = called if number == 1 else f"{called}-{number}"
        if stores.is_free(folder.parent / name):
            return folder.parent / name
        number += 1
