"""What a store keeps of what was typed and not saved."""

from __future__ import annotations

from typing import Protocol


class KeepsTyped(Protocol):
    """Keeps one sealed piece beside the store."""

    def keep_typed(self, sealed: bytes) -> None:
        """This is kept, on the disk; after a crash it is what was there before or this.

        Raises:
            NoSpace, StoreReadOnly: what was there before is there still.
        """
        ...

    def typed(self) -> bytes | None:
        """What is kept, or None."""
        ...

    def forget_typed(self) -> None:
        """Nothing is kept any more."""
        ...
