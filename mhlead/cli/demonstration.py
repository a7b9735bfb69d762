"""The demonstration: a fictional school, its letters and pictures of the pages."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mhlead.cli.exit_codes import DONE
from mhlead.cli.input_output import write_file
from mhlead.cli.say import say, say_error
from mhlead.domain.errors import StoreFolderNotEmpty
from mhlead.services import pupils, recovery_sheets, unlocking
from mhlead.services.adapters import Adapters, SystemClock
from mhlead.services.demo import DemoClock, DemoIds, build_demo
from mhlead.services.letters import log as letter_log
from mhlead.services.ports import Clock, Ids
from mhlead.services.session import Session

PASSPHRASE = "fictional school for looking round"  # noqa: S105 it guards invented pupils only

Make = Callable[[Clock, Ids], Adapters]
Draw = Callable[[Session, Adapters, Path], list[Path]]
Show = Callable[[Adapters, Session], int]


def run_demo(
    arguments: argparse.Namespace, make: Make, draw: Draw | None, show: Show | None
) -> int:
    """Makes the fictional school and shows it, or writes what the window would.

    Args:
        arguments: `out`, `seed` and `on` of the command line.
        make: Makes real adapters with the demonstration's own clock and identifiers.
        draw: Draws each page of the window, where that is possible here.
        show: Opens the window on the school, where there is a screen.
    """
    on: date = arguments.on or SystemClock().today()
    own = make(DemoClock(on), DemoIds(arguments.seed))
    say("Making the fictional school; this takes about ten seconds.")
    if arguments.out is None and show is not None:
        with tempfile.TemporaryDirectory(prefix="mhlead-demo-") as name:
            return show(own, _made(own, Path(name) / "store", on, arguments.seed))
    out: Path = arguments.out or Path.cwd() / "mhlead-demo"
    if out.exists() and any(out.iterdir()):
        raise StoreFolderNotEmpty
    out.mkdir(parents=True, exist_ok=True)
    session = _made(own, out / "store", on, arguments.seed)
    try:
        count = _write_letters(session, out / "letters")
        pictures = draw(session, own, out / "pages") if draw is not None else []
    finally:
        unlocking.lock(session)
    write_file(out / "passphrase.txt", PASSPHRASE.encode() + b"\n")
    say(f"Wrote {count} letters and {len(pictures)} pictures of pages to {out}.")
    if draw is None:
        say_error("Pictures need the window's library, which can't be loaded here.")
    say(f"The store is in {out / 'store'}; its passphrase in {out / 'passphrase.txt'}.")
    return DONE


def _made(adapters: Adapters, folder: Path, on: date, seed: int) -> Session:
    session = unlocking.make_store(
        adapters.stores, adapters.clock, adapters.ids, folder, PASSPHRASE
    )
    keys = session.store.ways.make_recovery_keys()
    recovery_sheets.confirm_sheets(session, keys)
    build_demo(session, adapters.press, on, seed)
    return session


def _write_letters(session: Session, folder: Path) -> int:
    folder.mkdir()
    count = 0
    for line in pupils.list_referrals(session, only_open=False):
        for letter in letter_log.list_letters(session, line.referral_id):
            name = f"{letter.reference.replace('/', '-')}-{letter.at:%Y-%m-%d}.pdf"
            write_file(folder / name, letter_log.read_letter(session, letter.letter_id).pdf)
            count += 1
    return count
