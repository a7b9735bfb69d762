"""What the services need from the outside where letters leave and answers come back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from mhlead.domain.reply_slip import ReplyRead
from mhlead.domain.service_form import BlankForm, FilledForm, FormAnswer


class Locker(Protocol):
    """Locks copies of letters with a passphrase of its own making."""

    def new_passphrase(self) -> str:
        """Four random words that can be read out, with one space between."""
        ...

    def lock(self, pdf: bytes, passphrase: str) -> bytes:
        """A copy that opens with the passphrase alone."""
        ...


class Joiner(Protocol):
    """Puts letters together for a printer."""

    def joined(self, pdfs: Sequence[bytes], *, from_front: bool) -> bytes:
        """Every page of PDFs made here; each on a sheet of its own where asked."""
        ...


class Pictures(Protocol):
    """Reads the small pictures that stand on letters."""

    def shown_picture(self, data: bytes) -> bytes:
        """A picture as it is printed, as a small PNG.

        Raises:
            FieldRefused: "too-large", "too-many-dots", "not-a-picture" or "not-drawable".
        """
        ...


class ReplyFiles(Protocol):
    """Reads what services answered on the last page of a letter."""

    def read_reply(self, path: Path) -> ReplyRead:
        """What the slip says, bounded and clean.

        Raises:
            SlipRefused: the file is refused whole.
            FileUnreadable: it can't be opened.
        """
        ...


class OwnForms(Protocol):
    """Reads services' own blank forms and fills them in."""

    def load(self, path: Path) -> bytes:
        """The bytes of a form that can be filled in.

        Raises:
            FormRefused: the file is refused whole.
            FileUnreadable: it can't be opened.
        """
        ...

    def read(self, blank: bytes) -> BlankForm:
        """What the form asks, in the order of its pages.

        Raises:
            FormRefused: it can't be filled in here.
        """
        ...

    def fill(
        self, blank: bytes, answers: Sequence[FormAnswer], *, is_draft: bool = False
    ) -> FilledForm:
        """The form with these answers, and those that could not be written.

        A draft says so on each page.

        Raises:
            FormRefused: it can't be opened.
        """
        ...

    def flat(self, filled: bytes) -> bytes:
        """The same pages without fields, for what draws none: the screen and some printers."""
        ...
