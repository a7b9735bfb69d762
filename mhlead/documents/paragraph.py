"""Breaks runs of text into lines: no markup is read here, every character is printed as typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from mhlead.documents.bidi import base_level, has_right_to_left, levels, visual_order
from mhlead.documents.characters import printable
from mhlead.documents.fonts import Weight, graphemes
from mhlead.documents.shaping import Shaped, shape, shape_word
from mhlead.documents.styles import ERROR, MUTED, Colour, Style
from mhlead.domain.document import Run, Runs

_STRONGER = {
    Weight.REGULAR: Weight.SEMIBOLD,
    Weight.MEDIUM: Weight.SEMIBOLD,
    Weight.ITALIC: Weight.SEMIBOLD,
}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNPARTED = re.compile(  # a date, a postcode, a number, a year group, a title with its name
    rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b|\b(?:{_MONTHS}) \d{{4}}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
    r"|\b\d+(?: \d+){1,4}\b|\bYear \d+\b|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr) (?=\w)"
)
# Han, kana and hangul may part anywhere; after a hyphen, a dash or a slash a line may end too.
_ATOMS = re.compile(
    r"\n| +|[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]"
    r"|[^\n \u2e80-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\-/\u2013\u2014]+"
    r"[\-/\u2013\u2014]*|[\-/\u2013\u2014]+"
)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Shaped text with its size and colour; `level` is its direction in the line."""

    shaped: Shaped
    size: float
    colour: Colour
    level: int
    is_space: bool

    @property
    def width(self) -> float:
        """Width in points."""
        return self.shaped.width * self.size / 1000


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Pieces from left to right, and how wide they are in points."""

    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class _Atom:
    """What is never parted but where a line is too short for it, and how wide it is in points."""

    pieces: tuple[Piece, ...]
    width: float


@dataclass(slots=True, eq=False)
class _Word:
    """Pieces that stay together on a line, with the width they take."""

    pieces: list[Piece]
    width: float
    is_space: bool = False
    ends_line: bool = False


def _manner(run: Run, style: Style) -> tuple[Weight, Colour]:
    if run.is_missing:
        return Weight.SEMIBOLD, ERROR
    weight = style.weight
    if run.is_strong:
        weight = _STRONGER.get(weight, weight)
    elif run.is_emphasis:
        weight = Weight.ITALIC
    return weight, MUTED if run.is_muted else style.colour


def set_lines(
    runs: Runs, style: Style, width: float, direction: int | None = None
) -> tuple[list[Line], int]:
    """The lines the runs make in that width, and the base direction (1: from right to left).

    Args:
        runs: Text and its manners.
        style: Size, leading, weight and colour.
        width: Points.
        direction: Base direction, or None to take that of the first letter.
    """
    lines, base = _set(runs, style, width, direction)
    return [*lines], base


@lru_cache(maxsize=1024)  # in letters for many most lines are those of the letter before
def _set(
    runs: Runs, style: Style, width: float, direction: int | None
) -> tuple[tuple[Line, ...], int]:
    words, base = _words(runs, style, direction)
    lines: list[Line] = []
    current: list[_Word] = []
    taken = 0.0
    for word in _fitting(words, width):
        if word.ends_line:
            lines.append(_line(current))
            current, taken = [], 0.0
            continue
        if not word.is_space and current and taken + word.width > width + 0.01:
            lines.append(_line(current, is_broken=True))
            current, taken = [], 0.0
        if word.is_space and not current and lines:
            continue  # the space at which the line was broken
        current.append(word)
        taken += word.width
    if current or not lines:
        lines.append(_line(current))
    return tuple(lines), base


def widest_word(runs: Runs, style: Style) -> float:
    """Width in points of the longest part that does not break."""
    words, _ = _words(runs, style, None)
    return max((word.width for word in words if not word.is_space), default=0.0)


def natural_width(runs: Runs, style: Style) -> float:
    """Width in points the runs take where no line is broken but at line ends they hold."""
    lines, _ = set_lines(runs, style, float("inf"))
    return max(line.width for line in lines)


def _line(words: list[_Word], *, is_broken: bool = False) -> Line:
    shown = len(words)
    while shown and words[shown - 1].is_space:
        shown -= 1
    width = sum(word.width for word in words[:shown])
    pieces = [piece for word in words[:shown] for piece in word.pieces]
    if any(piece.level for piece in pieces):
        pieces = [pieces[i] for i in visual_order([piece.level for piece in pieces])]
    elif is_broken and shown < len(words):
        # the space stays in the text, so that a reader's words do not run together
        pieces += words[shown].pieces
    return Line(tuple(pieces), width)


@lru_cache(maxsize=1024)  # a cell of a table is measured before it is set
def _words(runs: Runs, style: Style, direction: int | None) -> tuple[tuple[_Word, ...], int]:
    spans = [(printable(run.text), *_manner(run, style)) for run in runs]
    text = "".join(span[0] for span in spans)
    kept = {
        match.start() + at
        for match in _UNPARTED.finditer(text)
        for at, character in enumerate(match[0])
        if character == " "
    }
    turns = has_right_to_left(text)
    base = direction if direction is not None else (base_level(text) if turns else 0)
    level_of = levels(text, base) if turns or base else None
    words: list[_Word] = []
    at, joins = 0, False
    for span, weight, colour in spans:
        upright = _upright(weight, colour, style.size)
        for atom in _ATOMS.findall(span):
            if atom == "\n":
                words.append(_Word([], 0.0, ends_line=True))
                joins = False
            else:
                is_space = atom[0] == " " and at not in kept
                if level_of is None:
                    parts = upright(atom)
                else:
                    atom_levels = tuple(level_of[at : at + len(atom)])
                    parts = _pieces(atom, weight, colour, style.size, atom_levels)
                _append(words, parts, is_space, joins)
                joins = not is_space and (at in kept or not _may_break_after(atom))
            at += len(atom)
    return tuple(words), base


def _may_break_after(atom: str) -> bool:
    # a hyphen before nothing, or between digits as in a telephone number, is left to the width
    return (atom[-1] in "-/\u2013\u2014" and len(atom) > 2) or atom[0] >= "\u2e80"


def _append(words: list[_Word], atom: _Atom, is_space: bool, joins: bool) -> None:
    can_join = words and not words[-1].is_space and not words[-1].ends_line and not is_space
    if joins and can_join:
        words[-1].pieces.extend(atom.pieces)
        words[-1].width += atom.width
        return
    words.append(_Word(list(atom.pieces), atom.width, is_space))


@lru_cache(maxsize=64)
def _upright(weight: Weight, colour: Colour, size: float) -> Callable[[str], _Atom]:
    """What sets text that runs from left to right in that manner, and keeps what it has set."""

    @lru_cache(maxsize=4096)
    def set_atom(atom: str) -> _Atom:
        return _pieces(atom, weight, colour, size, (0,) * len(atom))

    return set_atom


def _pieces(
    atom: str, weight: Weight, colour: Colour, size: float, atom_levels: tuple[int, ...]
) -> _Atom:
    is_space = atom[0] == " "
    made: list[Piece] = []
    for text, level in _by_level(atom, atom_levels):
        shaped_parts = shape_word(text, weight, bool(level % 2))
        for shaped in shaped_parts:
            shown = ERROR if shaped.is_refused else colour
            made.append(Piece(shaped, size, shown, level, is_space))
    return _Atom(tuple(made), sum(piece.width for piece in made))


def _by_level(atom: str, atom_levels: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
    if len(set(atom_levels)) == 1:
        return ((atom, atom_levels[0]),)
    parts: list[tuple[str, int]] = []
    for character, level in zip(atom, atom_levels, strict=True):
        if parts and parts[-1][1] == level:
            parts[-1] = (parts[-1][0] + character, level)
        else:
            parts.append((character, level))
    return tuple(parts)


def _fitting(words: Iterable[_Word], width: float) -> Iterator[_Word]:
    """The words, those longer than a line cut between letters."""
    for word in words:
        if word.width <= width or word.is_space:
            yield word
        else:
            yield from _cut(word, width)


def forget() -> None:
    """Drops the words kept to set the next paragraph faster."""
    _upright.cache_clear()
    _words.cache_clear()
    _set.cache_clear()


def _cut(word: _Word, width: float) -> Iterator[_Word]:
    held: list[Piece] = []
    taken = 0.0
    for piece in word.pieces:
        for part in _letters(piece):
            if held and taken + part.width > width:
                yield _Word(held, taken)
                held, taken = [], 0.0
            held.append(part)
            taken += part.width
    if held:
        yield _Word(held, taken)


def _letters(piece: Piece) -> list[Piece]:
    shaped = piece.shaped
    if shaped.is_refused:
        return [piece]
    return [
        replace(piece, shaped=shape(letter, shaped.face, shaped.is_right_to_left))
        for letter in graphemes(shaped.text)
    ]
