"""Turns words into placed glyphs with HarfBuzz, once for each word and face."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import uharfbuzz as hb

from mhlead.documents.fonts import Face, Weight, faces_for

_FEATURES = {"kern": True, "liga": True, "dlig": False}
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
    """A piece of text in one face and direction, its glyphs from left to right."""

    text: str
    face: Face
    glyphs: tuple[Glyph, ...]
    width: float  # thousandths of the type size
    is_right_to_left: bool
    stands_in_line: bool  # every glyph takes its own room and stands for text
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
    return Shaped(text, face, tuple(glyphs), width, is_right_to_left, stands)


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
    number = f"[U+{ord(character):04X}]"
    known = faces_for(number, Weight.SEMIBOLD)[0][1]
    assert known is not None  # noqa: S101 - every face has brackets and digits
    shaped = shape(number, known, False)
    return replace(shaped, is_right_to_left=False, is_refused=True)
