"""The printed recovery key: 160 bits that a person can read aloud, type back and be corrected in.

A version symbol and eight groups of five symbols of Crockford's base 32 (no I, L, O, U): four
carry 20 bits, the fifth checks them. The check is a weighted sum over the field of 32 elements,
and the group's place is part of it; so every single wrong symbol, every two symbols exchanged
within a group and every two groups exchanged are noticed, and the wrong group can be named.
"""

from __future__ import annotations

import re
import secrets

from mhlead.domain.errors import RecoveryKeyMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VERSION_SYMBOL = "1"
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


def _check_value(values: list[int], place: int) -> int:
    check = _POWER[place]
    for weight, value in enumerate(values, start=1):
        check ^= _times(_POWER[weight], value)
    return check


def new_recovery_key() -> str:
    """A new random recovery key, as it is printed."""
    return printed(secrets.token_bytes(SECRET_BYTES))


def printed(secret: bytes) -> str:
    """The recovery key as it is printed: "1 XXXXX XXXXX …", a version symbol and eight groups."""
    number = int.from_bytes(secret, "big")
    values = [number >> 5 * (31 - index) & 31 for index in range(GROUPS * DATA_SYMBOLS)]
    groups = []
    for place in range(1, GROUPS + 1):
        data = values[(place - 1) * DATA_SYMBOLS : place * DATA_SYMBOLS]
        groups.append("".join(ALPHABET[value] for value in [*data, _check_value(data, place)]))
    return " ".join([VERSION_SYMBOL, *groups])


def wrong_groups(typed: str) -> tuple[int, ...]:
    """The numbers, from 1, of the groups typed so far in full that don't check."""
    symbols = _BETWEEN.sub("", typed).upper()[1:]
    whole = range(1, min(len(symbols) // GROUP_SYMBOLS, GROUPS) + 1)
    return tuple(place for place in whole if not _is_group(symbols, place))


def secret_of(typed: str) -> bytes:
    """The twenty bytes of a recovery key as typed; case, spaces and dashes don't matter.

    Raises:
        RecoveryKeyMistyped: a group is wrong (its number), or the length or version symbol (0).
    """
    symbols = _BETWEEN.sub("", typed).upper()
    if symbols and _VALUE.get(symbols[0]) != _VALUE[VERSION_SYMBOL]:
        raise RecoveryKeyMistyped(0)
    wrong = wrong_groups(typed)
    if wrong:
        raise RecoveryKeyMistyped(wrong[0])
    if len(symbols) != 1 + GROUPS * GROUP_SYMBOLS:
        raise RecoveryKeyMistyped(0)
    number = 0
    for index, symbol in enumerate(symbols[1:]):
        if index % GROUP_SYMBOLS < DATA_SYMBOLS:
            number = number << 5 | _VALUE[symbol]
    return number.to_bytes(SECRET_BYTES, "big")


def _is_group(symbols: str, place: int) -> bool:
    group = symbols[(place - 1) * GROUP_SYMBOLS : place * GROUP_SYMBOLS]
    values = [_VALUE.get(symbol, -1) for symbol in group]
    return -1 not in values and _check_value(values[:-1], place) == values[-1]
