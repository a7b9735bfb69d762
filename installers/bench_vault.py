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
    salt = secrets.token_bytes(16)

    def ours() -> None:
        keys.unlock(header, PASSPHRASE).key.wipe()

    def peer() -> None:
        hash_secret_raw(
            PASSPHRASE.encode(),
            salt,
            time_cost=DEFAULT_COST.passes,
            memory_cost=DEFAULT_COST.memory_kib,
            parallelism=DEFAULT_COST.lanes,
            hash_len=SECRET_BYTES,
            type=Type.ID,
        )

    return Pair(ours, peer)
