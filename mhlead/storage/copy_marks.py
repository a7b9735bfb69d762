"""What tells one copy of a store from another, kept outside of the file that travels.

A mark lies in the store's folder, and this computer knows the marks of its own copies, each with
the last line of the history it has seen. A folder that was copied to another computer brings a mark
that nobody knows there, so it is another copy.
"""

from __future__ import annotations

import contextlib
import json
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

from mhlead.domain.copies import Anchor
from mhlead.plain_files import read_plain
from mhlead.vault.disk import replace_whole

MARK = "copy.json"
KNOWN = "copies"
_FORMAT = "mhlead-copy/1"


class CopyMarks:
    """The mark of the copy in a folder; it is made where the folder has none we know.

    Args:
        folder: Where the copy lies.
        store_id: Of which store it is.
        machine: Where this computer remembers its copies; None remembers none, and the folder's
            place tells a copy.
    """

    def __init__(self, folder: Path, store_id: str, machine: Path | None) -> None:
        self._known = machine / KNOWN / f"{store_id}.json" if machine else None
        self._mark = folder / MARK
        if machine is None:
            self.copy_id = str(uuid.uuid5(uuid.NAMESPACE_URL, folder.absolute().as_uri()))
            return
        found = _read(self._mark).get("copy")
        is_ours = isinstance(found, str) and found in self._copies()
        self.copy_id = str(found) if is_ours else str(uuid.uuid4())
        if not is_ours:
            self._keep(None)
            _write(self._mark, {"copy": self.copy_id})

    def anchor(self) -> Anchor | None:
        """The line of the history this computer saw last in the copy."""
        try:
            fields = self._copies()[self.copy_id]
            return Anchor(
                int(fields["sequence"]), fields["hash"], datetime.fromisoformat(fields["at"])
            )
        except (KeyError, TypeError, ValueError):
            return None

    def was_open(self) -> bool:
        """Whether work with the copy did not end since that line was seen."""
        return self._copies().get(self.copy_id, {}).get("open") is True

    def keep_anchor(self, anchor: Anchor) -> None:
        """This computer saw this line, and the copy is open."""
        self._keep(anchor, is_open=True)

    def note_end(self) -> None:
        """The copy was closed, and everything written stands in its one file."""
        if self.was_open():
            self._keep(self.anchor())

    def _keep(self, anchor: Anchor | None, *, is_open: bool = False) -> None:
        fields = (
            {
                "sequence": anchor.sequence,
                "hash": anchor.hash,
                "at": anchor.at.isoformat(),
                "open": is_open,
            }
            if anchor
            else {}
        )
        if self._known is not None:
            _write(self._known, {"copies": self._copies() | {self.copy_id: fields}})

    def _copies(self) -> dict[str, Any]:
        found = _read(self._known).get("copies") if self._known else None
        return found if isinstance(found, dict) else {}


def copy_in(folder: Path, machine: Path | None) -> str:
    """What tells the copy in a folder from others, as far as it is marked; nothing is written."""
    if machine is None:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, folder.absolute().as_uri()))
    return str(_read(folder / MARK).get("copy", ""))


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(read_plain(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) and raw.get("format") == _FORMAT else {}


def _write(path: Path, fields: dict[str, Any]) -> None:
    """Where it can't be written, the copy is a new one at each opening, and says so."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_whole(path, json.dumps({"format": _FORMAT, **fields}, indent=1).encode())
