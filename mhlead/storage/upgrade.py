"""Bringing a store to this version: a verified copy first, then every step in one transaction."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import sqlalchemy.exc
import sqlcipher3.dbapi2 as sqlcipher
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from mhlead.domain.audit import Action, Fault
from mhlead.domain.backup import UPGRADE_COPY_DAYS
from mhlead.domain.believed import ClockTrust
from mhlead.domain.errors import MigrationFailed, NoSpace, StoreDamaged, StoreTooNew
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.engine import driver_connection, lone_engine, writing
from mhlead.storage.faults import database_fault, storage_faults
from mhlead.storage.gap_check import gap_faults
from mhlead.storage.history import History
from mhlead.storage.left_files import remove_with_log
from mhlead.storage.page_checks import broken_links, broken_pages, row_counts
from mhlead.storage.schema import expected_schema, make_triggers, schema_of
from mhlead.storage.search import Search
from mhlead.storage.search_objects import drop_search_objects, make_search_objects
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.disk import has_room

MIGRATIONS = Path(__file__).with_name("migrations")
COPIES_KEPT = timedelta(days=UPGRADE_COPY_DAYS)
_STEP_ERRORS = (
    sqlalchemy.exc.SQLAlchemyError,
    sqlcipher.Error,
    CommandError,
    LookupError,  # what Alembic raises for a step that is itself wrong
    TypeError,
    ValueError,
)


def make_tables(keyed: Keyed, migrations: Path = MIGRATIONS) -> None:
    """The file is a new, empty store of this version."""
    with storage_faults(keyed.path.parent):
        close(connect(keyed, create=True))
    _run(keyed, migrations, None)


def bring_up_to_date(
    keyed: Keyed, seal: AuditSeal, now: datetime, migrations: Path = MIGRATIONS
) -> Path | None:
    """The store is of this version; the verified copy made before a change is returned.

    What broke the no-gap rule in the copy is counted in the history; opening the store asks again,
    and a person puts it right.

    Raises:
        StoreTooNew: a newer program made it; nothing was read or changed.
        MigrationFailed: the store is as it was, and the copy stands beside it.
        NoSpace: there is no room for the copy and the change.
    """
    found, newest = revision_of(keyed), newest_revision(migrations)
    if found == newest:
        return None
    if found not in _known(migrations):
        raise StoreTooNew(found, newest)
    if shutil.disk_usage(keyed.path.parent).free < 2 * keyed.path.stat().st_size:
        raise NoSpace
    stamp = now.strftime("%Y%m%dT%H%M%S%f")
    copy = keyed.path.with_name(f"before-{newest}-{stamp}.db")
    gaps = verified_copy(keyed, copy)
    _run(keyed, migrations, _Note(seal, now, {"from": found, "to": newest}, gaps))
    return copy


def verified_copy(keyed: Keyed, target: Path) -> tuple[Fault, ...]:
    """A whole copy of the store under the same key, checked on connections of its own.

    Returns:
        What breaks the no-gap rule in it without breaking a constraint, such as a case held by
        somebody who has left. Such a copy is kept, for none would be worse, and its maker says so.

    Raises:
        StoreDamaged: the copy is not sound, so the store was not either; no copy is left. Its part
            is "gap" where what is wrong is an owner, a next step, a deadline or a plan that is
            gone.
    """
    try:
        with storage_faults(target.parent):
            copied = Keyed(target, keyed.key, keyed.salt)
            return _checked(copied, _copy(keyed, target))
    except BaseException:
        remove_with_log(target)
        raise


def _checked(copied: Keyed, counts: dict[str, int]) -> tuple[Fault, ...]:
    """What nobody holds in the copy, once its pages, rules and links have been checked."""
    pages = broken_pages(copied)
    if any(one.code != "structure" for one in pages) or row_counts_of(copied) != counts:
        raise StoreDamaged("page")
    gaps = _gaps(copied)
    if pages or broken_links(copied):
        raise StoreDamaged("gap" if gaps else "page")
    return gaps


def _gaps(copied: Keyed) -> tuple[Fault, ...]:
    engine = lone_engine(copied)
    try:
        with engine.connect() as connection:
            return tuple(gap_faults(connection, is_older=True))
    finally:
        engine.dispose()


def _copy(keyed: Keyed, target: Path) -> dict[str, int]:
    """Write the copy; the number of rows by table that it must have."""
    source = connect(keyed)
    try:
        source.execute("VACUUM INTO ?", (str(target),))
        return row_counts(source)
    finally:
        close(source)


def remove_old_copies(folder: Path, clock: ClockTrust) -> None:
    """No copy made before an upgrade is kept longer than thirty days."""
    for copy in folder.glob("before-*.db"):
        made_at = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
        if clock.is_disbelieved(made_at) or clock.believed - made_at > COPIES_KEPT:
            remove_with_log(copy)


def row_counts_of(keyed: Keyed) -> dict[str, int]:
    """Number of rows by table, on a connection of its own."""
    connection = connect(keyed)
    try:
        return row_counts(connection)
    finally:
        close(connection)


class _Note:
    """The line of the history that an upgrade writes in its own transaction."""

    def __init__(
        self, seal: AuditSeal, now: datetime, steps: dict[str, str], gaps: tuple[Fault, ...]
    ) -> None:
        self._seal, self._now = seal, now
        self._detail = steps | ({"gaps": str(len(gaps))} if gaps else {})

    def write(self, connection: Connection) -> None:
        History(connection, self._seal).append(
            at=self._now,
            actor="",
            action=Action.STORE_MIGRATED,
            subject_id=None,
            detail=self._detail,
        )


def _run(keyed: Keyed, migrations: Path, note: _Note | None) -> None:
    engine = lone_engine(keyed, has_foreign_keys=False)
    try:
        with writing(engine) as connection:
            _upgrade(connection, migrations)
            if note is not None:
                note.write(connection)
            connection.commit()
    except _STEP_ERRORS as error:
        name = str(getattr(getattr(error, "orig", error), "sqlite_errorname", ""))
        if "SQLITE_FULL" in name or not has_room(keyed.path.parent):
            raise NoSpace from None
        raise MigrationFailed from None
    finally:
        engine.dispose()


def _upgrade(connection: Connection, migrations: Path) -> None:
    """Every step, the search objects, and the proof that nothing was lost on the way."""
    driver = driver_connection(connection)
    before = row_counts(driver)
    drop_search_objects(connection)  # their views would stand in the way of new tables
    _take_steps(connection, migrations)
    make_triggers(connection)
    make_search_objects(connection)
    Search(connection).refold_all()
    after = row_counts(driver)
    has_lost = any(after.get(table, count) != count for table, count in before.items())
    is_linked = not driver.execute("PRAGMA foreign_key_check").fetchall()
    if has_lost or not is_linked or schema_of(connection) != expected_schema():
        raise MigrationFailed


def _take_steps(connection: Connection, migrations: Path) -> None:
    """Run every step this store has not had, in the transaction that is open."""
    scripts = _scripts(migrations)
    context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
    taken = context.get_current_revision() or "base"
    steps = [*scripts.iterate_revisions("head", taken)]
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()
    context.stamp(scripts, "head")


def newest_revision(migrations: Path = MIGRATIONS) -> str:
    """The revision of a store of this version."""
    return _scripts(migrations).get_current_head() or ""


def _known(migrations: Path) -> set[str]:
    return {script.revision for script in _scripts(migrations).walk_revisions()}


@cache
def _scripts(migrations: Path) -> ScriptDirectory:
    """The steps of a folder; reading them takes a fifth of an unlocking without its Argon2id."""
    return ScriptDirectory(str(migrations))


def refuse_newer(found: str, migrations: Path = MIGRATIONS) -> None:
    """Let only a revision pass that this program knows.

    Raises:
        StoreTooNew: a newer program made it.
    """
    if found not in _known(migrations):
        raise StoreTooNew(found, newest_revision(migrations))


def revision_of(keyed: Keyed) -> str:
    """The revision of a store's tables, "" where none stands there."""
    with storage_faults():
        connection = connect(keyed)
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlcipher.OperationalError as error:
            if database_fault(error) is None:  # an empty file opens, and has no tables
                raise StoreDamaged("file") from None
            raise
        finally:
            close(connection)
    return str(row[0]) if row else ""
