"""What may be known outside the store: when it was last opened, and when it should be again.

No name and no number about pupils ever stands there, only days.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from mhlead.domain.today_views import MINE, Today
from mhlead.plain_files import read_plain
from mhlead.services.clocks import school_calendar
from mhlead.services.session import Session
from mhlead.services.today import read_today

FILE = "standing.json"
FORMAT = "mhlead-standing/1"
EXPECTED_SCHOOL_DAYS = 3
"""After so many school days without being opened somebody should be told."""


@dataclass(frozen=True)
class Standing:
    """The days that are kept beside the store.

    Attributes:
        last_unlocked_on: The day it was last open.
        next_due_on: The next day something is due; None where nothing is.
        expected_by: The last day by which it is expected to be opened again, in school days.
    """

    last_unlocked_on: date
    next_due_on: date | None
    expected_by: date

    def is_late(self, today: date) -> bool:
        """Whether it was not opened for three school days."""
        return today > self.expected_by


def read_today_and_note(session: Session, whose: str = MINE) -> Today:
    """Today, with the day and the next thing due noted beside the store."""
    today = read_today(session, whose)
    with session.reading() as work:
        expected_by = school_calendar(work).add_school_days(today.on, EXPECTED_SCHOOL_DAYS)
    write_standing(session.store.folder, Standing(today.on, today.next_due_on, expected_by))
    return today


def write_standing(folder: Path, standing: Standing) -> bool:
    """Writes the note whole or not at all.

    Returns:
        Whether it was written; a folder that can't be written to is no reason to stop work.
    """
    days = {name: day.isoformat() if day else None for name, day in asdict(standing).items()}
    draft = folder / f"{FILE}.new"
    try:
        draft.write_text(json.dumps({"format": FORMAT, **days}, indent=1), encoding="utf-8")
        os.replace(draft, folder / FILE)  # noqa: PTH105 the one call that is atomic everywhere
    except OSError:
        _drop(draft)
        return False
    return True


def _drop(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return


def read_standing(folder: Path) -> Standing | None:
    """The note beside a store; None where there is none that can be read."""
    try:
        raw = json.loads(read_plain(folder / FILE))
        if raw["format"] != FORMAT:
            return None
        due = raw["next_due_on"]
        return Standing(
            date.fromisoformat(raw["last_unlocked_on"]),
            date.fromisoformat(due) if due else None,
            date.fromisoformat(raw["expected_by"]),
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
