"""What a referral that has not left the school lacks before it can go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from mhlead.domain.missing_views import Lack
from mhlead.domain.records import Case, Letter, Referral, Sending
from mhlead.services.criteria import check_of
from mhlead.services.letters.facts import gather
from mhlead.services.letters.lacks import gaps_of
from mhlead.services.letters.sources import read_sources
from mhlead.services.ports import UnitOfWork
from mhlead.services.read_ahead import ReadAhead
from mhlead.services.today_facts import some


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


def read_ahead(
    work: UnitOfWork, drafts: Sequence[Referral], pupil_ids: Collection[str]
) -> UnitOfWork:
    """The transaction, reading at once what the drafts of all these pupils draw on."""
    # Closed ones as well: a referral of an older case may still be open elsewhere.
    cases = {case.id for case in some(work, Case, "pupil_id", pupil_ids)}
    services = {draft.service_id for draft in drafts}
    ahead = ReadAhead(
        work,
        id={*cases, *pupil_ids, *services},
        case_id=cases,
        pupil_id=pupil_ids,
        service_id=services,
        referral_id={draft.id for draft in drafts},
    )
    return cast("UnitOfWork", ahead)


def lacks_of_draft(work: UnitOfWork, referral: Referral, on: date) -> Iterator[DraftLack]:
    """Facts that hold the letter back, rules without a reason, a letter that never left."""
    sources = read_sources(work, referral, on)
    facts = gather(sources)
    for gap in gaps_of(facts, has_urgency=referral.urgency is not None):
        if gap.is_required:
            yield DraftLack(Lack.FACT, referral.created_on, fact=gap.field)
    for result in check_of(work, sources, facts).results:
        if result.needs_reason:
            rule = result.criterion
            yield DraftLack(
                Lack.RULE_REASON, referral.created_on, record_id=rule.id, rule=rule.says
            )
    letters = work.find(Letter, referral_id=referral.id)
    if letters and not work.count(Sending, letter_id=[letter.id for letter in letters]):
        last = letters[-1]
        yield DraftLack(Lack.LETTER_NOT_SENT, last.at.date(), record_id=last.id)
