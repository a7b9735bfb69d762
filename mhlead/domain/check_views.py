"""What the check of a referral shows: the service's rules, and how the pupil stands to each."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.codes import Met
from mhlead.domain.criteria import Judgement
from mhlead.domain.records import AnsweredFact, Criterion, CriterionAnswer


@dataclass(frozen=True)
class CriterionResult:
    """One rule of the service with what it says about this pupil.

    Attributes:
        judgement: What the record says.
        is_old: The rule was read too long ago to lean on.
        answer: The lead's own answer or reason.
    """

    criterion: Criterion
    judgement: Judgement
    is_old: bool
    answer: CriterionAnswer | None = None

    @property
    def met(self) -> Met:
        """How the pupil stands to it: the record first, a person's answer where that is silent."""
        if self.judgement.met is Met.UNKNOWN and self.answer is not None and self.answer.met:
            return self.answer.met
        return self.judgement.met

    @property
    def needs_reason(self) -> bool:
        """Whether it is not known to be met, and nobody has said why to go on all the same."""
        has_reason = self.answer is not None and bool(self.answer.reason.strip())
        return self.met is not Met.MET and not has_reason


@dataclass(frozen=True)
class ReferralCheck:
    """The check of one referral before it goes. It advises; it never blocks for clinical reasons.

    Attributes:
        results: Rules that apply, those not met first, then the unknown ones.
        answered: Facts that were answered "not known" or "declined".
        lacking: Fields the service requires that have neither a value nor an answer.
    """

    referral_id: str
    results: tuple[CriterionResult, ...]
    answered: tuple[AnsweredFact, ...]
    lacking: tuple[str, ...]

    def count(self, met: Met) -> int:
        """How many rules stand so."""
        return sum(result.met is met for result in self.results)

    @property
    def has_rules(self) -> bool:
        """Whether the service has any rule that applies."""
        return bool(self.results)
