"""Flips single bits and cuts ends of a store, its key files and a backup, and looks what happens.

    python installers/flip_test.py --flips 10000

Each damage has to be refused when the file is opened or read, or reported by the check; what is
read without complaint must be what was written. One exception is known and harmless: the first
sixteen bytes of the store are a salt that stands in the key files too, and is taken from there.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import sqlcipher3.dbapi2 as sqlcipher

from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind
from mhlead.domain.errors import MhleadError, StoreDamaged
from mhlead.domain.records import Note
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.page_checks import broken_pages
from mhlead.storage.stores import EncryptedStores
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.vault.data_key import DataKey
from mhlead.vault.header_files import COPIES, load_header
from mhlead.vault.keys import unlock, verify_header
from mhlead.vault.passphrase import FLOOR_COST
from power.works import DAY, new_store, passphrase

NOTES = 120
SALT_BYTES = 16
Truth = tuple[list[tuple[str, str]], int]
_KEYS = "SELECT row_key FROM note_versions ORDER BY row_key"
_READ = "SELECT id, text FROM note_versions WHERE row_key = ?"
_FOUND = "SELECT count(*) FROM note_versions_search WHERE note_versions_search MATCH 'herons'"


@dataclass
class Tally:
    """What became of the damages of one kind."""

    damages: int = 0
    refused: int = 0
    reported: int = 0
    salt: int = 0
    silent: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Whole:
    """A store and its backup as they were written."""

    store: bytes
    header: bytes
    backup: bytes
    key: DataKey
    salt: bytes
    truth: Truth


def make(folder: Path) -> Whole:
    """A store with long and short notes, closed, and a backup of it."""
    new_store(folder / "store")
    stores = EncryptedStores(lambda: datetime.now(UTC), FLOOR_COST)
    store = stores.open(folder / "store", passphrase(0))
    with store.begin("lead") as work:
        for number in range(NOTES):
            text = f"{number} herons " + "over the marsh " * (number % 60 * 8)
            work.add(Note(f"note{number}", "case", DAY, NoteKind.FACT, text))
        work.log(Action.RECORD_ADDED, "pupil", {"n": str(NOTES)})
        work.commit()
    made = store.back_up([folder], "lead", 90)
    store.close()
    header = load_header(folder / "store")
    key = unlock(header, passphrase(0)).key
    path = folder / "store" / header.db_file
    truth = _read(Keyed(path, key, header.salt))
    return Whole(
        store=path.read_bytes(),
        header=(folder / "store" / COPIES[0]).read_bytes(),
        backup=(folder / made.name).read_bytes(),
        key=key,
        salt=header.salt,
        truth=truth,
    )


def _read(keyed: Keyed) -> Truth:
    """What the search counts and every note by itself, a long one last, as the program reads them.

    SQLCipher tells of a bad page at the next one it reads; after the last there is none.

    Raises:
        sqlcipher.Error, MhleadError: something could not be read.
    """
    connection = connect(keyed)
    try:
        (count,) = connection.execute(_FOUND).fetchone()
        keys = connection.execute(_KEYS).fetchall()
        rows = [connection.execute(_READ, key).fetchone() for key in keys]
        TRIP_WIRE.check(connection)
    except BaseException:
        TRIP_WIRE.absorb(connection)
        raise
    finally:
        close(connection)
    if any(_is_cut(text) for _, text in rows):
        raise StoreDamaged("text")
    return rows, count


def _is_cut(text: str) -> bool:
    """Whether a text was filled with zeros, as the columns of the program look for."""
    return "\0" in text


def look_at_store(whole: Whole, data: bytes, place: Path) -> str:
    """What became of a damaged store: "refused", "reported", "silent" or "wrong"."""
    path = place / "store.db"
    path.write_bytes(data)
    keyed = Keyed(path, whole.key, whole.salt)
    try:
        try:
            found = _read(keyed)
        except (sqlcipher.Error, MhleadError):
            return "refused"
        if found != whole.truth:
            return "wrong"
        try:
            return "reported" if broken_pages(keyed) else "silent"
        except (sqlcipher.Error, MhleadError):
            return "reported"
    finally:
        for left in place.glob("store.db*"):
            left.unlink()


def look_at_header(whole: Whole, data: bytes, place: Path) -> str:
    """The same of key files, of which both copies are damaged alike."""
    for name in COPIES:
        (place / name).write_bytes(data)
    try:
        verify_header(load_header(place), whole.key)
    except MhleadError:
        return "refused"
    return "silent"


def look_at_backup(whole: Whole, data: bytes, place: Path) -> str:
    """The same of a backup."""
    path = place / "x.mhbackup"
    path.write_bytes(data)
    try:
        BackupReader(path).check_bytes(whole.key)
    except MhleadError:
        return "refused"
    return "silent"


Look = Callable[[Whole, bytes, Path], str]
KINDS: dict[str, tuple[float, Look]] = {
    "store": (0.7, look_at_store),
    "header": (0.1, look_at_header),
    "backup": (0.2, look_at_backup),
}


def damage(kind: str, flips: int, seed: int, whole: Whole, place: Path) -> Tally:
    """That many flipped bits, and a twentieth as many cuts, of one kind of file."""
    chance, tally = random.Random(f"{kind} {seed}"), Tally()  # noqa: S311 - picks places
    content: bytes = getattr(whole, kind)
    look = KINDS[kind][1]
    places = [chance.randrange(len(content)) for _ in range(flips)]
    for at in places:
        spoilt = bytearray(content)
        spoilt[at] ^= 1 << chance.randrange(8)
        _count(tally, look(whole, bytes(spoilt), place), kind, f"bit of byte {at}", at)
    for _ in range(max(1, flips // 20)):
        end = chance.randrange(len(content))
        _count(tally, look(whole, content[:end], place), kind, f"cut at {end}", end)
    return tally


def _count(tally: Tally, came: str, kind: str, what: str, at: int) -> None:
    tally.damages += 1
    if came == "silent" and kind == "store" and what.startswith("bit") and at < SALT_BYTES:
        tally.salt += 1
    elif came in ("refused", "reported"):
        setattr(tally, came, getattr(tally, came) + 1)
    else:
        getattr(tally, came).append(what)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--flips", type=int, default=10_000, help="of all kinds together")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    is_clean = True
    memory = Path("/dev/shm")  # noqa: S108 - a disk in memory, where the system has one
    with tempfile.TemporaryDirectory(
        prefix="mhlead-flip-", dir=memory if memory.is_dir() else None
    ) as scratch:
        whole = make(Path(scratch))
        (Path(scratch) / "place").mkdir()
        for kind, (share, _) in KINDS.items():
            place, flips = Path(scratch) / "place", round(asked.flips * share)
            tally = damage(kind, flips, asked.seed, whole, place)
            print(
                f"{kind}: {tally.damages} damages, {tally.refused} refused, {tally.reported} read"
                f" right and reported by the check, {tally.salt} in the unused salt,"
                f" {len(tally.silent)} unnoticed, {len(tally.wrong)} read wrong",
                flush=True,
            )
            print(*(tally.silent + tally.wrong)[:20], sep="\n", end="")
            is_clean = is_clean and not (tally.silent or tally.wrong)
    return 0 if is_clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
