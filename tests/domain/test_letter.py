from __future__ import annotations

import dataclasses
from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from mhlead.domain.codes import Urgency
from mhlead.domain.document import Callout, CalloutTone, Heading, as_text, text_of
from mhlead.domain.letter import (
    Answer,
    ConsentFacts,
    FamilyFacts,
    LetterFacts,
    RiskFacts,
    WithoutConsent,
)
from mhlead.domain.letter_gaps import required_missing
from mhlead.domain.letter_names import EVERY
from mhlead.domain.letter_values import age_at, letter_values
from tests.documents.samples import bare_facts, full_facts, letter, mapped


def test_the_facts_hold_only_what_can_be_written_down_and_compared() -> None:
    seen: set[type] = set()

    def check(kind: Any) -> None:
        origin = get_origin(kind)
        if origin in {Union, UnionType, tuple}:
            for part in get_args(kind):
                if part is not Ellipsis:
                    check(part)
        elif dataclasses.is_dataclass(kind):
            if kind in seen:
                return
            seen.add(kind)  # type: ignore[arg-type]
            assert kind.__dataclass_params__.frozen  # type: ignore[union-attr]
            for hint in get_type_hints(kind).values():
                check(hint)
        else:
            allowed = kind in {str, int, bool, date, datetime, type(None)}
            assert allowed or issubclass(kind, Enum), kind

    check(LetterFacts)
    assert len(seen) > 15


def test_no_fact_can_hold_a_upn() -> None:
    names = {f.name for f in dataclasses.fields(LetterFacts(**_least()).pupil)}
    assert not [name for name in names if "upn" in name]


def _least() -> dict[str, Any]:
    full = full_facts()
    wanted = ("reference", "written_on", "urgency", "school", "recipient", "pupil", "referrer")
    return {name: getattr(full, name) for name in wanted}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2013, 3, 12), date(2026, 11, 21), (13, 8)),
        (date(2013, 11, 21), date(2026, 11, 21), (13, 0)),
        (date(2013, 11, 22), date(2026, 11, 21), (12, 11)),
        (date(2012, 2, 29), date(2026, 2, 28), (13, 11)),
        (date(2012, 2, 29), date(2026, 3, 1), (14, 0)),
        (date(2013, 1, 31), date(2026, 2, 28), (13, 0)),
        (date(2026, 11, 22), date(2026, 11, 21), (0, 0)),
    ],
)
def test_age_is_that_on_the_day_of_the_letter(born: date, day: date, age: tuple[int, int]) -> None:
    assert age_at(born, day) == age


def test_nothing_is_missing_from_the_full_and_the_bare_letter() -> None:
    assert required_missing(full_facts()) == ()
    assert required_missing(bare_facts()) == ()
    assert letter(bare_facts()).missing == ()


def _without(**changes: Any) -> LetterFacts:
    return dataclasses.replace(full_facts(), **changes)


FULL = full_facts()
REMOVALS: dict[str, LetterFacts] = {
    "school name": _without(school=dataclasses.replace(FULL.school, name=" ")),
    "reference": _without(reference=""),
    "service": _without(recipient=dataclasses.replace(FULL.recipient, service="")),
    "pupil name": _without(pupil=dataclasses.replace(FULL.pupil, full_name="")),
    "birth date": _without(pupil=dataclasses.replace(FULL.pupil, born_on=None)),
    "pupil address": _without(pupil=dataclasses.replace(FULL.pupil, address=())),
    "consent": _without(consents=()),
    "parental responsibility": _without(family=FamilyFacts()),
    "difficulty": _without(difficulty=dataclasses.replace(FULL.difficulty, statements=())),
    "risk": _without(risk=RiskFacts()),
    "tried": _without(tried=()),
    "asked of service": _without(asked_of_service=""),
    "school goes on": _without(school_goes_on=""),
    "referrer name": _without(referrer=dataclasses.replace(FULL.referrer, name="")),
    "referrer role": _without(referrer=dataclasses.replace(FULL.referrer, role="")),
    "referrer telephone": _without(referrer=dataclasses.replace(FULL.referrer, telephone="")),
    "last seen": _without(referrer=dataclasses.replace(FULL.referrer, last_saw_pupil_on=None)),
}


@pytest.mark.parametrize("name", REMOVALS)
def test_each_required_fact_is_named_when_it_is_missing_and_shown_red(name: str) -> None:
    facts = REMOVALS[name]
    assert required_missing(facts) == (name,)
    document = letter(facts)
    assert document.missing == (name,)
    shown_elsewhere = {"school name", "reference"}  # in the letterhead and beside the address
    assert (f"[missing: {name}]" in as_text(document)) or name in shown_elsewhere


def test_consent_is_settled_by_agreement_or_by_a_recorded_decision() -> None:
    declined = (ConsentFacts("Ash", to_be_referred=Answer.DECLINES),)
    assert required_missing(_without(consents=declined)) == ("consent",)
    decided = WithoutConsent("risk of significant harm", "Told the safeguarding lead.", "Mr Żądło")
    document = letter(_without(consents=declined, without_consent=decided))
    assert document.missing == ()
    told = as_text(document)
    assert "We go ahead without consent. Ground: risk of significant harm." in told
    assert "Decided by Mr Żądło." in told
    assert "Does not agree" in told


def test_an_urgent_letter_does_not_wait_for_a_history() -> None:
    document = letter(_without(urgency=Urgency.URGENT, tried=()))
    assert document.missing == ()
    told = as_text(document)
    assert "Urgent referral. Not for emergencies:" in told
    assert "What has been tried" not in told


def test_asking_and_hearing_nothing_is_told_as_such() -> None:
    risk = RiskFacts(asked_by="Mr Żądło", asked_on=date(2026, 11, 16))
    document = letter(_without(risk=risk))
    assert document.missing == ()
    nothing = "Asked by Mr Żądło on 16 November 2026: nothing about risk was said."
    assert nothing in as_text(document)


def test_the_letter_keeps_the_order_services_ask_in() -> None:
    told = [text_of(b.runs) for b in letter(full_facts()).blocks if isinstance(b, Heading)]
    assert told == [
        "Referral to Northmoor CAMHS",
        "Consent",
        "How to make contact safely",
        "Family",
        "GP and others involved",
        "The difficulty",
        "Risk, and what keeps Ẹ̀bùn safe",
        "What has been tried",
        "Referred before",
        "How school is going",
        "What they hope for",
        "Where your criteria are not met, and why we ask all the same",
        "What we ask of you",
        "What school goes on doing",
    ]


def test_the_banner_comes_first_and_risk_stands_out() -> None:
    blocks = letter(full_facts()).blocks
    banner = next(block for block in blocks if isinstance(block, Callout))
    assert blocks.index(banner) == 2
    assert "Not for emergencies" in " ".join(banner.texts())
    assert [b.tone for b in blocks if isinstance(b, Callout)] == [
        CalloutTone.NOTICE,
        CalloutTone.RISK,
    ]


def test_an_absent_optional_fact_leaves_no_label_and_no_blank() -> None:
    told = as_text(letter(bare_facts()))
    for label in (
        *("NHS number", "Known as", "School year", "Telephone", "Sex", "Ethnicity", "SEN", "GP"),
        *("Court orders", "Sleep", "How often", "Enclosures", "Copies", "Best time"),
        *("When", "By whom", "Result", "How and when", "None", "not known", "[missing"),
    ):
        assert label not in told.splitlines()
        assert f"{label}:" not in told
    assert "()" not in told
    assert ", ," not in told
    assert "  " not in told


def test_every_fact_reaches_the_letter() -> None:
    marks: list[str] = []

    def mark(text: str) -> str:
        marks.append(f"{text} q{len(marks)}z")
        return marks[-1]

    told = as_text(letter(mapped(full_facts(), mark)))
    silent = [m for m in marks if m not in told]
    # the duty line is the service's own, kept for the urgent page; headings take the known name
    assert [m.rsplit(" ", 1)[0] for m in silent] == ["01632 960555"]


def test_the_values_and_the_vocabulary_name_the_same_things() -> None:
    assert set(letter_values(full_facts())) == {field.name for field in EVERY.fields}


def test_no_word_of_the_letter_grades_or_diagnoses() -> None:
    told = as_text(letter(bare_facts())).lower()
    for word in ("superficial", "low risk", "high risk", "moderate", "severe", "diagnos"):
        assert word not in told
