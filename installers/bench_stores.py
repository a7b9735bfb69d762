"""Stores for the benchmark: built once by bulk insert, and kept for later runs of one schema.

This module holds no row; the rows about stores take theirs from here.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import platformdirs

from bench import Size
from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind, StaffRole, StepKind
from mhlead.domain.records import Case, Concern, NextStep, Note, Pupil, Record, StaffMember
from mhlead.main import make_adapters
from mhlead.resources import resource_text
from mhlead.services import unlocking
from mhlead.services.session import Session

PASSPHRASE = "four fictional garden words"  # noqa: S105  # of stores with invented pupils
FIRST = date(2025, 9, 1)
PUPILS_AT_ONCE = 500
WORDS = [
    "quiet",
    "library",
    "corridor",
    "lesson",
    "morning",
    "tearful",
    "calmer",
    "tutor",
    "lunch",
    "maths",
    "friends",
    "home",
    "sleep",
    "worried",
    "bus",
    "choir",
    "garden",
    "phone",
    "sister",
    "football",
    "late",
    "early",
    "reading",
    "better",
    "worse",
    "stayed",
    "left",
]
SURNAMES = [
    "Barker",
    "Nguyen",
    "Okafor",
    "Rahman",
    "Kowalski",
    "O'Neill",
    "Llewellyn",
    "Begum",
    "Patel",
    "Haile",
]
FORENAMES = [
    "Ama",
    "Freya",
    "Elodie",
    "Kwame",
    "Toby",
    "Zainab",
    "Lukasz",
    "Sean",
    "Chidera",
    "Mei",
]


@dataclass(frozen=True)
class Filled:
    """An unlocked store of the size, and one case in it."""

    session: Session
    case_id: str


def schema() -> str:
    """A short name of the schema, so that a store of another one is never measured."""
    first = Path(__file__).parents[1] / "mhlead" / "storage" / "migrations" / "versions"
    digest = hashlib.sha256(resource_text("templates/referral.txt").encode())
    for path in sorted(first.glob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def filled(size: Size, stack: ExitStack) -> Filled:
    """A store of that size, built now or kept from an earlier run; closed by the stack."""
    kept = platformdirs.user_cache_path("mhlead-bench", appauthor=False)
    folder = kept / f"{schema()}-{size.pupils}x{size.notes_each}"
    adapters = make_adapters()
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        print(f"(building a store of {size}: once)", flush=True)
        lead = StaffMember(id="", name="Jo Marsh", roles=(StaffRole.LEAD,))
        session = unlocking.make_store(
            adapters.stores, adapters.clock, adapters.ids, folder / "store", PASSPHRASE, lead
        )
        _fill(session, size)
        unlocking.lock(session)
        (folder / "whole").touch()
    session = unlocking.unlock(
        adapters.stores, adapters.clock, adapters.ids, folder / "store", PASSPHRASE
    )
    stack.callback(unlocking.lock, session)
    with session.reading() as work:
        case_id = work.find(Case, is_open=True)[0].id
    return Filled(session, case_id)


def _fill(session: Session, size: Size) -> None:
    chance = random.Random(7)  # noqa: S311 words of an invented school
    for start in range(0, size.pupils, PUPILS_AT_ONCE):
        records: list[Record] = []
        for number in range(start, min(start + PUPILS_AT_ONCE, size.pupils)):
            records += _pupil(session, number, size.notes_each, chance)
        with session.writing() as work:
            work.add_all(records, "import")
            work.log(Action.PUPILS_IMPORTED, None, {"count": str(len(records))})
            work.commit()


def _pupil(session: Session, number: int, notes: int, chance: random.Random) -> list[Record]:
    new = session.ids.new
    pupil_id, case_id, step_id = new(), new(), new()
    born = date(2009, 9, 1) + timedelta(days=chance.randrange(2500))
    surname = f"{chance.choice(SURNAMES)}-{number:05d}"
    made: list[Record] = [
        Pupil(id=pupil_id, surname=surname, forename=chance.choice(FORENAMES), born_on=born),
        Case(
            id=case_id,
            pupil_id=pupil_id,
            opened_on=FIRST,
            opened_by=session.actor_id,
            owner_id=session.actor_id,
            next_step_id=step_id,
        ),
        NextStep(
            id=step_id,
            case_id=case_id,
            kind=StepKind.REVIEW,
            what="Review",
            due_on=session.clock.today() + timedelta(days=chance.randrange(-20, 200)),
            holder_id=session.actor_id,
        ),
        Concern(new(), case_id, FIRST, "Form tutor", "05", _words(chance, 30)),
    ]
    made += (
        Note(
            id=new(),
            case_id=case_id,
            happened_on=FIRST + timedelta(days=chance.randrange(400)),
            kind=NoteKind.FACT,
            text=_words(chance, 60),
        )
        for _ in range(notes)
    )
    return made


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))
