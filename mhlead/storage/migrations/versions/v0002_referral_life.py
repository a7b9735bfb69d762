"""The life of a referral: plans, conversations, criteria, appointments and the school's year.

The text beside this file holds every table that is new or reads otherwise than before. What has no
value yet gets the one that says so; a pupil who waits gets a plan that is due for review at once,
so that a person writes it.
"""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables or columns

from __future__ import annotations

import re
from pathlib import Path

from alembic import op
from sqlalchemy import Connection

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NEW_VALUES = {
    "is_safeguarding": "0",
    "is_on_posters": "0",
    "settings": "'[]'",
    "signs": "'[]'",
    "covers": "'[]'",
    "takes_file_types": "'[]'",
    "kind": "'referral'",
}
_NO_WORDS = "''"
_WAITING = "('waiting-for-assessment', 'waiting-for-treatment')"
_AIM = "Look after the pupil in school while they wait. Please write down how."


def upgrade() -> None:
    """Every table is as the frozen text says, and keeps its rows."""
    bind = op.get_bind()
    written = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in written.strip().split("\n\n"):
        made = re.match(r"CREATE TABLE (\w+)", statement)
        if made is None:
            bind.exec_driver_sql(statement)
        elif _columns(bind, made[1]):
            _rebuild(bind, made[1], statement)
        else:
            bind.exec_driver_sql(statement)


def _rebuild(bind: Connection, table: str, statement: str) -> None:
    """The table is made anew under another name, filled, and takes the place of the old one."""
    before = _columns(bind, table)
    new = f"new_{table}"
    bind.exec_driver_sql(statement.replace(f"CREATE TABLE {table}", f"CREATE TABLE {new}", 1))
    columns = _columns(bind, new)
    values = [f'"{name}"' if name in before else _new_value(*columns[name]) for name in columns]
    _reply_times(bind, table)
    if table == "referrals":
        _plans(bind)
        values = [_referral_value(name, value) for name, value in zip(columns, values, strict=True)]
    names = ", ".join(f'"{name}"' for name in columns)
    bind.exec_driver_sql(
        f"INSERT INTO {new} ({names}) SELECT {', '.join(values)} FROM {table} ORDER BY rowid"
    )
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {new} RENAME TO {table}")


def _columns(bind: Connection, table: str) -> dict[str, tuple[str, bool]]:
    """The columns of a table that are stored, each with its name and whether it may be empty."""
    rows = bind.exec_driver_sql(
        'SELECT name, "notnull", hidden FROM pragma_table_xinfo(?)', (table,)
    )
    return {row.name: (row.name, not row.notnull) for row in rows if not row.hidden}


def _new_value(name: str, may_be_empty: bool) -> str:
    return "NULL" if may_be_empty else _NEW_VALUES.get(name, _NO_WORDS)


def _reply_times(bind: Connection, table: str) -> None:
    """In how many days a service answers is a rule of its own from now on."""
    if table != "service_versions":
        return
    of_services = (
        "FROM service_versions WHERE superseded_at IS NULL AND is_removed = 0"
        " AND acknowledges_within_days IS NOT NULL"
    )
    bind.exec_driver_sql(f"INSERT INTO criteria (id) SELECT id || '-reply' {of_services}")
    bind.exec_driver_sql(
        "INSERT INTO criterion_versions (id, version, written_at, written_by, correction_reason,"
        " is_removed, superseded_at, service_id, kind, says, source, read_on, valid_until, urgency,"
        " from_age, below_age, codes, places, days, whose_days, reply)"
        " SELECT id || '-reply', 1, written_at, written_by, 'moved by an upgrade', 0, NULL, id,"
        " 'reply-time', 'Answers within ' || acknowledges_within_days || ' days', '', checked_on,"
        " NULL, NULL, NULL, NULL, '[]', '[]', acknowledges_within_days, 'every', 'acknowledge'"
        f" {of_services}"
    )


def _plans(bind: Connection) -> None:
    """Each pupil who waits has a plan; its review is due on the referral's own deadline."""
    bind.exec_driver_sql(
        "INSERT INTO plans (id, case_id, aim, made_on, holder_id, is_open, review_on, assessed,"
        " pupil_part, if_worse, ended_on, changed_at, changed_by)"
        " SELECT r.id || '-plan', r.case_id, ?, r.created_on, c.owner_id, 1, r.deadline_on, '', '',"
        " '', NULL, r.changed_at, r.changed_by FROM referrals r JOIN cases c ON c.id = r.case_id"
        f" WHERE r.is_open = 1 AND r.state IN {_WAITING}",
        (_AIM,),
    )


def _referral_value(name: str, value: str) -> str:
    if name == "plan_id":
        return f"CASE WHEN is_open = 1 AND state IN {_WAITING} THEN id || '-plan' END"
    if name == "followed_up_on":
        return "CASE WHEN state = 'not-accepted' THEN substr(changed_at, 1, 10) END"
    if name == "follow_up":
        return "CASE WHEN state = 'not-accepted' THEN 'Settled before this version' ELSE '' END"
    return value
