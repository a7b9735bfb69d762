from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mhlead.domain.errors import (
    NotAllowed,
    RecoveryKeyMistyped,
    WrongPassphrase,
    WrongRecoveryKey,
)
from mhlead.domain.quick_unlock import QuickUnlockUnavailable
from mhlead.vault.data_key import DataKey
from mhlead.vault.header import Header, SlotKind, checked_fields, from_fields, mac_input, to_bytes
from mhlead.vault.header import _header_fields as fields_of
from mhlead.vault.keyring_slots import new_keyring_secret, unlock_by_keyring, with_keyring
from mhlead.vault.keys import new_header, unlock, with_passphrase
from mhlead.vault.passphrase import FLOOR_COST
from mhlead.vault.recovery import new_recovery_key, new_recovery_sheets, secret_of, sheet_of
from mhlead.vault.recovery_slots import kit_of, unlock_by_recovery, with_recovery
from mhlead.vault.rotation import rotated

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSPHRASE = "seven green ferries to Ærøskøbing"


@pytest.fixture(scope="module")
def plain() -> tuple[Header, DataKey]:
    header, key = new_header(store_id="5f0c0c5e-0000-4000-8000-000000000001", db_file="store.db")
    return (
        with_passphrase(
            header, key, PASSPHRASE, user="lead", label="", created_at=NOW, cost=FLOOR_COST
        ),
        key,
    )


@pytest.fixture(scope="module")
def shared(plain: tuple[Header, DataKey]) -> tuple[Header, DataKey, tuple[str, ...]]:
    header, key = plain
    sheets = new_recovery_sheets(3)
    return with_recovery(header, key, sheets, set_number=4, created_at=NOW), key, sheets


def test_every_pair_of_sheets_opens_in_either_order_and_no_single_one(shared):
    header, key, sheets = shared
    read = from_fields(checked_fields(to_bytes(header)))
    for pair in itertools.permutations(sheets, 2):
        assert unlock_by_recovery(read, pair).key.raw() == key.raw()
    for one in sheets:
        with pytest.raises(NotAllowed, match="second-sheet"):
            unlock_by_recovery(read, [one])
        with pytest.raises(NotAllowed, match="same-sheet"):
            unlock_by_recovery(read, [one, one.lower()])
        as_lone = "1" + one[1:]
        with pytest.raises(RecoveryKeyMistyped):
            unlock_by_recovery(read, [as_lone])


def test_a_single_sheet_with_a_guess_for_the_other_opens_nothing(shared):
    header, _, (first, *_) = shared
    with pytest.raises(WrongRecoveryKey):
        unlock_by_recovery(header, [first, new_recovery_key("B")])
    lone = new_recovery_key()
    with pytest.raises(WrongRecoveryKey):
        unlock_by_recovery(header, [lone])
    with pytest.raises(WrongRecoveryKey):
        unlock_by_recovery(header, [first, lone])


def test_a_wrong_first_symbol_is_told_from_a_wrong_group(shared):
    _, _, (first, *_) = shared
    assert sheet_of(first) == "A"
    for other in ("1", "B", "C", "D", "Z"):
        with pytest.raises(RecoveryKeyMistyped) as caught:
            secret_of(other + first[1:])
        assert caught.value.group == 0
    symbols = list(first)
    symbols[9] = "Z" if symbols[9] != "Z" else "Y"
    with pytest.raises(RecoveryKeyMistyped) as caught:
        secret_of("".join(symbols))
    assert caught.value.group == 2


def test_a_new_set_ends_the_one_before_and_is_counted(shared):
    header, key, sheets = shared
    kit = kit_of(header)
    assert kit is not None
    assert (kit.set_number, kit.sheets, kit.needed, kit.made_at) == (4, 3, 2, NOW)
    lone = new_recovery_sheets(1)
    newer = with_recovery(header, key, lone, set_number=5, created_at=NOW)
    assert unlock_by_recovery(newer, lone).key.raw() == key.raw()
    with pytest.raises(WrongRecoveryKey):
        unlock_by_recovery(newer, sheets[:2])
    assert len(newer.slots) == 2


def test_an_older_reader_is_told_by_the_header_that_it_is_too_old(plain, shared):
    assert fields_of(plain[0])["min_reader"] == 1
    assert fields_of(shared[0])["min_reader"] == 2
    assert b'"format":1,' in mac_input(shared[0])


def test_a_keyring_slot_opens_by_what_is_kept_for_it_alone(plain):
    header, key = plain
    secret = new_keyring_secret()
    newer, slot_id = with_keyring(header, key, secret, user="deputy", created_at=NOW)
    found = unlock_by_keyring(newer, {slot_id: secret}.get)
    assert (found.key.raw(), found.slot.user) == (key.raw(), "deputy")
    for kept in ({}, {slot_id: new_keyring_secret()}, {"another": secret}):
        with pytest.raises(QuickUnlockUnavailable, match="gone"):
            unlock_by_keyring(newer, kept.get)


def test_a_new_key_is_sealed_to_everybody_who_stays_without_their_secrets(shared):
    header, key, sheets = shared
    header = with_passphrase(
        header,
        key,
        "a colleague has another one",
        user="deputy",
        label="",
        created_at=NOW,
        cost=FLOOR_COST,
    )
    leaver = next(slot for slot in header.slots if slot.user == "deputy")
    newer, fresh = rotated(header, db_file="store-9.db", without={leaver.slot_id})
    assert fresh.raw() != key.raw()
    assert (newer.generation, newer.db_file) == (header.generation + 1, "store-9.db")
    assert newer.salt != header.salt
    assert newer.key_id != header.key_id
    assert unlock(newer, PASSPHRASE).key.raw() == fresh.raw()
    assert unlock_by_recovery(newer, sheets[1:]).key.raw() == fresh.raw()
    with pytest.raises(WrongPassphrase):
        unlock(newer, "a colleague has another one")
    kept = replace(newer, slots=tuple(s for s in newer.slots if s.kind is SlotKind.PASSPHRASE))
    with pytest.raises(NotAllowed, match="last-slot"):
        rotated(kept, db_file="store-10.db", without={s.slot_id for s in kept.slots})
