"""Writes a file whole or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from mhlead.domain.errors import FileNotWritten


def write_whole(path: Path, data: bytes) -> None:
    """The file holds all of the data, or is as it was.

    Raises:
        FileNotWritten: it could not be written there.
    """
    file = QSaveFile(str(path))
    file.setDirectWriteFallback(False)
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not opened or file.write(data) != len(data) or not file.commit():
        raise FileNotWritten
