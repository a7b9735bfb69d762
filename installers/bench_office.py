"""Row of the benchmark about a batch: ours beside LibreOffice converting the same letters.

The peer gets each letter as a word processor's file with its headings, lists and tables, written
before the clock starts, and one process for all of them; both make PDF/UA-1 and PDF/A-3.
"""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import singledispatch
from pathlib import Path
from xml.sax.saxutils import escape

from bench import Pair, Size, Unready, row
from bench_letter import without_slip
from mhlead.documents import press
from mhlead.domain.document import (
    Block,
    BulletList,
    Callout,
    Document,
    FactGrid,
    Heading,
    Table,
    text_of,
)
from mhlead.domain.entries import EntryRow, TickRow

MANY = 200
FILTER = "pdf:writer_pdf_Export:" + json.dumps(
    {
        "SelectPdfVersion": {"type": "long", "value": "3"},
        "PDFUACompliance": {"type": "boolean", "value": "true"},
    }
)
NAMES = ("office", "text", "table", "style", "fo")
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES
)
FLAT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles><style:page-layout style:name="a4"><style:page-layout-properties
 fo:page-width="210mm" fo:page-height="297mm" fo:margin="20mm"/><style:footer-style/>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="a4">
<style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
{{}}
</office:text></office:body></office:document>
"""


def paragraph(text: str) -> str:
    """One paragraph of flat OpenDocument."""
    return f"<text:p>{escape(text)}</text:p>"


def table(rows: list[list[str]]) -> str:
    """A table of plain cells."""
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell>{paragraph(cell)}</table:table-cell>" for cell in one)
        + "</table:table-row>"
        for one in rows
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f"<table:table>{columns}{cells}</table:table>"


@singledispatch
def flat(block: Block) -> str:
    """The block in flat OpenDocument, as a word processor's user would set it."""
    return "".join(map(paragraph, filter(None, block.texts())))


@flat.register
def _(block: Heading) -> str:
    text = escape(text_of(block.runs))
    return f'<text:h text:outline-level="{block.level}">{text}</text:h>'


@flat.register
def _(block: BulletList) -> str:
    items = (f"<text:list-item>{paragraph(text)}</text:list-item>" for text in block.texts())
    return f"<text:list>{''.join(items)}</text:list>"


@flat.register
def _(block: Table) -> str:
    head = [column.title for column in block.columns]
    return table([head, *([text_of(cell) for cell in one] for one in block.rows)])


@flat.register
def _(block: FactGrid) -> str:
    return table([[fact.label, text_of(fact.runs)] for fact in block.facts])


@flat.register(Callout)
@flat.register(EntryRow)
@flat.register(TickRow)
def _(block: Callout | EntryRow | TickRow) -> str:
    return table([[text] for text in block.texts()])


def office_file(document: Document) -> str:
    """The whole letter as flat OpenDocument."""
    return FLAT.format("\n".join(parts(document)))


def parts(document: Document) -> Iterator[str]:
    """Its parts in reading order."""
    if document.letterhead is not None:
        yield from map(paragraph, (document.letterhead.name, *document.letterhead.contact_lines))
    if document.address is not None:
        yield from map(paragraph, (document.address.mark, *document.address.lines))
    yield from (paragraph(" ".join(fact.texts())) for fact in document.reference)
    yield from map(flat, (*document.blocks, *document.last_page))


@row(f"{MANY} two-page letters composed and set / LibreOffice converting them", rounds=2)
def many_letters(_size: Size, stack: ExitStack) -> Pair:
    """Each about another pupil; a slip to fill in goes with a referral alone."""
    office = shutil.which("soffice")
    if office is None:
        raise Unready("needs LibreOffice Writer (soffice)")
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mhlead-bench-")))
    pupils = [f"Toby Barker-{number}" for number in range(MANY)]
    drafts = [folder / f"{number}.fodt" for number in range(MANY)]
    for pupil, file in zip(pupils, drafts, strict=True):
        file.write_text(office_file(without_slip(pupil)), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(files: list[Path], to: str, out: str) -> list[Path]:
        command = [office, profile, "--headless", "--convert-to", to, "--outdir", str(folder / out)]
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True)
        made = list((folder / out).iterdir())
        if len(made) != MANY:
            raise Unready("LibreOffice did not convert every letter")
        return made

    files = convert(drafts, "docx", "files")

    def ours() -> None:
        gc.disable()  # as beside the window, whose thread alone collects garbage
        try:
            for pupil in pupils:
                press.render(without_slip(pupil))
        finally:
            gc.enable()

    def peer() -> None:
        shutil.rmtree(folder / "made", ignore_errors=True)
        convert(files, FILTER, "made")

    return Pair(ours, peer)
