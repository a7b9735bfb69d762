"""Backups: what stands in one, how its file is called, and which are kept for how long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from mhlead.domain.believed import ClockMark, ClockTrust, judge_clock
from mhlead.domain.copies import TAKE_PREFIX, TakenNote
from mhlead.domain.errors import Unavailable

SUFFIX = ".mhbackup"
DAILY, WEEKLY, MONTHLY = 7, 4, 2
RETENTION_DAYS = 90
"""No backup is kept longer, so that what was disposed of in the store goes from backups too."""
UPGRADE_COPY_DAYS = 30
"""So long the copy stays that lies beside a store since it was brought to a newer version."""
LATE_AFTER = timedelta(days=2)
SECOND_LATE_AFTER = timedelta(days=7)
DRILL_EVERY = timedelta(days=31)
_NAME = re.compile(r"mhlead-([0-9a-f]{8})-(\d{8}T\d{6}Z)\.mhbackup")
_PASS = re.compile(rf"{TAKE_PREFIX}-[0-9a-f]{{8}}-\d{{8}}T\d{{6}}Z")
_STAMP = "%Y%m%dT%H%M%SZ"


class BackupRefused(Unavailable):
    """A backup that can't be used, or one that can't be made as it was asked for.

    Args:
        code: Why, as a short code that `wording` turns into a sentence.
        note: What stands beside a file that the store was taken from already ("taken").
    """

    def __init__(self, code: str, *, note: TakenNote | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.note = note


class BackupPlace(StrEnum):
    """Where a backup lies."""

    OWN = "own"
    SECOND = "second"


@dataclass(frozen=True)
class BackupContents:
    """What a backup says of itself; it is sealed, and read only with the store's key.

    Attributes:
        made_at: The moment, in UTC.
        made_by: Member of staff at work, or "".
        program: Version of the program that made it.
        schema: Revision of the tables.
        counts: Number of rows by table, of every table that can't be built again.
        events: Number of lines of the history.
        last_sequence: Number of the newest line.
        last_hash: Its hash: an anchor that the store itself can't alter.
        faults: Things that are not sound in the store and so not in its copy, each once.
        db_bytes: Size of the encrypted database.
        db_sha256: Its digest, hex.
        history_bytes: Size of the sealed history.
        history_sha256: Its digest, hex.
        pass_id: The mark of a file that the store is passed on in; "" in every other backup.
    """

    made_at: datetime
    made_by: str
    program: str
    schema: str
    counts: tuple[tuple[str, int], ...]
    events: int
    last_sequence: int
    last_hash: str
    faults: tuple[str, ...]
    db_bytes: int
    db_sha256: str
    history_bytes: int
    history_sha256: str
    pass_id: str = ""

    @property
    def rows(self) -> int:
        """Number of rows in all."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True)
class BackupFile:
    """A backup that lies in a folder, by its name alone.

    Attributes:
        path: The whole path.
        size: In bytes.
    """

    name: str
    path: str
    made_at: datetime
    size: int


@dataclass(frozen=True)
class Placed:
    """What became of one place a backup was to go to.

    Attributes:
        code: "" where it lies there; else "not-there", "full", "read-only" or "not-written".
    """

    folder: str
    code: str = ""


@dataclass(frozen=True)
class BackupMade:
    """A backup that was made and checked, and where it lies.

    Attributes:
        name: Name of the file, the same in every place.
        removed: Number of older backups that were taken out.
    """

    name: str
    contents: BackupContents
    placed: tuple[Placed, ...]
    removed: int = 0


@dataclass(frozen=True)
class Certificate:
    """That a backup was restored or tried: what it holds, and that it was found sound.

    Attributes:
        backup: Name of the file.
        contents: What it says of itself, which was found to hold.
        checked_at: When it was looked through.
        checked_by: Who had it done, by name where known.
        way: "passphrase", "recovery key" or "open store".
        restored_to: Where it was restored to, or "" after a trial.
        sound: Whether everything was found sound.
        disposed_again: How many records were disposed of again by the list beside the backup; None
            where no such list could be read.
        school: The school whose store came back, as it names itself in it; "" after a trial.
    """

    backup: str
    contents: BackupContents
    checked_at: datetime
    checked_by: str
    way: str
    restored_to: str = ""
    sound: bool = True
    disposed_again: int | None = None
    school: str = ""


def backup_name(store_id: str, at: datetime) -> str:
    """The file's name: the store's number and the moment, nothing about anybody."""
    return f"mhlead-{store_id[:8]}-{at.astimezone(UTC).strftime(_STAMP)}{SUFFIX}"


def pass_name(store_id: str, at: datetime) -> str:
    """The name of a file to take the store from; it is no name of a backup that is rotated."""
    return f"{TAKE_PREFIX}-{store_id[:8]}-{at.astimezone(UTC).strftime(_STAMP)}{SUFFIX}"


def is_pass_name(name: str) -> bool:
    """Whether it is the name of a file to take the store from, and nothing was added to it."""
    found = _PASS.match(name)
    return found is not None and name == f"{found[0]}{SUFFIX}"


def is_further_copy(name: str) -> bool:
    """Whether a name is that of a file to take the store from, and something was added to it.

    So programs name a second copy: "… (1)", "… (conflicted copy)", "Copy of …", "…-LAPTOP".
    """
    found = _PASS.search(name)
    return found is not None and name.lower() != f"{found[0]}{SUFFIX}".lower()


def made_at_of(name: str, store_id: str) -> datetime | None:
    """The moment in a backup's name; None where it is no backup of this store."""
    found = _NAME.fullmatch(name)
    if found is None or found[1] != store_id[:8]:
        return None
    try:
        return datetime.strptime(found[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def to_keep(
    times: Iterable[datetime],
    now: datetime,
    days: int = RETENTION_DAYS,
    clock: ClockTrust | None = None,
) -> set[datetime]:
    """Which backups stay: the newest of seven days, four weeks and two months.

    Args:
        times: When each was made. Those later than `now` stay, for a clock may be set back, until
            they are known to be wrong.
        now: The moment; after a leap of the clock, ages count from before it (`believed`).
        days: No other is kept longer than so many days.
        clock: What the history makes of the clock; what the times themselves do where None.
    """
    newest_first = sorted(set(times), reverse=True)
    clock = clock or judge_clock([ClockMark(at) for at in reversed(newest_first)], now)
    now = clock.believed
    kept = {at for at in newest_first if at > now and not clock.is_disbelieved(at)}
    past = [at for at in newest_first if now - timedelta(days=days) <= at <= now]
    for most, period in ((DAILY, "%Y-%j"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        seen: dict[str, datetime] = {}
        for at in past:
            seen.setdefault(at.strftime(period), at)
        kept.update(list(seen.values())[:most])
    return kept
