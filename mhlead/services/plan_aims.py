"""The aims of the area's plan for mental health, each with the figure that answers it."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.figures import Figure, Publishing, publishing_of
from mhlead.domain.records import PlanAim
from mhlead.services.session import Session


@dataclass(frozen=True)
class AimLine:
    """An aim and what answers it.

    Attributes:
        figure: None where no school can answer it.
        publishing: Where the figure is published; None where there is none.
    """

    aim: PlanAim
    figure: Figure | None
    publishing: Publishing | None


def list_aims(session: Session) -> list[AimLine]:
    """Every aim, by area and then by where it stands in the plan."""
    with session.reading() as work:
        aims = work.find(PlanAim)
    return [_line(one) for one in sorted(aims, key=lambda a: (a.area, a.source, a.says))]


def _line(aim: PlanAim) -> AimLine:
    if not aim.measure:
        return AimLine(aim, None, None)
    figure = Figure(aim.measure)
    return AimLine(aim, figure, publishing_of(figure))
