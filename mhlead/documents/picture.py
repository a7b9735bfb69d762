"""Reads small pictures for letters, the school's mark and signatures: decoded and nothing more."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageOps

from mhlead.domain.document import Logo, LogoKind, picture_kind
from mhlead.domain.errors import FieldRefused

MOST_BYTES = 2_000_000
MOST_PIXELS = 25_000_000
_LONGEST_SIDE = 700  # pixels: 18 mm high at some 900 dots an inch is more than any printer shows
_FORMATS = {LogoKind.PNG: "PNG", LogoKind.JPEG: "JPEG"}
_SHOWN_SIDE = 500


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels as RGB, on white where the picture was see-through."""

    pixels: bytes
    columns: int
    rows: int


@lru_cache(maxsize=4)
def read_logo(logo: Logo) -> Picture:
    """The pixels of the picture.

    Raises:
        FieldRefused: field "logo" with the code "too-large", "too-many-dots", "not-a-picture" or
            "not-drawable".
    """
    if len(logo.data) > MOST_BYTES:
        raise FieldRefused("logo", "too-large")
    flat = _flat(_drawing(logo.data) if logo.kind is LogoKind.SVG else _decoded(logo))
    return Picture(flat.tobytes(), flat.width, flat.height)


def shown(data: bytes) -> bytes:
    """The picture as it is printed, as a small PNG for the screen.

    Raises:
        FieldRefused: as for `read_logo`.
    """
    kind = picture_kind(data)
    if kind is None:
        raise FieldRefused("logo", "not-a-picture")
    read = read_logo(Logo(data, kind, ""))
    image = Image.frombytes("RGB", (read.columns, read.rows), read.pixels)
    image.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _drawing(data: bytes) -> Image.Image:
    from mhlead.documents import svg  # two libraries that few letters need

    try:
        drawn = svg.drawn(data)
    except (ValueError, RecursionError):
        raise FieldRefused("logo", "not-drawable") from None
    with Image.open(io.BytesIO(drawn), formats=["PNG"]) as image:
        return image.convert("RGBA")


def _decoded(logo: Logo) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the bounds are ours
            with Image.open(io.BytesIO(logo.data), formats=[_FORMATS[logo.kind]]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise FieldRefused("logo", "too-many-dots")
                upright = ImageOps.exif_transpose(image)
                see_through = upright.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        # Pillow raises SyntaxError for a broken PNG
        raise FieldRefused("logo", "not-a-picture") from None
    see_through.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return see_through


def _flat(see_through: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", see_through.size, (255, 255, 255, 255))
    return Image.alpha_composite(ground, see_through).convert("RGB")
