"""What a letter says, piece by piece in its own order, to be copied into a service's web form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mhlead.domain.document import (
    Block,
    BulletList,
    Callout,
    Document,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    Quote,
    SignatureSpace,
    Table,
    text_of,
)

ABOUT = "About the letter"


@dataclass(frozen=True)
class CopyLine:
    """One piece that goes into one box of a form.

    Attributes:
        section: The heading of the letter it stands under.
        label: What it is.
        text: Plain text; lines are separated by line ends.
    """

    section: str
    label: str
    text: str


def copy_lines(document: Document) -> tuple[CopyLine, ...]:
    """Every fact of the letter by itself, and the running text of a section in one piece.

    The salutation, the closing and the signature are left out: a form has its own.
    """
    lines: list[CopyLine] = _of_facts("", ABOUT, document.reference)
    section, has_closed = "", False
    running: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            lines += _of_text(section, running)
            running = []
            section = text_of(block.runs) if block.level > 1 else ""
        elif isinstance(block, FactGrid):
            lines += _of_text(section, running)
            running = []
            lines += _of_facts(section, _subject(document), block.facts)
        elif isinstance(block, SignatureSpace):
            running = running[:-1]  # "Yours sincerely,"
            lines += _of_text(section, running)
            running, has_closed = [], True
        elif section and not has_closed:
            running.append("\n".join(_words(block)))
    return tuple(lines + _of_text(section, running))


def _subject(document: Document) -> str:
    """The subject of the letter, which the facts about the pupil stand under."""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            return text_of(block.runs)
    return ABOUT


def _of_text(section: str, running: list[str]) -> list[CopyLine]:
    text = "\n".join(part for part in running if part).strip()
    return [CopyLine(section, section, text)] if text else []


def _of_facts(section: str, otherwise: str, facts: tuple[Fact, ...]) -> list[CopyLine]:
    """A line for each fact; one without a label goes on with the one before."""
    lines: list[CopyLine] = []
    for fact in facts:
        text = text_of(fact.runs).strip()
        if not fact.label and lines:
            before = lines.pop()
            lines.append(CopyLine(before.section, before.label, f"{before.text} {text}"))
        elif text:
            lines.append(CopyLine(section or otherwise, fact.label, text))
    return lines


def _words(block: Block) -> Iterator[str]:
    """The words of a block, a line each."""
    if isinstance(block, Paragraph):
        yield text_of(block.runs)
    elif isinstance(block, BulletList):
        yield from (f"- {text_of(item)}" for item in block.items)
    elif isinstance(block, Callout):
        for part in block.blocks:
            yield from _words(part)
    elif isinstance(block, Quote):
        said_by = f" ({block.said_by})" if block.said_by else ""
        yield f"“{text_of(block.runs)}”{said_by}"
    elif isinstance(block, Table):
        for row in block.rows:
            cells = zip(block.columns, row, strict=True)
            told = (
                f"{column.title}: {text_of(cell)}" if column.title else text_of(cell)
                for column, cell in cells
                if text_of(cell)
            )
            yield "; ".join(told)
