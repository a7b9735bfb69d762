"""Making and opening the key header: the only ways to a store's data key."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mhlead.domain.errors import NotAllowed, StoreDamaged, WrongPassphrase
from mhlead.vault.data_key import DataKey, Label
from mhlead.vault.header import SALT_BYTES, Header, Slot, SlotKind, mac_input, seal_info
from mhlead.vault.passphrase import DEFAULT_COST, Argon2Cost, refuse_weak, slot_secret
from mhlead.vault.slots import opened, private_of, public_of, sealed


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
        instant_text(created_at),
        salt,
        cost,
        public_of(private),
    )
    return with_slots(header, key, [slot], instead_of)


def without_slot(header: Header, key: DataKey, slot_id: str) -> Header:
    """The header without one slot, one generation on.

    Raises:
        NotAllowed: it is the last passphrase slot ("last-slot").
    """
    kept = tuple(slot for slot in header.slots if slot.slot_id != slot_id)
    if not any(slot.kind is SlotKind.PASSPHRASE for slot in kept):
        raise NotAllowed("last-slot")
    return authenticated(replace(header, slots=kept), key)


def unlock(header: Header, passphrase: str, *, first: str = "") -> Unlocked:
    """The data key by a passphrase; takes some tenths of a second for each slot tried.

    Args:
        first: Identifier of the slot tried before the others.

    Raises:
        WrongPassphrase: no slot opened.
        StoreDamaged: the header was changed by somebody without the data key.
    """
    found = open_any(
        header,
        SlotKind.PASSPHRASE,
        lambda slot: slot_secret(passphrase, slot.salt, slot.cost or DEFAULT_COST),
        first,
    )
    if found is None:
        raise WrongPassphrase
    return found


def verify_header(header: Header, key: DataKey) -> None:
    """The header is the one that the holder of the data key wrote.

    Raises:
        StoreDamaged: it is not.
    """
    if not key.has_made(Label.HEADER_MAC, mac_input(header), header.mac):
        raise StoreDamaged("header")


def open_any(
    header: Header,
    kind: SlotKind,
    secret_for: Callable[[Slot], bytes | None],
    first: str = "",
) -> Unlocked | None:
    """The data key by the first slot of a kind whose secret fits, or None.

    Args:
        secret_for: The 32 bytes of a slot's private key; None where there are none.
        first: Identifier of the slot tried before the others.

    Raises:
        StoreDamaged: the header was changed by somebody without the data key.
    """
    for slot in sorted(header.slots, key=lambda each: each.slot_id != first):
        secret = secret_for(slot) if slot.kind is kind else None
        if secret is None:
            continue
        private = private_of(secret)
        if public_of(private) != slot.public:
            continue
        key = opened(slot.sealed, private, seal_info(header, slot))
        if key is None:
            raise StoreDamaged("header")
        verify_header(header, key)
        return Unlocked(key, slot)
    return None


def with_slots(
    header: Header, key: DataKey, slots: Iterable[Slot], instead_of: Collection[str] = ()
) -> Header:
    """The header with new slots, to which the data key is sealed here, one generation on.

    Args:
        instead_of: Identifiers of the slots they take the place of.
    """
    kept = [each for each in header.slots if each.slot_id not in instead_of]
    added = [reseal(header, key, slot) for slot in slots]
    return authenticated(replace(header, slots=(*kept, *added)), key)


def reseal(header: Header, key: DataKey, slot: Slot) -> Slot:
    """The slot with the data key sealed to its public key; its holder need not be there."""
    return replace(slot, sealed=sealed(key, slot.public, seal_info(header, slot)))


def with_newer_passphrases(theirs: Header, ours: Header, key: DataKey) -> Header:
    """Their header, and everybody whose passphrase is newer in ours has that one; no MAC yet.

    So somebody who lost theirs and made a new one in one copy is not locked out when that copy
    follows another. Whoever was removed there, which changes the key, does not come back.

    Args:
        theirs: The header of the copy that is followed; new slots are sealed for it.
        ours: The header of the copy that follows it.
        key: Their data key.
    """
    kept = {slot.slot_id: slot for slot in theirs.slots}
    for slot in ours.slots:
        if slot.kind is not SlotKind.PASSPHRASE or slot.slot_id in kept:
            continue
        there = [
            one for one in theirs.slots if one.kind is SlotKind.PASSPHRASE and one.user == slot.user
        ]
        was_removed = not there and ours.key_id != theirs.key_id
        if was_removed or any(one.created_at >= slot.created_at for one in there):
            continue
        for one in there:
            kept.pop(one.slot_id, None)
        kept[slot.slot_id] = reseal(theirs, key, slot)
    return replace(theirs, slots=tuple(kept.values()))


def authenticated(header: Header, key: DataKey) -> Header:
    """The header one generation on, with its MAC."""
    newer = replace(header, generation=header.generation + 1, mac=b"")
    return replace(newer, mac=key.mac(Label.HEADER_MAC, mac_input(newer)))


def instant_text(at: datetime) -> str:
    """The instant as a slot keeps it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
