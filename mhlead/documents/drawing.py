"""Writes the content of pages: boxes, lines of glyphs, pictures, each marked with its element."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mhlead.documents.embedding import UsedFace, Written
from mhlead.documents.fonts import Face
from mhlead.documents.paragraph import Line, Piece
from mhlead.documents.shaping import UNSEEN, Shaped, number
from mhlead.documents.strips import BoxMark, FieldMark, FigureMark, Page, PictureMark, TextMark
from mhlead.documents.structure import Element
from mhlead.documents.styles import PAGE_HEIGHT, Colour


class UsedFaces:
    """The faces one document uses, numbered in the order they are met."""

    def __init__(self, prefix: str = "F") -> None:
        self._prefix = prefix
        self._by_face: dict[Face, UsedFace] = {}

    def collect(self, pages: Iterable[Page]) -> None:
        """Notes every glyph on the pages."""
        marks = [mark for page in pages for _, mark in page.placed if isinstance(mark, TextMark)]
        self._use(piece.shaped for mark in marks for piece in mark.line.pieces)

    def note(self, line: Line) -> None:
        """Notes the glyphs of one line."""
        self._use(piece.shaped for piece in line.pieces)

    def _use(self, texts: Iterable[Shaped]) -> None:
        for shaped in dict.fromkeys(texts):  # each once, in the order they are met
            self.of(shaped.face).use(shaped)

    def of(self, face: Face) -> UsedFace:
        """How this document uses the face."""
        if face not in self._by_face:
            self._by_face[face] = UsedFace(face, f"{self._prefix}{len(self._by_face) + 1}")
        return self._by_face[face]

    def all(self) -> list[UsedFace]:
        """Every face in use."""
        return list(self._by_face.values())


@lru_cache(maxsize=64)
def _fill(colour: Colour) -> str:
    return " ".join(number(part / 255) for part in colour) + " rg"


class PageWriter:
    """Turns one page's marks into a content stream."""

    def __init__(self, index: int, faces: UsedFaces) -> None:
        self._index = index
        self._faces = faces
        self._ops: list[str] = []
        self._open: Element | None = None
        self._is_artifact = False
        self.parents: list[Element] = []  # by marked-content number
        self.faces: dict[str, UsedFace] = {}
        self.pictures: list[PictureMark] = []
        self.fields: list[tuple[float, FieldMark]] = []  # with the lower edge on the page

    def write(self, page: Page) -> bytes:
        """The content stream of the page."""
        boxes = [(y, mark) for y, mark in page.placed if isinstance(mark, BoxMark)]
        if boxes:
            self._artifact()
            for x, top, width, height, colour in _merged(boxes):
                down = PAGE_HEIGHT - top - height
                place = " ".join(map(number, (x, down, width, height)))
                self._ops.append(f"{_fill(colour)} {place} re f")
        for y, mark in page.placed:
            if isinstance(mark, TextMark):
                self._begin(mark.element)
                self._line(mark.line, mark.x, PAGE_HEIGHT - y - mark.baseline)
            elif isinstance(mark, PictureMark):
                self._begin(mark.element)
                self._picture(mark, y)
            elif isinstance(mark, FigureMark):
                down = PAGE_HEIGHT - y - mark.y
                mark.element.box = (mark.x, down - mark.height, mark.x + mark.width, down)
            elif isinstance(mark, FieldMark):
                self.fields.append((PAGE_HEIGHT - y - mark.y - mark.height, mark))
        self._end()
        return "\n".join(self._ops).encode("ascii")

    def _begin(self, element: Element | None) -> None:
        if element is None:
            self._artifact()
        elif element is not self._open:
            self._end()
            content = len(self.parents)
            self._ops.append(f"/{element.kind} <</MCID {content}>> BDC")
            self.parents.append(element)
            element.marks.append((self._index, content))
            self._open = element

    def _artifact(self) -> None:
        if not self._is_artifact:
            self._end()
            self._ops.append("/Artifact <</Type /Pagination>> BDC")
            self._is_artifact = True

    def _end(self) -> None:
        if self._open is not None or self._is_artifact:
            self._ops.append("EMC")
        self._open, self._is_artifact = None, False

    def _picture(self, mark: PictureMark, y: float) -> None:
        self.pictures.append(mark)
        down = PAGE_HEIGHT - y - mark.y - mark.height
        mark.element.box = (mark.x, down, mark.x + mark.width, down + mark.height)
        place = " ".join(map(number, (mark.width, 0, 0, mark.height, mark.x, down)))
        self._ops.append(f"q {place} cm /P{len(self.pictures)} Do Q")

    def _line(self, line: Line, x: float, y: float) -> None:
        if line.pieces:
            self._ops.append(shown_line(line, x, y, self._faces, self.faces))


def shown_line(line: Line, x: float, y: float, faces: UsedFaces, met: dict[str, UsedFace]) -> str:
    """The operators that show a line whose baseline begins there.

    Args:
        line: At least one piece.
        x: Points from the left.
        y: Points from the bottom.
        faces: Those of the document, which have been cut.
        met: Gets the faces the line is set in, by their names.
    """
    ops = [f"BT 1 0 0 1 {number(x)} {number(y)} Tm"]
    face: Face | None = None
    used: UsedFace | None = None
    size, colour = 0.0, None
    shown = _Shown(ops)
    for piece in line.pieces:
        shaped = piece.shaped
        if used is None or shaped.face is not face or piece.size != size:
            shown.flush()
            face, size = shaped.face, piece.size
            used = faces.of(face)
            ops.append(f"/{used.name} {number(size)} Tf")
            met[used.name] = used
        if piece.colour is not colour and piece.colour != colour:
            shown.flush()
            colour = piece.colour
            ops.append(_fill(colour))
        if shaped.codes:
            shown.add_codes(shaped.codes)
        else:
            _show_piece(piece, used, shown, ops)
    shown.flush()
    ops.append("ET")
    return " ".join(ops)


def _show_piece(piece: Piece, used: UsedFace, shown: _Shown, ops: list[str]) -> None:
    shaped = piece.shaped
    written = used.written(shaped)
    # right-to-left text goes without: readers turn the words round a second time
    if written.says or shaped.is_right_to_left:
        shown.add(written, piece.size)
        return
    shown.flush()
    told = ("\ufeff" + shaped.text).encode("utf-16-be").hex().upper()
    ops.append(f"/Span <</ActualText <{told}>>> BDC")
    shown.add(written, piece.size)
    shown.flush()
    ops.append("EMC")


class _Shown:
    """Glyphs gathered for one showing operator, with the distances between them."""

    def __init__(self, ops: list[str]) -> None:
        self._ops = ops
        self._parts: list[str] = []
        self._codes: list[str] = []
        self._shift = 0.0
        self._rise = 0.0

    def add_codes(self, codes: str) -> None:
        """Adds what is written the same in every document."""
        if self._shift or self._rise:
            self._raise(0.0)
            self._move()
        self._codes.append(codes)

    def add(self, written: Written, size: float) -> None:
        for stretch in written.stretches:
            if stretch.rise or self._rise:
                self._raise(stretch.rise * size / 1000)
            self._shift += stretch.shift
            self._move()
            self._codes.append(stretch.codes)
        self._shift += written.shift

    def _move(self) -> None:
        if not -UNSEEN < self._shift < UNSEEN:
            self._close_codes()
            self._parts.append(number(-self._shift))
            self._shift = 0.0

    def _raise(self, rise: float) -> None:
        if rise != self._rise:
            self.flush()
            self._ops.append(f"{number(rise)} Ts")
            self._rise = rise

    def _close_codes(self) -> None:
        if self._codes:
            self._parts.append(f"<{''.join(self._codes)}>")
            self._codes = []

    def flush(self) -> None:
        """Writes what was gathered; the place of the next glyph is right afterwards."""
        self._close_codes()
        self._move()
        if self._parts:
            self._ops.append(f"[{''.join(self._parts)}] TJ")
            self._parts = []
        if self._rise:
            self._ops.append("0 Ts")
            self._rise = 0.0


def _merged(
    boxes: list[tuple[float, BoxMark]],
) -> list[tuple[float, float, float, float, Colour]]:
    """The boxes, those that touch from above joined, so that no light line shows between them."""
    made: list[tuple[float, float, float, float, Colour]] = []
    last: dict[tuple[float, float, Colour], int] = {}
    for y, box in boxes:
        top = y + box.y
        key = (box.x, box.width, box.colour)
        index = last.get(key)
        if index is not None and abs(made[index][1] + made[index][3] - top) < 0.02:
            x, above, width, height, colour = made[index]
            made[index] = (x, above, width, height + box.height, colour)
            continue
        last[key] = len(made)
        made.append((box.x, top, box.width, box.height, box.colour))
    return made
