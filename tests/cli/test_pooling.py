"""A round by the commands, up to the protected release of the area."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mhlead.main import main
from mhlead.vault import pool_books
from mhlead.vault.passphrase import FLOOR_COST
from tests.pool_rounds import PASSPHRASE, plan, pupils_of

Told = pytest.CaptureFixture[str]
SCHOOLS = ("100001", "100002", "100003")


@pytest.fixture(autouse=True)
def cheap_books(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = pool_books.PoolBooks.__init__.__defaults__
    assert defaults is not None
    monkeypatch.setattr(pool_books.PoolBooks.__init__, "__defaults__", (FLOOR_COST,))


def test_a_round_by_the_commands_ends_with_a_protected_release(
    tmp_path: Path, capsys: Told
) -> None:
    def at(name: str) -> str:
        return str(tmp_path / name)

    def school(step: str, code: str, *more: str) -> int:
        said = ["--book", at(f"{code}.book"), "--passphrase-file", at("words")]
        return main(["pool", step, *said, *more])

    (tmp_path / "words").write_text(PASSPHRASE)
    (tmp_path / "plan").write_text(json.dumps(plan()))
    for folder in ("keys", "sent"):
        (tmp_path / folder).mkdir()
    for code in SCHOOLS:
        key = ["--school", code, "--round", "autumn-2026", "--out", at(f"keys/{code}.json")]
        assert school("key", code, *key) == 0
    days = ["--first", "2026-09-01", "--last", "2026-12-18"]
    roster = ["--tables", at("plan"), *days, at("keys"), "--out", at("roster")]
    assert main(["pool", "roster", *roster]) == 0
    capsys.readouterr()
    assert main(["pool", "fingerprint", "--roster", at("roster")]) == 0
    told = capsys.readouterr().out
    assert "3 schools: 100001, 100002, 100003" in told
    assert "Ring two schools that you know" in told
    heard = told.split("Fingerprint: ")[1].split("\n")[0]
    for code in SCHOOLS:
        own = tmp_path / f"own-{code}"
        own.write_text(json.dumps(plan(microdata=pupils_of(int(code)))))
        others = [other for other in SCHOOLS if other != code]
        given = ["--roster", at("roster"), "--fingerprint", heard.lower(), "--rang", *others]
        out = ["--tables", str(own), "--out", at(f"sent/{code}-contribution.json")]
        assert school("contribute", code, *given, *out) == 0
    ask = ["--roster", at("roster"), at("sent"), "--out", at("request")]
    assert main(["pool", "finish-request", *ask]) == 0
    told = capsys.readouterr().out
    assert "3 schools contributed. None is missing." in told
    round_files = ["--roster", at("roster"), "--request", at("request")]
    for code in SCHOOLS:
        out = ["--out", at(f"sent/{code}-answer.json")]
        assert school("finish", code, *round_files, *out) == 0
    assert main(["pool", "total", *round_files, at("sent"), "--out", at("total")]) == 0
    assert "Added up 3 schools." in capsys.readouterr().out
    assert main(["protect", at("total"), "--out", at("protected")]) == 0
    protected = json.loads((tmp_path / "protected").read_text(encoding="utf-8"))
    pupils = sum(len(pupils_of(int(code))) for code in SCHOOLS)
    assert protected["certificate"]["result"] == "passed"
    assert [{}, pupils] in protected["published"]


def test_a_refusal_is_one_sentence_with_the_school_and_no_file(
    tmp_path: Path, capsys: Told
) -> None:
    out = tmp_path / "out"
    broken = tmp_path / "contribution.json"
    broken.write_text('{"format": "mhlead-pool/1", "kind": "contribution", "school": "100001"}')
    files = ["--roster", str(broken), "--request", str(broken), str(broken)]
    code = main(["pool", "total", *files, "--out", str(out)])
    told = capsys.readouterr()
    assert (code, told.out) == (1, "")
    assert told.err.count("\n") == 1
    assert told.err.startswith("School 100001: A field in this file is missing")
    assert told.err.endswith("Nothing was written.\n")
    assert not out.exists()


def shown(value: int | None) -> dict[str, object]:
    cells = [{"at": ["*"], "value": 12}, {"at": ["A"], "value": value}, {"at": ["B"], "value": 7}]
    return {
        "format": "sdc-attack/1",
        "dimensions": {"need": ["A", "B", "C"]},
        "releases": [{"id": "R", "tables": [{"id": "T", "dims": ["need"], "cells": cells}]}],
    }


def test_summaries_that_hide_numbers_come_to_ranges(tmp_path: Path, capsys: Told) -> None:
    files = []
    for number, value in enumerate((None, None, 5)):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(json.dumps(shown(value)))
    out = tmp_path / "ranges"
    assert main(["pool", "ranges", *map(str, files), "--out", str(out)]) == 0
    document = json.loads(out.read_text())
    assert document["summaries"] == 3
    [release] = document["releases"]
    assert release["id"] == "R"
    assert release["ranges"] == [
        {"where": {}, "least": 36, "most": 36},
        {"where": {"need": "A"}, "least": 5, "most": 15},
        {"where": {"need": "B"}, "least": 21, "most": 21},
    ]
    assert "the least and the most" in capsys.readouterr().out


def test_summaries_of_other_tables_are_not_added_up(tmp_path: Path, capsys: Told) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    one.write_text(json.dumps(shown(None)))
    document = shown(None)
    document["releases"] = []
    two.write_text(json.dumps(document))
    out = tmp_path / "ranges"
    assert main(["pool", "ranges", str(one), str(two), "--out", str(out)]) == 1
    assert "don’t have the same dimensions" in capsys.readouterr().err
    assert not out.exists()
