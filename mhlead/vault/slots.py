"""Sealing the data key to a slot's public key and opening it again (HPKE, RFC 9180).

Slots hold public keys, so that a new data key can be sealed to everybody without anybody being in
the room; the header's MAC keeps anyone without the data key from planting a public key of theirs.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mhlead.vault.data_key import DataKey, wipe

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_RECOVERY_INFO = b"mhlead/1/recovery-slot"
_PAIR_INFO = b"mhlead/1/recovery-pair-slot"
_KEYRING_INFO = b"mhlead/1/keyring-slot"


def private_of(secret: bytes) -> X25519PrivateKey:
    """The private key made of a slot's 32-byte secret."""
    return X25519PrivateKey.from_private_bytes(secret)


def recovery_slot_secret(secret: bytes, salt: bytes) -> bytes:
    """The 32 bytes of a recovery slot's private key: the secret is random, so HKDF is enough."""
    return HKDF(SHA256(), 32, salt=salt, info=_RECOVERY_INFO).derive(secret)


def pair_slot_secret(first: bytes, second: bytes, salt: bytes) -> bytes:
    """The 32 bytes of the private key of a pair of sheets, the first one by letter first.

    Whoever has one sheet lacks all 160 random bits of the other.
    """
    return HKDF(SHA256(), 32, salt=salt, info=_PAIR_INFO).derive(first + second)


def keyring_slot_secret(secret: bytes, salt: bytes) -> bytes:
    """The 32 bytes of the private key of a slot whose random secret the system's keyring keeps."""
    return HKDF(SHA256(), 32, salt=salt, info=_KEYRING_INFO).derive(secret)


def public_of(private: X25519PrivateKey) -> bytes:
    """The 32 bytes of the public key."""
    return private.public_key().public_bytes_raw()


def sealed(key: DataKey, public: bytes, info: bytes) -> bytes:
    """The data key so that only the holder of the private key can read it, bound to `info`."""
    raw = key.raw()
    try:
        return _SUITE.encrypt(bytes(raw), X25519PublicKey.from_public_bytes(public), info=info)
    finally:
        wipe(raw)


def opened(seal: bytes, private: X25519PrivateKey, info: bytes) -> DataKey | None:
    """The data key of a seal, or None when the private key or what it is bound to is another."""
    try:
        return DataKey(_SUITE.decrypt(seal, private, info=info))
    except InvalidTag:
        return None
