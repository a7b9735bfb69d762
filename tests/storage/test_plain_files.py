"""Pipes and folders under the names of files keep nobody waiting, and nobody out."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import pytest

from mhlead.domain.backup import BackupRefused, backup_name
from mhlead.domain.errors import FileUnreadable
from mhlead.plain_files import open_plain, read_plain
from mhlead.services.settings import load_settings
from mhlead.services.standing import FILE as STANDING
from mhlead.services.standing import read_standing
from mhlead.storage.backup_file import _unpacked
from mhlead.storage.copy_marks import MARK as COPY_MARK
from mhlead.storage.passing_mark import PassingMark
from mhlead.storage.store_lock import IN_USE_FILE, LOCK_FILE
from mhlead.storage.taken_note import NotePlace
from mhlead.vault.disk import replace_whole
from mhlead.vault.header_files import COPIES
from tests.storage.conftest import PASSPHRASE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows knows no such pipe in a folder")

SQLITE = ("store.db-wal", "store.db-shm", "store.db-journal")
OWN = (*(f"{name}.tmp" for name in COPIES), *SQLITE, LOCK_FILE, IN_USE_FILE, COPY_MARK)


def folder_with_something(path: Path) -> None:
    path.mkdir()
    (path / "note.txt").write_text("of somebody else")


def open_handles() -> int:
    return len([*Path("/proc/self/fd").iterdir()]) if Path("/proc/self/fd").exists() else 0


PUTS = [os.mkfifo, folder_with_something]


@pytest.mark.parametrize("put", PUTS)
def test_a_pipe_a_folder_and_a_device_are_no_plain_file(tmp_path, put):
    put(tmp_path / "odd")
    (tmp_path / "file").write_bytes(b"12345")
    before = open_handles()
    for path in (tmp_path / "odd", tmp_path / "missing", Path(os.devnull), Path("/dev/zero")):
        with pytest.raises(OSError):  # noqa: PT011 - the system's own
            open_plain(path)
    assert read_plain(tmp_path / "file", 3) == b"1234"
    assert open_handles() == before


@pytest.mark.parametrize("put", PUTS)
@pytest.mark.parametrize("names", [(COPIES[0], *OWN), (COPIES[1],)])
def test_a_store_opens_beside_pipes_or_folders_of_any_name(
    stores, filled, folder, passphrase, names, put
):
    filled.close()
    for name in names:
        (folder / name).unlink(missing_ok=True)
        put(folder / name)
    store = stores.open(folder, passphrase)
    with store.begin("lead") as work:
        work.commit()
    assert store.verify().is_sound
    store.close()
    if put is folder_with_something:
        kept = [one.read_text() for one in folder.rglob("note.txt")]
        assert kept == ["of somebody else"] * len(names)


@pytest.mark.parametrize("put", PUTS)
def test_a_pipe_named_as_a_backup_is_told_and_takes_no_backups_place(stores, store, tmp_path, put):
    odd = tmp_path / backup_name(store.store_id, store._file.now())
    put(odd)
    assert not stores.is_backup(odd)
    with pytest.raises(FileUnreadable):
        stores.recovery_of(odd)
    assert store.list_backups(tmp_path) == []


@pytest.mark.parametrize("put", PUTS)
def test_small_files_that_are_pipes_are_as_good_as_none(store, tmp_path, put):
    for name in (STANDING, "settings.json"):
        put(tmp_path / name)
    assert read_standing(tmp_path) is None
    assert load_settings(tmp_path / "settings.json")[1]
    mark = PassingMark(store.folder, store.copy_id)
    put(mark._path)
    assert mark.read() == ""
    mark.begin("a pass")
    assert mark.read() == "a pass"


def test_a_note_that_is_a_pipe_can_not_be_checked(store, tmp_path):
    made = store.back_up([tmp_path], "lead", None)
    place: NotePlace = store._note(tmp_path / made.name)
    os.mkfifo(place._path)
    with pytest.raises(BackupRefused, match="taken-unsure"):
        place.read()


def test_what_is_written_in_the_place_of_a_folder_lies_there_and_the_folder_aside(tmp_path):
    folder_with_something(tmp_path / "file")
    replace_whole(tmp_path / "file", b"data")
    assert (tmp_path / "file").read_bytes() == b"data"
    assert (tmp_path / "file.aside1" / "note.txt").exists()


def test_a_history_that_would_fill_the_memory_is_refused_before_it_does():
    line = json.dumps({"seq": 1, "hash": os.urandom(32).hex(), "prev": os.urandom(32).hex()})
    assert _unpacked(zlib.compress(line.encode() * 2000, 9)) == line.encode() * 2000
    with pytest.raises(BackupRefused, match="overlong"):
        _unpacked(zlib.compress(bytes(40_000_000), 9))
    for spoilt in (b"", b"no", zlib.compress(b"cut off")[:-3]):
        with pytest.raises(BackupRefused, match="damaged"):
            _unpacked(spoilt)


def test_a_path_that_no_file_can_have_is_told_as_one_that_is_not_there(stores, store, tmp_path):
    made, odd = tmp_path / store.back_up([tmp_path], "lead", None).name, tmp_path / "a\0b"
    with pytest.raises(FileUnreadable):
        stores.restore(odd, tmp_path / "new", PASSPHRASE)
    with pytest.raises(FileUnreadable):
        stores.restore(made, odd, PASSPHRASE)
