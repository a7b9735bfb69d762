"""The part of an open store that knows it is one of several copies."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mhlead.domain.backup import pass_name
from mhlead.domain.copies import Anchor, TakenNote
from mhlead.domain.errors import StoreVanished
from mhlead.domain.key_files import KeyFileMended
from mhlead.storage.backup import Source, make_backup, scratch, unless_locked
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.backup_places import put_pass
from mhlead.storage.copy_marks import CopyMarks
from mhlead.storage.open_file import OpenFile
from mhlead.storage.other_file import OtherFile, opened_beside
from mhlead.storage.passing_mark import PassingMark
from mhlead.storage.taken_note import NotePlace, free_moment
from mhlead.vault.disk import disk_faults


class AmongCopies:
    """What tells a copy from another, and passing the store on from one to the other.

    Attributes:
        unsent_pass: The mark of the last pass whose file could not be written, or "".
        mended_keys: The key files that were found spoilt at opening, and hold its keys again.

    Args:
        file: The open file.
        marks: The copy's mark.
    """

    def __init__(self, file: OpenFile, marks: CopyMarks) -> None:
        self._file, self._marks = file, marks
        self.unsent_pass = ""
        self.mended_keys: tuple[KeyFileMended, ...] = ()
        self._has_lost_log = False

    @property
    def folder(self) -> Path:
        """The folder it lies in."""
        return self._file.folder

    @property
    def copy_id(self) -> str:
        """What tells this copy from every other one."""
        return self._marks.copy_id

    def anchor(self) -> Anchor | None:
        """The line of the history this computer saw last in this copy."""
        return self._marks.anchor()

    def keep_anchor(self, anchor: Anchor) -> None:
        """This computer saw this line."""
        self._marks.keep_anchor(anchor)

    @property
    def is_gone(self) -> bool:
        """Whether the file that is open was deleted, moved or replaced, so that it is only read."""
        try:
            self._file.guard.check()
        except StoreVanished:
            return True
        return False

    @property
    def has_lost_log(self) -> bool:
        """Whether work here did not end well, and the log with its changes was gone at opening."""
        return self._has_lost_log

    def note_log(self, *, is_there: bool) -> None:
        """Whether the log lay beside the file before it was opened; call it first of all."""
        self._has_lost_log = self._marks.was_open() and not is_there

    def begin_pass(self, pass_id: str) -> None:
        """A file to take the store from is under way; it is noticed where it never came to be.

        Raises:
            NoSpace, StoreReadOnly: nothing is under way.
        """
        PassingMark(self.folder, self.copy_id).begin(pass_id)

    def write_pass(self, folder: Path, by: str, pass_id: str) -> Path:
        """The finished file to take the store from, in the folder.

        Raises:
            NoSpace, StoreReadOnly, StoreDamaged, BackupRefused: there is none.
        """
        self._file.refuse_closed()
        self._file.guard.check()
        store_id, source = self._file.header.store_id, self._source()
        now = free_moment(folder, store_id, self._file.now())
        name = pass_name(store_id, now)
        try:
            with disk_faults(), scratch(self.folder) as place, unless_locked(source):
                finished, _ = make_backup(source, place, now=now, by=by, pass_id=pass_id)
                mark = PassingMark(self.folder, self.copy_id)
                put_pass(finished, folder.absolute(), name, mark.naming)
            with contextlib.suppress(OSError):  # the file has its name: the next opening sees that
                mark.end()
        except BaseException:
            self.unsent_pass = pass_id
            raise
        return folder / name

    def taken(self, path: Path) -> TakenNote | None:
        """What the note beside a file says that this copy was restored from; else None.

        Raises:
            BackupRefused: it can't be checked ("taken-unsure").
        """
        return self._note(path).read()

    def note_taken(self, path: Path, note: TakenNote) -> None:
        """A note lies beside the file, where that can be."""
        self._note(path).leave(note)

    def _note(self, path: Path) -> NotePlace:
        reader = BackupReader(path)
        return NotePlace(reader, reader.contents(self._file.key), self._file.key)

    def cut_off_pass(self) -> str:
        """The mark of a file that was under way and never came to be; "" where there is none."""
        return PassingMark(self.folder, self.copy_id).read()

    def end_pass(self) -> None:
        """Nothing is under way any more."""
        with contextlib.suppress(OSError):
            PassingMark(self.folder, self.copy_id).end()

    @contextmanager
    def beside(self, path: Path, passphrase: str = "") -> Iterator[OtherFile]:
        """Another copy of this store from a backup, looked through; see `opened_beside`."""
        self._file.refuse_closed()
        with opened_beside(self._file, path, passphrase) as other:
            yield other

    def _source(self) -> Source:
        file = self._file
        return Source(file.folder, file.keyed, file.header, file.seal, file.guard)
