"""Aims of the area's plan: they come with the directory file, each with what answers it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mhlead.domain.errors import DirectoryRefused, FieldRefused
from mhlead.domain.figures import Figure, Publishing
from mhlead.domain.records import PlanAim
from mhlead.services import directory_file, plan_aims, records
from mhlead.wording import sentence_for
from mhlead.wording.figure_words import DEFINITIONS, NOT_ANSWERABLE, measure_words
from tests.builders import School, make_school

WAITS = PlanAim("", "Shorter waits until first seen", "Northmoor plan", "Page 12", "waits")
STAFF = PlanAim("", "More staff in community teams", "Northmoor plan", "Page 14")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[School]:
    made = make_school(tmp_path / "other")
    yield made
    made.session.store.close()


def written(school: School, path: Path) -> Path:
    raw, _ = directory_file.directory_bytes(school.session, school.adapters.directory_files)
    path.write_bytes(raw)
    return path


def taken(school: School, path: Path) -> tuple[int, int]:
    files = school.adapters.directory_files
    plan = directory_file.preview_directory(school.session, files, path)
    keys = {offer.key for offer in plan.aims}
    if not keys:
        return (0, 0)
    done = directory_file.take_in(school.session, plan, keys)
    return done.added, done.changed


def test_each_aim_has_its_figure_or_none(school: School) -> None:
    for one in (WAITS, STAFF):
        records.keep(school.session, one)
    first, second = plan_aims.list_aims(school.session)
    assert (first.figure, first.publishing) == (Figure.WAITS, Publishing.SETS)
    assert (second.figure, second.publishing) == (None, None)
    assert measure_words("waits") == f"Answered by: {DEFINITIONS[Figure.WAITS].name}"
    assert measure_words("") == NOT_ANSWERABLE
    with pytest.raises(FieldRefused, match="not-offered"):
        records.keep(school.session, PlanAim("", "Something", measure="happiness"))


def test_they_go_to_another_school_with_the_directory_and_a_second_time_do_nothing(
    school: School, other: School, tmp_path: Path
) -> None:
    assert "aims" not in json.loads(written(school, tmp_path / "without").read_bytes())
    for one in (WAITS, STAFF):
        records.keep(school.session, one)
    path = written(school, tmp_path / "with")
    assert taken(other, path) == (2, 0)
    assert taken(other, path) == (0, 0)
    here, there = plan_aims.list_aims(school.session), plan_aims.list_aims(other.session)
    assert [one.aim.says for one in here] == [one.aim.says for one in there]
    own = there[0].aim
    records.keep(other.session, PlanAim(own.id, own.says, own.area, own.source, "reach"), "ours")
    assert taken(other, path) == (0, 1)
    assert plan_aims.list_aims(other.session)[0].figure is Figure.WAITS


@pytest.mark.parametrize(
    ("aim", "told"),
    [
        ({"says": ""}, "Aim 1, field “says”"),
        ({"says": "Less", "measure": "happiness"}, "Aim 1, field “measure”"),
        ({"says": "Less", "pupil": "Jo"}, "Aim 1, field “pupil”"),
        ({"says": 3}, "Aim 1, field “says”"),
    ],
)
def test_an_aim_that_can_not_be_one_refuses_the_file(
    school: School, aim: dict[str, object], told: str
) -> None:
    whole = {"format": "mhlead-directory", "version": 1, "made_on": "2026-11-01", "aims": [aim]}
    with pytest.raises(DirectoryRefused) as refused:
        school.adapters.directory_files.read_bytes(json.dumps(whole).encode())
    assert sentence_for(refused.value).startswith(told)


def test_a_file_of_aims_alone_is_read(school: School) -> None:
    aim = {"says": "Less waiting", "measure": "waits"}
    whole = {"format": "mhlead-directory", "version": 1, "made_on": "2026-11-01", "aims": [aim]}
    read = school.adapters.directory_files.read_bytes(json.dumps(whole).encode())
    assert read.aims == (PlanAim("", "Less waiting", measure="waits"),)
