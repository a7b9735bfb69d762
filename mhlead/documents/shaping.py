"""Turns words into placed glyphs with HarfBuzz, once for each word and face."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import uharfbuzz as hb

from mhlead.documents.fonts import Face, Weight, faces_for, letters_of

_FEATURES = {"kern": True, "liga": True, "dlig": False}
UNSEEN = 0.4
"""Thousandths of the type size: a shorter distance is not written."""
_NO_COLLISION = hb.BufferClusterLevel.MONOTONE_CHARACTERS


@dataclass(frozen=True, slots=True)
class Glyph:
    """One placed glyph; lengths in thousandths of the type size.

    `text` is what it stands for in the source: "" for the second glyph of one letter.
    """

    number: int
    advance: float
    natural: float  # the advance the font gives it, before kerning
    x_offset: float
    y_offset: float
    text: str

    @property
    def stands_in_line(self) -> bool:
        """Whether it takes its own room, as a mark above or below a letter does not."""
        return self.advance > 0 and not self.y_offset


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A piece of text in one face and direction, its glyphs from left to right.

    `codes` is how it is written between the brackets of a hexadecimal string, where each glyph
    stands for the letter it stands for in every document and on the line itself; otherwise "".
    """

    text: str
    face: Face
    glyphs: tuple[Glyph, ...]
    width: float  # thousandths of the type size
    is_right_to_left: bool
    stands_in_line: bool  # every glyph takes its own room and stands for text
    codes: str
    numbers: frozenset[int]  # of its glyphs
    is_refused: bool = False  # stands for a character that no face can print


@lru_cache(maxsize=32768)
def shape(text: str, face: Face, is_right_to_left: bool) -> Shaped:
    """The glyphs of the text in one face."""
    buffer = hb.Buffer()
    buffer.cluster_level = _NO_COLLISION
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_right_to_left else "ltr"
    hb.shape(face.font, buffer, _FEATURES)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    scale = 1000 / face.units
    glyphs, told = [], set[int]()
    ordered = reversed(list(enumerate(infos))) if is_right_to_left else enumerate(infos)
    words: dict[int, str] = {}
    for index, info in ordered:
        words[index] = "" if info.cluster in told else text[info.cluster : ends[info.cluster]]
        told.add(info.cluster)
    for index, (info, place) in enumerate(zip(infos, positions, strict=True)):
        glyphs.append(
            Glyph(
                info.codepoint,
                place.x_advance * scale,
                face.advance(info.codepoint),
                place.x_offset * scale,
                place.y_offset * scale,
                words[index],
            )
        )
    width = sum(glyph.advance for glyph in glyphs)
    stands = all(glyph.text and glyph.stands_in_line for glyph in glyphs)
    codes = _codes(glyphs, face) if stands else ""
    numbers = frozenset(glyph.number for glyph in glyphs)
    return Shaped(text, face, tuple(glyphs), width, is_right_to_left, stands, codes, numbers)


def _codes(glyphs: list[Glyph], face: Face) -> str:
    letters = letters_of(face)
    parts: list[str] = []
    shift = 0.0
    for glyph in glyphs:
        if glyph.text != letters.get(glyph.number):
            return ""
        shift += glyph.x_offset
        if abs(shift) > UNSEEN:
            if not parts:
                return ""
            parts.append(f">{number(-shift)}<")
            shift = 0.0
        parts.append(f"{glyph.number:04X}")
        shift += glyph.advance - glyph.x_offset - glyph.natural
    return "".join(parts) if abs(shift) <= UNSEEN else ""


def number(value: float) -> str:
    """The number as a content stream has it: to the hundredth, and nothing more than is needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


@lru_cache(maxsize=32768)
def shape_word(word: str, weight: Weight, is_right_to_left: bool = False) -> tuple[Shaped, ...]:
    """The word in as few faces as it needs, in the order it is written.

    A character that no face can print becomes its number in brackets, marked as refused.
    """
    pieces = []
    for part, face in faces_for(word, weight):
        if face is not None:
            pieces.append(shape(part, face, is_right_to_left))
            continue
        pieces.extend(map(_refused, part))
    return tuple(pieces)


def _refused(character: str) -> Shaped:
    named = f"[U+{ord(character):04X}]"
    known = faces_for(named, Weight.SEMIBOLD)[0][1]
    assert known is not None  # noqa: S101 - every face has brackets and digits
    shaped = shape(named, known, False)
    return replace(shaped, is_right_to_left=False, is_refused=True)
