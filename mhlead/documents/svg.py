"""Draws a picture that is described in SVG, without what such a file could do.

Scripts, what lies in other files, and every element not on a list are left out before the drawing
library sees the rest; what could take its time or memory is refused: entities, pictures within
pictures, and parts that repeat each other without end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

import resvg_py
from lxml import etree

from mhlead.resources import resource

LONGEST_SIDE = 1400
"""Pixels: 600 dots an inch where the picture is 60 mm wide."""
_MOST_ELEMENTS = 20_000  # counted as often as they are repeated
_MOST_UNEQUAL = 25.0  # how much longer than high, or the other way round
_MOST_NESTED = 60
_SVG = "http://www.w3.org/2000/svg"
_DRAWN = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask", "pattern", "marker", "style", "switch", "title", "desc", "a"),
    }
)
_REFUSED = frozenset({"image", "feImage"})
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!['\"]?\s*#)[^)]*\)", re.IGNORECASE)
_IMPORT = re.compile(r"@import[^;]*;?", re.IGNORECASE)
_HERE = re.compile(r"url\(\s*['\"]?#([^)'\"\s]+)")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
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
    _refuse_endless(root)
    _fit(root)
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
            one.text = _IMPORT.sub("", _ELSEWHERE.sub("none", one.text or ""))
        for key, value in list(one.attrib.items()):
            if etree.QName(key).localname.startswith("on") or _leads_away(str(key), str(value)):
                del one.attrib[key]
            else:
                one.attrib[key] = _ELSEWHERE.sub("none", str(value))


def _leads_away(key: str, value: str) -> bool:
    return etree.QName(key).localname == "href" and not value.strip().startswith("#")


def _take_out(one: etree._Element) -> None:
    above = one.getparent()
    if above is not None:
        one.tail = None
        above.remove(one)


# how much there is to draw ----------------------------------------------------------------


def _refuse_endless(root: etree._Element) -> None:
    """Refuses what repeats itself: a few lines can ask for a thousand million circles."""
    by_id = {str(one.get("id")): one for one in root.iter() if one.get("id")}
    by_class = _styled(root, by_id)
    counted: dict[etree._Element, int] = {}
    open_now: set[etree._Element] = set()

    def count(one: etree._Element, depth: int) -> int:
        if one in counted:
            return counted[one]
        if one in open_now or depth > _MOST_NESTED:
            raise ValueError("endless")
        open_now.add(one)
        total = 1 + sum(count(child, depth + 1) for child in one)
        names = {*_pointed_at(one), *_pointed_by_class(one, by_class)}
        total += sum(count(by_id[name], depth + 1) for name in names if name in by_id)
        open_now.discard(one)
        if total > _MOST_ELEMENTS:
            raise ValueError("endless")
        counted[one] = total
        return total

    count(root, 0)


def _pointed_at(one: etree._Element) -> Iterator[str]:
    for key, value in one.attrib.items():
        if etree.QName(str(key)).localname == "href":
            yield str(value).strip().removeprefix("#")
        yield from _HERE.findall(str(value))


def _pointed_by_class(one: etree._Element, by_class: dict[str, set[str]]) -> Iterator[str]:
    for name in (one.get("class") or "").split():
        yield from by_class.get(name, ())


def _styled(root: etree._Element, by_id: dict[str, etree._Element]) -> dict[str, set[str]]:
    """What each class of the style sheets points at, but for colours that run into each other."""
    found: dict[str, set[str]] = {}
    sheets = (one.text or "" for one in root.iter(f"{{{_SVG}}}style"))
    for told in (rule for sheet in sheets for rule in _RULE.finditer(sheet)):
        names = {
            name
            for name in _HERE.findall(told[2])
            if name in by_id and not str(by_id[name].tag).endswith("Gradient")
        }
        for selector in told[1].split(",") if names else ():
            simple = selector.strip()
            if not _CLASS.fullmatch(simple):
                raise ValueError("style")
            found.setdefault(simple[1:], set()).update(names)
    return found


# its size ---------------------------------------------------------------------------------


def _fit(root: etree._Element) -> None:
    """The picture is as large as it is printed finely, whatever size it says it has."""
    width, height = _size(root)
    if not (width > 0 and height > 0 and math.isfinite(width) and math.isfinite(height)):
        raise ValueError("no size")
    if max(width / height, height / width) > _MOST_UNEQUAL:
        raise ValueError("too long")
    scale = LONGEST_SIDE / max(width, height)
    if root.get("viewBox") is None:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", str(max(1, round(width * scale))))
    root.set("height", str(max(1, round(height * scale))))


def _size(root: etree._Element) -> tuple[float, float]:
    wide, high = _length(root.get("width")), _length(root.get("height"))
    box = re.findall(_NUMBER, root.get("viewBox") or "")
    if len(box) == 4 and not (wide and high):
        return float(box[2]), float(box[3])
    return wide, high


def _length(told: str | None) -> float:
    found = _LENGTH.fullmatch(told or "")
    return float(found[1]) * _PIXELS[found[2] or "px"] if found else 0.0
