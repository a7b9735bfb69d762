"""What a referral that has not left the school lacks before it can go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mhlead.domain.missing_views import Lack
from mhlead.domain.records import Letter, Referral, Sending
from mhlead.services.criteria import read_check
from mhlead.services.letter_facts import gather
from mhlead.services.letter_lacks import gaps_of
from mhlead.services.letter_sources import read_sources
from mhlead.services.ports import UnitOfWork


@dataclass(frozen=True)
class DraftLack:
    """One thing a draft lacks.

    Attributes:
        fact: The missing fact by its name in the letter, or "".
        record_id: The rule or the letter it is about, or "".
        rule: The rule in the service's words, or "".
    """

    lack: Lack
    since_on: date
    fact: str = ""
    record_id: str = ""
    rule: str = ""


def lacks_of_draft(work: UnitOfWork, referral: Referral, on: date) -> Iterator[DraftLack]:
    """Facts that hold the letter back, rules without a reason, a letter that never left."""
    facts = gather(read_sources(work, referral, on))
    for gap in gaps_of(facts, has_urgency=referral.urgency is not None):
        if gap.is_required:
            yield DraftLack(Lack.FACT, referral.created_on, fact=gap.field)
    for result in read_check(work, referral, on).results:
        if result.needs_reason:
            rule = result.criterion
            yield DraftLack(
                Lack.RULE_REASON, referral.created_on, record_id=rule.id, rule=rule.says
            )
    letters = work.find(Letter, referral_id=referral.id)
    if letters and not work.count(Sending, letter_id=[letter.id for letter in letters]):
        last = letters[-1]
        yield DraftLack(Lack.LETTER_NOT_SENT, last.at.date(), record_id=last.id)
