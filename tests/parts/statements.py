"""The statements that reach the database of an open store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from mhlead.services.ports import Store

_AROUND = ("--", "PRAGMA", "BEGIN", "COMMIT", "ROLLBACK")
"""What is not counted: a trigger's own, the log of bad pages, the ends of transactions."""


@contextmanager
def statements_of(store: Store) -> Iterator[list[str]]:
    """What the transactions begun meanwhile say to the database, however they say it."""
    said: list[str] = []
    engine = store._engine  # type: ignore[attr-defined]

    def note(text: str) -> None:
        # One that had to be prepared anew comes twice in a row.
        if not text.startswith(_AROUND) and said[-1:] != [text]:
            said.append(text)

    def listen(connection: Any, *_: object) -> None:
        connection.set_trace_callback(note)

    def leave(connection: Any, *_: object) -> None:
        connection.set_trace_callback(None)

    event.listen(engine, "checkout", listen)
    event.listen(engine, "checkin", leave)
    try:
        yield said
    finally:
        event.remove(engine, "checkout", listen)
        event.remove(engine, "checkin", leave)
