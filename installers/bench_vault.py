"""Rows of the benchmark about keys."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from datetime import UTC, datetime

from argon2.low_level import Type, hash_secret_raw

from bench import Pair, Size, row
from mhlead.vault import keys
from mhlead.vault.passphrase import DEFAULT_COST, SECRET_BYTES

PASSPHRASE = "four fictional garden words"  # noqa: S105  # of a store that lasts one row


@row("unlock by passphrase / Argon2id alone", rounds=15)
def unlock(_size: Size, _stack: ExitStack) -> Pair:
    """Opening the header's one slot beside the derivation that it can't do without."""
    empty, key = keys.new_header(store_id="bench", db_file="bench.db")
    now = datetime.now(UTC)
    header = keys.with_passphrase(empty, key, PASSPHRASE, user="", label="", created_at=now)
    return Pair(lambda: keys.unlock(header, PASSPHRASE).key.wipe(), derivation)


@row("unlock by the last of three people's passphrases / Argon2id alone", rounds=15)
def unlock_one_of_three(_size: Size, _stack: ExitStack) -> Pair:
    """The way in last used on a computer is tried first, so more people cost nothing."""
    header, key = keys.new_header(store_id="bench", db_file="bench.db")
    now = datetime.now(UTC)
    for person in ("lead", "deputy", "head"):
        typed = f"{PASSPHRASE} {person}"
        header = keys.with_passphrase(header, key, typed, user=person, label="", created_at=now)
    last = header.slots[-1].slot_id

    def ours() -> None:
        keys.unlock(header, f"{PASSPHRASE} head", first=last).key.wipe()

    return Pair(ours, derivation)


def derivation() -> None:
    """What every unlock costs, whatever else it does."""
    hash_secret_raw(
        PASSPHRASE.encode(),
        secrets.token_bytes(16),
        time_cost=DEFAULT_COST.passes,
        memory_cost=DEFAULT_COST.memory_kib,
        parallelism=DEFAULT_COST.lanes,
        hash_len=SECRET_BYTES,
        type=Type.ID,
    )
