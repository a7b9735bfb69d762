"""The power goes at random points: nothing confirmed is lost, and the store always opens."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "installers" / "power_cut.py"

pytestmark = pytest.mark.gcc


@pytest.fixture(scope="module", autouse=True)
def _every_step() -> None:
    """Here stores are made with their tables ready: what their making costs is not at stake."""


@pytest.fixture(scope="module")
def power() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("power_cut", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setitem(sys.modules, "power_cut", module)
        spec.loader.exec_module(module)
        yield module


@pytest.fixture(scope="module")
def recorder(power: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    built: Path = power.build(tmp_path_factory.mktemp("recorder"))
    return built


@pytest.mark.parametrize(
    ("kind", "cuts"),
    [("use", 50), ("headers", 20), ("backups", 20), ("rotation", 6), ("migration", 1)],
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


def test_a_disk_that_gets_full_while_a_store_is_opened_is_told_as_that_and_does_no_damage(
    power: ModuleType, recorder: Path, tmp_path: Path
) -> None:
    assert power.fill(3, recorder, tmp_path) == (True, "")
