"""The path of a file or a folder."""

from __future__ import annotations

from pathlib import Path

from mhlead.ui.fields.line import LineField

_LONGEST = 4096


class PathField(LineField):
    """One line, in which also two blanks in a row are kept: a folder may be called so."""

    def __init__(self) -> None:
        super().__init__(longest=_LONGEST)

    def value(self) -> str:
        return self.line.text().strip()

    def path(self) -> Path:
        """What was typed, as a path."""
        return Path(self.value())
