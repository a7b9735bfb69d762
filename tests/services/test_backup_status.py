"""What the history says of backups, however many of them there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.services import backups
from mhlead.services.backups import BackupPlaces
from mhlead.services.today import read_today
from tests.builders import School


def _many_later(school: School) -> None:
    """As many lines of the history as a few days of work leave."""
    with school.session.writing() as work:
        for _ in range(59):
            work.log(Action.BACKUP_TRIED, None, {"sound": "yes"})
        work.commit()


@pytest.mark.parametrize("was_reached", [True, False])
def test_a_second_place_that_is_missed_is_told_though_many_backups_reached_the_first(
    school: School, tmp_path: Path, was_reached: bool
) -> None:
    stick = tmp_path / "stick"
    places = BackupPlaces(tmp_path / "own", stick)
    if was_reached:
        stick.mkdir()
        backups.make_backup(school.session, places)
        for path in stick.iterdir():
            path.unlink()
        stick.rmdir()
        _many_later(school)
    begun = school.clock.now().date()
    for _ in range(2):
        backups.make_backup(school.session, places)
        _many_later(school)
        school.clock.forward(4)
    status = backups.read_status(school.session)
    assert status.second_seen_at is not None
    assert status.second_seen_at.date() == begun
    assert status.has_reached_second is was_reached
    lines = read_today(school.session).lines
    assert "second-backup-late" in {one.why.value for line in lines for one in line.reasons}
