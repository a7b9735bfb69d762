"""Makes PDF bytes from a document: the one way in to this room."""

from __future__ import annotations

import io

import pikepdf

from mhlead.documents import embedding, fonts, paragraph, picture, shaping
from mhlead.documents.blocks import lay_blocks
from mhlead.documents.characters import hidden_characters, printable
from mhlead.documents.finishing import finish
from mhlead.documents.fonts import missing_characters
from mhlead.documents.furniture import furnish, run_lines, text_area
from mhlead.documents.joining import joined
from mhlead.documents.strips import Page, fewest_pages, paginate
from mhlead.documents.structure import Element
from mhlead.documents.styles import styles
from mhlead.domain.document import Document, TextSize, texts_of
from mhlead.domain.errors import LetterIncomplete

__all__ = [
    "forget",
    "hidden_characters",
    "joined",
    "missing_characters",
    "page_count",
    "render",
    "warm_up",
]


def render(document: Document, *, draft: bool = False) -> bytes:
    """The document as PDF/UA-1 and PDF/A-3a, the same bytes for the same document.

    Args:
        document: What to print.
        draft: Gaps and characters without a glyph are shown red instead of refused, and every
            page is marked as a draft.

    Raises:
        LetterIncomplete: not a draft, and a required value is missing or a character can't be
            printed.
        FieldRefused: the letterhead's picture can't be used.
    """
    if not draft:
        _refuse_incomplete(document)
    chosen = styles(document.size)
    root = Element("Document")
    first = Page()
    top, overflow = furnish(first, document, chosen, root)
    has_title = document.banner is not None
    strips = lay_blocks((*overflow, *document.blocks), chosen, root, goes_on=has_title)
    # whoever needs larger print needs its distances too
    put_on_pages = fewest_pages if document.size is TextSize.NORMAL else paginate
    pages = put_on_pages(strips, top, *text_area(document, chosen))
    pages[0].placed[:0] = first.placed
    own = len(pages)
    if document.last_page:
        last = lay_blocks(document.last_page, chosen, root, goes_on=True)
        start, bottom = text_area(document, chosen)
        pages += paginate(last, start, start, bottom)
    run_lines(pages, document, chosen, draft=draft, own=own)
    return finish(document, pages, root)


def _refuse_incomplete(document: Document) -> None:
    unprintable = missing_characters(*texts_of(document))
    if document.missing or unprintable:
        raise LetterIncomplete(document.missing, unprintable)


def warm_up() -> None:
    """Loads the fonts every letter uses, so that the first letter is as quick as the next."""
    for weight in fonts.Weight:
        shaping.shape_word("mhlead", weight)


def forget() -> None:
    """Drops every word kept to set the next letter faster; called when the store is locked."""
    fonts.faces_for.cache_clear()
    shaping.shape.cache_clear()
    shaping.shape_word.cache_clear()
    printable.cache_clear()
    paragraph.forget()
    embedding.forget()
    picture.read_logo.cache_clear()


def page_count(pdf: bytes) -> int:
    """Number of pages of a PDF made here."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)
