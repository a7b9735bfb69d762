"""Rules of Today for those who left: what passes to the next school, and the receipt for it."""

from __future__ import annotations

from mhlead.domain.codes import TransferPart, WhoseDays
from mhlead.domain.today_views import Target, TodayReason, Why
from mhlead.domain.transfer_clock import Leaving, PartToPass
from mhlead.services.today_facts import SOON_DAYS, Reasons, TodayFacts

_WHY = {
    TransferPart.RECORD: (Why.RECORD_LEAVES, WhoseDays.SCHOOL),
    TransferPart.SAFEGUARDING_FILE: (Why.FILE_LEAVES, WhoseDays.EVERY),
}


def transfers(facts: TodayFacts) -> Reasons:
    """What is to be passed on, from the last day on roll, and receipts that did not come."""
    for leaving in facts.leavings:
        for part in leaving.parts:
            reason = _reason(facts, leaving, part)
            if reason is not None:
                yield leaving.case_id, reason


def _reason(facts: TodayFacts, leaving: Leaving, part: PartToPass) -> TodayReason | None:
    target = (Target.TRANSFER, part.part.value)
    if not part.is_settled:
        why, whose = _WHY[part.part]
        early = max(SOON_DAYS, (part.due_on - leaving.left_on).days)
        clock = (part.due_on, whose)
        return facts.reason(why, clock, target, since_on=leaving.left_on, early_days=early)
    if part.receipt_by is None or part.transfer is None:
        return None
    clock = (part.receipt_by, WhoseDays.SCHOOL)
    return facts.reason(Why.RECEIPT_TO_COME, clock, target, since_on=part.transfer.passed_on)


TRANSFER_RULES = (transfers,)
