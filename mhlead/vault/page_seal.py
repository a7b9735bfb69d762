"""What SQLCipher seals each page of an encrypted file with, checked page by page.

SQLCipher's own check runs over the whole file in one statement that nobody can stop or follow.
"""

from __future__ import annotations

import hashlib
import hmac

from mhlead.vault.data_key import DataKey, wipe

PAGE_BYTES = 4096
SALT_BYTES = 16
_SEAL_BYTES = 64
_SALT_MASK = 0x3A  # HMAC_SALT_MASK of SQLCipher
_ROUNDS = 2  # FAST_PBKDF2_ITER: the key is random already
_KEY_BYTES = 32


class PageSeal:
    """Checks pages with the key that SQLCipher 4 derives for their HMAC-SHA512.

    Args:
        key: The data key.
        salt: The salt at the beginning of the file.
    """

    def __init__(self, key: DataKey, salt: bytes) -> None:
        raw = key.raw()
        try:
            masked = bytes(one ^ _SALT_MASK for one in salt)
            self._key = hashlib.pbkdf2_hmac("sha512", raw, masked, _ROUNDS, _KEY_BYTES)
        finally:
            wipe(raw)

    def has_sealed(self, number: int, page: bytes) -> bool:
        """Whether the page of that number, from 1, is as it was written."""
        if len(page) != PAGE_BYTES:
            return False
        begin = SALT_BYTES if number == 1 else 0
        sealed = page[begin:-_SEAL_BYTES] + number.to_bytes(4, "little")
        return hmac.compare_digest(hmac.digest(self._key, sealed, "sha512"), page[-_SEAL_BYTES:])

    def forget(self) -> None:
        """Drop the key; no page checks any more."""
        self._key = b""
