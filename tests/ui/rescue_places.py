"""The places of the window before a damaged store, and how a person gets there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mhlead.services.backups import BackupPlaces, make_backup, own_place
from mhlead.storage.connection import close, connect
from tests.builders import PASSPHRASE, School
from tests.ui.watched import Window

PAGE = 4096


def first_pages(made: School, *tables: str) -> list[int]:
    """The numbers of the first page of each table."""
    raw = connect(made.session.store._keyed)  # type: ignore[attr-defined]
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    roots = dict(raw.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"))
    close(raw)
    return [roots[table] for table in tables]


def spoil(made: School, pages: list[int]) -> None:
    """These pages are not as they were written any more."""
    with (made.folder / "store.db").open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE + 100)
            file.write(b"spoilt")


def damaged_at_the_door(window: Window, made: School) -> Any:
    """The page before a store that is damaged, once somebody tried to unlock it."""
    pages = first_pages(made, "concern_versions", "audits")
    window.shell.ask_to_lock()
    window.wait()
    spoil(made, pages)
    door = window.shell.gate.currentWidget()
    door.passphrase.set_value(PASSPHRASE)
    window.press(door.unlock_button)
    return door


def rescue(window: Window, made: School) -> Any:
    """The page that rescues, before it begins."""
    window.press(damaged_at_the_door(window, made).rescue_button)
    return window.shell.gate.currentWidget()


def by_sheets(window: Window, made: School) -> Any:
    """The same, by the sheets that open the damaged store."""
    give_sheets(made)
    page = rescue(window, made)
    window.press(page.other_way_button)
    return page


def give_sheets(made: School) -> tuple[str, ...]:
    """Three sheets, of which any two open the store."""
    ways = made.session.store.ways
    sheets: tuple[str, ...] = ways.make_recovery_keys(3)
    ways.confirm_recovery_keys(sheets, made.lead.id)
    return sheets


def without_tables(window: Window, made: School) -> Any:
    """A store whose list of tables is gone, and where its newest backup lies."""
    make_backup(made.session, BackupPlaces(own_place(made.folder)))
    page = rescue(window, made)
    spoil(made, [1])
    page.passphrase.set_value(PASSPHRASE)
    window.press(page.rescue_button)
    return page


def rescued(window: Window, made: School) -> Any:
    """What could be read and what could not."""
    page = rescue(window, made)
    page.passphrase.set_value(PASSPHRASE)
    window.press(page.rescue_button)
    return page


RESCUE_PLACES: dict[str, Callable[[Window, School], Any]] = {
    "a damaged store at the door": damaged_at_the_door,
    "rescue what can be read": rescue,
    "rescue by the sheets": by_sheets,
    "nothing can be rescued": without_tables,
    "what was rescued": rescued,
}
