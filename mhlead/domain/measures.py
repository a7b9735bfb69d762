"""Scores of questionnaires over time: their ranges, and what counts as a reliable change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import Score

WHO_COMPLETED = {
    "self": "the pupil",
    "parent": "a parent or carer",
    "carer": "a parent or carer",
    "teacher": "a teacher",
    "joint": "the pupil and an adult together",
}
"""Who filled a questionnaire in, by code."""
POINT = 10
"""Tenths in a point."""


@dataclass(frozen=True)
class Scale:
    """One figure of a questionnaire as one kind of person fills it in; lengths in tenths.

    Attributes:
        measure, scale, completed_by: Codes, such as "sdq", "total" and "self".
        name: What the questionnaire and the figure are called.
        step: The least difference between two scores.
        is_high_better: False where a high score means more difficulty.
        reliable: The least change that is counted as reliable; None where no threshold was found.
        reliable_after: The paper or body the threshold goes back to.
        reliable_status: How far it was checked.
        asks_risk: It has a question about harm or not wanting to live.
    """

    measure: str
    scale: str
    completed_by: str
    name: str
    least: int
    most: int
    step: int
    is_high_better: bool
    reliable: int | None = None
    reliable_after: str = ""
    reliable_status: str = ""
    asks_risk: bool = False

    @property
    def key(self) -> str:
        """The three codes as one."""
        return f"{self.measure}|{self.scale}|{self.completed_by}"


def key_of(score: Score) -> str:
    """The key of the scale a score is of."""
    return f"{score.measure}|{score.scale}|{score.completed_by}"


def check_score(score: Score, scale: Scale) -> None:
    """Returns where the scale can have that score.

    Raises:
        FieldRefused: it lies outside the range or between two steps ("out-of-range").
    """
    if not scale.least <= score.tenths <= scale.most or (score.tenths - scale.least) % scale.step:
        raise FieldRefused("tenths", "out-of-range")


def shown(tenths: int) -> str:
    """A score or a difference as it is read: "18", "28.7", "-4"."""
    whole, rest = divmod(abs(tenths), POINT)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def range_words(scale: Scale) -> str:
    """The range of a scale, such as "0 to 40"."""
    return f"{shown(scale.least)} to {shown(scale.most)}"


@dataclass(frozen=True)
class Series:
    """All scores of one scale, earliest first."""

    scale: Scale
    scores: tuple[Score, ...]

    @property
    def change(self) -> int | None:
        """Tenths from the first to the last; None where there are not two days."""
        first, last = self.scores[0], self.scores[-1]
        return None if first.completed_on == last.completed_on else last.tenths - first.tenths

    @property
    def is_reliable(self) -> bool | None:
        """Whether the change reaches the threshold; None where there is no change or threshold."""
        if self.change is None or self.scale.reliable is None:
            return None
        return abs(self.change) >= self.scale.reliable

    @property
    def is_better(self) -> bool | None:
        """Whether the change goes the way that is hoped for; None where there is none."""
        return None if not self.change else (self.change > 0) is self.scale.is_high_better


def series_of(scores: Sequence[Score], scales: Sequence[Scale]) -> tuple[Series, ...]:
    """The scores by scale, in the order of the scales."""
    by_key: dict[str, list[Score]] = {}
    for score in sorted(scores, key=lambda one: (one.completed_on, one.id)):
        by_key.setdefault(key_of(score), []).append(score)
    return tuple(Series(one, tuple(by_key[one.key])) for one in scales if one.key in by_key)
