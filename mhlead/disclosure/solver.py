"""A new, silent HiGHS, loaded when the first is asked for: the window's start must not wait."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mhlead.disclosure.watch import Watch

MANY = 5_000
"""From so many unknowns a question without whole numbers can take a second too."""


def new_solver(watch: Watch, unknowns: int = 0) -> Any:
    """A solver that prints nothing, works in one thread and repeats itself exactly.

    Args:
        watch: When it is over the solver stops in the middle of its work; see `solve`.
        unknowns: How many there will be.
    """
    import highspy

    make: Callable[[], Any] = highspy.Highs
    with _standard_output_shut():
        solver = make()
        solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)

    def stop_when_over(event: Any) -> None:
        if watch.asked_by_solver():
            event.interrupt()

    solver.cbMipInterrupt += stop_when_over
    if unknowns >= MANY:
        # It is asked at every step there, which small questions would feel.
        solver.cbSimplexInterrupt += stop_when_over
    return solver


def solve(solver: Any, watch: Watch) -> None:
    """The solver has an answer, be it that there is none; what was interrupted is no answer.

    Raises:
        Cancelled, OutOfTime.
    """
    solver.run()
    watch.look()


@contextmanager
def _standard_output_shut() -> Iterator[None]:
    # The library greets on the process's own standard output before it can be told not to.
    try:
        kept = os.dup(1)
    except OSError:
        # A program with a window may have none.
        yield
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
