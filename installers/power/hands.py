"""Somebody who works in a store, and what they were told was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mhlead.domain.codes import (
    NoteKind,
)
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.records import (
    Case,
    Note,
    Pupil,
    Referral,
    StaffMember,
)
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart
from mhlead.lazy_letters import LazyPress
from mhlead.services import (
    records,
    unlocking,
)
from mhlead.services.adapters import RandomIds
from mhlead.services.backups import BackupPlaces, make_backup, own_place
from mhlead.services.letters import issuing
from mhlead.services.session import Session
from mhlead.services.typed_texts import keep_typed, read_typed
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import FLOOR_COST

DAY = date(2026, 11, 23)
LEADS = "violet otters argue gently"
DEPUTYS = "nine slow barges under the bridge"
MARK = "zqxwvkjm"
"""Stands in every text of a record here, so that it can be looked for on the disk."""
ALONE = f"written alone {MARK}"
"""The note that the deputy wrote in a copy while another one had the right to write."""


@dataclass
class SlowClock:
    """A clock that moves by a second whenever it is asked."""

    seconds: int = 0

    def today(self) -> date:
        """Always the same day."""
        return DAY

    def now(self) -> datetime:
        """A second after the last time it was asked."""
        self.seconds += 1
        return datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(seconds=self.seconds)


@dataclass
class Hands:
    """Somebody at work in a store, and what they were told was done.

    Attributes:
        place: Holds the store and everything beside it, this computer's own memory too.
        name: The store's folder in it.
        session: The open store, or None.
        words: What unlocks it.
        notes: Texts of the notes that were saved.
        letters: Number of letters that were issued.
        made: The files of the newest backup; an older one of the same day goes.
        typed: Pages that were kept, by what they are about.
        dropped: Of these such as are forgotten, or about to be.
        next_words: What is about to unlock it.
        before: What lay on the memory stick before.
        is_thorough: Whether every row is looked at in the end, and the backup is tried.
        gone: Whether the pupil who was due was disposed of.
        is_made: Whether a store that was restored or taken lies there.
    """

    place: Path
    name: str = "store"
    session: Session | None = None
    words: str = LEADS
    clock: SlowClock = field(default_factory=SlowClock)
    ids: RandomIds = field(default_factory=RandomIds)
    notes: list[str] = field(default_factory=list)
    letters: int = 0
    made: list[Path] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    next_words: str = LEADS
    before: set[str] = field(default_factory=set)
    is_thorough: bool = True
    gone: bool = False
    is_made: bool = False

    @property
    def folder(self) -> Path:
        """Where the store lies."""
        return self.place / self.name

    @property
    def at_work(self) -> Session:
        """The open store."""
        if self.session is None:
            raise RuntimeError("nobody unlocked the store")
        return self.session

    def stores(self) -> EncryptedStores:
        """Stores on this computer."""
        machine = self.place / f"{self.name}-machine"
        return EncryptedStores(self.clock.now, FLOOR_COST, machine=machine)

    def unlock(self) -> None:
        """The store is open."""
        self.session = unlocking.unlock(
            self.stores(), self.clock, self.ids, self.folder, self.words
        )

    def lock(self) -> None:
        """The store is closed, also where the history can't say so."""
        session, self.session = self.at_work, None
        unlocking.lock(session)

    def close(self) -> None:
        """The store is closed without a line."""
        if self.session is not None:
            self.session.store.close()

    def note(self, text: str) -> None:
        """A note is saved."""
        with self.at_work.reading() as work:
            case = work.find(Case)[0]
        records.keep(self.at_work, Note("", case.id, DAY, NoteKind.FACT, f"{text} {MARK}"))
        self.notes.append(f"{text} {MARK}")

    def letter(self) -> None:
        """The referral is issued."""
        with self.at_work.reading() as work:
            referral = work.find(Referral)[0]
        issuing.issue_letter(self.at_work, LazyPress(), LetterOrder(referral.id))
        self.letters += 1

    def back_up(self, second: Path | None = None) -> None:
        """A backup beside the store, and in a second place."""
        own = own_place(self.folder)
        made = make_backup(self.at_work, BackupPlaces(own, second))
        self.made = [Path(one.folder) / made.name for one in made.placed if not one.code]

    def type(self, page: str, about: str) -> None:
        """What was typed on a page and not saved is kept."""
        part = TypedPart(TypedKind.TEXT, "What was said", 0, f"typed on {page} {MARK}")
        told = TypedPage(page, about, "", DAY.isoformat(), (part,))
        keep_typed(self.at_work, [told])
        self.typed.add(about)

    def typed_there(self) -> set[str]:
        """What the pages that are kept are about."""
        return {one.about for one in read_typed(self.at_work)}

    def staff(self, name: str) -> str:
        """Identifier of the member of staff."""
        with self.at_work.reading() as work:
            return next(one.id for one in work.find(StaffMember) if one.name == name)

    def pupil(self, surname: str) -> Pupil | None:
        """The pupil, or None."""
        with self.at_work.reading() as work:
            return next(iter(work.find(Pupil, surname=surname)), None)
