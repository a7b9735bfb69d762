"""The power goes, or the disk gets full: nothing confirmed is lost, and the store always opens."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

INSTALLERS = Path(__file__).resolve().parents[2] / "installers"

pytestmark = pytest.mark.gcc


@pytest.fixture(scope="module", autouse=True)
def _every_step() -> None:
    """Here stores are made with their tables ready: what their making costs is not at stake."""


@pytest.fixture(scope="module")
def power() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.syspath_prepend(INSTALLERS)
        yield importlib.import_module("power.cuts")


@pytest.fixture(scope="module")
def recorder(power: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = importlib.import_module("power.library")
    built: Path = library.build(tmp_path_factory.mktemp("recorder"))
    return built


@pytest.mark.parametrize(
    ("kind", "cuts"),
    [
        ("use", 30),
        ("headers", 12),
        ("backups", 12),
        ("rotation", 6),
        ("migration", 1),
        ("taking", 3),
        ("restore", 2),
        ("disposal", 3),
    ],
)
def test_nothing_confirmed_is_lost_when_the_power_goes(
    power: ModuleType,
    recorder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    cuts: int,
) -> None:
    monkeypatch.setattr(power, "EACH_WHOLE", 30)
    tally = power.cut(kind, cuts, 1, recorder, tmp_path)
    assert (tally.cuts, tally.faults) == (cuts, [])


def test_a_disk_that_forgets_what_it_was_told_to_keep_is_noticed(
    power: ModuleType, recorder: Path, tmp_path: Path
) -> None:
    tally = power.cut("use", 8, 1, recorder, tmp_path, syncs=False)
    assert tally.lost + tally.damaged > 3


def test_a_disk_that_gets_full_is_told_as_that_loses_nothing_and_work_goes_on() -> None:
    kinds = ("rotation", "passing on", "disposal")
    points = ("850", "955")
    command = [sys.executable, INSTALLERS / "power_cut.py", "--full", "1"]
    command += [part for kind in kinds for part in ("--kind", kind)]
    command += [part for point in points for part in ("--only", point)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" 0 bad") == len(kinds)
