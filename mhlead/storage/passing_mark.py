"""The mark that a file to take the store from is being written and does not lie anywhere yet.

It goes just before the finished file gets its name. So where the program was killed and the mark is
there, no such file exists, and the right to write is still here.
"""

from __future__ import annotations

import json
from pathlib import Path

from mhlead.plain_files import read_plain
from mhlead.vault.disk import disk_faults, replace_whole, sync_folder

MARK = "passing"


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

    def read(self) -> str:
        """The mark of a file that was under way and never got its name; "" where there is none."""
        try:
            found = json.loads(read_plain(self._path))
            return str(found["pass"]) if found["copy"] == self._copy_id else ""
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return ""

    def end(self) -> None:
        """Nothing is under way any more.

        Raises:
            OSError: the mark can't be taken away.
        """
        self._path.unlink(missing_ok=True)
        sync_folder(self._path.parent)
