from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.errors import (
    NoSpace,
    NotAStore,
    PassphraseTooWeak,
    StoreDamaged,
    StoreFolderNotEmpty,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreadable,
    StoreVanished,
    WrongPassphrase,
    WrongRecoveryKey,
)
from mhlead.domain.in_use import StoreInUse
from mhlead.domain.records import Note, StaffMember
from mhlead.storage.connection import close, connect
from mhlead.storage.left_files import refuse_missing
from mhlead.vault.header_files import COPIES, load_header
from mhlead.wording import sentence_for

FILES = {"store.db", "keys.a.json", "keys.b.json", "lock"}


def can_mount() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None


@pytest.fixture
def closed(filled, folder):
    filled.close()
    return folder


def test_a_new_store_is_a_folder_of_four_files(stores, folder, passphrase):
    stores.create(folder, passphrase).close()
    assert {path.name for path in folder.iterdir()} == FILES
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("put", [Path.touch, Path.mkdir])
def test_a_mark_that_somebody_put_beside_a_store_never_has_it_cleared(
    stores, closed, passphrase, put
):
    for name in COPIES:
        os.utime(closed / name, (0, (closed / name).stat().st_mtime - 3600))
    put(closed / "unfinished")
    assert stores.exists(closed)
    assert not stores.is_free(closed)
    with pytest.raises(StoreFolderNotEmpty):
        stores.create(closed, passphrase)
    opened = stores.open(closed, passphrase)
    with contextlib.closing(opened), opened.begin(write=False) as work:
        assert work.get(Note, "note1").text == "Sat alone at lunch all week."


def test_what_was_kept_is_there_after_closing_and_opening(stores, closed, passphrase):
    store = stores.open(closed, passphrase)
    with store.begin(write=False) as work:
        assert work.get(Note, "note1").text == "Sat alone at lunch all week."
    assert store.holder == "lead"
    assert store.verify().is_sound
    store.close()


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(stores, closed):
    before = {path.name: path.read_bytes() for path in closed.iterdir()}
    with pytest.raises(WrongPassphrase):
        stores.open(closed, "another violet otter argues")
    assert {path.name: path.read_bytes() for path in closed.iterdir()} == before


def test_a_weak_passphrase_or_a_folder_in_use_makes_no_store(stores, tmp_path, passphrase):
    with pytest.raises(PassphraseTooWeak):
        stores.create(tmp_path / "store", "too short")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").touch()
    with pytest.raises(StoreFolderNotEmpty):
        stores.create(tmp_path / "other", passphrase)
    assert {path.name for path in tmp_path.iterdir()} == {"other"}


def test_a_folder_without_a_store_gets_no_file_of_ours(stores, tmp_path, passphrase):
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NotAStore):
            stores.open(folder, passphrase)
    assert list(tmp_path.iterdir()) == []


def test_a_second_opening_is_refused_in_this_and_in_another_program(
    stores, filled, folder, passphrase
):
    with pytest.raises(StoreInUse):
        stores.open(folder, passphrase)
    script = (
        "import sys, pathlib; from mhlead.storage.store_lock import StoreLock;"
        "from mhlead.domain.in_use import StoreInUse\n"
        "try: StoreLock(pathlib.Path(sys.argv[1]))\n"
        "except StoreInUse as e: print(repr(e.elsewhere), e.since.isoformat())"
    )
    root = Path(__file__).resolve().parents[2]
    run = [sys.executable, "-c", script, str(folder)]
    said = subprocess.run(run, capture_output=True, text=True, cwd=root, check=True)
    elsewhere, since = said.stdout.split()
    assert elsewhere == "''"
    asked = StoreInUse(since=datetime.fromisoformat(since))
    assert asked.since == datetime.fromtimestamp((folder / "in-use").stat().st_mtime, UTC)
    assert "on this computer since " in sentence_for(asked)
    (folder / "in-use").write_text("OFFICE-2")
    with pytest.raises(StoreInUse) as caught:
        stores.open(folder, passphrase)
    assert "on another computer, OFFICE-2, since " in sentence_for(caught.value)
    with filled.begin(write=False) as work:
        assert work.count(Note) == 1
    filled.close()
    assert not (folder / "in-use").exists()


def test_a_lock_that_a_killed_program_left_is_taken_over(stores, closed, passphrase, checkout):
    script = (
        "import os, sys, pathlib; from mhlead.storage.store_lock import StoreLock\n"
        "lock = StoreLock(pathlib.Path(sys.argv[1])); print(os.getpid(), flush=True); input()"
    )
    run = [sys.executable, "-c", script, str(closed)]
    other = subprocess.Popen(
        run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=checkout
    )
    with other:
        number = other.stdout.readline().strip()
        with pytest.raises(StoreInUse):
            stores.open(closed, passphrase)
        other.kill()
    # What it left is there still; and a file may name a number that is another program's by now.
    assert {"lock", "in-use"} <= {path.name for path in closed.iterdir()}
    for left in (number, str(os.getpid()), "", "\0\0"):
        (closed / "lock").write_text(left)
        (closed / "in-use").write_text(left)
        stores.open(closed, passphrase).close()


def test_a_closed_store_gives_nothing_more(filled):
    filled.close()
    with pytest.raises(StoreLocked), filled.begin():
        pass
    with pytest.raises(StoreLocked):
        filled.verify()
    assert filled._key.is_wiped


def test_a_changed_passphrase_opens_and_the_old_one_does_not(stores, filled, folder, passphrase):
    new = "seven brass kettles whistling"
    with pytest.raises(WrongPassphrase):
        filled.ways.change_passphrase("not the passphrase", new, "lead")
    with pytest.raises(PassphraseTooWeak):
        filled.ways.change_passphrase(passphrase, "weak", "lead")
    filled.ways.change_passphrase(passphrase, new, "lead")
    assert filled.ways.check_passphrase(new)
    assert not filled.ways.check_passphrase(passphrase)
    assert filled.verify().is_sound
    filled.close()
    with pytest.raises(WrongPassphrase):
        stores.open(folder, passphrase)
    store = stores.open(folder, new)
    assert store.holder == "lead"
    store.close()


def test_a_recovery_sheet_counts_once_it_was_typed_back_and_ends_the_one_before(
    stores, filled, folder
):
    first = filled.ways.make_recovery_keys()[0]
    assert filled.ways.recovery() is None
    filled.ways.make_recovery_keys()[0]
    with pytest.raises(WrongRecoveryKey):
        filled.ways.confirm_recovery_keys([first], "lead")
    second = filled.ways.make_recovery_keys()[0]
    filled.ways.confirm_recovery_keys([second.lower().replace(" ", "-")], "lead")
    third = filled.ways.make_recovery_keys()[0]
    filled.ways.confirm_recovery_keys([third], "lead")
    filled.close()
    with pytest.raises(WrongRecoveryKey):
        stores.open_with_recovery(folder, [second])
    store = stores.open_with_recovery(folder, [third])
    assert (store.ways.recovery().set_number, store.holder) == (2, "")
    store.close()


def test_one_header_copy_cut_or_gone_opens_and_is_mended(stores, closed, passphrase):
    whole = (closed / COPIES[0]).read_bytes()
    for name, left in ((COPIES[0], b""), (COPIES[1], whole[:100])):
        (closed / name).write_bytes(left)
        stores.open(closed, passphrase).close()
        assert [(closed / copy).read_bytes() for copy in COPIES] == [whole, whole]
    (closed / COPIES[0]).unlink()
    (closed / "keys.b.json.tmp").write_bytes(b"half")
    stores.open(closed, passphrase).close()
    assert {path.name for path in closed.iterdir()} == FILES


def test_an_older_header_put_back_is_noticed(stores, filled, folder, passphrase):
    old = {name: (folder / name).read_bytes() for name in COPIES}
    filled.ways.change_passphrase(passphrase, "seven brass kettles whistling", "lead")
    filled.close()
    for name, data in old.items():
        (folder / name).write_bytes(data)
    store = stores.open(folder, passphrase)
    found = store.verify().faults
    store.close()
    assert [(fault.part, fault.code) for fault in found] == [("header", "older-put-back")]


def test_a_missing_empty_cut_or_foreign_file_is_damage_in_plain_words(stores, closed, passphrase):
    path = closed / "store.db"
    whole = path.read_bytes()
    for left in (None, b"", whole[:100], b"SQLite format 3\x00" * 4096, bytes(len(whole))):
        path.unlink()
        if left is not None:
            path.write_bytes(left)
        with pytest.raises(StoreDamaged):
            stores.open(closed, passphrase)
        path.write_bytes(whole)
    stores.open(closed, passphrase).close()


def test_a_store_cut_at_any_page_is_reported(stores, closed, passphrase):
    path = closed / "store.db"
    whole = path.read_bytes()
    silent = []
    for pages in range(1, len(whole) // 4096, 9):
        path.write_bytes(whole[: pages * 4096])
        if is_silent(stores, closed, passphrase):
            silent.append(pages)
    assert silent == []


def test_flipped_bytes_are_refused_or_reported(stores, closed, passphrase):
    path = closed / "store.db"
    whole = path.read_bytes()
    silent = []
    for place in range(16, len(whole), len(whole) // 25):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        if is_silent(stores, closed, passphrase):
            silent.append(place)
    assert silent == []


def is_silent(stores, folder, passphrase) -> bool:
    for left in folder.glob("store.db-*"):
        left.unlink()
    try:
        store = stores.open(folder, passphrase)
    except StoreDamaged:
        return False
    try:
        return store.verify().is_sound
    finally:
        store.close()


def test_a_newer_store_is_refused_by_name(stores, filled, folder, passphrase):
    raw = connect(filled._keyed)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    close(raw)
    filled.close()
    with pytest.raises(StoreTooNew) as caught:
        stores.open(folder, passphrase)
    assert caught.value.found == "9999"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be removed there")
@pytest.mark.parametrize("deed", ["deleted", "replaced"])
def test_a_store_deleted_or_replaced_while_open_takes_no_more_writes(filled, folder, deed):
    path = folder / "store.db"
    if deed == "deleted":
        path.unlink()
    else:
        shutil.copy(path, folder / "other")
        (folder / "other").replace(path)
    with pytest.raises(StoreVanished), filled.begin("lead"):
        pass
    with filled.begin(write=False) as work:
        assert work.count(Note) == 1, "what was open can still be read and saved elsewhere"


def test_a_full_store_refuses_and_keeps_what_it_had(filled):
    many = [StaffMember(f"s{n}", "x" * 3000) for n in range(1000)]
    with filled.begin("lead") as work:
        work._live.exec_driver_sql("PRAGMA max_page_count=1")
        with pytest.raises(NoSpace):
            work.add_all(many)
    raw = connect(filled._keyed)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    close(raw)
    with filled.begin(write=False) as work:
        assert work.count(StaffMember) == 1


@contextlib.contextmanager
def small_disk(where: Path, size: str, *options: str):
    where.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", where], check=True)
    try:
        yield where
    finally:
        subprocess.run(["umount", where], check=True)


def fill_up(store) -> int:
    """Save until there is no space; the number of members of staff that were saved."""
    for saved in range(10_000):
        try:
            with store.begin("lead") as work:
                work.add(StaffMember(f"s{saved:05}", os.urandom(10_000).hex()))
                work.log(Action.RECORD_ADDED)
                work.commit()
        except NoSpace:
            return saved
    raise AssertionError


@pytest.mark.skipif(not can_mount(), reason="needs to mount a small disk")
def test_a_full_disk_loses_nothing_and_work_goes_on_after_space_is_freed(
    stores, tmp_path, passphrase
):
    new = "seven brass kettles whistling"
    with small_disk(tmp_path / "disk", "12m") as disk:
        (disk / "filler").write_bytes(bytes(6 << 20))
        store = stores.create(disk / "store", passphrase)
        assert not store.has_room()
        saved = fill_up(store)
        with (disk / "filler2").open("wb", buffering=0) as rest, contextlib.suppress(OSError):
            while rest.write(bytes(512)):
                pass
        with pytest.raises(NoSpace):
            store.ways.change_passphrase(passphrase, new, "lead")
        with store.begin(write=False) as work:
            assert work.count(StaffMember) == saved > 0
        (disk / "filler").unlink()
        (disk / "filler2").unlink()
        store.ways.change_passphrase(passphrase, new, "lead")
        store.close()
        store = stores.open(disk / "store", new)
        with store.begin(write=False) as work:
            assert work.count(StaffMember) == saved
        assert store.verify().is_sound
        store.close()


@pytest.mark.skipif(not can_mount(), reason="needs to mount a small disk")
def test_a_disk_that_cannot_be_written_is_named(stores, tmp_path, passphrase):
    with small_disk(tmp_path / "disk", "6m") as disk:
        stores.create(disk / "store", passphrase).close()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with pytest.raises(StoreReadOnly):
            stores.open(disk / "store", passphrase)
        with pytest.raises(StoreReadOnly):
            stores.create(disk / "other", passphrase)


@contextlib.contextmanager
def somebody_else():
    """An account that root's rights don't help, as a user's account is."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="needs rights of files")
def test_a_store_that_may_not_be_read_is_named_as_that(stores, closed, passphrase):
    for name in (*COPIES, "store.db"):
        (closed / name).chmod(0)
    with somebody_else(), pytest.raises(StoreUnreadable):
        load_header(closed)
    with somebody_else(), pytest.raises(StoreUnreadable):
        refuse_missing(closed / "store.db")
