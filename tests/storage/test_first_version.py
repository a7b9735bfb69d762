"""A store of the first version is brought up with everything that stood in it."""

# ruff: noqa: S608, ISC004 - rows of a test, put together from its own parts

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mhlead.domain.codes import CriterionKind, ReferralState, ReplyKind, ServiceKind
from mhlead.domain.records import (
    Case,
    Concern,
    Consent,
    CourtOrder,
    Criterion,
    Plan,
    Referral,
    ReferralEvent,
    RiskEntry,
    Service,
    SupportAction,
)
from mhlead.storage import upgrade
from mhlead.storage.connection import close, connect
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.search_objects import search_statements

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AT = "'2026-09-07T08:00:00.000000Z'"
VERSION = f"1, {AT}, 'staff1', '', 0, NULL"
ROWS = (
    "INSERT INTO staff_members VALUES ('staff1')",
    "INSERT INTO staff_member_versions (id, version, written_at, written_by, correction_reason,"
    " is_removed, superseded_at, name, job_title, roles, telephone, email, best_time, is_user,"
    f" left_on) VALUES ('staff1', {VERSION}, 'Ms Begum', '', '[]', '', '', '', 1, NULL)",
    "INSERT INTO services VALUES ('service1')",
    "INSERT INTO service_versions (id, version, written_at, written_by, correction_reason,"
    " is_removed, superseded_at, kind, name, team, address, postcode, telephone,"
    " urgent_telephone, email, hours, takes_by, acknowledges_within_days, remarks, checked_on,"
    f" ended_on, successor_id) VALUES ('service1', {VERSION}, 'camhs-team', 'Riverside', '',"
    " '[]', '', '01632 960001', '', '', '', '[\"post\"]', 7, '', '2026-09-01', NULL, NULL)",
    "INSERT INTO cases VALUES ('case1', 'pupil1', '2026-09-07', 'staff1', 1, 'staff1', 'step1',"
    f" 0, NULL, NULL, '', {AT}, 'staff1')",
    "INSERT INTO next_steps VALUES ('step1', 'case1', 'review', 'Look again', '2026-12-01',"
    f" 'staff1', 1, NULL, NULL, '', {AT}, 'staff1')",
)
CONCERN = (
    "INSERT INTO concerns VALUES ('concern1')",
    "INSERT INTO concern_versions (id, version, written_at, written_by, correction_reason,"
    " is_removed, superseded_at, case_id, noticed_on, raised_by, primary_need, seen, other_needs,"
    ' opinion, pupil_words, since, how_often, "where", why_now, effect_on_lessons,'
    " effect_on_attendance, effect_on_friends, effect_on_home, effect_on_sleep, effect_on_eating,"
    f" strengths, pupil_hopes, family_hopes) VALUES ('concern1', {VERSION}, 'case1',"
    " '2026-09-07', 'Tutor', '05', 'Sat alone', '[\"19\"]'" + ", ''" * 15 + ")",
)


def referral(number: int, state: str, *, is_open: bool) -> str:
    deadline = "'2026-12-09', 'Ask again'" if is_open else "NULL, ''"
    return (
        "INSERT INTO referrals (id, case_id, service_id, reference, state, created_on,"
        " referrer_id, is_open, deadline_on, deadline_what, urgency, decided_on, sent_on, sent_how,"
        " last_seen_on, asks, meanwhile, holiday_cover, enclosures, copies, earlier_id, changed_at,"
        f" changed_by) VALUES ('r{number}', 'case1', 'service1', 'FBA/26/{number:04}', '{state}',"
        f" '2026-09-08', 'staff1', {int(is_open)}, {deadline}, 'routine', NULL, '2026-09-09',"
        f" 'post', NULL, 'Assess', 'Check-ins', '', '[]', '[]', NULL, {AT}, 'staff1')"
    )


@pytest.fixture
def first(store, keep, case_records):
    """The same file as it was made by the first version, with rows in it."""
    pupil = next(r for r in case_records() if type(r).__name__ == "Pupil")
    keep(pupil, pupil_id="pupil1")
    engine = lone_engine(store._keyed, has_foreign_keys=False)
    written = (upgrade.MIGRATIONS / "versions" / "v0001_first.sql").read_text(encoding="utf-8")
    with writing(engine) as connection:
        kept = _copied(connection, "pupils", "pupil_versions", "pupil_names", "subject_keys")
        history = _copied(connection, "audits", "audit_details", "store_headers")
        for name in reversed([*search_statements()]):
            _drop(connection, name)
        tables = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite%'"
            " AND name <> 'alembic_version'"
        ).scalars()
        for name in list(tables):
            connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')
        for statement in written.strip().split("\n\n"):
            connection.exec_driver_sql(statement)
        _put_back(connection, {**kept, **history})
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    engine.dispose()
    raw = connect(store._keyed)
    raw.execute("BEGIN IMMEDIATE")
    for statement in (
        *ROWS,
        *CONCERN,
        referral(1, "waiting-for-assessment", is_open=True),
        referral(2, "not-accepted", is_open=False),
        referral(3, "sent", is_open=True),
        "INSERT INTO referral_events VALUES (1, 'e1', 'r1', '2026-09-09', "
        f"{AT}, 'staff1', 'draft', 'sent', '', 'By post')",
    ):
        raw.execute(statement)
    raw.execute("COMMIT")
    close(raw)
    return store


def _copied(connection, *tables):
    return {
        name: connection.exec_driver_sql(f"SELECT * FROM {name}").mappings().all()
        for name in tables
    }


def _drop(connection, name):
    kind = connection.exec_driver_sql(
        "SELECT type FROM sqlite_schema WHERE name = ?", (name,)
    ).scalar()
    if kind is not None:
        connection.exec_driver_sql(f'DROP {kind} "{name}"')


def _put_back(connection, kept):
    for name, rows in kept.items():
        for row in rows:
            columns = ", ".join(f'"{column}"' for column in row)
            marks = ", ".join("?" for _ in row)
            connection.exec_driver_sql(
                f"INSERT INTO {name} ({columns}) VALUES ({marks})",
                tuple(row.values()),
            )


def test_everything_is_kept_and_who_waits_gets_a_plan_to_write(first):
    copy = upgrade.bring_up_to_date(first._keyed, first._seal, NOW)
    assert copy is not None
    assert copy.exists()
    with first.begin(write=False) as work:
        waiting, refused, sent = sorted(work.find(Referral), key=lambda r: r.id)
        (plan,) = work.find(Plan)
        assert waiting.state is ReferralState.WAITING_FOR_ASSESSMENT
        assert (waiting.plan_id, plan.case_id, plan.holder_id) == (plan.id, "case1", "staff1")
        assert plan.review_on == waiting.deadline_on
        assert refused.followed_up_on is not None
        assert sent.plan_id is None
        assert (sent.asks, sent.meanwhile, sent.reference) == ("Assess", "Check-ins", "FBA/26/0003")
        (rule,) = work.find(Criterion)
        assert (rule.kind, rule.reply) == (CriterionKind.REPLY_TIME, ReplyKind.ACKNOWLEDGE)
        assert (rule.service_id, rule.days) == ("service1", 7)
        service = work.get(Service, "service1")
        assert (service.kind, service.name) == (ServiceKind.CAMHS_TEAM, "Riverside")
        assert service.takes_file_types == ()
        (concern,) = work.find(Concern)
        assert (concern.seen, concern.settings, concern.is_safeguarding) == ("Sat alone", (), False)
        assert work.get(Case, "case1").thrive is None
        assert [event.words for event in work.find(ReferralEvent)] == ["By post"]
        assert len(work.search.find_text("alone")) == 1
        assert work.find(RiskEntry) == work.find(SupportAction) == work.find(Consent) == []
        assert work.find(CourtOrder) == []
    assert first.verify().faults == ()
    assert first.gaps() == ()
