"""What this machine remembers outside the store; no pupil and no letter is ever named in it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from mhlead.plain_files import read_plain

SCHEMA = 1
IDLE_MINUTES = 5


@dataclass(frozen=True)
class UrgentContact:
    """A local line or a safeguarding person to ring, shown without unlocking.

    Attributes:
        role: "line" for a local urgent line, "safeguarding" for the DSL and deputies.
    """

    role: str
    name: str
    number: str
    remarks: str = ""


@dataclass(frozen=True)
class PendingNote:
    """That something was rung while the store was locked; told to the history after unlock."""

    at: str
    step: str


@dataclass(frozen=True)
class Settings:
    """This machine's settings.

    Attributes:
        store: Folder of the store last opened, or "".
        appearance: "system", "light" or "dark".
        idle_minutes: Minutes without a key or click until the store locks.
        text_percent: Size of the text on the screen, 100 to 200.
        urgent_contacts: For the page "Someone is at risk now".
        pending_notes: What was done there since the last unlock.
        unlocks_quickly: This computer's keyring was asked to unlock the store.
        last_way: Identifier of the way in last used here, tried first; it names nobody.
        wrong_tries: Wrong passphrases and sheets since the last unlock, told in the history then.
        where_found: Where pupils find the lead, for posters; it is about no pupil.
        officer, officer_contact, registration: The data protection officer, and the school's
            number in the register; for the papers of the data protection pack.
        blocks_capture: Whether windows are kept out of screenshots and shared screens.
        backup_folder: Where backups go; "" is beside the store.
        second_backup_folder: Where they go as well, or "".
    """

    store: str = ""
    appearance: str = "system"
    idle_minutes: int = IDLE_MINUTES
    text_percent: int = 100
    urgent_contacts: tuple[UrgentContact, ...] = ()
    pending_notes: tuple[PendingNote, ...] = ()
    where_found: str = ""
    officer: str = ""
    officer_contact: str = ""
    registration: str = ""
    blocks_capture: bool = True
    backup_folder: str = ""
    second_backup_folder: str = ""
    unlocks_quickly: bool = False
    last_way: str = ""
    wrong_tries: int = 0


_TEXTS = (
    *("store", "where_found", "officer", "officer_contact", "registration"),
    *("backup_folder", "second_backup_folder", "last_way"),
)

MIGRATIONS: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()
"""Function number n takes the raw settings of schema n + 1 to schema n + 2."""


def load_settings(path: Path, *, sets_aside: bool = True) -> tuple[Settings, bool]:
    """The settings, and whether a file was there that could not be used.

    A file that can't be read is set aside and the defaults hold: settings never block the start.

    Args:
        path: Where they lie.
        sets_aside: False leaves such a file for the window, which tells of it.
    """
    try:
        raw = json.loads(read_plain(path))
        return _settings(raw), False
    except FileNotFoundError:
        return Settings(), False
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        if sets_aside:
            _set_aside(path)
        return Settings(), True


def _settings(raw: dict[str, Any]) -> Settings:
    schema = int(raw["schema"])
    if not 1 <= schema <= SCHEMA:
        raise ValueError(schema)
    for migrate in MIGRATIONS[schema - 1 :]:
        raw = migrate(raw)
    known = {name: raw[name] for name in Settings.__dataclass_fields__ if name in raw}
    known["urgent_contacts"] = tuple(UrgentContact(**c) for c in known.get("urgent_contacts", ()))
    known["pending_notes"] = tuple(PendingNote(**n) for n in known.get("pending_notes", ()))
    settings = Settings(**known)
    is_text = all(isinstance(getattr(settings, name), str) for name in _TEXTS)
    if (
        not isinstance(settings.blocks_capture, bool)
        or not is_text
        or settings.appearance not in {"system", "light", "dark"}
    ):
        raise ValueError("settings")
    return replace(
        settings,
        unlocks_quickly=settings.unlocks_quickly is True,
        wrong_tries=max(0, int(settings.wrong_tries)),
        idle_minutes=min(60, max(1, int(settings.idle_minutes))),
        text_percent=min(200, max(100, int(settings.text_percent))),
    )


def save_settings(path: Path, settings: Settings) -> bool:
    """Writes the settings whole or not at all.

    Returns:
        Whether they were written; a read-only profile is no reason to stop work.
    """
    text = json.dumps({"schema": SCHEMA, **asdict(settings)}, indent=1, ensure_ascii=False)
    draft = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, path)  # noqa: PTH105 the one call that is atomic on every platform
    except OSError:
        draft.unlink(missing_ok=True)
        return False
    return True


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".unreadable"))
    except OSError:
        return
