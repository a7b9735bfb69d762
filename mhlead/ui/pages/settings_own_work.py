"""What the settings of needs, of chase times and of handing over can have done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mhlead.domain.changes import Changes
from mhlead.domain.records import ChaseTime, NeedWord
from mhlead.services.chase_times import ChaseLine


@dataclass(frozen=True)
class OwnWork:
    """What can be done; every call runs beside the window's thread.

    Attributes:
        needs: The school's own words for needs, retired ones at the end.
        keep_need: Keeps a new or changed word.
        times: Every state with its default and the school's own time.
        keep_time: Keeps the school's own time of a state.
        use_default: The default holds again.
        hand_over: Hands over everything one person holds to another, with the reason.
    """

    needs: Callable[[], Sequence[NeedWord]]
    keep_need: Callable[[NeedWord, str], tuple[NeedWord, Changes]]
    times: Callable[[], Sequence[ChaseLine]]
    keep_time: Callable[[ChaseTime, str], tuple[ChaseTime, Changes]]
    use_default: Callable[[str], Changes]
    hand_over: Callable[[str, str, str], Changes]
