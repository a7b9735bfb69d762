"""A new data key for a store: sealed again to everybody who stays, none of whom need be there."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection
from dataclasses import replace

from mhlead.domain.errors import NotAllowed
from mhlead.vault.data_key import DataKey
from mhlead.vault.header import SALT_BYTES, Header, SlotKind
from mhlead.vault.keys import authenticated, reseal


def rotated(header: Header, *, db_file: str, without: Collection[str]) -> tuple[Header, DataKey]:
    """A header one generation on for a new file under a new data key, and that key.

    Args:
        db_file: Name of the new file.
        without: Identifiers of the slots that end with the old key.

    Raises:
        NotAllowed: no passphrase would be left ("last-slot").
    """
    kept = tuple(slot for slot in header.slots if slot.slot_id not in without)
    if not any(slot.kind is SlotKind.PASSPHRASE for slot in kept):
        raise NotAllowed("last-slot")
    key, salt = DataKey.random(), secrets.token_bytes(SALT_BYTES)
    bare = replace(header, key_id=str(uuid.uuid4()), db_file=db_file, salt=salt, slots=())
    slots = tuple(reseal(bare, key, slot) for slot in kept)
    return authenticated(replace(bare, slots=slots), key), key
