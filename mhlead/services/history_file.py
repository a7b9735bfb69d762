"""The history as files that anybody can check without the passphrase, and without this program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.errors import MhleadError
from mhlead.resources import resource_bytes
from mhlead.services.session import Session

HISTORY, ANCHORS, VERIFIER = "history.jsonl", "anchors.jsonl", "verify_history.py"


def history_files(session: Session, folders: Sequence[Path]) -> dict[str, bytes]:
    """The lines of the history, the anchors known, and the verifier, each by its file's name.

    An anchor is the number and hash of the newest line at the time of a backup. Those that stand
    in backups themselves can't be altered together with the store.

    Args:
        session: The open store.
        folders: Where backups lie.
    """
    anchors = {**_told(session), **_sealed(session, folders)}
    lines = [
        {"seq": seq, "hash": digest, "at": at, "from": source}
        for (seq, digest), (at, source) in sorted(anchors.items())
    ]
    return {
        HISTORY: session.store.history_lines(),
        ANCHORS: "".join(json.dumps(line) + "\n" for line in lines).encode(),
        VERIFIER: resource_bytes(f"verifier/{VERIFIER}"),
    }


def record_saving(session: Session) -> None:
    """The history says that it was saved."""
    with session.writing() as work:
        work.log(Action.HISTORY_SAVED)
        work.commit()


Anchors = dict[tuple[int, str], tuple[str, str]]


def _told(session: Session) -> Anchors:
    """Anchors that the history itself tells of."""
    with session.reading() as work:
        lines = work.history(limit=1000, actions=(Action.BACKUP_MADE,))
    found: Anchors = {}
    for line in lines:
        detail = dict(line.detail)
        if "sequence" in detail and "hash" in detail:
            key = (int(detail["sequence"]), detail["hash"])
            found[key] = (line.at.isoformat(), "history")
    return found


def _sealed(session: Session, folders: Sequence[Path]) -> Anchors:
    """Anchors that stand sealed in backups."""
    found: Anchors = {}
    for folder in folders:
        for file in session.store.list_backups(folder):
            with suppress(MhleadError):
                contents = session.store.backup_contents(Path(file.path))
                key = (contents.last_sequence, contents.last_hash)
                found[key] = (contents.made_at.isoformat(), file.name)
    return found
