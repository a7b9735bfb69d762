"""A question that no solver answers while a test waits."""

from __future__ import annotations

import random

from mhlead.disclosure.solver import new_solver, solve
from mhlead.disclosure.watch import Watch


def solve_endlessly(watch: Watch) -> None:
    """Shares out 50 things evenly in six ways at once (Cornuéjols and Dawande 1998).

    Raises:
        Cancelled, OutOfTime.
    """
    import highspy
    import numpy as np

    draw, things, ways = random.Random(1), 50, 6
    sizes = np.array([[draw.randrange(100) for _ in range(things)] for _ in range(ways)])
    halves = (sizes.sum(axis=1) // 2).astype(float)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = things, ways
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.ones(things), np.zeros(things), np.ones(things)
    lp.row_lower_ = lp.row_upper_ = halves
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.arange(ways + 1) * things
    lp.a_matrix_.index_ = np.tile(np.arange(things), ways).astype(np.int32)
    lp.a_matrix_.value_ = sizes.ravel().astype(float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * things
    solver = new_solver(watch)
    solver.passModel(lp)
    solve(solver, watch)
    raise AssertionError(f"it was answered: {solver.getModelStatus()}")
