"""Opening a small store hundreds of times: what is worked out anew each time is kept instead.

Nothing that reaches the disk depends on it: the key that a passphrase gives, and the text of a
statement, are the same each time.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from mhlead.storage import engine
from mhlead.vault import passphrase

_STATEMENTS: LRUCache[Any, Any] = LRUCache(5000)


def keep_warm() -> None:
    """Keeps keys and statements in this process and in what is forked from it."""
    keys: Any = passphrase
    keys.hash_secret_raw = cache(keys.hash_secret_raw)
    engines: Any = engine
    make = engines.create_engine

    def made(*arguments: Any, **more: Any) -> Engine:
        new: Engine = make(*arguments, **more)
        new._compiled_cache = _STATEMENTS  # noqa: SLF001 - statements of one are another's too
        return new

    engines.create_engine = made
    dialect: Any = SQLiteDialect_pysqlite
    dialect.__hash__ = lambda _: 1
    dialect.__eq__ = lambda one, other: type(one) is type(other)
