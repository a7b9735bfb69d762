"""Sixty pupils, judged beforehand by the words of the shipped criteria, are judged alike here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from mhlead.domain.codes import (
    ConsentAnswer,
    ConsentTopic,
    CriterionKind,
    OrderKind,
    ReferralState,
    Setting,
    Standing,
    SupportKind,
    Urgency,
    WhoAgrees,
)
from mhlead.domain.criteria import CriteriaFacts, SupportFact, judge
from mhlead.domain.records import (
    Consent,
    Contact,
    CourtOrder,
    Criterion,
    Pupil,
    Referral,
    Service,
)
from mhlead.main import LazyDirectoryFiles
from mhlead.resources import resource_bytes
from mhlead.services.criteria import agreement
from mhlead.services.letter_sources import LetterSources
from tests.builders import TestClock

CASES = json.loads(
    (Path(__file__).resolve().parents[1] / "data" / "criteria_cases.json").read_text("utf-8")
)
ON = date.fromisoformat(CASES["on"])
SERVICE, CASE, REFERRAL = "service", "case", "referral"
SILENT = "does-not-apply"
_STANDINGS = {
    "parental-responsibility": Standing.PARENTAL_RESPONSIBILITY,
    "local-authority": Standing.LOCAL_AUTHORITY,
    "pupil": Standing.OWN_16_PLUS,
    "competent-pupil": Standing.COMPETENT_UNDER_16,
    "carer": Standing.VIEW_ONLY,
}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def rules() -> dict[str, dict[str, Criterion]]:
    """The criteria of each shipped service by the names the cases use, reply times left out."""
    files = LazyDirectoryFiles(TestClock(ON))
    found: dict[str, dict[str, Criterion]] = {}
    for entry in files.read_bytes(resource_bytes("directory/examples.json")).entries:
        own = [rule for rule in entry.rules if rule.kind is not CriterionKind.REPLY_TIME]
        many = Counter(rule.kind for rule in own)
        at: Counter[CriterionKind] = Counter()
        named = found.setdefault(entry.service.name, {})
        for rule in own:
            name = rule.kind.value
            named[f"{name}:{at[rule.kind]}" if many[rule.kind] > 1 else name] = rule
            at[rule.kind] += 1
    return found


RULES = rules()


def consents(pupil: dict[str, Any]) -> tuple[list[Consent], list[Contact], list[CourtOrder]]:
    """The answers as records, each of its own person."""
    given, people, orders = [], [], []
    for at, told in enumerate(pupil["consents"]):
        who = told["who"]
        holds = {"parental-responsibility": True, "carer": False}.get(who)
        if holds is not None:
            people.append(Contact(f"c{at}", "pupil", "O", "A", has_parental_responsibility=holds))
        if who == "local-authority":
            orders.append(CourtOrder(f"o{at}", "pupil", OrderKind.CARE, "Care order"))
        given.append(
            Consent(
                id=f"k{at}",
                case_id=CASE,
                topic=ConsentTopic.REFER,
                answer=ConsentAnswer(told["answer"]),
                service_id=SERVICE,
                by_pupil=who in {"pupil", "competent-pupil"},
                contact_id=f"c{at}" if holds is not None else None,
                standing=_STANDINGS.get(who),
                given_on=day(told.get("given_on")),
                expires_on=day(told.get("expires_on")),
                withdrawn_on=day(told.get("withdrawn_on")),
                competence_reason="Weighed it up" if who == "competent-pupil" else "",
                ground="Serious harm" if who == "school" else "",
            )
        )
    return given, people, orders


def sources(pupil: dict[str, Any]) -> LetterSources:
    """What consent is judged from, as records."""
    given, people, orders = consents(pupil)
    nothing: dict[str, Any] = dict.fromkeys(
        ("staff", "names", "safe_contacts", "professionals", "withholdings", "concerns", "risks"),
        (),
    )
    return LetterSources(
        referral=Referral(
            REFERRAL,
            CASE,
            SERVICE,
            "FBA/26/0001",
            ReferralState.DRAFT,
            created_on=ON,
            referrer_id="j",
        ),
        service=Service(SERVICE, "single-point-of-access", "Northmoor CAMHS"),  # type: ignore[arg-type]
        counterpart=None,
        school=None,
        pupil=Pupil("pupil", "O'Connor", "Aoife", born_on=day(pupil["born_on"])),
        contacts=tuple(people),
        orders=tuple(orders),
        consents=tuple(given),
        support=(),
        background=None,
        picture=None,
        today=ON,
        **nothing,
    )


def facts(pupil: dict[str, Any]) -> CriteriaFacts:
    """The pupil as the criteria see one."""
    elsewhere = {"community": Setting.ELSEWHERE.value}
    return CriteriaFacts(
        born_on=day(pupil["born_on"]),
        postcode=pupil["postcode"],
        practice=pupil["practice"],
        school=pupil["school"],
        urgency=Urgency(pupil["urgency"]),
        needs=tuple(pupil["needs"]),
        since_on=day(pupil["since_on"]),
        settings=frozenset(Setting(elsewhere.get(one, one)) for one in pupil["settings"]),
        last_seen_on=day(pupil["last_seen_on"]),
        support=tuple(
            SupportFact(SupportKind(s["kind"]), date.fromisoformat(s["from_on"]), day(s["to_on"]))
            for s in pupil["support"]
        ),
        is_open_elsewhere=bool(pupil["open_elsewhere"]),
        spoke_to_service=pupil["spoke_to_service"],
        agreement=agreement(sources(pupil)),
        answered=frozenset([*pupil["facts"], *pupil["answered"]]),
    )


def says(rule: Criterion | None, pupil: CriteriaFacts) -> str:
    found = judge(rule, pupil, ON) if rule else None
    return found.met.value if found else SILENT


def compared(case: dict[str, Any]) -> dict[str, str]:
    """What is expected, less the one answer that our records can't give.

    They hold another open referral or none; they have no "nobody knows".
    """
    expected = dict(case["expected"])
    if case["pupil"]["open_elsewhere"] is None:
        del expected["not-open-elsewhere"]
    return expected


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: str(case["id"]))
def test_a_pupil_is_judged_as_the_words_of_the_criteria_say(case: dict[str, Any]) -> None:
    own, pupil = RULES[case["service"]], facts(case["pupil"])
    assert set(case["expected"]) == set(own)
    expected = compared(case)
    assert {name: says(own[name], pupil) for name in expected} == expected, case["why"]


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
def test_a_mutation_of_each_rule_changes_a_result(service: str) -> None:
    cases = [(case, facts(case["pupil"])) for case in CASES["cases"] if case["service"] == service]
    unnoticed = []
    for name, rule in RULES[service].items():
        for what, mutant in mutants(rule):
            if rule.kind is CriterionKind.WHO_MAY_REFER and what.split()[-1] in NOT_OURS:
                continue
            if not any(
                name in compared(case) and says(mutant, pupil) != case["expected"][name]
                for case, pupil in cases
            ):
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
