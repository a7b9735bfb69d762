"""The one file a backup is: two lines in clear, the encrypted database, the sealed history.

Every byte is covered: the lines by their canonical form, the header by its MAC and as what the
manifest is bound to, the database and the history by digests in the manifest, the end by sizes.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from mhlead.domain.backup import BackupContents, BackupRefused
from mhlead.domain.errors import Cancelled, FileUnreadable, StoreDamaged
from mhlead.plain_files import open_plain
from mhlead.vault.backup_seal import (
    LONGEST_LINE_BYTES,
    Preamble,
    opened_part,
    read_preamble,
    sealed_part,
)
from mhlead.vault.data_key import DataKey
from mhlead.vault.header import Header
from mhlead.vault.keys import verify_header

MANIFEST, HISTORY = "manifest", "history"
_CHUNK_BYTES = 1024 * 1024
_MOST_SAVED, _LEAST_BOUND_BYTES = 64, 1024 * 1024
_FAST = 1  # hashes hardly shrink; more effort would only take longer

Stopped = Callable[[], bool]


def never() -> bool:
    """Nobody asks to stop."""
    return False


def sealed_history(key: DataKey, header: Header, lines: bytes) -> bytes:
    """The history as it stands in a backup."""
    return sealed_part(key, header, HISTORY, zlib.compress(lines, _FAST))


def write_backup(
    path: Path,
    key: DataKey,
    header: Header,
    contents: BackupContents,
    database: Path,
    history: bytes,
    is_stopped: Stopped = never,
) -> None:
    """A new file holds the backup, on the disk; `BackupReader.check_bytes` reads it back.

    Raises:
        OSError: it could not be written.
        Cancelled: it was to stop; a part of it may be left.
    """
    fields = asdict(contents) | {
        "made_at": contents.made_at.isoformat(),
        "counts": dict(contents.counts),
    }
    manifest = sealed_part(key, header, MANIFEST, json.dumps(fields).encode())
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as target, database.open("rb") as source:
        target.write(Preamble(header, manifest).to_bytes())
        while chunk := source.read(_CHUNK_BYTES):
            if is_stopped():
                raise Cancelled
            target.write(chunk)
        target.write(history)
        target.flush()
        os.fsync(target.fileno())


class BackupReader:
    """A backup that lies on a disk; only its first lines are read until a key is given.

    Args:
        path: The file.

    Raises:
        BackupRefused: "not-a-backup", "newer", "damaged", "empty" or "cut".
        FileUnreadable: it can't be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with open_plain(path) as file:
                first = file.readline(LONGEST_LINE_BYTES)
                second = file.readline(LONGEST_LINE_BYTES)
                self._start = file.tell()
                self._size = os.fstat(file.fileno()).st_size
        except OSError:
            raise FileUnreadable from None
        preamble = read_preamble(first, second)
        self.header, self._manifest = preamble.header, preamble.manifest

    def contents(self, key: DataKey) -> BackupContents:
        """What the backup says of itself.

        Raises:
            BackupRefused: it was not copied to its end ("cut") or was changed ("damaged"), or this
                is not the key it was made with ("other-key").
        """
        try:
            verify_header(self.header, key)
        except StoreDamaged:
            raise BackupRefused("other-key") from None
        fields = json.loads(opened_part(key, self.header, MANIFEST, self._manifest))
        contents = _contents(fields)
        whole = self._start + contents.db_bytes + contents.history_bytes
        if self._size != whole:
            raise BackupRefused("cut" if self._size < whole else "damaged")
        return contents

    def extract(self, contents: BackupContents, target: Path, is_stopped: Stopped = never) -> None:
        """The encrypted database is in a new file, on the disk.

        Raises:
            BackupRefused: it is not the one that was put in ("damaged"); nothing is left.
            OSError: it could not be written; nothing is left.
        """
        try:
            with open_plain(self.path) as source, target.open("xb") as file:
                target.chmod(0o600)
                source.seek(self._start)
                found = _digest(source, contents.db_bytes, is_stopped, file)
                file.flush()
                os.fsync(file.fileno())
            _refuse_other(found, contents.db_sha256)
        except BaseException:
            target.unlink(missing_ok=True)
            raise

    def history(self, key: DataKey, contents: BackupContents) -> bytes:
        """The lines of the history.

        Raises:
            BackupRefused: they are not those that were put in ("damaged", "overlong").
        """
        try:
            with open_plain(self.path) as source:
                source.seek(self._start + contents.db_bytes)
                sealed = source.read(contents.history_bytes)
        except OSError:
            raise FileUnreadable from None
        _refuse_other(hashlib.sha256(sealed).hexdigest(), contents.history_sha256)
        return _unpacked(opened_part(key, self.header, HISTORY, sealed))

    def check_bytes(self, key: DataKey, is_stopped: Stopped = never) -> BackupContents:
        """Every byte is as it was written.

        Raises:
            BackupRefused: it is not ("damaged").
        """
        contents = self.contents(key)
        try:
            with open_plain(self.path) as source:
                source.seek(self._start)
                found = _digest(source, contents.db_bytes, is_stopped)
        except OSError:
            raise FileUnreadable from None
        _refuse_other(found, contents.db_sha256)
        self.history(key, contents)
        return contents


def _unpacked(packed: bytes) -> bytes:
    """What was packed, never more than packing a history can have saved: hashes hardly shrink.

    Raises:
        BackupRefused: it would be far longer than a history ("overlong"), or is none ("damaged").
    """
    reader, most = zlib.decompressobj(), _LEAST_BOUND_BYTES + _MOST_SAVED * len(packed)
    try:
        found = reader.decompress(packed, most)
    except zlib.error:
        raise BackupRefused("damaged") from None
    if not reader.eof:
        raise BackupRefused("overlong" if len(found) == most else "damaged")
    return found


def _refuse_other(found: str, wanted: str) -> None:
    if found != wanted:
        raise BackupRefused("damaged")


def digest_of(path: Path, is_stopped: Stopped = never) -> str:
    """SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return _digest(file, path.stat().st_size, is_stopped)


def _digest(
    source: BinaryIO, size: int, is_stopped: Stopped, target: BinaryIO | None = None
) -> str:
    """SHA-256 of so many bytes, which are written to the target on the way."""
    digest, left = hashlib.sha256(), size
    while left:
        if is_stopped():
            raise Cancelled
        chunk = source.read(min(_CHUNK_BYTES, left))
        if not chunk:
            break
        digest.update(chunk)
        left -= len(chunk)
        if target is not None:
            target.write(chunk)
    return digest.hexdigest()


def _contents(fields: dict[str, Any]) -> BackupContents:
    try:
        return BackupContents(
            **fields
            | {
                "made_at": datetime.fromisoformat(fields["made_at"]),
                "counts": tuple(fields["counts"].items()),
                "faults": tuple(fields["faults"]),
            }
        )
    except (KeyError, TypeError, ValueError):
        raise BackupRefused("newer") from None  # whoever sealed it had the key
