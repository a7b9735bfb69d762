"""What became of an edit made in another copy of the store."""

from __future__ import annotations

from enum import StrEnum


class EditState(StrEnum):
    """Whether an edit made in another copy is settled."""

    OPEN = "open"
    TAKEN = "taken"
    LEFT = "left"
