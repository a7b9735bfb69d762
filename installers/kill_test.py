"""Kills a program that saves, again and again, and counts what was confirmed and is lost.

    python installers/kill_test.py --kills 1000

Each round a process opens the store and saves, telling the number of every change once it was
committed; it is ended by SIGKILL at a random moment. Then the store is opened, every confirmed
change looked for, and everything verified. Prints one line; exit 0 where nothing was lost.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind, StepKind
from mhlead.domain.records import Case, NextStep, Note, Pupil, StaffMember
from mhlead.storage.store import EncryptedStore
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import FLOOR_COST

PASSPHRASE = "violet otters argue gently"  # noqa: S105 - a throw-away store of this test
DAY = date(2026, 11, 23)
KILLS_A_STORE = 50
LONGEST_WAIT_S = 0.02
MOST_SAVES = 8


@dataclass
class Tally:
    """What happened over all rounds."""

    kills: int = 0
    confirmed: int = 0
    lost: int = 0
    torn: int = 0
    unsound: int = 0
    unconfirmed_kept: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing confirmed was lost and every store was sound."""
        return self.lost == self.torn == self.unsound == 0


def stores() -> EncryptedStores:
    return EncryptedStores(lambda: datetime.now(UTC), FLOOR_COST)


def new_store(folder: Path) -> None:
    store = stores().create(folder, PASSPHRASE)
    with store.begin("lead") as work:
        work.add(StaffMember("lead", "The lead"))
        work.add(Pupil("pupil", "Oyelaran", "Amina"))
        work.add(Case("case", "pupil", DAY, "lead", True, "lead", "step"))
        work.add(NextStep("step", "case", StepKind.REVIEW, "0", DAY, "lead"))
        work.log(Action.CASE_OPENED, "pupil")
        work.commit()
    store.close()


def save(store: EncryptedStore, number: int) -> None:
    """One action: a note, a correction of it, and the step that counts, in one transaction."""
    note = Note(f"note{number:07}", "case", DAY, NoteKind.FACT, f"saved {number} " + "word " * 900)
    with store.begin("lead") as work:
        work.add(note)
        work.correct(replace(note, title=f"title {number}"), "count")
        work.put(replace(work.get(NextStep, "step"), what=str(number)))
        work.log(Action.RECORD_ADDED, "pupil", {"id": note.id})
        work.commit()


def save_for_ever(folder: Path, first: int, told: Connection) -> None:
    """The program that is killed."""
    store = stores().open(folder, PASSPHRASE)
    number = first
    while True:
        save(store, number)
        told.send(number)
        number += 1


def kill_once(folder: Path, first: int, chance: random.Random) -> int:
    """Start the program, kill it at a random moment; the number of the last confirmed change."""
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=save_for_ever, args=(folder, first, theirs), daemon=True)
    process.start()
    theirs.close()
    last = first - 1
    for _ in range(chance.randint(0, MOST_SAVES)):
        last = ours.recv()
    time.sleep(chance.uniform(0, LONGEST_WAIT_S))
    process.kill()
    process.join()
    try:
        while True:
            last = ours.recv()
    except EOFError:
        ours.close()
        return last


def look(folder: Path, last: int, tally: Tally) -> int:
    """Open after the kill and compare with what was confirmed; the number of the last change."""
    store = stores().open(folder, PASSPHRASE)
    try:
        with store.begin(write=False) as work:
            notes = {note.id: note for note in work.find(Note)}
            counted = int(work.get(NextStep, "step").what)
            tally.lost += sum(f"note{number:07}" not in notes for number in range(1, last + 1))
            is_whole = len(notes) == counted and all(
                note.title == f"title {int(note.id[4:])}" and len(note.text) > 4500
                for note in notes.values()
            )
            is_found = len(work.search.find_text("saved", counted + 10)) == counted
            tally.torn += not (is_whole and is_found)
        tally.unsound += not store.verify().is_sound
        return counted
    finally:
        store.close()


def run(kills: int, seed: int, scratch: Path) -> Tally:
    """That many kills, with a new store now and then since each look reads all of it."""
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - picks moments, guards nothing
    counted = 0
    folder = scratch / "store"
    for round_number in range(kills):
        if round_number % KILLS_A_STORE == 0:
            shutil.rmtree(folder, ignore_errors=True)
            new_store(folder)
            counted = 0
        last = kill_once(folder, counted + 1, chance)
        tally.kills += 1
        tally.confirmed += last - counted
        now = look(folder, last, tally)
        tally.unconfirmed_kept += max(0, now - last)
        counted = now
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mhlead-kill-") as scratch:
        tally = run(asked.kills, asked.seed, Path(scratch))
    print(
        f"{tally.kills} kills: {tally.confirmed} changes confirmed, {tally.lost} lost,"
        f" {tally.torn} torn, {tally.unsound} stores unsound,"
        f" {tally.unconfirmed_kept} committed but not yet confirmed"
    )
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
