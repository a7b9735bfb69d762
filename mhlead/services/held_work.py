"""What each member of staff holds now, for handing it over before they leave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from mhlead.domain.records import Case, NextStep, Plan, Referral
from mhlead.services.session import Session


@dataclass(frozen=True)
class HeldWork:
    """Numbers of what one person holds.

    Attributes:
        pupils: Open cases they own.
        referrals: Open referrals of these cases.
        steps: Open steps they do, in any case.
        plans: Open plans they see to, in any case.
    """

    pupils: int = 0
    referrals: int = 0
    steps: int = 0
    plans: int = 0

    @property
    def is_any(self) -> bool:
        """Whether there is anything to hand over."""
        return bool(self.pupils or self.steps or self.plans)


def held_work(session: Session) -> dict[str, HeldWork]:
    """What is held, by identifier of the member of staff; nobody without work is in it."""
    counts: defaultdict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with session.reading() as work:
        owners = {case.id: case.owner_id for case in work.find(Case, is_open=True)}
        holders: dict[str, list[str | None]] = {
            "pupils": list(owners.values()),
            "referrals": [owners.get(one.case_id) for one in work.find(Referral, is_open=True)],
            "steps": [one.holder_id for one in work.find(NextStep, is_open=True)],
            "plans": [one.holder_id for one in work.find(Plan, is_open=True)],
        }
    for what, people in holders.items():
        for who in people:
            counts[who or ""][what] += 1
    return {who: HeldWork(**each) for who, each in counts.items() if who}
