"""What a finished action touched, so that open views know what to read again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """Kinds and identifiers of the records an action touched.

    Attributes:
        gone: Identifiers of records that went for good.
    """

    touched: frozenset[tuple[str, str]] = frozenset()
    gone: frozenset[str] = frozenset()

    def concerns(self, *kinds: str) -> bool:
        """True where a record of one of the kinds was touched."""
        return any(kind in kinds for kind, _ in self.touched)

    def __or__(self, other: Changes) -> Changes:
        """The changes of both."""
        return Changes(self.touched | other.touched, self.gone | other.gone)
