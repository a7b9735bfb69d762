"""One transaction on the store: records in and out, the history with them, all or nothing."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Table

from mhlead.domain.audit import Action, AuditEntry
from mhlead.domain.changes import Changes
from mhlead.domain.copies import ChainLine
from mhlead.domain.errors import NotAllowed, NotFound
from mhlead.domain.found import Written
from mhlead.domain.records import Baton, Disposal, Keeping, NameUse, Pupil, Record, Version
from mhlead.storage.broken_links import broken_link
from mhlead.storage.engine import driver_connection
from mhlead.storage.erasing import erase, hanging_on, overwrite_log
from mhlead.storage.faults import storage_faults
from mhlead.storage.history import History
from mhlead.storage.queries import (
    adding,
    changing,
    counted_by,
    current_number,
    ever_by,
    found_by,
    narrowed_by,
    shapes,
    superseding,
    wordings_by,
    written_by,
)
from mhlead.storage.rows import row_of, version_of
from mhlead.storage.search import Search
from mhlead.storage.tables import KEPT_IN, KeptIn
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.storage.whole_copy import chain, everything
from mhlead.vault.audit_seal import AuditSeal

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class StoreUnit:
    """A transaction under way; the store opens it and ends it.

    Args:
        connection: The transaction.
        seal: What signs the history.
        actor_id: Member of staff at work.
        now: The moment it all happens at, for every row of the transaction.
        may_write: The transaction began as one that writes.
        is_elsewhere: Another copy has the right to write: here nothing but the history grows.
            Disposal goes on, and the right itself may be taken over.
    """

    def __init__(
        self,
        connection: Connection,
        seal: AuditSeal,
        actor_id: str,
        now: datetime,
        *,
        may_write: bool,
        is_elsewhere: bool = False,
    ) -> None:
        self._is_elsewhere = is_elsewhere
        self._live = connection
        self._has_ended = False
        self._may_write = may_write
        self._actor_id = actor_id
        self._now = now
        self._history = History(connection, seal)
        self._search = Search(connection)
        self._touched: set[tuple[str, str]] = set()
        self._has_event = False
        self._gone: set[str] = set()

    @property
    def search(self) -> Search:
        """Search over what this transaction sees."""
        return self._search

    def get(self, kind: type[R], record_id: str) -> R:
        """The current record.

        Raises:
            NotFound: there is none, or it was removed.
        """
        found = self.find(kind, id=record_id)
        if not found:
            raise NotFound(kind.__name__)
        return found[0]

    def find(self, kind: type[R], /, **equal: object) -> list[R]:
        """The current records whose named fields equal the values given, oldest first."""
        names = KEPT_IN[kind].fields
        with storage_faults():
            rows = found_by(kind, *shapes(equal)).rows(self._driver, equal)
        return [kind(**dict(zip(names, row, strict=True))) for row in rows]

    def narrow(self, kind: type[Record], into: type[T], /, **equal: object) -> list[T]:
        """What `find` gives, as values that hold some of the fields; the others are not read."""
        names = tuple(inspect.signature(into).parameters)
        with storage_faults():
            rows = narrowed_by(kind, names, *shapes(equal)).rows(self._driver, equal)
        return [into(*row) for row in rows]

    def count(self, kind: type[Record], /, **equal: object) -> int:
        """How many `find` would give."""
        with storage_faults():
            return int(counted_by(kind, *shapes(equal)).rows(self._driver, equal)[0][0])

    def versions(self, kind: type[R], record_id: str) -> list[Version[R]]:
        """Every wording of a record, first to newest; of a live or appended one the only one."""
        kept = KEPT_IN[kind]
        names = kept.rows.c.keys()
        with storage_faults():
            rows = wordings_by(kind).rows(self._driver, {"id": record_id})
        return [version_of(kept, kind, dict(zip(names, row, strict=True))) for row in rows]

    def ever(self, kind: type[R], /, **equal: object) -> list[R]:
        """Every wording there ever was whose fields equal these, removed ones too."""
        names = KEPT_IN[kind].fields
        with storage_faults():
            rows = ever_by(kind, *shapes(equal)).rows(self._driver, equal)
        return [kind(**dict(zip(names, row, strict=True))) for row in rows]

    def written(self, kind: type[Record], record_ids: Sequence[str]) -> dict[str, Written]:
        """For each versioned record named, its first and newest writing; one statement."""
        with storage_faults():
            rows = written_by(kind).rows(self._driver, {"id": record_ids})
        return {row[0]: Written(*row[1:]) for row in rows}

    def everything(self, kind: type[R]) -> list[Version[R]]:
        """Every wording of every record of a kind; of each record first to newest."""
        with storage_faults():
            return everything(self._connection, kind)

    def chain(self, after: int = 0) -> list[ChainLine]:
        """The lines of the history after a number, in their order."""
        with storage_faults():
            return chain(self._connection, after)

    def add(self, record: Record, reason: str = "") -> None:
        """Keeps a new record of any kind."""
        self.add_all([record], reason)

    def add_all(self, records: Iterable[Record], reason: str = "") -> None:
        """Keeps many new records at once."""
        by_kind: dict[type[Record], list[Record]] = {}
        for record in records:
            by_kind.setdefault(type(record), []).append(record)
        with storage_faults():
            for kind, some in by_kind.items():
                kept = KEPT_IN[kind]
                if kept.anchor is not None:
                    self._insert(kept.anchor, [{"id": record.id} for record in some])
                extra = self._written(kept, reason)
                self._insert(kept.rows, [row_of(one) | extra for one in some])
        for some in by_kind.values():
            for record in some:
                self._touch(record)

    def correct(self, record: Record, reason: str) -> None:
        """Adds a version to a versioned record, or brings a removed one back."""
        self._supersede(record, reason, is_removed=False)

    def remove(self, kind: type[Record], record_id: str, reason: str) -> None:
        """Takes a versioned record out of use by a version that says so."""
        self._supersede(self.get(kind, record_id), reason, is_removed=True)

    def put(self, record: Record) -> None:
        """Changes a live record in place."""
        kept = KEPT_IN[type(record)]
        if kept.keeping is not Keeping.LIVE:
            raise TypeError(type(record).__name__)
        values = row_of(record) | self._written(kept, "")
        with storage_faults():
            if changing(kept.rows, tuple(values)).change(self._driver, values) != 1:
                raise NotFound(type(record).__name__)
        self._touch(record)

    def hanging_on(self, kind: type[Record], record_id: str) -> dict[type[Record], set[str]]:
        """Every record that would go with this one, itself among them, by kind."""
        with storage_faults():
            return hanging_on(self._connection, kind, [record_id])

    def erase(self, kind: type[Record], record_id: str) -> Mapping[str, int]:
        """The record goes for good with all that hangs on it; see `storage.erasing`.

        Once the transaction is committed, nothing of it is left in the file nor in the log beside
        it.

        Returns:
            How many records went, by the name of their kind.
        """
        self._written(KEPT_IN[Disposal], "")  # refused in a transaction for reading
        with storage_faults():
            self._search.refresh()
            found = erase(self._connection, kind, [record_id])
        self._touched.add((kind.__name__, record_id))
        self._gone.update(*found.values())
        return {each.__name__: len(named) for each, named in found.items() if named}

    def log(
        self,
        action: Action,
        subject_id: str | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Adds a line to the history, in this same transaction."""
        with storage_faults():
            self._history.append(
                at=self._now,
                actor=self._actor_id,
                action=action,
                subject_id=subject_id,
                detail=detail or {},
            )
        self._has_event = True

    def history(
        self,
        subject_id: str | None = None,
        limit: int = 500,
        actions: Collection[Action] = (),
    ) -> list[AuditEntry]:
        """The newest lines of the history, newest first."""
        with storage_faults():
            return self._history.newest(subject_id, limit, actions)

    def commit(self) -> Changes:
        """Makes it all last and tells what was touched.

        Raises:
            NotAllowed: something was written without a line in the history ("no-history"), or a
                rule that the database holds would be broken.
        """
        if self._touched and not self._has_event:
            raise NotAllowed("no-history")
        with storage_faults():
            self._search.refresh()
            driver = driver_connection(self._connection)
        TRIP_WIRE.check(driver)  # nothing is built on a page that was damaged
        self._has_ended = True
        try:
            with storage_faults():
                self._live.commit()
        except NotAllowed:
            raise NotAllowed(broken_link(driver)) from None
        finally:
            if driver.in_transaction:  # a refused commit leaves the transaction open
                driver.rollback()
        if self._gone:
            overwrite_log(driver)
        return Changes(frozenset(self._touched), frozenset(self._gone))

    @property
    def _connection(self) -> Connection:
        """The transaction; after its end nothing may begin another one unseen."""
        if self._has_ended:
            msg = "the transaction has ended"
            raise RuntimeError(msg)
        return self._live

    @property
    def _driver(self) -> sqlcipher.Connection:
        """The driver's connection under the transaction."""
        return driver_connection(self._connection)

    def _supersede(self, record: Record, reason: str, *, is_removed: bool) -> None:
        kept = KEPT_IN[type(record)]
        if kept.keeping is not Keeping.VERSIONED:
            raise TypeError(type(record).__name__)
        kind = type(record)
        with storage_faults():
            found = current_number(kind).rows(self._driver, {"id": record.id})
            if not found:
                raise NotFound(kind.__name__)
            extra = self._written(kept, reason)
            superseding(kind).change(self._driver, {"old_id": record.id, "at": self._now})
            extra |= {"version": found[0][0] + 1, "is_removed": is_removed}
            self._insert(kept.rows, [row_of(record) | extra])
        self._touch(record)

    def _insert(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        adding(table, tuple(rows[0])).add(self._driver, rows)

    def _written(self, kept: KeptIn, reason: str) -> dict[str, Any]:
        """The columns that say when and by whom a row was written."""
        if not self._may_write:
            msg = "a transaction for reading"
            raise RuntimeError(msg)
        if self._is_elsewhere and kept not in (KEPT_IN[Baton], KEPT_IN[Disposal]):
            raise NotAllowed("store-elsewhere")
        if kept.keeping is Keeping.VERSIONED:
            return {
                "version": 1,
                "written_at": self._now,
                "written_by": self._actor_id,
                "correction_reason": reason,
                "is_removed": False,
            }
        if kept.keeping is Keeping.LIVE:
            return {"changed_at": self._now, "changed_by": self._actor_id}
        return {}

    def _touch(self, record: Record) -> None:
        self._touched.add((type(record).__name__, record.id))
        if isinstance(record, Pupil):
            self._search.note_changed([record.id])
        elif isinstance(record, NameUse):
            self._search.note_changed([record.pupil_id])
