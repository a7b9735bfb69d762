"""The printed recovery key: 160 bits that a person can read aloud, type back and be corrected in.

A symbol that says which sheet it is and eight groups of five symbols of Crockford's base 32 (no I,
L, O, U): four carry 20 bits, the fifth checks them. The check is a weighted sum over the field of
32 elements, and the group's place and the sheet are part of it; so every single wrong symbol, every
two symbols exchanged within a group and every two groups exchanged are noticed, and the wrong group
can be named. Where every group is wrong, it is the symbol before them.
"""

from __future__ import annotations

import re
import secrets

from mhlead.domain.errors import RecoveryKeyMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONE = "1"
"""The first symbol of a sheet that opens the store alone."""
OF_THREE = ("A", "B", "C")
"""The first symbols of three sheets, any two of which open it."""
SECRET_BYTES = 20
GROUPS = 8
DATA_SYMBOLS = 4
GROUP_SYMBOLS = DATA_SYMBOLS + 1

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212_.]+")


def _powers() -> tuple[int, ...]:
    """Powers of x in GF(32) with the primitive polynomial x^5 + x^2 + 1."""
    powers = [1]
    while len(powers) < 31:
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled & 0b100000 else doubled)
    return tuple(powers)


_POWER = _powers()
_LOG = {power: exponent for exponent, power in enumerate(_POWER)}


def _times(a: int, b: int) -> int:
    return _POWER[(_LOG[a] + _LOG[b]) % 31] if a and b else 0


_SHEETS = (LONE, *OF_THREE)


def _check_value(values: list[int], place: int, sheet: str) -> int:
    check = _POWER[(place + GROUPS * _SHEETS.index(sheet)) % 31]
    for weight, value in enumerate(values, start=1):
        check ^= _times(_POWER[weight], value)
    return check


def new_recovery_key(sheet: str = LONE) -> str:
    """A new random recovery key, as it is printed."""
    return printed(secrets.token_bytes(SECRET_BYTES), sheet)


def new_recovery_sheets(count: int) -> tuple[str, ...]:
    """New keys for one sheet that opens alone, or for three of which any two open."""
    return (new_recovery_key(),) if count == 1 else tuple(map(new_recovery_key, OF_THREE))


def printed(secret: bytes, sheet: str = LONE) -> str:
    """The recovery key as it is printed: "1 XXXXX XXXXX …", which sheet it is and eight groups."""
    number = int.from_bytes(secret, "big")
    values = [number >> 5 * (31 - index) & 31 for index in range(GROUPS * DATA_SYMBOLS)]
    groups = []
    for place in range(1, GROUPS + 1):
        data = values[(place - 1) * DATA_SYMBOLS : place * DATA_SYMBOLS]
        groups.append(
            "".join(ALPHABET[value] for value in [*data, _check_value(data, place, sheet)])
        )
    return " ".join([sheet, *groups])


def wrong_groups(typed: str) -> tuple[int, ...]:
    """The numbers, from 1, of the groups typed so far in full that don't check."""
    symbols, sheet = _BETWEEN.sub("", typed).upper()[1:], sheet_of(typed)
    whole = range(1, min(len(symbols) // GROUP_SYMBOLS, GROUPS) + 1)
    return tuple(place for place in whole if not _is_group(symbols, place, sheet or LONE))


def keys_in(typed: str) -> list[str]:
    """The keys that stand one after the other in a text; one where it is no longer than one."""
    symbols = _BETWEEN.sub("", typed)
    length = 1 + GROUPS * GROUP_SYMBOLS
    return [symbols[at : at + length] for at in range(0, max(1, len(symbols)), length)]


def sheet_of(typed: str) -> str:
    """Which sheet a key is of by its first symbol: LONE or one of OF_THREE; "" where none."""
    first = _BETWEEN.sub("", typed).upper()[:1]
    return LONE if first in {"I", "L"} else first if first in _SHEETS else ""


def secret_of(typed: str) -> bytes:
    """The twenty bytes of a recovery key as typed; case, spaces and dashes don't matter.

    Raises:
        RecoveryKeyMistyped: a group is wrong (its number), or the length or first symbol (0).
    """
    symbols = _BETWEEN.sub("", typed).upper()
    if not sheet_of(typed):
        raise RecoveryKeyMistyped(0)
    wrong = wrong_groups(typed)
    if wrong:
        raise RecoveryKeyMistyped(0 if len(wrong) == GROUPS else wrong[0])
    if len(symbols) != 1 + GROUPS * GROUP_SYMBOLS:
        raise RecoveryKeyMistyped(0)
    number = 0
    for index, symbol in enumerate(symbols[1:]):
        if index % GROUP_SYMBOLS < DATA_SYMBOLS:
            number = number << 5 | _VALUE[symbol]
    return number.to_bytes(SECRET_BYTES, "big")


def _is_group(symbols: str, place: int, sheet: str) -> bool:
    group = symbols[(place - 1) * GROUP_SYMBOLS : place * GROUP_SYMBOLS]
    values = [_VALUE.get(symbol, -1) for symbol in group]
    return -1 not in values and _check_value(values[:-1], place, sheet) == values[-1]
