from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from mhlead.domain.errors import FileUnreadable, NoSpace, NotAStore, StoreDamaged
from mhlead.domain.key_files import KeyFileMended
from mhlead.vault.data_key import DataKey
from mhlead.vault.header import Header, to_bytes
from mhlead.vault.header_files import (
    COPIES,
    clean_left_overs,
    load_header,
    mend_header,
    save_header,
    torn_copies,
)

HEADER = Header("store", 1, "key", "store.db", bytes(16), (), bytes(32))
KEY = DataKey(bytes(32))
NEWER = replace(HEADER, generation=2)


def test_two_equal_copies_lie_beside_the_store(tmp_path):
    save_header(tmp_path, HEADER)
    assert load_header(tmp_path) == HEADER
    assert {path.name for path in tmp_path.iterdir()} == set(COPIES)
    assert (tmp_path / COPIES[0]).read_bytes() == (tmp_path / COPIES[1]).read_bytes()
    if os.name == "posix":
        assert (tmp_path / COPIES[0]).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("torn", COPIES)
def test_one_copy_cut_at_any_length_still_opens_and_is_mended(tmp_path, torn):
    data = to_bytes(NEWER)
    for length in range(len(data)):
        for name in COPIES:
            (tmp_path / name).write_bytes(data[:length] if name == torn else data)
        assert load_header(tmp_path) == NEWER
    assert torn_copies(tmp_path, NEWER) == [torn]
    assert mend_header(tmp_path, NEWER, KEY) == (KeyFileMended(torn, is_foreign=False),)
    assert torn_copies(tmp_path, NEWER) == []


def with_something(path: Path) -> None:
    path.mkdir()
    (path / "note.txt").write_text("of somebody else")


def looped(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.skipif(os.name != "posix", reason="neither is to be had on Windows")
@pytest.mark.parametrize("put", [looped, getattr(os, "mkfifo", None), Path.mkdir, with_something])
@pytest.mark.parametrize("lost", COPIES)
def test_a_copy_that_the_disk_does_not_give_back_is_one_that_is_torn(tmp_path, lost, put):
    save_header(tmp_path, NEWER)
    (tmp_path / lost).unlink()
    put(tmp_path / lost)
    assert load_header(tmp_path) == NEWER
    assert torn_copies(tmp_path, NEWER) == [lost]
    mend_header(tmp_path, NEWER, KEY)
    assert torn_copies(tmp_path, NEWER) == []
    assert (tmp_path / lost).is_file()
    kept = [one.read_text() for one in tmp_path.rglob("note.txt")]
    assert kept == (["of somebody else"] if put is with_something else [])
    for name in COPIES:
        (tmp_path / name).unlink()
        put(tmp_path / name)
    with pytest.raises(FileUnreadable):
        load_header(tmp_path)


def test_the_highest_whole_generation_wins(tmp_path):
    (tmp_path / COPIES[0]).write_bytes(to_bytes(HEADER))
    (tmp_path / COPIES[1]).write_bytes(to_bytes(NEWER))
    assert load_header(tmp_path) == NEWER


def test_no_copy_is_no_store_and_two_torn_copies_are_damage(tmp_path):
    with pytest.raises(NotAStore):
        load_header(tmp_path)
    with pytest.raises(NotAStore):
        load_header(tmp_path / "missing")
    for name in COPIES:
        (tmp_path / name).write_bytes(b"{")
    with pytest.raises(StoreDamaged) as caught:
        load_header(tmp_path)
    assert caught.value.part == "header"


def test_a_crash_between_writing_and_replacing_leaves_the_old_header(tmp_path):
    save_header(tmp_path, HEADER)
    (tmp_path / "keys.a.json.tmp").write_bytes(to_bytes(NEWER)[:100])
    assert load_header(tmp_path) == HEADER
    clean_left_overs(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(COPIES)


def test_a_full_disk_leaves_the_old_header_and_no_left_over(tmp_path, monkeypatch):
    save_header(tmp_path, HEADER)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space", str(tmp_path))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoSpace) as caught:
        save_header(tmp_path, NEWER)
    assert str(tmp_path) not in repr(caught.value)
    assert caught.value.__suppress_context__
    assert load_header(tmp_path) == HEADER
    assert {path.name for path in tmp_path.iterdir()} == set(COPIES)


def test_the_folder_is_synced_after_the_name_was_put_in_place(tmp_path, monkeypatch):
    calls: list[str] = []
    sync, swap = os.fsync, Path.replace

    def noted_sync(descriptor: int) -> None:
        calls.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")  # noqa: PTH112
        sync(descriptor)

    def noted_swap(self: Path, target: Path) -> Path:
        calls.append("replace")
        return swap(self, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_swap)
    save_header(tmp_path, HEADER)
    assert calls == ["file", "replace", "folder"] * 2
