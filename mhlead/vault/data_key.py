"""The data key of a store, and the keys derived from it by label."""

from __future__ import annotations

import enum
import hmac
import secrets
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mhlead.domain.errors import StoreLocked

KEY_BYTES = 32


class Label(enum.Enum):
    """What a derived key is for; the values are part of the format and never change."""

    HEADER_MAC = b"mhlead/1/header-mac"
    AUDIT_MAC = b"mhlead/1/audit-mac"
    BACKUP_MANIFEST = b"mhlead/1/backup-manifest"
    FIELD = b"mhlead/1/field"
    BLIND_INDEX = b"mhlead/1/blind-index"
    LEDGER_FILE = b"mhlead/1/ledger-file"


class DataKey:
    """The 256 random bits every page of the store is encrypted with.

    Python can't promise that no copy stays in memory; this object holds the one copy we keep,
    in a bytearray that `wipe` overwrites.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes | bytearray) -> None:
        if len(raw) != KEY_BYTES:
            msg = "a data key has 32 bytes"
            raise ValueError(msg)
        self._raw = bytearray(raw)

    @classmethod
    def random(cls) -> Self:
        """A new key from the operating system's random numbers."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def __repr__(self) -> str:
        return "DataKey(…)"

    def __reduce__(self) -> str:
        msg = "a data key is never pickled"
        raise TypeError(msg)

    @property
    def is_wiped(self) -> bool:
        """Whether `wipe` was called."""
        return not self._raw

    def raw(self) -> bytearray:
        """A copy of the 32 bytes; the caller wipes it.

        Raises:
            StoreLocked: the key was wiped.
        """
        copy = bytearray(self._raw)
        if self.is_wiped:  # looked at last: another thread may just have overwritten it
            raise StoreLocked
        return copy

    def derived(self, label: Label) -> bytes:
        """The 32-byte key for one purpose (HKDF-SHA256, RFC 5869)."""
        raw = self.raw()
        try:
            return HKDF(SHA256(), KEY_BYTES, salt=None, info=label.value).derive(raw)
        finally:
            wipe(raw)

    def mac(self, label: Label, message: bytes) -> bytes:
        """HMAC-SHA256 of a message under the key for one purpose."""
        return hmac.digest(self.derived(label), message, "sha256")

    def has_made(self, label: Label, message: bytes, mac: bytes) -> bool:
        """Whether a MAC was made by this key, compared in constant time."""
        return hmac.compare_digest(self.mac(label, message), mac)

    def wipe(self) -> None:
        """Overwrite the key; every later use raises StoreLocked."""
        raw, self._raw = self._raw, bytearray()
        wipe(raw)


def wipe(secret: bytearray) -> None:
    """Overwrite a secret in place with zeros."""
    secret[:] = bytes(len(secret))
