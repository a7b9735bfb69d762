"""What the letter says about risk, and whether somebody has spoken to the service about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mhlead.domain import letter as said
from mhlead.domain.codes import RiskSign
from mhlead.domain.records import Record, RiskEntry

ASKING_FOR_CALL = frozenset(
    {
        RiskSign.SELF_HARM,
        RiskSign.SUICIDAL_THOUGHTS,
        RiskSign.PLAN_AND_INTENT,
        RiskSign.OVERDOSE_OR_INJURY,
        RiskSign.LIFE_AT_RISK,
    }
)
"""Signs after which the letter says whether the service was spoken to."""


def newest(records: Sequence[Record], field: str) -> str:
    """The newest text that there is in a field of the records."""
    values = (str(getattr(record, field)).strip() for record in reversed(records))
    return next((value for value in values if value), "")


def call_about(risks: Sequence[RiskEntry]) -> RiskEntry | None:
    """The entry that says whether the service was spoken to, since the newest sign that asks it.

    A call of last term answers nothing about what was said today.
    """
    asking = [risk.happened_on for risk in risks if set(risk.signs) & ASKING_FOR_CALL]
    since_on = max(asking, default=date.min)
    answers = [
        risk
        for risk in risks
        if risk.spoke_to_service is not None and (risk.spoke_on or risk.happened_on) >= since_on
    ]
    spoken = [risk for risk in answers if risk.spoke_to_service]
    return next(reversed(spoken or answers), None)


def risk_facts(risks: Sequence[RiskEntry]) -> said.RiskFacts:
    """What the letter says about risk, and whether it asks for a call first."""
    if not risks:
        return said.RiskFacts()
    last = risks[-1]
    call = call_about(risks)
    spoken = call if call is not None and call.spoke_to_service else None
    return said.RiskFacts(
        statements=tuple(
            said.RiskStatementFacts(r.said_or_seen, r.whose_words, r.happened_on, r.asked_by)
            for r in risks
            if r.said_or_seen.strip()
        ),
        asked_by=last.asked_by,
        asked_on=last.asked_on,
        not_asked=tuple(r.not_asked for r in risks if r.not_asked.strip()),
        keeps_safe=newest(risks, "keeps_safe"),
        who_knows=newest(risks, "who_knows"),
        plan=newest(risks, "plan"),
        plan_written_on=next((r.plan_on for r in reversed(risks) if r.plan_on), None),
        spoken_to_service=said.SpokenFacts(spoken.spoke_to, spoken.spoke_on, spoken.advice)
        if spoken
        else None,
        asks_for_call=any(set(risk.signs) & ASKING_FOR_CALL for risk in risks),
        not_spoken=call.advice if call is not None and not call.spoke_to_service else "",
    )
