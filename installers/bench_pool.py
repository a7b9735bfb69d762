"""Row of the benchmark about pooling: every step of an area beside its key agreements alone."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from datetime import date
from itertools import combinations
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bench import Pair, Size, row
from mhlead.domain.pooling import FinishRequest, Pooled, Roster, digest_of
from mhlead.exchange import pool_file
from mhlead.exchange.pool_layout import layout_of
from mhlead.vault.pool_masks import PoolMasks

P = TypeVar("P", bound=Pooled)
SCHOOLS, SILENT = 255, 5
PLAN = {
    "format": "sdc-protect/1",
    "id": "bench",
    "dimensions": {
        "need": [f"need {n}" for n in range(10)],
        **{name: [f"{name} {n}" for n in range(6)] for name in "abcde"},
    },
    "releases": [{"id": "R", "tables": [["need", name] for name in "abcde"]}],
    "rule": {"threshold": 5},
}


@row(f"{SCHOOLS} schools pooled, {SILENT} silent / their key agreements alone, s", 2, scale=1)
def pooled(_size: Size, _stack: ExitStack) -> Pair:
    """All that all schools and the pooler compute for 300 counts, each file written and read."""
    layout = layout_of(PLAN, date(2026, 9, 1), date(2026, 12, 18))
    counts = tuple(n % 5 for n in range(len(layout.cells)))
    masks = PoolMasks()
    codes = [f"{100_000 + n}" for n in range(SCHOOLS)]

    def ours() -> None:
        kept = {code: masks.new_secret() for code in codes}
        cards = tuple(_sent(masks.card(secret, "bench", code)) for code, secret in kept.items())
        roster = _sent(Roster("bench", layout, cards))
        here = codes[SILENT:]
        came = [_sent(masks.contribution(kept[c], roster, c, counts)) for c in here]
        answered = tuple((one.school, digest_of(one)) for one in came)
        request = _sent(FinishRequest("bench", roster.digest, answered))
        answers = [_sent(masks.answer(kept[c], roster, c, request)) for c in here]
        sound = [masks.is_signed(one, roster.card(one.school)) for one in came]
        sound += [masks.is_signed(one, roster.card(one.school)) for one in answers]
        expected = tuple(count * (SCHOOLS - SILENT) for count in counts)
        if not all(sound) or masks.total(came, answers) != expected:
            raise RuntimeError("the masks did not cancel")

    keys = [X25519PrivateKey.from_private_bytes(secrets.token_bytes(32)) for _ in codes]
    publics = [key.public_key() for key in keys]

    def peer() -> None:
        # Both of each pair, once for the contribution and once for the answer.
        for one, two in combinations(range(SCHOOLS), 2):
            for key, public in ((one, two), (two, one)) * 2:
                keys[key].exchange(publics[public])

    return Pair(ours, peer)


def _sent(value: P) -> P:
    """What arrives of a file."""
    arrived = pool_file.read_bytes(pool_file.write(value))
    if not isinstance(arrived, type(value)):
        raise TypeError
    return arrived
