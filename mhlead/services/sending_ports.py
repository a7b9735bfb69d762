"""What the services need from the outside where letters leave and answers come back."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from mhlead.domain.reply_slip import ReplyRead


class Locker(Protocol):
    """Locks copies of letters with a passphrase of its own making."""

    def new_passphrase(self) -> str:
        """Four random words that can be read out, with one space between."""
        ...

    def lock(self, pdf: bytes, passphrase: str) -> bytes:
        """A copy that opens with the passphrase alone."""
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
