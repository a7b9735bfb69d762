from __future__ import annotations

import copy
import json
import pickle
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785

from mhlead.domain.errors import (
    MhleadError,
    NotAllowed,
    PassphraseTooWeak,
    StoreDamaged,
    StoreLocked,
    StoreTooNew,
    WrongPassphrase,
    WrongRecoveryKey,
)
from mhlead.vault.data_key import DataKey, Label
from mhlead.vault.header import (
    Header,
    Slot,
    SlotKind,
    checked_fields,
    from_fields,
    mac_input,
    to_bytes,
)
from mhlead.vault.keys import (
    new_header,
    unlock,
    with_passphrase,
    without_slot,
)
from mhlead.vault.passphrase import FLOOR_COST, Argon2Cost
from mhlead.vault.recovery import new_recovery_key
from mhlead.vault.recovery_slots import unlock_by_recovery, with_recovery

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSPHRASE = "seven green ferries to Ærøskøbing"
OTHER = "a colleague has another one"


@pytest.fixture(scope="module")
def made() -> tuple[Header, DataKey, str]:
    header, key = new_header(store_id="5f0c0c5e-0000-4000-8000-000000000001", db_file="store.db")
    header = with_passphrase(
        header, key, PASSPHRASE, user="lead", label="Lead", created_at=NOW, cost=FLOOR_COST
    )
    recovery_key = new_recovery_key()
    header = with_recovery(header, key, [recovery_key], set_number=1, created_at=NOW)
    return header, key, recovery_key


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for name, child in pairs:
        if isinstance(child, dict | list):
            yield from leaves(child, (*path, name))
        else:
            yield (*path, name)


def changed(fields: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    other = copy.deepcopy(fields)
    place: Any = other
    for step in path[:-1]:
        place = place[step]
    value = place[path[-1]]
    if isinstance(value, int):
        place[path[-1]] = value + 1
    else:
        first = "B" if value[:1] == "A" else "A"
        place[path[-1]] = first + value[1:]
    return other


def with_checksum(fields: dict[str, Any]) -> bytes:
    import hashlib

    checksum = hashlib.sha256(rfc8785.dumps(fields)).hexdigest()
    return rfc8785.dumps({**fields, "checksum": checksum})


def test_both_ways_in_give_the_same_data_key(made):
    header, key, recovery_key = made
    read = from_fields(checked_fields(to_bytes(header)))
    assert read == header
    assert unlock(read, PASSPHRASE).key.raw() == key.raw()
    assert unlock_by_recovery(read, [recovery_key]).key.raw() == key.raw()
    assert header.generation == 2


def test_composed_and_decomposed_accents_are_one_passphrase(made):
    header, key, _ = made
    assert unlock(header, unicodedata.normalize("NFD", PASSPHRASE)).key.raw() == key.raw()


def test_a_wrong_passphrase_and_a_key_of_another_store_are_refused(made):
    header, _, _ = made
    with pytest.raises(WrongPassphrase):
        unlock(header, OTHER)
    with pytest.raises(WrongRecoveryKey):
        unlock_by_recovery(header, [new_recovery_key()])


def test_no_field_of_the_header_can_be_changed_by_somebody_without_the_key(made):
    header, _, recovery_key = made
    fields = json.loads(to_bytes(header))
    fields.pop("checksum")
    accepted, tried = [], 0
    for path in leaves(fields):
        tried += 1
        data = with_checksum(changed(fields, path))
        ways = [lambda h: unlock(h, PASSPHRASE), lambda h: unlock_by_recovery(h, [recovery_key])]
        for way in ways:
            try:
                way(from_fields(checked_fields(data)))
            except MhleadError:
                continue
            accepted.append(path)
    assert tried > 25
    assert accepted == []


def test_every_cut_and_every_flipped_byte_of_the_file_is_noticed(made):
    data = to_bytes(made[0])
    for length in range(len(data)):
        with pytest.raises(StoreDamaged):
            checked_fields(data[:length])
    for place in range(len(data)):
        flipped = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(StoreDamaged):
            checked_fields(flipped)


def test_deeply_nested_and_huge_headers_are_damage_not_a_crash():
    for data in (
        b"[" * 100_000,
        b"{" + b" " * 300_000 + b"}",
        b'{"generation":1e400}',
        b"\xff",
        b"{}",
    ):
        with pytest.raises(StoreDamaged):
            checked_fields(data)


def test_a_newer_header_is_refused_by_name(made):
    fields = json.loads(to_bytes(made[0]))
    fields.pop("checksum")
    for name, known in (("format", 1), ("min_reader", 2)):
        newer = {**fields, name: known + 1, "novel": "yes"}
        with pytest.raises(StoreTooNew) as caught:
            from_fields(checked_fields(with_checksum(newer)))
        assert (caught.value.found, caught.value.supported) == (str(known + 1), str(known))


@pytest.mark.parametrize(
    "cost",
    [
        (19 * 1024 - 1, 2, 1),
        (19 * 1024, 1, 1),
        (19 * 1024, 2, 0),
        (2 * 1024**2 + 1, 3, 4),
        (65536, 21, 4),
        (65536, 3, 17),
    ],
)
def test_a_cost_below_the_floor_or_above_the_ceiling_is_refused(made, cost):
    with pytest.raises(StoreDamaged):
        Argon2Cost(*cost)
    fields = json.loads(to_bytes(made[0]))
    fields.pop("checksum")
    kdf = fields["slots"][0]["kdf"]
    kdf["m_kib"], kdf["t"], kdf["p"] = cost
    with pytest.raises(StoreDamaged):
        from_fields(fields)


def test_a_public_key_cannot_be_planted(made):
    header, _, _ = made
    foreign, foreign_key = new_header(store_id=header.store_id, db_file="store.db")
    foreign = replace(foreign, key_id=header.key_id)
    foreign = with_passphrase(
        foreign, foreign_key, OTHER, user="x", label="x", created_at=NOW, cost=FLOOR_COST
    )
    planted = replace(header, slots=(*header.slots, *foreign.slots))
    with pytest.raises(StoreDamaged):
        unlock(planted, OTHER)


def test_a_removed_slot_no_longer_opens_and_the_last_passphrase_stays(made):
    header, key, _ = made
    two = with_passphrase(
        header, key, OTHER, user="deputy", label="Deputy", created_at=NOW, cost=FLOOR_COST
    )
    assert unlock(two, OTHER).slot.user == "deputy"
    one = without_slot(two, key, two.slots[-1].slot_id)
    assert one.generation == two.generation + 1
    with pytest.raises(WrongPassphrase):
        unlock(one, OTHER)
    with pytest.raises(NotAllowed):
        without_slot(one, key, one.slots[0].slot_id)


@pytest.mark.parametrize(
    "weak", ["", "short", "aaaaaaaaaaaaaaaaaaaa", "password123456", "12345678901234"]
)
def test_a_weak_passphrase_makes_no_slot(made, weak):
    header, key, _ = made
    with pytest.raises(PassphraseTooWeak):
        with_passphrase(header, key, weak, user="", label="", created_at=NOW, cost=FLOOR_COST)


def test_the_canonical_header_is_for_ever():
    slot = Slot(
        "s1",
        SlotKind.PASSPHRASE,
        "lead",
        "Löwe",
        "2026-11-23T09:00:00Z",
        bytes(16),
        Argon2Cost(),
        bytes(32),
        bytes(80),
    )
    header = Header("store", 7, "key", "store.db", bytes(range(16)), (slot,), bytes(32))
    zeros = {16: "AAAAAAAAAAAAAAAAAAAAAA==", 32: "A" * 43 + "=", 80: "A" * 107 + "="}
    assert mac_input(header).decode() == (
        '{"cipher":{"name":"sqlcipher-4","page_size":4096,"salt":"000102030405060708090a0b0c0d0e0f"},'
        '"db_file":"store.db","format":1,"generation":7,"key_id":"key","magic":"mhlead-keys",'
        '"min_reader":1,"slots":[{"created_at":"2026-11-23T09:00:00Z","id":"s1","kdf":{"alg":"argon2id",'
        f'"m_kib":65536,"p":4,"salt":"{zeros[16]}","t":3,"v":19}},"kind":"passphrase","label":"Löwe",'
        f'"pub":"{zeros[32]}","sealed":"{zeros[80]}","user":"lead"}}],"store_id":"store"}}'
    )
    assert checked_fields(to_bytes(header))["mac"] == zeros[32]


def test_derived_keys_are_for_ever_and_differ_by_label():
    key = DataKey(bytes(range(32)))
    assert key.derived(Label.HEADER_MAC).hex() == HEADER_MAC_KEY
    assert len({key.derived(label) for label in Label}) == len(Label)


HEADER_MAC_KEY = "fcd8f075236adc9c51c9add4e8b62ff269f25976cd8be7b8c54a93eafcc979ba"


def test_a_wiped_key_is_gone_and_a_key_is_never_shown_or_pickled():
    key = DataKey.random()
    shown = key.raw().hex()
    assert shown not in repr(key)
    with pytest.raises(TypeError):
        pickle.dumps(key)
    key.wipe()
    assert key.is_wiped
    with pytest.raises(StoreLocked):
        key.raw()
