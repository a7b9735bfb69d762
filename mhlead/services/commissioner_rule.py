"""From which number on the commissioner wants counts to show: asked for once, kept, and held to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.changes import Changes
from mhlead.domain.errors import NotAllowed, SummaryRefused
from mhlead.domain.records import CommissionerRule, SchoolProfile
from mhlead.domain.release.rules import THRESHOLDS, NamedRule, SmallNumbers, asked_rule
from mhlead.services import records
from mhlead.services.code_lists import code_list
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session


@dataclass(frozen=True)
class AskedRule:
    """What a commissioner asks for, in their words.

    Attributes:
        named: One of the rules in use; None where `threshold` is a number of their own.
        shows_zeros: They want to see which numbers are none.
        rounds: They want numbers rounded.
        source: Where they say so.
    """

    named: NamedRule | None = NamedRule.UNDER_5
    threshold: int = 0
    shows_zeros: bool = False
    rounds: bool = False
    source: str = ""
    agreed_on: date | None = None

    def small(self) -> SmallNumbers:
        """What can be met of it.

        Raises:
            SummaryRefused: it can't be met; the nearest that can is told.
        """
        least = self.threshold if self.named is None else THRESHOLDS[self.named]
        return asked_rule(least, shows_zeros=self.shows_zeros, rounds_to=5 if self.rounds else 0)


@dataclass(frozen=True)
class HeldRule:
    """The rule that holds for this school.

    Attributes:
        commissioner: Who the school's commissioner is; "" where the profile names none.
        kept: What was kept of their rule; None while the program's own holds.
    """

    commissioner: str
    small: SmallNumbers
    kept: CommissionerRule | None = None


def commissioner_name(typed: str) -> str:
    """The board's name as the shipped list has it, or "" where it is in no list."""
    wanted = typed.strip().casefold()
    boards = code_list("icb").entries
    return next((b.label for b in boards if wanted in (b.code.casefold(), b.label.casefold())), "")


def held_rule(work: UnitOfWork) -> HeldRule:
    """The rule of the commissioner whom the school's profile names; under 5 where none is kept."""
    profile = next(iter(work.find(SchoolProfile)), None)
    typed = profile.commissioner.strip() if profile else ""
    name = commissioner_name(typed) or typed
    kept = [one for one in work.find(CommissionerRule) if one.commissioner == name]
    small = SmallNumbers(kept[0].threshold) if kept else SmallNumbers()
    return HeldRule(name, small, kept[0] if kept else None)


def read_rule(session: Session) -> HeldRule:
    """The same, of the store as it is."""
    with session.reading() as work:
        return held_rule(work)


def keep_rule(session: Session, asked: AskedRule) -> tuple[CommissionerRule, Changes]:
    """The commissioner's rule is kept, and every later summary holds to it.

    Raises:
        NotAllowed: the school's profile names no commissioner ("no-commissioner").
        SummaryRefused: the rule can't be met.
        FieldRefused: a field can't be kept.
    """
    small = asked.small()
    held = read_rule(session)
    if not held.commissioner:
        raise NotAllowed("no-commissioner")
    before = held.kept or CommissionerRule("", held.commissioner, small.threshold)
    changed = replace(
        before, threshold=small.threshold, source=asked.source, agreed_on=asked.agreed_on
    )
    return records.keep(session, changed, "as the commissioner asks", before=held.kept)


def refuse_weaker(work: UnitOfWork, small: SmallNumbers) -> None:
    """Returns where the commissioner's rule is met.

    Raises:
        SummaryRefused: it shows smaller numbers than they allow ("rule-under-agreed").
    """
    least = held_rule(work).small.threshold
    if small.threshold < least:
        raise SummaryRefused("rule-under-agreed", least)
