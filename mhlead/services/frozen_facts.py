"""The facts of letters and papers as text, frozen with them, and read again later."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

from cattrs import Converter

from mhlead.domain.letter import LetterFacts
from mhlead.domain.paper import PaperOrder


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


def paper_as_json(order: PaperOrder, facts: object) -> str:
    """What was asked for and the facts of a paper as JSON text, to be kept with it."""
    plain = {"order": _converter().unstructure(order), "facts": _converter().unstructure(facts)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def order_from_json(text: str) -> PaperOrder:
    """What was asked for when the paper was made."""
    return _converter().structure(json.loads(text)["order"], PaperOrder)


def facts_from_json(text: str) -> LetterFacts:
    """The facts as they were frozen; what a later version added stands empty."""
    return _converter().structure(json.loads(text), LetterFacts)
