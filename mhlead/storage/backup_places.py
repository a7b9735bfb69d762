"""Putting finished backups into their folders, and taking old ones out."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import stat
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from mhlead.domain.backup import (
    SUFFIX,
    BackupFile,
    BackupRefused,
    Placed,
    backup_name,
    made_at_of,
    to_keep,
)
from mhlead.domain.believed import ClockTrust
from mhlead.domain.errors import FileNotWritten, FileUnreadable, NoSpace
from mhlead.storage.backup_file import BackupReader, Stopped, digest_of, never
from mhlead.storage.passing_mark import PART
from mhlead.vault.disk import replace_patiently, sync_folder

_UNDER_WAY = timedelta(days=1)
_CODES = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.ENOENT: "not-there",
    errno.ENOTDIR: "not-there",
}
_NOT_PASSED = {
    "full": "full-to-pass",
    "read-only": "closed-to-pass",
    "not-there": "nowhere-to-pass",
    "not-written": "gone-to-pass",
}


def free_name(folders: Sequence[Path], store_id: str, at: datetime) -> str:
    """A name that none of the folders has yet; where one does, that of a second later."""
    while True:
        name = backup_name(store_id, at)
        if not any((folder / name).exists() for folder in folders):
            return name
        at += timedelta(seconds=1)


def put_into(
    finished: Path, folders: Sequence[Path], name: str, is_stopped: Stopped = never
) -> tuple[Placed, ...]:
    """What became of each folder; only finished files are ever seen there under that name.

    Raises:
        NoSpace, FileNotWritten: it lies in none of them.
    """
    near = [at for at, folder in enumerate(folders) if _is_near(finished, folder)]
    moved = near[-1] if near else len(folders)
    others = [at for at in range(len(folders)) if at != moved]
    wanted = digest_of(finished, is_stopped) if others else ""
    came = {at: _copied(finished, folders[at], name, wanted, is_stopped) for at in others}
    if near:  # it is not needed any more, so it need not be copied once more
        came[moved] = _told(folders[moved], lambda: _move(finished, folders[moved] / name))
    found = tuple(came[at] for at in range(len(folders)))
    if all(one.code for one in found):
        raise NoSpace if any(one.code == "full" for one in found) else FileNotWritten
    return found


def put_pass(
    finished: Path, folder: Path, name: str, just_before: Callable[[Path, Path], None]
) -> None:
    """The file to take the store from lies in the folder, whole; no half of it ever had its name.

    Args:
        finished: The file; it may be gone afterwards.
        folder: Where it is to lie.
        name: Its name there.
        just_before: Told once it lies there whole, before it gets its name, where it lies and
            where it goes.

    Raises:
        BackupRefused: it does not lie there: the folder is not there ("nowhere-to-pass"), full
            ("full-to-pass") or can't be written to ("closed-to-pass"), or it could not be written
            whole ("gone-to-pass").
    """
    # On the disk of the store it is whole already, where no program looks that copies to a cloud.
    part, target = finished, folder / name
    try:
        if not _is_near(finished, folder):
            _remove_half_copies(folder, name[: name.rindex("-")])
            part = _half(folder, name)
            _refuse_full(folder, finished.stat().st_size)
            _copy_whole(finished, part)
            _refuse_other(part, digest_of(finished))
        just_before(part, target)
        _move(part, target)
    except BaseException as error:
        for left in (part, target):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        code = _CODES.get(error.errno or 0, "not-written")
        raise BackupRefused(_NOT_PASSED[code]) from None


def list_backups(folder: Path, store_id: str) -> list[BackupFile]:
    """The backups of a store that lie in a folder, newest first; none where it can't be read."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            at = made_at_of(path.name, store_id)
            if at is not None:
                with contextlib.suppress(OSError):
                    about = path.stat()
                    if stat.S_ISREG(about.st_mode):
                        found.append(BackupFile(path.name, str(path), at, about.st_size))
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def newest_backup(store_id: str, folders: Sequence[Path]) -> BackupFile | None:
    """The newest backup of a store in any of the folders, by what stands in it and not its name."""
    found = [one for folder in dict.fromkeys(folders) for one in list_backups(folder, store_id)]
    for one in sorted(found, key=lambda each: each.made_at, reverse=True):
        with contextlib.suppress(BackupRefused, FileUnreadable):
            if BackupReader(Path(one.path)).header.store_id == store_id:
                return one
    return None


def remove_old(folder: Path, store_id: str, clock: ClockTrust, days: int | None) -> int:
    """How many backups were taken out of a folder, since newer ones stand for them.

    Args:
        folder: Where they lie.
        store_id: Of which store.
        clock: What the history makes of the clock.
        days: None is kept longer; None takes nothing out.
    """
    if days is None:
        return 0
    begin, _, moment = backup_name(store_id, clock.now - _UNDER_WAY).rpartition("-")
    _remove_half_copies(folder, begin, moment)
    found = list_backups(folder, store_id)
    kept = to_keep([one.made_at for one in found], clock.now, days, clock)
    removed = 0
    for one in found:
        if one.made_at not in kept:
            with contextlib.suppress(OSError):
                Path(one.path).unlink()
                removed += 1
    return removed


def _half(folder: Path, name: str) -> Path:
    """What a copy is called until it is whole: nothing that another computer copies there now."""
    return folder / f".{name}.{uuid.uuid4().hex[:8]}{PART}"


def _remove_half_copies(folder: Path, begin: str, before: str = "~") -> None:
    """What a killed program left of its copies goes: it would lie there for ever, unseen.

    Args:
        folder: Where they may lie.
        begin: How the names of the files begin, up to the moment.
        before: Only those of an earlier moment; others may be under way on another computer.
    """
    with contextlib.suppress(OSError):
        for path in folder.glob(f".{glob.escape(begin)}-*{SUFFIX}*{PART}"):
            if path.name[len(begin) + 2 :] < before:
                path.unlink(missing_ok=True)


def _is_near(finished: Path, folder: Path) -> bool:
    """Whether a folder is there, on the disk where the backup was made."""
    return folder.is_dir() and folder.stat().st_dev == finished.stat().st_dev


def _copied(finished: Path, folder: Path, name: str, wanted: str, is_stopped: Stopped) -> Placed:
    if not folder.is_dir():
        return Placed(str(folder), "not-there")
    # On the disk of the store the copy is made where no program looks that copies to a cloud.
    is_near = _is_near(finished, folder)
    part = finished.with_name(name + PART) if is_near else _half(folder, name)

    def copy() -> None:
        _refuse_full(folder, finished.stat().st_size)
        _copy_whole(finished, part)
        _refuse_other(part, wanted, is_stopped)
        _move(part, folder / name)

    try:
        return _told(folder, copy)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _told(folder: Path, work: Callable[[], None]) -> Placed:
    try:
        work()
    except OSError as error:
        return Placed(str(folder), _CODES.get(error.errno or 0, "not-written"))
    return Placed(str(folder))


def _refuse_other(part: Path, wanted: str, is_stopped: Stopped = never) -> None:
    if digest_of(part, is_stopped) != wanted:
        raise OSError


def _refuse_full(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size:
        raise OSError(errno.ENOSPC, "")


def _move(part: Path, target: Path) -> None:
    replace_patiently(part, target)
    try:
        sync_folder(target.parent)
    except OSError:
        target.unlink()  # it is told as not written, so nobody may find it there
        raise


def _copy_whole(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with source.open("rb") as read, target.open("xb") as write:
        with contextlib.suppress(OSError):  # a memory stick may know no rights
            target.chmod(0o600)
        shutil.copyfileobj(read, write, 1024 * 1024)
        write.flush()
        os.fsync(write.fileno())
