"""Copies of a store: what a computer remembers of one, and how two of them stand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mhlead.domain.audit import AuditEntry
from mhlead.domain.codes import StaffRole

TAKE_PREFIX = "store-to-take"
"""How the file begins in which the store is passed on; no rotation of backups touches it."""

LINE_SHORT = 16
"""So much of a line's hash names it where another copy tells that it was done there."""


@dataclass(frozen=True)
class Anchor:
    """A line of the history that a copy is known to have had.

    Attributes:
        sequence: Its number.
        hash: Its hash, hex.
        at: When it was written.
    """

    sequence: int
    hash: str
    at: datetime


@dataclass(frozen=True)
class ChainLine:
    """A line of the history with what chains it."""

    entry: AuditEntry
    hash: str

    @property
    def anchor(self) -> Anchor:
        """It, to be remembered."""
        return Anchor(self.entry.sequence, self.hash, self.entry.at)


class Meeting(StrEnum):
    """How another copy's history stands to ours."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"
    APART = "apart"


@dataclass(frozen=True)
class CopiesMet:
    """Two copies of the same store beside each other.

    Attributes:
        common: The last line both have; None where they have none.
        ours: Our newest line.
        theirs: Their newest line.
        is_same_pass: Both took the store from the same file.
    """

    meeting: Meeting
    common: Anchor | None
    ours: Anchor | None
    theirs: Anchor | None
    is_same_pass: bool = False


@dataclass(frozen=True)
class TakenNote:
    """That the store was taken from a file, as it stands beside that file.

    Attributes:
        at: When.
        role: What whoever took it is in this work; no name ever stands there.
        copy_id: The copy it was taken into.
        pass_id: The mark of the file.
    """

    at: datetime
    role: StaffRole | None
    copy_id: str
    pass_id: str


def taken_text(name: str, note: TakenNote) -> str:
    """What whoever finds the note reads; it names nobody.

    Args:
        name: The file's name.
        note: What is told.
    """
    local = note.at.astimezone()
    by = f" ({note.role.value.replace('-', ' ')})" if note.role else ""
    return (
        f"The store in {name} was taken on {local:%d %B %Y, %H:%M}{by}. It is taken once: please "
        "delete that file and this one."
    )


@dataclass(frozen=True)
class OlderCopy:
    """This copy is older than the one this computer had.

    Attributes:
        is_now: The newest line of this copy.
        was: The line this computer had seen.
        is_log_gone: Work here did not end well, and the file with its newest changes is gone.
    """

    is_now: Anchor
    was: Anchor
    is_log_gone: bool = False


@dataclass(frozen=True)
class OlderTold:
    """What the history says of an older copy that nobody has settled yet.

    Attributes:
        is_of: When the newest line of this copy was written.
        was_of: When the line was written that this computer had seen.
        is_log_gone: As in `OlderCopy`.
        sequence: Number of the line this computer had seen.
    """

    is_of: datetime
    was_of: datetime
    is_log_gone: bool
    sequence: str
