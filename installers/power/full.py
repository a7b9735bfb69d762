"""A disk that gets full at each call that needs room, one after the other.

Each point is a process of its own, forked from one that has everything loaded: it does the work
until it is refused, looks at what a copy of the folder holds, frees the disk, does the same act
again and goes on to the end.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from mhlead.domain.backup import BackupRefused
from mhlead.domain.errors import MhleadError, NoSpace
from mhlead.wording import sentence_for
from power.acts import STICK, WORKS, Act, Work
from power.hands import Hands
from power.looking_full import left_over, look
from power.school import make_school

OnDisk = Callable[[Path], AbstractContextManager[object]]
LONGEST_S = 120
EACH_WHOLE = 5
"""Of so many points one store is verified through and through, and its backup is tried."""
TELL_EVERY_S = 15


class Disk(Protocol):
    """A disk that can be full."""

    def fill(self, folder: Path, at: int) -> None:
        """It is full from that point on."""

    def free(self) -> int:
        """It has room again."""

    def refused(self) -> str:
        """What was refused, or ""."""


@dataclass
class Point:
    """What came of one point.

    Attributes:
        calls: How many calls needed room until it was freed.
        refused: The call that was refused first, or "" where the point was never met.
        said: For each refusal the act and the class of the error.
        wrong: What is wrong, each in one line.
    """

    calls: int = 0
    refused: str = ""
    said: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def do_work(work: Work, place: Path, disk: Disk, at: int) -> Point:
    """Does all acts, with the disk full from one point on until the first refusal was told."""
    hands, point = Hands(place, work.name, words=work.words), Point()
    hands.is_thorough = at % EACH_WHOLE == 0
    hands.before = {one.name for one in (place / STICK).iterdir()}
    tempfile.tempdir = str(place / "tmp")
    disk.fill(place / work.full, at)
    try:
        for act in work.acts:
            _insist(act, hands, work, disk, point)
        point.calls = max(point.calls, disk.free())
        point.refused = point.refused or disk.refused()
        hands.close()
        point.wrong += _looked(place, hands, work, "at the end", is_last=True)
    except Exception:
        point.wrong.append(f"ended: {traceback.format_exc(limit=-4)}")
    finally:
        disk.free()
        hands.close()
    return point


def _insist(act: Act, hands: Hands, work: Work, disk: Disk, point: Point) -> None:
    """Does it, and where it is refused looks around, makes room and does it again."""
    try:
        act(hands)
    except MhleadError as error:
        point.calls, point.refused = disk.free(), disk.refused()
        point.said.append(f"{act.__name__}: {type(error).__name__}")
        point.wrong += _badly_said(error)
    except Exception as error:
        point.calls, point.refused = disk.free(), disk.refused()
        name = type(error).__name__
        point.wrong.append(f"{act.__name__} raised {name}: {traceback.format_exc(limit=-3)}")
    else:
        return
    point.wrong += _looked(hands.place, hands, work, f"after {act.__name__} was refused")
    if hands.session is not None and work.has_elder:
        hands.note("written after the refusal")
    act(hands)


def _badly_said(error: MhleadError) -> list[str]:
    """A full disk is told as that, in words for a person."""
    words = sentence_for(error)
    is_stick = isinstance(error, BackupRefused) and error.code == "full-to-pass"
    is_told = (isinstance(error, NoSpace) or is_stick) and "free some space" in words
    return [] if is_told else [f"told as {type(error).__name__}: {words}"]


def _looked(
    place: Path, hands: Hands, work: Work, when: str, *, is_last: bool = False
) -> list[str]:
    """What is wrong in a copy of the folder: as if the program had been ended here."""
    found = [f"{when}: {one}" for one in left_over(place)]
    with tempfile.TemporaryDirectory(dir=place.parent, prefix="look-") as other:
        copy = Path(other) / "place"
        shutil.copytree(place, copy)
        try:
            wrong = look(copy, hands, work, is_last=is_last)
        except Exception:
            wrong = traceback.format_exc(limit=-4)
    return [*found, *([f"{when}: {wrong}"] if wrong else [])]


@dataclass
class Tally:
    """What came of all points of one kind of work."""

    kind: str
    calls: int = 0
    points: int = 0
    refusals: int = 0
    bad: int = 0
    seconds: float = 0
    by_call: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, at: object, point: Point) -> None:
        """One more point."""
        self.points += 1
        self.refusals += bool(point.said)
        self.by_call[point.refused] += 1
        self.said.update(point.said)
        if point.wrong:
            self.bad += 1
            self.faults.append(f"{self.kind}, at {at} ({point.refused}): " + "; ".join(point.wrong))

    def line(self) -> str:
        """One line about it."""
        calls = ", ".join(f"{name} {count}" for name, count in self.by_call.most_common() if name)
        return (
            f"{self.kind}: full at {self.points} points of {self.calls} calls ({calls}),"
            f" {self.refusals} told as a full disk, {self.bad} bad; {self.seconds:.0f} s"
        )


def prepared(kind: str, scratch: Path) -> Path:
    """The place that each point of a kind of work begins with."""
    base, place = scratch / "base", scratch / kind.replace(" ", "-").replace(",", "")
    if not base.exists():
        base.mkdir()
        hands = make_school(base)
        hands.lock()
        for name in ("stick", "tmp"):
            (base / name).mkdir()
    shutil.copytree(base, place)
    WORKS[kind].prepare(place)
    return place


def fill_at_each(
    kind: str, scratch: Path, disk: Disk, step: int = 1, only: list[int] | None = None
) -> Tally:
    """The disk is full at every so many-th call of a kind of work, or only at some.

    Args:
        kind: One of WORKS.
        scratch: Where to work; best in memory.
        disk: What refuses.
        step: 1 is every call.
        only: Shares of the way, in thousandths, instead of a step.
    """
    tally, started = Tally(kind), time.monotonic()
    template = prepared(kind, scratch)
    first = _once_here(kind, template, disk)
    tally.calls = first.calls
    if first.wrong:
        tally.bad += 1
        tally.faults.append(f"{kind}, with room: " + "; ".join(first.wrong))
        print(tally.faults[-1], flush=True)
        return tally
    points = range(1, first.calls + 1, step)
    chosen = points if only is None else sorted({first.calls * one // 1000 + 1 for one in only})
    told = time.monotonic()
    for at in chosen:
        point = in_a_fork(kind, template, disk, at)
        tally.add(at, point)
        tally.seconds = time.monotonic() - started
        if point.wrong:
            print(tally.faults[-1], flush=True)
        if time.monotonic() - told > TELL_EVERY_S:
            told = time.monotonic()
            print(
                f"  {kind}: at {at} of {first.calls}, {tally.bad} bad, {tally.seconds:.0f} s",
                flush=True,
            )
    shutil.rmtree(template)
    return tally


def _once_here(kind: str, template: Path, disk: Disk) -> Point:
    """The work with room, in this process, so that what is forked from it has all of it loaded."""
    usual = tempfile.gettempdir()
    with tempfile.TemporaryDirectory(dir=template.parent, prefix="point-") as folder:
        place = Path(folder) / "place"
        shutil.copytree(template, place)
        try:
            return do_work(WORKS[kind], place, disk, 0)
        finally:
            tempfile.tempdir = usual


def in_a_fork(
    kind: str, template: Path, disk: Disk, at: int, on: OnDisk = lambda _: nullcontext()
) -> Point:
    """One point, in a process of its own.

    Args:
        kind: One of WORKS.
        template: The place it begins with.
        disk: What is full.
        at: From where on.
        on: Makes a folder a disk of its own, where it is to be one.
    """
    context: Any = multiprocessing.get_context("fork")
    with tempfile.TemporaryDirectory(dir=template.parent, prefix="point-") as folder:
        place = Path(folder) / "place"
        disk_at = place / WORKS[kind].full
        with on(disk_at):
            point = _asked(context, (kind, template, place, disk, at))
        said = (Path(folder) / "said").read_text(errors="replace")
    if said.strip():
        point.wrong.append(f"written to the terminal: {said[-500:]}")
    return point


def _asked(context: Any, arguments: tuple[Any, ...]) -> Point:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(*arguments, theirs))
    process.start()
    theirs.close()
    try:
        point: Point = ours.recv() if ours.poll(LONGEST_S) else Point(wrong=["did not end"])
    except EOFError:
        point = Point(wrong=["the program ended by itself"])
    process.kill()
    process.join()
    return point


def _child(kind: str, template: Path, place: Path, disk: Disk, at: int, told: Any) -> None:
    said = os.open(place.parent / "said", os.O_CREAT | os.O_WRONLY, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    shutil.copytree(template, place, dirs_exist_ok=True)
    told.send(do_work(WORKS[kind], place, disk, at))
    sys.stderr.flush()
    os._exit(0)
