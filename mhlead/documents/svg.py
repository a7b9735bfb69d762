"""Draws a picture that is described in SVG, without what such a file could do.

Scripts, what lies in other files, and every element not on a list are left out before the drawing
library sees the rest. It has no bounds of its own and ends the program where memory fails, so what
could take its time or memory is refused: entities, pictures within pictures, tiles, dashes, and
more parts, layers, lines or letters than a school's mark has, counted as often as they repeat.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import resvg_py
from lxml import etree

from mhlead.resources import resource

LONGEST_SIDE = 1400
"""Pixels: 600 dots an inch where the picture is 60 mm wide."""
_MOST_BYTES = 600_000
_SIDE_OF_MUCH = 700  # as fine as any other picture is kept
_MUCH_WORK = 400
_MOST_WORK = 3_000  # parts, counted as often as they are repeated
_LAYER_WORK = 20  # of a part that is drawn on a page of its own first
_LETTER_WORK = 10
_LINES_OF_WORK = 100  # characters that say where lines go
_MOST_STYLE = 40_000  # characters of all style sheets
_LONGEST_LENGTH = 40
_MOST_UNEQUAL = 25.0  # how much longer than high, or the other way round
_MOST_NESTED = 60
_SVG = "http://www.w3.org/2000/svg"
_DRAWN = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask", "style", "switch", "title", "desc", "a"),
    }
)
_REFUSED = frozenset({"image", "feImage", "pattern", "marker"})
_ELSEWHERE = re.compile(r"url\((?!\s*(?:['\"]\s*)?#)[^()]*\)", re.IGNORECASE)
_BOUNDLESS = re.compile(r"\\|(?:stroke-dasharray|filter)\s*:(?!\s*none)", re.IGNORECASE)
_LAYER = re.compile(r"(?<![\w-])(?:opacity|mask|clip-path|isolation|mix-blend-mode)", re.IGNORECASE)
_LAYERS = frozenset({"opacity", "mask", "clip-path", "isolation", "mix-blend-mode"})
_LINES = frozenset({"d", "points"})
_WRITTEN = frozenset({"text", "tspan", "a"})
_IMPORT = re.compile(r"@import[^;]*;?", re.IGNORECASE)
_HERE = re.compile(r"url\(\s*['\"]?#([^)'\"\s]+)")
_CLASS = re.compile(r"\.[\w-]+")
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_FONTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf", "Inter-Italic.ttf")


def drawn(data: bytes) -> bytes:
    """The picture as a PNG, see-through where nothing is drawn.

    Raises:
        ValueError: it is no picture that can be drawn here.
    """
    if len(data) > _MOST_BYTES:
        raise ValueError("too large")
    if b"<!ENTITY" in data or (b"<!DOCTYPE" in data[:65_536] and b"[" in _doctype(data)):
        raise ValueError("entities")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ValueError("not-xml") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise ValueError("not-svg")
    _clean(root)
    work = _work_of_all(root)
    _fit(root, LONGEST_SIDE if work <= _MUCH_WORK else _SIDE_OF_MUCH)
    text = etree.tostring(root, encoding="unicode")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            skip_system_fonts=True,
            font_files=list(_font_files()),
            font_family="Inter",
            sans_serif_family="Inter",
            serif_family="Inter",
        )
    )


def _doctype(data: bytes) -> bytes:
    start = data.index(b"<!DOCTYPE")
    return data[start : data.find(b">", start) + 1]


@cache
def _font_files() -> tuple[str, ...]:
    return tuple(str(resource(f"fonts/{name}")) for name in _FONTS)


def _clean(root: etree._Element) -> None:
    """Only what is drawn is left, and it points nowhere but into itself."""
    for one in list(root.iter()):
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        space = etree.QName(one).namespace if isinstance(one.tag, str) else ""
        if name in _REFUSED:
            raise ValueError("picture within")
        if space != _SVG or name not in _DRAWN:
            _take_out(one)
            continue
        if name == "style":
            one.text = _IMPORT.sub("", _bounded(one.text or ""))
        _clean_attributes(one)


def _clean_attributes(one: etree._Element) -> None:
    for key, value in list(one.attrib.items()):
        plain = etree.QName(key).localname
        if plain in {"filter", "stroke-dasharray"} and str(value).strip() != "none":
            raise ValueError("boundless")
        if plain.startswith("on") or _leads_away(str(key), str(value)):
            del one.attrib[key]
        elif plain not in _LINES:
            one.attrib[key] = _bounded(str(value))


def _bounded(told: str) -> str:
    """What an attribute or a style sheet says, without what lies in other files."""
    if _BOUNDLESS.search(told):
        raise ValueError("boundless")
    return _ELSEWHERE.sub("none", told)


def _leads_away(key: str, value: str) -> bool:
    return etree.QName(key).localname == "href" and not value.strip().startswith("#")


def _take_out(one: etree._Element) -> None:
    above = one.getparent()
    if above is not None:
        one.tail = None
        above.remove(one)


# how much there is to draw ----------------------------------------------------------------


def _work_of_all(root: etree._Element) -> int:
    """How much there is to draw; a few lines can ask for a thousand million circles.

    Raises:
        ValueError: it is too much, or repeats itself without end.
    """
    by_id = {str(one.get("id")): one for one in root.iter() if one.get("id")}
    if len(by_id) < sum(1 for one in root.iter() if one.get("id")):
        raise ValueError("one name twice")  # which of them is meant is told nowhere
    styles = _styled(root, by_id)
    counted: dict[etree._Element, int] = {}
    open_now: set[etree._Element] = set()

    def count(one: etree._Element, depth: int) -> int:
        if one in counted:
            return counted[one]
        if one in open_now or depth > _MOST_NESTED:
            raise ValueError("endless")
        open_now.add(one)
        own = [styles[name] for name in (one.get("class") or "").split() if name in styles]
        total = _work(one) + sum(style.work for style in own)
        total += sum(count(child, depth + 1) for child in one)
        names = {*_pointed_at(one), *(name for style in own for name in style.points_at)}
        total += sum(count(by_id[name], depth + 1) for name in names if name in by_id)
        open_now.discard(one)
        if total > _MOST_WORK:
            raise ValueError("endless")
        counted[one] = total
        return total

    return count(root, 0)


def _work(one: etree._Element) -> int:
    """How much there is to draw of the part itself."""
    lines = sum(len(str(one.get(key, ""))) for key in _LINES)
    is_layer = any(key in one.attrib for key in _LAYERS) or _LAYER.search(one.get("style", ""))
    work = 1 + lines // _LINES_OF_WORK + (_LAYER_WORK if is_layer else 0)
    if etree.QName(one).localname in _WRITTEN:
        told = [one.text, *(child.tail for child in one)]
        work += _LETTER_WORK * sum(len((part or "").strip()) for part in told)
    return work


@dataclass
class _Style:
    """What a class of the style sheets makes of a part."""

    points_at: set[str] = field(default_factory=set)
    work: int = 0


def _pointed_at(one: etree._Element) -> Iterator[str]:
    for key, value in one.attrib.items():
        if etree.QName(str(key)).localname == "href":
            yield str(value).strip().removeprefix("#")
        yield from _HERE.findall(str(value))


def _styled(root: etree._Element, by_id: dict[str, etree._Element]) -> dict[str, _Style]:
    """What each class points at, but for colours that run into each other, and its layers."""
    found: dict[str, _Style] = {}
    sheets = [one.text or "" for one in root.iter(f"{{{_SVG}}}style")]
    if sum(map(len, sheets)) > _MOST_STYLE:
        raise ValueError("style")
    for rule in (rule for sheet in sheets for rule in sheet.split("}")):
        told, _, body = rule.rpartition("{")
        names = {
            name
            for name in _HERE.findall(body)
            if name in by_id and not str(by_id[name].tag).endswith("Gradient")
        }
        work = _LAYER_WORK if _LAYER.search(body) else 0
        for selector in told.split(",") if names or work else ():
            simple = selector.strip()
            if not _CLASS.fullmatch(simple):
                raise ValueError("style")
            style = found.setdefault(simple[1:], _Style())
            style.points_at |= names
            style.work += work
    return found


# its size ---------------------------------------------------------------------------------


def _fit(root: etree._Element, side: int) -> None:
    """The picture has that many dots on its longer side, whatever size it says it has."""
    width, height = _size(root)
    if not (width > 0 and height > 0 and math.isfinite(width) and math.isfinite(height)):
        raise ValueError("no size")
    if max(width / height, height / width) > _MOST_UNEQUAL:
        raise ValueError("too long")
    scale = side / max(width, height)
    if root.get("viewBox") is None:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", str(max(1, round(width * scale))))
    root.set("height", str(max(1, round(height * scale))))


def _size(root: etree._Element) -> tuple[float, float]:
    wide, high = _length(root.get("width")), _length(root.get("height"))
    box = re.findall(_NUMBER, (root.get("viewBox") or "")[: 4 * _LONGEST_LENGTH])
    if len(box) == 4 and not (wide and high):
        return float(box[2]), float(box[3])
    return wide, high


def _length(told: str | None) -> float:
    found = _LENGTH.fullmatch((told or "")[:_LONGEST_LENGTH])
    return float(found[1]) * _PIXELS[found[2] or "px"] if found else 0.0
