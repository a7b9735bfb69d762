"""What reads the files that pupils and concerns come in by."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from mhlead.domain.importing import PupilFile
from mhlead.domain.slip import SlipRead


class SlipFiles(Protocol):
    """Reads concern slips that were filled in."""

    def read(self, path: Path) -> SlipRead:
        """What the slip says, bounded and clean.

        Raises:
            SlipRefused: the file is refused whole.
            FileUnreadable: it can't be opened.
        """
        ...


class PupilFiles(Protocol):
    """Reads files of pupils from other programs."""

    def read(self, path: Path) -> PupilFile:
        """The pupils in the file, row by row, with what was found about each.

        Raises:
            ImportRefused: the file is refused whole.
            FileUnreadable: it can't be opened.
        """
        ...
