"""The copy of the key header inside the database, and what its changes say in the history.

A change of the ways in lies in the files beside the store first. The copy inside follows in one
transaction with its lines in the history; where the program ended between the two, the next opening
writes both. So no way in is added or ended without a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from mhlead.domain.audit import Action
from mhlead.domain.errors import MhleadError, WrongPassphrase, WrongRecoveryKey
from mhlead.storage.connection import Keyed
from mhlead.storage.engine import lone_engine
from mhlead.storage.faults import storage_faults
from mhlead.storage.history import History
from mhlead.storage.tables import store_headers
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.header import Header, Slot, SlotKind, checked_fields, from_fields, to_bytes
from mhlead.vault.recovery_slots import RECOVERY_KINDS, kit_of

Event = tuple[Action, dict[str, str]]


def generation_inside(connection: Connection) -> int:
    """The generation of the copy; 0 where there is none yet."""
    return connection.scalar(select(store_headers.c.generation)) or 0


def newest_of(keyed: Keyed, header: Header, slot: Slot) -> Header:
    """The header, or the copy inside where that is newer; what was ended there opens nothing.

    Args:
        keyed: The encrypted file.
        header: An older header than lay beside it.
        slot: The way in that opened it.

    Raises:
        WrongPassphrase, WrongRecoveryKey: the store has ended this way in.
    """
    engine = lone_engine(keyed)
    try:
        with storage_faults(), engine.connect() as connection:
            inside = _header_inside(connection)
    finally:
        engine.dispose()
    if inside is None or inside.generation <= header.generation:
        return header
    if any(one.slot_id == slot.slot_id for one in inside.slots):
        return inside
    raise WrongRecoveryKey if slot.kind in RECOVERY_KINDS else WrongPassphrase


def follow(
    connection: Connection, seal: AuditSeal, header: Header, *, by: str, at: datetime
) -> None:
    """The copy is `header`, and the history has a line for each way in that came or went.

    Args:
        by: The member of staff at work; "" where the program finds the change at opening.
    """
    before = _header_inside(connection)
    history = History(connection, seal)
    for action, detail in _events(before, header) if before is not None else ():
        history.append(at=at, actor=by, action=action, subject_id=None, detail=detail)
    row = {"id": 1, "generation": header.generation, "header": to_bytes(header)}
    connection.execute(delete(store_headers))
    connection.execute(insert(store_headers), row)


def _header_inside(connection: Connection) -> Header | None:
    raw = connection.scalar(select(store_headers.c.header))
    try:
        return None if raw is None else from_fields(checked_fields(raw))
    except MhleadError:  # a damaged copy is taken the place of; `verify` names it before that
        return None


def _events(before: Header, after: Header) -> Iterator[Event]:
    yield from _people(before, after)
    yield from _quick_ways(before, after)
    kit = kit_of(after)
    if kit is not None and kit != kit_of(before):
        yield (
            Action.RECOVERY_MADE,
            {"set": str(kit.set_number), "sheets": str(kit.sheets), "needed": str(kit.needed)},
        )


def _people(before: Header, after: Header) -> Iterator[Event]:
    old, new = _by_user(before), _by_user(after)
    for user in new:
        if user not in old:
            yield Action.PERSON_ADDED, {"holder": user}
        elif new[user] != old[user]:
            yield Action.PASSPHRASE_CHANGED, {"holder": user}
    for user in old:
        if user not in new:
            yield Action.PERSON_REMOVED, {"holder": user}


def _by_user(header: Header) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for slot in header.slots:
        if slot.kind is SlotKind.PASSPHRASE:
            found.setdefault(slot.user, set()).add(slot.slot_id)
    return found


def _quick_ways(before: Header, after: Header) -> Iterator[Event]:
    old, new = _keyring_slots(before), _keyring_slots(after)
    for slot_id in new.keys() - old.keys():
        yield Action.QUICK_UNLOCK_SET, {"holder": new[slot_id].user}
    for slot_id in old.keys() - new.keys():
        yield Action.QUICK_UNLOCK_ENDED, {"holder": old[slot_id].user}


def _keyring_slots(header: Header) -> dict[str, Slot]:
    return {slot.slot_id: slot for slot in header.slots if slot.kind is SlotKind.KEYRING}
