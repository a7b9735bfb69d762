"""When the lead is asked how satisfied they are with a service: at first, and ten months on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.calendar import day_of_months
from mhlead.domain.codes import Occasion
from mhlead.domain.records import Satisfaction

MONTHS_BETWEEN = 10
"""Source: evaluation of the schools link pilots, Ecorys 2017, which asked twice so far apart."""


@dataclass(frozen=True)
class NextAsking:
    """What is to be asked next.

    Attributes:
        occasion: OTHER once both were answered.
        from_on: From this day; None where it is open at any time.
    """

    occasion: Occasion
    from_on: date | None = None

    def is_due(self, today: date) -> bool:
        """Whether the second of the two answers is due."""
        return self.from_on is not None and self.from_on <= today


def next_asking(answers: Sequence[Satisfaction]) -> NextAsking:
    """What follows these answers about one service."""
    given = {one.occasion: one for one in answers}
    first = given.get(Occasion.BASELINE)
    if first is None:
        return NextAsking(Occasion.BASELINE)
    if Occasion.TEN_MONTHS_ON in given:
        return NextAsking(Occasion.OTHER)
    return NextAsking(Occasion.TEN_MONTHS_ON, day_of_months(first.asked_on, MONTHS_BETWEEN))
