"""What makes, fills and locks letters, loaded when the first is made: the window opens at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mhlead.domain.document import Document
    from mhlead.domain.service_form import BlankForm, FilledForm, FormAnswer


class LazyPress:
    """The press, loaded when the first letter is made, so that the window opens at once."""

    def render(self, document: Document, *, draft: bool = False) -> bytes:
        """The finished PDF."""
        from mhlead.documents import press

        return press.render(document, draft=draft)

    def page_count(self, pdf: bytes) -> int:
        """Number of pages of a PDF made here."""
        from mhlead.documents import press

        return press.page_count(pdf)

    def joined(self, pdfs: Sequence[bytes], *, from_front: bool) -> bytes:
        """Every page of PDFs made here, for a printer."""
        from mhlead.documents import press

        return press.joined(pdfs, from_front=from_front)

    def shown_picture(self, data: bytes) -> bytes:
        """A picture as it is printed."""
        from mhlead.documents import picture

        return picture.shown(data)

    def missing_characters(self, text: str) -> Sequence[str]:
        """Code points, as "U+XXXX", that no shipped font can print."""
        from mhlead.documents import press

        return press.missing_characters(text)

    def forget(self) -> None:
        """Drops every word kept to set the next letter faster; loads nothing for that."""
        press = sys.modules.get("mhlead.documents.press")
        if press is not None:
            press.forget()


class LazyLocker:
    """What locks copies of letters, loaded when the first one is locked."""

    def new_passphrase(self) -> str:
        """Four random words, with one space between."""
        from mhlead.vault.spoken_words import new_spoken_passphrase

        return new_spoken_passphrase()

    def lock(self, pdf: bytes, passphrase: str) -> bytes:
        """A copy that opens with the passphrase alone."""
        from mhlead.documents.locking import locked_copy

        return locked_copy(pdf, passphrase)


class LazyOwnForms:
    """What reads and fills services' own forms, loaded when the first one is needed."""

    def load(self, path: Path) -> bytes:
        """The bytes of a form that can be filled in."""
        from mhlead.exchange.service_form import ServiceForms

        return ServiceForms().load(path)

    def read(self, blank: bytes) -> BlankForm:
        """What the form asks."""
        from mhlead.exchange.service_form import ServiceForms

        return ServiceForms().read(blank)

    def fill(
        self, blank: bytes, answers: Sequence[FormAnswer], *, is_draft: bool = False
    ) -> FilledForm:
        """The form with these answers."""
        from mhlead.documents.form_filling import fill_form

        return fill_form(blank, answers, is_draft=is_draft)

    def flat(self, filled: bytes) -> bytes:
        """The same pages without fields."""
        from mhlead.documents.form_filling import flat_form

        return flat_form(filled)
