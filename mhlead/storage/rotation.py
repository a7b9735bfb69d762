"""The store under a new data key: a new file beside the old one, then one switch of the header.

Until the header names the new file, the old one is the store; from then on the new one is. What a
crash leaves of the other is deleted at the next opening. The key is never changed in place: after a
crash nobody would know which key is right.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, bindparam, select, update

from mhlead.domain.errors import NoSpace, StoreDamaged
from mhlead.storage.chain_check import chain_faults
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.faults import storage_faults
from mhlead.storage.header_inside import follow
from mhlead.storage.left_files import next_file, remove_with_log
from mhlead.storage.open_file import OpenFile
from mhlead.storage.page_checks import broken_links, broken_pages, row_counts
from mhlead.storage.schema import expected_schema, schema_of
from mhlead.storage.tables import TRIGGERS, audits
from mhlead.storage.typed_file import TypedFile, carry_typed
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.disk import disk_faults, sync_folder
from mhlead.vault.header import Header
from mhlead.vault.header_files import load_header, save_or_know
from mhlead.vault.keys import Unlocked
from mhlead.vault.rotation import rotated

ROOM = 2.5
"""Times its own size a store needs free, for the new file and its log."""


def rotate(
    file: OpenFile, without: frozenset[str], by: str, step: Callable[[str], None] = lambda _: None
) -> None:
    """The store goes on under a new key, without some slots; the others need nobody there.

    Args:
        file: The open store; nobody else may write to it meanwhile.
        without: Identifiers of the slots that end.
        by: The member of staff at work.
        step: Told the name of each step once it is done.

    Raises:
        NotAllowed: no passphrase would be left ("last-slot").
        NoSpace: there is no room for a second file.
        StoreDamaged: the store or the new file is not sound; the store is as it was.
    """
    name = next_file(file.header.generation + 1)
    newer, key = rotated(file.header, db_file=name, without=without)
    if shutil.disk_usage(file.folder).free < ROOM * file.keyed.path.stat().st_size:
        raise NoSpace
    fresh = Keyed(file.folder / name, key, newer.salt)
    remove_with_log(fresh.path)
    try:
        with storage_faults(file.folder):
            counts = _copy(file.keyed, fresh)
            step("copied")
            _sign_anew(fresh, file.seal, newer, file, by)
            step("signed")
            _check(fresh, counts)
            step("checked")
        with disk_faults():
            _sync(fresh.path)
        step("synced")
        carry_typed(file.folder, (file.header, file.key), (newer, key))
        save_or_know(file.folder, newer)
    except BaseException:
        if load_header(file.folder).db_file != name:  # else the new file is the store already
            remove_with_log(fresh.path)
            TypedFile(file.folder, name).forget()
        key.wipe()
        raise
    step("switched")
    slot = next((one for one in newer.slots if one.slot_id == file.slot.slot_id), file.slot)
    file.exchange(newer, Unlocked(key, slot))
    step("done")


def _copy(keyed: Keyed, fresh: Keyed) -> dict[str, int]:
    """Every page under the other key, in one step; the number of rows by table."""
    source, target = connect(keyed), connect(fresh, create=True)
    try:
        source.backup(target)
        return row_counts(source)
    finally:
        close(target)
        close(source)


def _sign_anew(fresh: Keyed, old: AuditSeal, newer: Header, file: OpenFile, by: str) -> None:
    """The history is signed with the new key, but only where the old one had signed it."""
    seal, engine = AuditSeal(fresh.key), lone_engine(fresh)
    try:
        with writing(engine) as connection:
            if any(True for _ in chain_faults(connection, old)):
                raise StoreDamaged("audit")
            _replace_signatures(connection, seal)
            follow(connection, seal, newer, by=by, at=file.now())
            if schema_of(connection) != expected_schema():
                raise StoreDamaged("rows")
            connection.commit()
    finally:
        engine.dispose()
        seal.forget()


def _replace_signatures(connection: Connection, seal: AuditSeal) -> None:
    signed = [
        {"at_seq": row.seq, "new_mac": seal.mac(row.hash)}
        for row in connection.execute(select(audits.c.seq, audits.c.hash))
    ]
    connection.exec_driver_sql("DROP TRIGGER audits_update")
    if signed:
        change = update(audits).where(audits.c.seq == bindparam("at_seq"))
        connection.execute(change.values(mac=bindparam("new_mac")), signed)
    connection.exec_driver_sql(TRIGGERS["audits_update"])


def _check(fresh: Keyed, counts: dict[str, int]) -> None:
    """The new file is whole: every page, row and link, and the new signatures."""
    if broken_pages(fresh) or broken_links(fresh):
        raise StoreDamaged("page")
    connection, seal, engine = connect(fresh), AuditSeal(fresh.key), lone_engine(fresh)
    try:
        found = row_counts(connection)
        if any(found.get(table, 0) < count for table, count in counts.items()):
            raise StoreDamaged("page")
        with engine.connect() as reading:
            if any(True for _ in chain_faults(reading, seal)):
                raise StoreDamaged("audit")
    finally:
        close(connection)
        engine.dispose()
        seal.forget()


def _sync(path: Path) -> None:
    """The new file is on the disk before anything names it; its log was taken in by the checks."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)
