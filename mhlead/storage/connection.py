"""One connection to the encrypted file, with every setting our promises rest on."""

from __future__ import annotations

import binascii
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from mhlead.domain.errors import StoreDamaged, StoreLocked
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.vault.data_key import DataKey, wipe
from mhlead.vault.disk import disk_faults

BUSY_S = 5.0
CACHE_KIB = 32 * 1024
WAL_LIMIT_BYTES = 16 * 1024 * 1024
STEPS_BETWEEN_LOOKS = 20_000
"""Steps of SQLite's machine, a millisecond or two, until `is_stopped` is asked again."""
_TEMP_IN_MEMORY = 2
_SHARED_BYTES = 64 * 1024
_MAY_BE_FULL = ("SQLITE_IOERR", "SQLITE_CANTOPEN")


@dataclass(frozen=True, slots=True)
class Keyed:
    """An encrypted file and what opens it.

    Args:
        path: The file.
        key: The data key; it is read at every new connection, so wiping it ends new ones.
        salt: SQLCipher's salt, sixteen bytes.
        is_stopped: Asked while a statement runs; True ends it with an error.
    """

    path: Path
    key: DataKey
    salt: bytes
    is_stopped: Callable[[], bool] | None = None


def connect(
    keyed: Keyed, *, create: bool = False, read_only: bool = False, forgives: bool = False
) -> sqlcipher.Connection:
    """An open connection that reads and writes the encrypted file only, and keeps temp in memory.

    Args:
        create: Make the file; otherwise a missing file is an error, never a new empty store.
        forgives: Open also a file that is shorter than it says, to save what is left of it.

    Raises:
        sqlcipher.Error: the file can't be opened, or the key is not its key.
        NoSpace: the disk is full.
        StoreDamaged: the file is shorter than it says ("cut-short").
        StoreLocked: the key was wiped, since the store was closed or goes on under another.
    """
    if keyed.key.is_wiped:
        raise StoreLocked
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = _plain(keyed, mode)
    try:
        _set_key(connection, keyed)
        _forgive(connection, forgives=forgives)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        _settle(connection, read_only=read_only)
        if keyed.is_stopped is not None:
            connection.set_progress_handler(keyed.is_stopped, STEPS_BETWEEN_LOOKS)
    except BaseException as error:
        TRIP_WIRE.absorb(connection)
        close(connection)
        if str(getattr(error, "sqlite_errorname", "")).startswith(_MAY_BE_FULL):
            refuse_full(keyed.path.parent)
        if not forgives and _is_cut_short(keyed, error):
            raise StoreDamaged("cut-short") from None
        raise
    return connection


def _is_cut_short(keyed: Keyed, error: BaseException) -> bool:
    """Whether a file that is taken for damaged opens once its length is not asked for."""
    if getattr(error, "sqlite_errorname", "") != "SQLITE_CORRUPT":
        return False
    return not _begins(keyed, forgives=False) and _begins(keyed, forgives=True)


def _begins(keyed: Keyed, *, forgives: bool) -> bool:
    """Whether a number of the first page can be read; no other page is asked for."""
    connection = _plain(keyed, "ro")
    try:
        _set_key(connection, keyed)
        _forgive(connection, forgives=forgives)
        connection.execute("PRAGMA user_version").fetchone()
    except sqlcipher.Error:
        return False
    finally:
        TRIP_WIRE.absorb(connection)
        close(connection)
    return True


def _plain(keyed: Keyed, mode: str) -> sqlcipher.Connection:
    """A connection without a key yet; `close` ends it."""
    connection = sqlcipher.connect(
        f"{keyed.path.absolute().as_uri()}?mode={mode}",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        timeout=BUSY_S,
    )
    try:
        with disk_faults():
            TRIP_WIRE.arm(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _forgive(connection: sqlcipher.Connection, *, forgives: bool) -> None:
    """SQLite asks no more whether the file is as long as it says."""
    if forgives:
        connection.execute("PRAGMA writable_schema=ON")


def refuse_full(folder: Path) -> None:
    """Tell a full disk from a damaged file: both are an input or output error when one opens.

    The first connection makes the file that readers and writers share; there SQLite does not say
    what was in the way.

    Raises:
        NoSpace: so much can't be written there.
    """
    with disk_faults(), tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(bytes(_SHARED_BYTES))
        probe.flush()


def has_log(path: Path) -> bool:
    """Whether the log with the newest changes lies beside a file; a good end takes it in."""
    return path.with_name(f"{path.name}-wal").is_file()


def close(connection: sqlcipher.Connection) -> None:
    """Close a connection made by `connect`."""
    TRIP_WIRE.disarm(connection)
    connection.close()


def _set_key(connection: sqlcipher.Connection, keyed: Keyed) -> None:
    """Hand the raw key over in a buffer that is wiped; it never stands in an SQL text or a str."""
    raw = keyed.key.raw()
    digits = bytearray(binascii.hexlify(raw))
    spec = bytearray(b"x'") + digits + binascii.hexlify(keyed.salt) + b"'"
    try:
        connection.set_key(spec)
    finally:
        for secret in (raw, digits, spec):
            wipe(secret)


def _settle(connection: sqlcipher.Connection, *, read_only: bool) -> None:
    execute = connection.execute
    execute("PRAGMA temp_store=MEMORY")
    if execute("PRAGMA temp_store").fetchone()[0] != _TEMP_IN_MEMORY:
        raise StoreDamaged("file")  # sorting would write plain text to the disk
    execute("PRAGMA foreign_keys=ON")
    execute("PRAGMA secure_delete=ON")
    execute("PRAGMA trusted_schema=OFF")
    execute("PRAGMA cell_size_check=ON")
    execute("PRAGMA mmap_size=0")
    execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    if not read_only:
        execute("PRAGMA journal_mode=WAL").fetchone()
        execute("PRAGMA synchronous=FULL")
        execute(f"PRAGMA journal_size_limit={WAL_LIMIT_BYTES}")
    connection.set_authorizer(_authorise)


def _authorise(
    action: int, first: str | None, second: str | None, _database: str | None, _by: str | None
) -> int:
    """Refuse to move temporary tables, which hold plain text, to a file."""
    is_temp_setting = (
        action == sqlcipher.SQLITE_PRAGMA
        and (first or "").lower().startswith("temp_store")
        and second is not None
    )
    return int(sqlcipher.SQLITE_DENY if is_temp_setting else sqlcipher.SQLITE_OK)
