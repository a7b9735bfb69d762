"""The days beside the store: without a name, written whole, and never in the way."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta

import pytest

from mhlead.cli.parser import build_parser
from mhlead.cli.status import status
from mhlead.domain.codes import DayKind
from mhlead.domain.records import SchoolDays
from mhlead.services.standing import (
    FILE,
    Standing,
    read_standing,
    read_today_and_note,
    write_standing,
)
from tests.builders import MONDAY, School
from tests.services.lives import plan_of, quiet_case, school_year

DAY = timedelta(days=1)


def asked(school: School, *more: str) -> int:
    arguments = build_parser().parse_args(["status", str(school.folder), *more])
    return status(arguments, school.adapters)


def test_only_days_stand_beside_the_store(school: School) -> None:
    plan_of(school, quiet_case(school), review_on=MONDAY + 3 * DAY)
    read_today_and_note(school.session)
    kept = json.loads((school.folder / FILE).read_text(encoding="utf-8"))
    assert set(kept) == {"format", "last_unlocked_on", "next_due_on", "expected_by"}
    assert read_standing(school.folder) == Standing(MONDAY, MONDAY + 3 * DAY, MONDAY + 3 * DAY)


def test_not_opened_for_three_school_days_is_said_and_an_exit_code(
    school: School, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(school) == 1
    assert "not known" in capsys.readouterr().out
    read_today_and_note(school.session)
    school.clock.forward(3)
    assert asked(school) == 0
    assert "Not opened" not in capsys.readouterr().out
    school.clock.forward(1)
    assert asked(school) == 1
    assert "Not opened for three school days" in capsys.readouterr().out
    assert asked(school, "--json") == 1
    assert json.loads(capsys.readouterr().out)["late"] is True


def test_holidays_are_no_school_days(school: School) -> None:
    school_year(
        school,
        SchoolDays("", DayKind.TERM, date(2026, 9, 1), date(2026, 11, 24)),
        SchoolDays("", DayKind.TERM, date(2027, 1, 4), date(2027, 3, 19)),
    )
    read_today_and_note(school.session)
    standing = read_standing(school.folder)
    assert standing is not None
    assert standing.expected_by == date(2027, 1, 5)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
def test_a_folder_that_cannot_be_written_to_stops_nothing(school: School) -> None:
    there = school.folder / "no-folder"
    assert not write_standing(there, Standing(MONDAY, None, MONDAY))
    (school.folder / FILE).mkdir()
    assert not write_standing(school.folder, Standing(MONDAY, None, MONDAY))
    assert read_today_and_note(school.session).on == MONDAY
    assert list(school.folder.glob("*.new")) == []
    assert read_standing(school.folder) is None


@pytest.mark.parametrize("text", ["", "[]", '{"format": "other/1"}', '{"format": 3', "\xff"])
def test_a_damaged_note_is_no_note(school: School, text: str) -> None:
    (school.folder / FILE).write_text(text, encoding="latin-1")
    assert read_standing(school.folder) is None
