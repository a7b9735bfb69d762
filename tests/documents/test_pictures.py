"""Pictures on letters: every usual kind works or is refused plainly, and none can do anything."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from mhlead.documents.picture import read_logo, shown
from mhlead.domain.document import Logo, LogoKind, picture_kind
from mhlead.domain.errors import FieldRefused
from mhlead.wording.refusals import FIELD_CODES

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
SIZED = HEAD + 'viewBox="0 0 100 50">'
RED = '<rect width="100" height="50" fill="#c00000"/>'
END = "</svg>"


def svg(inside: str, head: str = SIZED) -> bytes:
    return f"{head}{inside}{END}".encode()


def read(data: bytes) -> Image.Image:
    kind = picture_kind(data)
    assert kind is not None
    got = read_logo(Logo(data, kind, "mark"))
    return Image.frombytes("RGB", (got.columns, got.rows), got.pixels)


def refused(data: bytes) -> str:
    with pytest.raises(FieldRefused) as caught:
        shown(data)
    assert caught.value.code in FIELD_CODES
    return caught.value.code


def picture(mode: str, size: tuple[int, int], colour: object, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def near(got: object, wanted: tuple[int, int, int], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(got, wanted, strict=True))  # type: ignore[call-overload]


def test_a_drawing_is_drawn_finely_enough_to_print_on_white() -> None:
    got = read(svg('<circle cx="50" cy="25" r="20" fill="#c00000"/>'))
    assert got.size == (1400, 700)
    assert near(got.getpixel((700, 350)), (0xC0, 0, 0))
    assert got.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "head",
    [
        HEAD + 'width="100mm" height="5cm">',
        HEAD + 'width="100%" height="100%" viewBox="0 0 100 50">',
        '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n' + SIZED,
        "\ufeff" + SIZED,
        "<!-- made by hand -->" + SIZED,
    ],
)
def test_a_drawing_is_read_however_it_begins_and_says_its_size(head: str) -> None:
    got = read(svg('<path d="M0 0h10000v10000h-10000z" fill="#c00000"/>', head))
    assert got.size == (1400, 700)
    assert near(got.getpixel((700, 350)), (0xC0, 0, 0))


def test_a_drawing_of_a_usual_drawing_program_with_its_style_sheet_is_drawn() -> None:
    inside = (
        "<style>.st0{clip-path:url(#c);fill:url(#g)}</style><defs><clipPath id='c'>"
        "<rect width='50' height='50'/></clipPath><linearGradient id='g'>"
        "<stop stop-color='#c00000'/></linearGradient></defs>"
        "<rect class='st0' width='100' height='50'/>"
    )
    got = read(svg(inside))
    assert near(got.getpixel((300, 350)), (0xC0, 0, 0))
    assert got.getpixel((1100, 350)) == (255, 255, 255)


def test_letters_in_a_drawing_are_set_without_the_fonts_of_the_machine() -> None:
    plain = read(svg(RED))
    with_text = read(svg(RED + '<text x="5" y="40" font-size="40" fill="#fff">Fern</text>'))
    assert with_text.tobytes() != plain.tobytes()


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script xlink:href="http://evil.example/x.js"/>',
        '<rect width="1" height="1" fill="none" onload="alert(1)"/>',
        '<foreignObject width="9"><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<style>@import url("http://evil.example/a.css"); .a{fill:url(http://evil.example/b)}</style>',
        '<use xlink:href="http://evil.example/other.svg#a"/>',
        '<use href="file:///etc/passwd#a"/>',
        '<a href="http://evil.example"><title>x</title></a>',
        '<animate attributeName="x" from="0" to="9" dur="1s"/>',
        '<g xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/"><i:pgf>AAAA</i:pgf></g>',
    ],
)
def test_what_a_drawing_could_do_is_left_out_and_the_rest_is_drawn(inside: str) -> None:
    assert read(svg(RED + inside)).tobytes() == read(svg(RED)).tobytes()


BOMB = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
PATTERNS = "".join(
    f'<pattern id="p{n}" width="1" height="1">'
    + f'<rect width="1" height="1" fill="url(#p{n - 1})"/>' * 12
    + "</pattern>"
    for n in range(1, 9)
)
STYLED = "".join(
    f'<pattern id="p{n}" width="1" height="1">' + f'<rect class="c{n - 1}"/>' * 12 + "</pattern>"
    for n in range(1, 9)
) + "".join(f"<style>.c{n}, .x{n} {{ fill: url(#p{n}) }}</style>" for n in range(1, 9))
LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + SIZED + "&b;" + END
)


@pytest.mark.parametrize(
    "data",
    [
        svg(f'<g id="a0">{RED}</g>{BOMB}'),
        svg(f"{PATTERNS}{RED}"),
        svg(f"{STYLED}{RED}"),
        svg(f"<style>* {{ fill: url(#p1) }}</style>{PATTERNS[:300]}</pattern>{RED}"),
        svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
        svg("<g>" * 200 + "</g>" * 200),
        svg('<g opacity="0.9"><rect width="9" height="9"/></g>' * 200),
        svg("<style>.a{opacity:.5}</style>" + '<rect class="a" width="9" height="9"/>' * 200),
        svg('<path d="M0 0' + " L9 9 L0 3" * 40_000 + '"/>'),
        svg(f"<text>{'a' * 2_000}</text>"),
        svg('<pattern id="p" width="1e6" height="1e6"/><rect fill="url(#p)" width="1e9"/>'),
        svg('<path d="M0 0L9 9" stroke="red" stroke-dasharray="0.0001"/>'),
        svg('<path d="M0 0L9 9" stroke="red" style="stroke-dasharray:.0001"/>'),
        svg('<rect width="9" height="9" filter="blur(1e9)"/>'),
        svg("<style>" + "a" * 300_000 + "</style>"),
        svg(RED, HEAD + f'width="{"1" * 50_000}e" height="9">'),
        LAUGHS.encode(),
        b'<!DOCTYPE svg SYSTEM "x" [\n<!ATTLIST a b CDATA #IMPLIED>]>' + svg(RED),
        svg('<image href="file:///etc/passwd" width="9" height="9"/>'),
        svg('<image href="data:image/png;base64,AAAA" width="9" height="9"/>'),
        svg(RED, HEAD + ">"),
        svg(RED, HEAD + 'viewBox="0 0 1 9000">'),
        svg(RED, HEAD + 'viewBox="0 0 0 0">'),
        svg(RED, HEAD + 'viewBox="0 0 1e400 50">'),
        svg(RED)[:-4],
        b'<?xml version="1.0"?><html><svg/></html>',
    ],
    ids=[
        *(
            "uses",
            "patterns",
            "styles",
            "everything",
            "ring",
            "nested",
            "layers",
            "styled layers",
            "lines",
            "letters",
            "tiles",
            "dashes",
            "styled dashes",
            "blurred",
            "long style",
            "long number",
            "entities",
            "attlist",
            "file",
            "data",
        ),
        *("no size", "too long", "nothing", "endless size", "cut short", "html"),
    ],
)
def test_a_drawing_that_cannot_be_drawn_is_refused_at_once(data: bytes) -> None:
    began = time.monotonic()
    assert refused(data) == "not-drawable"
    assert time.monotonic() - began < 5


def test_a_see_through_png_stands_on_white() -> None:
    got = read(picture("RGBA", (40, 20), (0, 0, 0, 0), "PNG"))
    assert got.getpixel((3, 3)) == (255, 255, 255)


def test_a_jpeg_in_printers_colours_keeps_its_colour() -> None:
    got = read(picture("CMYK", (40, 20), (0, 255, 255, 0), "JPEG", quality=95))
    assert near(got.getpixel((20, 10)), (255, 0, 0), 30)


def test_a_jpeg_that_lies_on_its_side_is_turned_up() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held upright
    data = picture("RGB", (400, 200), "teal", "JPEG", exif=turned)
    assert read(data).size == (200, 400)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (picture("L", (10_000, 10_000), 255, "PNG"), "too-many-dots"),
        (picture("RGB", (9, 9), "teal", "GIF"), "not-a-picture"),
        (b"<svg/>", "not-drawable"),
        (b"", "not-a-picture"),
        (b"\x1f\x8b\x08" + bytes(40), "not-a-picture"),
    ],
    ids=["10,000 dots wide", "gif", "bare svg", "nothing", "packed svg"],
)
def test_other_pictures_are_refused_by_name(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_what_is_shown_on_the_screen_is_what_is_printed_and_small() -> None:
    got = Image.open(io.BytesIO(shown(svg(RED))))
    assert got.format == "PNG"
    assert max(got.size) <= 500
    assert near(got.getpixel((9, 9)), (0xC0, 0, 0))


def test_no_kind_is_told_by_a_name_or_a_word_in_the_middle() -> None:
    assert picture_kind(b"%PDF <svg") is None
    assert picture_kind(svg(RED)) is LogoKind.SVG
    assert picture_kind(Path(__file__).read_bytes()) is None


def test_a_drawing_of_many_parts_is_drawn_less_finely_and_no_less_rightly() -> None:
    few, many = read(svg(RED)), read(svg(RED + '<rect width="0.1" height="0.1"/>' * 500))
    assert (few.width, many.width) == (1400, 700)
    assert near(many.getpixel((350, 175)), (0xC0, 0, 0))


def test_brackets_without_end_take_no_time() -> None:
    began = time.monotonic()
    read(svg(RED + '<rect width="9" height="9" style="' + "url( " * 100_000 + '"/>'))
    read(svg(RED + '<rect width="9" height="9" style="url(' + " " * 400_000 + '"/>'))
    assert time.monotonic() - began < 10
