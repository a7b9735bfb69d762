"""Noticing that an older copy of the store was put back: this computer has seen a newer one."""

from __future__ import annotations

from datetime import datetime

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.copies import LINE_SHORT, Anchor, OlderCopy, OlderTold
from mhlead.services.ports import Store, UnitOfWork
from mhlead.services.session import Session


def newest_line(work: UnitOfWork) -> Anchor | None:
    """The last line of the history."""
    entries = work.history(limit=1)
    lines = work.chain(entries[0].sequence - 1) if entries else []
    return lines[-1].anchor if lines else None


def look_for_older(work: UnitOfWork, store: Store) -> OlderCopy | None:
    """What this computer knows better than this copy; None where the copy follows from it.

    Call it before anything is written after opening.
    """
    was = store.anchor()
    now = newest_line(work)
    if was is None or now is None:
        return None
    lines = work.chain(was.sequence - 1)
    if lines and lines[0].hash == was.hash:
        return None
    if _was_taken_in(work, was):
        return None
    return OlderCopy(is_now=now, was=was, is_log_gone=store.has_lost_log)


def _was_taken_in(work: UnitOfWork, line: Anchor) -> bool:
    """Whether this copy took the place of the one with that line, and tells what was done there."""
    done = work.history(limit=10**6, actions=(Action.DONE_ELSEWHERE,))
    return line.hash[:LINE_SHORT] in {dict(one.detail).get("line") for one in done}


def note_older(work: UnitOfWork, found: OlderCopy) -> None:
    """The history says that an older copy was put back."""
    detail = {
        "now": found.is_now.at.isoformat(),
        "was": found.was.at.isoformat(),
        "sequence": str(found.was.sequence),
        "hash": found.was.hash,
        **({"log": "gone"} if found.is_log_gone else {}),
    }
    work.log(Action.OLDER_COPY, None, detail)


def remember(session: Session) -> None:
    """This computer knows the newest line of this copy."""
    with session.reading() as work:
        newest = newest_line(work)
    if newest is not None:
        session.store.keep_anchor(newest)


def open_older(work: UnitOfWork) -> OlderTold | None:
    """Of when this copy is and what this computer had, where nobody settled that yet."""
    lines = work.history(limit=1, actions=(Action.OLDER_COPY, Action.OLDER_COPY_SETTLED))
    if not lines or lines[0].action is Action.OLDER_COPY_SETTLED:
        return None
    detail = dict(lines[0].detail)
    try:
        return OlderTold(
            datetime.fromisoformat(detail["now"]),
            datetime.fromisoformat(detail["was"]),
            detail.get("log") == "gone",
            detail.get("sequence", ""),
        )
    except (KeyError, ValueError):
        return None


def settle_older(session: Session, reason: str) -> Changes:
    """It is known why an older copy is here; the history says so."""
    with session.writing() as work:
        work.log(Action.OLDER_COPY_SETTLED, None, {"reason": reason.strip()})
        return work.commit()
