"""The composition root: arguments, adapters, and then the window or a command."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from mhlead.cli.parser import STORE_COMMANDS, TABLE_COMMANDS, build_parser
from mhlead.cli.told import tell_no_screen, told
from mhlead.lazy_letters import LazyLocker, LazyOwnForms, LazyPress
from mhlead.lazy_releases import LazyGuard, LazySummaryForms
from mhlead.lazy_stores import LazyStores
from mhlead.services.adapters import Adapters, RandomIds, SystemClock

if TYPE_CHECKING:
    from mhlead.domain.directory import DirectoryFile, ServiceEntry
    from mhlead.domain.importing import PupilFile
    from mhlead.domain.records import PlanAim
    from mhlead.domain.release import Protection, Task, Verdicts
    from mhlead.domain.reply_slip import ReplyRead
    from mhlead.domain.slip import SlipRead
    from mhlead.domain.table_file import PublicationFile, TableFile
    from mhlead.services.pooling_ports import PoolBooks, PoolFiles, PoolMasks
    from mhlead.services.ports import Clock, DirectoryFiles, Ids, Press, Stores
    from mhlead.services.reading_ports import PupilFiles
    from mhlead.services.session import Session


class LazyPupilFiles:
    """The reader of Common Transfer Files, loaded when the first one is opened."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def read(self, path: Path) -> PupilFile:
        """The pupils in the file."""
        from mhlead.exchange.ctf import CtfFiles
        from mhlead.services.code_lists import code_lists

        return CtfFiles(code_lists(), self._clock.today).read(path)


class LazyDirectoryFiles:
    """The reader and writer of directory files, loaded when the first one is needed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    @cached_property
    def _files(self) -> DirectoryFiles:
        from mhlead.domain.letter_names import EVERY
        from mhlead.exchange.directory_file import DirectoryFiles as Files
        from mhlead.services.code_lists import code_list
        from mhlead.wording import GAPS

        needs = {entry.code for entry in code_list("need").entries}
        facts = {*GAPS, *(field.name for field in EVERY.fields)}
        return Files(needs, facts, self._clock.today)

    def read(self, path: Path) -> DirectoryFile:
        """The whole file, or nothing of it."""
        return self._files.read(path)

    def read_bytes(self, raw: bytes) -> DirectoryFile:
        """The same from bytes."""
        return self._files.read_bytes(raw)

    def write(self, entries: Sequence[ServiceEntry], aims: Sequence[PlanAim] = ()) -> bytes:
        """The file with these services and aims."""
        return self._files.write(entries, aims)


class LazySlipFiles:
    """The reader of concern slips, loaded when the first one is taken in."""

    def read(self, path: Path) -> SlipRead:
        """What the slip says."""
        from mhlead.exchange.slip import SlipFiles

        return SlipFiles().read(path)

    def read_reply(self, path: Path) -> ReplyRead:
        """What a service answered."""
        from mhlead.exchange.slip import SlipFiles

        return SlipFiles().read_reply(path)


class LazyTableFiles:
    """The reader of neutral files of tables, loaded when the first one is needed."""

    def read(self, path: Path) -> TableFile:
        """A release to protect."""
        from mhlead.exchange import table_file

        return table_file.read(path)

    def write(self, file: TableFile, protection: Protection, reason: str) -> bytes:
        """What came of it, as a file."""
        from mhlead.exchange import table_file

        return table_file.write(file, protection, reason)

    def read_publication(self, path: Path) -> PublicationFile:
        """What a reader sees."""
        from mhlead.exchange import publication_file

        return publication_file.read(path)


class LazyProtector:
    """The solver and the attacker, loaded when the first release is made."""

    def protect(
        self,
        task: Task,
        tell: Callable[[int, int], None] | None = None,
        is_stopped: Callable[[], bool] | None = None,
    ) -> Protection:
        """Which cells to hide."""
        from mhlead.disclosure.guarded import protect

        return protect(task, or_everything=True, tell=tell, is_stopped=is_stopped)

    def attack(self, file: PublicationFile) -> Verdicts:
        """What anybody could work out."""
        from mhlead.disclosure.guarded import attack

        return attack(file.publication, file.demands, file.attackers)


class LazyPoolTools:
    """What pooling needs, loaded when the first step of a round is made."""

    @cached_property
    def files(self) -> PoolFiles:
        """Where files are read and written."""
        from mhlead.exchange.pool_files import PoolFiles as Files

        return Files()

    @cached_property
    def masks(self) -> PoolMasks:
        """The masks of the schools."""
        from mhlead.vault.pool_masks import PoolMasks as Masks

        return Masks()

    @cached_property
    def books(self) -> PoolBooks:
        """A school's pool book on the disk."""
        from mhlead.vault.pool_books import PoolBooks as Books

        return Books()


def make_adapters(*, clock: Clock | None = None, ids: Ids | None = None) -> Adapters:
    """The adapters of a running program: real stores, real letters, the computer's clock."""
    chosen = clock or SystemClock()
    press: Press = LazyPress()
    pupil_files: PupilFiles = LazyPupilFiles(chosen)
    data = platformdirs.user_data_path("mhlead", appauthor=False, roaming=False)
    config = platformdirs.user_config_path("mhlead", appauthor=False, roaming=False)
    stores: Stores = LazyStores(chosen, config)
    return Adapters(
        stores=stores,
        press=press,
        pupil_files=pupil_files,
        directory_files=LazyDirectoryFiles(chosen),
        slip_files=LazySlipFiles(),
        locker=LazyLocker(),
        reply_files=LazySlipFiles(),
        own_forms=LazyOwnForms(),
        table_files=LazyTableFiles(),
        protector=LazyProtector(),
        pool=LazyPoolTools(),
        guard=LazyGuard(),
        summary_forms=LazySummaryForms(press),
        clock=chosen,
        ids=ids or RandomIds(),
        settings_file=config / "settings.json",
        default_store=data / "store",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program.

    Returns:
        The exit code: 0 done, 1 refused or not sound, 2 usage.
    """
    _use_utf8()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    arguments = build_parser().parse_args(argv)
    return told(lambda: _run(arguments))


def _use_utf8() -> None:
    # A Windows console in an old code page must not stop a command at the first accent.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _run(arguments: argparse.Namespace) -> int:
    if arguments.check:
        from mhlead.cli.check import check_installation

        return check_installation(make_adapters(), _try_window)
    if arguments.command in (*STORE_COMMANDS, *TABLE_COMMANDS):
        from mhlead.cli.commands import run

        return run(arguments, make_adapters())
    if arguments.command == "demo":
        from mhlead.cli.demonstration import run_demo

        has_window = _can_import_window()
        return run_demo(
            arguments,
            lambda clock, ids: make_adapters(clock=clock, ids=ids),
            _draw_pages if has_window else None,
            _show_window if has_window and has_screen() else None,
        )
    if not has_screen():
        return tell_no_screen()
    from mhlead.ui.run import run_window

    return run_window(make_adapters())


def _try_window() -> None:
    import PySide6.QtPdf
    import PySide6.QtWidgets  # noqa: F401 that they load is what is tried


def _can_import_window() -> bool:
    try:
        _try_window()
    except ImportError:
        return False
    return True


def _draw_pages(session: Session, adapters: Adapters, folder: Path) -> list[Path]:
    from mhlead.ui.picturing import draw_pages

    return draw_pages(session, adapters, folder)


def _show_window(adapters: Adapters, session: Session) -> int:
    from mhlead.ui.run import run_window

    return run_window(adapters, session=session)


def has_screen() -> bool:
    """Whether a window could be opened: always on Windows and macOS, by display on Linux."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
