"""Loads what takes long to load, beside the window, while the person types the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mhlead.services.adapters import Adapters
from mhlead.services.code_lists import code_lists
from mhlead.ui.tasks import Progress


def warm_up(adapters: Adapters, folder: Path, progress: Progress) -> None:
    """The pages, the database, the letter's press and the preview are loaded.

    Args:
        adapters: Their first use is what loads them.
        folder: Where the store lies; it is only looked for.
        progress: Called between the parts, so that the end of the program need not wait.
    """
    steps: tuple[Callable[[], object], ...] = (
        _load_pages,
        code_lists,
        lambda: _load_stores(adapters, folder),
        lambda: adapters.press.missing_characters("a"),
        _load_preview,
    )
    for at, step in enumerate(steps):
        progress(at, len(steps))
        step()


def _load_stores(adapters: Adapters, folder: Path) -> None:
    # Word lists take a tenth of a second in one piece, which the window feels. Only who makes a
    # store has a passphrase judged soon, and at the start nobody types yet.
    adapters.stores.strength("" if adapters.stores.exists(folder) else "a")


def _load_pages() -> None:
    import mhlead.ui.pages.help_page
    import mhlead.ui.wiring  # noqa: F401 - every page of an open store


def _load_preview() -> None:
    import PySide6.QtPdf
    import PySide6.QtPdfWidgets  # noqa: F401 - the letter's pages are drawn with these
