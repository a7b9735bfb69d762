"""A new, silent HiGHS, loaded when the first is asked for: the window's start must not wait."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def new_solver() -> Any:
    """A solver that prints nothing, works in one thread and repeats itself exactly."""
    import highspy

    make: Callable[[], Any] = highspy.Highs
    with _standard_output_shut():
        solver = make()
        solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    return solver


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
