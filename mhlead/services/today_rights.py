"""Rules of Today for breaches and for requests for data: clocks that the law sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mhlead.domain.breach_clock import hours_words
from mhlead.domain.codes import WhoseDays
from mhlead.domain.records import DataRequest
from mhlead.domain.request_clock import answer_by
from mhlead.domain.today_views import ACT_OF, Level, Target, TodayReason, Why
from mhlead.services.breaches import breach_lines
from mhlead.services.ports import UnitOfWork
from mhlead.services.school import establishment_of
from mhlead.services.session import Session
from mhlead.services.today_facts import TodayFacts

REQUEST_AHEAD = timedelta(days=10)
"""So long before its last day a request stands on Today."""


def rights_clocks(session: Session, work: UnitOfWork, facts: TodayFacts) -> Iterator[TodayReason]:
    """What the law sets a clock for: nobody is named in it."""
    for line in breach_lines(work, session.clock.now()):
        if line.hours_left is not None:
            yield TodayReason(
                why=Why.BREACH_CLOCK,
                since_on=line.breach.found_on,
                due_on=line.ends_at.astimezone().date(),
                level=Level.OVERDUE if line.hours_left < 0 else Level.TODAY,
                act=ACT_OF[Why.BREACH_CLOCK],
                target=Target.BREACH,
                target_id=line.breach.id,
                whose_days=WhoseDays.EVERY,
                words=hours_words(line.hours_left),
            )
    requests = work.find(DataRequest, closed_on=None)
    kind = establishment_of(work) if requests else None
    for request in requests:
        due_on = answer_by(request, facts.calendar, kind)
        if due_on is not None and due_on - REQUEST_AHEAD <= facts.today:
            yield TodayReason(
                why=Why.REQUEST_DUE,
                since_on=request.received_on,
                due_on=due_on,
                level=facts.level_of(due_on),
                act=ACT_OF[Why.REQUEST_DUE],
                target=Target.REQUEST,
                target_id=request.id,
                whose_days=WhoseDays.EVERY,
            )
