"""How a pupil stands to a service's own criteria: met, not met or unknown, never a diagnosis.

Each kind of rule is judged by a small function of its own. What is not recorded is unknown, and
unknown never counts as met. A rule for one urgency, or with an age limit, says nothing outside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mhlead.domain.calendar import age_in_years, birthday
from mhlead.domain.codes import (
    CriterionKind,
    Met,
    Referrer,
    Setting,
    SupportKind,
    Urgency,
    WhoAgrees,
)
from mhlead.domain.records import Criterion

READ_AGAIN_AFTER_DAYS = 365
"""A rule read longer ago is shown as old; the program's own choice."""
FEWEST_SETTINGS = 2
_OUTWARD = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)(?:[0-9][A-Z]{2})?$")


@dataclass(frozen=True)
class SupportFact:
    """Help given in school, with its first and last day; None where it goes on."""

    kind: SupportKind | None
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class AgreementFacts:
    """Who has agreed to this referral, by who they are; None where nobody answered.

    Attributes:
        pupil: The pupil's own answer, where they may decide or were asked.
        is_competent: The pupil is 16 or over, or was judged competent with the reason recorded.
        parent: The answer of those with parental responsibility, the local authority under a care
            order among them.
    """

    pupil: bool | None = None
    is_competent: bool = False
    parent: bool | None = None


@dataclass(frozen=True)
class CriteriaFacts:
    """What is known of a pupil and a referral, as far as criteria ask for it.

    Attributes:
        needs: MHSDS reason codes, the primary one first.
        is_open_elsewhere: Whether another service is open; None where nobody knows or has asked.
        spoke_to_service: None where nobody has answered.
        answered: Fields of the letter that have a value or an honest answer.
    """

    born_on: date | None = None
    postcode: str = ""
    practice: str = ""
    school: str = ""
    urgency: Urgency = Urgency.ROUTINE
    needs: tuple[str, ...] = ()
    since_on: date | None = None
    settings: frozenset[Setting] = frozenset()
    last_seen_on: date | None = None
    support: tuple[SupportFact, ...] = ()
    is_open_elsewhere: bool | None = None
    spoke_to_service: bool | None = None
    agreement: AgreementFacts = AgreementFacts()
    answered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judgement:
    """How the pupil stands to one rule.

    Attributes:
        why: What decided it, as a code with a sentence in `wording`.
        values: What the sentence names: ages, days, fields, places.
    """

    met: Met
    why: str
    values: tuple[str, ...] = ()


Rule = Callable[[Criterion, CriteriaFacts, date], Judgement]


def judge(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement | None:
    """How the pupil stands to the rule on a day; None where it does not apply or is no check."""
    rule = _RULES.get(criterion.kind)
    if rule is None or criterion.urgency not in {None, facts.urgency}:
        return None
    if criterion.kind is not CriterionKind.AGE:
        applies = _is_of_age(criterion, facts.born_on, on)
        if applies is None:
            return Judgement(Met.UNKNOWN, "birth-date-unknown")
        if not applies:
            return None
    return rule(criterion, facts, on)


def is_old(criterion: Criterion, on: date) -> bool:
    """Whether the rule has to be read again before anybody leans on it."""
    if criterion.valid_until is not None and criterion.valid_until < on:
        return True
    return criterion.read_on is None or (on - criterion.read_on).days > READ_AGAIN_AFTER_DAYS


def folded(name: str) -> str:
    """A name without capitals, accents, spaces and signs, for comparing names of places."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if char.isalnum())


def outward(postcode: str) -> str:
    """The outward part of a postcode, "NM1" of "nm1 2ab"; "" where it is none."""
    found = _OUTWARD.match("".join(postcode.split()).upper())
    return found.group(1) if found else ""


def _is_of_age(criterion: Criterion, born_on: date | None, on: date) -> bool | None:
    if criterion.from_age is None and criterion.below_age is None:
        return True
    if born_on is None:
        return None
    young = criterion.from_age is not None and on < birthday(born_on, criterion.from_age)
    old = criterion.below_age is not None and on >= birthday(born_on, criterion.below_age)
    return not young and not old


def _answer(is_met: bool, why: str, *values: str) -> Judgement:
    return Judgement(Met.MET if is_met else Met.NOT_MET, why, values)


def _unknown(why: str) -> Judgement:
    return Judgement(Met.UNKNOWN, why)


def _age(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    is_met = _is_of_age(criterion, facts.born_on, on)
    if is_met is None or facts.born_on is None:
        return _unknown("birth-date-unknown")
    return _answer(is_met, "age", str(age_in_years(facts.born_on, on)))


def _practice(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del on
    if not folded(facts.practice):
        return _unknown("practice-unknown")
    return _answer(_is_among(facts.practice, criterion), "practice", facts.practice)


def _school(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del on
    if not folded(facts.school):
        return _unknown("school-unknown")
    return _answer(_is_among(facts.school, criterion), "school", facts.school)


def _is_among(name: str, criterion: Criterion) -> bool:
    return folded(name) in {folded(place) for place in criterion.places}


def _home(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del on
    area = outward(facts.postcode)
    if not area:
        return _unknown("postcode-unknown")
    areas = {"".join(place.split()).upper() for place in criterion.places}
    return _answer(area in areas, "home", area)


def _taken(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del on
    if not facts.needs:
        return _unknown("need-unknown")
    return _answer(facts.needs[0] in criterion.codes, "need", facts.needs[0])


def _not_taken(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del on
    if not facts.needs:
        return _unknown("need-unknown")
    return _answer(facts.needs[0] not in criterion.codes, "need", facts.needs[0])


def _who(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del facts, on
    return _answer(Referrer.SCHOOL.value in criterion.codes, "school-refers")


def _seen(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    if facts.last_seen_on is None:
        return _unknown("last-seen-unknown")
    days = (on - facts.last_seen_on).days
    return _answer(days <= (criterion.days or 0), "seen", str(days))


def _tried(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    if not facts.support:
        return _unknown("support-unknown")
    kinds = set(criterion.codes)
    lengths = [
        ((one.to_on or on) - one.from_on).days
        for one in facts.support
        if not kinds or (one.kind is not None and one.kind.value in kinds)
    ]
    longest = max(lengths, default=0)
    return _answer(bool(lengths) and longest >= (criterion.days or 0), "tried", str(longest))


def _duration(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    if facts.since_on is None:
        return _unknown("since-unknown")
    days = (on - facts.since_on).days
    return _answer(days >= (criterion.days or 0), "duration", str(days))


def _settings(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del criterion, on
    if not facts.settings:
        return _unknown("settings-unknown")
    return _answer(len(facts.settings) >= FEWEST_SETTINGS, "settings", str(len(facts.settings)))


def _elsewhere(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del criterion, on
    if facts.is_open_elsewhere is None:
        return _unknown("elsewhere-unknown")
    return _answer(not facts.is_open_elsewhere, "elsewhere")


def _facts(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del on
    lacking = tuple(code for code in criterion.codes if code not in facts.answered)
    return _answer(not lacking, "facts", *lacking)


def _urgent(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del criterion, on
    if facts.urgency is Urgency.ROUTINE:
        return _answer(True, "routine")
    if facts.spoke_to_service is None:
        return _unknown("call-unknown")
    return _answer(facts.spoke_to_service, "call")


def _other(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del criterion, facts, on
    return _unknown("ask-a-person")


def _consent(criterion: Criterion, facts: CriteriaFacts, on: date) -> Judgement:
    del on
    answers = [_AGREEMENTS[WhoAgrees(code)](facts.agreement) for code in criterion.codes]
    if False in answers:
        return _answer(False, "consent")
    return (
        _unknown("consent-unknown") if None in answers or not answers else _answer(True, "consent")
    )


def _parent_or_competent_pupil(agreement: AgreementFacts) -> bool | None:
    if agreement.is_competent and agreement.pupil is not None:
        return agreement.pupil
    return agreement.parent


_AGREEMENTS: dict[WhoAgrees, Callable[[AgreementFacts], bool | None]] = {
    WhoAgrees.PUPIL: lambda agreement: agreement.pupil,
    WhoAgrees.PARENTAL_RESPONSIBILITY: lambda agreement: agreement.parent,
    WhoAgrees.PARENT_OR_COMPETENT_PUPIL: _parent_or_competent_pupil,
}

_RULES: dict[CriterionKind, Rule] = {
    CriterionKind.AGE: _age,
    CriterionKind.CATCHMENT_GP: _practice,
    CriterionKind.CATCHMENT_HOME: _home,
    CriterionKind.CATCHMENT_SCHOOL: _school,
    CriterionKind.NEEDS_TAKEN: _taken,
    CriterionKind.NEEDS_NOT_TAKEN: _not_taken,
    CriterionKind.WHO_MAY_REFER: _who,
    CriterionKind.SEEN_BY_REFERRER: _seen,
    CriterionKind.TRIED_FIRST: _tried,
    CriterionKind.DURATION: _duration,
    CriterionKind.SETTINGS: _settings,
    CriterionKind.NOT_OPEN_ELSEWHERE: _elsewhere,
    CriterionKind.REQUIRED_FACTS: _facts,
    CriterionKind.CONSENT: _consent,
    CriterionKind.URGENT_ROUTE: _urgent,
    CriterionKind.OTHER: _other,
}
