"""Protects the releases of random schools and attacks each, as long as there is time.

    python3 installers/dev.py schools --folder FOLDER [--minutes N] [--only S]

120 schools with the set S, 50 with M, 20 with L, 10 whose tables form a ring, each with up to three
disjoint periods, and 20 pairs of releases that overlap. Each case is one line of JSON in
`FOLDER/log.jsonl`; started again, it goes on with the cases that have none. What was protected
lies beside it, in the forms that `mhlead protect` and `mhlead attack` read. Prints a table of all
that was done so far; exit 0 where the attacks found nothing. Time limits are held by the time of
the processor, so that what else the machine does changes nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mhlead.disclosure import guarded
from mhlead.disclosure.watch import LIMITS
from mhlead.disclosure.weights import secret_weights
from mhlead.domain.ledger import ReleasePart, Told
from mhlead.domain.release import Protection, Release, Shown, Status, Task, Verdict, Where
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import SetSize, size_for
from mhlead.domain.release_history import Draft, counted_in, task_for
from mhlead.lazy_releases import LazyGuard
from mhlead.services.release_parts import CountedPart, MadePart, ReleaseOrder, protected
from tables_as_files import attack_file, protect_case
from tests.parts.schools import Kind, RandomSchool, random_school, seeds

LOG = "log.jsonl"
LATE = 1.1
"""What took longer than protecting may take by a tenth is told as timed out."""
SMALL = SmallNumbers()


class Patient(LazyGuard):
    """The guard of the program, but for the clock.

    Args:
        seconds: How long protecting may take.
    """

    def __init__(self, seconds: float = LIMITS.whole) -> None:
        super().__init__()
        self._limits = LIMITS.scaled(seconds)

    def protect(
        self,
        task: Task,
        seed: int,
        tell: Callable[[int, int], None],
        is_stopped: Callable[[], bool],
    ) -> Protection:
        """Which cells to hide."""
        return guarded.protect(
            task,
            secret_weights(seed),
            limits=self._limits,
            tell=tell,
            is_stopped=is_stopped,
            clock=time.process_time,
            passed=self._remember,
        )


def main(arguments: list[str]) -> int:
    """Goes on where it stopped; 1 where an attack found something."""
    parser = argparse.ArgumentParser(prog="dev.py schools", description="random schools, attacked")
    parser.add_argument("--folder", type=Path, required=True, help="where log and files are kept")
    parser.add_argument("--minutes", type=float, default=60.0, help="no case begins after that")
    parser.add_argument("--only", choices=[kind.value for kind in Kind], help="one kind alone")
    parser.add_argument(
        "--seconds", type=float, default=LIMITS.whole, help="how long protecting one may take"
    )
    chosen = parser.parse_args(arguments)
    folder: Path = chosen.folder
    folder.mkdir(parents=True, exist_ok=True)
    guard = Patient(chosen.seconds)
    ends = time.monotonic() + 60 * chosen.minutes
    done = {(one["kind"], one["seed"]) for one in read_log(folder)}
    for kind, seed in cases(chosen.only):
        if (kind.value, seed) in done:
            continue
        if time.monotonic() >= ends:
            break
        line = tried(random_school(kind, seed), guard, folder)
        with (folder / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(f"{kind}{seed}: {line['outcome']}, {line['found']} found", flush=True)
    log_lines = read_log(folder)
    print(*table(log_lines), sep="\n")
    return 1 if any(one["found"] for one in log_lines) else 0


def cases(only: str | None = None) -> Iterator[tuple[Kind, int]]:
    """Every case, the kinds mixed, so that a run that was stopped has tried something of each."""
    places = [
        (number / len(seeds(kind)), kind, seed)
        for kind in Kind
        for number, seed in enumerate(seeds(kind))
        if only is None or kind == only
    ]
    return ((kind, seed) for _, kind, seed in sorted(places))


def read_log(folder: Path) -> list[dict[str, Any]]:
    """The line of each case that was done; one that was cut off in the middle is taken out."""
    path = folder / LOG
    if not path.exists():
        return []
    whole = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines = [line for line in whole if line.endswith("\n")]
    if len(lines) < len(whole):
        path.write_text("".join(lines), encoding="utf-8")
    return [json.loads(line) for line in lines]


def tried(
    school: RandomSchool, guard: LazyGuard | None = None, folder: Path | None = None
) -> dict[str, Any]:
    """Protects one release of a school after the other, and attacks all of them together.

    Returns:
        The line of the log. `found` counts ranges that some attacker makes too narrow, and what
        else is wrong with a release.
    """
    guard = guard or Patient()
    told: list[Told] = []
    made: list[tuple[MadePart, dict[str, Any]]] = []
    for counted in school.parts:
        part, line = released(school, CountedPart(counted), told, guard)
        made.append((part, line))
        told.append(ReleasePart(counted, part.size, (), part.coded_tables, part.shown))
    found = 0
    for number, (part, line) in enumerate(made):
        if part.task is None:
            continue
        hidden = [where for where, value in part.shown if value is None]
        # The protector's own task leaves out releases that share no period with this one.
        task = together([one for one, _ in made[: number + 1]])
        verdicts = guard.try_to_undo(task, hidden, lambda: False)
        line["attacked"] = len(verdicts.findings)
        found += len(verdicts.narrow) or int(verdicts.verdict is not Verdict.SAFE)
        if folder is not None:
            keep(folder, f"{school.kind}{school.seed}-{number + 1}", task, hidden)
    outcomes = [line["outcome"] for _, line in made]
    order = ("refused", "time-out", "coarser", "feasible", "optimal")
    return {
        "kind": school.kind.value,
        "seed": school.seed,
        "outcome": min(outcomes, key=order.index),
        "found": found,
        "releases": [line for _, line in made],
    }


def released(
    school: RandomSchool, part: CountedPart, told: Sequence[Told], guard: LazyGuard
) -> tuple[MadePart, dict[str, Any]]:
    """One release, and what the log says of it."""
    started, worked = time.perf_counter(), time.process_time()
    made = in_tables(school, part, guard) if school.tables is not None else None
    is_coarser = school.tables is not None and made is None
    if made is None:
        made = protected(
            part, ReleaseOrder(()), told, guard, school.seed, lambda _done, _of: None, lambda: False
        )
        is_coarser = is_coarser or made.size is not size_for(part.stream, len(part.counted.members))
    worked = time.process_time() - worked
    outcome = "optimal" if made.is_exact else "feasible"
    if is_coarser:
        outcome = "refused" if made.size <= SetSize.TOTAL else "coarser"
    line = {
        "pupils": len(part.counted.members),
        "set": made.size.name,
        "outcome": "time-out" if worked > LATE * LIMITS.whole and not is_coarser else outcome,
        "cells": len(made.shown),
        "hidden": sum(value is None for _, value in made.shown),
        "seconds": round(time.perf_counter() - started, 2),
        "processor_seconds": round(worked, 2),
        "attacked": 0,
    }
    return made, line


def in_tables(school: RandomSchool, part: CountedPart, guard: LazyGuard) -> MadePart | None:
    """The release in the tables of the school itself; None where they can't be protected."""
    if school.tables is None:
        return None
    task = task_for(Draft(part.counted, school.tables, SMALL), ())
    found = guard.protect(task, school.seed, lambda _done, _of: None, lambda: False)
    if found.status is Status.REFUSED:
        return None
    hidden = set(found.hidden)
    shown = tuple(
        (where, None if where in hidden else counted_in(part.counted.members, where))
        for where in task.cells
        if not task.is_impossible(where)
    )
    is_exact = found.status is Status.OPTIMAL
    return MadePart(part.counted, SetSize.MIDDLE, school.tables, task, shown, is_exact=is_exact)


def together(parts: Sequence[MadePart]) -> Task:
    """The last of these as one release beside all before it, each period a stratum of its own.

    Where a period is counted twice the protector's own task has it so already.
    """
    last = parts[-1].task
    if last is None:
        raise ValueError("nothing but a sentence")
    periods = [{one.code for one in part.counted.periods} for part in parts]
    if sum(map(len, periods)) > len(set().union(*periods)):
        return last
    with_tables = [(n, part) for n, part in enumerate(parts) if part.task is not None]
    releases = tuple(
        Release((n,), part.task.releases[-1].tables, _printed(part))
        for n, part in with_tables
        if part.task is not None
    )
    pupils = tuple(
        replace(one, stratum=n)
        for n, part in with_tables
        if part.task is not None
        for one in part.task.pupils
    )
    frame = replace(last.frame, strata=len(parts))
    releases = (*releases[:-1], replace(releases[-1], shown=None))
    return replace(last, frame=frame, pupils=pupils, releases=releases)


def _printed(part: MadePart) -> tuple[Shown, ...]:
    return tuple(
        Shown(where, 0, None, is_hidden=True) if value is None else Shown(where, value, value)
        for where, value in part.shown
    )


def keep(folder: Path, name: str, task: Task, hidden: Sequence[Where]) -> None:
    """Writes what was protected, for whoever wants to attack it otherwise."""
    case = protect_case(name, task)
    if case is None:
        (folder / f"{name}.attack.json").write_text(json.dumps(attack_file(name, task, hidden)))
        return
    told, answer = case
    (folder / f"{name}.case.json").write_text(json.dumps(told))
    (folder / f"{name}.answer.json").write_text(json.dumps({"suppressed": answer(hidden)}))


def table(lines: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What came of each kind."""
    yield (
        "kind  cases  releases  outcomes; seconds of the processor, median and most; hidden; "
        "ranges attacked; found"
    )
    for kind in Kind:
        ours = [one for one in lines if one["kind"] == kind.value]
        if not ours:
            continue
        releases = [each for one in ours for each in one["releases"]]
        outcomes = Counter(one["outcome"] for one in ours)
        seconds = [each["processor_seconds"] for each in releases]
        hidden, cells = (sum(each[name] for each in releases) for name in ("hidden", "cells"))
        yield (
            f"{kind}     {len(ours):5}  {len(releases):8}  "
            f"{', '.join(f'{n} {name}' for name, n in sorted(outcomes.items()))}; "
            f"{statistics.median(seconds):.1f} and {max(seconds):.1f}; "
            f"{hidden} of {cells}; {sum(each['attacked'] for each in releases)}; "
            f"{sum(one['found'] for one in ours)}"
        )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
