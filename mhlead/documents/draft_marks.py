"""What a draft says of itself, and how it is written over a form that others made."""

from __future__ import annotations

import pikepdf
from pikepdf import Name

from mhlead.documents.drawing import UsedFaces, shown_line
from mhlead.documents.embedding import UsedFace
from mhlead.documents.fonts import Weight
from mhlead.documents.paragraph import Line
from mhlead.documents.styles import ERROR, Style

DRAFT = "Draft, not to be sent"
DRAFT_STYLE = Style(9.0, 11.0, weight=Weight.SEMIBOLD, colour=ERROR)
_FROM_TOP, _FROM_RIGHT = 16.0, 18.0
_GROUND = 3.0  # of white round the words, which may stand over something


def mark_pages(
    pdf: pikepdf.Pdf, mark: Line, faces: UsedFaces, fonts: dict[str, pikepdf.Object]
) -> None:
    """Every page says at its top right that it is a draft, over whatever stands there.

    Args:
        pdf: The form.
        mark: The words, whose glyphs were noted.
        faces: Those of our words in it, which have been cut.
        fonts: Their fonts in the file, by name.
    """
    for page in pdf.pages:
        left, bottom, right, top = (float(edge) for edge in page.cropbox)
        x, y = max(right - _FROM_RIGHT - mark.width, left), max(top - _FROM_TOP, bottom)
        met: dict[str, UsedFace] = {}
        words = shown_line(mark, x, y, faces, met)
        ground = (x - _GROUND, y - _GROUND, mark.width + 2 * _GROUND, DRAFT_STYLE.leading)
        white = " ".join(f"{edge:.2f}" for edge in ground)
        for name in met:
            page.add_resource(fonts[name], Name.Font, Name(f"/{name}"), prefix="")
        drawn = f" Q q 1 g {white} re f {words} Q".encode("ascii")
        page.contents_coalesce()
        page.contents_add(b"q ", prepend=True)
        page.contents_add(drawn)
