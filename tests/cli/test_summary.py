"""The command that makes the summary: recorded first, all of its files or none, the same again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mhlead.cli import summary as command
from mhlead.cli.summary import _is_meant
from mhlead.domain.calendar import Period
from mhlead.domain.counted_periods import (
    CalendarKind,
    calendar_of_quarters,
    calendar_of_terms,
)
from mhlead.lazy_releases import LazyGuard
from mhlead.main import main
from mhlead.services import unlocking
from mhlead.wording.summary_words import period_words
from tests.builders import PASSPHRASE, School, make_school
from tests.parts.releases import HidesAll, InventedCounting, invented

Q1 = "Q1 2026/27"


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> School:
    """A closed store; its pupils are invented, and everything but totals is hidden."""
    made = make_school(tmp_path)
    unlocking.lock(made.session)
    (tmp_path / "words").write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setattr(command, "StoreCounting", lambda: InventedCounting(invented(12)))
    monkeypatch.setattr(LazyGuard, "protect", HidesAll.protect)
    return made


def run(school: School, *more: str) -> int:
    words = school.folder.parent / "words"
    folder = str(school.folder)
    return main(["summary", folder, "--passphrase-file", str(words), "--term", Q1, *more])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_dry_run_writes_and_records_nothing(school: School, tmp_path, capsys) -> None:
    out = tmp_path / "out"
    assert run(school, "--out", str(out), "--dry-run") == 0
    told = capsys.readouterr().out
    assert "set S" in told
    assert "12 of 13 numbers are hidden." in told
    assert names(out) == []


def test_it_is_written_and_given_out_again_with_the_same_bytes(school: School, tmp_path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert run(school, "--out", str(first)) == 0
    assert run(school, "--out", str(second)) == 0
    assert names(first) == names(second)
    assert {name.rpartition(".")[2] for name in names(first)} == {"pdf", "ods", "csv", "json"}
    for name in names(first):
        assert (first / name).read_bytes() == (second / name).read_bytes()
        assert name.startswith("mental-health-summary-q1-2026-27-")


def test_a_file_that_is_there_is_never_touched_and_none_is_left(
    school: School, tmp_path, capsys
) -> None:
    first = tmp_path / "first"
    assert run(school, "--out", str(first)) == 0
    kept = names(first)
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / kept[2]).write_text("mine", encoding="utf-8")
    assert run(school, "--out", str(taken)) == 1
    assert names(taken) == [kept[2]]
    assert (taken / kept[2]).read_text(encoding="utf-8") == "mine"
    assert "Traceback" not in capsys.readouterr().err


def test_a_fault_while_a_file_is_written_leaves_none(
    school: School, tmp_path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    whole = Path.rename
    done: list[Path] = []

    def breaks(self: Path, target: Path) -> Path:
        done.append(self)
        if len(done) == 3:
            raise OSError
        return whole(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", breaks)
        assert run(school, "--out", str(tmp_path / "out")) == 1
    assert names(tmp_path / "out") == []
    assert "stands in the ledger" in capsys.readouterr().err
    assert run(school, "--out", str(tmp_path / "again")) == 0  # the same, from the ledger
    assert len(names(tmp_path / "again")) == 4


@pytest.mark.parametrize(
    "more",
    [
        ["--threshold", "3"],
        ["--threshold", "11"],
        ["--term", "Q4 2026/27"],
        ["--term", "never"],
        ["--year-on"],
        ["--comment-file", "no-such-file"],
    ],
)
def test_what_can_not_be_made_is_one_sentence_and_no_file(
    school: School, tmp_path, capsys, more: list[str]
) -> None:
    out = tmp_path / "out"
    assert run(school, "--out", str(out), *more) == 1
    assert names(out) == []
    told = capsys.readouterr().err.strip()
    assert told
    assert "\n" not in told


TERMS = calendar_of_terms(
    [
        Period(date(year + add, month, 1), date(year + add, month + 2, 20))
        for year in (2024, 2025, 2026)
        for month, add in ((9, 0), (1, 1), (5, 1))
    ]
)
QUARTERS = calendar_of_quarters(2025, 2026)


@pytest.mark.parametrize(
    ("calendar", "typed", "meant"),
    [
        (TERMS, "spring 2026", ["Spring term 2025/26"]),
        (TERMS, "Spring term 2025/26", ["Spring term 2025/26"]),
        (TERMS, "spring 2025/2026", ["Spring term 2025/26"]),
        (TERMS, "autumn 2025", ["Autumn term 2025/26"]),
        (TERMS, "winter 2025", []),
        (QUARTERS, "Q1 2026", ["Q1 2026/27"]),
        (QUARTERS, "q4 2025/26", ["Q4 2025/26"]),
        (QUARTERS, "", []),
    ],
)
def test_a_period_is_meant_by_its_name(calendar, typed: str, meant: list[str]) -> None:
    kind: CalendarKind = calendar.kind
    found = [one for one in calendar.periods if _is_meant(kind, one, typed)]
    assert [period_words(kind, one) for one in found] == meant
