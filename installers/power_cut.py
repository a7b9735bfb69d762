"""Cuts the power, and fills the disk, at points of what the program writes; looks what is lost.

    python installers/power_cut.py --cuts 3000     power cuts at random points
    python installers/power_cut.py --full 1        a full disk at every call that needs room
    python installers/power_cut.py --small         a small disk, which really gets full (as root)

A small library (installers/power/recorder.c, built with gcc) is loaded before the C library. For
power cuts it records every write, cut, sync, removal and renaming. Then the disk is put together as
it may have been at a point: what was synced is there; of the rest nothing, all, a random half, or a
random half with sectors of 512 bytes torn. The store is opened from that and compared with what had
been confirmed. A file's name counts as written only once its folder was synced.

For full disks it refuses the N-th call that needs room and those after it, until the program has
told so: that has to be told as a full disk in plain words, a copy of the folder has to hold what
was confirmed, and once there is room the same act has to succeed in the same process.

Prints a line for each kind of work; exit 0 where nothing confirmed was lost, every store opened and
nothing was told wrongly.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from power.library import FullDisk, build, run_with
from power.works import OWN, Kind, do_work

MOST_SHOWN = 20


def main() -> int:
    asked = _asked()
    if asked.work:
        do_work(OWN[asked.work] if asked.work in OWN else _handed(asked.work), asked.folder)
        return 0
    memory = Path("/dev/shm")  # noqa: S108 - a disk in memory, where the system has one
    with tempfile.TemporaryDirectory(
        prefix="mhlead-power-", dir=memory if memory.is_dir() else None
    ) as scratch:
        place = Path(scratch)
        if asked.inside:
            return _fill(asked, place)
        if asked.small:
            return _fill_small(asked, place)
        library = build(place)
        if asked.full:
            return run_with(library, [*sys.argv[1:], "--inside"], is_shown=True).returncode
        return _cut(asked, library, place)


def _handed(kind: str) -> Kind:
    from power.handing import HANDED  # what is recorded is started often, and needs it seldom

    return HANDED[kind]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cuts", type=int, default=3000, help="of all kinds together")
    parser.add_argument("--full", type=int, metavar="N", help="a full disk at every N-th call")
    parser.add_argument("--small", action="store_true", help="a small disk of memory, as root")
    parser.add_argument("--kind", action="append", help="one kind of work; may be given again")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, action="append", help=argparse.SUPPRESS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if not asked.work:
        asked.kinds = _kinds(parser, asked)
    return asked


def _kinds(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> list[str]:
    from power.acts import WORKS
    from power.cuts import KINDS

    known = list(WORKS if asked.full or asked.small else KINDS)
    if asked.kind and not set(asked.kind) <= set(known):
        parser.error(f"the kinds of work are: {', '.join(known)}")
    return asked.kind or known


def _cut(asked: argparse.Namespace, library: Path, place: Path) -> int:
    from power.cuts import KINDS, cut

    is_clean = True
    for kind in asked.kinds:
        cuts = asked.cuts if asked.kind else round(asked.cuts * KINDS[kind].share)
        tally = cut(kind, cuts, asked.seed, library, place)
        print(tally.line(kind), *tally.faults[:MOST_SHOWN], sep="\n", flush=True)
        is_clean = is_clean and tally.is_clean
    return 0 if is_clean else 1


def _fill(asked: argparse.Namespace, place: Path) -> int:
    """This runs in a process with the library in it."""
    from power.full import fill_at_each
    from power.warm import keep_warm

    keep_warm()
    is_clean = True
    for kind in asked.kinds:
        tally = fill_at_each(kind, place, FullDisk(), asked.full, asked.only)
        print(tally.line(), flush=True)
        is_clean = is_clean and not tally.bad
    return 0 if is_clean else 1


def _fill_small(asked: argparse.Namespace, place: Path) -> int:
    from power.small_disk import fill_it
    from power.warm import keep_warm

    keep_warm()
    is_clean = True
    for kind in asked.kinds:
        tally = fill_it(kind, place)
        print(tally.line(), flush=True)
        is_clean = is_clean and not tally.bad
    return 0 if is_clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
