"""Takes, restores or passes on a store, again and again, and is killed at a step of it.

A step is whatever changes the folder: a file made, moved or deleted, a transaction committed. After
each kill the same is tried once more, in the same folder, and what came of it is told on a line.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event

from mhlead.domain.codes import EditState
from mhlead.domain.records import Note, OtherEdit
from mhlead.services import baton, older_copy, restoring, unlocking
from mhlead.services.adapters import RandomIds
from mhlead.services.baton import TakeFrom
from mhlead.services.restoring import RestoreFrom
from mhlead.services.who_has_it import who_has_it
from mhlead.storage import backup
from mhlead.storage.schema import expected_schema
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import FLOOR_COST
from tests.builders import TestClock
from tests.services.test_baton import looked_through_quickly

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "open"}
RANDOM = re.compile(r"(?<=making)-\w+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Place:
    """A computer's folders in which one try is made."""

    def __init__(self, base: Path, file: Path, words: str) -> None:
        self.base, self.file, self.words = base, file, words
        self.clock, self.folder = TestClock(minutes=3000), base / "store"
        self.stores = EncryptedStores(self.clock.now, FLOOR_COST, machine=base / "machine")

    def take(self, reason: str = "") -> None:
        wanted = TakeFrom(self.file, self.folder, self.words, reason)
        baton.take(self.stores, self.clock, RandomIds(), wanted)[0].store.close()

    def restore(self) -> None:
        wanted = RestoreFrom(self.file, self.folder, self.words)
        restoring.restore(self.stores, self.clock, RandomIds(), wanted)[0].store.close()

    def pass_on(self) -> None:
        """Passes the store on to whoever else can unlock, into the folder that `file` is here."""
        session = unlocking.unlock(self.stores, self.clock, RandomIds(), self.folder, self.words)
        (other,) = set(session.store.ways.people()) - {session.actor_id}
        baton.pass_on(session, other, self.file)
        session.store.close()

    def told(self) -> dict[str, object]:
        """What stands there."""
        if not self.stores.exists(self.folder):
            return {"free": self.stores.is_free(self.folder)}
        session = unlocking.unlock(self.stores, self.clock, RandomIds(), self.folder, self.words)
        with session.reading() as work:
            told = {
                "notes": sorted(one.text for one in work.find(Note)),
                "listed": len(work.find(OtherEdit, state=EditState.OPEN)),
                "older": older_copy.open_older(work) is not None,
            }
        told["here"] = who_has_it(session).is_here
        session.store.close()
        told["files"] = sorted(one.name for one in self.folder.iterdir())
        return told


def watch(base: Path, step: Callable[[str], None]) -> None:
    """Tells each step just before it is done."""

    def seen(name: str, arguments: tuple[object, ...]) -> None:
        if name not in CHANGES or not isinstance(arguments[0], str | os.PathLike):
            return
        path = Path(os.fspath(arguments[0]))
        if name == "open" and not int(str(arguments[2])) & WRITING:
            return
        if base in path.parents:
            step(f"{name} {RANDOM.sub('', path.relative_to(base).as_posix())}")

    sys.addaudithook(seen)
    event.listen(Engine, "commit", lambda at: step(f"commit {Path(at.engine.url.database).name}"))


def try_it(place: Place, deed: str, kill_at: str) -> None:
    """One try in a process of its own, killed before the step of that name and number."""
    seen: Counter[str] = Counter()

    def step(name: str) -> None:
        seen[name] += 1
        if f"{name} #{seen[name]}" == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    watch(place.base, step)
    getattr(place, deed)()


def main(words: str) -> None:
    """Tells of each try a line of what stood there after the kill, and after the next try."""
    backup.verify_store = looked_through_quickly
    expected_schema()
    for number, (deed, base, file, step) in enumerate(json.load(sys.stdin)):
        here = Path(f"{base}-{number}")
        shutil.copytree(base, here)
        own = here / Path(file).name  # no note of an earlier try lies beside it
        own.mkdir() if Path(file).is_dir() else shutil.copy(file, own)
        place = Place(here, own, words)
        child = os.fork()
        if not child:
            try_it(place, deed, step)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        killed = place.told()
        getattr(place, deed)()
        sys.stdout.write(json.dumps([code, killed, place.told()]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
