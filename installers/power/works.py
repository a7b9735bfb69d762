"""The work whose writes are recorded for power cuts, and the stores it begins with."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind, StepKind
from mhlead.domain.records import Case, NextStep, Note, Pupil, StaffMember
from mhlead.storage import upgrade
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.store import EncryptedStore
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.header_files import save_header
from mhlead.vault.keys import new_header, with_passphrase
from mhlead.vault.passphrase import FLOOR_COST

PASSPHRASE = "violet otters argue gently"  # noqa: S105 - a throw-away store of this test
DB_FILE = "store.db"
DAY = date(2026, 11, 23)
LONG = "word " * 900
PLAIN_ROWS = 200

Tell = Callable[[str], None]


def passphrase(number: int) -> str:
    """The passphrase of that number."""
    return f"{PASSPHRASE} {number} times over"


def stores() -> EncryptedStores:
    return EncryptedStores(lambda: datetime.now(UTC), FLOOR_COST)


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


def older_store(folder: Path, rows: int = PLAIN_ROWS) -> None:
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
            for number in range(rows):
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


def use(folder: Path, tell: Tell) -> None:
    """Normal use: opened twice, with saving in between."""
    for first in (1, 11):
        store = stores().open(folder / "store", passphrase(0))
        for number in range(first, first + 10):
            save(store, number)
            tell(f"note {number}")
        store.close()


def headers(folder: Path, tell: Tell) -> None:
    """Passphrases changed one after the other."""
    store = stores().open(folder / "store", passphrase(0))
    for number in range(1, 9):
        store.ways.change_passphrase(passphrase(number - 1), passphrase(number), "")
        tell(f"passphrase {number}")
    store.close()


def backing_up(folder: Path, tell: Tell) -> None:
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


def rotating(folder: Path, tell: Tell) -> None:
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


def migrating(folder: Path, tell: Tell) -> None:
    """An older store, brought to this version."""
    stores().open(folder / "store", passphrase(0)).close()
    tell("opened")


@dataclass(frozen=True)
class Kind:
    """A kind of work: how its folder begins, what is done, and its share of the cuts."""

    share: float
    prepare: Callable[[Path], None]
    work: Callable[[Path, Tell], None]


OWN = {
    "use": Kind(0.25, new_store, use),
    "headers": Kind(0.15, new_store, headers),
    "backups": Kind(0.25, new_store, backing_up),
    "rotation": Kind(0.15, shared_store, rotating),
    "migration": Kind(0.05, older_store, migrating),
}
"""The kinds that need no more than a store; `power.handing` has the others."""


def do_work(kind: Kind, folder: Path) -> None:
    """What the recorded program does; each confirmation is a line it writes."""
    with (folder / "confirmed").open("a") as lines:

        def tell(line: str) -> None:
            lines.write(line + "\n")
            lines.flush()

        kind.work(folder, tell)
