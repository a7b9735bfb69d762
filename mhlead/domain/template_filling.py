"""Puts values into a parsed template: straight to runs, so no value is ever read as template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from mhlead.domain.document import (
    Block,
    BulletList,
    Callout,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    Quote,
    Run,
    Runs,
    SignatureSpace,
    Table,
)
from mhlead.domain.template_tree import (
    BulletsNode,
    CalloutNode,
    CollectionNode,
    FactsNode,
    Field,
    HeadingNode,
    IfNode,
    Line,
    Node,
    ParagraphNode,
    SignatureNode,
    Slot,
    Template,
    Words,
)

Value = str | date | int | None | Table | tuple[Runs, ...] | tuple[Quote, ...]
Values = Mapping[str, Value]
"""One value for each name of the vocabulary; a name left out counts as having none."""

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a template with its values comes to, and the required names that had none."""

    blocks: tuple[Block, ...]
    missing: tuple[str, ...]


def format_date(day: date, form: str = "long date") -> str:
    """The day in English words, whatever the language of the computer."""
    words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if form == "short date":
        return f"{day:%d/%m/%Y}"
    if form == "month":
        words = f"{_MONTHS[day.month - 1]} {day.year}"
    if form == "weekday date":
        words = f"{_DAYS[day.weekday()]} {words}"
    return words


def gap(name: str) -> Run:
    """The red run that stands where a required value is missing."""
    return Run(f"[missing: {name}]", is_missing=True)


def fill(template: Template, values: Values, required: frozenset[str] = frozenset()) -> Filled:
    """The blocks the template and the values make together.

    Args:
        template: Parsed with the vocabulary the values belong to.
        values: A name without a value is left out of the document, unless it is
        required: names that show as red gaps where they have no value.
    """
    filling = _Filling(values, required)
    blocks = tuple(_without_empty_parts(filling.blocks(template.nodes)))
    return Filled(blocks, tuple(dict.fromkeys(filling.missing)))


def has_value(value: Value) -> bool:
    """Whether there is anything to print: words, a day, a number, a row or an item."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, Table):
        return bool(value.rows)
    return value is not None and value != ()


def _without_empty_parts(blocks: list[Block]) -> Iterator[Block]:
    """The blocks without those lower headings that nothing follows."""
    for block, after in zip_longest(blocks, blocks[1:]):
        is_lower = isinstance(block, Heading) and block.level > 1
        if not (is_lower and (after is None or isinstance(after, Heading))):
            yield block


class _Filling:
    def __init__(self, values: Values, required: frozenset[str]) -> None:
        self._values = values
        self._required = required
        self.missing: list[str] = []

    def blocks(self, nodes: Iterable[Node]) -> list[Block]:
        made: list[Block] = []
        for node in nodes:
            if isinstance(node, SignatureNode) and made and isinstance(made[-1], Paragraph):
                made[-1] = Paragraph(made[-1].runs, keeps_with_next=True)
            made.extend(self._made(node))
        return made

    def _made(self, node: Node) -> list[Block]:
        match node:
            case IfNode():
                stands = self._shows(node.field) is node.when_present
                return self.blocks(node.then if stands else node.otherwise)
            case CalloutNode():
                inner = tuple(
                    block
                    for block in self.blocks(node.nodes)
                    if isinstance(block, Paragraph | BulletList)
                )
                return [Callout(inner, node.tone)] if inner else []
            case FactsNode():
                return self._facts(node)
            case CollectionNode():
                return self._collection(node.field)
            case SignatureNode():
                return [SignatureSpace()]
            case _:
                return self._words(node)

    def _facts(self, node: FactsNode) -> list[Block]:
        facts = [
            Fact(label, _with_breaks(told))
            for label, lines in node.facts
            if (told := [(line, runs) for line in lines if (runs := self._line(line))])
        ]
        return [FactGrid(tuple(facts), node.columns, is_tinted=node.columns > 1)] if facts else []

    def _words(self, node: HeadingNode | ParagraphNode | BulletsNode) -> list[Block]:
        if isinstance(node, HeadingNode):
            heading = self._line(node.line)
            return [Heading(heading, node.level)] if heading else []
        lines = [(line, runs) for line in node.lines if (runs := self._line(line))]
        if not lines:
            return []
        if isinstance(node, BulletsNode):
            return [BulletList(tuple(runs for _, runs in lines))]
        return [Paragraph(_with_breaks(lines))]

    def _line(self, line: Line) -> Runs:
        """The runs of a line; none at all where an optional field in it has no value."""
        slots = [part for part in line.parts if isinstance(part, Slot)]
        if not all(self._shows(slot.field) for slot in slots):
            return ()
        return tuple(self._run(part) for part in line.parts)

    def _run(self, part: Words | Slot) -> Run:
        if isinstance(part, Words):
            return Run(part.text, is_strong=part.is_strong)
        if not self._has(part.field):
            self.missing.append(part.field.name)
            return gap(part.field.name)
        return Run(_written(self._values[part.field.name], part.format), is_strong=part.is_strong)

    def _shows(self, field: Field) -> bool:
        return self._has(field) or field.name in self._required

    def _has(self, field: Field) -> bool:
        return has_value(self._values.get(field.name))

    def _collection(self, field: Field) -> list[Block]:
        value = self._values.get(field.name)
        if not self._shows(field):
            return []
        if not self._has(field):
            self.missing.append(field.name)
            return [Paragraph((gap(field.name),))]
        if isinstance(value, Table):
            return [value]
        assert isinstance(value, tuple)  # noqa: S101 - the vocabulary says so
        quotes = [item for item in value if isinstance(item, Quote)]
        items = tuple(item for item in value if not isinstance(item, Quote))
        return list(quotes) if quotes else [BulletList(items)]


def _with_breaks(lines: list[tuple[Line, Runs]]) -> Runs:
    joined: list[Run] = []
    for index, (line, runs) in enumerate(lines):
        joined += runs
        if index + 1 < len(lines):
            joined.append(Run("\n" if line.breaks else " "))
    return tuple(joined)


def _written(value: Value, form: str) -> str:
    if isinstance(value, date):
        return format_date(value, form)
    words = str(value)
    return words[:1].upper() + words[1:] if form == "capital" else words
