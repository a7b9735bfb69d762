"""Which of two key files that differ counts: the newest that the holder of the data key wrote.

Whoever can write into the folder can put a newer key file there; it must not shut the store. And an
older one must not let somebody in whose way in was ended: it counts only where the newest is shown
to be nobody's who had the key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from argon2.exceptions import HashingError

from mhlead.domain.errors import MhleadError, StoreDamaged, StoreTooNew
from mhlead.vault.header import Fields, Header, Slot, SlotKind, from_fields, is_made_by
from mhlead.vault.header_files import whole_copies
from mhlead.vault.keys import Unlocked

Opening = Callable[[Header], Unlocked]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The header that counts, and what it gave.

    Attributes:
        is_older: Whether a newer one lies beside it, which nobody with the key wrote.
    """

    header: Header
    unlocked: Unlocked
    is_older: bool = False


def unlock_folder(folder: Path, opening: Opening) -> Chosen:
    """The store's header and data key, whichever of the two key files was spoilt.

    Args:
        folder: Where they lie.
        opening: Opens a header by what the person typed.

    Raises:
        WrongPassphrase, WrongRecoveryKey, RecoveryKeyMistyped, NotAllowed, QuickUnlockUnavailable,
        StoreDamaged, StoreTooNew: neither opens, or the one that does does not count.
        NotAStore, StoreUnreadable, FileUnreadable: there is none to read.
    """
    newest, *rest = [_Copy(fields, opening) for fields in whole_copies(folder)]
    older = rest[0] if rest else None
    # the cheaper first: a forged one may ask for hours of guessing
    if older is None or (newest.cost <= older.cost and newest.opened() is not None):
        return newest.chosen(())
    if older.opened() is not None and _is_nobodys(newest.fields, older, folder):
        return older.chosen((newest,), is_older=True)
    if newest.opened() is not None:
        return newest.chosen((older,))
    found = older.opened()
    if found is not None and newest.names(found.slot):  # whoever had the key would have let it in
        return older.chosen((newest,), is_older=True)
    older.forget()
    raise newest.refusal(older)


class _Copy:
    """One key file, opened at most once."""

    def __init__(self, fields: Fields, opening: Opening) -> None:
        self.fields, self._opening = fields, opening
        self.header: Header | None = None
        self.error: MhleadError | HashingError | None = None
        self._found: Unlocked | None = None
        self.cost = 0
        try:
            self.header = from_fields(fields)
        except (StoreDamaged, StoreTooNew) as error:
            self.error = error
            return
        slots = [slot.cost for slot in self.header.slots if slot.kind is SlotKind.PASSPHRASE]
        self.cost = sum(cost.memory_kib * cost.passes for cost in slots if cost is not None)

    def opened(self) -> Unlocked | None:
        """What it gives; None where it does not open."""
        if self.header is not None and self._found is None and self.error is None:
            try:
                self._found = self._opening(self.header)
            except (MhleadError, HashingError) as error:
                self.error = error
        return self._found

    def chosen(self, others: tuple[_Copy, ...], *, is_older: bool = False) -> Chosen:
        """This one counts.

        Raises:
            MhleadError: it does not open.
        """
        for other in others:
            other.forget()
        if self.header is None or self.opened() is None:
            raise self.error or StoreDamaged("header")
        assert self._found is not None  # noqa: S101 - for the type checker
        return Chosen(self.header, self._found, is_older)

    def forget(self) -> None:
        """Our copy of its key is gone."""
        if self._found is not None:
            self._found.key.wipe()

    def names(self, slot: Slot) -> bool:
        """Whether it has the way in that opened another one."""
        slots = self.header.slots if self.header is not None else ()
        return any(one.slot_id == slot.slot_id for one in slots)

    def refusal(self, older: _Copy) -> MhleadError | HashingError:
        """Why neither opens; that what was typed is wrong goes before what is wrong with a file."""
        for one in (self.error, older.error):
            if isinstance(one, MhleadError) and not isinstance(one, StoreDamaged | StoreTooNew):
                return one
        return self.error or older.error or StoreDamaged("header")


def _is_nobodys(fields: Fields, older: _Copy, folder: Path) -> bool:
    """Whether somebody without the data key wrote it.

    A new key comes with a new file. So one that names the same file under another key, or a file
    that is not there, was made by nobody who had the key.
    """
    found, header = older.opened(), older.header
    if found is None or header is None or is_made_by(fields, found.key):
        return False
    named = fields.get("db_file")
    if not isinstance(named, str) or named == header.db_file or Path(named).name != named:
        return True
    return not (folder / named).is_file()
