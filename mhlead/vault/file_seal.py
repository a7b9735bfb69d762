"""Sealing a file of one copy of a store for another copy of the same: nobody else can read it."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from mhlead.domain.errors import NotAllowed
from mhlead.vault.data_key import DataKey, Label

_NONCE_BYTES = 12


def sealed_file(key: DataKey, store_id: str, data: bytes) -> bytes:
    """The data under a key of its own, bound to the store (ChaCha20-Poly1305, RFC 8439)."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    cipher = ChaCha20Poly1305(key.derived(Label.LEDGER_FILE))
    return nonce + cipher.encrypt(nonce, data, store_id.encode())


def opened_file(key: DataKey, store_id: str, sealed: bytes) -> bytes:
    """The data that a copy of this store sealed.

    Raises:
        NotAllowed: another store sealed it, or it was changed ("not-this-store").
    """
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return ChaCha20Poly1305(key.derived(Label.LEDGER_FILE)).decrypt(
            nonce, rest, store_id.encode()
        )
    except (InvalidTag, ValueError):
        raise NotAllowed("not-this-store") from None
