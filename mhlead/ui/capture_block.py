"""Keeps the window out of screenshots and shared screens, but for a while that somebody asked for.

Windows draws the window black there (SetWindowDisplayAffinity, WDA_EXCLUDEFROMCAPTURE since version
2004 of Windows 10), macOS leaves it out (NSWindow.sharingType). Nothing on Linux does it. A camera
before the screen sees everything.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

ALLOWED_MINUTES = 10
_SECOND_MS = 1000
_EXCLUDED, _SHARED = 0x11, 0x0
_MAC_NONE, _MAC_READ_ONLY = 0, 1


def can_be_kept_out() -> bool:
    """Whether this system keeps a window out of captures at all."""
    return sys.platform in {"win32", "darwin"}


def keep_out(window_id: int, is_out: bool) -> bool:
    """The window is left out of captures, or no longer; whether the system did it."""
    if sys.platform == "win32":
        kind = _EXCLUDED if is_out else _SHARED
        block = ctypes.windll.user32.SetWindowDisplayAffinity
        block.restype, block.argtypes = wintypes.BOOL, [wintypes.HWND, wintypes.DWORD]
        return bool(block(window_id, kind))
    if sys.platform == "darwin":
        return _keep_out_mac(window_id, is_out=is_out)
    return False


def _keep_out_mac(view: int, *, is_out: bool) -> bool:
    runtime = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
    pointer = ctypes.c_void_p
    runtime.sel_registerName.restype = pointer
    runtime.sel_registerName.argtypes = [ctypes.c_char_p]
    send = runtime.objc_msgSend
    send.restype, send.argtypes = pointer, [pointer, pointer]
    window = send(view, runtime.sel_registerName(b"window"))
    if not window:
        return False
    send.restype, send.argtypes = None, [pointer, pointer, ctypes.c_ulong]
    kind = _MAC_NONE if is_out else _MAC_READ_ONLY
    send(window, runtime.sel_registerName(b"setSharingType:"), kind)
    return True


class CaptureBlock(QObject):
    """Every window of the program is blocked; an exception ends by itself, and at every lock.

    Attributes:
        changed: For how many seconds captures are still allowed; 0 where they are blocked.
    """

    changed = Signal(int)

    def __init__(self, parent: QObject, keep: Callable[[int, bool], bool] | None = None) -> None:
        """Watches windows as they are shown.

        Args:
            parent: Who owns this.
            keep: Leaves a window out of captures, or no longer; the system's way by default.
        """
        super().__init__(parent)
        self._keep = keep or keep_out
        self.can_block = keep is not None or can_be_kept_out()
        self.is_on = True
        self.seconds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self._second)
        app = QApplication.instance()
        if self.can_block and app is not None:
            app.installEventFilter(self)

    def set_on(self, *, is_on: bool) -> None:
        """Windows are left out of captures from now on, or never."""
        if is_on is not self.is_on:
            self.is_on = is_on
            self._apply()

    def allow(self, minutes: int = ALLOWED_MINUTES) -> None:
        """Captures see the windows for so many minutes; it is said for as long as it lasts."""
        self.seconds = minutes * 60
        self._timer.start()
        self._apply()
        self.changed.emit(self.seconds)

    def end(self) -> None:
        """Captures no longer see the windows."""
        if self.seconds:
            self._timer.stop()
            self.seconds = 0
            self._apply()
            self.changed.emit(0)

    def _second(self) -> None:
        if self.seconds <= 1:
            self.end()
        else:
            self.seconds -= 1
            self.changed.emit(self.seconds)

    def _apply(self) -> None:
        if self.can_block:
            for widget in QApplication.topLevelWidgets():
                if widget.isVisible():
                    self._keep(int(widget.winId()), self._is_blocked())

    def _is_blocked(self) -> bool:
        return self.is_on and not self.seconds

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() == QEvent.Type.Show
        if is_shown and isinstance(watched, QWidget) and watched.isWindow():
            self._keep(int(watched.winId()), self._is_blocked())
        return False
