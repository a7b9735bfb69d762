"""The tree a letter, sheet or summary is made of: what stands on the page, not how it is drawn.

Text is only ever held in runs. Nothing here is markup: a value that looks like a tag, a field or
a template block is printed as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from mhlead.domain.entries import EntryRow, TickRow
from mhlead.domain.envelope import USUAL, EnvelopeWindow
from mhlead.domain.panels import Banner, ChartRow, TileRow


class TextSize(Enum):
    """How large the running text is set; larger sizes reflow, they are not a magnified page."""

    NORMAL = "normal"  # 10 pt, for professionals
    READER = "reader"  # 12 pt, for families
    LARGE = "large"  # 16 pt, large print


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner; `is_missing` marks a gap, printed red and never issued."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    is_muted: bool = False
    is_missing: bool = False


Runs = tuple[Run, ...]


def plain(text: str) -> Runs:
    """The text as one ordinary run; no run at all for an empty text."""
    return (Run(text),) if text else ()


def strong(text: str) -> Runs:
    """The text as one emphatic run."""
    return (Run(text, is_strong=True),) if text else ()


def text_of(runs: Runs) -> str:
    """The words of the runs, without their manner."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the subject, once) or 2; it stays with what follows."""

    runs: Runs
    level: int = 2

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield text_of(self.runs)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `keeps_with_next` holds it on the page of the block after it."""

    runs: Runs
    keeps_with_next: bool = False

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield text_of(self.runs)


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items with a bullet each."""

    items: tuple[Runs, ...]

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield from map(text_of, self.items)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with what it stands for."""

    label: str
    runs: Runs

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield from (self.label, text_of(self.runs))


@dataclass(frozen=True, slots=True)
class FactGrid:
    """Labelled facts side by side: a table whose row headers are the labels.

    `is_tinted` gives the ground of the box that says who the letter is about.
    """

    facts: tuple[Fact, ...]
    columns: int = 1
    is_tinted: bool = False

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        for fact in self.facts:
            yield from fact.texts()


class Align(Enum):
    """Which side of its column a cell keeps to."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its header; the weight is its share of the width."""

    title: str
    weight: float = 1.0
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column headers; the first column names its row. Headers repeat on each page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    is_dense: bool = False  # set tight, and on one page where it fits

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield from (column.title for column in self.columns)
        yield from (text_of(cell) for row in self.rows for cell in row)


class CalloutTone(Enum):
    """Why the block stands out; said by its words and a bar, never by colour alone."""

    NOTICE = "notice"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Callout:
    """Paragraphs and lists on a tinted ground with a bar at the side."""

    blocks: tuple[Paragraph | BulletList, ...]
    tone: CalloutTone = CalloutTone.NOTICE

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        for block in self.blocks:
            yield from block.texts()


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, and whose they are."""

    runs: Runs
    said_by: str = ""

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield from (text_of(self.runs), self.said_by)


@dataclass(frozen=True, slots=True)
class SignatureSpace:
    """Room for a signature by hand, or the picture of one in the same room."""

    height_mm: float = 12.0
    picture: Logo | None = None

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        return iter(())


@dataclass(frozen=True, slots=True)
class KeyGroups:
    """A key to be read and typed by people: short groups, large, in a grid of fixed cells."""

    groups: tuple[str, ...]
    columns: int = 4

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        yield from self.groups


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to turn to.

    Attributes:
        number: What is rung or texted, set large; "" where nothing is.
        says: What for, when and how, a line each.
        note: In small print below the number, such as when it was checked.
    """

    name: str
    number: str = ""
    says: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CallList:
    """Whom to turn to, readable from where a poster is read."""

    calls: tuple[Call, ...]

    def texts(self) -> Iterator[str]:
        """The texts it prints, in reading order."""
        for call in self.calls:
            yield from (call.name, *call.says, call.number, call.note)


Block = (
    Heading
    | Paragraph
    | BulletList
    | FactGrid
    | Table
    | Callout
    | Quote
    | SignatureSpace
    | KeyGroups
    | CallList
    | EntryRow
    | TickRow
    | TileRow
    | ChartRow
)


class LogoKind(Enum):
    """Formats of pictures that a letter takes."""

    PNG = "png"
    JPEG = "jpeg"
    SVG = "svg"


def picture_kind(data: bytes) -> LogoKind | None:
    """What the bytes of a picture say they are; None for any other format."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return LogoKind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return LogoKind.JPEG
    begins = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    is_xml = begins.startswith((b"<?xml", b"<svg", b"<!DOCTYPE svg", b"<!--"))
    return LogoKind.SVG if is_xml and b"<svg" in data[:65_536] else None


@dataclass(frozen=True, slots=True)
class Logo:
    """The school's mark or somebody's signature, as the bytes of the picture file."""

    data: bytes
    kind: LogoKind
    alternative: str  # what a screen reader says


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is; repeated nowhere but on the first page."""

    name: str
    strapline: str = ""
    contact_lines: tuple[str, ...] = ()
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """Who the envelope shows. At most five lines stay visible in a DL window.

    `is_drawn` shows where the window is, on the sheet that tries it out.
    """

    lines: tuple[str, ...]
    mark: str = "PRIVATE AND CONFIDENTIAL"
    window: EnvelopeWindow = USUAL
    is_drawn: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `reference` stands opposite the address. `continuation` runs along the top of every page but
    the first, `footer` along the bottom of all. `missing` names required fields without a value:
    while there are any, the document can be drawn as a draft only. `form_name` names the root of
    its fields, where it has any. `last_page` stands on pages of its own, under `last_continuation`:
    it may be sent by itself. A `banner` stands for the letterhead and the first heading.
    """

    title: str
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    address: AddressBlock | None = None
    reference: tuple[Fact, ...] = ()
    continuation: str = ""
    footer: str = ""
    size: TextSize = TextSize.NORMAL
    language: str = "en-GB"
    missing: tuple[str, ...] = ()
    form_name: str = ""
    last_page: tuple[Block, ...] = ()
    last_continuation: str = ""
    banner: Banner | None = None


def texts_of(document: Document) -> Iterator[str]:
    """Every text the document prints, in reading order; the title and running lines come last."""
    head = document.letterhead
    if head is not None:
        yield from (head.name, head.strapline, *head.contact_lines)
        if head.logo is not None:
            yield head.logo.alternative
    if document.banner is not None:
        yield from document.banner.texts()
    if document.address is not None:
        yield from (document.address.mark, *document.address.lines)
    for fact in document.reference:
        yield from fact.texts()
    for block in (*document.blocks, *document.last_page):
        yield from block.texts()
    running = (document.title, document.continuation, document.last_continuation, document.footer)
    yield from running


def as_text(document: Document) -> str:
    """The document as plain lines, one text a line, for comparing, searching and golden tests."""
    return "\n".join(text for text in texts_of(document) if text) + "\n"
