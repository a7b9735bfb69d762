"""Today says when the computer's clock can't be right, until it is or somebody says that it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.backup import backup_name
from mhlead.domain.today_views import OF_THE_CLOCK, Level, Why
from mhlead.services import backups
from mhlead.services.backups import BackupPlaces
from mhlead.services.clock_trust import confirm_clock, read_clock
from mhlead.services.today import read_today
from tests.builders import MONDAY, School, make_school


@pytest.fixture
def made(tmp_path):
    school = make_school(tmp_path)
    school.case()
    yield school
    school.session.store.close()


def told(made: School) -> list[Why]:
    """What stands first on Today where it is about the clock, and whatever else is of it."""
    lines = read_today(made.session).lines
    found = [reason.why for line in lines for reason in line.reasons]
    of_clock = [why for why in found if why in OF_THE_CLOCK]
    if of_clock:
        assert [reason.why for reason in lines[0].reasons] == of_clock
    return of_clock


def whys(made: School) -> set[Why]:
    return {one.why for line in read_today(made.session).lines for one in line.reasons}


def test_a_clock_set_back_stands_first_on_today_until_it_is_put_right(made: School) -> None:
    made.clock.forward(14)
    made.reopened()
    assert told(made) == []
    made.clock.forward(-2500)
    made.reopened()
    assert told(made) == [Why.CLOCK_BACK]
    [reason] = read_today(made.session).lines[0].reasons
    assert reason.level is Level.OVERDUE
    assert reason.since_on == MONDAY + timedelta(days=14)
    made.clock.forward(2501)
    made.reopened()
    assert told(made) == []


def test_a_clock_that_leapt_ahead_is_told_and_believed_once_somebody_says_so(made: School) -> None:
    made.reopened()
    made.clock.forward(401)
    made.reopened()
    assert told(made) == [Why.CLOCK_AHEAD]
    confirm_clock(made.session)
    assert told(made) == []
    with made.session.reading() as work:
        [line] = work.history(limit=1, actions=(Action.CLOCK_CONFIRMED,))
    assert dict(line.detail)["side"] == "ahead"
    made.reopened()
    assert told(made) == []


def test_a_backup_is_late_also_where_the_newest_has_a_date_ahead(made: School) -> None:
    places = BackupPlaces(backups.own_place(made.folder))
    made.clock.forward(20_000)
    made.reopened()
    backups.make_backup(made.session, places)
    made.clock.forward(-20_000)
    made.reopened()
    assert Why.BACKUP_LATE not in whys(made)
    made.clock.forward(4)
    made.reopened()
    assert {Why.CLOCK_BACK, Why.BACKUP_LATE} <= whys(made)
    confirm_clock(made.session)
    backups.make_backup(made.session, places)
    names = [one.file.made_at.year for one in backups.list_backups(made.session, places)]
    assert names == [2081, 2026]  # the wrong date goes by days of work, not by anybody's word
    assert not {Why.CLOCK_BACK, Why.BACKUP_LATE} & whys(made)


def test_after_a_leap_no_backup_is_called_late_by_years(made: School) -> None:
    places = BackupPlaces(backups.own_place(made.folder))
    backups.make_backup(made.session, places)
    made.reopened()
    made.clock.forward(20_000)
    made.reopened()
    assert not backups.read_status(made.session).is_late(read_clock(made.session))
    backups.make_backup(made.session, places)
    assert len(backups.list_backups(made.session, places)) == 2


def test_a_backup_to_a_folder_of_somebodys_choice_takes_nothing_out(
    made: School, tmp_path: Path
) -> None:
    now, folder = made.session.clock.now(), tmp_path / "chosen"
    folder.mkdir()
    there = {backup_name(made.session.store.store_id, now - timedelta(days=n)) for n in range(200)}
    for name in there:
        (folder / name).touch()
    made_one = backups.make_backup_in(made.session, folder)
    assert made_one.removed == 0
    assert there < {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("years", [-8, 10])
def test_saying_that_a_wrong_date_is_right_costs_no_backup(
    made: School, tmp_path: Path, years: int
) -> None:
    places, store_id = BackupPlaces(tmp_path / "own"), made.session.store.store_id
    places.own.mkdir()
    now = made.session.clock.now()
    week = {backup_name(store_id, now - timedelta(days=day)) for day in range(1, 6)}
    for name in week:
        (places.own / name).touch()
    made.come_to(MONDAY.replace(year=MONDAY.year + years))
    made.reopened()
    assert told(made) == []
    assert backups.make_backup(made.session, places).removed == 0
    made.come_to(MONDAY + timedelta(days=1))  # seen, and put right
    made.reopened()
    backups.make_backup(made.session, places)
    assert week <= {path.name for path in places.own.iterdir()}
