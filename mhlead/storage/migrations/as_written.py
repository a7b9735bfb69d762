"""Brings tables to a frozen text: what a step of the schema writes down beside itself."""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables or columns

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection


def bring(bind: Connection, step: str, new_values: Mapping[str, str]) -> None:
    """Every table is as the text beside the step says, and keeps its rows.

    Args:
        bind: Inside the upgrade's transaction.
        step: The step's own file, whose text has the same name.
        new_values: For each column that is new, the SQL of the value that earlier rows get.
    """
    written = Path(step).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in written.strip().split("\n\n"):
        made = re.match(r"CREATE TABLE (\w+)", statement)
        if made is not None and columns(bind, made[1]):
            _rebuild(bind, made[1], statement, new_values)
        else:
            bind.exec_driver_sql(statement)


def _rebuild(bind: Connection, table: str, statement: str, new_values: Mapping[str, str]) -> None:
    """The table is made anew under another name, filled, and takes the place of the old one."""
    before, new = columns(bind, table), f"new_{table}"
    bind.exec_driver_sql(statement.replace(f"CREATE TABLE {table}", f"CREATE TABLE {new}", 1))
    wanted = columns(bind, new)
    names = ", ".join(f'"{name}"' for name in wanted)
    values = ", ".join(f'"{name}"' if name in before else new_values[name] for name in wanted)
    bind.exec_driver_sql(f"INSERT INTO {new} ({names}) SELECT {values} FROM {table} ORDER BY rowid")
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {new} RENAME TO {table}")


def columns(bind: Connection, table: str) -> list[str]:
    """The columns of a table that are stored; none where there is no such table."""
    rows = bind.exec_driver_sql("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,))
    return [row.name for row in rows if not row.hidden]
