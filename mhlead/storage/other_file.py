"""Another copy of an open store, opened beside it from a backup; it can take the store's place."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mhlead.domain.backup import BackupContents, BackupRefused
from mhlead.domain.copies import TakenNote
from mhlead.domain.errors import MhleadError, StoreDamaged
from mhlead.storage.backup import scratch, tried
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.engine import WRITE, driver_connection, lone_engine
from mhlead.storage.faults import after_writing, storage_faults
from mhlead.storage.left_files import next_file, remove_with_log
from mhlead.storage.open_file import OpenFile
from mhlead.storage.taken_note import NotePlace
from mhlead.storage.trip_wire import TRIP_WIRE
from mhlead.storage.typed_file import TypedFile, carry_typed
from mhlead.storage.unit_of_work import StoreUnit
from mhlead.storage.upgrade import bring_up_to_date, refuse_newer
from mhlead.vault.audit_seal import AuditSeal
from mhlead.vault.data_key import DataKey
from mhlead.vault.disk import disk_faults, replace_patiently, sync_folder
from mhlead.vault.header import Header
from mhlead.vault.header_files import load_header, save_or_know
from mhlead.vault.keys import (
    Unlocked,
    authenticated,
    unlock,
    verify_header,
    with_newer_passphrases,
)


class OtherFile:
    """A copy that lies in a scratch place, brought to this version.

    Attributes:
        contents: What the backup says of itself.
    """

    def __init__(
        self, file: OpenFile, keyed: Keyed, reader: BackupReader, contents: BackupContents
    ) -> None:
        self._file, self.keyed, self.header, self.contents = file, keyed, reader.header, contents
        self._note = NotePlace(reader, contents, keyed.key)
        self._seal = AuditSeal(keyed.key)
        self._engine = lone_engine(keyed)  # one for all: it keeps the statements it has made

    @contextlib.contextmanager
    def begin(self, actor_id: str = "", *, write: bool = False) -> Iterator[StoreUnit]:
        """A transaction on the copy."""
        with storage_faults():
            plain = self._engine.connect()
        with plain:
            connection = plain.execution_options(**{WRITE: write})
            with storage_faults():
                connection.begin()
            try:
                yield StoreUnit(connection, self._seal, actor_id, self._file.now(), may_write=write)
            except MhleadError as error:
                raise after_writing(error, self.keyed.path.parent) from None
            TRIP_WIRE.check(driver_connection(connection))

    def taken(self) -> TakenNote | None:
        """What the note beside the file says; None where there is none.

        Raises:
            BackupRefused: it can't be checked ("taken-unsure").
        """
        return self._note.read()

    def note_taken(self, note: TakenNote) -> None:
        """A note lies beside the file, where that can be."""
        self._note.leave(note)

    def take_place(self) -> None:
        """The open store goes on in this copy, in its folder.

        Raises:
            NoSpace, StoreReadOnly: the store is as it was.
        """
        with self._file.writer():
            _take_place(self._file, self)

    def forget(self) -> None:
        """Our copies of its keys are gone."""
        self._engine.dispose()
        self.keyed.key.wipe()
        self._seal.forget()


@contextlib.contextmanager
def opened_beside(file: OpenFile, path: Path, passphrase: str = "") -> Iterator[OtherFile]:
    """A copy of the same store from a backup, looked through, in a scratch place until the end.

    Args:
        file: The open store.
        path: The backup.
        passphrase: What opens it; only needed where its key is another.

    Raises:
        BackupRefused: it is damaged, of another store ("other-store"), or of another key and no
            passphrase was given ("other-key").
        WrongPassphrase, StoreTooNew, NoSpace, StoreDamaged: it can't be opened.
    """
    reader = BackupReader(path)
    if reader.header.store_id != file.header.store_id:
        raise BackupRefused("other-store")
    key = _key_of(reader.header, file.key, passphrase)
    try:
        contents = reader.check_bytes(key)
        refuse_newer(contents.schema)
        with disk_faults(), scratch(file.folder) as place:
            keyed = Keyed(place / "store.db", key, reader.header.salt)
            tried(reader, contents, keyed, AuditSeal(key), file.now())
            bring_up_to_date(keyed, AuditSeal(key), file.now())
            other = OtherFile(file, keyed, reader, contents)
            try:
                yield other
            finally:
                other.forget()
    finally:
        key.wipe()


def _take_place(file: OpenFile, other: OtherFile) -> None:
    """Until the header names the other copy, nothing has changed."""
    newest = max(file.header.generation, other.header.generation)
    name = next_file(newest + 1)
    key = DataKey(other.keyed.key.raw())
    bare = replace(other.header, db_file=name, generation=newest)
    bare = with_newer_passphrases(bare, file.header, key)
    header = authenticated(bare, key)
    target = file.folder / name
    close(connect(other.keyed))  # the last connection takes the log in
    try:
        with disk_faults():
            with other.keyed.path.open("rb+") as written:
                os.fsync(written.fileno())
            replace_patiently(other.keyed.path, target)
            sync_folder(file.folder)
        carry_typed(file.folder, (file.header, file.key), (header, key))
        save_or_know(file.folder, header)
    except BaseException:
        if load_header(file.folder).db_file != name:
            remove_with_log(target)
            TypedFile(file.folder, name).forget()
        key.wipe()
        raise
    by_id = {slot.slot_id: slot for slot in header.slots}
    slot = by_id.get(file.slot.slot_id) or next(
        (one for one in header.slots if one.user == file.slot.user), file.slot
    )
    file.exchange(header, Unlocked(key, slot))
    file.settle()


def _key_of(header: Header, key: DataKey, passphrase: str) -> DataKey:
    try:
        verify_header(header, key)
    except StoreDamaged:
        if not passphrase:
            raise BackupRefused("other-key") from None
        return unlock(header, passphrase).key
    return DataKey(key.raw())
