"""What is done while the disk gets full: kinds of work, each as acts that can be done again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mhlead.domain.errors import NoSpace
from mhlead.services import baton, keyholders, recovery_sheets, retention, typed_texts
from mhlead.services.baton import TakeFrom
from mhlead.services.restoring import RestoreFrom, restore
from mhlead.storage.connection import close, connect
from power.hands import ALONE, DAY, DEPUTYS, LEADS, MARK, Hands
from power.works import older_store, passphrase

STICK = "stick"
"""The folder that stands for a second place or a memory stick."""
NEWER = "copper kettles sing at dawn"
FEW_ROWS = 12

Act = Callable[[Hands], None]


@dataclass(frozen=True)
class Work:
    """A kind of work on a disk that gets full.

    Attributes:
        prepare: Makes of the school's place what the work needs.
        acts: What is done, in this order; each is done again after it was refused.
        fault: What is wrong with the store at the end, or "".
        full: The folder in the place whose disk is full; "" for all of it.
        words: What unlocks the store at the beginning.
        name: The folder of the store that is worked in.
        is_new: It is made by the first act.
        has_elder: The pupil who is due is in it.
    """

    acts: tuple[Act, ...]
    prepare: Callable[[Path], None] = lambda _: None
    fault: Callable[[Hands], str] = lambda _: ""
    full: str = ""
    words: str = LEADS
    name: str = "store"
    is_new: bool = False
    has_elder: bool = True


def unlock(hands: Hands) -> None:
    hands.unlock()


def note(hands: Hands) -> None:
    hands.note(f"note {len(hands.notes) + 1}")


def letter(hands: Hands) -> None:
    hands.letter()


def close_up(hands: Hands) -> None:
    """Locks; where that was refused, the store is closed all the same, and opens again."""
    if hands.session is None:
        hands.unlock()
    store = hands.at_work.store
    try:
        hands.lock()
    finally:
        if not store._key.is_wiped:  # type: ignore[attr-defined]  # noqa: SLF001
            raise RuntimeError("the store is open after it was locked")


def change_words(hands: Hands) -> None:
    hands.next_words = NEWER
    keyholders.change_passphrase(hands.at_work, LEADS, NEWER)
    hands.words = NEWER


def give_sheet(hands: Hands) -> None:
    (key, _), *_ = recovery_sheets.make_sheets(hands.at_work)
    recovery_sheets.confirm_sheets(hands.at_work, [key])


def back_up(hands: Hands) -> None:
    hands.back_up()


def back_up_twice(hands: Hands) -> None:
    """With a second place; that this one was full is told without an error, and seen here."""
    hands.back_up(hands.place / STICK)
    if hands.made[-1].parent.name != STICK:
        raise NoSpace


def type_two(hands: Hands) -> None:
    """Typed about a pupil who stays, and about one who is to go."""
    elder = hands.pupil("Elder")
    hands.type("case_form", "case_id=none")
    if elder is not None:
        hands.type("pupil_form", f"pupil_id={elder.id}")


def type_more(hands: Hands) -> None:
    hands.type("note_form", "referral_id=none")


def drop_typed(hands: Hands) -> None:
    """One page's text is put back on its form, so it is kept no longer."""
    for one in typed_texts.read_typed(hands.at_work):
        if one.page == "case_form":
            hands.dropped.add(one.about)
            typed_texts.forget_typed(hands.at_work, one)


def end_deputy(hands: Hands) -> None:
    keyholders.remove_keyholder(hands.at_work, hands.staff("Ravi Hall"))


def dispose(hands: Hands) -> None:
    """The pupil who is due goes, with what was typed about them."""
    elder = hands.pupil("Elder")
    if elder is None:
        raise RuntimeError("somebody is gone who was not disposed of")
    lines = retention.due_list(hands.at_work, DAY)
    line = next(one for one in lines if one.pupil_id == elder.id and one.kind == "Pupil")
    retention.dispose(hands.at_work, line)
    hands.dropped.add(f"pupil_id={elder.id}")
    hands.gone = True


def pass_on(hands: Hands) -> None:
    file = baton.pass_on(hands.at_work, hands.staff("Ravi Hall"), hands.place / STICK)
    hands.made.append(file)


def restore_here(hands: Hands) -> None:
    wanted = RestoreFrom(only_file(hands.place / "store-backups"), hands.folder, LEADS)
    hands.session, _ = restore(hands.stores(), hands.clock, hands.ids, wanted)
    hands.is_made = True


def take(hands: Hands) -> None:
    """Takes the store into a new folder, or into the own copy that lies there."""
    wanted = TakeFrom(only_file(hands.place / STICK), hands.folder, hands.words)
    hands.session, _ = baton.take(hands.stores(), hands.clock, hands.ids, wanted)
    hands.is_made = True


def only_file(folder: Path) -> Path:
    """The one backup that lies there."""
    return next(iter(sorted(folder.glob("*.mh*"))))


def _with_backup(place: Path) -> None:
    hands = Hands(place)
    hands.unlock()
    hands.back_up()
    hands.lock()


def _passed(place: Path) -> None:
    """The store is on its way, in a file on the stick."""
    hands = Hands(place)
    hands.unlock()
    pass_on(hands)
    hands.lock()


def _passed_with_own_copy(place: Path) -> None:
    """The deputy has a copy too, in which something was written alone."""
    shutil.copytree(place / "store", place / "own")
    (place / "own" / "copy.json").unlink()
    own = Hands(place, "own", words=DEPUTYS)
    own.unlock()
    baton.take_over(own.at_work, "Nobody else was there.")
    own.note(ALONE.removesuffix(f" {MARK}"))
    own.lock()
    _passed(place)


def _older(place: Path) -> None:
    shutil.rmtree(place / "store")
    older_store(place / "store", FEW_ROWS)


def _lacks_rows(hands: Hands) -> str:
    raw = connect(hands.at_work.store._keyed)  # type: ignore[attr-defined]  # noqa: SLF001
    (count,) = raw.execute("SELECT count(*) FROM plain_files").fetchone()
    close(raw)
    return "" if count == FEW_ROWS else f"lost rows: {count}"


WORKS: dict[str, Work] = {
    "use": Work((unlock, note, letter, note, close_up)),
    "headers": Work((unlock, change_words, give_sheet, close_up)),
    "backup": Work((unlock, dispose, back_up, close_up)),
    "second place": Work((unlock, note, back_up_twice, note, close_up)),
    "second place full": Work((unlock, note, back_up_twice, note, close_up), full=STICK),
    "rotation": Work((unlock, type_two, end_deputy, note, close_up)),
    "migration": Work(
        (unlock, close_up), prepare=_older, fault=_lacks_rows, words=passphrase(0), has_elder=False
    ),
    "restore": Work((restore_here, note, close_up), _with_backup, name="new", is_new=True),
    "passing on": Work((unlock, note, pass_on, close_up)),
    "passing on, stick full": Work((unlock, note, pass_on, close_up), full=STICK),
    "taking": Work((take, note, close_up), _passed, name="new", is_new=True),
    "taking into own copy": Work(
        (take, note, close_up), _passed_with_own_copy, name="own", words=DEPUTYS
    ),
    "disposal": Work((unlock, type_two, dispose, close_up)),
    "typed text": Work((unlock, type_two, type_more, close_up, unlock, drop_typed, close_up)),
}
