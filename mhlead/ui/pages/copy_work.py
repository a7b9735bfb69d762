"""What the pages about copies of the store can have done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mhlead.domain.changes import Changes
from mhlead.domain.copies import OlderTold
from mhlead.domain.records import StaffMember
from mhlead.services.copies import Compared, EditLine
from mhlead.services.who_has_it import WhoHasIt


@dataclass(frozen=True)
class CopiesView:
    """How the copies of the store stand.

    Attributes:
        staff: To whom it can be passed.
        open_edits: How many things written elsewhere nobody has settled.
        older: Of when this copy is and what this computer had, where it is older; else None.
    """

    who: WhoHasIt
    staff: Sequence[StaffMember]
    open_edits: int
    older: OlderTold | None


@dataclass(frozen=True)
class CopyWork:
    """What can be done; every call runs beside the window's thread.

    Attributes:
        pass_on: To whom, and the folder for the file; the file.
        take_over: With a reason.
        compare: With a file, and a passphrase where its key is another.
        settle_older: With a reason.
    """

    read: Callable[[], CopiesView]
    pass_on: Callable[[str, Path], Path]
    take_over: Callable[[str], Changes]
    compare: Callable[[Path], Compared]
    edits: Callable[[], list[EditLine]]
    take_in: Callable[[str], Changes]
    take_in_all: Callable[[], tuple[int, int]]
    leave: Callable[[str, str], Changes]
    settle_older: Callable[[str], Changes]
