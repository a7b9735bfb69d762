"""Tells what a letter of any kind still lacks, and what its reader may be told."""

from __future__ import annotations

from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_gaps import consent_is_settled, required_missing
from mhlead.domain.letter_names import told_names
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.letter_values import letter_values
from mhlead.domain.template_filling import Value, has_value


def told_values(facts: LetterFacts) -> dict[str, Value]:
    """A value for each name this letter's reader may be told of, and for no other."""
    told = told_names(SHAPES[facts.kind].reader)
    return {name: value for name, value in letter_values(facts).items() if name in told}


def lacking(facts: LetterFacts) -> tuple[str, ...]:
    """Names without which the letter is not issued; an empty tuple when nothing is missing.

    A referral is held to the rules of `letter_gaps`, any other letter to its own list.
    """
    shape = SHAPES[facts.kind]
    if not shape.required:
        return required_missing(facts)
    values = told_values(facts)
    return tuple(name for name in shape.required if not _is_told(name, facts, values))


def _is_told(name: str, facts: LetterFacts, values: dict[str, Value]) -> bool:
    if name == "consent":
        return consent_is_settled(facts)
    return has_value(values.get(name))
