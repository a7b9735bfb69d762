"""Restoring a backup to a new place; what can't be restored whole leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mhlead.domain.audit import VerifyReport
from mhlead.domain.backup import BackupContents
from mhlead.storage.backup import tried
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import Keyed
from mhlead.storage.new_folder import NewFolder, refuse_in_use
from mhlead.storage.place import refuse_unsafe_place
from mhlead.storage.upgrade import refuse_newer
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.header import Header
from mhlead.vault.header_files import save_header
from mhlead.vault.keys import Unlocked


@dataclass(frozen=True)
class Filled:
    """A folder that a backup's store lies in, and does not count in yet.

    Attributes:
        contents: What the backup says of itself.
        report: What was found in the folder.
    """

    place: NewFolder
    contents: BackupContents
    report: VerifyReport


def restore_to(
    path: Path, folder: Path, opening: Callable[[Header], Unlocked], now: datetime
) -> Filled:
    """The backup's store lies in the folder, checked there; it counts once the folder is finished.

    Args:
        path: The backup.
        folder: A new or empty folder, or one where an earlier try was not finished.
        opening: Opens the key header by what the person typed.
        now: The moment.

    Raises:
        BackupRefused, WrongPassphrase, WrongRecoveryKey, StoreTooNew, StoreFolderNotEmpty,
        UnsafePlace, NoSpace, StoreReadOnly, StoreDamaged, StoreInUse: nothing is left in the
        folder.
    """
    refuse_unsafe_place(folder)
    reader = BackupReader(path)
    refuse_in_use(folder)
    unlocked = opening(reader.header)
    try:
        contents = reader.check_bytes(unlocked.key)
        refuse_newer(contents.schema)
        place = NewFolder(folder)
        try:
            return Filled(place, contents, _fill(folder, reader, contents, unlocked, now))
        except BaseException:
            place.take_away()
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
    return report
