"""The list of disposals beside the backups, by which a restored one is put right.

It names nobody: each line is a digest of an identifier that was chance, with the rule and the day.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import Disposal
from mhlead.domain.retention import DueLine
from mhlead.services.retention import disposals, dispose, reapply
from mhlead.services.session import Session

_FORMAT = "mhlead-disposals/1"


def list_beside(session: Session, folders: Sequence[Path]) -> None:
    """The list beside backups knows every disposal of this store, and those it knew before.

    A store that was restored from somewhere else may lack some that the list in a folder has.
    """
    here = disposals(session)
    known = {one.id for one in here}
    for folder in folders:
        before = read_list(session.store.kept_disposals(folder))
        others = [one for one in before if one.id not in known]
        session.store.keep_disposals([folder], _as_bytes([*here, *others]))


def dispose_and_list(
    session: Session, line: DueLine, folders: Sequence[Path]
) -> tuple[list[Disposal], Changes]:
    """The records are gone, and the list beside the backups says so at once; see `dispose`."""
    answer = dispose(session, line)
    with suppress(MhleadError):  # they are gone all the same: the next backup writes it
        list_beside(session, folders)
    return answer


def _as_bytes(made: Sequence[Disposal]) -> bytes:
    lines = [asdict(one) for one in made]
    return json.dumps({"format": _FORMAT, "disposals": lines}, default=str).encode()


def read_list(told: bytes) -> Sequence[Disposal]:
    """The disposals of a list; none where it is no such list."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        whole = json.loads(told)
        if whole["format"] == _FORMAT:
            return [_line(one) for one in whole["disposals"]]
    return []


def dispose_again(session: Session, folder: Path) -> int | None:
    """What the list in a folder of backups says was disposed of is gone from this store too.

    Returns:
        How many records it found and disposed of again; None where no list could be read.
    """
    told = session.store.kept_disposals(folder)
    return reapply(session, read_list(told)) if told else None


def _line(one: dict[str, Any]) -> Disposal:
    return Disposal(
        id=str(one["id"]),
        at=datetime.fromisoformat(one["at"]),
        by=str(one["by"]),
        rule=str(one["rule"]),
        kind=str(one["kind"]),
        subject=str(one["subject"]),
        counts=tuple(str(count) for count in one["counts"]),
        copies_until=date.fromisoformat(one["copies_until"]),
    )
