"""Ties the settings of the ways into a store to the services."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from mhlead.domain.changes import Changes
from mhlead.services import keyholders, recovery_sheets
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.backup_keeper import places_in
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.pages.settings_key_work import KeysNow, KeyWork


def key_work(session: Session, adapters: Adapters, settings: MachineSettings) -> KeyWork:
    """What can be done with the ways into this store."""

    def rehearse(typed: Sequence[str]) -> tuple[str, Changes]:
        places = places_in(settings, session.store.folder)
        return recovery_sheets.rehearse(session, typed, places)

    return KeyWork(
        add=partial(keyholders.add_keyholder, session),
        change=partial(keyholders.change_passphrase, session),
        remove=partial(keyholders.remove_keyholder, session),
        let_computer=partial(keyholders.let_computer_unlock, session),
        end_computers=partial(keyholders.end_computers, session),
        make_sheets=partial(sheets_as_pdf, session, adapters),
        confirm_sheets=partial(recovery_sheets.confirm_sheets, session),
        rehearse=rehearse,
        wrong_groups=adapters.stores.wrong_groups,
    )


def sheets_as_pdf(session: Session, adapters: Adapters, holders: Sequence[str] = ()) -> list[bytes]:
    """New sheets, each as a PDF of its own."""
    made = recovery_sheets.make_sheets(session, holders)
    return [adapters.press.render(document) for _, document in made]


def keys_now(session: Session) -> KeysNow:
    """The ways into the store as they are."""
    ways = session.store.ways
    with session.reading() as work:
        tried = recovery_sheets.rehearsals(session, work)
    return KeysNow(
        people=tuple(keyholders.keyholders(session)),
        kit=ways.recovery(),
        rehearsals=tried,
        computers=len(ways.quick_ways(session.actor_id)),
    )
