"""Puts a secret on the clipboard for a while, out of the way of what remembers clipboards."""

from __future__ import annotations

from functools import cache, partial
from itertools import count

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_MS = 60_000
"""How long it stays: time enough to paste it once."""
_OURS, _PLAIN = "application/x-mhlead-copied", "application/x-mhlead-plain"
_NOT_REMEMBERED: dict[str, bytes] = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}
"""Marks by which clipboard histories of KDE and Windows leave it out.

On macOS there is none: Qt puts a name of its own before every kind it does not know, so that the
mark of nspasteboard.org would reach nobody under its name. There it is only taken away again.
Source: Windows, "Cloud Clipboard and Clipboard History Formats"; Qt, `qmacmime.mm`.
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


def copy_plainly(text: str) -> None:
    """Text that is no secret, such as where a fault is, stays until something else is copied."""
    held = QMimeData()
    held.setText(text)
    held.setData(_PLAIN, b"1")
    QGuiApplication.clipboard().setMimeData(held)


def is_left_as_it_is() -> bool:
    """Whether what is on the clipboard was put there in one of these two ways."""
    held = QGuiApplication.clipboard().mimeData()
    return held is not None and (held.hasFormat(_OURS) or held.hasFormat(_PLAIN))


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
