"""A copy of a letter that opens with a passphrase alone, and where one is right."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class LockAdvice(StrEnum):
    """Whether a locked copy is the right way to somebody."""

    REFUSED = "refused"
    """The directory says that the service takes no locked files."""
    NOT_NEEDED = "not-needed"
    """Its mailbox is secure at both ends."""
    ASK_FIRST = "ask-first"
    """It is not known whether the service opens locked files."""
    FITS = "fits"
    """A person, or a service that takes them."""


def lock_advice(
    *, is_service: bool, has_secure_mail: bool | None, takes_locked_files: bool | None
) -> LockAdvice:
    """Whether a locked copy is right for whom a letter goes to."""
    if not is_service:
        return LockAdvice.FITS
    if takes_locked_files is False:
        return LockAdvice.REFUSED
    if has_secure_mail:
        return LockAdvice.NOT_NEEDED
    return LockAdvice.FITS if takes_locked_files else LockAdvice.ASK_FIRST


@dataclass(frozen=True)
class LockedCopy:
    """A locked copy in memory and what opens it; neither is kept in the store.

    Attributes:
        passphrase: Four words with one space between, to be read out and then forgotten.
    """

    pdf: bytes = field(repr=False)
    passphrase: str = field(repr=False)
