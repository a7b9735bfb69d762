"""Restoring a backup to a new place; what can't be restored whole leaves nothing behind."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mhlead.domain.audit import VerifyReport
from mhlead.domain.backup import BackupContents
from mhlead.domain.errors import StoreFolderNotEmpty
from mhlead.storage.backup import tried
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import Keyed
from mhlead.storage.place import refuse_unsafe_place
from mhlead.storage.upgrade import refuse_newer
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.disk import disk_faults, sync_folder
from mhlead.vault.header import Header
from mhlead.vault.header_files import save_header
from mhlead.vault.keys import Unlocked


def restore_to(
    path: Path, folder: Path, opening: Callable[[Header], Unlocked], now: datetime
) -> tuple[BackupContents, VerifyReport]:
    """The backup's store lies in the folder, checked there, and can be opened as any other.

    Args:
        path: The backup.
        folder: A new or empty folder.
        opening: Opens the key header by what the person typed.
        now: The moment.

    Raises:
        BackupRefused, WrongPassphrase, WrongRecoveryKey, StoreTooNew, StoreFolderNotEmpty,
        UnsafePlace, NoSpace, StoreReadOnly, StoreDamaged: nothing is left in the folder.
    """
    refuse_unsafe_place(folder)
    reader = BackupReader(path)
    with disk_faults():
        is_new = not folder.exists()
        if not is_new and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreFolderNotEmpty
    unlocked = opening(reader.header)
    try:
        contents = reader.check_bytes(unlocked.key)
        refuse_newer(contents.schema)
        with disk_faults():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return contents, _fill(folder, reader, contents, unlocked, now)
        except BaseException:
            _empty(folder, is_new=is_new)
            raise
    finally:
        unlocked.key.wipe()


def look_through(
    path: Path, opening: Callable[[Header], Unlocked], scratch: Path, now: datetime
) -> tuple[BackupContents, VerifyReport]:
    """What a backup says and what was found in it, by what opens it; no store is needed.

    Raises:
        BackupRefused, WrongPassphrase, WrongRecoveryKey, StoreTooNew, NoSpace, StoreDamaged.
    """
    reader = BackupReader(path)
    unlocked = opening(reader.header)
    try:
        contents = reader.check_bytes(unlocked.key)
        refuse_newer(contents.schema)
        target = Keyed(scratch / "store.db", unlocked.key, reader.header.salt)
        return contents, tried(reader, contents, target, AuditSeal(unlocked.key), now)
    finally:
        unlocked.key.wipe()


def _fill(
    folder: Path, reader: BackupReader, contents: BackupContents, unlocked: Unlocked, now: datetime
) -> VerifyReport:
    header = reader.header
    target = Keyed(folder / header.db_file, unlocked.key, header.salt)
    report = tried(reader, contents, target, AuditSeal(unlocked.key), now)
    save_header(folder, header)
    with disk_faults():
        sync_folder(folder.parent)
    return report


def _empty(folder: Path, *, is_new: bool) -> None:
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            path.unlink(missing_ok=True)
        if is_new:
            shutil.rmtree(folder)
