"""What is wrong with a school's own wording of a kind of letter, and what it no longer tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mhlead.domain.codes import LetterKind, Reader
from mhlead.domain.hidden_characters import is_hidden
from mhlead.domain.letter_names import vocabulary
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.template import examine
from mhlead.domain.template_faults import MOST_FAULTS
from mhlead.domain.template_tree import (
    BulletsNode,
    CalloutNode,
    CollectionNode,
    FactsNode,
    HeadingNode,
    IfNode,
    Line,
    Node,
    ParagraphNode,
    Slot,
    Template,
    Words,
)

_NEEDED = ("service", "pupil name", "asked of service", "referrer name", "what changed", "sent on")
_NEEDED_BY_SERVICES = (
    *("consent", "without consent", "withhold", "safe contact", "birth date", "urgency"),
    *("difficulty", "risk", "tried", "pupil address", "parental responsibility", "spoken to"),
)
_LOOKS_LIKE = re.compile(r"(#{1,6}(?=\w)|#{3,6} |[-•·–] )")
"""What other programs take for a heading or a bullet, and what would print as typed here."""


@dataclass(frozen=True, slots=True)
class WordingProblem:
    """A place in a wording that is wrong, or something that a reader will miss.

    Attributes:
        line: From 1, or 0 where it is about the whole.
        column: From 1.
        length: How many characters are meant; 0 where it is about the whole.
        code: What is wrong, as `template` has it, or one of "no-subject", "hidden-character",
            "not-a-heading" and "not-told".
        suggestion: What may have been meant, or the field that is gone, or "".
        breaks: No letter could be right with it, so it is not kept.
    """

    line: int
    column: int
    length: int
    code: str
    suggestion: str = ""
    breaks: bool = True


def tidy_wording(text: str) -> str:
    """The text with one kind of line end, no spaces behind its lines and no blank ends."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def without_version(text: str) -> str:
    """A template as it ships, without the line that says its version."""
    first, _, rest = text.partition("\n")
    return rest if first.startswith("[version:") else text


def own_template(kind: LetterKind, text: str, version: int) -> Template | None:
    """The school's own wording as a template; None where no letter can be written with it."""
    template, _ = examine(text, vocabulary(kind), version)
    return template if template is not None and _has_subject(template) else None


def wording_problems(kind: LetterKind, text: str, ours: str) -> tuple[WordingProblem, ...]:
    """Everything that is wrong with a wording, in the order of its lines.

    Args:
        kind: The letter it is for.
        text: The wording, without a version line.
        ours: Our wording of the same letter: what a reader can miss is judged by it.
    """
    template, faults = examine(text, vocabulary(kind), 1)
    found = [WordingProblem(f.line, f.column, f.length, f.code, f.suggestion) for f in faults]
    if not any(fault.code == "too-long" for fault in faults):
        found += islice(_by_line(text), MOST_FAULTS)
    if template is not None:
        if not _has_subject(template):
            found.append(WordingProblem(1, 1, 0, "no-subject", "# "))
        found += _no_longer_told(kind, template, ours)
    return tuple(sorted(found, key=lambda one: (not one.breaks, one.line, one.column)))


def words_of(template: Template) -> Iterator[str]:
    """The wording's own words, line by line, without its fields."""
    for node in _nodes(template.nodes):
        if isinstance(node, FactsNode):
            yield from (label for label, _ in node.facts)
        for line in _lines(node):
            yield "".join(part.text if isinstance(part, Words) else " … " for part in line.parts)


def _by_line(text: str) -> Iterator[WordingProblem]:
    for number, line in enumerate(text.splitlines(), start=1):
        for at, char in enumerate(line):
            if char != "\t" and is_hidden(char):
                yield WordingProblem(number, at + 1, 1, "hidden-character")
        looks_like = _LOOKS_LIKE.match(line)
        if looks_like:
            length = len(looks_like[0])
            yield WordingProblem(number, 1, length, "not-a-heading", "# ", breaks=False)


def _has_subject(template: Template) -> bool:
    return any(isinstance(node, HeadingNode) and node.line.parts for node in _nodes(template.nodes))


def _no_longer_told(kind: LetterKind, template: Template, ours: str) -> Iterator[WordingProblem]:
    before, _ = examine(ours, vocabulary(kind), 1)
    needed = (*_NEEDED, *SHAPES[kind].required)
    if SHAPES[kind].reader is Reader.SERVICE:
        needed += _NEEDED_BY_SERVICES
    gone = _told(before) - _told(template) if before is not None else set()
    for name in dict.fromkeys(needed):
        if name in gone:
            yield WordingProblem(0, 0, 0, "not-told", name, breaks=False)


def _told(template: Template) -> set[str]:
    """Names of what the letter prints; that something only depends on a field tells nobody."""
    told: set[str] = set()
    for node in _nodes(template.nodes):
        if isinstance(node, CollectionNode):
            told.add(node.field.name)
        for line in _lines(node):
            told |= {part.field.name for part in line.parts if isinstance(part, Slot)}
    return told


def _nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, IfNode):
            yield from _nodes((*node.then, *node.otherwise))
        elif isinstance(node, CalloutNode):
            yield from _nodes(node.nodes)


def _lines(node: Node) -> Iterator[Line]:
    if isinstance(node, HeadingNode):
        yield node.line
    elif isinstance(node, ParagraphNode | BulletsNode):
        yield from node.lines
    elif isinstance(node, FactsNode):
        yield from (line for _, lines in node.facts for line in lines)
