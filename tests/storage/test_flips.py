"""Flipped bits and cut ends: each is refused or reported, none reads wrong without a word."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mhlead.storage.trip_wire import TRIP_WIRE

INSTALLERS = Path(__file__).resolve().parents[2] / "installers"


@pytest.fixture(scope="module", autouse=True)
def _every_step() -> None:
    """Here stores are made with their tables ready: what their making costs is not at stake."""


@pytest.fixture(scope="module")
def flips() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.syspath_prepend(INSTALLERS)
        yield importlib.import_module("flip_test")


@pytest.fixture(scope="module")
def whole(flips: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return flips.make(tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize(("kind", "count"), [("store", 40), ("header", 100), ("backup", 60)])
def test_no_damage_reads_wrong_without_a_word(
    flips: ModuleType, whole: Any, tmp_path: Path, kind: str, count: int
) -> None:
    tally = flips.damage(kind, count, 1, whole, tmp_path)
    assert tally.damages > count
    assert (tally.silent, tally.wrong) == ([], [])


def test_without_the_guards_of_reading_damage_would_be_silent(
    flips: ModuleType, whole: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page at the end of a long note, as SQLCipher alone reads it: with its end as zeros."""
    monkeypatch.setattr(TRIP_WIRE, "check", lambda _: None)
    monkeypatch.setattr(flips, "_is_cut", lambda _: False)
    came = set()
    for page in range(len(whole.store) // 4096 - 90, len(whole.store) // 4096):
        spoilt = bytearray(whole.store)
        spoilt[page * 4096 + 2000] ^= 1
        came.add(flips.look_at_store(whole, bytes(spoilt), tmp_path))
        if "wrong" in came:
            break
    assert "wrong" in came
