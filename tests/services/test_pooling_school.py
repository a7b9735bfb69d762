"""Pooling from open stores: the book lies in the store, and an older copy of it answers nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.records import PoolRounds
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import Stream
from mhlead.services import pooling_area, pooling_folder, pooling_school
from mhlead.services.pooling_folder import RoundOrder, read_round
from mhlead.wording.pool_words import SummaryWords
from tests.builders import School, make_school
from tests.services.random_school import fill

CODES = ("100001", "100002", "100003")
ORDER = RoundOrder(Stream.CLOSURES, date(2025, 9, 1), date(2026, 7, 20))


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, School]]:
    made = {code: make_school(tmp_path_factory.mktemp(code)) for code in CODES}
    for number, school in enumerate(made.values()):
        fill(school, 20 + number, 12)
    yield made
    for school in made.values():
        school.session.store.close()


def keys(schools: dict[str, School], folder: Path, name: str) -> None:
    for code, school in schools.items():
        raw, _ = pooling_school.own_key(school.session, school.adapters.pool, code, name)
        (folder / f"key-{code}.json").write_bytes(raw)


def roster(schools: dict[str, School], folder: Path) -> str:
    """The roster of the folder's keys; its fingerprint."""
    tools = schools[CODES[0]].adapters.pool
    plan = pooling_folder.plan_bytes(tools, ORDER, SmallNumbers(), SummaryWords())
    (folder / "plan.json").write_bytes(plan)
    seen, raw = pooling_area.make_roster(
        tools, folder / "plan.json", ORDER.first_on, ORDER.last_on, read_round(tools, folder).keys
    )
    (folder / "roster.json").write_bytes(raw)
    return seen.fingerprint


def give(school: School, folder: Path, code: str, heard: str) -> None:
    raw, _ = pooling_school.own_contribution(
        school.session,
        school.adapters.pool,
        SummaryWords(),
        roster=folder / "roster.json",
        heard=heard,
        rang=[one for one in CODES if one != code],
    )
    (folder / f"contribution-{code}.json").write_bytes(raw)


def test_three_stores_are_added_up_in_a_folder(schools: dict[str, School], tmp_path: Path) -> None:
    tools = schools[CODES[0]].adapters.pool
    keys(schools, tmp_path, "spring-2026")
    heard = roster(schools, tmp_path)
    for code, school in schools.items():
        give(school, tmp_path, code, heard)
    there = read_round(tools, tmp_path)
    assert (len(there.keys), len(there.contributions), there.request) == (3, 3, None)
    with pytest.raises(PoolRefused, match="no-request"):
        there.the_request()
    _, missing, raw = pooling_area.make_request(tools, there.the_roster(), there.contributions)
    (tmp_path / "request.json").write_bytes(raw)
    assert missing == ()
    for code, school in schools.items():
        answer, changes = pooling_school.own_answer(
            school.session,
            tools,
            roster=tmp_path / "roster.json",
            request=tmp_path / "request.json",
        )
        assert changes.touched
        (tmp_path / f"answer-{code}.json").write_bytes(answer)
        known = pooling_school.read_rounds(school.session, tools)
        assert (known.school, known.rounds) == (code, (("spring-2026", True, True),))
    there = read_round(tools, tmp_path)
    count, raw = pooling_area.make_total(
        tools,
        there.the_roster(),
        there.the_request(),
        random.Random(1).sample([*there.contributions, *there.answers], 6),
    )
    assert count == 3
    assert json.loads(raw)["format"] == "sdc-protect/1"
    (tmp_path / "second.json").write_bytes((tmp_path / "roster.json").read_bytes())
    with pytest.raises(PoolRefused, match="several"):
        read_round(tools, tmp_path)


def test_after_a_backup_was_restored_a_round_under_way_is_not_gone_on_with(
    schools: dict[str, School], tmp_path: Path
) -> None:
    code, school = CODES[0], schools[CODES[0]]
    keys(schools, tmp_path, "summer-2026")
    heard = roster(schools, tmp_path)
    with school.session.writing() as work:
        work.log(Action.BACKUP_RESTORED, None, {"name": "an older copy"})
        work.commit()
    with pytest.raises(PoolRefused, match="restored"):
        give(school, tmp_path, code, heard)
    later = tmp_path / "later"
    later.mkdir()
    keys(schools, later, "autumn-2026")
    give(school, later, code, roster(schools, later))


def test_the_history_names_the_round_and_the_book_stands_in_the_store(
    schools: dict[str, School], tmp_path: Path
) -> None:
    keys(schools, tmp_path, "winter-2026")
    with schools[CODES[1]].session.reading() as work:
        (book,) = work.find(PoolRounds)
        newest = work.history(limit=1)[0]
    assert CODES[1].encode() in book.book
    assert dict(newest.detail) == {"what": "pool-round", "round": "winter-2026"}
