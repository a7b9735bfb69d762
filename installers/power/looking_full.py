"""Whether a copy of a place holds everything that somebody was told was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mhlead.domain.copies import TAKE_PREFIX
from mhlead.domain.errors import WrongPassphrase
from mhlead.domain.records import Contact, Letter, Note, OtherEdit, Pupil
from mhlead.storage.connection import close, connect
from power.acts import STICK, Work
from power.hands import MARK, Hands

_OURS = re.compile(
    r"store(-\d+)?\.db(-wal|-shm)?|keys\.[ab]\.json|lock|copy\.json|passing|unfinished|in-use"
    r"|store-to-take-.*-taken\.txt|typed(-\d+)?|before-.*\.db"
    r"|.*\.mhbackup|.*\.mhpass|.*-disposals\.sealed|[0-9a-f-]+\.json|mhlead-pages-.*"
)


def left_over(place: Path) -> Iterator[str]:
    """Files that nobody needs any more, and such that hold a text of a record in clear."""
    for path in place.rglob("*"):
        if path.is_file():
            if not _OURS.fullmatch(path.name):
                yield f"left over: {path.relative_to(place)}"
            if MARK.encode() in path.read_bytes():
                yield f"in clear: {path.relative_to(place)}"
        elif path.name.startswith("making-"):
            yield f"left over: {path.relative_to(place)}"


def look(place: Path, told: Hands, work: Work, *, is_last: bool) -> str:
    """What is wrong in a place, by what was told to be done in it; "" where nothing is."""
    if not told.is_made and work.is_new:
        other = place / told.name
        return f"{other.name} is half made" if other.exists() and any(other.iterdir()) else ""
    known = told.before | {one.name for one in told.made}
    if stray := [
        one for one in (place / STICK).glob(f"{TAKE_PREFIX}*.mhbackup") if one.name not in known
    ]:
        return f"a file that nobody was told of: {stray[0].name}"
    hands = Hands(place, told.name, words=told.words, clock=told.clock)
    try:
        hands.unlock()
    except WrongPassphrase:
        hands.words = told.next_words
        hands.unlock()
    try:
        return _lacks(hands, told, work, is_last=is_last) or work.fault(hands)
    finally:
        hands.close()


def _lacks(hands: Hands, told: Hands, work: Work, *, is_last: bool) -> str:
    return (
        _lost_records(hands, told)
        or _half_pupil(hands, told, must_be_there=is_last and work.has_elder)
        or (_unsound(hands, told) if is_last else "")
        or _lost_backup(hands, told, is_tried=is_last and told.is_thorough)
    )


def _lost_records(hands: Hands, told: Hands) -> str:
    """Whether a note, a letter or typed text is not there, nor on the list of another copy's."""
    with hands.at_work.reading() as unit:
        notes = {one.text for one in unit.find(Note)}
        listed = " ".join(one.content for one in unit.find(OtherEdit))
        letters = len(unit.find(Letter))
    if any(one not in notes and one not in listed for one in told.notes):
        return "lost a note"
    if letters < told.letters:
        return "lost a letter"
    lost = told.typed - told.dropped - hands.typed_there()
    return f"lost typed text: {sorted(lost)}" if lost else ""


def _half_pupil(hands: Hands, told: Hands, *, must_be_there: bool) -> str:
    """Whether the pupil who was due is neither there whole nor gone whole."""
    with hands.at_work.reading() as unit:
        is_there = bool(unit.find(Pupil, surname="Elder"))
        has_contact = bool(unit.find(Contact, surname="Elder"))
    if is_there != has_contact or (told.gone and is_there):
        return "damaged: half a pupil"
    if told.gone and any(one.startswith("pupil_id=") for one in hands.typed_there()):
        return "damaged: typed text about somebody who is gone"
    is_missed = must_be_there and not told.gone and not is_there
    return "lost a pupil, who went by themselves" if is_missed else ""


def _lost_backup(hands: Hands, told: Hands, *, is_tried: bool) -> str:
    for path in told.made:
        copy = hands.place / path.relative_to(told.place)
        if not copy.exists():
            return "lost a backup"
        if is_tried and not hands.at_work.store.try_backup(copy)[1].is_sound:
            return "damaged: a backup"
    return ""


def _unsound(hands: Hands, told: Hands) -> str:
    """What is said against the pages, their links and the rows; now and then by the whole check."""
    store: Any = hands.at_work.store
    if told.is_thorough and (faults := store.verify().faults):
        return f"damaged {faults[0].part} {faults[0].code}"
    raw = connect(store._keyed)  # noqa: SLF001 - below any kind of record
    try:
        checks = ("cipher_integrity_check", "quick_check", "foreign_key_check")
        rows = [row[0] for one in checks for row in raw.execute(f"PRAGMA {one}").fetchall()]
    finally:
        close(raw)
    said = [str(one) for one in rows if one != "ok"]
    return f"damaged: {said}" if said else ""
