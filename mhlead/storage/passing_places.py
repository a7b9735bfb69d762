"""Places that may be gone tomorrow: temporary and mandatory profiles, folders in memory.

Windows says of a profile by `GetProfileType` (userprofile.h: PT_TEMPORARY 1, PT_ROAMING 2,
PT_MANDATORY 4) whether it is kept, and names a temporary one TEMP. FSLogix keeps a profile in a
container on a share, which its own settings in the registry say.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PureWindowsPath

from mhlead.domain.errors import UnsafePlace
from mhlead.domain.place import PlaceDoubt, PlaceJudged
from mhlead.storage.place import file_system_type, refuse_unsafe_place
from mhlead.storage.registry import machine_setting

_TEMPORARY, _MANDATORY = 1, 4
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})
_FSLOGIX = r"SOFTWARE\FSLogix\Profiles"

Profile = Callable[[], int]
Setting = Callable[[str, str], object]


def judge(folder: Path, candidates: list[Path]) -> PlaceJudged:
    """What speaks against a folder, and the first of other places against which nothing does."""
    doubt = doubt_of(folder)
    if doubt is None:
        return PlaceJudged(None)
    better = next((one for one in candidates if one != folder and doubt_of(one) is None), None)
    return PlaceJudged(doubt, str(better) if better else "")


def doubt_of(folder: Path) -> PlaceDoubt | None:
    """What speaks against a folder; None where nothing does."""
    try:
        refuse_unsafe_place(folder)
    except UnsafePlace as error:
        return PlaceDoubt(error.kind)
    if sys.platform == "win32":
        inside = Path.home() in Path(os.path.realpath(folder)).parents
        return windows_doubt(os.environ, profile_type, machine_setting) if inside else None
    return memory_doubt(Path(os.path.realpath(folder)), _mounts())


def windows_doubt(
    environment: Mapping[str, str], profile: Profile, setting: Setting
) -> PlaceDoubt | None:
    """What speaks against a place inside the person's Windows profile.

    Args:
        environment: The process's variables.
        profile: The flags that Windows gives of the profile.
        setting: A value of the machine's registry by key and name; None where there is none.
    """
    flags = profile()
    name = PureWindowsPath(environment.get("USERPROFILE", "")).name.upper()
    if flags & _TEMPORARY or name == "TEMP" or name.startswith("TEMP."):
        return PlaceDoubt.TEMPORARY_PROFILE
    if flags & _MANDATORY:
        return PlaceDoubt.MANDATORY_PROFILE
    if setting(_FSLOGIX, "Enabled") == 1:
        return PlaceDoubt.CONTAINER_PROFILE
    return None


def memory_doubt(folder: Path, mount_info: str) -> PlaceDoubt | None:
    """Whether a Linux folder lies in memory, or in the folder for temporary files."""
    passing = (Path(tempfile.gettempdir()), Path("/run"))
    in_temp = any(top in (folder, *folder.parents) for top in passing)
    is_passing = in_temp or file_system_type(folder, mount_info) in _IN_MEMORY
    return PlaceDoubt.MEMORY if is_passing else None


def profile_type() -> int:
    """What Windows says of the profile; 0 elsewhere, and where it does not say."""
    if sys.platform != "win32":
        return 0
    flags = ctypes.c_ulong()
    told = ctypes.windll.userenv.GetProfileType(ctypes.byref(flags))
    return int(flags.value) if told else 0


def _mounts() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def other_places(environment: Mapping[str, str], home: Path) -> list[Path]:
    """Places a store may well lie in, the usual one first."""
    if sys.platform == "win32":
        named = [environment.get(one) for one in ("LOCALAPPDATA", "PROGRAMDATA")]
        return [Path(one) / "mhlead" / "store" for one in named if one]
    if sys.platform == "darwin":
        return [home / "Library" / "Application Support" / "mhlead" / "store"]
    return [home / ".local" / "share" / "mhlead" / "store", home / "mhlead" / "store"]
