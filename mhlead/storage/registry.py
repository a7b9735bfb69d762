"""Values of the Windows registry, which is only read; there are none on other systems."""

from __future__ import annotations

import contextlib
import sys

SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
"""Where Windows keeps which folders Documents, Desktop and Pictures are, also once moved."""


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

    found: list[str] = []
    with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
        for number in range(winreg.QueryInfoKey(opened)[1]):
            value = winreg.EnumValue(opened, number)[1]
            if isinstance(value, str):
                found.append(value)
    return found
