from __future__ import annotations

import hashlib
import hmac
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.errors import StoreLocked
from mhlead.vault.audit_seal import (
    FIRST_PREV,
    AuditSeal,
    detail_commit,
    detail_text,
    event_hash,
    new_subject_key,
    subject_ref,
)
from mhlead.vault.data_key import DataKey

ROW = {
    "seq": 1,
    "at": "2026-11-23T09:00:00.000000Z",
    "actor": "a1",
    "action": "pupil.viewed",
    "subject": "ab",
    "commit": "cd",
    "prev": FIRST_PREV,
}


def test_an_event_hash_can_be_checked_with_the_standard_library_alone():
    row = {**ROW, "subject_ref": "ab", "detail_commit": "cd"}
    del row["subject"], row["commit"]
    text = json.dumps(row, sort_keys=True, separators=(",", ":"))
    assert event_hash(**ROW) == hashlib.sha256(text.encode()).hexdigest()


def test_every_field_is_part_of_the_hash():
    hashes = {event_hash(**{**ROW, name: 2 if name == "seq" else "x"}) for name in ROW}
    assert len(hashes | {event_hash(**ROW)}) == len(ROW) + 1


def test_a_reference_and_a_commitment_need_the_subjects_key():
    first, second = new_subject_key(), new_subject_key()
    assert subject_ref(first) != subject_ref(second)
    text = detail_text({"b": 'a "word"\n', "a": "é"})
    assert text == '{"a":"é","b":"a \\"word\\"\\n"}'
    assert detail_commit(text, first) == hmac.digest(first, text.encode(), "sha256").hex()
    assert detail_commit(text, None) == hashlib.sha256(text.encode()).hexdigest()


@given(st.dictionaries(st.text(st.characters(codec="ascii")), st.text()))
def test_details_are_canonical_as_a_library_for_the_whole_standard_writes_them(detail):
    assert detail_text(detail).encode() == rfc8785.dumps(detail)


def test_only_the_stores_own_key_makes_the_mac():
    seal, other = AuditSeal(DataKey(bytes(32))), AuditSeal(DataKey(bytes([1]) * 32))
    mac = seal.mac("ab")
    assert seal.has_made("ab", mac)
    assert not other.has_made("ab", mac)
    assert not seal.has_made("ac", mac)
    assert not seal.has_made("ab", "é")


def test_a_seal_that_was_dropped_signs_nothing_and_says_why():
    seal = AuditSeal(DataKey(bytes(32)))
    seal.forget()
    with pytest.raises(StoreLocked):
        seal.mac("ab")
