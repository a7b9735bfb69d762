"""Cuts the power at random points of what the program writes, and looks for what was confirmed.

    python installers/power_cut.py --cuts 3000

A small library (installers/power/recorder.c, built with gcc) records every write, cut, sync,
removal and renaming while the program works. Then the disk is put together as it may have been at a
point: what was synced is there; of the rest nothing, all, a random half, or a random half with
sectors of 512 bytes torn. The store is opened from that and compared with what had been confirmed.
A file's name counts as written only once its folder was synced. Prints a line for each kind of
work; exit 0 where nothing confirmed was lost and every store opened.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind, StepKind
from mhlead.domain.errors import MhleadError, NoSpace, WrongPassphrase
from mhlead.domain.records import Case, NextStep, Note, Pupil, StaffMember
from mhlead.storage import upgrade
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.store import EncryptedStore
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.header import Header
from mhlead.vault.header_files import load_header, save_header
from mhlead.vault.keys import new_header, unlock, verify_header, with_passphrase
from mhlead.vault.passphrase import FLOOR_COST

RECORDER = Path(__file__).with_name("power") / "recorder.c"
PASSPHRASE = "violet otters argue gently"  # noqa: S105 - a throw-away store of this test
DB_FILE = "store.db"
DAY = date(2026, 11, 23)
SECTOR = 512
LONG = "word " * 900
PLAIN_ROWS = 200
MODES = ("none", "all", "some", "torn")
EACH_WHOLE = 10
"""Of so many cuts one store is opened by its passphrase and verified through and through."""
_ENTRY = struct.Struct("=cQQIII")


def passphrase(number: int) -> str:
    """The passphrase of that number."""
    return f"{PASSPHRASE} {number} times over"


def stores() -> EncryptedStores:
    return EncryptedStores(lambda: datetime.now(UTC), FLOOR_COST)


# ---- the work that is recorded -----------------------------------------------------------------


def new_store(folder: Path) -> None:
    store = stores().create(folder, passphrase(0))
    with store.begin("lead") as work:
        work.add(StaffMember("lead", "The lead"))
        work.add(Pupil("pupil", "Oyelaran", "Amina"))
        work.add(Case("case", "pupil", DAY, "lead", True, "lead", "step"))
        work.add(NextStep("step", "case", StepKind.REVIEW, "0", DAY, "lead"))
        work.log(Action.CASE_OPENED, "pupil")
        work.commit()
    store.close()


def older_store(folder: Path) -> None:
    """A store of the step before the newest, with rows that have to be there afterwards."""
    folder.mkdir()
    header, key = new_header(store_id="11111111-2222", db_file=DB_FILE)
    header = with_passphrase(
        header,
        key,
        passphrase(0),
        user="",
        label="",
        created_at=datetime.now(UTC),
        cost=FLOOR_COST,
    )
    keyed = Keyed(folder / DB_FILE, key, header.salt)
    close(connect(keyed, create=True))
    with tempfile.TemporaryDirectory(prefix="mhlead-steps-") as place:
        steps = Path(place) / "migrations"
        shutil.copytree(upgrade.MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
        newest = upgrade.newest_revision()
        for path in (steps / "versions").glob(f"v{newest}_*"):
            path.unlink()
        engine = lone_engine(keyed, has_foreign_keys=False)
        with writing(engine) as connection:
            upgrade._take_steps(connection, steps)  # noqa: SLF001 - one step fewer than a store has
            for number in range(PLAIN_ROWS):
                connection.exec_driver_sql(
                    "INSERT INTO plain_files (id, path, imported_on, changed_at, changed_by)"
                    " VALUES (?, ?, '2026-11-23', '2026-11-23T09:00:00.000000Z', '')",
                    (f"file{number}", LONG),
                )
            connection.commit()
        engine.dispose()
    save_header(folder, header)


def save(store: EncryptedStore, number: int) -> None:
    """One action: a note and the step that counts, in one transaction."""
    with store.begin("lead") as work:
        work.add(Note(f"note{number:07}", "case", DAY, NoteKind.FACT, f"saved {number} {LONG}"))
        step = work.get(NextStep, "step")
        work.put(NextStep(step.id, step.case_id, step.kind, str(number), DAY, "lead"))
        work.log(Action.RECORD_ADDED, "pupil", {"id": str(number)})
        work.commit()


def use(folder: Path, tell: Callable[[str], None]) -> None:
    """Normal use: opened twice, with saving in between."""
    for first in (1, 11):
        store = stores().open(folder / "store", passphrase(0))
        for number in range(first, first + 10):
            save(store, number)
            tell(f"note {number}")
        store.close()


def headers(folder: Path, tell: Callable[[str], None]) -> None:
    """Passphrases changed one after the other."""
    store = stores().open(folder / "store", passphrase(0))
    for number in range(1, 9):
        store.ways.change_passphrase(passphrase(number - 1), passphrase(number), "")
        tell(f"passphrase {number}")
    store.close()


def backing_up(folder: Path, tell: Callable[[str], None]) -> None:
    """Saving and backups in turn."""
    store = stores().open(folder / "store", passphrase(0))
    for number in range(1, 5):
        save(store, number)
        tell(f"note {number}")
        made = store.back_up([folder / "backups"], "lead", 90)
        tell(f"backup {made.name} {made.contents.last_sequence}")
    store.close()


def shared_store(folder: Path) -> None:
    """A store that a second person can open."""
    new_store(folder)
    store = stores().open(folder, passphrase(0))
    store.ways.set_passphrase("deputy", passphrase(9), "")
    store.close()


def rotating(folder: Path, tell: Callable[[str], None]) -> None:
    """Somebody's way in is ended, so that the store goes on under a new key."""
    store = stores().open(folder / "store", passphrase(0))
    for number in range(1, 4):
        save(store, number)
        tell(f"note {number}")
    store.ways.remove_person("deputy", "lead")
    tell("rotated")
    for number in range(4, 7):
        save(store, number)
        tell(f"note {number}")
    store.close()


def migrating(folder: Path, tell: Callable[[str], None]) -> None:
    """An older store, brought to this version."""
    stores().open(folder / "store", passphrase(0)).close()
    tell("opened")


def filling(folder: Path, tell: Callable[[str], None]) -> None:
    """A session on a disk that gets full; whoever is told so frees some space and tries again."""

    def insist(act: Callable[[], T]) -> T:
        try:
            return act()
        except NoSpace:
            (folder / FULL).unlink()
            tell("refused")
            return act()

    store = insist(lambda: stores().open(folder / "store", passphrase(0)))
    for number in range(1, 5):
        insist(partial(save, store, number))
    insist(lambda: store.ways.change_passphrase(passphrase(0), passphrase(1), ""))
    insist(lambda: store.back_up([folder / "backups"], "lead", 90))
    store.close()
    tell("done")


@dataclass(frozen=True)
class Kind:
    """A kind of work: how its folder begins, what is done, and its share of the cuts."""

    share: float
    prepare: Callable[[Path], None]
    work: Callable[[Path, Callable[[str], None]], None]


KINDS = {
    "use": Kind(0.30, new_store, use),
    "headers": Kind(0.20, new_store, headers),
    "backups": Kind(0.30, new_store, backing_up),
    "rotation": Kind(0.15, shared_store, rotating),
    "migration": Kind(0.05, older_store, migrating),
}
FILLING = "filling"
FULL = "full"
"""While a file of that name is there, the disk has no room."""
T = TypeVar("T")


def do_work(kind: str, folder: Path) -> None:
    """What the recorded program does; each confirmation is a line it writes."""
    with (folder / "confirmed").open("a") as lines:

        def tell(line: str) -> None:
            lines.write(line + "\n")
            lines.flush()

        work = filling if kind == FILLING else KINDS[kind].work
        work(folder, tell)


# ---- the record, and the disk put together from it ---------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One thing that was done to the disk."""

    kind: str
    inode: int
    offset: int
    path: str
    other: str
    data: bytes


def read_record(path: Path) -> Iterator[Entry]:
    raw = path.read_bytes()
    at = 0
    while at < len(raw):
        kind, inode, offset, first, second, size = _ENTRY.unpack_from(raw, at)
        at += _ENTRY.size
        names = raw[at : at + first].decode(), raw[at + first : at + first + second].decode()
        at += first + second
        yield Entry(kind.decode(), inode, offset, *names, raw[at : at + size])
        at += size


@dataclass
class File:
    """A file: what is surely on the disk, and what was done to it since."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Entry] = field(default_factory=list)

    def do(self, entry: Entry) -> None:
        """Something was done that may not be on the disk yet."""
        self.pending.append(entry)

    def sync(self) -> None:
        """All of it is on the disk."""
        for entry in self.pending:
            _apply(self.durable, entry)
        self.pending.clear()

    def as_cut(self, mode: str, chance: random.Random) -> bytes:
        """What is left of it."""
        left = bytearray(self.durable)
        for entry in self.pending:
            if mode == "all" or (mode != "none" and chance.random() < 0.5):
                torn = mode == "torn" and entry.kind == "W" and chance.random() < 0.5
                for part in _sectors(entry, chance) if torn else (entry,):
                    _apply(left, part)
        return bytes(left)


def _apply(content: bytearray, entry: Entry) -> None:
    if entry.kind == "T":
        del content[entry.offset :]
        content.extend(bytes(entry.offset - len(content)))
        return
    end = entry.offset + len(entry.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[entry.offset : end] = entry.data


def _sectors(entry: Entry, chance: random.Random) -> Iterator[Entry]:
    """Some of the sectors of a write that the cut tore."""
    at = entry.offset
    end = at + len(entry.data)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        if chance.random() < 0.5:
            data = entry.data[at - entry.offset : stop - entry.offset]
            yield Entry("W", entry.inode, at, entry.path, "", data)
        at = stop


class Disk:
    """The files below one folder while the record is gone through."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.files: dict[int, File] = {}
        self.names: dict[str, File] = {}
        self.sure: dict[str, File] = {}
        self.moves: list[tuple[str, str, File | None]] = []
        self.confirmed: list[str] = []
        for path in folder.rglob("*"):
            if path.is_file():
                file = File(bytearray(path.read_bytes()))
                self.files[path.stat().st_ino] = file
                self.names[str(path)] = self.sure[str(path)] = file

    def do(self, entry: Entry) -> None:
        """One more thing was done."""
        if entry.path.endswith("/confirmed"):
            if entry.kind == "W":
                self.confirmed += entry.data.decode().splitlines()
        elif entry.kind == "C":
            self.files[entry.inode] = File()
            self._move(entry.path, "", self.files[entry.inode])
        elif entry.kind in "WT":
            self.files[entry.inode].do(entry)
        elif entry.kind == "S":
            self.files[entry.inode].sync()
        elif entry.kind == "U":
            self._move(entry.path, "", None)
        elif entry.kind == "R":
            self._move(entry.other, entry.path, self.names[entry.path])
        else:
            self._sync_names(entry.path)

    def _move(self, path: str, gone: str, file: File | None) -> None:
        self.moves.append((path, gone, file))
        _move(self.names, path, gone, file)

    def _sync_names(self, folder: str) -> None:
        kept = []
        for path, gone, file in self.moves:
            if path.rpartition("/")[0] == folder:
                _move(self.sure, path, gone, file)
            else:
                kept.append((path, gone, file))
        self.moves = kept

    def cut(self, mode: str, chance: random.Random, target: Path) -> None:
        """The folder as it may be found after the power came back."""
        names = dict(self.sure)
        kept = {"none": 0, "all": len(self.moves)}.get(mode, chance.randint(0, len(self.moves)))
        for path, gone, file in self.moves[:kept]:
            _move(names, path, gone, file)
        for folder in (self.root, *(one for one in self.root.rglob("*") if one.is_dir())):
            (target / folder.relative_to(self.root)).mkdir(parents=True, exist_ok=True)
        for path, file in names.items():
            if not path.endswith(("-shm", "/lock")):  # memory, and the lock of a dead program
                place = target / Path(path).relative_to(self.root)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(file.as_cut(mode, chance))


def _move(names: dict[str, File], path: str, gone: str, file: File | None) -> None:
    if gone:
        names.pop(gone, None)
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


# ---- looking at what is left -------------------------------------------------------------------


@dataclass
class Tally:
    """What came of the cuts of one kind of work."""

    cuts: int = 0
    lost: int = 0
    damaged: int = 0
    whole: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing confirmed was lost and every store was sound."""
        return not (self.lost or self.damaged)


class Looker:
    """Opens what is left after a cut."""

    def __init__(self, header: Header) -> None:
        self._key = unlock(header, passphrase(0)).key
        self._looks = 0

    def look(self, folder: Path, kind: str, confirmed: list[str], *, is_whole: bool) -> str:
        """What is wrong, beginning with "lost" or "damaged"; "" where nothing is."""
        told = [line.split() for line in confirmed]
        try:
            if kind == "headers":
                return self._headers(folder, told)
            if kind == "rotation":
                return self._rotated(folder, told)
            if kind == "migration":
                return self._migrated(folder)
            if is_whole and (wrong := self._opened(folder)):
                return wrong
            return self._notes(folder, told) or self._backups(folder, told)
        except WrongPassphrase:
            return "lost passphrase"
        except (MhleadError, OSError, ValueError) as error:
            return f"damaged {type(error).__name__}"
        except Exception as error:
            return f"damaged {type(error).__name__}"

    def _notes(self, folder: Path, told: list[list[str]]) -> str:
        header = load_header(folder / "store")
        verify_header(header, self._key)
        connection = connect(Keyed(folder / "store" / header.db_file, self._key, header.salt))
        try:
            count, shortest = connection.execute(
                "SELECT count(*), coalesce(min(length(text)), 99999) FROM note_versions"
            ).fetchone()
            (counted,) = connection.execute("SELECT what FROM next_steps").fetchone()
        finally:
            close(connection)
        last = max((int(line[1]) for line in told if line[0] == "note"), default=0)
        if count < last:
            return f"lost notes {count + 1} to {last}"
        return "" if int(counted) == count and shortest > len(LONG) else "damaged transaction"

    def _backups(self, folder: Path, told: list[list[str]]) -> str:
        found = {path.name: path for path in (folder / "backups").glob("*.mhbackup")}
        sequences = [
            BackupReader(path).check_bytes(self._key).last_sequence for path in found.values()
        ]
        wanted = max((int(line[2]) for line in told if line[0] == "backup"), default=0)
        return "lost backup" if wanted and max(sequences, default=0) < wanted else ""

    def _headers(self, folder: Path, told: list[list[str]]) -> str:
        last = max((int(line[1]) for line in told), default=0)
        header = load_header(folder / "store")
        try:
            unlock(header, passphrase(last)).key.wipe()
        except WrongPassphrase:
            unlock(header, passphrase(last + 1)).key.wipe()
        return ""

    def _rotated(self, folder: Path, told: list[list[str]]) -> str:
        if ["rotated"] in told:
            with contextlib.suppress(WrongPassphrase):
                unlock(load_header(folder / "store"), passphrase(9)).key.wipe()
                return "lost the ending of a way in"
        store = stores().open(folder / "store", passphrase(0))
        try:
            with store.begin(write=False) as work:
                count = len(work.find(Note))
            faults = store.verify().faults if self._is_whole() else ()
        finally:
            store.close()
        last = max((int(line[1]) for line in told if line[0] == "note"), default=0)
        if faults:
            return f"damaged {faults[0].part} {faults[0].code}"
        return f"lost notes {count + 1} to {last}" if count < last else ""

    def _is_whole(self) -> bool:
        self._looks += 1
        return self._looks % EACH_WHOLE == 0

    def _opened(self, folder: Path) -> str:
        store = stores().open(folder / "store", passphrase(0))
        try:
            faults = store.verify().faults
            return f"damaged {faults[0].part} {faults[0].code}" if faults else ""
        finally:
            store.close()

    def _migrated(self, folder: Path) -> str:
        store = stores().open(folder / "store", passphrase(0))
        try:
            raw = connect(store._keyed)  # noqa: SLF001 - rows below any kind of record
            (count,) = raw.execute("SELECT count(*) FROM plain_files").fetchone()
            close(raw)
            if count != PLAIN_ROWS:
                return f"lost rows: {count}"
            return "" if not store.verify().faults else "damaged store"
        finally:
            store.close()


def build(target: Path) -> Path:
    """The recorder, built with gcc."""
    library = target / "recorder.so"
    command = ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-o", str(library), str(RECORDER)]
    subprocess.run([*command, "-ldl", "-lpthread"], check=True)
    return library


def recorded(kind: str, library: Path, scratch: Path, **more: str) -> tuple[Disk, list[Entry]]:
    """The disk before the work, and everything that was done to it then."""
    folder = scratch / kind
    (folder / "backups").mkdir(parents=True)
    KINDS[kind].prepare(folder / "store")
    disk = Disk(folder)
    record = scratch / f"{kind}.record"
    done = run_recorded(kind, folder, library, POWER_LOG=str(record), **more)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return disk, list(read_record(record))


def run_recorded(
    kind: str, folder: Path, library: Path, **more: str
) -> subprocess.CompletedProcess[str]:
    """The work, done in a process of its own with the recorder in it."""
    return subprocess.run(
        [sys.executable, str(Path(__file__)), "--work", kind, "--folder", str(folder)],
        env={**os.environ, "LD_PRELOAD": str(library), "POWER_ROOT": str(folder), **more},
        capture_output=True,
        text=True,
        check=False,
    )


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
    looker = Looker(load_header(disk.root / "store")) if kind != "headers" else None
    looker = looker or Looker(_first_header(disk))
    points = sorted(chance.choices(range(len(entries) + 1), k=cuts))
    at = 0
    for number, point in enumerate(points):
        while at < point:
            disk.do(entries[at])
            at += 1
        with tempfile.TemporaryDirectory(prefix="cut-", dir=scratch) as place:
            target = Path(place)
            mode = chance.choice(MODES)
            disk.cut(mode, chance, target)
            is_whole = number % EACH_WHOLE == 0
            wrong = looker.look(target, kind, disk.confirmed, is_whole=is_whole)
        tally.cuts += 1
        tally.whole += is_whole or kind == "migration"
        tally.lost += wrong.startswith("lost")
        tally.damaged += wrong.startswith("damaged")
        if wrong:
            tally.faults.append(f"after entry {point} of {len(entries)}, {mode}: {wrong}")
    return tally


def _first_header(disk: Disk) -> Header:
    """The key header as it was before the work began."""
    with tempfile.TemporaryDirectory(prefix="mhlead-header-") as place:
        for name in ("keys.a.json", "keys.b.json"):
            content = disk.names[str(disk.root / "store" / name)].durable
            (Path(place) / name).write_bytes(content)
        return load_header(Path(place))


def fill(at: int, library: Path, scratch: Path) -> tuple[bool, str]:
    """Whether the disk was full at that write of a session, and what is wrong afterwards or ""."""
    folder = scratch / FILLING
    (folder / "backups").mkdir(parents=True)
    new_store(folder / "store")
    (folder / FULL).touch()
    done = run_recorded(
        FILLING, folder, library, POWER_FULL_AT=str(at), POWER_FULL_WHILE=str(folder / FULL)
    )
    told = (folder / "confirmed").read_text().split()
    if done.returncode != 0 or told[-1:] != ["done"]:
        return True, f"the session ended: {done.stderr[-300:]}"
    store = stores().open(folder / "store", passphrase(1))
    try:
        with store.begin(write=False) as work:
            count = len(work.find(Note))
        faults = store.verify().faults
        names = store.list_backups(folder / "backups")
        sound = [store.try_backup(Path(one.path))[1].is_sound for one in names]
    finally:
        store.close()
    wrong = "" if count == 4 and not faults and sound == [True] else f"{count} {faults} {sound}"
    return "refused" in told, wrong


def fill_at_each(library: Path, scratch: Path, step: int) -> int:
    """Fills the disk at each write of a session, until one is never reached; how many were bad."""
    at, bad = 1, 0
    while True:
        place = scratch / f"full-{at}"
        was_full, wrong = fill(at, library, place)
        shutil.rmtree(place)
        if wrong:
            bad += 1
            print(f"full at write {at}: {wrong}")
        if not was_full:
            print(f"disk full at {(at - 1) // step} points of {at - 1} writes: {bad} bad")
            return bad
        at += step


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cuts", type=int, default=3000, help="of all kinds together")
    parser.add_argument("--kind", choices=list(KINDS), action="append")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full", type=int, metavar="N", help="a full disk at every N-th write")
    parser.add_argument("--work", choices=[*KINDS, FILLING], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        do_work(asked.work, asked.folder)
        return 0
    is_clean = True
    memory = Path("/dev/shm")  # noqa: S108 - a disk in memory, where the system has one
    with tempfile.TemporaryDirectory(
        prefix="mhlead-power-", dir=memory if memory.is_dir() else None
    ) as scratch:
        library = build(Path(scratch))
        if asked.full:
            return 1 if fill_at_each(library, Path(scratch), asked.full) else 0
        for kind in asked.kind or KINDS:
            cuts = asked.cuts if asked.kind else round(asked.cuts * KINDS[kind].share)
            tally = cut(kind, cuts, asked.seed, library, Path(scratch))
            print(
                f"{kind}: {tally.cuts} cuts, {tally.lost} with something confirmed lost,"
                f" {tally.damaged} damaged; {tally.whole} opened and verified whole",
                flush=True,
            )
            print(*tally.faults[:20], sep="\n", end="\n" if tally.faults else "")
            is_clean = is_clean and tally.is_clean
    return 0 if is_clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
