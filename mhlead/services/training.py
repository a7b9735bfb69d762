"""The log of training of staff, and of advice from a service that is about no single pupil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.calendar import school_year_of
from mhlead.domain.records import Service, Training
from mhlead.services.session import Session


@dataclass(frozen=True)
class TrainingLine:
    """An entry with the name of the service it came from.

    Attributes:
        service: Its name, or "" where none is named; an ended service keeps its name.
    """

    training: Training
    service: str


def list_training(session: Session, service_id: str | None = None) -> list[TrainingLine]:
    """The log, newest first; of one service alone where it is named."""
    only = {} if service_id is None else {"service_id": service_id}
    with session.reading() as work:
        found = work.find(Training, **only)
        names = {one.id: one.name for one in work.find(Service)}
    found.sort(key=lambda one: (one.held_on, one.id), reverse=True)
    return [TrainingLine(one, names.get(one.service_id or "", "")) for one in found]


def count_this_year(lines: list[TrainingLine], today: date) -> tuple[int, int]:
    """How many trainings and how many pieces of advice there were this school year."""
    year = school_year_of(today)
    now = [one.training for one in lines if school_year_of(one.training.held_on) == year]
    advice = sum(one.is_advice for one in now)
    return len(now) - advice, advice
