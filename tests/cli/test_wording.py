"""Every code that the program can say no with has its plain sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mhlead
from mhlead import wording
from mhlead.domain.errors import FieldRefused, MhleadError
from mhlead.domain.form_facts import FORM_FACTS
from mhlead.domain.letter_parts import LEAVABLE
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.service_form import FormFinding, FormReason
from mhlead.services.letters.lacks import WHERE
from mhlead.storage.broken_links import _LINK_RULES
from mhlead.storage.faults import RULES
from mhlead.wording.form_words import FINDINGS, PIECES, REASONS, form_fact_words
from mhlead.wording.import_words import IMPORT_ISSUES, IMPORT_REFUSALS
from mhlead.wording.refusals import FORM_REFUSALS

SENTENCES = {
    "NotAllowed": (wording.RULES, 0),
    "FieldRefused": (wording.FIELD_CODES, 1),
    "ImportRefused": (IMPORT_REFUSALS, 0),
    "StoreDamaged": (wording.DAMAGED, 0),
    "PassphraseUnread": (wording.PASSPHRASE_UNREAD, 0),
    "UnsafePlace": (wording.UNSAFE, 0),
    "FormRefused": (FORM_REFUSALS, 0),
    "Issue": (IMPORT_ISSUES, 1),
    "_warning": (IMPORT_ISSUES, 1),
    "_info": (IMPORT_ISSUES, 1),
    "add": (IMPORT_ISSUES, 1),
}
NEVER_IN_A_FILE = ("nhs-number-", "uln-", "urn-", "laestab-", "ods-")
"""Findings about identifiers that a pupil file has none of."""


def _codes() -> Iterator[tuple[str, str, str]]:
    """Function, code and place of each constant code in the source."""
    root = Path(mhlead.__file__).parent
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in SENTENCES or (name == "add" and "exchange" not in path.parts):
                continue
            for given in node.args[SENTENCES[name][1] :][:1]:
                # "a if x else b" gives both; what is asked in the middle is no code.
                choices = (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)
                for choice in choices:
                    if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                        yield name, choice.value, f"{path.relative_to(root)}:{node.lineno}"


def test_every_code_in_the_source_has_a_sentence() -> None:
    found = list(_codes())
    assert len(found) > 120
    wanting = {
        (code, place)
        for name, code, place in found
        if code not in SENTENCES[name][0] and not code.startswith(NEVER_IN_A_FILE)
    }
    assert not wanting


def test_every_rule_of_the_database_has_a_sentence() -> None:
    assert {*RULES.values(), *_LINK_RULES.values(), "broken-link"} <= set(wording.RULES)


def test_every_gap_of_a_letter_has_words() -> None:
    assert set(WHERE) <= set(wording.GAPS)
    plain = [name for name in LEAVABLE if name not in {*wording.FACTS, *wording.GAPS}]
    assert plain == []
    needed = {name for shape in SHAPES.values() for name in shape.required}
    assert [name for name in sorted(needed) if wording.gap_words(name) == name] == []


def test_every_fact_and_reason_of_a_form_has_words() -> None:
    assert set(FORM_FACTS) <= {*PIECES, *wording.FACTS, *wording.GAPS}
    words = [form_fact_words(name) for name in FORM_FACTS]
    assert len(set(words)) == len(words)
    assert set(REASONS) == set(FormReason)
    assert set(FINDINGS) == set(FormFinding)


def _kinds(of: type[MhleadError]) -> Iterator[type[MhleadError]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)


@pytest.mark.parametrize("kind", sorted(set(_kinds(MhleadError)), key=lambda kind: kind.__name__))
def test_every_kind_of_error_is_told_in_whole_sentences(kind: type[MhleadError]) -> None:
    arguments = {"StoreTooNew": ("9", "1"), "TemplateFaulty": (1, 1, "unknown-field")}
    for given in (arguments.get(kind.__name__), (), ("x",), ("x", "required"), (1,)):
        if given is None:
            continue
        try:
            error = kind(*given)
            break
        except TypeError:
            continue
    told = wording.sentence_for(error)
    assert told[0].isupper()
    assert told.endswith((".", "?"))


def test_a_refusal_without_a_field_begins_with_its_sentence() -> None:
    told = wording.sentence_for(FieldRefused("", "nul"))
    assert told == "This holds a character that can’t be kept. Please type it again."
