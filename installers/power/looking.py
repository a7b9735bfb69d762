"""Opening what a power cut left, and comparing it with what had been confirmed."""

from __future__ import annotations

import contextlib
from pathlib import Path

from mhlead.domain.errors import MhleadError, WrongPassphrase
from mhlead.domain.records import Note
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import Keyed, close, connect
from mhlead.vault.header import Header
from mhlead.vault.header_files import load_header
from mhlead.vault.keys import unlock, verify_header
from power.works import LONG, PLAIN_ROWS, passphrase, stores

EACH_WHOLE = 10
"""Of so many cuts one store is opened by its passphrase and verified through and through."""


class Looker:
    """Opens what is left after a cut."""

    def __init__(self, header: Header) -> None:
        self._key = unlock(header, passphrase(0)).key
        self._looks = 0

    def look(self, folder: Path, kind: str, confirmed: list[str], *, is_whole: bool) -> str:
        """What is wrong, beginning with "lost" or "damaged"; "" where nothing is."""
        told = [line.split() for line in confirmed]
        try:
            if kind == "headers":
                return self._headers(folder, told)
            if kind == "rotation":
                return self._rotated(folder, told)
            if kind == "migration":
                return self._migrated(folder)
            if is_whole and (wrong := self._opened(folder)):
                return wrong
            return self._notes(folder, told) or self._backups(folder, told)
        except WrongPassphrase:
            return "lost passphrase"
        except (MhleadError, OSError, ValueError) as error:
            return f"damaged {type(error).__name__}"
        except Exception as error:
            return f"damaged {type(error).__name__}"

    def _notes(self, folder: Path, told: list[list[str]]) -> str:
        header = load_header(folder / "store")
        verify_header(header, self._key)
        connection = connect(Keyed(folder / "store" / header.db_file, self._key, header.salt))
        try:
            count, shortest = connection.execute(
                "SELECT count(*), coalesce(min(length(text)), 99999) FROM note_versions"
            ).fetchone()
            (counted,) = connection.execute("SELECT what FROM next_steps").fetchone()
        finally:
            close(connection)
        last = max((int(line[1]) for line in told if line[0] == "note"), default=0)
        if count < last:
            return f"lost notes {count + 1} to {last}"
        return "" if int(counted) == count and shortest > len(LONG) else "damaged transaction"

    def _backups(self, folder: Path, told: list[list[str]]) -> str:
        found = {path.name: path for path in (folder / "backups").glob("*.mhbackup")}
        sequences = [
            BackupReader(path).check_bytes(self._key).last_sequence for path in found.values()
        ]
        wanted = max((int(line[2]) for line in told if line[0] == "backup"), default=0)
        return "lost backup" if wanted and max(sequences, default=0) < wanted else ""

    def _headers(self, folder: Path, told: list[list[str]]) -> str:
        last = max((int(line[1]) for line in told), default=0)
        header = load_header(folder / "store")
        try:
            unlock(header, passphrase(last)).key.wipe()
        except WrongPassphrase:
            unlock(header, passphrase(last + 1)).key.wipe()
        return ""

    def _rotated(self, folder: Path, told: list[list[str]]) -> str:
        if ["rotated"] in told:
            with contextlib.suppress(WrongPassphrase):
                unlock(load_header(folder / "store"), passphrase(9)).key.wipe()
                return "lost the ending of a way in"
        store = stores().open(folder / "store", passphrase(0))
        try:
            with store.begin(write=False) as work:
                count = len(work.find(Note))
            faults = store.verify().faults if self._is_whole() else ()
        finally:
            store.close()
        last = max((int(line[1]) for line in told if line[0] == "note"), default=0)
        if faults:
            return f"damaged {faults[0].part} {faults[0].code}"
        return f"lost notes {count + 1} to {last}" if count < last else ""

    def _is_whole(self) -> bool:
        self._looks += 1
        return self._looks % EACH_WHOLE == 0

    def _opened(self, folder: Path) -> str:
        store = stores().open(folder / "store", passphrase(0))
        try:
            faults = store.verify().faults
            return f"damaged {faults[0].part} {faults[0].code}" if faults else ""
        finally:
            store.close()

    def _migrated(self, folder: Path) -> str:
        store = stores().open(folder / "store", passphrase(0))
        try:
            raw = connect(store._keyed)  # noqa: SLF001 - rows below any kind of record
            (count,) = raw.execute("SELECT count(*) FROM plain_files").fetchone()
            close(raw)
            if count != PLAIN_ROWS:
                return f"lost rows: {count}"
            return "" if not store.verify().faults else "damaged store"
        finally:
            store.close()
