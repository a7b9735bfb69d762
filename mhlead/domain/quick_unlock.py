"""What is in the way where this computer's keyring is asked to unlock a store."""

from __future__ import annotations

from mhlead.domain.errors import Unavailable


class QuickUnlockUnavailable(Unavailable):
    """This computer's keyring can't be used just now; the passphrase always can.

    Args:
        code: "missing" without a keyring, "unsafe" where one keeps secrets in plain text or drops
            them, "locked" where it did not open, "gone" where it keeps nothing for this store,
            "slow" where it did not answer, or "broken".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
