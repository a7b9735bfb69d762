"""The benchmark: what mhlead takes beside the bare libraries it stands on, in one alternating run.

    python3 installers/dev.py bench [--large] [--rounds N] [--only WORD]

Ours and its peer take turns, so that whatever else the machine does falls on both alike; only the
ratio is worth comparing between machines. A row is one function in one of the `bench_*.py` modules
beside this file:

    @row("a saved note / a bare SQLCipher commit", rounds=50)
    def saved_note(size: Size, stack: ExitStack) -> Pair:
        ...  # make what both need; the stack closes it
        return Pair(lambda: notes.add(draft()), lambda: connection.commit())
"""

from __future__ import annotations

import argparse
import gc
import importlib
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

LEAST_ROUNDS = 2
HERE = Path(__file__).resolve().parent
if __name__ == "__main__":  # the rows import this module: let it be this very one
    sys.modules["bench"] = sys.modules["__main__"]

# What runs; where the work takes place in another process, or another thing than time is measured,
# how many seconds it took there, or how much it was.
Work = Callable[[], float | None]


@dataclass(frozen=True)
class Pair:
    """What is measured, and the bare thing beside it.

    Args:
        ours: One go of ours.
        peer: One go of the peer.
    """

    ours: Work
    peer: Work


@dataclass(frozen=True)
class Size:
    """How much the store holds.

    Args:
        pupils: Pupils of concern.
        notes_each: Notes for each of them.
    """

    pupils: int
    notes_each: int

    def __str__(self) -> str:
        return f"{self.pupils:,} pupils x {self.notes_each} notes"


# Makes both sides of a row; what it enters on the stack is closed after the row.
Prepare = Callable[[Size, ExitStack], Pair]


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Args:
        name: What is compared, as "ours / peer".
        rounds: How often each side runs.
        prepare: Makes both sides.
        scale: What the table multiplies with: 1000 shows seconds as milliseconds.
    """

    name: str
    rounds: int
    prepare: Prepare
    scale: float = 1000


SMALL = Size(300, 20)
LARGE = Size(20_000, 50)
ROWS: list[Row] = []


class Unready(Exception):
    """A row that can't run here; the text says what it lacks."""


def row(name: str, rounds: int, scale: float = 1000) -> Callable[[Prepare], Prepare]:
    """Puts a function into the table that makes both sides of a comparison."""

    def put(prepare: Prepare) -> Prepare:
        ROWS.append(Row(name, rounds, prepare, scale))
        return prepare

    return put


def measure(pair: Pair, rounds: int, scale: float = 1000) -> tuple[list[float], list[float]]:
    """What ours and the peer took, in turns, after one go of each to warm up; in milliseconds.

    Another scale gives another unit: it is what the seconds, or what the work tells, are
    multiplied with.
    """
    timings: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for side, work in enumerate((pair.ours, pair.peer)):
            gc.collect()
            started = time.perf_counter()
            told_s = work()
            took_s = time.perf_counter() - started if told_s is None else told_s
            if number:
                timings[side].append(took_s * scale)
    return timings


def line(name: str, timings: tuple[list[float], list[float]]) -> str:
    """One line of the table: medians, their ratio, and how far ours spreads."""
    ours, peer = (statistics.median(side) for side in timings)
    low, high = (statistics.quantiles(timings[0], n=10)[at] for at in (0, -1))
    spread = f"{low:.2f} to {high:.2f}, {max(timings[0]):.2f}"
    return f"{name:<58} {ours:>9.2f} {peer:>9.2f} {ours / peer:>6.2f}   {spread}"


def main(arguments: list[str]) -> int:
    """Prints the table; 1 when a row failed."""
    parser = argparse.ArgumentParser(
        prog="dev.py bench", description="ours beside the bare library"
    )
    parser.add_argument("--large", action="store_true", help=f"with {LARGE} instead of {SMALL}")
    parser.add_argument("--rounds", type=int, help="how often each side runs, for every row")
    parser.add_argument("--only", default="", help="only rows with this word in their name")
    chosen = parser.parse_args(arguments)
    if chosen.rounds is not None and chosen.rounds < LEAST_ROUNDS:
        parser.error(f"--rounds: at least {LEAST_ROUNDS}, or nothing can be told of their spread")
    size = LARGE if chosen.large else SMALL
    for module in sorted(HERE.glob("bench_*.py")):
        importlib.import_module(module.stem)
    python = sys.version.split()[0]
    print(f"{size}; milliseconds, or as said; medians of alternating runs; Python {python}\n")
    print(f"{'ours / peer':<58} {'ours':>9} {'peer':>9} {'ratio':>6}   ours, middle 80 %, most")
    failed = False
    for one in (one for one in ROWS if chosen.only in one.name):
        try:
            with ExitStack() as stack:
                pair = one.prepare(size, stack)
                timings = measure(pair, chosen.rounds or one.rounds, one.scale)
            print(line(one.name, timings), flush=True)
        except Unready as reason:
            failed = True
            print(f"{one.name:<58} not measured: {reason}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
