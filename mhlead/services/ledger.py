"""The ledger of releases in the store: read whole or not at all, added to, carried to a copy.

The history names each line by its place and its link of the chain. A ledger that lacks a line, has
one more, or has one that reads otherwise than it was written, lets nothing be released.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import LedgerKind, SummaryFormat
from mhlead.domain.errors import NotAllowed
from mhlead.domain.ledger import (
    Line,
    ReleaseLine,
    Told,
    added,
    digest_of,
    fault_in,
    line_of,
    new_entry,
    replaced,
    told_by,
)
from mhlead.domain.records import LedgerEntry, ReleaseFile
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session

_NAMED_BY = (Action.SUMMARY_RELEASED, Action.FIGURES_NOTED, Action.LEDGER_TAKEN_IN)
_EVERY = 1_000_000
_FILE_FORMAT = "mhlead-ledger/1"


@dataclass(frozen=True)
class LedgerLine:
    """A line with what it says.

    Attributes:
        replaced_by: The newest line that takes the place of its figures, or "".
    """

    entry: LedgerEntry
    line: Line
    replaced_by: str = ""


def read_ledger(work: UnitOfWork) -> list[LedgerLine]:
    """Every line, oldest first, after the ledger was found whole.

    Raises:
        NotAllowed: it is damaged or a line is missing ("ledger-damaged"), or a newer program wrote
            in it ("ledger-newer").
    """
    entries = sorted(work.find(LedgerEntry), key=lambda one: one.number)
    named = {
        dict(event.detail).get("number"): dict(event.detail).get("chain")
        for event in work.history(limit=_EVERY, actions=_NAMED_BY)
    }
    if fault_in(entries) or named != {str(one.number): one.chain for one in entries}:
        raise NotAllowed("ledger-damaged")
    later = replaced(entries)
    lines = [LedgerLine(one, line_of(one), later.get(one.id, "")) for one in entries]
    _check_files(work, lines)
    return lines


def _check_files(work: UnitOfWork, lines: Sequence[LedgerLine]) -> None:
    kept: dict[str, set[tuple[str, str, str]]] = {}
    for file in work.find(ReleaseFile):
        found = (file.format.value, file.name, hashlib.sha256(file.data).hexdigest())
        kept.setdefault(file.entry_id, set()).add(found)
    for one in lines:
        files = set(one.line.files) if isinstance(one.line, ReleaseLine) else set()
        if kept.get(one.entry.id, set()) != files:
            raise NotAllowed("ledger-damaged")


def add_line(
    work: UnitOfWork,
    before: Sequence[LedgerLine],
    line: Line,
    *,
    entry_id: str,
    at: datetime,
    by: str,
    corrects_id: str | None = None,
) -> LedgerEntry:
    """The line stands at the end of the ledger, and the history names it."""
    entry = new_entry(entry_id=entry_id, at=at, by=by, line=line, corrects_id=corrects_id)
    kept = added([one.entry for one in before], entry)
    is_release = kept.kind is LedgerKind.RELEASE
    _keep(work, kept, Action.SUMMARY_RELEASED if is_release else Action.FIGURES_NOTED)
    return kept


def _keep(work: UnitOfWork, entry: LedgerEntry, action: Action) -> None:
    work.add(entry)
    work.log(action, None, {"number": str(entry.number), "chain": entry.chain, "id": entry.id})


def files_of(work: UnitOfWork, entry_id: str) -> list[ReleaseFile]:
    """The files of a release, as they went out.

    Raises:
        NotAllowed: the ledger is damaged.
    """
    read_ledger(work)
    return work.find(ReleaseFile, entry_id=entry_id)


def ledger_bytes(session: Session) -> tuple[bytes, Changes]:
    """The whole ledger, sealed so that only a copy of this same store can read it.

    Raises:
        NotAllowed: the ledger is damaged.
    """
    with session.writing() as work:
        lines = read_ledger(work)
        told = {
            "format": _FILE_FORMAT,
            "entries": [_entry_fields(one.entry) for one in lines],
            "files": [_file_fields(one) for one in work.find(ReleaseFile)],
        }
        work.log(Action.LEDGER_SAVED, None, {"count": str(len(lines))})
        return session.store.seal(json.dumps(told).encode()), work.commit()


def take_in_ledger(session: Session, raw: bytes) -> tuple[int, Changes]:
    """Lines of another copy of the store that this one lacks stand at the end of its ledger.

    Returns:
        How many they were, and what was touched.

    Raises:
        NotAllowed: another store made the file, or it was changed ("not-this-store"), or this
            ledger or that one is damaged ("ledger-damaged").
    """
    entries, files = _read_file(session.store.unseal(raw))
    with session.writing() as work:
        lines = read_ledger(work)
        here = {one.entry.digest for one in lines}
        chain = [one.entry for one in lines]
        new = [one for one in entries if one.digest not in here]
        for entry in new:
            chain.append(added(chain, entry))
            _keep(work, chain[-1], Action.LEDGER_TAKEN_IN)
        work.add_all(one for one in files if one.entry_id in {each.id for each in new})
        read_ledger(work)
        return len(new), work.commit() if new else Changes()


def _read_file(raw: bytes) -> tuple[list[LedgerEntry], list[ReleaseFile]]:
    try:
        told = json.loads(raw)
        if told["format"] != _FILE_FORMAT:
            raise NotAllowed("ledger-newer")
        entries = [_entry(one) for one in told["entries"]]
        files = [_file(one) for one in told["files"]]
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise NotAllowed("ledger-damaged") from None
    if fault_in(entries) or any(one.digest != digest_of(one) for one in entries):
        raise NotAllowed("ledger-damaged")
    return entries, files


def _entry_fields(entry: LedgerEntry) -> dict[str, Any]:
    return {**vars(entry), "at": entry.at.isoformat(), "kind": entry.kind.value}


def _entry(told: dict[str, Any]) -> LedgerEntry:
    at = datetime.fromisoformat(told["at"])
    return replace(LedgerEntry(**told), at=at, kind=LedgerKind(told["kind"]))


def _file_fields(file: ReleaseFile) -> dict[str, Any]:
    data = base64.b64encode(file.data).decode()
    return {**vars(file), "at": file.at.isoformat(), "format": file.format.value, "data": data}


def _file(told: dict[str, Any]) -> ReleaseFile:
    at, data = datetime.fromisoformat(told["at"]), base64.b64decode(told["data"], validate=True)
    form = SummaryFormat(told["format"])
    return replace(ReleaseFile(**told), at=at, format=form, data=data)


def told_in(lines: Sequence[LedgerLine]) -> list[Told]:
    """Everything these lines tell, stream by stream."""
    return told_by(one.line for one in lines)
