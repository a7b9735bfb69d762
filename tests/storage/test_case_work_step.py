"""The third step of the schema keeps the plans and scores that stood there."""

from __future__ import annotations

import importlib
import re

import sqlcipher3.dbapi2 as sqlcipher
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine

from mhlead.storage import upgrade

AT = "2026-09-07T08:00:00.000000Z"


def statements_of(step: str) -> list[str]:
    text = (upgrade.MIGRATIONS / "versions" / f"{step}.sql").read_text(encoding="utf-8")
    return text.strip().split("\n\n")


def test_plans_get_their_author_and_scores_their_tenths():
    wanted = re.compile(r"CREATE (TABLE|(UNIQUE )?INDEX \w+ ON) ?(plans|scores|score_versions)\b")
    engine = create_engine("sqlite+pysqlite:///:memory:", module=sqlcipher)
    with engine.connect() as connection:
        for statement in statements_of("v0002_referral_life"):
            if wanted.match(statement):
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "INSERT INTO plans (id, case_id, aim, made_on, holder_id, is_open, review_on, assessed,"
            " pupil_part, if_worse, ended_on, changed_at, changed_by) VALUES ('p', 'c', 'Calm',"
            " '2026-09-07', 'staff1', 1, '2026-10-01', '', '', 'Ring', NULL, ?, 'staff2')",
            (AT,),
        )
        connection.exec_driver_sql("INSERT INTO scores VALUES ('s')")
        connection.exec_driver_sql(
            "INSERT INTO score_versions VALUES (7, 's', 1, ?, 'staff1', '', 0, NULL, 'c', 'sdq',"
            " 'total', '2026-09-07', 18, 'self')",
            (AT,),
        )
        step = importlib.import_module("mhlead.storage.migrations.versions.v0003_case_work")
        with Operations.context(MigrationContext.configure(connection)):
            step.upgrade()
        plan = connection.exec_driver_sql("SELECT * FROM plans").mappings().one()
        score = connection.exec_driver_sql("SELECT * FROM score_versions").mappings().one()
    engine.dispose()
    assert (plan["made_by"], plan["made_at"], plan["if_worse"]) == ("staff2", None, "Ring")
    assert (score["row_key"], score["tenths"], score["completed_by"]) == (7, 180, "self")
