"""Whatever a school makes of a letter's wording, the letter is accessible and archival."""

from __future__ import annotations

import page
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mhlead.documents.press import render
from mhlead.domain.codes import LetterKind
from mhlead.domain.document import Heading
from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_text import compose_letter
from mhlead.domain.letter_wording import own_template
from tests.documents.samples import bare_facts, full_facts, hostile_facts, longest_facts

OWN = """Dear {recipient person},

## {called} needs help
Words, **strong words** and {birth date | weekday date}.\\
A new line.

# Referral of {pupil name} to {service}
[notice]
**{urgency}**: we spoke to {spoken to}.
* one
[list: withhold]
[end]
[facts: two columns]
Name and a long label that goes on and on until it has to go into the next line = {pupil name}
= {pronouns}
Born = {birth date | short date}
[end]
[if {tried}]
## What was tried
[table: tried]
[else]
## Nothing yet
* not yet
[end]
[if no {tried}]
Nothing was tried.
[end]
## {gender}
[quotes: pupil words]
[risk]
[if {risk}]
[list: risk]
[end]
[end]
# A second subject
[table: consent]
[table: at home]
[list: difficulty]
[signature]
[signature]
{referrer name}
## The last heading, with nothing under it"""
FACTS = {
    "full": full_facts,
    "bare": bare_facts,
    "hostile": hostile_facts,
    "longest": longest_facts,
}


def failures(pdf: bytes) -> list[str]:
    found = []
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        found += [f"{failure.rule_id} {failure.message}" for failure in report.failures]
    return found


def printed(text: str, facts: LetterFacts, *, is_large: bool = False) -> bytes:
    template = own_template(LetterKind.REFERRAL, text, 1)
    assert template is not None
    return render(compose_letter(template, facts, is_large_print=is_large), draft=True)


@pytest.mark.parametrize("facts", FACTS)
def test_an_own_wording_with_everything_in_it_passes_the_gate(facts: str) -> None:
    for is_large in (False, True):
        assert failures(printed(OWN, FACTS[facts](), is_large=is_large)) == []


def test_the_first_heading_is_the_subject_and_all_others_stand_below_it() -> None:
    template = own_template(LetterKind.REFERRAL, OWN, 1)
    assert template is not None
    document = compose_letter(template, full_facts())
    levels = [block.level for block in document.blocks if isinstance(block, Heading)]
    assert levels[:1] == [1]
    assert set(levels[1:]) == {2}


LINES = st.sampled_from([*OWN.splitlines(), "", "", "# {called}", "## " + "long" * 60, "x" * 400])


@settings(max_examples=25, deadline=None)
@given(st.lists(LINES, max_size=14))
def test_lines_of_it_in_any_order_pass_the_gate_or_are_no_wording(lines: list[str]) -> None:
    text = "\n".join([*lines, "# {service}"])
    if own_template(LetterKind.REFERRAL, text, 1) is not None:
        assert failures(printed(text, full_facts())) == []
