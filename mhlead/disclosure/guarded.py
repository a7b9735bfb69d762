"""Protection that has passed the gate: the only way to a release."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence

from mhlead.disclosure.attack import reader
from mhlead.disclosure.attack.gate import try_to_undo
from mhlead.disclosure.attack.system import TooLarge, refuse_too_large
from mhlead.disclosure.protect.search import find_pattern
from mhlead.disclosure.watch import LIMITS, Limits, OutOfTime, Watch
from mhlead.domain.errors import TablesRefused
from mhlead.domain.release import (
    Attacker,
    Demand,
    Protection,
    Publication,
    Reason,
    Status,
    Task,
    Verdict,
    Verdicts,
    Where,
)


def protect(
    task: Task,
    costs: Callable[[Where], float] = lambda _: 1.0,
    *,
    limits: Limits = LIMITS,
    or_everything: bool = False,
    tell: Callable[[int, int], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
    passed: Callable[[Task, Collection[Where], Verdicts], None] | None = None,
) -> Protection:
    """Which cells of the last release to hide, after the independent attack has failed on it.

    Args:
        costs: What hiding a cell costs, at least 1; each cell the same where nothing is said.
        limits: How long it may take; without the fewest cells in time a good choice is taken.
        or_everything: Whether everything that may be is hidden where no choice was found in time;
            otherwise that is refused, since coarser tables tell more.
        tell: Is told at each step how many cells are hidden and how few it could be.
        is_stopped: Whether the person wants to stop; it is heard in the middle of solving too.
        clock: What the limits are measured by.
        passed: Is told what the attack came to where it failed.

    Returns:
        Refused, with the reason, where no pattern was found, or the attack found something or was
        not over in time.

    Raises:
        Cancelled.
        TablesRefused: "too-many-cells".
    """
    try:
        refuse_too_large(task)
    except TooLarge:
        raise TablesRefused("too-many-cells") from None
    watch = Watch(limits.whole, tell, is_stopped, clock)
    with watch.hearing_keyboard():
        pattern = find_pattern(task, costs, watch, limits)
        is_late = pattern.reason is Reason.OUT_OF_TIME and not or_everything
        if pattern.status is Status.REFUSED or is_late:
            return Protection(Status.REFUSED, reason=pattern.reason)
        watch.until(limits.whole)
        try:
            verdicts = try_to_undo(task, pattern.hidden, watch)
        except OutOfTime:
            return Protection(Status.REFUSED, reason=Reason.OUT_OF_TIME)
    if verdicts.verdict is not Verdict.SAFE:
        # A pattern that was not looked through to its end may fail; one that was never does.
        was_searched = pattern.status is Status.OPTIMAL
        reason = Reason.FAILED_ATTACK if was_searched else Reason.OUT_OF_TIME
        return Protection(Status.REFUSED, reason=reason)
    if passed is not None:
        passed(task, pattern.hidden, verdicts)
    return Protection(
        pattern.status, pattern.hidden, intervals=len(verdicts.findings), worlds=verdicts.worlds
    )


def attack(
    publication: Publication, demands: Sequence[Demand], attackers: Sequence[Attacker]
) -> Verdicts:
    """What these attackers could work out about these sums.

    Raises:
        TablesRefused: "too-many-cells".
    """
    try:
        return reader.attack(publication, demands, attackers)
    except TooLarge:
        raise TablesRefused("too-many-cells") from None
