"""Rows of the benchmark about backups."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

from bench import Pair, Size, row
from bench_stores import filled
from mhlead.storage import backup
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.store import EncryptedStore


def _place(store: EncryptedStore, stack: ExitStack) -> Path:
    made = tempfile.TemporaryDirectory(prefix="bench-backup-", dir=store.folder.parent)
    return Path(stack.enter_context(made))


def _open(size: Size, stack: ExitStack) -> EncryptedStore:
    store = filled(size, stack).session.store
    if not isinstance(store, EncryptedStore):
        raise TypeError("a store of another kind")
    return store


def _vacuum(keyed: Keyed, place: Path) -> None:
    """The bare thing: a copy of the whole file, and nothing else."""
    target = place / "bare.db"
    target.unlink(missing_ok=True)
    connection = connect(keyed)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        close(connection)


@row("a backup copied, sealed, read back, in place / VACUUM INTO", rounds=7)
def written(size: Size, stack: ExitStack) -> Pair:
    """Everything of a backup but looking through it: what the lock of the store waits for."""
    store = _open(size, stack)
    place, own = _place(store, stack), _place(store, stack)
    keyed = store._keyed  # noqa: SLF001 - the same file with the same key

    def unchecked(*arguments: object, **more: object) -> object:
        del arguments, more
        return report

    report = store.verify()

    def ours() -> None:
        with mock.patch.object(backup, "verify_store", unchecked):
            store.back_up([own], "", 90)

    return Pair(ours, lambda: _vacuum(keyed, place))


@row("a backup made and looked through / VACUUM INTO", rounds=5)
def made(size: Size, stack: ExitStack) -> Pair:
    """The whole of it: pages, structure, links, search, the history, rows counted."""
    store = _open(size, stack)
    place, own = _place(store, stack), _place(store, stack)
    keyed = store._keyed  # noqa: SLF001

    return Pair(lambda: _back_up(store, own), lambda: _vacuum(keyed, place))


def _back_up(store: EncryptedStore, own: Path) -> None:
    store.back_up([own], "", 90)


@row("every byte of a backup checked again / VACUUM INTO", rounds=7)
def read_back(size: Size, stack: ExitStack) -> Pair:
    """What a flipped bit costs to notice, without restoring anything."""
    store = _open(size, stack)
    place, own = _place(store, stack), _place(store, stack)
    name = store.back_up([own], "", 90).name
    keyed = store._keyed  # noqa: SLF001

    def ours() -> None:
        BackupReader(own / name).check_bytes(keyed.key)

    return Pair(ours, lambda: _vacuum(keyed, place))
