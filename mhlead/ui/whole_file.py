"""Writes a file whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from mhlead.domain.errors import FileNotWritten, FileThere


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


def refuse_taken(folder: Path, names: Sequence[str]) -> None:
    """Returns where none of these is in the folder.

    Raises:
        FileThere: one is.
    """
    if any((folder / name).exists() for name in names):
        raise FileThere


def write_new_files(folder: Path, files: Sequence[tuple[str, bytes]]) -> None:
    """All of these are in the folder, or none; what is there already is never touched.

    Raises:
        FileThere: one of that name is there.
        FileNotWritten: one could not be written there; those before it are gone again.
    """
    refuse_taken(folder, [name for name, _ in files])
    written: list[Path] = []
    try:
        for name, data in files:
            write_whole(folder / name, data)
            written.append(folder / name)
    except FileNotWritten:
        for path in written:
            path.unlink(missing_ok=True)
        raise
