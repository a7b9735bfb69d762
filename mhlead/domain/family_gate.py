"""Whether a letter may be written to a person of the family: five questions, each answered.

A copy for a parent can harm where the parent is what the pupil fears, where a court keeps them
away, or where a competent young person asked for silence. So it is off until the lead has thought
of each, and no answer counts as no.
"""

from __future__ import annotations

from mhlead.domain.records import FamilyCheck

MUST_NOT_BE = (
    "is_subject_of_concern",
    "order_forbids",
    "pupil_asked_otherwise",
    "address_confidential",
)
"""Each of these, answered with yes, keeps the letter from being written."""
QUESTIONS = ("has_responsibility", *MUST_NOT_BE)


def unanswered(check: FamilyCheck) -> tuple[str, ...]:
    """The questions that nobody has answered yet."""
    return tuple(name for name in QUESTIONS if getattr(check, name) is None)


def reasons_against(check: FamilyCheck) -> tuple[str, ...]:
    """The answers that keep a letter from being written; a reason never overrides these.

    Somebody without parental responsibility, such as a grandmother who cares for the pupil, may be
    written to where the lead says why.
    """
    against = [name for name in MUST_NOT_BE if getattr(check, name)]
    if check.has_responsibility is False and not check.reason.strip():
        against.append("has_responsibility")
    return tuple(against)


def may_write(check: FamilyCheck | None) -> bool:
    """Whether all five were answered, and none of the answers stands against it."""
    return check is not None and not unanswered(check) and not reasons_against(check)
