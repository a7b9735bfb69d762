"""Puts a secret on the clipboard for a while, out of the way of what remembers clipboards."""

from __future__ import annotations

from functools import cache, partial
from itertools import count

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_MS = 60_000
"""How long it stays: time enough to paste it once."""
_OURS = "application/x-mhlead-copied"
_NOT_REMEMBERED: dict[str, bytes] = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"1",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}
"""Marks by which clipboard histories of KDE, macOS and Windows leave it out.

Source: Windows, "Cloud Clipboard and Clipboard History Formats"; macOS, nspasteboard.org.
"""
_numbers = count(1)


def copy_for_a_while(text: str, kept_ms: int = KEPT_MS) -> None:
    """The text is on the clipboard until the time is over, the store is locked or more is copied.

    Args:
        text: Plain text.
        kept_ms: Milliseconds after which it is taken away again.
    """
    mark = str(next(_numbers)).encode("ascii")
    held = QMimeData()
    held.setText(text)
    held.setData(_OURS, mark)
    for kind, value in _NOT_REMEMBERED.items():
        held.setData(kind, value)
    _clear_at_end()
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(held)
    QTimer.singleShot(kept_ms, clipboard, partial(_take_away, mark))


@cache
def _clear_at_end() -> None:
    """Some systems keep the clipboard of a program that has ended."""
    application = QGuiApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(take_away)


def take_away() -> None:
    """Whatever this program put there for a while is gone, even where the time is not over."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.mimeData() is not None and clipboard.mimeData().hasFormat(_OURS):
        clipboard.clear()


def _take_away(mark: bytes) -> None:
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if held is not None and bytes(held.data(_OURS).data()) == mark:
        clipboard.clear()
