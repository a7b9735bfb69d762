"""What can be done in a pooling round, and what is read for its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mhlead.domain.changes import Changes
from mhlead.services.pooling_folder import RoundFolder, RoundOrder
from mhlead.services.pooling_school import OwnRounds


@dataclass(frozen=True)
class PoolWork:
    """What can be done; every call runs beside the window's thread.

    Each that makes a file writes it into the folder of the round and gives its name.

    Attributes:
        read: The school's rounds.
        look: What lies in the folder of a round.
        key: The school's key for a round, by code and name of the round.
        contribute: Its counts under masks: the fingerprint heard, and the schools rung.
        answer: Its answer to the finish request.
        roster: For whoever adds up: the plan and the roster of all whose keys came.
        request: The finish request, and the schools that did not contribute.
        total: The totals, and of how many schools.
        protect: The totals with what has to be hidden, and how many numbers that is of how many.
    """

    read: Callable[[], OwnRounds]
    look: Callable[[Path], RoundFolder]
    key: Callable[[Path, str, str], tuple[str, Changes]]
    contribute: Callable[[Path, str, Sequence[str]], tuple[str, Changes]]
    answer: Callable[[Path], tuple[str, Changes]]
    roster: Callable[[Path, RoundOrder], str]
    request: Callable[[Path], tuple[str, tuple[str, ...]]]
    total: Callable[[Path], tuple[str, int]]
    protect: Callable[[Path], tuple[str, int, int]]
