"""Hears from Windows that the session locks, is switched away from or ends, or that it sleeps.

Sources: Microsoft, WM_WTSSESSION_CHANGE, WTSRegisterSessionNotification, WM_POWERBROADCAST.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter

SESSION_CHANGE = 0x02B1
POWER = 0x0218
ENDING = frozenset({0x2, 0x4, 0x6, 0x7})
"""Console or remote desktop disconnected (the user is switched), logged off, locked."""
SUSPEND = 0x4
_THIS_SESSION = 0


class WindowsSession(QAbstractNativeEventFilter):
    """Looks at the messages of one window.

    Args:
        ending: Called when nobody is at the session any more.
    """

    def __init__(self, ending: Callable[[], None]) -> None:
        super().__init__()
        self._ending = ending

    def listen(self, window_id: int) -> bool:
        """Asks Windows to tell that window; whether it will."""
        if sys.platform != "win32":
            return False
        register = ctypes.windll.wtsapi32.WTSRegisterSessionNotification
        register.restype, register.argtypes = wintypes.BOOL, [wintypes.HWND, wintypes.DWORD]
        return bool(register(window_id, _THIS_SESSION))

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:
        if bytes(kind).startswith(b"windows_"):  # "generic" and "dispatcher" messages alike
            told = wintypes.MSG.from_address(int(message))
            if is_ending(told.message, told.wParam):
                self._ending()
        return False, 0


def is_ending(message: int, what: int) -> bool:
    """Whether the message says that nobody is at the session any more."""
    is_left = message == SESSION_CHANGE and what in ENDING
    return is_left or (message == POWER and what == SUSPEND)
