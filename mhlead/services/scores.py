"""Scores of questionnaires the school may use: entered and shown, never asked or counted here."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from mhlead.domain.changes import Changes
from mhlead.domain.errors import FieldRefused
from mhlead.domain.measures import POINT, Scale, Series, check_score, key_of, series_of
from mhlead.domain.records import Score
from mhlead.resources import resource_text
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import keep
from mhlead.services.session import Session


@cache
def scales() -> tuple[Scale, ...]:
    """Every figure a score can be entered for, in the order of the shipped list."""
    rows = csv.DictReader(resource_text("measures/measures.csv").splitlines())
    return tuple(_scale(row) for row in rows)


def _scale(row: Mapping[str, str]) -> Scale:
    only = row["scale_name"] == "total" and row["scale"] == "total"
    name = row["name"] if only else f"{row['name']}: {row['scale_name']}"
    return Scale(
        measure=row["measure"],
        scale=row["scale"],
        completed_by=row["completed_by"],
        name=name,
        least=_tenths(row["least"]),
        most=_tenths(row["most"]),
        step=_tenths(row["step"]),
        is_high_better=row["high_means"] == "better",
        reliable=_tenths(row["reliable_change"]) if row["reliable_change"] else None,
        reliable_after=row["reliable_after"],
        reliable_status=row["reliable_status"],
        asks_risk=row["asks_risk"] == "yes",
    )


def _tenths(points: str) -> int:
    return round(float(points) * POINT)


def scale_of(key: str) -> Scale | None:
    """The scale with that key, or None where the list no longer has it."""
    return next((one for one in scales() if one.key == key), None)


def keep_score(session: Session, score: Score, reason: str = "") -> tuple[Score, Changes]:
    """The score is kept, or corrected with a reason.

    Raises:
        FieldRefused: no such questionnaire ("measure", "required"), or a score it can't have
            ("tenths", "out-of-range").
        NotAllowed: a correction without a reason ("reason-missing").
    """
    scale = scale_of(key_of(score))
    if scale is None:
        raise FieldRefused("measure", "required")
    check_score(score, scale)
    return keep(session, score, reason)


def read_series(work: UnitOfWork, case_ids: list[str]) -> tuple[Series, ...]:
    """The scores of these cases by scale."""
    return series_of(work.find(Score, case_id=case_ids), scales())
