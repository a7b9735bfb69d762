"""What the letter of a referral still lacks, and where each fact is filled in."""

from __future__ import annotations

from mhlead.domain.codes import LetterKind
from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_needs import lacking
from mhlead.domain.views import Gap

WHERE: dict[str, str] = {
    "school name": "school",
    "reference": "referral",
    "service": "directory",
    "pupil name": "details",
    "birth date": "details",
    "pupil address": "details",
    "consent": "consent",
    "parental responsibility": "family",
    "difficulty": "concern",
    "risk": "risk",
    "tried": "support",
    "asked of service": "referral",
    "school goes on": "referral",
    "referrer name": "referral",
    "referrer role": "school",
    "referrer telephone": "school",
    "last seen": "referral",
    "urgency": "referral",
    "gp": "family",
    "ethnicity": "details",
    "sex": "details",
    "safe contact": "family",
    "pupil words": "concern",
    "pupil hopes": "concern",
    "attendance": "school picture",
    "outcome consent": "consent",
    "spoken to": "risk",
    "keeps safe": "risk",
    "who knows": "risk",
    "plan": "risk",
    "nhs number": "details",
    "year group": "details",
    "languages": "details",
    "interpreter": "details",
    "communication needs": "details",
    "sen": "details",
    "in care": "details",
    "social care": "details",
    "telephones": "details",
    "since": "concern",
    "open elsewhere": "referral",
    "family hopes": "concern",
    "medication": "background",
    "seen before": "background",
}
"""Where each fact of the letter is filled in."""


def gaps_of(facts: LetterFacts, *, has_urgency: bool) -> tuple[Gap, ...]:
    """What the letter lacks: required facts first, then those that services often ask for.

    What services often ask for is told of a referral alone.
    """
    required = list(lacking(facts))
    if facts.kind is not LetterKind.REFERRAL:
        return tuple(Gap(name, WHERE.get(name, "referral"), True) for name in required)
    if not has_urgency:
        required.append("urgency")
    told = {
        "gp": facts.gp is not None,
        "sex": bool(facts.pupil.sex),
        "ethnicity": bool(facts.pupil.ethnicity),
        "safe contact": bool(facts.safe_contacts),
        "pupil words": any(s.kind.value == "pupil's words" for s in facts.difficulty.statements),
        "pupil hopes": bool(facts.pupil_hopes),
        "attendance": bool(facts.school_picture.attendance),
        "outcome consent": any(
            c.to_tell_school_outcome.value != "not asked" for c in facts.consents
        ),
    }
    return tuple(Gap(name, WHERE.get(name, "details"), True) for name in required) + tuple(
        Gap(name, WHERE[name], False) for name, is_told in told.items() if not is_told
    )
