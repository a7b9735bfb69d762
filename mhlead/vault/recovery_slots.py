"""Recovery slots: one printed sheet that opens alone, or three of which any two open.

Two of three need no secret sharing: each sheet is a random key of its own, and each pair has a slot
whose private key is made of both.
"""

from __future__ import annotations

import itertools
import secrets
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from mhlead.domain.errors import NotAllowed, WrongRecoveryKey
from mhlead.domain.recovery import RecoveryKit
from mhlead.vault import recovery
from mhlead.vault.data_key import DataKey
from mhlead.vault.header import SALT_BYTES, Header, Slot, SlotKind
from mhlead.vault.keys import Unlocked, instant_text, open_any, with_slots
from mhlead.vault.slots import pair_slot_secret, private_of, public_of, recovery_slot_secret

RECOVERY_KINDS = frozenset({SlotKind.RECOVERY, SlotKind.RECOVERY_PAIR})


@dataclass(frozen=True, slots=True)
class _Sheet:
    letter: str
    secret: bytes


def kit_of(header: Header) -> RecoveryKit | None:
    """The set of sheets that opens the store, or None."""
    for slot in header.slots:
        if slot.kind in RECOVERY_KINDS:
            number = slot.label.split(" ")[0]
            return RecoveryKit(
                set_number=int(number) if number.isdecimal() else 1,
                made_at=datetime.fromisoformat(slot.created_at),
                sheets=1 if slot.kind is SlotKind.RECOVERY else 3,
            )
    return None


def with_recovery(
    header: Header, key: DataKey, typed: Sequence[str], *, set_number: int, created_at: datetime
) -> Header:
    """The header with a new set of sheets typed back, in the place of every earlier one.

    Args:
        typed: One key, or three.

    Raises:
        RecoveryKeyMistyped: one was typed wrong.
    """
    sheets = [_Sheet(recovery.sheet_of(one), recovery.secret_of(one)) for one in typed]
    earlier = [slot.slot_id for slot in header.slots if slot.kind in RECOVERY_KINDS]
    if len(sheets) == 1:
        slots = [_slot(SlotKind.RECOVERY, sheets, str(set_number), created_at)]
    else:
        slots = [
            _slot(SlotKind.RECOVERY_PAIR, pair, f"{set_number} {_letters(pair)}", created_at)
            for pair in itertools.combinations(sheets, 2)
        ]
    return with_slots(header, key, slots, earlier)


def unlock_by_recovery(header: Header, typed: Sequence[str]) -> Unlocked:
    """The data key by one printed sheet, or by two of three.

    Args:
        header: The key header.
        typed: What stands on the sheets; two of them may stand in one text.

    Raises:
        RecoveryKeyMistyped: one was typed wrong; the first wrong group is named.
        NotAllowed: another sheet is needed ("second-sheet"), or one was typed twice ("same-sheet").
        WrongRecoveryKey: they are sheets of another store or of an earlier set.
        StoreDamaged: the header was changed by somebody without the data key.
    """
    keys = [key for text in typed for key in recovery.keys_in(text)]
    sheets = [_Sheet(recovery.sheet_of(one), recovery.secret_of(one)) for one in keys]
    _refuse_too_few(sheets)
    kind = SlotKind.RECOVERY if len(sheets) == 1 else SlotKind.RECOVERY_PAIR
    letters = _letters(sheets)
    found = open_any(
        header,
        kind,
        lambda slot: _secret(sheets, slot.salt) if _fits(slot, letters) else None,
    )
    if found is None:
        raise WrongRecoveryKey
    return found


def _refuse_too_few(sheets: Sequence[_Sheet]) -> None:
    letters = [sheet.letter for sheet in sheets]
    if len(set(letters)) < len(letters):
        raise NotAllowed("same-sheet")
    if len(letters) == 1 and letters[0] != recovery.LONE:
        raise NotAllowed("second-sheet")
    if len(letters) != 1 and (len(letters) != 2 or recovery.LONE in letters):
        raise WrongRecoveryKey


def _fits(slot: Slot, letters: str) -> bool:
    return letters == recovery.LONE or slot.label.endswith(letters)


def _letters(sheets: Collection[_Sheet]) -> str:
    return "".join(sorted(sheet.letter for sheet in sheets))


def _secret(sheets: Collection[_Sheet], salt: bytes) -> bytes:
    first, *second = sorted(sheets, key=lambda sheet: sheet.letter)
    if second:
        return pair_slot_secret(first.secret, second[0].secret, salt)
    return recovery_slot_secret(first.secret, salt)


def _slot(kind: SlotKind, sheets: Collection[_Sheet], label: str, created_at: datetime) -> Slot:
    salt = secrets.token_bytes(SALT_BYTES)
    public = public_of(private_of(_secret(sheets, salt)))
    made_at = instant_text(created_at)
    return Slot(str(uuid.uuid4()), kind, "", label, made_at, salt, None, public)
