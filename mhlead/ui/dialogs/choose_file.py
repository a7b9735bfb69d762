"""The one way to choose a file: Qt's own dialog, which leaves no trace of what was chosen."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QSettings, Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

# Where Qt's dialog notes the folders that were looked at, and a folder may be called by a pupil's
# name. A desktop's own dialog keeps even the names of the files, so that one is never used.
_MEMORY = ("FileDialog/history", "FileDialog/lastVisited", "FileDialog/shortcuts")


def choose_file(
    parent: QWidget,
    title: str,
    patterns: str,
    then: Callable[[Path], None],
    *,
    start: Path | None = None,
) -> QFileDialog:
    """Lets the person choose a file that is there.

    Args:
        parent: The dialog opens over it.
        title: What is chosen, without personal data.
        patterns: Such as "Common Transfer Files (*.xml)".
        then: Gets the file; not called where the person chose none.
        start: The folder shown first; the home folder otherwise.
    """
    dialog = _dialog(parent, title, patterns, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setDirectory(str(start) if start else QDir.homePath())
    dialog.open()
    return dialog


def choose_place(
    parent: QWidget,
    title: str,
    patterns: str,
    then: Callable[[Path], None],
    *,
    start: Path | None = None,
    name: str = "",
) -> QFileDialog:
    """Lets the person say where a new file goes; an existing one is asked about first.

    Args:
        parent: The dialog opens over it.
        title: What is written, without personal data.
        patterns: Such as "PDF (*.pdf)"; its first ending is added where none is typed.
        then: Gets the file to write.
        start: The folder shown first; the home folder otherwise.
        name: The file name offered; it never holds a pupil's name.
    """
    dialog = _dialog(parent, title, patterns, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(patterns.partition("*.")[2].partition(")")[0].partition(" ")[0])
    dialog.setDirectory(str(start) if start else QDir.homePath())
    if name:
        dialog.selectFile(name)
    dialog.open()
    return dialog


def choose_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> QFileDialog:
    """Lets the person choose a folder that is there.

    Args:
        parent: The dialog opens over it.
        title: What goes there, without personal data.
        then: Gets the folder.
    """
    dialog = _dialog(parent, title, "", then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(QDir.homePath())
    dialog.open()
    return dialog


def _dialog(
    parent: QWidget, title: str, patterns: str, then: Callable[[Path], None]
) -> QFileDialog:
    # Its notes go where nothing can be written. Windows and macOS know no other place for them, so
    # that there they are put back afterwards.
    native, user = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
    QSettings.setPath(native, user, os.devnull)
    memory = QSettings(user, "QtProject")
    remembered = {name: memory.value(name) for name in _MEMORY}
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("choose_file")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilter(patterns)
    dialog.setHistory([])
    dialog.setSidebarUrls([QUrl.fromLocalFile(place) for place in _places()])
    dialog.filesSelected.connect(lambda chosen: then(_meant(dialog, chosen)))
    dialog.destroyed.connect(partial(_restore, remembered))
    return dialog


def _meant(dialog: QFileDialog, chosen: list[str]) -> Path:
    """The one that was chosen: what stands in the line, where that is there.

    While a path is typed, Qt marks what it passes ("/media", and "s" on the way to "stick"), leaves
    it marked and gives it: another folder than the typed one, or several and so none. A click
    writes what it marks into the line.
    """
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    is_open = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptOpen
    if line is not None and line.text() and is_open:
        typed = Path(QDir.cleanPath(dialog.directory().absoluteFilePath(line.text())))
        if typed.exists():
            return typed
    return Path(chosen[-1])


def _places() -> list[str]:
    home = Path(QDir.homePath())
    named = (home, home / "Documents", home / "Downloads", home / "Desktop")
    return [str(place) for place in named if place.is_dir()]


def _restore(remembered: dict[str, object]) -> None:
    """Puts back what other programs had Qt's dialog remember; what it noted of ours is gone."""
    memory = QSettings(QSettings.Scope.UserScope, "QtProject")
    for name, value in remembered.items():
        if value is None:
            memory.remove(name)
        else:
            memory.setValue(name, value)
