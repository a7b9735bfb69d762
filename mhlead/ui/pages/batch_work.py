"""What can be done with letters for many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import LetterKind
from mhlead.services.batches import BatchLetter, BatchLine


@dataclass(frozen=True)
class BatchWork:
    """Every call but the last two runs beside the window's thread.

    Attributes:
        read: Every letter of a kind that could be written now.
        write: One of them, or why it can't be written.
        join: Pages of several letters for one job at the printer.
        record_uses: That letters were printed or saved stands in the history.
        look: Goes to where a line that was not written is looked at: the letter itself where it is
            doubtful, its referral otherwise.
        open_letter: Shows an issued letter by identifier.
    """

    read: Callable[[LetterKind], Sequence[BatchLine]]
    write: Callable[[BatchLine], BatchLetter]
    join: Callable[[Sequence[bytes], bool], bytes]
    record_uses: Callable[[Sequence[str], Action], Changes]
    look: Callable[[BatchLetter], None]
    open_letter: Callable[[str], None]
