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
closed list, and the work is bounded by the length of the template and by how much it may ask for.

On a tinted ground stand paragraphs and lists alone. A school's own wording has no version line:
its versions are counted by the store.
"""

from __future__ import annotations

import re

from mhlead.domain.checks import LONGEST_TEXT
from mhlead.domain.document import CalloutTone
from mhlead.domain.errors import TemplateFaulty
from mhlead.domain.template_faults import Faults, TemplateFault
from mhlead.domain.template_lines import LineReader, nearest
from mhlead.domain.template_tree import (
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
    Template,
    Vocabulary,
)

MOST_CHARACTERS = LONGEST_TEXT
MOST_NESTED = 6
MOST_ASKED_FOR = 300
"""So many fields, tables and lists may stand in one template; our longest has about ninety."""

_COLLECTIONS = {kind.value: kind for kind in (Kind.TABLE, Kind.LIST, Kind.QUOTES)}
_TINTED_OR_FACTS: dict[str, CalloutNode | FactsNode] = {
    "notice": CalloutNode(CalloutTone.NOTICE, ()),
    "risk": CalloutNode(CalloutTone.RISK, ()),
    "facts": FactsNode((), 1),
    "facts: two columns": FactsNode((), 2),
}
_WORDS = ("if", "if no", "else", "end", "signature", *_TINTED_OR_FACTS, *_COLLECTIONS)
_BLOCK = re.compile(r"\[(?!\[)([^\]]*)\]\s*")
_CONDITION = re.compile(r"if( no)?\s+\{([^{}]*)\}")
_UNKNOWN = Field("?")
"""Stands in a condition whose field is misspelt, so that its end is still found."""


class _Enough(Exception):
    """Reading on would tell nothing more."""


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

    def __init__(self, vocabulary: Vocabulary, version: int) -> None:
        self.faults = Faults()
        self._reader = LineReader(vocabulary, self.faults)
        self._has_version_line = not version
        self._collections = 0
        self._lines: list[Line] = []
        self._are_bullets = False
        self.open = [_Open(0, None)]
        self.version = version

    def read_all(self, text: str) -> None:
        try:
            for number, line in enumerate(text.splitlines(), start=1):
                self.faults.line = number
                self._read(line)
                self._refuse_too_much()
        except _Enough:
            return
        self._finish()

    def _refuse_too_much(self) -> None:
        if self._reader.slots + self._collections > MOST_ASKED_FOR:
            self.faults.tell(1, "too-much")
            raise _Enough
        if self.faults.is_enough:
            raise _Enough

    def _read(self, text: str) -> None:
        block = _BLOCK.fullmatch(text)
        if block:
            self._flush()
            inner = block[1]
            self._read_block(inner.strip(), 2 + len(inner) - len(inner.lstrip()))
        elif not text.strip():
            self._flush()
        elif isinstance(self.open[-1].make, FactsNode):
            self._read_fact(text)
        elif text.startswith(("# ", "## ")):
            self._flush()
            marks, _, words = text.partition(" ")
            self._add(HeadingNode(self._reader.read(words, len(marks) + 1), len(marks)))
        else:
            self._read_words(text)

    def _finish(self) -> None:
        self._flush()
        if len(self.open) > 1:
            self.faults.tell(1, "unclosed-block", "[end]", line=self.open[-1].line)
        if not self.version:
            self.faults.tell(1, "no-version", "[version: 1]", line=1)

    def _read_words(self, text: str) -> None:
        is_bullet = text.startswith("* ")
        if self._lines and is_bullet is not self._are_bullets:
            self._flush()
        self._are_bullets = is_bullet
        start = 2 if is_bullet else 0
        self._lines.append(self._reader.read(text[start:], start))

    def _read_fact(self, text: str) -> None:
        label, equals, words = text.partition("=")
        facts = self.open[-1].facts
        if not equals or not (label.strip() or facts):
            self.faults.tell(1, "no-label", "=", length=len(text))
            return
        if any(sign in label for sign in ("{", "}", "[", "]", "**")):
            self.faults.tell(1, "label-not-plain", length=len(label))
            return
        if label.strip():
            facts.append((label.strip(), []))
        rest = words.lstrip()
        facts[-1][1].append(self._reader.read(rest, len(text) - len(rest)))

    def _flush(self) -> None:
        if self._lines:
            lines = tuple(self._lines)
            self.open[-1].nodes.append(
                BulletsNode(lines) if self._are_bullets else ParagraphNode(lines)
            )
            self._lines = []

    def _add(self, node: Node) -> None:
        """The part stands where it was read, unless it would be left out of the letter there."""
        if isinstance(self.open[-1].make, FactsNode):
            self.faults.tell(1, "no-label", "=")
        elif self._is_tinted and not _fits_a_tint(node):
            self.faults.tell(1, "not-on-a-tint")
        else:
            self.open[-1].nodes.append(node)

    @property
    def _is_tinted(self) -> bool:
        return any(isinstance(part.make, CalloutNode) for part in self.open)

    def _read_block(self, words: str, start: int) -> None:
        name, colon, argument = (part.strip() for part in words.partition(":"))
        if words.partition(" ")[0] == "if":
            self._read_condition(words, start)
        elif words in _TINTED_OR_FACTS:
            self._begin(_TINTED_OR_FACTS[words])
        elif words in {"else", "end"}:
            self._turn(words)
        elif words == "signature":
            self._add(SignatureNode())
        elif colon and name == "version" and self._has_version_line:
            self._set_version(argument)
        elif colon and name in _COLLECTIONS:
            self._read_collection(_COLLECTIONS[name], argument, start + words.rindex(argument))
        else:
            self.faults.tell(start, "unknown-block", nearest(name, _WORDS), length=len(name))

    def _read_collection(self, kind: Kind, name: str, column: int) -> None:
        self._collections += 1
        field = self._reader.field(name, column, kind)
        if field is not None:
            self._add(CollectionNode(field))

    def _read_condition(self, words: str, start: int) -> None:
        condition = _CONDITION.fullmatch(words)
        if condition is None:
            self.faults.tell(start, "no-condition", "[if {field}]", length=len(words))
            self._begin(IfNode(_UNKNOWN, when_present=True, then=(), otherwise=()))
            return
        field = self._reader.field(condition[2], start + words.index("{") + 1)
        self._begin(IfNode(field or _UNKNOWN, not condition[1], (), ()))

    def _set_version(self, digits: str) -> None:
        if re.fullmatch(r"[1-9][0-9]{0,5}", digits):
            self.version = int(digits)
        else:
            self.faults.tell(2, "no-version", "[version: 1]")

    def _begin(self, make: IfNode | CalloutNode | FactsNode) -> None:
        if isinstance(self.open[-1].make, FactsNode):
            self.faults.tell(1, "unclosed-block", "[end]")
            self.open.pop()
        elif self._is_tinted and not isinstance(make, IfNode):
            self.faults.tell(1, "not-on-a-tint")
        if len(self.open) > MOST_NESTED:
            self.faults.tell(1, "too-deep")
            raise _Enough
        self.open.append(_Open(self.faults.line, make))

    def _turn(self, word: str) -> None:
        part = self.open[-1]
        if word == "else":
            if not isinstance(part.make, IfNode) or part.then is not None:
                self.faults.tell(1, "unexpected-else", length=len("[else]"))
                return
            part.then, part.nodes = tuple(part.nodes), []
            return
        if part.make is None:
            self.faults.tell(1, "unexpected-end", length=len("[end]"))
            return
        self.open.pop()
        self.open[-1].nodes.append(part.closed())


def _fits_a_tint(node: Node) -> bool:
    """Whether it is printed on a tinted ground; the rest would be left out without a word."""
    return isinstance(node, CollectionNode) and node.field.kind is Kind.LIST


def examine(
    text: str, vocabulary: Vocabulary, version: int = 0
) -> tuple[Template | None, tuple[TemplateFault, ...]]:
    """The template the text describes, or None and every fault of it up to `MOST_FAULTS`.

    Args:
        text: The template.
        vocabulary: The names it may use.
        version: Which version of the wording it is, or 0 where a line of it says so.
    """
    if len(text) > MOST_CHARACTERS:
        return None, (TemplateFault(1, 1, 1, "too-long"),)
    parser = _Parser(vocabulary, version)
    parser.read_all(text)
    if parser.faults.found:
        return None, tuple(parser.faults.found)
    return Template(parser.version, tuple(parser.open[0].nodes)), ()


def parse(text: str, vocabulary: Vocabulary, version: int = 0) -> Template:
    """The template the text describes, as `examine`.

    Raises:
        TemplateFaulty: with line and column of the first fault, a code ("unknown-field",
            "not-for-reader", "unknown-format", "unknown-block", "wrong-kind", "no-condition",
            "unclosed-field", "unclosed-strong", "unclosed-block", "unexpected-end",
            "unexpected-else", "not-on-a-tint", "stray-sign", "no-label", "label-not-plain",
            "too-deep", "too-much", "too-long" or "no-version") and what may have been meant, if
            anything.
    """
    template, faults = examine(text, vocabulary, version)
    if template is None:
        first = faults[0]
        raise TemplateFaulty(first.line, first.column, first.code, first.suggestion)
    return template
