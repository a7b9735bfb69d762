"""Points for the next meeting, who made a plan, scores in tenths, other services that are open.

The text beside this file holds every table that is new or reads otherwise than before.
"""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables or columns

from __future__ import annotations

import re
from pathlib import Path

from alembic import op
from sqlalchemy import Connection

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Who changed a plan last is who made it, as far as an earlier version knew; its hour is not known.
_NEW_VALUES = {
    "made_by": "changed_by",
    "made_at": "NULL",
    "tenths": "value * 10",
    "elsewhere": "NULL",
    "elsewhere_words": "''",
}


def upgrade() -> None:
    """Every table is as the frozen text says, and keeps its rows."""
    bind = op.get_bind()
    written = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in written.strip().split("\n\n"):
        made = re.match(r"CREATE TABLE (\w+)", statement)
        if made is not None and _columns(bind, made[1]):
            _rebuild(bind, made[1], statement)
        else:
            bind.exec_driver_sql(statement)


def _rebuild(bind: Connection, table: str, statement: str) -> None:
    """The table is made anew under another name, filled, and takes the place of the old one."""
    before, new = _columns(bind, table), f"new_{table}"
    bind.exec_driver_sql(statement.replace(f"CREATE TABLE {table}", f"CREATE TABLE {new}", 1))
    columns = _columns(bind, new)
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(f'"{name}"' if name in before else _NEW_VALUES[name] for name in columns)
    bind.exec_driver_sql(f"INSERT INTO {new} ({names}) SELECT {values} FROM {table} ORDER BY rowid")
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {new} RENAME TO {table}")


def _columns(bind: Connection, table: str) -> list[str]:
    """The columns of a table that are stored; none where there is no such table."""
    rows = bind.exec_driver_sql("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,))
    return [row.name for row in rows if not row.hidden]
