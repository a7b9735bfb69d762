"""Pupils who may be here already, against pairs that were judged before the rules were written."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from mhlead.domain.likeness import days_mistaken_for, may_be_one, name_likeness
from mhlead.domain.records import Pupil

LEAST_FOUND, MOST_FALSE = 0.98, 0.05
with (Path(__file__).parents[1] / "data" / "duplicate_pairs.csv").open(encoding="utf-8") as file:
    PAIRS = list(csv.DictReader(file))


def pupil(row: dict[str, str], end: str = "") -> Pupil:
    born_on = row[f"born_on{end}"]
    return Pupil(
        id="",
        surname=row[f"surname{end}"],
        forename=row[f"forename{end}"],
        born_on=date.fromisoformat(born_on) if born_on else None,
        preferred_forename=row[f"preferred_forename{end}"],
        upn=row[f"upn{end}"],
    )


def wrongly_judged(same: str) -> list[str]:
    told = []
    for row in PAIRS:
        found = may_be_one(pupil(row), pupil(row, "_2"))
        assert found == may_be_one(pupil(row, "_2"), pupil(row)), "either may be typed in second"
        if row["same_child"] == same and found != (same == "yes"):
            told.append(f"{row['what']}: {row['forename']} {row['surname']}")
    return told


@pytest.mark.parametrize(("same", "share"), [("yes", 1 - LEAST_FOUND), ("no", MOST_FALSE)])
def test_nearly_every_double_is_found_and_few_others(same: str, share: float) -> None:
    count = sum(row["same_child"] == same for row in PAIRS)
    wrong = wrongly_judged(same)
    assert count == 200
    assert len(wrong) <= share * count, wrong


def test_one_slip_turns_a_birth_date_into_few_others() -> None:
    day = date(2011, 4, 12)
    mistaken = days_mistaken_for(day)
    assert {date(2011, 12, 4), date(2011, 4, 21), date(2011, 4, 13), date(2012, 4, 12)} <= mistaken
    assert day not in mistaken
    assert date(2011, 6, 18) not in mistaken
    assert len(mistaken) < 60


def test_every_name_a_pupil_goes_by_counts() -> None:
    one = Pupil("", "Hargrave", "Elizabeth", preferred_forename="Lizzie", former_surname="Dunn")
    assert name_likeness(one, Pupil("", "Dunn", "Lizzie")) == 1
    assert name_likeness(one, Pupil("", "Dunn", "Florence")) < 0.8
