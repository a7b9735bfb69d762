"""Rescuing what can be read of a damaged store into a new one, which then goes on in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mhlead.domain.salvage import Salvaged
from mhlead.services.ports import Stores


@dataclass(frozen=True)
class RescueTo:
    """What is rescued to where.

    Attributes:
        damaged: The folder of the damaged store; nothing in it is touched.
        folder: A new or empty folder for the new one.
        passphrase: One that opens the damaged store; it opens the new one too. Looked at where
            there are no sheets.
        sheets: What stands on the recovery sheets: one that opens alone, or two of three.
    """

    damaged: Path
    folder: Path
    passphrase: str = ""
    sheets: tuple[str, ...] = ()


def rescue(
    stores: Stores,
    wanted: RescueTo,
    told: Callable[[int, int], None] = lambda _done, _of: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Salvaged:
    """Everything that can be read is in the new store, and what could not is told.

    Raises:
        NotAStore, WrongPassphrase, RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed,
        StoreDamaged: its keys or its list of tables can't be read.
        StoreFolderNotEmpty, UnsafePlace, NoSpace, StoreReadOnly, Cancelled: nothing was made.
    """
    return stores.salvage(
        wanted.damaged, wanted.folder, wanted.passphrase, told, is_stopped, wanted.sheets
    )
