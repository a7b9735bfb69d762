"""The digest of a roster as two people compare it by telephone."""

from __future__ import annotations

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP_SYMBOLS = 8, 4
_HEARD = {"O": "0", "I": "1", "L": "1"}


def fingerprint(digest: str) -> str:
    """A digest to compare by telephone: 160 bits in eight groups without look-alikes.

    Fewer would let a pooler search for two rosters that sound the same.
    """
    number = int(digest[:40], 16)
    symbols = [_SYMBOLS[number >> 5 * (31 - at) & 31] for at in range(_GROUPS * _GROUP_SYMBOLS)]
    return " ".join(
        "".join(symbols[at : at + _GROUP_SYMBOLS]) for at in range(0, len(symbols), _GROUP_SYMBOLS)
    )


def is_fingerprint(typed: str, digest: str) -> bool:
    """Whether a fingerprint as it was heard is that of the digest."""
    heard = (_HEARD.get(symbol, symbol) for symbol in typed.upper() if symbol.isalnum())
    return "".join(heard) == fingerprint(digest).replace(" ", "")
