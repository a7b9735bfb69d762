"""The facts of a letter as text, frozen with it, and read again to tell what changed since."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

from cattrs import Converter

from mhlead.domain.letter import LetterFacts


@cache
def _converter() -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    return converter


def facts_as_json(facts: LetterFacts) -> str:
    """The facts as JSON text, with keys in order, to be frozen with the letter."""
    plain = _converter().unstructure(facts)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts_from_json(text: str) -> LetterFacts:
    """The facts as they were frozen; what a later version added stands empty."""
    return _converter().structure(json.loads(text), LetterFacts)
