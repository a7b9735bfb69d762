"""Sixty pupils, judged beforehand by the words of the shipped criteria, are judged alike here.

Each is written into a real store through the services and judged as the referral's page judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import CriterionKind, Elsewhere, Met, ReferralState, WhoAgrees
from mhlead.domain.criteria import CriteriaFacts, judge
from mhlead.domain.records import Criterion
from mhlead.services import criteria, records, referrals
from tests.builders import School
from tests.services.judged_pupils import ON, SILENT, Judged, all_cases, judge_all, shipped_rules
from tests.services.lives import case_of, referral_in

RULES = shipped_rules()


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """What the store says of each pupil."""
    return judge_all(tmp_path_factory.mktemp("judged"))


def says(rule: Criterion | None, pupil: CriteriaFacts) -> str:
    found = judge(rule, pupil, ON) if rule else None
    return found.met.value if found else SILENT


def test_each_pupil_is_judged_as_the_words_of_the_criteria_say(judged: dict[str, Judged]) -> None:
    wrong = {}
    for case in all_cases():
        expected, found = case["expected"], judged[case["id"]].results
        assert set(expected) == set(found)
        if found != expected:
            differs = {name for name in expected if found[name] != expected[name]}
            wrong[f"{case['id']}: {case['why']}"] = {n: (expected[n], found[n]) for n in differs}
    assert wrong == {}
    assert len(judged) == 60


def mutants(rule: Criterion) -> Iterator[tuple[str, Criterion | None]]:
    """The rule with one thing in it changed, or gone."""
    yield "dropped", None
    if rule.urgency is not None:
        yield "for all urgencies", replace(rule, urgency=None)
    yield from _other_limits(rule)
    for part in ("codes", "places"):
        yield from _without_one(rule, part)
    if rule.kind is CriterionKind.CONSENT:
        for who in WhoAgrees:
            if (who.value,) != rule.codes:
                yield f"asks {who.value}", replace(rule, codes=(who.value,))


def _other_limits(rule: Criterion) -> Iterator[tuple[str, Criterion]]:
    for limit in ("from_age", "below_age", "days"):
        value = getattr(rule, limit)
        for by in (-1, 1) if value is not None else ():
            yield f"{limit} {by:+}", replace(rule, **{limit: value + by})


def _without_one(rule: Criterion, part: str) -> Iterator[tuple[str, Criterion]]:
    values = getattr(rule, part)
    for gone in values:
        yield f"without {gone}", replace(rule, **{part: tuple(v for v in values if v != gone)})


NOT_OURS = {"gp", "social-care", "other-professional", "self", "parent"}
"""Who else may refer: school refers here, so these say nothing about our own referrals."""


@pytest.mark.parametrize("service", [name for name, own in RULES.items() if own])
def test_a_mutation_of_each_rule_changes_a_result(service: str, judged: dict[str, Judged]) -> None:
    cases = [(c, judged[c["id"]].facts) for c in all_cases() if c["service"] == service]
    unnoticed = []
    for name, rule in RULES[service].items():
        for what, mutant in mutants(rule):
            if rule.kind is CriterionKind.WHO_MAY_REFER and what.split()[-1] in NOT_OURS:
                continue
            if not any(says(mutant, pupil) != case["expected"][name] for case, pupil in cases):
                unnoticed.append(f"{name}: {what}")
    assert unnoticed == []


@pytest.mark.parametrize(("on", "is_met"), [("2027-02-28", False), ("2027-03-01", True)])
def test_born_on_29_february_a_year_older_on_1_march(on: str, is_met: bool) -> None:
    rule = Criterion("", "", CriterionKind.AGE, "From 15", from_age=15)
    found = judge(rule, CriteriaFacts(born_on=date(2012, 2, 29)), date.fromisoformat(on))
    assert found is not None
    assert (found.met.value == "met") is is_met


def test_a_service_that_takes_no_schools_is_not_met() -> None:
    rule = Criterion("", "", CriterionKind.WHO_MAY_REFER, "GPs only", codes=("gp",))
    assert says(rule, CriteriaFacts()) == "not-met"


def test_a_birthday_ahead_by_a_day_is_not_reached() -> None:
    rule = Criterion("", "", CriterionKind.AGE, "From 5", from_age=5)
    tomorrow = (ON + timedelta(days=1)).replace(year=ON.year - 5)
    assert says(rule, CriteriaFacts(born_on=tomorrow)) == "not-met"


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        (None, Met.UNKNOWN),
        (Elsewhere.NOT_KNOWN, Met.UNKNOWN),
        (Elsewhere.NO, Met.MET),
        (Elsewhere.YES, Met.NOT_MET),
    ],
)
def test_whether_another_service_is_open_is_known_only_once_somebody_has_said_so(
    school: School, told: Elsewhere | None, stands: Met
) -> None:
    rule = Criterion("", school.service.id, CriterionKind.NOT_OPEN_ELSEWHERE, "Only one service")
    records.keep(school.session, replace(rule, read_on=school.clock.today()))
    draft = school.referral()
    changed, _ = referrals.change_referral(
        school.session, draft, replace(draft, elsewhere=told, elsewhere_words="Her mother, asked")
    )
    (result,) = criteria.check_referral(school.session, changed.id).results
    assert result.met is stands
    text = school.draft(draft.id).text
    assert ("Not known: Her mother, asked" in text) is (told is Elsewhere.NOT_KNOWN)
    # Our own open referral is certain, whatever was said.
    referral_in(school, case_of(school, draft), ReferralState.SENT)
    (result,) = criteria.check_referral(school.session, draft.id).results
    assert result.met is Met.NOT_MET
