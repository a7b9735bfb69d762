"""Slots whose random secret the operating system's keyring keeps, on one computer each."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime

from mhlead.domain.quick_unlock import QuickUnlockUnavailable
from mhlead.vault.data_key import DataKey
from mhlead.vault.header import SALT_BYTES, Header, Slot, SlotKind
from mhlead.vault.keys import Unlocked, instant_text, open_any, with_slots
from mhlead.vault.slots import keyring_slot_secret, private_of, public_of

SECRET_BYTES = 32


def new_keyring_secret() -> bytes:
    """Thirty-two random bytes for a keyring; never the data key, so that the slot can end."""
    return secrets.token_bytes(SECRET_BYTES)


def with_keyring(
    header: Header, key: DataKey, secret: bytes, *, user: str, created_at: datetime
) -> tuple[Header, str]:
    """The header with one more slot, and the identifier under which the keyring keeps its secret.

    The passphrase slots stay, so the keyring is never the only way in.
    """
    salt = secrets.token_bytes(SALT_BYTES)
    slot = Slot(
        str(uuid.uuid4()),
        SlotKind.KEYRING,
        user,
        "",
        instant_text(created_at),
        salt,
        None,
        public_of(private_of(keyring_slot_secret(secret, salt))),
    )
    return with_slots(header, key, [slot]), slot.slot_id


def unlock_by_keyring(header: Header, kept: Callable[[str], bytes | None]) -> Unlocked:
    """The data key by what this computer's keyring keeps.

    Args:
        kept: The secret kept under a slot's identifier, or None.

    Raises:
        QuickUnlockUnavailable: it keeps nothing that opens this store ("gone").
        StoreDamaged: the header was changed by somebody without the data key.
    """

    def secret_for(slot: Slot) -> bytes | None:
        secret = kept(slot.slot_id)
        return None if secret is None else keyring_slot_secret(secret, slot.salt)

    found = open_any(header, SlotKind.KEYRING, secret_for)
    if found is None:
        raise QuickUnlockUnavailable("gone")
    return found
