"""Taking the store, restoring it and disposing of a pupil, cut short by a power cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from power.acts import STICK, WORKS, close_up, dispose, only_file, restore_here, take, type_two
from power.hands import ALONE, LEADS, Hands, SlowClock
from power.looking_full import look
from power.school import make_school
from power.works import Kind, Tell

AFTERWARDS_S = 10_000
"""So much later it is when somebody looks at what the cut left."""
STAYS = "case_id=none"
"""What the typed text is about that has nothing to do with the pupil who goes."""
_WORKS = {
    "taking": WORKS["taking into own copy"],
    "taking anew": WORKS["taking"],
    "restore": WORKS["restore"],
    "disposal": WORKS["disposal"],
}


def _hands(kind: str, place: Path) -> Hands:
    work = _WORKS[kind]
    return Hands(place, work.name, words=work.words)


def _prepare(kind: str, store: Path) -> None:
    place = store.parent
    for name in (STICK, "tmp"):
        (place / name).mkdir()
    make_school(place).lock()
    _WORKS[kind].prepare(place)


def _note_twice(hands: Hands, tell: Tell) -> None:
    for number in (1, 2):
        hands.note(f"afterwards {number}")
        tell(f"note {hands.notes[-1]}")
    close_up(hands)


def _come(kind: str, folder: Path, tell: Tell) -> None:
    """The store comes into a folder, and is worked in there."""
    hands = _hands(kind, folder)
    (restore_here if kind == "restore" else take)(hands)
    tell("made")
    _note_twice(hands, tell)


def _go(folder: Path, tell: Tell) -> None:
    """A pupil is disposed of for good."""
    hands = _hands("disposal", folder)
    hands.unlock()
    type_two(hands)
    tell("typed")
    dispose(hands)
    tell("disposed")
    _note_twice(hands, tell)


HANDED = {
    kind: Kind(0.1, partial(_prepare, kind), _go if kind == "disposal" else partial(_come, kind))
    for kind in _WORKS
}


def look_handed(kind: str, place: Path, confirmed: Sequence[str], *, is_whole: bool) -> str:
    """What is wrong, beginning with "lost" or "damaged"; "" where nothing is.

    Args:
        kind: One of HANDED.
        place: The folder as the cut left it.
        confirmed: What had been told by then.
        is_whole: Every row is looked at.
    """
    told = _hands(kind, place)
    told.clock = SlowClock(AFTERWARDS_S)
    told.is_thorough = is_whole
    told.before = {one.name for one in (place / STICK).iterdir()}
    told.notes = [line.removeprefix("note ") for line in confirmed if line.startswith("note ")]
    told.typed = {STAYS} & ({STAYS} if "typed" in confirmed else set())
    told.gone, told.is_made = "disposed" in confirmed, "made" in confirmed
    if kind == "taking":
        told.notes.append(ALONE)
    if wrong := _source_is_hurt(kind, place):
        return wrong
    if _WORKS[kind].is_new and not told.is_made:
        _come_again(kind, told)
    work = replace(_WORKS[kind], has_elder=False)  # who is to go may be gone before it is told
    wrong = look(place, told, work, is_last=is_whole)
    return wrong if not wrong or wrong.startswith(("lost", "damaged")) else f"damaged: {wrong}"


def _come_again(kind: str, hands: Hands) -> None:
    """Where nobody was told that the store came, the same is done again; it may be there whole."""
    if not hands.stores().exists(hands.folder):
        (restore_here if kind == "restore" else take)(hands)
        hands.close()
        hands.session = None
    hands.is_made = True


def _source_is_hurt(kind: str, place: Path) -> str:
    """The store that the other one came from, and the file it came in, are what they were."""
    if kind == "disposal":
        return ""
    lead = Hands(place, "store", words=LEADS, clock=SlowClock(AFTERWARDS_S))
    lead.unlock()
    try:
        file = only_file(place / ("store-backups" if kind == "restore" else STICK))
        lead.at_work.store.backup_contents(file)
    finally:
        lead.close()
    return ""
