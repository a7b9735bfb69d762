"""The health of a store: what a check finds, also beside what its backups know of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mhlead.domain.audit import Action, AuditEntry, Fault, VerifyReport
from mhlead.domain.backup import BackupRefused
from mhlead.domain.changes import Changes
from mhlead.domain.errors import Cancelled, MhleadError, StoreLocked
from mhlead.services.backups import BackupPlaces
from mhlead.services.older_copy import open_older
from mhlead.services.session import Session
from mhlead.services.unlocking import verify


def check_health(
    session: Session,
    places: BackupPlaces | None = None,
    told: Callable[[int, int], None] = lambda _done, _of: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> VerifyReport:
    """The report on the whole store and its backups; the history says that it was checked.

    An older copy that was put back is whole in itself. What shows it are its own backups, which
    know lines of the history that it lacks, or know them otherwise, and this computer.

    Args:
        session: The open store.
        places: Where its backups lie; None leaves them out.
        told: Told how many pages of how many were read.
        is_stopped: Asked now and then; True ends the check.

    Raises:
        Cancelled: `is_stopped` said so.
    """
    known: dict[int, str] = {}
    of_backups = list(_backup_faults(session, places, known, is_stopped)) if places else []
    report = verify(session, told, is_stopped)
    room = [] if session.store.has_room() else [Fault("disk", "nearly-full")]
    older = [*_by_computer(session), *_beside(known, report, session)]
    return replace(report, faults=(*report.faults, *older[:1], *of_backups, *room))


def last_check(session: Session) -> AuditEntry | None:
    """The line of the history that tells of the newest check, or None while there was none."""
    with session.reading() as work:
        return next(iter(work.history(limit=1, actions=(Action.VERIFIED,))), None)


def rebuild_search(session: Session) -> Changes:
    """The search is built anew from the records, which stay as they are."""
    session.store.rebuild_search()
    with session.writing() as work:
        work.log(Action.STORE_REPAIRED, None, {"what": "search"})
        return work.commit()


def _backup_faults(
    session: Session,
    places: BackupPlaces,
    known: dict[int, str],
    is_stopped: Callable[[], bool],
) -> Iterator[Fault]:
    """What is wrong with backups; number and hash of the newest line of each goes to `known`."""
    for folder in (places.own, places.second):
        for file in session.store.list_backups(folder) if folder is not None else ():
            try:
                contents = session.store.whole_backup(Path(file.path), is_stopped)
            except (Cancelled, StoreLocked):
                raise
            except MhleadError as error:
                yield from _spoilt(error, file.name)
            else:
                known[contents.last_sequence] = contents.last_hash
    if _has_made(session) and not session.store.list_backups(places.own):
        yield Fault("backups", "none-there")
    if places.second is not None and not places.second.is_dir():
        yield Fault("backups", "second-gone")


def _spoilt(error: MhleadError, name: str) -> Iterator[Fault]:
    if not isinstance(error, BackupRefused):
        yield Fault("backups", "unreadable", name)
    elif error.code != "other-key":  # one from before a new key was made is not to be read
        yield Fault("backups", "damaged", name)


def _has_made(session: Session) -> bool:
    """Whether a backup was put into the folder on this computer."""
    try:
        with session.reading() as work:
            lines = work.history(limit=1, actions=(Action.BACKUP_MADE,))
    except MhleadError:  # what can't be read is named by the check of the store
        return False
    return any("own" in dict(line.detail).get("places", "").split() for line in lines)


def _by_computer(session: Session) -> Iterator[Fault]:
    """That this computer has seen a newer state, until somebody settles that."""
    try:
        with session.reading() as work:
            older = open_older(work)
    except MhleadError:  # what can't be read is named by the check of the store
        return
    if older is not None and older.is_log_gone:
        yield Fault("older", "log-gone", older.sequence)
    elif older is not None:
        yield Fault("older", "older-than-computer", older.sequence)


def _beside(known: dict[int, str], report: VerifyReport, session: Session) -> Sequence[Fault]:
    if not known or not report.events:
        return []
    newest = max(known)
    if newest > report.last_sequence:
        return [Fault("older", "older-than-backup", str(newest))]
    hashes = {}
    try:
        lines = session.store.history_lines().splitlines()[1:]
    except MhleadError:
        return []
    for line in lines:
        event = json.loads(line)
        hashes[event["seq"]] = event["hash"]
    grown = [seq for seq, digest in known.items() if hashes.get(seq) != digest]
    return [Fault("older", "grown-apart", str(min(grown)))] if grown else []
