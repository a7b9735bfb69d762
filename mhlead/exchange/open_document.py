"""Writes an OpenDocument spreadsheet: sheets of texts, numbers and marked-up tables, nothing else.

Made from nothing with lxml and zipfile rather than from a library's template: a template brings
settings, a language and a thumbnail of somebody's computer into a file that is made public. The
same sheets give the same bytes. OASIS OpenDocument 1.3.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from lxml import etree

MIME = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = {
    "office": _OASIS + "office:1.0",
    "table": _OASIS + "table:1.0",
    "text": _OASIS + "text:1.0",
    "style": _OASIS + "style:1.0",
    "fo": _OASIS + "xsl-fo-compatible:1.0",
    "meta": _OASIS + "meta:1.0",
    "manifest": _OASIS + "manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
_VERSION = "1.3"
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class Look(Enum):
    """How a cell looks; nothing is told by its look alone."""

    TEXT = "text"
    TITLE = "title"
    HEAD = "head"
    NUMBER_HEAD = "number-head"
    NUMBER = "number"


@dataclass(frozen=True)
class SpreadsheetCell:
    """A text, or a number.

    Attributes:
        link: Name of the sheet it leads to, or "".
    """

    value: str | int
    look: Look = Look.TEXT
    link: str = ""


@dataclass(frozen=True)
class Spread:
    """One sheet.

    Attributes:
        widths: Of its columns, in millimetres.
        table: Name of its marked-up table; "" where there is none.
        head: Number of the row that names the table's columns, from 0.
    """

    name: str
    rows: tuple[tuple[SpreadsheetCell, ...], ...]
    widths: tuple[int, ...]
    table: str = ""
    head: int = 0


def write(title: str, sheets: Sequence[Spread], made_on: str) -> bytes:
    """The file.

    Args:
        title: For its properties.
        sheets: In order.
        made_on: The day as ISO 8601.
    """
    parts = {
        "content.xml": _content(sheets),
        "styles.xml": _root("document-styles"),
        "meta.xml": _meta(title, made_on),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        _put(file, "mimetype", MIME.encode(), zipfile.ZIP_STORED)
        for name, root in parts.items():
            _put(file, name, _bytes(root))
        _put(file, "META-INF/manifest.xml", _bytes(_manifest(parts)))
    return out.getvalue()


def _put(file: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.compress_type = how
    info.create_system = 3  # else the bytes would tell the system they were made on
    file.writestr(info, data)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _name(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _add(parent: etree._Element, name: str, text: str = "", **fields: str) -> etree._Element:
    """A new child; an underline in a field's name stands for the colon of its prefix."""
    child = etree.SubElement(parent, _name(name))
    for field, value in fields.items():
        prefix, local = field.split("_", 1)
        child.set(_name(f"{prefix}:{local.replace('_', '-')}"), value)
    if text:
        child.text = text
    return child


def _root(kind: str) -> etree._Element:
    names = {prefix: uri for prefix, uri in _NAMES.items() if prefix != "manifest"}
    root = etree.Element(_name(f"office:{kind}"), nsmap=names)
    root.set(_name("office:version"), _VERSION)
    return root


def _meta(title: str, made_on: str) -> etree._Element:
    root = _root("document-meta")
    meta = _add(root, "office:meta")
    _add(meta, "meta:generator", "mhlead")
    _add(meta, "dc:title", title)
    _add(meta, "dc:language", "en-GB")
    _add(meta, "meta:creation-date", f"{made_on}T00:00:00")
    return root


def _manifest(parts: dict[str, etree._Element]) -> etree._Element:
    root = etree.Element(_name("manifest:manifest"), nsmap={"manifest": _NAMES["manifest"]})
    root.set(_name("manifest:version"), _VERSION)
    for path, kind in (("/", MIME), *((name, "text/xml") for name in parts)):
        _add(root, "manifest:file-entry", manifest_full_path=path, manifest_media_type=kind)
    return root


def _content(sheets: Sequence[Spread]) -> etree._Element:
    root = _root("document-content")
    styles = _add(root, "office:automatic-styles")
    _styles(styles, {width for sheet in sheets for width in sheet.widths})
    body = _add(_add(root, "office:body"), "office:spreadsheet")
    for sheet in sheets:
        _sheet(body, sheet)
    ranges = [sheet for sheet in sheets if sheet.table]
    if ranges:
        told = _add(body, "table:database-ranges")
        for sheet in ranges:
            _add(
                told,
                "table:database-range",
                table_name=sheet.table,
                table_target_range_address=_range(sheet),
                table_display_filter_buttons="false",
            )
    return root


def _styles(styles: etree._Element, widths: set[int]) -> None:
    for width in sorted(widths):
        one = _add(styles, "style:style", style_name=f"w{width}", style_family="table-column")
        _add(one, "style:table-column-properties", style_column_width=f"{width}mm")
    row = _add(styles, "style:style", style_name="row", style_family="table-row")
    _add(row, "style:table-row-properties", style_use_optimal_row_height="true")
    for look in Look:
        one = _add(styles, "style:style", style_name=look.value, style_family="table-cell")
        wrap = "no-wrap" if look is Look.TITLE else "wrap"
        _add(one, "style:table-cell-properties", fo_wrap_option=wrap, style_vertical_align="top")
        is_end = look in {Look.NUMBER, Look.NUMBER_HEAD}
        _add(one, "style:paragraph-properties", fo_text_align="end" if is_end else "start")
        fields = {"fo_font_size": "14pt" if look is Look.TITLE else "11pt", "fo_language": "en"}
        if look in {Look.TITLE, Look.HEAD, Look.NUMBER_HEAD}:
            fields["fo_font_weight"] = "bold"
        _add(one, "style:text-properties", fo_country="GB", **fields)


def _sheet(body: etree._Element, sheet: Spread) -> None:
    table = _add(body, "table:table", table_name=sheet.name)
    for width in sheet.widths:
        _add(table, "table:table-column", table_style_name=f"w{width}")
    for number, row in enumerate(sheet.rows):
        parent = table
        if sheet.table and number == sheet.head:
            parent = _add(table, "table:table-header-rows")
        line = _add(parent, "table:table-row", table_style_name="row")
        for cell in row:
            _cell(line, cell)


def _cell(line: etree._Element, cell: SpreadsheetCell) -> None:
    fields = {"table_style_name": cell.look.value}
    if isinstance(cell.value, int):
        made = _add(line, "table:table-cell", office_value_type="float", **fields)
        made.set(_name("office:value"), str(cell.value))
        _add(made, "text:p", str(cell.value))
        return
    made = _add(line, "table:table-cell", office_value_type="string", **fields)
    for part in cell.value.split("\n"):
        paragraph = _add(made, "text:p", "" if cell.link else part)
        if cell.link:
            to = f"#'{cell.link}'.A1"
            _add(paragraph, "text:a", part, xlink_href=to, xlink_type="simple")


def _range(sheet: Spread) -> str:
    """The marked-up table: from its head to the last row, in the first columns to the last."""
    width = len(sheet.rows[sheet.head])
    first, last = f"A{sheet.head + 1}", f"{_letters(width)}{len(sheet.rows)}"
    return f"'{sheet.name}'.{first}:'{sheet.name}'.{last}"


def _letters(number: int) -> str:
    return "".join(reversed(list(_digits(number))))


def _digits(number: int) -> Iterator[str]:
    while number:
        number, rest = divmod(number - 1, 26)
        yield chr(ord("A") + rest)
