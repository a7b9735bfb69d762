"""What a data protection officer asks for before a program is let in, with the school's facts.

Assessment, processing record, policy document and the paragraphs for both privacy notices: the
wording stands in files, the facts come from the store. What only the school can say is a gap in
red, and the paper prints with it: it is filled in by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mhlead.domain.chart import Chart, ChartBox, ChartText, Shade
from mhlead.domain.document import Block, Column, Document, Runs, Table, plain
from mhlead.domain.panels import ChartRow
from mhlead.domain.retention import CONCERN, SAFEGUARDING, SEND
from mhlead.domain.template import parse
from mhlead.domain.template_filling import Value, fill
from mhlead.domain.template_tree import Field, Kind, Vocabulary


class PackPaper(Enum):
    """A paper of the pack; the value names its wording."""

    ASSESSMENT = "assessment"
    RECORD = "record"
    POLICY = "policy"
    FAMILIES = "families"
    PUPILS = "pupils"
    FLOW = "flow"


TITLES: Mapping[PackPaper, str] = {
    PackPaper.ASSESSMENT: "Data protection impact assessment",
    PackPaper.RECORD: "Record of processing",
    PackPaper.POLICY: "Appropriate policy document",
    PackPaper.FAMILIES: "Privacy notice for parents and carers",
    PackPaper.PUPILS: "Privacy notice for pupils",
    PackPaper.FLOW: "Where the data goes",
}

TEXTS = (
    *("school", "school address", "school contact", "lead", "others who may see it", "head"),
    *("officer", "officer contact", "registration"),
    *("what pupils and parents said", "what the safeguarding lead said"),
    *("what the officer advised", "whether disks are encrypted"),
    *("day it came into force", "day of the next review"),
    *("how long families are told", "how long pupils are told"),
)
"""What stands in the text; each is a gap in red where it is not known."""
TABLES = ("risks", "keeping", "who", "what leaves")

VOCABULARY = Vocabulary(
    (
        *(Field(name) for name in TEXTS),
        Field("pupils on roll", Kind.NUMBER),
        Field("today", Kind.DATE),
        *(Field(name, Kind.TABLE) for name in TABLES),
        Field("services", Kind.LIST),
    )
)
_REQUIRED = frozenset({*TEXTS, "pupils on roll"})


@dataclass(frozen=True)
class KeepingRule:
    """How long one kind of record is kept, why, and what happens then."""

    what: str
    how_long: str
    source: str


@dataclass(frozen=True)
class Risk:
    """A risk before and after what is done about it."""

    what: str
    before: str
    measures: str
    after: str


@dataclass(frozen=True)
class PackFacts:
    """What the school's records say.

    Attributes:
        texts: By the names of `TEXTS`; "" or left out is a gap.
        services: Name and kind of each service in use.
        people: Each role and who holds it.
    """

    on: date
    texts: Mapping[str, str]
    pupils_on_roll: int | None
    services: Sequence[str]
    people: Sequence[tuple[str, str]]
    keeping: Sequence[KeepingRule]
    risks: Sequence[Risk]


@dataclass(frozen=True)
class Composed:
    """A paper, and the names of its gaps."""

    document: Document
    gaps: tuple[str, ...]


def years_told(years: Mapping[str, int]) -> dict[str, str]:
    """How long a record is kept, for the privacy notices: in the school's own years.

    Args:
        years: What holds here, by the timetable's codes.
    """
    plain_years = years[CONCERN]
    safety, plan = max(plain_years, years[SAFEGUARDING]), max(plain_years, years[SEND])
    birthday = f"As a rule until your child’s {_ordinal(plain_years)} birthday"
    parts = [f"{birthday}, or with the record that moves to the next school"]
    if safety > plain_years:
        parts.append(f"where it is about your child’s safety, until the {_ordinal(safety)}")
    if plan > plain_years:
        parts.append(f"where your child has a plan for special needs, until the {_ordinal(plan)}")
    return {
        "how long families are told": f"{'; '.join(parts)}.",
        "how long pupils are told": f"Until you are {plain_years}, mostly.",
    }


def _ordinal(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    is_teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if is_teen else ends.get(number % 10, 'th')}"


def compose_pack(paper: PackPaper, wordings: Sequence[str], facts: PackFacts) -> Composed:
    """The paper with the facts filled in.

    Args:
        paper: Which one.
        wordings: Its wording; of `FLOW` what stands before the picture, and after it.
        facts: Of the school.

    Raises:
        TemplateFaulty: a wording asks for something that there is not.
    """
    values = _values(facts)
    blocks: list[Block] = []
    gaps: list[str] = []
    for number, wording in enumerate(wordings):
        filled = fill(parse(wording, VOCABULARY), values, _REQUIRED)
        blocks += filled.blocks
        gaps += filled.missing
        if paper is PackPaper.FLOW and number == 0:
            blocks.append(ChartRow((flow_picture(),)))
    school = facts.texts.get("school", "")
    document = Document(
        title=" · ".join(part for part in (TITLES[paper], school) if part),
        blocks=tuple(blocks),
        continuation=TITLES[paper],
        footer="To be confirmed by the data protection officer before it is used.",
    )
    return Composed(document, tuple(dict.fromkeys(gaps)))


def _values(facts: PackFacts) -> dict[str, Value]:
    return {
        **{name: facts.texts.get(name, "") for name in TEXTS},
        "pupils on roll": facts.pupils_on_roll,
        "today": facts.on,
        "services": tuple(plain(one) for one in facts.services),
        "risks": _table(
            (
                ("Risk", 1.1),
                ("Without measures", 0.8),
                ("What is done", 2.2),
                ("What remains", 0.8),
            ),
            [(one.what, one.before, one.measures, one.after) for one in facts.risks],
        ),
        "keeping": _table(
            (("What", 1.2), ("How long", 1.5), ("Where the rule comes from", 1.6)),
            [(one.what, one.how_long, one.source) for one in facts.keeping],
        ),
        "who": _table((("Who", 1.2), ("Does what", 2.0)), facts.people),
        "what leaves": _table((("What", 1.2), ("To whom", 1.2), ("How", 2.0)), _LEAVES),
    }


_LEAVES = (
    (
        "Referral and other letters",
        "The service a pupil is referred to, the GP",
        "Printed, or a file sent by secure mail or portal; locked where the channel is not safe",
    ),
    (
        "Copies and letters",
        "Parents, carers, the pupil",
        "Printed or handed over; without what may not be told to them",
    ),
    (
        "The record of a pupil who moves",
        "The next school",
        "A file or paper with a receipt to be sent back",
    ),
    (
        "Copy-out of a concern",
        "The designated safeguarding lead",
        "On screen or paper, for the school’s own safeguarding system",
    ),
    (
        "Anonymised summary",
        "The commissioner, governors",
        "A file that was checked against everything published before",
    ),
    (
        "Backups",
        "The school’s own second place",
        "Sealed files, unreadable without a passphrase or the recovery sheet",
    ),
)


def _table(columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]) -> Table:
    cells: tuple[tuple[Runs, ...], ...] = tuple(tuple(plain(t) for t in row) for row in rows)
    return Table(tuple(Column(title, weight) for title, weight in columns), cells)


_BOX = 138.0
_BETWEEN = 28.0
_TALL = 50.0
_STEP = 57.0
_IN = (
    ("Pupil and family", "What they say, and consent"),
    ("Staff of the school", "What they noticed; concern slips"),
    ("The school’s own system", "A list of pupils, as a file"),
    ("Services", "Answers, reply slips, calls"),
)
_HERE = (
    ("Encrypted store", "On one computer of the school"),
    ("No network", "The program opens no connection"),
    ("Backups", "Sealed files, in two places"),
    ("History", "Who looked, changed, sent"),
)
_OUT = (
    ("Services and GP", "Letters with what they need"),
    ("Family and pupil", "Copies, plain-word letters"),
    ("Next school", "The record, with a receipt"),
    ("Commissioner, governors", "Numbers without anybody in them"),
)


def flow_picture() -> Chart:
    """What comes in, lies here and leaves, from left to right."""
    boxes: list[ChartBox] = []
    labels: list[ChartText] = []
    said = []
    for place, (title, parts) in enumerate(
        (("Comes in", _IN), ("At the school", _HERE), ("Leaves", _OUT))
    ):
        left = place * (_BOX + _BETWEEN)
        labels.append(ChartText(left, 0.0, _BOX, title, is_strong=True))
        for number, (name, about) in enumerate(parts):
            top = 16.0 + number * _STEP
            boxes.append(ChartBox(left, top, _BOX, _TALL, Shade.GROUND))
            labels.append(ChartText(left + 6, top + 5, _BOX - 12, name, is_strong=True))
            labels.append(ChartText(left + 6, top + 19, _BOX - 12, about))
        if place:
            middle = 16.0 + 1.5 * _STEP + _TALL / 2 - 8
            labels.append(ChartText(left - _BETWEEN + 8, middle, _BETWEEN - 8, "→"))
        listed = "; ".join(f"{name}: {about}" for name, about in parts)
        said.append(f"{title}: {listed}.")
    return Chart(
        title="From left to right",
        alternative=f"Picture of where data goes. {' '.join(said)}",
        width=3 * _BOX + 2 * _BETWEEN,
        height=16.0 + 4 * _STEP,
        boxes=tuple(boxes),
        labels=tuple(labels),
    )
