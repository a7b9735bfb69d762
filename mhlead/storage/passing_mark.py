"""The mark that a file to take the store from is being written and does not lie anywhere yet.

Just before the finished file gets its name the mark says which one that is, and once it has it the
mark goes. So where the program was killed, the mark tells whether such a file came to be: the file
is there under its name, or it is still there without it. Where neither can be seen, since the stick
is out or somebody moved the file, nothing is undone: two copies must never both be written to.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from mhlead.domain.backup import is_pass_name
from mhlead.plain_files import read_plain
from mhlead.storage.left_files import SCRATCH
from mhlead.vault.disk import disk_faults, replace_whole, sync_folder

MARK = "passing"
PART = ".part"


class PassingMark:
    """The mark of a copy in a folder; one that came with a copied folder counts for nothing."""

    def __init__(self, folder: Path, copy_id: str) -> None:
        self._path, self._copy_id = folder / MARK, copy_id

    def begin(self, pass_id: str) -> None:
        """A file of that mark is under way.

        Raises:
            NoSpace, StoreReadOnly: it can't be marked.
        """
        with disk_faults():
            replace_whole(self._path, json.dumps({"pass": pass_id, "copy": self._copy_id}).encode())

    def naming(self, part: Path, target: Path) -> None:
        """The file is whole, and gets its name next.

        Raises:
            OSError: that can't be marked.
        """
        told = self._told() | {"part": str(part.absolute()), "target": str(target.absolute())}
        replace_whole(self._path, json.dumps(told).encode())

    def settle(self) -> None:
        """A file that was about to get its name has it, or has not and is gone.

        Call it at opening, before what an earlier try left in the store's folder is cleaned.
        """
        told = self._told()
        part, target = Path(str(told.get("part", ""))), Path(str(told.get("target", "")))
        if not told or "target" not in told or not self._is_ours(part, target):
            return
        with contextlib.suppress(OSError):
            if target.is_file():
                self.end()
            elif part.is_file() and target.parent.is_dir():
                self.begin(str(told["pass"]))  # first, or a power cut would leave neither
                part.unlink()

    def _is_ours(self, part: Path, target: Path) -> bool:
        """Whether it can be what was written: whoever forged the mark may not have it deleted."""
        beside = part.parent == target.parent and part.name == f".{target.name}{PART}"
        is_here = part.parent.parent == self._path.parent.absolute()
        own = is_here and part.parent.name.startswith(SCRATCH)
        return is_pass_name(target.name) and (beside or own)

    def _told(self) -> dict[str, Any]:
        try:
            found = json.loads(read_plain(self._path))
            return dict(found) if found["copy"] == self._copy_id else {}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}

    def read(self) -> str:
        """The mark of a file that was under way and never got its name; "" where there is none."""
        told = self._told()
        return str(told.get("pass", "")) if "target" not in told else ""

    def end(self) -> None:
        """Nothing is under way any more.

        Raises:
            OSError: the mark can't be taken away.
        """
        self._path.unlink(missing_ok=True)
        sync_folder(self._path.parent)
