from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from mhlead.domain.believed import ClockMark, judge_clock
from mhlead.domain.errors import MigrationFailed, NoSpace, StoreDamaged
from mhlead.storage import upgrade
from mhlead.storage.connection import close, connect
from mhlead.storage.engine import lone_engine
from mhlead.storage.schema import expected_schema, schema_of, schema_statements
from mhlead.storage.search_objects import search_tables
from mhlead.storage.tables import METADATA, TRIGGERS
from mhlead.wording import sentence_for

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STEPS = sorted(path.stem[1:5] for path in (upgrade.MIGRATIONS / "versions").glob("v*.py"))
NEWEST, NEXT = STEPS[-1], f"{int(STEPS[-1]) + 1:04}"
BATCH = """
from alembic import op
from mhlead.storage.tables import METADATA
revision = "{next}"
down_revision = "{newest}"
def upgrade():
    for name in ("pupils", "note_versions", "cases"):
        table = METADATA.tables[name]
        with op.batch_alter_table(name, recreate="always", copy_from=table) as batch:
            pass
    {more}
"""


def batch(more: str = "") -> str:
    """The next step, which builds some tables anew."""
    return BATCH.format(next=NEXT, newest=NEWEST, more=more)


@pytest.fixture
def engine(store):
    made = lone_engine(store._keyed)
    yield made
    made.dispose()


@pytest.fixture
def migrations(tmp_path):
    """The program's own steps and one more, as the next version will have them."""

    def with_step(body: str) -> Path:
        place = tmp_path / "migrations"
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(upgrade.MIGRATIONS, place, ignore=ignore)
        (place / "versions" / f"v{NEXT}_next.py").write_text(body)
        return place

    return with_step


@pytest.mark.filterwarnings("ignore:Cannot correctly sort tables")  # case and step need each other
def test_the_tables_are_those_the_migrations_make(engine):
    ours = set(METADATA.tables)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": False,  # every type of ours is TEXT, INTEGER or BLOB below
                "include_object": lambda _o, name, kind, *_: kind != "table" or name in ours,
            },
        )
        assert compare_metadata(context, METADATA) == []
        assert schema_of(connection) == expected_schema()


def test_every_table_is_strict_and_every_constraint_named(engine):
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, strict FROM pragma_table_list WHERE schema='main' AND type='table'"
            " AND name NOT LIKE 'sqlite%' AND name <> 'alembic_version'"
        ).all()
    assert [name for name, is_strict in rows if not is_strict] == []
    for statement in schema_statements():
        for line in statement.splitlines():
            if line.startswith(("CHECK", "FOREIGN", "PRIMARY", "UNIQUE")):
                pytest.fail(line)


def test_every_trigger_and_full_text_setting_is_there(engine):
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type='trigger'")
        assert set(TRIGGERS) <= {row[0] for row in rows}
        for name in search_tables():
            settings = dict(connection.exec_driver_sql(f"SELECT k, v FROM {name}_config").all())  # noqa: S608
            assert (settings["pgsz"], settings["secure-delete"]) == (3900, 1)


def test_a_table_built_anew_keeps_every_note_trigger_and_search(filled, folder, migrations):
    before = upgrade.row_counts_of(filled._keyed)
    copy = upgrade.bring_up_to_date(
        filled._keyed,
        filled._seal,
        NOW,
        migrations(batch()),
    )
    after = upgrade.row_counts_of(filled._keyed)
    assert before.pop("audits") + 1 == after.pop("audits")
    assert before.pop("audit_details") + 1 == after.pop("audit_details")
    assert after == before
    assert after["note_versions"] == 1
    assert copy is not None
    assert upgrade.row_counts_of(type(filled._keyed)(copy, filled._keyed.key, filled._keyed.salt))
    with filled.begin(write=False) as work:
        assert len(work.search.find_text("lunch")) == 1
        assert work.history()[0].action == "store.migrated"
    assert filled.verify().is_sound


def test_a_copy_says_who_is_held_by_somebody_who_has_left_and_the_history_counts_them(
    filled, migrations
):
    raw = connect(filled._keyed)
    raw.execute("DROP TRIGGER staff_member_versions_update")
    raw.execute("UPDATE staff_member_versions SET left_on = '2026-10-01'")
    close(raw)
    copy = filled.folder / "copy.db"
    found = upgrade.verified_copy(filled._keyed, copy)
    assert {fault.code for fault in found} == {"owner-has-left"}
    assert copy.exists(), "no copy at all would be worse"
    upgrade.bring_up_to_date(
        filled._keyed,
        filled._seal,
        NOW,
        migrations(batch()),
    )
    with filled.begin(write=False) as work:
        assert dict(work.history()[0].detail) == {"from": NEWEST, "to": NEXT, "gaps": "1"}


@pytest.mark.parametrize(
    "gone",
    [
        "UPDATE next_steps SET is_open = 0",
        "UPDATE cases SET owner_id = NULL",
        "UPDATE referrals SET deadline_on = NULL",
    ],
)
def test_a_store_that_lost_a_holder_is_not_upgraded_and_says_what_is_gone(filled, migrations, gone):
    raw = connect(filled._keyed)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("PRAGMA ignore_check_constraints=ON")
    raw.execute(gone)
    close(raw)
    with pytest.raises(StoreDamaged) as refusal:
        upgrade.bring_up_to_date(
            filled._keyed,
            filled._seal,
            NOW,
            migrations(batch()),
        )
    assert refusal.value.part == "gap"
    assert "lost its owner" in sentence_for(refusal.value)
    assert list(filled.folder.glob("before-*")) == []


def test_a_copy_that_found_no_room_leaves_nothing_behind(filled, monkeypatch):
    def half_done(_keyed, target):
        target.write_bytes(bytes(512))
        target.with_name(f"{target.name}-journal").write_bytes(bytes(512))  # as SQLite leaves it
        raise NoSpace

    monkeypatch.setattr(upgrade, "_copy", half_done)
    with pytest.raises(NoSpace):
        upgrade.verified_copy(filled._keyed, filled.folder / "before-0012-now.db")
    assert list(filled.folder.glob("before-*")) == []


LOST = {
    "an error half way": 'op.execute("DELETE FROM pupil_names"); op.execute("no sql")',
    "rows": 'op.execute("DROP TRIGGER services_delete"); op.execute("DELETE FROM services")',
    "an index": 'op.execute("DROP INDEX ix_cases_one_open")',
    "a rule": "drop_rule()",
    "a table too many": 'op.execute("CREATE TABLE x(y)")',
    "the anchors": 'op.execute("DROP TRIGGER pupils_delete"); op.execute("DELETE FROM pupils")',
}
DROP_RULE = """
def drop_rule():
    with op.batch_alter_table("cases", recreate="always") as batch:
        batch.drop_constraint(op.f("ck_cases_owner_and_step"), type_="check")
"""


@pytest.mark.parametrize("lost", LOST)
def test_a_step_that_fails_or_loses_anything_leaves_the_store_as_it_was(filled, migrations, lost):
    before = upgrade.row_counts_of(filled._keyed)
    place = migrations(batch(LOST[lost]) + DROP_RULE)
    with pytest.raises(MigrationFailed):
        upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW, place)
    assert upgrade.row_counts_of(filled._keyed) == before
    assert filled.verify().is_sound
    assert len(list(filled.folder.glob(f"before-{NEXT}-*.db"))) == 1


def test_an_upgrade_without_room_for_a_copy_does_not_begin(filled, migrations, monkeypatch):
    full = shutil._ntuple_diskusage(1, 1, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    with pytest.raises(NoSpace):
        upgrade.bring_up_to_date(
            filled._keyed,
            filled._seal,
            NOW,
            migrations(batch()),
        )
    assert filled.verify().is_sound


def test_a_damaged_store_is_not_upgraded_and_leaves_no_copy(filled, migrations):
    raw = connect(filled._keyed)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    (root,) = raw.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name='note_versions'"
    ).fetchone()
    close(raw)
    data = bytearray(filled._keyed.path.read_bytes())
    data[(root - 1) * 4096 + 99] ^= 1
    filled._keyed.path.write_bytes(data)
    with pytest.raises(StoreDamaged):
        upgrade.bring_up_to_date(
            filled._keyed,
            filled._seal,
            NOW,
            migrations(batch()),
        )
    assert list(filled.folder.glob("before-*")) == []


def test_copies_made_before_an_upgrade_go_after_thirty_days(filled):
    copy = filled.folder / "before-0002-x.db"
    copy.touch()
    made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    upgrade.remove_old_copies(filled.folder, judge_clock([], made + timedelta(days=29)))
    assert copy.exists()
    upgrade.remove_old_copies(filled.folder, judge_clock([], made + timedelta(days=31)))
    assert not copy.exists()


def test_such_copies_outlast_a_clock_that_leaps_and_go_where_their_date_is_known_wrong(filled):
    copy = filled.folder / "before-0002-x.db"
    copy.touch()
    made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    leapt = made + timedelta(days=20_000)
    upgrade.remove_old_copies(filled.folder, judge_clock([ClockMark(made)], leapt))
    assert copy.exists()  # the leap has not lasted
    early = made - timedelta(days=3_000)
    upgrade.remove_old_copies(filled.folder, judge_clock([ClockMark(made)], early))
    assert copy.exists()  # nobody knows which of the two is wrong
    week = [ClockMark(early - timedelta(days=day)) for day in range(7)]
    upgrade.remove_old_copies(filled.folder, judge_clock([ClockMark(made), *week], early))
    assert not copy.exists()
