"""Hears from macOS that the screen locks or its saver starts: the distributed notifications.

Sources: Apple, CFNotificationCenterAddObserver; the names are those the login window and the screen
saver post. They are no documented interface: the time without a key locks in any case.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

LOCKED = ("com.apple.screenIsLocked", "com.apple.screensaver.didstart")
_UTF8 = 0x08000100  # kCFStringEncodingUTF8
_AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately
_LIBRARY = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"


class MacSession:
    """Listens for as long as it is kept.

    Args:
        ending: Called on the window's thread when the screen locks.
    """

    def __init__(self, ending: Callable[[], None]) -> None:
        self._ending = ending
        self._called: Any = None

    def listen(self) -> bool:
        """Begins to listen; whether it can."""
        if sys.platform != "darwin":
            return False
        core = ctypes.CDLL(_LIBRARY)
        pointer = ctypes.c_void_p
        kind = ctypes.CFUNCTYPE(None, pointer, pointer, pointer, pointer, pointer)
        self._called = kind(lambda *_: self._ending())
        core.CFNotificationCenterGetDistributedCenter.restype = pointer
        core.CFStringCreateWithCString.restype = pointer
        core.CFStringCreateWithCString.argtypes = [pointer, ctypes.c_char_p, ctypes.c_uint32]
        core.CFNotificationCenterAddObserver.argtypes = [
            *(pointer, pointer, kind, pointer, pointer, ctypes.c_long)
        ]
        center = core.CFNotificationCenterGetDistributedCenter()
        for name in LOCKED:
            told = core.CFStringCreateWithCString(None, name.encode(), _UTF8)
            core.CFNotificationCenterAddObserver(center, None, self._called, told, None, _AT_ONCE)
        return True
