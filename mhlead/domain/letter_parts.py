"""Which facts a letter may do without, and the letter without them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from mhlead.domain.letter import LetterFacts, StatementKind

_IN = {
    "pupil": "previous names; pronouns; form; pupil address=address; telephones; email; nhs number;"
    "sex; gender; ethnicity; religion; languages; interpreter; communication needs; access needs;"
    "sen; in care; young carer",
    "family": "at home; siblings elsewhere; court orders; family circumstances=circumstances",
    "difficulty": "since; how often; where; why now; effect on sleep; effect on eating;"
    "effect on friends; effect at home; effect on lessons; effect on attendance; health;"
    "medication; development; family health; seen before",
    "risk": "keeps safe; who knows",
    "school_picture": "attendance; sen support; attainment; changes; strengths; measures",
    "course": "appointments; earlier letters=letters; their words",
    "plan": "plan pupil part=pupil_part",
    "": "gp; other professionals; social care; open elsewhere; safe contact=safe_contacts; tried;"
    "pupil hopes; family hopes; enclosures; copies; withhold",
}


def _paths() -> dict[str, tuple[str, str]]:
    found = {}
    for part, names in _IN.items():
        for entry in names.split(";"):
            name, _, attribute = entry.strip().partition("=")
            found[name] = (part, attribute or name.replace(" ", "_"))
    return found


_PATHS = _paths()
_STATEMENTS = {"opinions": StatementKind.OPINION, "pupil words": StatementKind.PUPIL_WORDS}
LEAVABLE = frozenset({*_PATHS, *_STATEMENTS})
"""Names of facts that may be left out of a letter, one by one."""


def left_out(facts: LetterFacts, names: Iterable[str]) -> LetterFacts:
    """The facts without those of the given names; a name that can't be left out changes nothing."""
    for name in names:
        if name in _STATEMENTS:
            facts = _without_statements(facts, _STATEMENTS[name])
        elif name in _PATHS:
            facts = _without(facts, *_PATHS[name])
    return facts


def _without_statements(facts: LetterFacts, kind: StatementKind) -> LetterFacts:
    kept = tuple(s for s in facts.difficulty.statements if s.kind is not kind)
    return replace(facts, difficulty=replace(facts.difficulty, statements=kept))


def _without(facts: LetterFacts, part: str, attribute: str) -> LetterFacts:
    changed: LetterFacts = (
        replace(facts, **{part: _emptied(getattr(facts, part), attribute)})
        if part
        else _emptied(facts, attribute)
    )
    return changed


def _emptied(holder: Any, attribute: str) -> Any:
    """The same without that fact: as it stands where nobody ever told it."""
    default = next(field.default for field in fields(holder) if field.name == attribute)
    return replace(holder, **{attribute: default})
