"""What makes the history tamper-evident: subject references, commitments, chain hashes and MACs.

A subject's random key lies in the store; deleting it makes every reference and commitment to that
pupil meaningless while the chain stays whole.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping

from mhlead.domain.errors import StoreLocked
from mhlead.vault.data_key import DataKey, Label

FIRST_PREV = "0" * 64
"""What the first event of a chain names as the hash before it."""


def new_subject_key() -> bytes:
    """Thirty-two random bytes for one pupil."""
    return secrets.token_bytes(32)


def subject_ref(subject_key: bytes) -> str:
    """The reference to a pupil in the history: nobody can compute it from a name or number."""
    return hmac.digest(subject_key, b"subject", "sha256").hex()


def detail_text(detail: Mapping[str, str]) -> str:
    """The canonical JSON (RFC 8785) of an event's details."""
    return _canonical(detail)


def detail_commit(detail: str, subject_key: bytes | None) -> str:
    """A commitment to canonical details: keyed for a pupil, a plain SHA-256 where none is meant."""
    data = detail.encode()
    if subject_key is None:
        return hashlib.sha256(data).hexdigest()
    return hmac.digest(subject_key, data, "sha256").hex()


def event_hash(
    *, seq: int, at: str, actor: str, action: str, subject: str, commit: str, prev: str
) -> str:
    """SHA-256 of the canonical row with the hash before it; needs no key, so anyone can check."""
    row: dict[str, str | int] = {
        "seq": seq,
        "at": at,
        "actor": actor,
        "action": action,
        "subject_ref": subject,
        "detail_commit": commit,
        "prev": prev,
    }
    return hashlib.sha256(_canonical(row).encode()).hexdigest()


def _canonical(fields: Mapping[str, str | int]) -> str:
    """Canonical JSON (RFC 8785) of texts and small whole numbers under ASCII names.

    For these the standard encoder writes the same bytes as a library for all of RFC 8785, ten times
    as fast; a check of the history does this for every line.
    """
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class AuditSeal:
    """Signs and checks event hashes with a key derived from the data key, derived once."""

    def __init__(self, key: DataKey) -> None:
        self._key = key.derived(Label.AUDIT_MAC)

    def mac(self, event: str) -> str:
        """HMAC-SHA256 of an event's hash.

        Raises:
            StoreLocked: the key was dropped.
        """
        key = self._key
        if not key:
            raise StoreLocked
        return hmac.digest(key, event.encode("ascii"), "sha256").hex()

    def forget(self) -> None:
        """Drop the key; nothing more can be signed."""
        self._key = b""

    def has_made(self, event: str, mac: str) -> bool:
        """Whether the MAC was made with this store's key."""
        return hmac.compare_digest(self.mac(event).encode(), mac.encode())
