"""Makes the fields of a document that is filled in: tagged, named for screen readers, inert.

The files stay PDF/UA-1 and PDF/A-3a as they are made: every field has an appearance and an
embedded font, none has an action, and nothing asks a viewer to draw them anew. What a viewer
writes when somebody fills one in is the viewer's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, String

from mhlead.documents.drawing import PageWriter
from mhlead.documents.fonts import Weight, face
from mhlead.documents.streams import add_font_program, add_stream
from mhlead.documents.strips import FieldMark
from mhlead.documents.structure import Element

_MULTILINE = 1 << 12
_PRINTED = 4
_FONT = "FieldText"
_COLOUR = "0.12 0.14 0.16 rg"
_LINE_SIZE = 10
_FITTED = 0  # the viewer sets the text smaller where it would not fit
_FIRST, _LAST = 32, 255  # what a font in WinAnsi encoding writes


@dataclass(frozen=True, slots=True, eq=False)
class MadeField:
    """A field on its page, and the element of the structure that holds it."""

    widget: pikepdf.Object
    element: Element
    page: int


def add_fields(pdf: pikepdf.Pdf, form_name: str, writers: list[PageWriter]) -> list[MadeField]:
    """Puts the fields the writers met on the pages, below one root that carries the form's name."""
    looks = _Looks(pdf, _embedded(pdf))
    root = pdf.make_indirect(Dictionary(T=String(form_name), Kids=Array()))
    made: list[MadeField] = []
    for index, writer in enumerate(writers):
        page = pdf.pages[index].obj
        for bottom, mark in writer.fields:
            widget = pdf.make_indirect(_widget(looks, mark, bottom))
            widget["/Parent"], widget["/P"] = root, page
            root.Kids.append(widget)
            made.append(MadeField(widget, mark.element, index))
        if writer.fields:
            page["/Annots"] = Array([one.widget for one in made if one.page == index])
    pdf.Root["/AcroForm"] = Dictionary(
        Fields=Array([root]),
        DR=Dictionary(Font=Dictionary({f"/{_FONT}": looks.font})),
        DA=_manner(_LINE_SIZE),
    )
    return made


class _Looks:
    """How the fields of one document look; those of one size share what draws them."""

    def __init__(self, pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
        self.font = font
        self._pdf = pdf
        self._made: dict[tuple[bytes, float, float], pikepdf.Object] = {}

    def empty_text(self, mark: FieldMark) -> pikepdf.Object:
        """Of a field for text in which nothing is written yet."""
        fonts = Dictionary(Font=Dictionary({f"/{_FONT}": self.font}))
        return self._form(mark, b"/Tx BMC EMC", fonts)

    def ticked(self, mark: FieldMark) -> pikepdf.Object:
        """Of a box with its tick."""
        return self._form(mark, _sign(mark), Dictionary())

    def unticked(self, mark: FieldMark) -> pikepdf.Object:
        """Of an empty box."""
        return self._form(mark, b"", Dictionary())

    def _form(
        self, mark: FieldMark, content: bytes, resources: pikepdf.Dictionary
    ) -> pikepdf.Object:
        size = (round(mark.width, 2), round(mark.height, 2))
        key = (content, *size)
        if key not in self._made:
            self._made[key] = add_stream(
                self._pdf,
                content,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, *size]),
                Resources=resources,
            )
        return self._made[key]


def _manner(size: int) -> String:
    return String(f"/{_FONT} {size} Tf {_COLOUR}")


def _widget(looks: _Looks, mark: FieldMark, bottom: float) -> pikepdf.Dictionary:
    edges = (mark.x, bottom, mark.x + mark.width, bottom + mark.height)
    widget = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        T=String(mark.name),
        TU=String(mark.tip),
        F=_PRINTED,
        Rect=Array([round(edge, 2) for edge in edges]),
    )
    if mark.longest:
        widget["/FT"] = Name.Tx
        widget["/Ff"] = _MULTILINE if mark.is_multiline else 0
        widget["/MaxLen"] = mark.longest
        widget["/DA"] = _manner(_FITTED if mark.is_multiline else _LINE_SIZE)
        widget["/AP"] = Dictionary(N=looks.empty_text(mark))
    else:
        states = Dictionary(Yes=looks.ticked(mark), Off=looks.unticked(mark))
        widget["/FT"] = Name.Btn
        widget["/V"] = widget["/AS"] = Name.Off
        widget["/AP"] = Dictionary(N=states)
    return widget


def _sign(mark: FieldMark) -> bytes:
    """A tick drawn with lines, which needs no font of signs."""
    side = mark.width
    points = [(0.2, 0.52), (0.42, 0.26), (0.82, 0.78)]
    (ax, ay), (bx, by), (cx, cy) = [(x * side, y * side) for x, y in points]
    path = f"{ax:.2f} {ay:.2f} m {bx:.2f} {by:.2f} l {cx:.2f} {cy:.2f} l S"
    return f"q 0.04 0.33 0.39 RG 1.6 w 1 J 1 j {path} Q".encode("ascii")


@cache
def _letters() -> dict[int, int]:
    """The letters of WinAnsi: by their number there, their code point."""
    found = {}
    for number in range(_FIRST, _LAST + 1):
        told = bytes([number]).decode("cp1252", errors="ignore")
        if told and told.isprintable():
            found[number] = ord(told)
    return found


@cache
def _program() -> bytes:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(_letters().values())
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE
    dropped = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    unused = ("GSUB", "GPOS", "GDEF", "STAT", "kern", "BASE", "DSIG", "gasp")
    dropped.update(int.from_bytes(tag.encode(), "big") for tag in unused)
    whole = face(f"Inter-{Weight.REGULAR.value}").face
    return bytes(hb.SubsetPlan(whole, wanted).execute().blob.data)


def _embedded(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The letters of Western Europe, with which a viewer writes what is typed."""
    used = face(f"Inter-{Weight.REGULAR.value}")
    letters = _letters()

    def width(number: int) -> int:
        glyph = used.font.get_nominal_glyph(letters[number]) if number in letters else None
        return round(used.advance(glyph)) if glyph else 0

    extents = used.font.get_font_extents("ltr")
    scale = 1000 / used.units
    base = Name("/MHLEAD+Inter-Regular")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=32,  # letters of the standard set, so that WinAnsi holds
        FontBBox=Array([-800, round(extents.descender * scale), 2600, 1200]),
        ItalicAngle=0,
        Ascent=round(extents.ascender * scale),
        Descent=round(extents.descender * scale),
        CapHeight=728,
        StemV=80,
        FontFile2=add_font_program(pdf, _program()),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=base,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=_FIRST,
            LastChar=_LAST,
            Widths=Array([width(number) for number in range(_FIRST, _LAST + 1)]),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )
