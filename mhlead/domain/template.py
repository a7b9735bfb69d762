"""The small language letter templates are written in, and its parser.

A template is plain text, read line by line::

    [version: 3]                          which version of the wording this is
    # Subject        ## Heading           headings
    * item                                a bullet
    Words, **strong words**, {field} and {birth date | short date}.
    [if {field}] ... [else] ... [end]     a part that depends on a field having a value
    [if no {field}] ... [end]
    [notice] ... [end]  [risk] ... [end]  a part on a tinted ground
    [facts] ... [end]                     labels: lines ``Date of birth = {birth date}``; a line
                                          that starts with ``=`` goes on with the label above
    [facts: two columns] ... [end]        the same side by side, tinted
    [table: name] [list: name] [quotes: name]
    [signature]                           room to sign

Lines of one paragraph are joined with a space, or broken where a line ends in a backslash. A line
whose optional field has no value is left out whole; a required field without a value becomes a
red gap, and counts as present in a condition so that the gap is seen. ``{{`` and ``[[`` stand for
the signs themselves. There are no expressions, attributes or calls, every name comes from a
closed list, and the work is bounded by the length of the template.
"""

from __future__ import annotations

import difflib
import re

from mhlead.domain.document import CalloutTone
from mhlead.domain.errors import TemplateFaulty
from mhlead.domain.template_tree import (
    FORMATS,
    BulletsNode,
    CalloutNode,
    CollectionNode,
    FactsNode,
    Field,
    HeadingNode,
    IfNode,
    Kind,
    Line,
    Node,
    ParagraphNode,
    SignatureNode,
    Slot,
    Template,
    Vocabulary,
    Words,
)

MOST_CHARACTERS = 60_000
MOST_NESTED = 6


_COLLECTIONS = {kind.value: kind for kind in (Kind.TABLE, Kind.LIST, Kind.QUOTES)}
_CALLOUTS = {"notice": CalloutTone.NOTICE, "risk": CalloutTone.RISK}
_FACTS = {"facts": 1, "facts: two columns": 2}
_WORDS = ("if", "if no", "else", "end", "signature", "version", *_CALLOUTS, *_FACTS, *_COLLECTIONS)
_BLOCK = re.compile(r"\[(?!\[)([^\]]*)\]\s*")
_CONDITION = re.compile(r"if( no)?\s+\{([^{}]*)\}")


class _Open:
    """A part whose end has not been read yet."""

    def __init__(self, line: int, make: IfNode | CalloutNode | FactsNode | None) -> None:
        self.line = line
        self.make = make
        self.nodes: list[Node] = []
        self.then: tuple[Node, ...] | None = None
        self.facts: list[tuple[str, list[Line]]] = []

    def closed(self) -> Node:
        nodes = tuple(self.nodes)
        if isinstance(self.make, CalloutNode):
            return CalloutNode(self.make.tone, nodes)
        if isinstance(self.make, FactsNode):
            facts = tuple((label, tuple(lines)) for label, lines in self.facts)
            return FactsNode(facts, self.make.columns)
        assert isinstance(self.make, IfNode)  # noqa: S101 - the outermost part is never closed
        then, otherwise = (nodes, ()) if self.then is None else (self.then, nodes)
        return IfNode(self.make.field, self.make.when_present, then, otherwise)


class _Parser:
    """Reads one template; afterwards `version` and the outermost part hold what it says."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._number = 0
        self._lines: list[Line] = []
        self._are_bullets = False
        self.open = [_Open(0, None)]
        self.version = 0

    def read(self, number: int, text: str) -> None:
        self._number = number
        block = _BLOCK.fullmatch(text)
        if block:
            self._flush()
            self._read_block(block[1].strip())
        elif not text.strip():
            self._flush()
        elif isinstance(self.open[-1].make, FactsNode):
            self._read_fact(text)
        elif text.startswith(("# ", "## ")):
            self._flush()
            marks, _, words = text.partition(" ")
            self._add(HeadingNode(self._line(words, len(marks) + 1), len(marks)))
        else:
            self._read_words(text)

    def finish(self) -> None:
        self._flush()
        if len(self.open) > 1:
            raise TemplateFaulty(self.open[-1].line, 1, "unclosed-block", "[end]")
        if not self.version:
            raise TemplateFaulty(1, 1, "no-version", "[version: 1]")

    def _read_words(self, text: str) -> None:
        is_bullet = text.startswith("* ")
        if self._lines and is_bullet is not self._are_bullets:
            self._flush()
        self._are_bullets = is_bullet
        start = 2 if is_bullet else 0
        self._lines.append(self._line(text[start:], start))

    def _read_fact(self, text: str) -> None:
        label, equals, words = text.partition("=")
        facts = self.open[-1].facts
        if not equals or not (label.strip() or facts):
            raise self._fault(1, "no-label", "=")
        if label.strip():
            facts.append((label.strip(), []))
        rest = words.lstrip()
        facts[-1][1].append(self._line(rest, len(text) - len(rest)))

    def _flush(self) -> None:
        if self._lines:
            lines = tuple(self._lines)
            self._add(BulletsNode(lines) if self._are_bullets else ParagraphNode(lines))
            self._lines = []

    def _add(self, node: Node) -> None:
        if isinstance(self.open[-1].make, FactsNode):
            raise self._fault(1, "no-label", "=")
        self.open[-1].nodes.append(node)

    def _fault(self, column: int, code: str, suggestion: str = "") -> TemplateFaulty:
        return TemplateFaulty(self._number, column, code, suggestion)

    def _read_block(self, words: str) -> None:
        condition = _CONDITION.fullmatch(words)
        name, colon, argument = (part.strip() for part in words.partition(":"))
        if condition:
            field = self._field(condition[2], words.index("{") + 3)
            self._begin(IfNode(field, not condition[1], (), ()))
        elif words in _CALLOUTS:
            self._begin(CalloutNode(_CALLOUTS[words], ()))
        elif words in _FACTS:
            self._begin(FactsNode((), _FACTS[words]))
        elif words in {"else", "end"}:
            self._turn(words)
        elif words == "signature":
            self._add(SignatureNode())
        elif colon and name == "version":
            self._set_version(argument)
        elif colon and name in _COLLECTIONS:
            column = words.rindex(argument) + 2
            field = self._field(argument, column, _COLLECTIONS[name])
            self._add(CollectionNode(field))
        else:
            raise self._fault(2, "unknown-block", _nearest(name, _WORDS))

    def _set_version(self, digits: str) -> None:
        if not re.fullmatch(r"[1-9][0-9]{0,5}", digits):
            raise self._fault(2, "no-version", "[version: 1]")
        self.version = int(digits)

    def _begin(self, make: IfNode | CalloutNode | FactsNode) -> None:
        if isinstance(self.open[-1].make, FactsNode):
            raise self._fault(1, "unclosed-block", "[end]")
        if len(self.open) > MOST_NESTED:
            raise self._fault(1, "too-deep")
        self.open.append(_Open(self._number, make))

    def _turn(self, word: str) -> None:
        part = self.open[-1]
        if word == "else":
            if not isinstance(part.make, IfNode) or part.then is not None:
                raise self._fault(1, "unexpected-else")
            part.then, part.nodes = tuple(part.nodes), []
            return
        if part.make is None:
            raise self._fault(1, "unexpected-end")
        self.open.pop()
        self._add(part.closed())

    def _line(self, text: str, offset: int) -> Line:
        breaks = text.endswith("\\")
        parts: list[Words | Slot] = []
        is_strong, words, at = False, "", 0
        body = text.removesuffix("\\").rstrip()
        while at < len(body):
            if body.startswith(("{{", "}}", "[[", "]]"), at):
                words, at = words + body[at], at + 2
            elif body.startswith("**", at) or body[at] == "{":
                parts, words = _with_words(parts, words, is_strong), ""
                if body[at] == "*":
                    is_strong, at = not is_strong, at + 2
                else:
                    slot, at = self._slot(body, at, offset, is_strong)
                    parts.append(slot)
            elif body[at] in "}[]":
                raise self._fault(offset + at + 1, "stray-sign", body[at] * 2)
            else:
                words, at = words + body[at], at + 1
        if is_strong:
            raise self._fault(offset + len(body) + 1, "unclosed-strong", "**")
        return Line(tuple(_with_words(parts, words, is_strong)), breaks)

    def _slot(self, body: str, at: int, offset: int, is_strong: bool) -> tuple[Slot, int]:
        end = body.find("}", at)
        if end < 0:
            raise self._fault(offset + at + 1, "unclosed-field", "}")
        name, bar, format_name = (part.strip() for part in body[at + 1 : end].partition("|"))
        field = self._field(name, offset + at + 2)
        formats = FORMATS.get(field.kind)
        if formats is None:
            raise self._fault(offset + at + 2, "wrong-kind", f"[{field.kind.value}: {name}]")
        if bar and format_name not in formats:
            column = offset + body.index("|", at) + 2
            raise self._fault(column, "unknown-format", _nearest(format_name, formats))
        return Slot(field, format_name or formats[0], is_strong), end + 1

    def _field(self, name: str, column: int, kind: Kind | None = None) -> Field:
        field = self._vocabulary.named(name.strip())
        offered = tuple(f.name for f in self._vocabulary.fields if kind in {None, f.kind})
        if field is None:
            raise self._fault(column, "unknown-field", _nearest(name, offered))
        if kind is not None and field.kind is not kind:
            raise self._fault(column, "wrong-kind", _nearest(name, offered))
        return field


def _with_words(parts: list[Words | Slot], words: str, is_strong: bool) -> list[Words | Slot]:
    return [*parts, Words(words, is_strong)] if words else parts


def _nearest(word: str, known: tuple[str, ...]) -> str:
    found = difflib.get_close_matches(word.strip()[:60].lower(), known, n=1, cutoff=0.5)
    return found[0] if found else ""


def parse(text: str, vocabulary: Vocabulary) -> Template:
    """The template the text describes.

    Raises:
        TemplateFaulty: with line and column of the first fault, a code ("unknown-field",
            "unknown-format", "unknown-block", "wrong-kind", "unclosed-field", "unclosed-strong",
            "unclosed-block", "unexpected-end", "unexpected-else", "stray-sign", "no-label",
            "too-deep", "too-long" or "no-version") and what may have been meant, if anything.
    """
    if len(text) > MOST_CHARACTERS:
        raise TemplateFaulty(1, 1, "too-long")
    parser = _Parser(vocabulary)
    for number, line in enumerate(text.splitlines(), start=1):
        parser.read(number, line)
    parser.finish()
    return Template(parser.version, tuple(parser.open[0].nodes))
