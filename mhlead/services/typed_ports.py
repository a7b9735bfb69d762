"""What a store keeps of what was typed and not saved."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol


class KeepsTyped(Protocol):
    """Keeps one sealed piece beside the store; under a new key of the store it is there still."""

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

    def typed_instead(self, sealed: bytes | None) -> AbstractContextManager[None]:
        """This is kept instead, or nothing; where what follows fails, what was kept is still.

        Raises:
            NoSpace, StoreReadOnly: what was there before is there still.
        """
        ...
