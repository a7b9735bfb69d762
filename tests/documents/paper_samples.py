"""Fictional papers about a pupil, of every kind: full, bare, longest names and hostile text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from mhlead.documents import press
from mhlead.domain.chronology import ChronologyFacts, ChronologyRow, compose_chronology
from mhlead.domain.codes import PaperKind
from mhlead.domain.document import Document
from mhlead.domain.handover import (
    DocumentFacts,
    HandoverFacts,
    ReferralFacts,
    compose_handover,
)
from mhlead.domain.letter import (
    PersonFacts,
    RiskFacts,
    RiskStatementFacts,
    SchoolFacts,
    WithholdFacts,
)
from mhlead.domain.paper import PaperHead
from mhlead.domain.summary import NamedFacts, StepFacts, SummaryFacts
from mhlead.services.papers import Facts, one_side
from tests.documents.samples import full_facts, hostile_facts, logo, longest_facts

K = PaperKind
ON = date(2026, 11, 21)
PARTS: dict[K, Callable[[PaperHead], Facts]] = {}


def head(kind: K) -> PaperHead:
    whom = {
        K.MEETING_SUMMARY: "Team around the child, 24 November",
        K.CRISIS_SUMMARY: "Ambulance crew",
        K.CHRONOLOGY: "Northmoor Children’s Services",
        K.OWN_CHRONOLOGY: "Mrs Fọláṣadé Adébáyọ̀",
        K.HANDOVER: "Harbour Academy, Ms Okafor (DSL)",
    }[kind]
    return PaperHead(
        kind,
        "TVA/26/P-3F9A1C",
        ON,
        replace(full_facts().school, headteacher=""),
        "Ẹ̀bùnolúwa Adébáyọ̀",
        "Ẹ̀bùn",
        None if kind is K.OWN_CHRONOLOGY else date(2013, 3, 12),
        "Year 9",
        "9K",
        whom,
        "She left maths and was found by the river path; she is with Mr Żądło in the quiet room.",
        "Łukasz Żądło, Senior Mental Health Lead",
        "01632 960121",
    )


WITHHOLD = (WithholdFacts("where the talks in school take place", "her grandfather"),)
CONSENTS = (
    "The young person: agrees to sharing information (Northmoor CAMHS), 16 November 2026",
    "Mrs Fọláṣadé Adébáyọ̀: agrees to a referral (Northmoor CAMHS), 17 November 2026",
)
STEPS = (
    StepFacts("Talk after lunch", date(2026, 11, 23), "Łukasz Żądło"),
    StepFacts("Ring the duty worker", date(2026, 11, 25), "Ms R. Fairweather"),
)
RISK = RiskFacts(
    statements=(
        RiskStatementFacts(
            "“Sometimes I think it would be easier not to wake up.”",
            "Ẹ̀bùn’s own words",
            date(2026, 11, 16),
            "Mr Żądło",
        ),
        RiskStatementFacts(
            "Three fresh marks on her left forearm, cleaned and covered.",
            "seen by Mr D. Quill, school nurse",
            date(2026, 10, 2),
        ),
    ),
    asked_by="Mr Żądło",
    asked_on=date(2026, 11, 16),
    not_asked=("alcohol and drugs",),
)


def summary(kind: K) -> SummaryFacts:
    facts = SummaryFacts(
        head(kind),
        risk=RISK,
        risk_recorded_by="Łukasz Żądło",
        helps=(
            NamedFacts("Keeps them safe", "Her brother, her tutor Ms Oakes, and playing music."),
            NamedFacts("Safety plan", "Written with her; her mother holds a copy."),
            NamedFacts("Who knows", "Her mother, the school nurse, the safeguarding lead."),
        ),
        involved=("Northmoor CAMHS: received, not decided", "Mr D. Quill, school nurse"),
        withhold=WITHHOLD,
        steps=STEPS,
        owner="Łukasz Żądło",
    )
    if kind is K.MEETING_SUMMARY:
        return replace(
            facts,
            about=(NamedFacts("Pronouns", "she/her"),),
            picture=(
                NamedFacts("What worries us", "Has left lessons eleven times since September."),
                NamedFacts("Strengths", "Viola, grade 6; kind to younger pupils"),
                NamedFacts("Attendance", "81% this half term"),
                NamedFacts("Tried", "Ten sessions of self-help: talks more easily"),
            ),
            consents=CONSENTS,
        )
    return replace(
        facts,
        about=(
            NamedFacts("NHS number", "999 023 4175"),
            NamedFacts("Address", "14 Larkspur Close, Kettlesham, NM4 7TL"),
            NamedFacts("Sex", "Female"),
            NamedFacts("Pronouns", "she/her"),
            NamedFacts("Medication", "Sertraline 50 mg in the morning"),
            NamedFacts("Health and allergies", "Penicillin allergy; hearing loss, left ear"),
            NamedFacts("Access", "Wears hearing aids; sit to her left"),
        ),
        contacts=(
            PersonFacts("Mrs Fọláṣadé Adébáyọ̀", "mother", None, True, "01632 960733"),
            PersonFacts("Mr Kọ́láwọlé Adébáyọ̀", "father", None, True, "", "Please do not contact."),
            PersonFacts(
                "Ms R. Fairweather", "safeguarding lead in school", telephone="01632 960122"
            ),
        ),
    )


def chronology(kind: K, rows: int = 24) -> ChronologyFacts:
    is_own = kind is K.OWN_CHRONOLOGY
    told = (
        ("Note", "Rang home: no answer. Will try again after school."),
        ("Concern: anxiety", "Has left lessons eleven times since September, shaking. " * 3),
        ("Referral to Northmoor CAMHS: sent", ""),
        ("Support in school", "Time-out card, quiet room, daily check-in."),
    )
    return ChronologyFacts(
        head(kind),
        tuple(
            ChronologyRow(
                date(2026, 1, 5) + timedelta(days=number // 2),
                *told[number % len(told)],
                who="" if is_own else "Ms Oakes, tutor",
                source="" if is_own else "Note, 5 January 2026, Łukasz Żądło",
            )
            for number in range(rows)
        ),
        date(2026, 1, 1),
        ON,
        0 if is_own else 3,
        () if is_own else WITHHOLD,
    )


def handover() -> HandoverFacts:
    return HandoverFacts(
        head(K.HANDOVER),
        "Łukasz Żądło, Thornbury Vale Academy",
        STEPS,
        (
            ReferralFacts(
                "Northmoor CAMHS",
                "TVA/26/0417",
                "Received, not decided",
                date(2026, 12, 4),
                "Have they decided?",
            ),
        ),
        ("What it is for: whole days again", "Looked at again on 11 December 2026"),
        CONSENTS,
        WITHHOLD,
        (
            DocumentFacts("Safety plan, copy"),
            DocumentFacts("Referral", date(2026, 11, 2), "Northmoor CAMHS", 4),
            DocumentFacts("Copy for the family", date(2026, 11, 3), "Mrs Adébáyọ̀", 2),
        ),
        moves_school=True,
    )


def full(kind: K) -> Facts:
    if kind in {K.MEETING_SUMMARY, K.CRISIS_SUMMARY}:
        return summary(kind)
    return handover() if kind is K.HANDOVER else chronology(kind)


def bare(kind: K) -> Facts:
    """Nothing but what every paper has."""
    plain = PaperHead(kind, "MHL/26/P-000001", ON, SchoolFacts("Fernbrook"), "Ash Moor")
    if kind in {K.MEETING_SUMMARY, K.CRISIS_SUMMARY}:
        return SummaryFacts(plain)
    return HandoverFacts(plain) if kind is K.HANDOVER else ChronologyFacts(plain)


def _mapped(facts: Any, like: Callable[[], Any]) -> Facts:
    """Every typed text as in those letter facts, but never the reference or the kind."""
    from tests.documents.samples import mapped

    to = like().pupil_hopes if like is hostile_facts else ""

    def change(text: str) -> str:
        return to or f"{text} {longest_facts().pupil.full_name}"

    made = mapped(facts, change)
    for part in ("about", "helps", "picture"):  # labels are the program's own words
        if hasattr(facts, part):
            rows = zip(getattr(facts, part), getattr(made, part), strict=True)
            made = replace(made, **{part: tuple(replace(m, name=f.name) for f, m in rows)})
    return replace(made, head=replace(made.head, reference="TVA/26/P-3F9A1C"))


def longest(kind: K) -> Facts:
    return _mapped(full(kind), longest_facts)


def hostile(kind: K) -> Facts:
    return _mapped(full(kind), hostile_facts)


VARIANTS = {"full": full, "bare": bare, "longest names": longest, "hostile text": hostile}


def paper(facts: Facts, *, is_large_print: bool = False, has_logo: bool = True) -> Document:
    mark = logo() if has_logo else None
    if isinstance(facts, SummaryFacts):
        return one_side(press, facts, is_large_print=is_large_print)
    if isinstance(facts, HandoverFacts):
        return compose_handover(facts, logo=mark, is_large_print=is_large_print)
    return compose_chronology(facts, logo=mark, is_large_print=is_large_print)
