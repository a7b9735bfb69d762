"""What the pages about backups can have done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mhlead.domain.backup import BackupMade, Certificate
from mhlead.domain.believed import ClockTrust
from mhlead.services.backups import BackupLine, BackupPlaces, BackupStatus
from mhlead.ui.pages.restore_parts import RestoreWork


@dataclass(frozen=True)
class BackupView:
    """How backups of the open store stand.

    Attributes:
        is_usual: Whether they lie beside the store.
        clock: What the history made of the clock when it was read.
    """

    status: BackupStatus
    lines: tuple[BackupLine, ...]
    places: BackupPlaces
    is_usual: bool
    clock: ClockTrust


@dataclass(frozen=True)
class BackupWork:
    """What the settings can have done with backups; all but the two places runs beside the window.

    Attributes:
        set_own: Backups go to this folder from now on; None is the one beside the store.
        set_second: They go to this folder as well; None ends that.
        restoring: What the page that restores one can have done.
        certificate: The PDF of a certificate.
    """

    read: Callable[[], BackupView]
    make: Callable[[Callable[[], bool]], BackupMade]
    try_one: Callable[[Path, Callable[[], bool]], Certificate]
    set_own: Callable[[Path | None], None]
    set_second: Callable[[Path | None], None]
    restoring: RestoreWork
    certificate: Callable[[Certificate], bytes]
    new_folder: Path
