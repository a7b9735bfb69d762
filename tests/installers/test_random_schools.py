"""A sample of the random schools, and the command over all of them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import random_schools
from mhlead.disclosure.guarded import protect
from mhlead.disclosure.weights import secret_weights
from mhlead.domain.release import Protection, Task, Verdict
from mhlead.exchange import publication_file, table_file
from mhlead.lazy_releases import LazyGuard
from tests.parts.schools import HOW_MANY, Kind, random_school, seeds

SMALL = list(seeds(Kind.SMALL))[:30]
MIDDLE = (2003, 2005, 2009)
"""Of 50, 143 and 121 pupils in one period; proved in one or two seconds."""


@pytest.mark.parametrize("tens", range(3))
def test_thirty_small_schools_give_nothing_away(tens: int) -> None:
    for seed in SMALL[10 * tens : 10 * tens + 10]:
        line = random_schools.tried(random_school(Kind.SMALL, seed))
        assert (line["seed"], line["found"], line["outcome"]) == (seed, 0, "optimal")


@pytest.mark.parametrize("seed", MIDDLE)
def test_three_middle_schools_give_nothing_away(seed: int) -> None:
    line = random_schools.tried(random_school(Kind.MIDDLE, seed))
    (release,) = line["releases"]
    assert (line["found"], release["set"]) == (0, "MIDDLE")
    # On a slow machine the fewest may not be proved in time; it is safe nevertheless.
    assert line["outcome"] in ("optimal", "feasible")
    assert release["hidden"] < release["cells"] - 1


def test_a_run_goes_on_where_it_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--folder", str(tmp_path), "--only", "S", "--minutes"]
    (tmp_path / "log.jsonl").write_text('{"kind": "S", "se')
    assert random_schools.main([*arguments, "0"]) == 0
    assert random_schools.read_log(tmp_path) == []
    done = [random_schools.tried(random_school(Kind.SMALL, seed)) for seed in SMALL[:1]]
    lines = [{**done[0], "seed": seed} for seed in seeds(Kind.SMALL)[2:]]
    (tmp_path / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert random_schools.main([*arguments, "60"]) == 0
    after = random_schools.read_log(tmp_path)
    assert {line["seed"] for line in after} == set(seeds(Kind.SMALL))
    assert "120 optimal" in capsys.readouterr().out
    assert {path.name.split("-")[0] for path in tmp_path.glob("S*.case.json")} == {"S1000", "S1001"}


def test_there_are_as_many_cases_as_were_asked_for() -> None:
    every = list(random_schools.cases())
    assert Counter(kind for kind, _ in every) == HOW_MANY
    assert len(set(every)) == 220
    # Whenever it is stopped, something of every kind was tried.
    assert {kind for kind, _ in every[:5]} == set(Kind)


def test_what_a_spoilt_protector_gives_away_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_less(_self: object, task: Task, seed: int, *_more: object) -> Protection:
        found = protect(task, secret_weights(seed))
        return replace(found, hidden=found.hidden[:-1])

    monkeypatch.setattr(random_schools.Patient, "protect", one_less)
    line = random_schools.tried(random_school(Kind.SMALL, SMALL[0]))
    assert line["found"] > 0


def test_what_is_kept_of_a_case_reads_back_as_the_same(tmp_path: Path) -> None:
    for kind, seed in ((Kind.SMALL, SMALL[0]), (Kind.OVERLAPPING, seeds(Kind.OVERLAPPING)[1])):
        random_schools.tried(random_school(kind, seed), folder=tmp_path)
    cases = sorted(tmp_path.glob("*.case.json"))
    assert cases
    for path in cases:
        task = table_file.read(path).task
        answer = json.loads(path.with_name(path.name.replace("case", "answer")).read_text())
        assert judged(task, answer["suppressed"], path) is Verdict.SAFE
    for path in tmp_path.glob("*.attack.json"):
        assert publication_file.read(path).demands


def judged(task: Task, suppressed: list[dict[str, str]], path: Path) -> Verdict:
    names = list(json.loads(path.read_text())["dimensions"].items())
    hidden = [
        tuple(
            (d, (categories.index(cell[name]),))
            for d, (name, categories) in enumerate(names)
            if name in cell
        )
        for cell in suppressed
    ]
    return LazyGuard().try_to_undo(task, hidden, lambda: False).verdict
