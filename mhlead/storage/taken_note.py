"""The note beside a file the store is passed on in, that it was taken: once, when, in which role.

Its first line is for people who find it. The last one is sealed under the key of that very file, so
that only somebody who could open the file can have written it.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from mhlead.domain.backup import BackupContents, BackupRefused, pass_name
from mhlead.domain.codes import StaffRole
from mhlead.domain.copies import TakenNote, taken_text
from mhlead.plain_files import open_plain
from mhlead.storage.backup_file import BackupReader
from mhlead.vault.backup_seal import opened_part, sealed_part
from mhlead.vault.data_key import DataKey
from mhlead.vault.disk import replace_whole
from mhlead.vault.header import Header

_PART, _FORMAT = "taken", "mhlead-taken/1"
_LARGEST_BYTES = 65_536


def free_moment(folder: Path, store_id: str, at: datetime) -> datetime:
    """The moment, or the first second after it for which no file nor note lies in the folder.

    File and note are named by their second: passed to and fro within one, the note about the first
    file would stand beside the second.
    """
    while True:
        name = pass_name(store_id, at)
        if not any((folder / one).exists() for one in (name, _note_name(name))):
            return at
        at += timedelta(seconds=1)


def _note_name(name: str) -> str:
    return f"{Path(name).stem}-taken.txt"


class NotePlace:
    """Where the note of a file lies, or would.

    Args:
        reader: The file.
        contents: What it says of itself.
        key: The key it was made with.
    """

    def __init__(self, reader: BackupReader, contents: BackupContents, key: DataKey) -> None:
        self._header: Header = reader.header
        self._contents, self._key = contents, key
        self._name = pass_name(reader.header.store_id, contents.made_at)
        self._path = reader.path.with_name(_note_name(self._name))

    def read(self) -> TakenNote | None:
        """What the note says; None where there is none.

        Raises:
            BackupRefused: it can't be checked: it can't be read, is damaged, or not ours
                ("taken-unsure").
        """
        try:
            with open_plain(self._path) as source:
                text = source.read(_LARGEST_BYTES)
        except FileNotFoundError:
            return None
        except OSError:  # it is there: a damaged stick must not make an untaken file of it
            raise BackupRefused("taken-unsure") from None
        _, found, sealed = text.partition(_FORMAT.encode())
        try:
            told = opened_part(self._key, self._header, _PART, base64.b64decode(sealed.strip()))
            fields = json.loads(told)
            role = StaffRole(fields["role"]) if fields["role"] else None
            note = TakenNote(
                datetime.fromisoformat(fields["at"]), role, fields["copy_id"], fields["pass_id"]
            )
        except (BackupRefused, KeyError, TypeError, ValueError, binascii.Error):
            raise BackupRefused("taken-unsure") from None
        if not found or note.pass_id != self._contents.pass_id:
            raise BackupRefused("taken-unsure")
        return note

    def leave(self, note: TakenNote) -> None:
        """The note lies there, where the medium can be written to."""
        fields = asdict(note) | {"at": note.at.isoformat()}
        told = json.dumps(fields).encode()
        sealed = base64.b64encode(sealed_part(self._key, self._header, _PART, told)).decode("ascii")
        text = f"{taken_text(self._name, note)}\n\n{_FORMAT} {sealed}\n"
        with contextlib.suppress(OSError):
            replace_whole(self._path, text.encode())
