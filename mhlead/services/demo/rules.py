"""The rules of the fictional services, as in the shipped examples, and the school's own year."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from mhlead.domain.calendar import Period, SchoolCalendar
from mhlead.domain.codes import (
    CriterionKind,
    DayKind,
    Occasion,
    ReplyKind,
    ServiceKind,
    Urgency,
    WhoseDays,
)
from mhlead.domain.records import Criterion, Satisfaction, SchoolDays, Service, Training
from mhlead.resources import resource_text
from mhlead.services.records import keep
from mhlead.services.session import Session

_PLACES: dict[CriterionKind, tuple[str, str]] = {
    CriterionKind.CATCHMENT_GP: (
        "They must be registered with a practice in Fernbrook.",
        "practices",
    ),
    CriterionKind.CATCHMENT_SCHOOL: ("For pupils of Fernbrook Academy.", "school"),
    CriterionKind.CATCHMENT_HOME: ("You live in SG98.", "home"),
}
_TERM_NAMES = ("Autumn term", "Spring term", "Summer term")


def keep_rules(session: Session, services: list[Service], practices: tuple[str, ...]) -> None:
    """Each service has the rules of the shipped example of its kind, with places of its own."""
    places = {"practices": practices, "school": ("Fernbrook Academy",), "home": ("SG98",)}
    read_on = session.clock.today()
    for service in services:
        for raw in _example(service.kind):
            rule = _rule(raw, service.id, read_on)
            if rule.kind in _PLACES:
                says, where = _PLACES[rule.kind]
                rule = replace(rule, says=says, places=places[where])
            keep(session, rule)


def _example(kind: ServiceKind) -> list[dict[str, Any]]:
    shipped = json.loads(resource_text("directory/examples.json"))
    found: list[dict[str, Any]] = next(
        each["criteria"] for each in shipped["services"] if each["kind"] == kind.value
    )
    return found


def _rule(raw: dict[str, Any], service_id: str, read_on: date) -> Criterion:
    return Criterion(
        id="",
        service_id=service_id,
        kind=CriterionKind(raw["kind"]),
        says=raw["says"],
        source=raw["source"],
        read_on=read_on,
        urgency=Urgency(raw["urgency"]) if "urgency" in raw else None,
        from_age=raw.get("from_age"),
        below_age=raw.get("below_age"),
        codes=tuple(raw.get("codes", ())),
        places=tuple(raw.get("places", ())),
        days=raw.get("days"),
        whose_days=WhoseDays(raw["whose_days"]) if "whose_days" in raw else None,
        reply=ReplyKind(raw["reply"]) if "reply" in raw else None,
    )


def keep_year(session: Session, calendar: SchoolCalendar) -> None:
    """The school's terms, half-terms and INSET days are typed in."""
    with session.reading() as work:
        if work.count(SchoolDays):
            return
    for at, term in enumerate(calendar.terms):
        keep(session, _days(DayKind.TERM, term, _TERM_NAMES[at % 3]))
    for half in calendar.breaks:
        keep(session, _days(DayKind.BREAK, half, "Half-term"))
    for day in sorted(calendar.inset_days):
        keep(session, _days(DayKind.INSET, Period(day, day), "INSET day"))


def _days(kind: DayKind, period: Period, name: str) -> SchoolDays:
    return SchoolDays(id="", kind=kind, first_on=period.first_on, last_on=period.last_on, name=name)


def keep_opinions(session: Session, services: list[Service]) -> None:
    """How satisfied the lead was at first, and what staff were taught."""
    today = session.clock.today()
    for service, score in zip(services, (2, 3, 3), strict=True):
        keep(session, Satisfaction("", service.id, today, score, Occasion.BASELINE))
    training = Training(
        id="",
        held_on=today,
        what="Noticing early, and how to raise a concern: one hour for all tutors",
        given_by="Mental health support team",
        service_id=services[1].id,
        who_came="41 members of staff",
    )
    keep(session, training)
