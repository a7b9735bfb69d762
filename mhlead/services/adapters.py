"""The adapters a running program hands to its window and its commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import uuid6

from mhlead.services.pooling_ports import PoolTools
from mhlead.services.ports import (
    Clock,
    DirectoryFiles,
    Ids,
    Press,
    Stores,
)
from mhlead.services.protection_ports import Protector, TableFiles
from mhlead.services.reading_ports import PupilFiles, SlipFiles
from mhlead.services.release_ports import Guard, SummaryForms
from mhlead.services.sending_ports import Locker, OwnForms, ReplyFiles


@dataclass(frozen=True)
class Adapters:
    """Everything from outside that the services need.

    Attributes:
        settings_file: Where this machine's settings lie; they hold no pupil data.
        default_store: Where a new store is offered.
    """

    stores: Stores
    press: Press
    pupil_files: PupilFiles
    directory_files: DirectoryFiles
    slip_files: SlipFiles
    locker: Locker
    reply_files: ReplyFiles
    own_forms: OwnForms
    table_files: TableFiles
    protector: Protector
    pool: PoolTools
    guard: Guard
    summary_forms: SummaryForms
    clock: Clock
    ids: Ids
    settings_file: Path
    default_store: Path


class SystemClock:
    """The computer's own date and time."""

    def today(self) -> date:
        """The day where the computer is."""
        return datetime.now().astimezone().date()

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """UUIDv7 identifiers: later ones sort after earlier ones."""

    def new(self) -> str:
        """A new identifier of 36 characters."""
        return str(uuid6.uuid7())
