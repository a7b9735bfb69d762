"""What a school keeps of its pooling rounds, as bytes for the sealed book, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from mhlead.domain.pool_book import PoolBook, RoundKept
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooling import canonical
from mhlead.exchange.strict_json import Bounds, parse

FORMAT = "mhlead-pool-book/1"
_BOOK = Bounds(PoolRefused, largest_bytes=8_000_000)


def write_book(book: PoolBook) -> bytes:
    """The book as bytes; they hold secrets, so they are sealed before they reach a disk."""
    document = {
        "format": FORMAT,
        "school": book.school,
        "rounds": [
            {
                "round": one.round_id,
                "secret": one.secret.hex(),
                "roster": one.roster,
                "counts": one.counts,
                "contribution": one.contribution,
                "request": one.request,
                "answered": list(one.answered),
                "rang": list(one.rang),
                "dimensions": list(one.dimensions),
                "first_on": one.first_on.isoformat(),
                "last_on": one.last_on.isoformat(),
            }
            for one in book.rounds
        ],
    }
    return canonical(document).encode()


def read_book(raw: bytes) -> PoolBook:
    """What `write_book` wrote.

    Raises:
        PoolRefused: it was not ("not-book"); a newer program may have written it.
    """
    try:
        document: dict[str, Any] = parse(raw, _BOOK)
        if document["format"] != FORMAT:
            raise PoolRefused("not-book")
        rounds = tuple(_round(one) for one in document["rounds"])
        return PoolBook(document["school"], rounds)
    except (KeyError, TypeError, ValueError):
        raise PoolRefused("not-book") from None


def _round(one: dict[str, Any]) -> RoundKept:
    return RoundKept(
        one["round"],
        bytes.fromhex(one["secret"]),
        one["roster"],
        one["counts"],
        one["contribution"],
        one["request"],
        tuple(one["answered"]),
        tuple(one["rang"]),
        tuple(one["dimensions"]),
        date.fromisoformat(one["first_on"]),
        date.fromisoformat(one["last_on"]),
    )
