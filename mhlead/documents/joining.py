"""Many letters as one run of pages for a printer; never kept, so it carries no tags."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from mhlead.documents.styles import PAGE_HEIGHT, PAGE_WIDTH


def joined(pdfs: Sequence[bytes], *, from_front: bool) -> bytes:
    """Every page of them in their order.

    Args:
        pdfs: Letters made here.
        from_front: Each begins on the front of a sheet: where sheets are printed on both sides, no
            letter may stand on the back of another's.
    """
    whole = pikepdf.new()
    out = io.BytesIO()
    for pdf in pdfs:
        with pikepdf.open(io.BytesIO(pdf)) as one:
            whole.pages.extend(one.pages)
            if from_front and len(one.pages) % 2:
                whole.add_blank_page(page_size=(PAGE_WIDTH, PAGE_HEIGHT))
    whole.save(out)
    return out.getvalue()
