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
    [("use", 40), ("headers", 25), ("backups", 25), ("rotation", 10), ("migration", 1)],
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
    tally = power.cut("use", 10, 1, recorder, tmp_path, syncs=False)
    assert tally.lost + tally.damaged > 3


def test_a_disk_that_is_full_at_any_write_does_no_damage(
    power: ModuleType, recorder: Path, tmp_path: Path
) -> None:
    for at in (3, 100):
        assert power.fill(at, recorder, tmp_path / str(at)) == (True, "")
