"""Reads the school's mark: small PNG and JPEG pictures, decoded and nothing more."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from mhlead.domain.document import Logo, LogoKind
from mhlead.domain.errors import FieldRefused

MOST_BYTES = 2_000_000
MOST_PIXELS = 25_000_000
_LONGEST_SIDE = 700  # pixels: 18 mm high at some 900 dots an inch is more than any printer shows
_FORMATS = {LogoKind.PNG: "PNG", LogoKind.JPEG: "JPEG"}


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
        FieldRefused: field "logo" with the code "too-large" or "not-a-picture".
    """
    if len(logo.data) > MOST_BYTES:
        raise FieldRefused("logo", "too-large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the bounds are ours, below
            return _decoded(logo)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        # Pillow raises SyntaxError for a broken PNG
        raise FieldRefused("logo", "not-a-picture") from None


def _decoded(logo: Logo) -> Picture:
    with Image.open(io.BytesIO(logo.data), formats=[_FORMATS[logo.kind]]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise FieldRefused("logo", "too-large")
        see_through = image.convert("RGBA")
    see_through.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    ground = Image.new("RGBA", see_through.size, (255, 255, 255, 255))
    flat = Image.alpha_composite(ground, see_through).convert("RGB")
    return Picture(flat.tobytes(), flat.width, flat.height)
