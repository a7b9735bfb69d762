"""What the services need from the outside where letters leave and answers come back."""

from __future__ import annotations

from typing import Protocol


class Locker(Protocol):
    """Locks copies of letters with a passphrase of its own making."""

    def new_passphrase(self) -> str:
        """Four random words that can be read out, with one space between."""
        ...

    def lock(self, pdf: bytes, passphrase: str) -> bytes:
        """A copy that opens with the passphrase alone."""
        ...
