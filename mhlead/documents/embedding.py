"""Cuts each face down to its used glyphs and writes it into the PDF with text and widths."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from functools import cache

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, String

from mhlead.documents.fonts import Face
from mhlead.documents.shaping import Shaped
from mhlead.documents.streams import add_font_program, add_stream

_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "STAT", "cmap", "name", "kern", "BASE", "DSIG", "gasp")
_NO_TEXT = "\u200b"  # a glyph that is only part of a letter: its text is told by another glyph


@cache
def _prepared(face: Face) -> hb.Face:
    """The face in the form from which subsets are cut fastest."""
    return hb.subset_preprocess(face.face)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Glyphs that follow each other without a distance; lengths in thousandths of the type size.

    Args:
        shift: How far its first glyph stands from where the last one before it ended.
        rise: How high it stands above the line.
        codes: The numbers of its glyphs in the face that was cut, as four hex digits each.
    """

    shift: float
    rise: float
    codes: str


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of text as this document writes it.

    Args:
        stretches: Its glyphs from left to right.
        shift: The distance left over behind the last one.
        says: Whether the glyphs, read one by one where they stand, give the text they came from.
    """

    stretches: tuple[Stretch, ...]
    shift: float
    says: bool


class UsedFace:
    """One face in one document: which glyphs it needs and what text each stands for."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._texts: dict[int, str] = {}
        self._numbers: dict[int, int] = {}
        self._written: dict[Shaped, Written | None] = {}

    def use(self, shaped: Shaped) -> None:
        """Notes the glyphs of a piece of text."""
        if shaped in self._written:
            return
        self._written[shaped] = None
        for glyph in shaped.glyphs:
            if not self._texts.get(glyph.number):
                self._texts[glyph.number] = glyph.text

    def written(self, shaped: Shaped) -> Written:
        """How this document writes a piece of text it was told of; known after `cut`."""
        found = self._written[shaped]
        if found is None:
            found = self._written[shaped] = self._write(shaped)
        return found

    def _write(self, shaped: Shaped) -> Written:
        stretches: list[Stretch] = []
        codes: list[str] = []
        start = rise = shift = 0.0
        for glyph in shaped.glyphs:
            shift += glyph.x_offset
            if codes and (shift or glyph.y_offset != rise):
                stretches.append(Stretch(start, rise, "".join(codes)))
                codes = []
            if not codes:
                start, rise, shift = shift, glyph.y_offset, 0.0
            codes.append(f"{self._numbers[glyph.number]:04X}")
            shift += glyph.advance - glyph.x_offset - glyph.natural
        if codes:
            stretches.append(Stretch(start, rise, "".join(codes)))
        texts = self._texts
        says = shaped.stands_in_line and all(
            glyph.text == texts[glyph.number] for glyph in shaped.glyphs
        )
        return Written(tuple(stretches), shift, says)

    def cut(self) -> bytes:
        """The font file with only the glyphs in use."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(self._texts)
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        dropped = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
        dropped.update(int.from_bytes(tag.encode(), "big") for tag in _UNUSED_TABLES)
        plan = hb.SubsetPlan(_prepared(self.face), wanted)
        mapping = plan.old_to_new_glyph_mapping
        self._numbers = {int(old): int(new) for old, new in dict(mapping).items()}
        return bytes(plan.execute().blob.data)

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font object that draws this face's glyphs by their new numbers."""
        program = self.cut()
        count = max(self._numbers.values(), default=0) + 1
        by_new = {new: old for old, new in self._numbers.items()}
        widths = [round(self.face.advance(by_new.get(n, 0)), 2) for n in range(count)]
        base = Name(f"/{_tag(program)}+{self.face.name}")
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=base,
            CIDSystemInfo=Dictionary(
                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
            ),
            FontDescriptor=self._descriptor(pdf, base, program),
            DW=1000,
            W=Array([0, Array(widths)]),
            CIDToGIDMap=Name.Identity,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=base,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=add_stream(pdf, self._to_unicode()),
            )
        )

    def _descriptor(self, pdf: pikepdf.Pdf, base: Name, program: bytes) -> pikepdf.Object:
        scale = 1000 / self.face.units
        head = bytes(self.face.face.reference_table("head").data)
        box = [round(edge * scale) for edge in struct.unpack(">4h", head[36:44])]
        extents = self.face.font.get_font_extents("ltr")
        file = add_font_program(pdf, program)
        return pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=base,
                Flags=4,
                FontBBox=Array(box),
                ItalicAngle=-9 if "Italic" in self.face.name else 0,
                Ascent=round(extents.ascender * scale),
                Descent=round(extents.descender * scale),
                CapHeight=round(extents.ascender * scale * 0.75),
                StemV=120 if "Bold" in self.face.name else 80,
                FontFile2=file,
            )
        )

    def _to_unicode(self) -> bytes:
        entries = sorted(
            (self._numbers[old], text or _NO_TEXT) for old, text in self._texts.items()
        )
        lines = [f"<{new:04X}> <{text.encode('utf-16-be').hex()}>" for new, text in entries]
        blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
        body = "\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
        )
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def _tag(program: bytes) -> str:
    """Six capitals that differ for different subsets, the same for the same."""
    digest = hashlib.sha256(program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
