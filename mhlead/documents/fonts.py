"""The shipped fonts: which face prints which character, and what no face can print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

import uharfbuzz as hb

from mhlead.documents.characters import code_point, printable
from mhlead.resources import resource_bytes


class Weight(Enum):
    """The manners of type a document uses."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"
    ITALIC = "Italic"


# By how often a school meets the script; the face for Han, kana and hangul is large and comes last.
_TWO_WEIGHTS = (
    "",
    "Arabic",
    "Bengali",
    "Gurmukhi",
    "Gujarati",
    "Devanagari",
    "Tamil",
    "Sinhala",
    "Hebrew",
    "Thai",
    "Ethiopic",
)
_ONE_WEIGHT = ("Malayalam", "Telugu", "Kannada", "Georgian", "Armenian", "Khmer", "Lao", "Myanmar")


@dataclass(frozen=True, eq=False)
class Face:
    """One font file, ready to measure and shape. Equal only to itself."""

    name: str
    face: hb.Face
    font: hb.Font
    units: int
    characters: frozenset[int]

    def advance(self, glyph: int) -> float:
        """Width of a glyph in thousandths of the type size."""
        return float(self.font.get_glyph_h_advance(glyph)) * 1000 / self.units


@cache
def face(name: str) -> Face:
    """The shipped font of that file name without its ending."""
    loaded = hb.Face(hb.Blob(resource_bytes(f"fonts/{name}.ttf")))
    return Face(name, loaded, hb.Font(loaded), loaded.upem, frozenset(loaded.unicodes))


@cache
def letters_of(used: Face) -> dict[int, str]:
    """What each glyph that the face gives a character by itself stands for: the first of them."""
    found = used.font.get_nominal_glyph
    met = ((found(code), chr(code)) for code in sorted(used.characters, reverse=True))
    return {number: letter for number, letter in met if number is not None}


@cache
def _chain(weight: Weight) -> tuple[str, ...]:
    heavy = weight in {Weight.SEMIBOLD, Weight.BOLD}
    noto = "Bold" if heavy else "Regular"
    return (
        f"Inter-{weight.value}",
        *(f"NotoSans{script}-{noto}" for script in _TWO_WEIGHTS),
        *(f"NotoSans{script}-Regular" for script in _ONE_WEIGHT),
        "DroidSansFallback",
    )


def _first_with(weight: Weight, characters: set[int]) -> Face | None:
    for name in _chain(weight):
        candidate = face(name)
        if characters <= candidate.characters:
            return candidate
    return None


@lru_cache(maxsize=16384)
def faces_for(word: str, weight: Weight) -> tuple[tuple[str, Face | None], ...]:
    """The word cut into parts with the face that prints each, or None where there is none.

    The first face that has the whole word takes it, so that a name is not half in another hand;
    only where there is none is the word cut, between letters with their marks.
    """
    whole = _first_with(weight, {ord(c) for c in word if not _is_joiner(c)})
    if whole is not None:
        return ((word, whole),)
    parts: list[tuple[str, Face | None]] = []
    for cluster in graphemes(word):
        for part in _cluster_faces(cluster, weight):
            if parts and parts[-1][1] is part[1] and part[1] is not None:
                parts[-1] = (parts[-1][0] + part[0], part[1])
            else:
                parts.append(part)
    return tuple(parts)


def _cluster_faces(cluster: str, weight: Weight) -> list[tuple[str, Face | None]]:
    found = _first_with(weight, {ord(c) for c in cluster if not _is_joiner(c)})
    if found is not None or len(cluster) == 1:
        return [(cluster, found)]
    return [(character, _first_with(weight, {ord(character)})) for character in cluster]


def _is_joiner(character: str) -> bool:
    return character in "\u200c\u200d"


def graphemes(text: str) -> Iterator[str]:
    """The text in pieces that are never parted: a letter with its marks and joined letters."""
    start = 0
    for index in range(1, len(text)):
        joins = unicodedata.category(text[index]) in {"Mn", "Me", "Mc"} or _is_joiner(text[index])
        if not joins and not _is_joiner(text[index - 1]):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


@cache
def _is_printed(character: str) -> bool:
    plain = character == "\n" or _is_joiner(character)
    return plain or _first_with(Weight.REGULAR, {ord(character)}) is not None


def missing_characters(*texts: str) -> tuple[str, ...]:
    """Characters of the texts that no shipped font can print, each once, as "U+XXXX"."""
    shown = [printable(text) for text in texts]
    unknown = {character for character in set().union(*shown) if not _is_printed(character)}
    if not unknown:
        return ()
    met = dict.fromkeys(character for text in shown for character in text)
    return tuple(code_point(character) for character in met if character in unknown)
