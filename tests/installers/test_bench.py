"""The benchmark measures both sides in turns and says what it could not measure."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

import bench
from bench import Pair, Row, Size, Unready


@pytest.fixture(autouse=True)
def _leave_the_heap_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between rounds a benchmark clears the heap; that of a whole run of tests takes seconds."""
    monkeypatch.setattr(bench.gc, "collect", lambda: 0)


def test_both_sides_take_turns_after_one_go_to_warm_up() -> None:
    order: list[str] = []
    ours, peer = bench.measure(Pair(lambda: order.append("o"), lambda: order.append("p")), 3)
    assert order == list("opopopop")
    assert (len(ours), len(peer)) == (3, 3)


def test_a_side_that_runs_elsewhere_tells_its_own_time() -> None:
    ours, peer = bench.measure(Pair(lambda: 0.25, lambda: 0.5), 2)
    assert (ours, peer) == ([250, 250], [500, 500])


def test_each_row_prints_medians_and_their_ratio(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed: list[Size] = []

    def prepare(size: Size, stack: ExitStack) -> Pair:
        stack.callback(closed.append, size)
        return Pair(lambda: 0.03, lambda: 0.02)

    def unready(_size: Size, _stack: ExitStack) -> Pair:
        raise Unready("needs Xvfb")

    monkeypatch.setattr(bench, "ROWS", [Row("ours / bare", 2, prepare), Row("start", 2, unready)])
    monkeypatch.setattr(bench, "HERE", bench.HERE / "nowhere")
    assert bench.main(["--large"]) == 1
    printed = capsys.readouterr().out
    assert "20,000 pupils x 50 notes" in printed
    assert "30.00     20.00   1.50" in printed
    assert "not measured: needs Xvfb" in printed
    assert closed == [bench.LARGE]
    assert bench.main(["--only", "bare"]) == 0
