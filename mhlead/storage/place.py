"""Whether a live store may lie in a folder: never where a program copies it while it is written.

A copier takes the files one after the other; nearly every copy of a busy store is then broken. On a
network share the write-ahead log needs memory that two machines don't have in common.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from mhlead.domain.errors import FileUnreadable, UnsafePlace
from mhlead.plain_files import read_plain
from mhlead.storage.registry import SHELL_FOLDERS, own_texts, synced_roots
from mhlead.vault.header_files import COPIES

ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
SYNCED_MAC = ("Library/Mobile Documents", "Library/CloudStorage")
ICLOUD_DRIVE = "Library/Mobile Documents/com~apple~CloudDocs"
MOVED_INTO_ICLOUD = ("Desktop", "Documents")
"""Where macOS keeps these two in iCloud, its drive holds a link to each of them."""
NETWORK_TYPES = frozenset(
    {"9p", "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs"}
    | {"nfs", "nfs4", "smb2", "smb3", "smbfs", "webdav"}
)
LOCAL_FUSE = frozenset(
    {"fuse.encfs", "fuse.exfat", "fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.mergerfs"}
    | {"fuse.ntfs-3g"}
)
_DRIVE_REMOTE = 4  # GetDriveTypeW, winbase.h
_VARIABLE = re.compile(r"%([^%]+)%")
_OCTAL = re.compile(r"\\([0-7]{3})")  # how the kernel writes a space
_MAC_LOCAL = 0x1000  # MNT_LOCAL, sys/mount.h
_MAC_FLAGS_AT = 64  # offset of f_flags in struct statfs with 64-bit inodes
_MAC_STATFS_BYTES = 2168


def refuse_unsafe_place(folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Let only a local folder pass that no program copies elsewhere, and that is in no store.

    Args:
        folder: Where the store is to lie; it need not exist yet.
        environment: Variables that name synced folders; the process's own by default.

    Raises:
        UnsafePlace: "synced", "network" or "in-store".
        FileUnreadable: no folder can have that name.
    """
    try:
        real = Path(os.path.realpath(folder))
    except ValueError:  # no folder can have that name: it holds half a character or a null
        raise FileUnreadable from None
    above = [parent / name for parent in real.parents for name in COPIES]
    if any(os.path.exists(one) for one in above):  # noqa: PTH110 - no, where it may not look
        raise UnsafePlace("in-store")  # it would go when somebody clears the other one away
    if is_unc(str(folder)) or is_unc(str(real)) or _is_network(real):
        raise UnsafePlace("network")
    synced = synced_folders(os.environ if environment is None else environment, Path.home())
    if any(lies_in(real, place) for place in synced):
        raise UnsafePlace("synced")


def lies_in(folder: Path, place: Path, *, is_exact: bool = sys.platform != "darwin") -> bool:
    """Whether a folder is a place or lies in it; macOS tells capitals apart no more than Windows.

    Args:
        folder, place: Both without links in them.
        is_exact: Capitals count; of a path of Windows they never do.
    """
    if not is_exact:
        folder, place = Path(str(folder).casefold()), Path(str(place).casefold())
    return folder == place or place in folder.parents


def is_unc(folder: str) -> bool:
    """Whether a Windows path names another machine, server and share after two backslashes."""
    if sys.platform != "win32" and not folder.startswith("\\\\"):
        return False
    drive = PureWindowsPath(folder).drive
    return drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\"))


def synced_folders(environment: Mapping[str, str], home: Path) -> list[Path]:
    """The folders that OneDrive, iCloud, Dropbox and the like keep in step with a server."""
    named = [environment[name] for name in ONEDRIVE_VARIABLES if environment.get(name)]
    places = [Path(name) for name in named]
    places += moved_into_onedrive(own_texts(SHELL_FOLDERS), environment)
    places += [Path(one) for one in synced_roots() if one]
    places += [home / name for name in SYNCED_MAC]
    places += [home / ICLOUD_DRIVE / name for name in MOVED_INTO_ICLOUD]
    for settings in _dropbox_settings(environment, home):
        places += _dropbox_folders(settings)
    return [Path(os.path.realpath(place)) for place in places]


def moved_into_onedrive(shell_folders: Sequence[str], environment: Mapping[str, str]) -> list[Path]:
    """Folders such as Documents that OneDrive has moved into its own.

    Args:
        shell_folders: Where Windows says they are, with variables such as %USERPROFILE%.
        environment: The variables.
    """
    upper = {name.upper(): value for name, value in environment.items()}
    named = [_VARIABLE.sub(lambda one: upper.get(one[1].upper(), ""), one) for one in shell_folders]
    return [
        Path(one)
        for one in named
        if any(part.upper().startswith("ONEDRIVE") for part in PureWindowsPath(one).parts)
    ]


def file_system_type(folder: Path, mount_info: str) -> str:
    """The type of the Linux file system a folder lies on, by the text of `/proc/self/mountinfo`."""
    best, found = -1, ""
    for line in mount_info.splitlines():
        fields = line.split(" ")
        if len(fields) < 10 or "-" not in fields:
            continue
        point = PurePosixPath(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4]))
        is_above = point == PurePosixPath(folder) or point in PurePosixPath(folder).parents
        if is_above and len(point.parts) >= best:
            best, found = len(point.parts), fields[fields.index("-") + 1]
    return found


def _is_network(real: Path) -> bool:
    if sys.platform == "win32":
        anchor = ctypes.c_wchar_p(real.anchor)
        return int(ctypes.windll.kernel32.GetDriveTypeW(anchor)) == _DRIVE_REMOTE
    if sys.platform == "darwin":
        return _mac_is_network(real)
    try:
        mount_info = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return is_network_type(file_system_type(real, mount_info))


def is_network_type(kind: str) -> bool:
    """Whether a Linux file system keeps its files on another machine; an unknown FUSE one may."""
    return kind in NETWORK_TYPES or (kind.startswith("fuse.") and kind not in LOCAL_FUSE)


def _mac_is_network(real: Path) -> bool:
    existing = next(place for place in (real, *real.parents) if place.exists())
    library = ctypes.CDLL(None, use_errno=True)
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs
    buffer = ctypes.create_string_buffer(_MAC_STATFS_BYTES)
    if statfs(os.fsencode(existing), buffer) != 0:
        return False
    flags = ctypes.c_uint32.from_buffer(buffer, _MAC_FLAGS_AT).value
    return not flags & _MAC_LOCAL


def _dropbox_settings(environment: Mapping[str, str], home: Path) -> list[Path]:
    roots = [Path(environment[name]) for name in ("APPDATA", "LOCALAPPDATA") if name in environment]
    return [root / "Dropbox" / "info.json" for root in roots] + [home / ".dropbox" / "info.json"]


def _dropbox_folders(settings: Path) -> list[Path]:
    """The folders Dropbox's own `info.json` names, one for each account."""
    try:
        accounts = json.loads(read_plain(settings))
        return [Path(account["path"]) for account in accounts.values()]
    except (OSError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return []
