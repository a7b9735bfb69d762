"""Backups of the open store: making one, what holds now, and trying whether one can be restored.

The line of the history that tells of a backup is its record: who made it, when, of which state,
and where it lies. It is written once the finished file was read back and found whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mhlead.domain.audit import Action, AuditEntry
from mhlead.domain.backup import (
    DRILL_EVERY,
    LATE_AFTER,
    RETENTION_DAYS,
    SECOND_LATE_AFTER,
    BackupFile,
    BackupMade,
    BackupPlace,
    BackupRefused,
    Certificate,
)
from mhlead.domain.believed import ClockTrust
from mhlead.domain.errors import Cancelled, MhleadError, StoreLocked
from mhlead.services.disposal_list import list_beside
from mhlead.services.ports import Stores, UnitOfWork
from mhlead.services.session import Session, staff_name
from mhlead.services.settings import Settings

OWN_SUFFIX = "-backups"
_LINES = 60
_MISSED, _REACHED, _CHOSEN = "second missed", "second reached", "chosen"
_NOTHING_NEW = frozenset(
    {
        Action.UNLOCKED,
        Action.UNLOCK_FAILED,
        Action.LOCKED,
        Action.BACKUP_MADE,
        Action.BACKUP_REFUSED,
        Action.BACKUP_TRIED,
        Action.BACKUPS_REMOVED,
    }
)
"""What may follow a backup without another being due."""


@dataclass(frozen=True)
class BackupPlaces:
    """Where backups of a store go.

    Attributes:
        own: A folder on this computer; it is made where it is missing.
        second: A memory stick or a synced folder; None where nobody has chosen one.
    """

    own: Path
    second: Path | None = None


@dataclass(frozen=True)
class BackupStatus:
    """What the history says of backups.

    Attributes:
        made_at: When the newest was made; None where there is none.
        name: Name of its file.
        faults: Number of things not sound in it.
        since: When the store was made, where no backup is known.
        second_seen_at: When one last reached the second place; where none ever did, since when
            that was tried. None where there is no second place.
        has_reached_second: Whether one ever did.
        tried_at: When it was last tried whether one can be restored.
        was_sound: Whether that went well; True where none was tried.
        refused: Why the last try to make one failed, or "" where it did not.
    """

    made_at: datetime | None
    name: str
    faults: int
    since: datetime | None
    second_seen_at: datetime | None
    tried_at: datetime | None
    was_sound: bool
    refused: str
    has_reached_second: bool = True

    def is_late(self, clock: ClockTrust) -> bool:
        """Whether no backup was made for two days."""
        return _is_past(self.made_at or self.since, LATE_AFTER, clock)

    def is_second_late(self, clock: ClockTrust) -> bool:
        """Whether the second place was not seen for a week."""
        return _is_past(self.second_seen_at, SECOND_LATE_AFTER, clock)

    def is_trial_due(self, clock: ClockTrust) -> bool:
        """Whether it is a month since one was tried."""
        if self.made_at is None:
            return False
        return self.tried_at is None or _is_past(self.tried_at, DRILL_EVERY, clock)


def _is_past(at: datetime | None, most: timedelta, clock: ClockTrust) -> bool:
    return at is not None and clock.elapsed_since(at) > most


@dataclass(frozen=True)
class BackupLine:
    """A backup that lies in one of the places.

    Attributes:
        is_known: Whether the history tells of it, so that it was checked when it was made.
    """

    file: BackupFile
    place: BackupPlace
    is_known: bool


def own_place(folder: Path) -> Path:
    """Where backups of a store lie unless somebody chooses otherwise: beside its folder."""
    return folder.with_name(folder.name + OWN_SUFFIX)


def places_by(settings: Settings, folder: Path) -> BackupPlaces:
    """Where backups of the store in a folder go by this computer's settings."""
    own, second = settings.backup_folder, settings.second_backup_folder
    return BackupPlaces(Path(own) if own else own_place(folder), Path(second) if second else None)


def places_without_window(settings: Settings, folder: Path) -> BackupPlaces:
    """The same where no window has the store open: what was chosen there is for the store there."""
    is_that = bool(settings.store) and Path(settings.store).resolve() == folder.resolve()
    return places_by(settings, folder) if is_that else BackupPlaces(own_place(folder))


def newest_beside(stores: Stores, folder: Path, places: BackupPlaces) -> BackupFile | None:
    """The newest backup of the store in a folder, which need not open; None where none is found."""
    every = [places.own, own_place(folder), *([places.second] if places.second else [])]
    return stores.newest_backup(folder, every)


def make_backup(
    session: Session,
    places: BackupPlaces,
    is_stopped: Callable[[], bool] = lambda: False,
    days: int = RETENTION_DAYS,
) -> BackupMade:
    """A checked backup of the newest state, told in the history with where it lies.

    Raises:
        NoSpace, StoreDamaged, FileNotWritten: none was made, and the history says so.
        Cancelled: `is_stopped` said so; nothing of it is left.
    """
    with suppress(OSError):
        places.own.mkdir(mode=0o700, parents=True, exist_ok=True)
    folders = [places.own, *([places.second] if places.second else [])]
    try:
        made = session.store.back_up(folders, session.actor_id, days, is_stopped)
    except Cancelled:
        raise
    except MhleadError as error:
        _log_refused(session, error)
        raise
    list_beside(session, folders)
    lies_in = [
        place.value for place, one in zip(BackupPlace, made.placed, strict=False) if not one.code
    ]
    missed = places.second is not None and BackupPlace.SECOND.value not in lies_in
    _log_made(session, made, lies_in, _missing(session) if missed else {})
    return made


def _missing(session: Session) -> dict[str, str]:
    """Since when the second place is missed: carried on from line to line, however many there are.

    So that nobody has to look through weeks of the history for the last one that reached it.
    """
    status = read_status(session)
    since = status.second_seen_at or session.clock.now()
    reached = status.second_seen_at is not None and status.has_reached_second
    return {_MISSED: since.isoformat(), _REACHED: "yes" if reached else "no"}


def make_backup_in(session: Session, folder: Path) -> BackupMade:
    """A checked backup in a folder that is there, told in the history; nothing is taken out."""
    try:
        made = session.store.back_up([folder], session.actor_id, None)
    except MhleadError as error:
        _log_refused(session, error)
        raise
    _log_made(session, made, [_CHOSEN], {})
    return made


def _log_made(
    session: Session, made: BackupMade, lies_in: Sequence[str], missing: Mapping[str, str]
) -> None:
    detail = {
        "name": made.name,
        "places": " ".join(lies_in),
        "sequence": str(made.contents.last_sequence),
        "hash": made.contents.last_hash,
        "rows": str(made.contents.rows),
        "faults": str(len(made.contents.faults)),
        "removed": str(made.removed),
        **missing,
    }
    with session.writing() as work:
        work.log(Action.BACKUP_MADE, None, detail)
        work.commit()


def _log_refused(session: Session, error: MhleadError) -> None:
    with suppress(MhleadError), session.writing() as work:
        work.log(Action.BACKUP_REFUSED, None, {"why": type(error).__name__})
        work.commit()


def read_status(session: Session) -> BackupStatus:
    """What the history says of backups."""
    with session.reading() as work:
        return status_of(work)


def status_of(work: UnitOfWork) -> BackupStatus:
    """What the history says of backups, as one transaction sees it."""
    lines = work.history(
        limit=_LINES,
        actions=(Action.BACKUP_MADE, Action.BACKUP_REFUSED, Action.BACKUP_TRIED),
    )
    made = [one for one in lines if one.action is Action.BACKUP_MADE]
    tried = next((one for one in lines if one.action is Action.BACKUP_TRIED), None)
    kept = [one for one in made if BackupPlace.OWN in _detail(one, "places").split()]
    newest = next(iter(kept or made), None)
    seen_at, has_reached = _second(made)
    last = next((one for one in lines if one.action is not Action.BACKUP_TRIED), None)
    is_refused = last is not None and last.action is Action.BACKUP_REFUSED
    return BackupStatus(
        made_at=newest.at if newest else None,
        name=_detail(newest, "name") if newest else "",
        faults=int(_detail(newest, "faults") or 0) if newest else 0,
        since=None if newest else _made_at(work),
        second_seen_at=seen_at,
        has_reached_second=has_reached,
        tried_at=tried.at if tried else None,
        was_sound=tried is None or _detail(tried, "sound") == "yes",
        refused=_detail(last, "why") if last and is_refused else "",
    )


def _second(made: Sequence[AuditEntry]) -> tuple[datetime | None, bool]:
    """When the second place was last reached, or since when it is missed, and whether it ever was.

    The newest of the backups that go by themselves knows; older lines have no word of it.
    """
    for one in made:
        places = _detail(one, "places").split()
        if BackupPlace.SECOND in places:
            return one.at, True
        since = _detail(one, _MISSED)
        if since:
            return datetime.fromisoformat(since), _detail(one, _REACHED) == "yes"
    return None, True


def _made_at(work: UnitOfWork) -> datetime | None:
    made = work.history(limit=1, actions=(Action.STORE_MADE,))
    return made[0].at if made else None


def is_due(session: Session) -> bool:
    """Whether something stands in the store that the newest backup lacks, or a day has passed."""
    with session.reading() as work:
        lines = work.history(limit=_LINES)
    for line in lines:
        if line.action is Action.BACKUP_MADE:
            return line.at.date() != session.clock.now().date()  # a clock may be set back too
        if line.action not in _NOTHING_NEW:
            return True
    return bool(lines)


def list_backups(session: Session, places: BackupPlaces) -> list[BackupLine]:
    """The backups that lie in the places, newest first."""
    with session.reading() as work:
        lines = work.history(limit=1000, actions=(Action.BACKUP_MADE,))
    known = {_detail(line, "name") for line in lines}
    found = [
        BackupLine(file, place, file.name in known)
        for place, folder in ((BackupPlace.OWN, places.own), (BackupPlace.SECOND, places.second))
        if folder is not None
        for file in session.store.list_backups(folder)
    ]
    return sorted(found, key=lambda one: one.file.made_at, reverse=True)


def try_backup(
    session: Session, path: Path, is_stopped: Callable[[], bool] = lambda: False
) -> Certificate:
    """That a backup was restored to a scratch place and looked through, told in the history.

    Raises:
        BackupRefused, FileUnreadable, StoreDamaged: it can't be restored, and the history says so.
        NoSpace, Cancelled: it was not tried.
        StoreLocked: nor where the store was locked, or went on under another key, meanwhile.
    """
    try:
        contents, report = session.store.try_backup(path, is_stopped)
    except (Cancelled, OSError, StoreLocked):
        raise
    except MhleadError as error:
        _log_tried(session, path, sound="no", why=type(error).__name__)
        raise
    sound = report.is_sound
    _log_tried(session, path, sound="yes" if sound else "no")
    with session.reading() as work:
        who = staff_name(work, session.actor_id)
    now = session.clock.now()
    return Certificate(path.name, contents, now, who, "open store", sound=sound)


def try_newest(
    session: Session, places: BackupPlaces, is_stopped: Callable[[], bool] = lambda: False
) -> Certificate:
    """The newest backup was tried; see `try_backup`.

    Raises:
        BackupRefused: there is none ("none-there").
    """
    found = list_backups(session, places)
    if not found:
        raise BackupRefused("none-there")
    return try_backup(session, Path(found[0].file.path), is_stopped)


def _log_tried(session: Session, path: Path, **detail: str) -> None:
    with session.writing() as work:
        work.log(Action.BACKUP_TRIED, None, {"name": path.name, **detail})
        work.commit()


def _detail(line: AuditEntry, name: str) -> str:
    return dict(line.detail).get(name, "")
