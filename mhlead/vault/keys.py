"""Making and opening the key header: the only ways to a store's data key."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mhlead.domain.errors import NotAllowed, StoreDamaged, WrongPassphrase, WrongRecoveryKey
from mhlead.vault import recovery
from mhlead.vault.data_key import DataKey, Label
from mhlead.vault.header import SALT_BYTES, Header, Slot, SlotKind, mac_input, seal_info
from mhlead.vault.passphrase import DEFAULT_COST, Argon2Cost, refuse_weak, slot_secret
from mhlead.vault.slots import opened, private_of, public_of, recovery_slot_secret, sealed


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The data key and the slot that gave it."""

    key: DataKey
    slot: Slot


def new_header(*, store_id: str, db_file: str) -> tuple[Header, DataKey]:
    """A header without a way in yet, and its new random data key."""
    salt = secrets.token_bytes(SALT_BYTES)
    return Header(store_id, 0, str(uuid.uuid4()), db_file, salt, ()), DataKey.random()


def with_passphrase(
    header: Header,
    key: DataKey,
    passphrase: str,
    *,
    user: str,
    label: str,
    created_at: datetime,
    cost: Argon2Cost = DEFAULT_COST,
    instead_of: tuple[str, ...] = (),
) -> Header:
    """The header with a new passphrase slot, one generation on.

    Args:
        instead_of: Identifiers of the slots it takes the place of.

    Raises:
        PassphraseTooWeak: under the floor, or guessable.
    """
    refuse_weak(passphrase)
    salt = secrets.token_bytes(SALT_BYTES)
    private = private_of(slot_secret(passphrase, salt, cost))
    slot = Slot(
        str(uuid.uuid4()),
        SlotKind.PASSPHRASE,
        user,
        label,
        _instant(created_at),
        salt,
        cost,
        public_of(private),
    )
    return _with_slot(header, key, slot, instead_of)


def with_recovery_key(
    header: Header,
    key: DataKey,
    typed: str,
    *,
    user: str,
    label: str,
    created_at: datetime,
    instead_of: tuple[str, ...] = (),
) -> Header:
    """The header with a new recovery slot for a printed key typed back, one generation on.

    Args:
        instead_of: Identifiers of the slots it takes the place of.

    Raises:
        RecoveryKeyMistyped: it was typed wrong.
    """
    secret, salt = recovery.secret_of(typed), secrets.token_bytes(SALT_BYTES)
    private = private_of(recovery_slot_secret(secret, salt))
    slot = Slot(
        str(uuid.uuid4()),
        SlotKind.RECOVERY,
        user,
        label,
        _instant(created_at),
        salt,
        None,
        public_of(private),
    )
    return _with_slot(header, key, slot, instead_of)


def without_slot(header: Header, key: DataKey, slot_id: str) -> Header:
    """The header without one slot, one generation on.

    Raises:
        NotAllowed: it is the last passphrase slot ("last-slot").
    """
    kept = tuple(slot for slot in header.slots if slot.slot_id != slot_id)
    if not any(slot.kind is SlotKind.PASSPHRASE for slot in kept):
        raise NotAllowed("last-slot")
    return _authenticated(replace(header, slots=kept), key)


def unlock(header: Header, passphrase: str) -> Unlocked:
    """The data key by a passphrase; takes some tenths of a second for each passphrase slot.

    Raises:
        WrongPassphrase: no slot opened.
        StoreDamaged: the header was changed by somebody without the data key.
    """
    found = _open_any(
        header,
        SlotKind.PASSPHRASE,
        lambda slot: slot_secret(passphrase, slot.salt, slot.cost or DEFAULT_COST),
    )
    if found is None:
        raise WrongPassphrase
    return found


def unlock_by_recovery_key(header: Header, typed: str) -> Unlocked:
    """The data key by the printed recovery key.

    Raises:
        RecoveryKeyMistyped: it was typed wrong; the first wrong group is named.
        WrongRecoveryKey: it is a key of another store or of a removed slot.
        StoreDamaged: the header was changed by somebody without the data key.
    """
    secret = recovery.secret_of(typed)
    found = _open_any(
        header, SlotKind.RECOVERY, lambda slot: recovery_slot_secret(secret, slot.salt)
    )
    if found is None:
        raise WrongRecoveryKey
    return found


def verify_header(header: Header, key: DataKey) -> None:
    """The header is the one that the holder of the data key wrote.

    Raises:
        StoreDamaged: it is not.
    """
    if not key.has_made(Label.HEADER_MAC, mac_input(header), header.mac):
        raise StoreDamaged("header")


def _open_any(
    header: Header, kind: SlotKind, secret_for: Callable[[Slot], bytes]
) -> Unlocked | None:
    for slot in header.slots:
        if slot.kind is not kind:
            continue
        private = private_of(secret_for(slot))
        if public_of(private) != slot.public:
            continue
        key = opened(slot.sealed, private, seal_info(header, slot))
        if key is None:
            raise StoreDamaged("header")
        verify_header(header, key)
        return Unlocked(key, slot)
    return None


def _with_slot(header: Header, key: DataKey, slot: Slot, instead_of: tuple[str, ...]) -> Header:
    full = replace(slot, sealed=sealed(key, slot.public, seal_info(header, slot)))
    kept = tuple(each for each in header.slots if each.slot_id not in instead_of)
    return _authenticated(replace(header, slots=(*kept, full)), key)


def _authenticated(header: Header, key: DataKey) -> Header:
    newer = replace(header, generation=header.generation + 1, mac=b"")
    return replace(newer, mac=key.mac(Label.HEADER_MAC, mac_input(newer)))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
