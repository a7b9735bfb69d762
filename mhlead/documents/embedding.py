"""Cuts each face down to its used glyphs and writes it into the PDF with text and widths."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from functools import cache, lru_cache

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, String

from mhlead.documents.fonts import Face, letters_of
from mhlead.documents.shaping import Shaped, number
from mhlead.documents.streams import add_packed, packed, with_one, with_one_place, with_space

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
        codes: The numbers of its glyphs in the whole face, as four hex digits each.
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


@dataclass(frozen=True, slots=True)
class _Subset:
    """A face cut down to some glyphs, ready to be put into a file.

    Attributes:
        tag: Six capitals that differ for different subsets, the same for the same.
        program: The packed font file.
        length: How long it is unpacked.
        places: Packed, where in that file each glyph is, by its number in the whole face.
        widths: Of each glyph, by its number in the whole face, as PDF writes it.
    """

    tag: str
    program: bytes
    length: int
    places: bytes
    widths: bytes


class UsedFace:
    """One face in one document: which glyphs it needs and what text each stands for.

    Glyphs keep the numbers they have in the whole face, so that a word is written the same in
    every document; a table in the file leads from them to those of the face that was cut.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._plain: set[int] = set()
        self._own: dict[Shaped, Written | None] = {}
        self._texts: dict[int, str] = {}

    def use(self, shaped: Shaped) -> None:
        """Notes the glyphs of a piece of text."""
        if shaped.codes:
            self._plain.update(shaped.numbers)
        else:
            self._own.setdefault(shaped)

    def written(self, shaped: Shaped) -> Written:
        """How this document writes a piece that has no codes of its own; known after `embed`."""
        found = self._own[shaped]
        if found is None:
            found = self._own[shaped] = self._write(shaped)
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
            codes.append(f"{glyph.number:04X}")
            shift += glyph.advance - glyph.x_offset - glyph.natural
        if codes:
            stretches.append(Stretch(start, rise, "".join(codes)))
        says = shaped.stands_in_line and all(
            glyph.text == self._texts[glyph.number] for glyph in shaped.glyphs
        )
        return Written(tuple(stretches), shift, says)

    def _told(self) -> dict[int, str]:
        """What each glyph stands for: its letter, or the first text it was met for."""
        letters = letters_of(self.face)
        texts = {glyph: letters[glyph] for glyph in self._plain}
        for shaped in self._own:
            for glyph in shaped.glyphs:
                if not texts.get(glyph.number):
                    texts[glyph.number] = glyph.text
        return texts

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font object that draws this face's glyphs by their numbers."""
        self._texts = self._told()
        subset = _subset(self.face, frozenset(self._texts))
        base = Name(f"/{subset.tag}+{self.face.name}")
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=base,
            CIDSystemInfo=Dictionary(
                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
            ),
            FontDescriptor=self._descriptor(pdf, base, subset),
            DW=1000,
            W=pikepdf.Object.parse(subset.widths),
            CIDToGIDMap=add_packed(pdf, subset.places),
        )
        said = _to_unicode(tuple(sorted(self._texts.items())))
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=base,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=add_packed(pdf, said),
            )
        )

    def _descriptor(self, pdf: pikepdf.Pdf, base: Name, subset: _Subset) -> pikepdf.Object:
        about = pikepdf.Object.parse(_description(self.face))
        about["/FontName"] = base
        about["/FontFile2"] = add_packed(pdf, subset.program, Length1=subset.length)
        return pdf.make_indirect(about)


@cache
def _description(face: Face) -> bytes:
    """What a font descriptor says of the face itself."""
    scale = 1000 / face.units
    head = bytes(face.face.reference_table("head").data)
    extents = face.font.get_font_extents("ltr")
    return Dictionary(
        Type=Name.FontDescriptor,
        Flags=4,
        FontBBox=Array([round(edge * scale) for edge in struct.unpack(">4h", head[36:44])]),
        ItalicAngle=-9 if "Italic" in face.name else 0,
        Ascent=round(extents.ascender * scale),
        Descent=round(extents.descender * scale),
        CapHeight=round(extents.ascender * scale * 0.75),
        StemV=120 if "Bold" in face.name else 80,
    ).unparse()


@lru_cache(maxsize=64)  # letters for many need almost the same letters
def _subset(face: Face, glyphs: frozenset[int]) -> _Subset:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    dropped = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    dropped.update(int.from_bytes(tag.encode(), "big") for tag in _UNUSED_TABLES)
    plan = hb.SubsetPlan(_prepared(face), wanted)
    program = bytes(plan.execute().blob.data)
    new = {int(old): int(new) for old, new in dict(plan.old_to_new_glyph_mapping).items()}
    order = sorted(glyphs)
    places = struct.pack(f">{order[-1] + 1}H", *(new.get(n, 0) for n in range(order[-1] + 1)))
    widths = " ".join(f"{n} [{number(face.advance(n))}]" for n in order)
    digest = hashlib.sha256(program).digest()
    return _Subset(
        "".join(chr(ord("A") + byte % 26) for byte in digest[:6]),
        *packed(program, with_one),
        packed(places, with_one_place)[0],
        f"[{widths}]".encode("ascii"),
    )


@lru_cache(maxsize=64)
def _to_unicode(texts: tuple[tuple[int, str], ...]) -> bytes:
    """Packed, the table that leads from the numbers of glyphs to text."""
    lines = [
        f"<{glyph:04X}> <{(text or _NO_TEXT).encode('utf-16-be').hex()}>" for glyph, text in texts
    ]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    whole = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
    return packed(whole.encode("ascii"), with_space)[0]


def forget() -> None:
    """Drops the faces that were cut, which tell the letters of what was written."""
    _subset.cache_clear()
    _to_unicode.cache_clear()
