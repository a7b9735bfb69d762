"""Values of the Windows registry, which is only read; there are none on other systems."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
"""Where Windows keeps which folders Documents, Desktop and Pictures are, also once moved."""

SYNC_ROOTS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
"""Where programs that keep a folder in step with a cloud tell the Explorer of it."""
ROOTS_OF_USERS = "UserSyncRoots"


def machine_setting(key: str, name: str) -> object:
    """A value of the machine; None where there is none."""
    if sys.platform != "win32":
        return None
    import winreg

    with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
        return winreg.QueryValueEx(opened, name)[0]
    return None


def own_texts(key: str) -> list[str]:
    """Every text under a key of the person at work."""
    if sys.platform != "win32":
        return []
    import winreg

    with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
        return _texts(winreg, opened)
    return []


def synced_roots() -> list[str]:
    """Every folder that any program of this machine keeps in step with a cloud."""
    if sys.platform != "win32":
        return []
    import winreg

    return texts_of_parts(winreg, SYNC_ROOTS, ROOTS_OF_USERS)


def texts_of_parts(winreg: Any, key: str, part: str) -> list[str]:
    """Every text under one key in each of the keys below another one of the machine.

    Args:
        winreg: The module of the standard library, which only Windows has.
        key: The key above.
        part: The key in each.
    """
    found: list[str] = []
    with (
        contextlib.suppress(OSError),
        winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as manager,
    ):
        for number in range(winreg.QueryInfoKey(manager)[0]):
            with contextlib.suppress(OSError):
                name = winreg.EnumKey(manager, number)
                with winreg.OpenKey(manager, f"{name}\\{part}") as opened:
                    found += _texts(winreg, opened)
    return found


def _texts(winreg: Any, opened: Any) -> list[str]:
    values = (winreg.EnumValue(opened, at)[1] for at in range(winreg.QueryInfoKey(opened)[1]))
    return [value for value in values if isinstance(value, str)]
