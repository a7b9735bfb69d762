"""Draws what is seen of a field that was written into, over the ground the form gave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Stream,
)

from mhlead.documents.drawing import UsedFaces, shown_line
from mhlead.documents.embedding import UsedFace
from mhlead.documents.field_text import PlacedLine
from mhlead.documents.streams import add_stream

Instruction = ContentStreamInstruction | ContentStreamInlineImage

_PAINTS = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}


@dataclass(frozen=True, slots=True)
class Look:
    """The lines in a box of that width and height, in points."""

    lines: tuple[PlacedLine, ...]
    width: float
    height: float


def look_box(widget: Dictionary) -> tuple[float, float]:
    """Width and height in which a field is drawn, before it is turned."""
    drawn = _drawn(widget)
    if drawn is not None and "/BBox" in drawn:
        left, bottom, right, top = (float(edge) for edge in drawn.BBox)
        if right > left and top > bottom:
            return right - left, top - bottom
    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    width, height = abs(right - left), abs(top - bottom)
    return (height, width) if _turned(widget) in {90, 270} else (width, height)


def draw_look(
    pdf: pikepdf.Pdf,
    widget: Dictionary,
    look: Look,
    faces: UsedFaces,
    fonts: dict[str, pikepdf.Object],
) -> None:
    """The field shows these lines, and nothing it showed before but its ground."""
    drawn = _drawn(widget)
    has_box = drawn is not None and "/BBox" in drawn
    ground, resources = _ground(drawn) if has_box and drawn is not None else (b"", Dictionary())
    if not has_box:
        ground = _own_ground(widget, look)
    met: dict[str, UsedFace] = {}
    left, bottom = _corner(drawn) if has_box and drawn is not None else (0.0, 0.0)
    lines = [
        shown_line(one.line, left + one.x, bottom + one.y, faces, met)
        for one in look.lines
        if one.line.pieces
    ]
    inside = f"{left + 1:.2f} {bottom + 1:.2f} {look.width - 2:.2f} {look.height - 2:.2f} re W n"
    words = "\n".join(["/Tx BMC q", inside, *lines, "Q EMC"]).encode("ascii")
    known = resources.get("/Font", Dictionary())
    both = Dictionary(dict(known.items()))
    for name in met:
        both[f"/{name}"] = fonts[name]
    resources["/Font"] = both
    keys: dict[str, Any] = {"BBox": Array([0, 0, look.width, look.height])}
    if has_box and drawn is not None:
        keys = {"BBox": drawn.BBox, **({"Matrix": drawn.Matrix} if "/Matrix" in drawn else {})}
    elif _turned(widget):
        keys["Matrix"] = _turn(_turned(widget), look)
    made = add_stream(
        pdf,
        ground + b"\n" + words,
        Type=Name.XObject,
        Subtype=Name.Form,
        Resources=resources,
        **keys,
    )
    widget["/AP"] = Dictionary(N=made)


def _drawn(widget: Dictionary) -> Stream | None:
    drawn = widget.get("/AP", Dictionary()).get("/N")
    return drawn if isinstance(drawn, Stream) else None


def _corner(drawn: Stream) -> tuple[float, float]:
    left, bottom, *_ = (float(edge) for edge in drawn.BBox)
    return left, bottom


def _ground(drawn: Stream) -> tuple[bytes, Dictionary]:
    """What the form draws behind the words, and what that needs."""
    kept, depth = [], 0
    for one in pikepdf.parse_content_stream(drawn):
        operator = str(one.operator)
        if depth or (operator in {"BMC", "BDC"} and one.operands[0] == Name.Tx):
            depth += operator in {"BMC", "BDC"}
            depth -= operator == "EMC"
            continue
        kept.append(one)
    is_text = any(str(one.operator) == "BT" for one in kept)
    needs = drawn.get("/Resources", Dictionary())
    resources = Dictionary(dict(needs.items()))
    # words outside the mark are an earlier answer: then only what was drawn before them counts
    if is_text:
        first = next(n for n, one in enumerate(kept) if str(one.operator) == "BT")
        kept = _balanced(kept[:first])
    return pikepdf.unparse_content_stream(kept), resources


def _balanced(kept: list[Instruction]) -> list[Instruction]:
    """The instructions as far as every state that was saved is also given back."""
    while kept:
        saved = sum(str(one.operator) == "q" for one in kept)
        given = sum(str(one.operator) == "Q" for one in kept)
        if saved == given:
            break
        kept = kept[:-1]
    return kept


def _own_ground(widget: Dictionary, look: Look) -> bytes:
    """Ground and edge as the field describes them, where the form draws none itself."""
    about = widget.get("/MK", Dictionary())
    width, height = look.width, look.height
    ops = []
    fill, edge = _paint(about, "/BG", 0), _paint(about, "/BC", 1)
    if fill:
        ops.append(f"q {fill} 0 0 {width:.2f} {height:.2f} re f Q")
    if edge:
        ops.append(f"q {edge} 1 w 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re S Q")
    return "\n".join(ops).encode("ascii")


def _paint(about: pikepdf.Object, key: str, which: int) -> str:
    colour = about.get(key)
    parts = [float(part) for part in colour] if isinstance(colour, Array) else []
    if len(parts) not in _PAINTS:
        return ""
    return " ".join([*(f"{part:.3f}" for part in parts), _PAINTS[len(parts)][which]])


def _turned(widget: Dictionary) -> int:
    turned = widget.get("/MK", Dictionary()).get("/R", 0)
    return int(turned) % 360


def _turn(degrees: int, look: Look) -> Array:
    parts = {
        90: [0, 1, -1, 0, look.height, 0],
        180: [-1, 0, 0, -1, look.width, look.height],
        270: [0, -1, 1, 0, 0, look.width],
    }
    return Array(parts.get(degrees, [1, 0, 0, 1, 0, 0]))
