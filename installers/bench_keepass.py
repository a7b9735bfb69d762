"""Row of the benchmark about the whole of a short visit: ours beside KeePassXC's command.

Both unlock a store that holds the same notes, write one more and lock again. The peer's key costs
about a quarter of a second, as ours does; it writes its whole file anew each time.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from xml.sax.saxutils import escape

from bench import Pair, Size, Unready, row
from bench_records import TEXT
from bench_stores import PASSPHRASE, filled
from mhlead.domain.codes import NoteKind
from mhlead.domain.records import Note
from mhlead.main import make_adapters
from mhlead.services import records, unlocking

COMMAND = "keepassxc-cli"
KEY_MS = "250"
_XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<KeePassFile><Meta><DatabaseName>bench</DatabaseName></Meta><Root><Group><Name>Root</Name>
{entries}</Group></Root></KeePassFile>
"""
_ENTRY = (
    "<Entry><String><Key>Title</Key><Value>note {number}</Value></String>"
    "<String><Key>Notes</Key><Value>{text}</Value></String></Entry>\n"
)


@row(f"unlock, one note, lock / {COMMAND} adding one entry", rounds=8)
def one_visit(size: Size, stack: ExitStack) -> Pair:
    """From a passphrase to a kept note and a closed store."""
    if shutil.which(COMMAND) is None:
        raise Unready(f"{COMMAND} is not there")
    with ExitStack() as building:
        store = filled(size, building)
        folder, case_id = store.session.store.folder, store.case_id
        kept = _peer_file(size, Path(stack.enter_context(_beside(folder))))
    adapters = make_adapters()

    def ours() -> None:
        session = unlocking.unlock(
            adapters.stores, adapters.clock, adapters.ids, folder, PASSPHRASE
        )
        records.keep(session, Note("", case_id, session.clock.today(), NoteKind.FACT, TEXT))
        unlocking.lock(session)

    numbers = itertools.count()

    def peer() -> None:
        _call("add", "-q", "--notes", TEXT, str(kept), f"added {next(numbers)}", typed=PASSPHRASE)

    return Pair(ours, peer)


def _beside(folder: Path) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="keepass-", dir=folder.parent)


def _peer_file(size: Size, folder: Path) -> Path:
    """A file of theirs with as many notes."""
    text = escape(TEXT)
    entries = "".join(
        _ENTRY.format(number=number, text=text) for number in range(size.pupils * size.notes_each)
    )
    source, kept = folder / "notes.xml", folder / "notes.kdbx"
    source.write_text(_XML.format(entries=entries), encoding="utf-8")
    _call("import", "-q", "-p", "-t", KEY_MS, str(source), str(kept), typed=f"{PASSPHRASE}\n" * 2)
    return kept


def _call(*arguments: str, typed: str) -> None:
    done = subprocess.run(
        [COMMAND, *arguments], input=typed, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unready(f"{COMMAND}: {done.stderr.strip()}")
