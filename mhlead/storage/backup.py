"""Making a backup of an open store and trying whether one can be restored.

The copy counts only once it was read back on connections of its own and found to be the very state
of the store; a store that is not sound in some part is copied all the same, and the copy says so.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from mhlead import __version__
from mhlead.domain.audit import VerifyReport
from mhlead.domain.backup import BackupContents
from mhlead.domain.errors import Cancelled, NoSpace, StoreDamaged, StoreLocked
from mhlead.storage.backup_file import (
    BackupReader,
    Stopped,
    digest_of,
    never,
    sealed_history,
    write_backup,
)
from mhlead.storage.connection import Keyed, close, connect, refuse_full
from mhlead.storage.faults import storage_faults
from mhlead.storage.file_guard import FileGuard
from mhlead.storage.left_files import SCRATCH
from mhlead.storage.page_checks import STRUCTURE, row_counts, take_in_log
from mhlead.storage.verify import verify_store
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.header import Header

_TRIES = 3
_END = "SELECT seq, hash FROM audits ORDER BY seq DESC LIMIT 1"
_LINES = """
SELECT json_object('seq', seq, 'at', at, 'actor', actor, 'action', action,
                   'subject_ref', subject_ref, 'detail_commit', detail_commit,
                   'prev', prev, 'hash', hash)
FROM audits ORDER BY seq
"""
_FIRST_LINE = "SELECT json_object('format', 'mhlead-history/1', 'store_id', ?)"

Counts = dict[str, int]


@dataclass(frozen=True)
class Source:
    """The open store a backup is made of.

    Args:
        folder: Where it lies.
        keyed: Its encrypted file.
        header: Its key header.
        seal: Checks what signed its history.
        guard: Holds the file open.
    """

    folder: Path
    keyed: Keyed
    header: Header
    seal: AuditSeal
    guard: FileGuard


@dataclass(frozen=True)
class _Copied:
    """What stands in a copy: rows by table, the end of the history, revision, and history."""

    counts: Counts
    end: tuple[int, str]
    schema: str
    lines: bytes


@contextlib.contextmanager
def unless_locked(source: Source) -> Iterator[None]:
    """The store may be locked, or go on under another key, while a backup is made beside it.

    Raises:
        StoreLocked: it was.
    """
    try:
        yield
    except ValueError:
        if source.keyed.key.is_wiped:
            raise StoreLocked from None
        raise


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder of our own beside the store, gone afterwards; nothing in it is ever in clear."""
    made = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def clean_scratch(folder: Path) -> None:
    """No half-made backup is left from a crash; call it while holding the store's lock."""
    for left in folder.glob(f"{SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)


def make_backup(
    source: Source,
    place: Path,
    *,
    now: datetime,
    by: str,
    is_stopped: Stopped = never,
    pass_id: str = "",
) -> tuple[Path, BackupContents]:
    """A finished backup of the newest state in a folder for it to be moved from.

    Args:
        source: The open store.
        place: A scratch folder.
        now: The moment.
        by: Member of staff at work, or "".
        is_stopped: Asked now and then; True ends the work.
        pass_id: The mark of a file that the store is passed on in.

    Raises:
        NoSpace: less than twice the size of the store is free.
        StoreDamaged: pages of the store can't be read, so no copy of it is whole.
        Cancelled: `is_stopped` said so.
    """
    size = source.keyed.path.stat().st_size
    if shutil.disk_usage(place).free < 2 * size:
        raise NoSpace
    source = replace(source, keyed=replace(source.keyed, is_stopped=is_stopped))
    copied = replace(source.keyed, path=place / "store.db")
    found, report = _looked_through(source, copied, now, in_bytes=True)
    if _has_bad_pages(report):  # a copy row by row leaves out pages that hold nothing any more
        found, report = _looked_through(source, copied, now, in_bytes=False)
    if _has_bad_pages(report):
        refuse_full(place)  # a check that could not go on takes that for damage too
        raise StoreDamaged("page")
    history = sealed_history(copied.key, source.header, found.lines)
    contents = BackupContents(
        made_at=now,
        made_by=by,
        program=__version__,
        schema=found.schema,
        counts=tuple(found.counts.items()),
        events=report.events,
        last_sequence=report.last_sequence,
        last_hash=report.last_hash,
        faults=fault_names(report),
        db_bytes=copied.path.stat().st_size,
        db_sha256=digest_of(copied.path, is_stopped),
        history_bytes=len(history),
        history_sha256=hashlib.sha256(history).hexdigest(),
        pass_id=pass_id,
    )
    path = place / "finished"
    write_backup(path, copied.key, source.header, contents, copied.path, history, is_stopped)
    copied.path.unlink()
    BackupReader(path).check_bytes(copied.key, is_stopped)
    return path, contents


def try_backup(
    source: Source, path: Path, *, now: datetime, is_stopped: Stopped = never
) -> tuple[BackupContents, VerifyReport]:
    """What a backup of this store says and what was found in it; it was restored and taken away.

    Raises:
        BackupRefused: it is damaged or of another key.
        NoSpace: there is no room to restore it to.
    """
    reader = BackupReader(path)
    contents = reader.check_bytes(source.keyed.key, is_stopped)
    with scratch(source.folder) as place:
        target = Keyed(
            place / "store.db", source.keyed.key, reader.header.salt, is_stopped=is_stopped
        )
        return contents, tried(reader, contents, target, source.seal, now)


def tried(
    reader: BackupReader,
    contents: BackupContents,
    target: Keyed,
    seal: AuditSeal,
    now: datetime,
) -> VerifyReport:
    """The report on a backup's database in its new place, which holds what the manifest says.

    Raises:
        BackupRefused: it is damaged.
        StoreDamaged: what it holds is not what its manifest says.
        NoSpace: there is no room for it.
    """
    if shutil.disk_usage(target.path.parent).free < 2 * contents.db_bytes:
        raise NoSpace
    with storage_faults(target.path.parent):
        reader.extract(contents, target.path, target.is_stopped or never)
        report = verify_store(None, target, reader.header, seal, now)
        connection = connect(target)
        try:
            counts = row_counts(connection)
        finally:
            close(connection)
    end = (report.last_sequence, report.last_hash)
    if counts != dict(contents.counts) or end != (contents.last_sequence, contents.last_hash):
        raise StoreDamaged("rows")
    return report


def fault_names(report: VerifyReport) -> tuple[str, ...]:
    """What is not sound, each once, without its place."""
    return tuple(dict.fromkeys(f"{fault.part}:{fault.code}" for fault in report.faults))


def history_lines(keyed: Keyed, store_id: str) -> bytes:
    """The history as a file that anybody can check: one event a line, no name, no detail."""
    connection = connect(keyed)
    try:
        return _lines(connection, store_id)
    finally:
        close(connection)


def _lines(connection: sqlcipher.Connection, store_id: str) -> bytes:
    first = connection.execute(_FIRST_LINE, (store_id,)).fetchone()
    rows = connection.execute(_LINES).fetchall()
    return "".join(f"{row[0]}\n" for row in (first, *rows)).encode()


def _looked_through(
    source: Source, copied: Keyed, now: datetime, *, in_bytes: bool
) -> tuple[_Copied, VerifyReport]:
    with storage_faults(copied.path.parent):
        found = _copy(source, copied, in_bytes=in_bytes)
        report = verify_store(None, copied, source.header, source.seal, now, reads_rows=False)
    return found, report


def _has_bad_pages(report: VerifyReport) -> bool:
    return any(one.part == "pages" and one.place != STRUCTURE for one in report.faults)


def _copy(source: Source, copied: Keyed, *, in_bytes: bool) -> _Copied:
    """The copy is there, and has as many rows of each table as the very state it was made of.

    Each writing adds a line to the history, so a copy with the same last line is of the same
    state. While somebody goes on writing, the last try keeps them waiting.
    """
    for left in reversed(range(_TRIES)):
        copied.path.unlink(missing_ok=True)
        take_in_log(source.keyed)
        seen = connect(source.keyed)
        try:
            seen.execute("BEGIN" if left else "BEGIN IMMEDIATE")
            counts, end = row_counts(seen), _end(seen)
            _write_copy(source, copied.path, in_bytes=in_bytes)
        finally:
            close(seen)
        found = _look(copied, source.header.store_id)
        if found.end == end:
            if found.counts != counts:
                raise StoreDamaged("page")
            return found
    raise StoreDamaged("rows")


def _write_copy(source: Source, target: Path, *, in_bytes: bool) -> None:
    """A copy of the state that a transaction has begun to read.

    Where the log was empty when it had begun, the transaction reads the file alone, and SQLite lets
    no log into the file until it ends: so its bytes are the state, and need not be decrypted.
    """
    log = source.keyed.path.with_name(f"{source.keyed.path.name}-wal")
    if in_bytes and log.exists() and not log.stat().st_size:
        source.guard.copy_to(target, source.keyed.is_stopped or never)
    else:
        _vacuum_into(source.keyed, target)


def _look(copied: Keyed, store_id: str) -> _Copied:
    """What a fresh connection reads in the copy."""
    connection = connect(copied, read_only=True)
    try:
        (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return _Copied(
            row_counts(connection), _end(connection), schema, _lines(connection, store_id)
        )
    finally:
        close(connection)


def _vacuum_into(keyed: Keyed, target: Path) -> None:
    connection = connect(keyed)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlcipher.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise Cancelled from None
        raise
    finally:
        close(connection)


def _end(connection: sqlcipher.Connection) -> tuple[int, str]:
    row = connection.execute(_END).fetchone()
    return (row[0], row[1]) if row else (0, "")
