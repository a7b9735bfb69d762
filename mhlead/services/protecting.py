"""Protects the release in a neutral file, and attacks the one in another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mhlead.domain.release import Protection, Reason, Verdicts
from mhlead.domain.table_file import PublicationFile
from mhlead.services.protection_ports import Protector, TableFiles


def protect_file(
    files: TableFiles, protector: Protector, path: Path, words: Callable[[Reason], str]
) -> tuple[Protection, bytes]:
    """What came of protecting the release in a file, and the file that says so.

    Args:
        words: What a reason for a refusal is called.

    Raises:
        FileUnreadable, TablesRefused.
    """
    file = files.read(path)
    protection = protector.protect(file.task)
    return protection, files.write(file, protection, words(protection.reason))


def attack_file(
    files: TableFiles, protector: Protector, path: Path
) -> tuple[PublicationFile, Verdicts]:
    """What anybody could work out from the publication in a file.

    Raises:
        FileUnreadable, TablesRefused.
    """
    file = files.read_publication(path)
    return file, protector.attack(file)
