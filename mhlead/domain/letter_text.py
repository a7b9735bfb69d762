"""Makes a letter's document from its facts and a parsed template."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TypedDict

from mhlead.domain.document import (
    AddressBlock,
    Block,
    Document,
    Fact,
    Heading,
    Letterhead,
    Logo,
    Paragraph,
    SignatureSpace,
    TextSize,
    strong,
    text_of,
)
from mhlead.domain.envelope import USUAL, EnvelopeWindow
from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_needs import lacking, told_values
from mhlead.domain.letter_shapes import OPENING, SHAPES
from mhlead.domain.letter_values import URGENCY_WORDS
from mhlead.domain.reply_slip import form_name, reply_blocks
from mhlead.domain.template_filling import fill, format_date
from mhlead.domain.template_tree import Template


def compose_letter(
    template: Template,
    facts: LetterFacts,
    *,
    logo: Logo | None = None,
    signature: Logo | None = None,
    window: EnvelopeWindow = USUAL,
    is_large_print: bool = False,
) -> Document:
    """The letter for these facts, with what is still missing named in it.

    A signature stands in the room over the referrer's own name and nowhere else: a letter may have
    room for others to sign.

    The title holds the reference and not the pupil, since viewers and print queues show it.
    """
    shape = SHAPES[facts.kind]
    missing = lacking(facts)
    filled = fill(template, told_values(facts), frozenset(missing))
    subject = next((text_of(b.runs) for b in filled.blocks if isinstance(b, Heading)), "")
    return Document(
        title=" · ".join(part for part in (subject, facts.reference) if part) or "Letter",
        blocks=_signed(
            naming_the_old(levelled(filled.blocks), facts.corrects),
            facts.referrer.name,
            signature,
        ),
        letterhead=_letterhead(facts, logo),
        address=_address(facts, shape.mark, window),
        reference=_reference(facts),
        continuation=_continuation(facts),
        footer=_footer(facts),
        size=TextSize.LARGE if is_large_print else shape.size,
        missing=missing,
        **_reply(facts),
    )


def naming_the_old(blocks: tuple[Block, ...], old: str) -> tuple[Block, ...]:
    """The letter with a sentence that names the one it puts right, where its wording has none."""
    if not old or any(old in text for block in blocks for text in block.texts()):
        return blocks
    sentence = Paragraph(strong(f"This letter puts right {old}. Please use this one instead."))
    headings = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    after = headings[0] + 1 if headings else 0
    return (*blocks[:after], sentence, *blocks[after:])


def levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same with its first heading as the subject and all others below it.

    A subject whose field has no value is left out, and nobody's wording may cost a letter the
    order that a screen reader goes by.
    """
    made: list[Block] = []
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            made.append(replace(block, level=level))
            level = 2
        else:
            made.append(block)
    return tuple(made)


def _signed(blocks: tuple[Block, ...], name: str, signature: Logo | None) -> tuple[Block, ...]:
    if signature is None or not name:
        return blocks
    made = list(blocks)
    for at, (block, under) in enumerate(pairwise(blocks)):
        is_own = isinstance(under, Paragraph) and text_of(under.runs).startswith(name)
        if isinstance(block, SignatureSpace) and is_own:
            made[at] = replace(block, picture=signature)
    return tuple(made)


class _Reply(TypedDict, total=False):
    form_name: str
    last_page: tuple[Block, ...]
    last_continuation: str


def _reply(facts: LetterFacts) -> _Reply:
    """The slip a service answers on, behind every letter that asks it for help."""
    if facts.kind not in OPENING or not facts.reference:
        return {}
    by, school = facts.referrer, facts.school
    send_to = by.email or school.email or by.telephone or school.telephone
    return {
        "form_name": form_name(facts.reference),
        "last_page": reply_blocks(facts.reference, school.name, send_to),
        "last_continuation": " · ".join(t for t in (facts.reference, school.name) if t),
    }


def _letterhead(facts: LetterFacts, logo: Logo | None) -> Letterhead:
    school = facts.school
    told = (
        ", ".join(school.address),
        f"Telephone {school.telephone}" if school.telephone else "",
        school.email,
        f"Headteacher: {school.headteacher}" if school.headteacher else "",
    )
    return Letterhead(school.name, school.strapline, tuple(t for t in told if t), logo)


def _address(facts: LetterFacts, mark: str, window: EnvelopeWindow) -> AddressBlock:
    to, reader = facts.recipient, facts.reader
    lines: tuple[str, ...] = (to.person, to.team, to.service, *to.address)
    if reader is not None:
        lines = (reader.name, *reader.address)
    return AddressBlock(tuple(line for line in lines if line), mark, window)


def _reference(facts: LetterFacts) -> tuple[Fact, ...]:
    told = [
        ("Our ref", facts.reference),
        ("Date", format_date(facts.written_on)),
        ("Direct line", facts.referrer.telephone),
    ]
    if facts.kind in OPENING:
        told.append(("Urgency", URGENCY_WORDS[facts.urgency]))
    return tuple(Fact(label, strong(words)) for label, words in told if words)


def _continuation(facts: LetterFacts) -> str:
    born = facts.pupil.born_on if facts.reader is None else None
    told = (
        facts.pupil.full_name,
        f"born {format_date(born)}" if born else "",
        facts.reference,
        facts.school.name,
    )
    return " · ".join(words for words in told if words)


def _footer(facts: LetterFacts) -> str:
    ring = facts.school.telephone or facts.referrer.telephone
    if not ring:
        return "Private and confidential."
    return (
        f"Private and confidential. Reached you by mistake? Please ring {ring} and do not copy it."
    )
