"""The health of a store: what a check finds, also beside what its backups know of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from mhlead.domain.audit import Action, Fault, VerifyReport
from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.services.session import Session
from mhlead.services.unlocking import verify


def check_health(session: Session, folders: Sequence[Path] = ()) -> VerifyReport:
    """The report on the whole store; the history says that it was checked.

    An older copy that was put back is whole in itself. What shows it are its own backups, which
    know lines of the history that it lacks, or know them otherwise.

    Args:
        session: The open store.
        folders: Where its backups lie.
    """
    known = _known_lines(session, folders)
    report = verify(session)
    faults = _beside(known, report, session) if known else []
    return replace(report, faults=(*report.faults, *faults))


def rebuild_search(session: Session) -> Changes:
    """The search is built anew from the records, which stay as they are."""
    session.store.rebuild_search()
    with session.writing() as work:
        work.log(Action.STORE_REPAIRED, None, {"what": "search"})
        return work.commit()


def _known_lines(session: Session, folders: Sequence[Path]) -> dict[int, str]:
    """Number and hash of the newest line each backup knows."""
    known: dict[int, str] = {}
    for folder in folders:
        for file in session.store.list_backups(folder):
            with suppress(MhleadError):  # one of another key, or damaged: it knows nothing
                contents = session.store.backup_contents(Path(file.path))
                known[contents.last_sequence] = contents.last_hash
    return known


def _beside(known: dict[int, str], report: VerifyReport, session: Session) -> list[Fault]:
    newest = max(known)
    if newest > report.last_sequence:
        return [Fault("older", "older-than-backup", str(newest))]
    hashes = {}
    for line in session.store.history_lines().splitlines()[1:]:
        event = json.loads(line)
        hashes[event["seq"]] = event["hash"]
    grown = [seq for seq, digest in known.items() if hashes.get(seq) != digest]
    return [Fault("older", "grown-apart", str(min(grown)))] if grown else []
