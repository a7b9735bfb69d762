"""The tables and triggers of the text search; they hold nothing that can't be built again.

One index a kind of entry, over a view of its current versions. Two settings matter: leaves of 3,900
bytes fit into an encrypted page, so that a damaged page is noticed, and `secure-delete` takes the
words of a removed entry out of the index at once.
"""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables or columns

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from mhlead.domain.records import (
    AgendaPoint,
    CaseEvent,
    Concern,
    Consent,
    Conversation,
    Keeping,
    MeetingItem,
    NeedToKnow,
    Note,
    Record,
    ReferralEvent,
    RiskEntry,
    SupportAction,
    UnmetNeed,
    UrgentDecision,
)
from mhlead.storage.tables import KEPT_IN
from mhlead.storage.tables.column import Words

NAME_SEARCH = "pupil_name_search"
_IS_LIVE = "{row}superseded_at IS NULL AND {row}is_removed = 0"
_LINKS = frozenset(
    {
        "id",
        "case_id",
        "referral_id",
        "service_id",
        "contact_id",
        "counterpart_id",
        "plan_id",
        "step_id",
        "by",
    }
)


@dataclass(frozen=True)
class TextIndex:
    """The index over the words of one kind of entry.

    Attributes:
        happened: SQL for the day it happened, over the rows aliased `r`.
        by_referral: The row leads to its case through a referral.
        codes: Columns that hold codes, not words.
    """

    kind: type[Record]
    happened: str
    by_referral: bool = False
    codes: tuple[str, ...] = ()

    @property
    def rows(self) -> str:
        """Name of the table with the entries."""
        return KEPT_IN[self.kind].rows.name

    @property
    def name(self) -> str:
        """Name of the index."""
        return f"{self.rows}_search"

    @property
    def source(self) -> str:
        """Name of the view of the entries that are current."""
        return f"{self.rows}_current"

    @property
    def columns(self) -> list[str]:
        """The columns with words."""
        kept = KEPT_IN[self.kind]
        return [
            f'"{name}"'
            for name in kept.fields
            if isinstance(kept.rows.c[name].type, Words)
            and name not in _LINKS
            and name not in self.codes
        ]

    def is_live(self, row: str) -> str:
        """SQL that is true of a row that can be found."""
        return _IS_LIVE.format(row=row) if KEPT_IN[self.kind].keeping is Keeping.VERSIONED else "1"


TEXT_INDEXES = (
    TextIndex(Concern, "r.noticed_on", codes=("primary_need",)),
    TextIndex(Note, "r.happened_on"),
    TextIndex(RiskEntry, "r.happened_on"),
    TextIndex(SupportAction, "r.from_on"),
    TextIndex(Consent, "coalesce(r.given_on, date(r.written_at))"),
    TextIndex(Conversation, "r.happened_on"),
    TextIndex(UrgentDecision, "r.decided_on"),
    TextIndex(UnmetNeed, "r.found_on", codes=("need",)),
    TextIndex(MeetingItem, "r.met_on"),
    TextIndex(AgendaPoint, "r.raised_on"),
    TextIndex(NeedToKnow, "coalesce(r.agreed_on, date(r.written_at))"),
    TextIndex(ReferralEvent, "r.happened_on", by_referral=True, codes=("reason_code",)),
    TextIndex(CaseEvent, "date(r.at)", codes=("what",)),
)


def search_statements() -> dict[str, str]:
    """Every object of the search by its name, in the order they are made."""
    found: dict[str, str] = {}
    for index in TEXT_INDEXES:
        columns = ", ".join(index.columns)
        found[index.source] = (
            f"CREATE VIEW {index.source} AS SELECT row_key, {columns}"
            f" FROM {index.rows} WHERE {index.is_live('')}"
        )
        found[index.name] = _virtual(index.name, columns, index.source)
        found |= _text_triggers(index)
    found[NAME_SEARCH] = _virtual(NAME_SEARCH, "folded", "pupil_names")
    return found | _name_triggers()


def search_tables() -> list[str]:
    """Names of the full-text tables."""
    return [*(index.name for index in TEXT_INDEXES), NAME_SEARCH]


def drop_search_objects(connection: Connection) -> None:
    """No search object is left, so that the tables below can be built anew."""
    for name in [*search_statements(), *_leftovers(connection)]:
        _drop(connection, name)


def make_search_objects(connection: Connection) -> None:
    """The search objects are as this version wants them, and filled; what was there is dropped."""
    drop_search_objects(connection)
    for statement in search_statements().values():
        connection.exec_driver_sql(statement)
    for name in search_tables():
        for option, value in (("pgsz", 3900), ("secure-delete", 1)):
            connection.exec_driver_sql(
                f"INSERT INTO {name}({name}, rank) VALUES (?, ?)", (option, value)
            )
        connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('rebuild')")


def _leftovers(connection: Connection) -> list[str]:
    """Search objects of an earlier version that this one no longer has."""
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE (name LIKE '%\\_search' ESCAPE '\\'"
        " AND sql LIKE 'CREATE VIRTUAL%') OR (type = 'trigger' AND name LIKE '%\\_search\\_%'"
        " ESCAPE '\\') OR (type = 'view' AND name LIKE '%\\_current' ESCAPE '\\')"
    )
    return [row[0] for row in rows]


def _drop(connection: Connection, name: str) -> None:
    found = connection.exec_driver_sql("SELECT type FROM sqlite_schema WHERE name = ?", (name,))
    kind = found.scalar()
    if kind is not None:
        connection.exec_driver_sql(f'DROP {kind} "{name}"')


def _virtual(name: str, columns: str, source: str) -> str:
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='{source}',"
        " content_rowid='row_key', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )


def _text_triggers(index: TextIndex) -> dict[str, str]:
    found = {
        f"{index.name}_added": _adding(
            index.name, index.rows, index.columns, index.is_live("NEW.")
        ),
        f"{index.name}_deleted": _taking(
            index.name, "deleted", f"DELETE ON {index.rows}", index.columns, index.is_live("OLD.")
        ),
    }
    if KEPT_IN[index.kind].keeping is Keeping.VERSIONED:
        found[f"{index.name}_superseded"] = _taking(
            index.name,
            "superseded",
            f"UPDATE OF superseded_at ON {index.rows}",
            index.columns,
            index.is_live("OLD."),
        )
    return found


def _name_triggers() -> dict[str, str]:
    name, columns = NAME_SEARCH, ['"folded"']
    changed = "UPDATE ON pupil_names"
    return {
        f"{name}_added": _adding(name, "pupil_names", columns, "1"),
        f"{name}_deleted": _taking(name, "deleted", "DELETE ON pupil_names", columns, "1"),
        f"{name}_changing": _taking(name, "changing", changed, columns, "1", "BEFORE"),
        f"{name}_changed": _adding(name, "pupil_names", columns, "1", "changed", "UPDATE ON"),
    }


def _adding(
    name: str,
    rows: str,
    columns: list[str],
    when: str,
    suffix: str = "added",
    event: str = "INSERT ON",
) -> str:
    values = ", ".join(f"NEW.{column}" for column in columns)
    return (
        f"CREATE TRIGGER {name}_{suffix} AFTER {event} {rows} WHEN {when}\n"
        f"BEGIN INSERT INTO {name}(rowid, {', '.join(columns)})"
        f" VALUES (NEW.row_key, {values}); END"
    )


def _taking(
    name: str, suffix: str, event: str, columns: list[str], when: str, moment: str = "AFTER"
) -> str:
    values = ", ".join(f"OLD.{column}" for column in columns)
    return (
        f"CREATE TRIGGER {name}_{suffix} {moment} {event} WHEN {when}\n"
        f"BEGIN INSERT INTO {name}({name}, rowid, {', '.join(columns)})"
        f" VALUES ('delete', OLD.row_key, {values}); END"
    )
