"""Cutting the power at random points of a kind of work, and counting what came of it."""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from mhlead.vault.header import Header
from mhlead.vault.header_files import load_header
from power.handing import HANDED, look_handed
from power.library import run_with
from power.looking import EACH_WHOLE, Looker
from power.replay import MODES, Disk, Entry, read_record
from power.works import OWN

KINDS = {**OWN, **HANDED}
TELL_EVERY_S = 15


@dataclass
class Tally:
    """What came of the cuts of one kind of work."""

    cuts: int = 0
    lost: int = 0
    damaged: int = 0
    whole: int = 0
    faults: list[str] = field(default_factory=list)

    def line(self, kind: str) -> str:
        """One line about it."""
        return (
            f"{kind}: {self.cuts} cuts, {self.lost} with something confirmed lost,"
            f" {self.damaged} damaged; {self.whole} opened and verified whole"
        )

    @property
    def is_clean(self) -> bool:
        """Whether nothing confirmed was lost and every store was sound."""
        return not (self.lost or self.damaged)


def recorded(kind: str, library: Path, scratch: Path) -> tuple[Disk, list[Entry]]:
    """The disk before the work, and everything that was done to it then."""
    folder = scratch / kind
    (folder / "backups").mkdir(parents=True)
    KINDS[kind].prepare(folder / "store")
    disk = Disk(folder)
    record = scratch / f"{kind}.record"
    done = run_with(
        library,
        ["--work", kind, "--folder", str(folder)],
        more={"POWER_ROOT": str(folder), "POWER_LOG": str(record)},
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return disk, list(read_record(record))


def cut(
    kind: str, cuts: int, seed: int, library: Path, scratch: Path, *, syncs: bool = True
) -> Tally:
    """That many cuts at random points of one kind of work.

    Args:
        kind: One of KINDS.
        cuts: How many.
        seed: Picks the points.
        library: The recorder.
        scratch: Where to work.
        syncs: False is a disk that forgets what it was told to sync: then things must get lost.
    """
    chance, tally = random.Random(f"{kind} {seed}"), Tally()  # noqa: S311 - picks points
    disk, entries = recorded(kind, library, scratch)
    if not any(entry.kind == "S" and "store.db-wal" in entry.path for entry in entries):
        raise RuntimeError("the recorder saw no log of the store being synced")
    if not syncs:
        entries = [entry for entry in entries if entry.kind != "S"]
    looker = Looker(_first_header(disk)) if kind in OWN else None
    points = sorted(chance.choices(range(len(entries) + 1), k=cuts))
    at, told = 0, time.monotonic()
    for number, point in enumerate(points):
        while at < point:
            disk.do(entries[at])
            at += 1
        with tempfile.TemporaryDirectory(prefix="cut-", dir=scratch) as place:
            target = Path(place)
            mode = chance.choice(MODES)
            disk.cut(mode, chance, target)
            is_whole = number % EACH_WHOLE == 0
            wrong = _seen(looker, target, kind, disk.confirmed, is_whole=is_whole)
        tally.cuts += 1
        tally.whole += is_whole or kind == "migration"
        tally.lost += wrong.startswith("lost")
        tally.damaged += wrong.startswith("damaged")
        if time.monotonic() - told > TELL_EVERY_S:
            told = time.monotonic()
            print(f"  {kind}: {tally.cuts} of {cuts} cuts", flush=True)
        if wrong:
            tally.faults.append(f"after entry {point} of {len(entries)}, {mode}: {wrong}")
    return tally


def _seen(
    looker: Looker | None, target: Path, kind: str, confirmed: list[str], *, is_whole: bool
) -> str:
    if looker is not None:
        return looker.look(target, kind, confirmed, is_whole=is_whole)
    try:
        return look_handed(kind, target, confirmed, is_whole=is_whole)
    except Exception as error:
        return f"damaged {type(error).__name__}"


def _first_header(disk: Disk) -> Header:
    """The key header as it was before the work began."""
    with tempfile.TemporaryDirectory(prefix="mhlead-header-") as place:
        for name in ("keys.a.json", "keys.b.json"):
            content = disk.names[str(disk.root / "store" / name)].durable
            (Path(place) / name).write_bytes(content)
        return load_header(Path(place))
