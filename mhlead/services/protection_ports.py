"""What protecting anonymous tables needs from the outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from mhlead.domain.release import Protection, Task, Verdicts
from mhlead.domain.table_file import PublicationFile, TableFile


class TableFiles(Protocol):
    """Where neutral files of tables are read and answered."""

    def read(self, path: Path) -> TableFile:
        """A release to protect.

        Raises:
            FileUnreadable, TablesRefused.
        """
        ...

    def write(self, file: TableFile, protection: Protection, reason: str) -> bytes:
        """What came of it, as a file."""
        ...

    def read_publication(self, path: Path) -> PublicationFile:
        """What a reader sees.

        Raises:
            FileUnreadable, TablesRefused.
        """
        ...


class Protector(Protocol):
    """What chooses the cells to hide, and what attacks a publication."""

    def protect(
        self,
        task: Task,
        tell: Callable[[int, int], None] | None = None,
        is_stopped: Callable[[], bool] | None = None,
    ) -> Protection:
        """Which cells to hide; it has passed the independent attack, or is refused.

        Args:
            tell: Is told how many cells are hidden so far, and how few it could be.

        Raises:
            Cancelled.
        """
        ...

    def attack(self, file: PublicationFile) -> Verdicts:
        """What anybody could work out.

        Raises:
            TablesRefused: "too-many-cells".
        """
        ...
