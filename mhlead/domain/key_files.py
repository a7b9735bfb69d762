"""A key file beside the store that was found spoilt when the store was opened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyFileMended:
    """One of the two key files, which holds the store's own keys again.

    Attributes:
        name: Its name.
        is_foreign: Whether it was written by somebody who had not the store's key; else it was
            torn, gone or behind.
    """

    name: str
    is_foreign: bool
