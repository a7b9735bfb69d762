"""The command on the directory, against real stores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mhlead.domain.records import Service
from mhlead.main import main
from mhlead.services import records, unlocking
from tests.builders import PASSPHRASE, School, make_school

Told = pytest.CaptureFixture[str]


@pytest.fixture
def secret(tmp_path: Path) -> list[str]:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE)
    return ["--passphrase-file", str(path)]


def closed(folder: Path, *services: str) -> Path:
    school: School = make_school(folder)
    for name in services:
        records.keep(school.session, Service("", school.service.kind, name))
    unlocking.lock(school.session)
    return school.folder


def test_a_directory_goes_out_and_in(tmp_path: Path, secret: list[str], capsys: Told) -> None:
    one, other = closed(tmp_path / "a", "Harbour"), closed(tmp_path / "b")
    file = tmp_path / "services.mhdirectory"
    assert main(["directory", str(one), "--out", str(file), *secret]) == 0
    assert capsys.readouterr().out == f"Wrote 2 services to {file}.\n"
    assert main(["directory", str(one), "--out", str(file), *secret]) == 1
    assert "already a file of that name" in capsys.readouterr().err

    dry = ["directory", str(other), "--in", str(file), "--dry-run", *secret]
    for _ in range(2):
        assert main(dry) == 0
        told = capsys.readouterr().out
        assert "1. Harbour: New here." in told
        assert "The whole service with 0 people and 0 rules: would be taken in." in told
        assert "2. Northmoor CAMHS: The same here." in told
    taken = ["directory", str(other), "--in", str(file), "--json", *secret]
    assert main(taken) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["format"], answer["counts"]) == (
        "mhlead-directory-taken/1",
        {"new": 1, "same": 1},
    )
    assert [offer["taken"] for offer in answer["services"][0]["offers"]] == [True]
    assert main(taken) == 0
    assert json.loads(capsys.readouterr().out)["counts"] == {"same": 2}
    assert main(["verify", str(other), *secret]) == 0


def test_what_differs_is_taken_only_when_asked(
    tmp_path: Path, secret: list[str], capsys: Told
) -> None:
    store = closed(tmp_path / "a")
    file = tmp_path / "services.mhdirectory"
    assert main(["directory", str(store), "--out", str(file), *secret]) == 0
    file.write_text(file.read_text().replace("01632 960733", "01632 960999"))
    take = ["directory", str(store), "--in", str(file), *secret]
    capsys.readouterr()
    assert main(take) == 0
    told = capsys.readouterr().out
    assert "Telephone: left as it is." in told
    assert "--all takes in everything" in told
    assert main([*take, "--all"]) == 0
    assert "Telephone: taken in." in capsys.readouterr().out
    assert main([*take, "--all"]) == 0
    assert "Nothing is taken in." in capsys.readouterr().out


def test_a_faulty_file_is_refused_by_row_and_field(
    tmp_path: Path, secret: list[str], capsys: Told
) -> None:
    store = closed(tmp_path / "a")
    file = tmp_path / "services.mhdirectory"
    assert main(["directory", str(store), "--out", str(file), "--dry-run", *secret]) == 2
    assert not file.exists()
    assert main(["directory", str(store), "--out", str(file), *secret]) == 0
    file.write_text(file.read_text().replace("single-point-of-access", "point"))
    capsys.readouterr()
    assert main(["directory", str(store), "--in", str(file), *secret]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Service 1, field “kind”: This is none of the values")


def test_it_is_used_one_way_at_a_time(tmp_path: Path) -> None:
    for ways in ([], ["--in", "a", "--out", "b"]):
        with pytest.raises(SystemExit) as end:
            main(["directory", str(tmp_path), *ways])
        assert end.value.code == 2
