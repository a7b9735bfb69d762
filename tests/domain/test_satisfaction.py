from __future__ import annotations

from datetime import date

import pytest

from mhlead.domain.codes import Occasion
from mhlead.domain.records import Satisfaction
from mhlead.domain.satisfaction import next_asking

FIRST, SECOND = Occasion.BASELINE, Occasion.TEN_MONTHS_ON


def said(*given: tuple[Occasion, date]) -> list[Satisfaction]:
    return [Satisfaction("", "s", on, 2, occasion) for occasion, on in given]


@pytest.mark.parametrize(
    ("given", "occasion", "from_on"),
    [
        ([], FIRST, None),
        ([(Occasion.OTHER, date(2026, 1, 5))], FIRST, None),
        ([(FIRST, date(2026, 1, 5))], SECOND, date(2026, 11, 5)),
        ([(FIRST, date(2026, 1, 5)), (SECOND, date(2026, 11, 9))], Occasion.OTHER, None),
    ],
)
def test_it_is_asked_at_first_and_ten_months_on(
    given: list[tuple[Occasion, date]], occasion: Occasion, from_on: date | None
) -> None:
    asking = next_asking(said(*given))
    assert (asking.occasion, asking.from_on) == (occasion, from_on)


def test_the_second_asking_is_due_on_its_day_and_not_before() -> None:
    asking = next_asking(said((FIRST, date(2026, 4, 30))))
    assert not asking.is_due(date(2027, 2, 27))
    assert asking.is_due(date(2027, 2, 28)) or asking.is_due(date(2027, 3, 1))
