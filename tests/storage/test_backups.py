"""Backups: whole or refused, of the newest state, restored by what opened the store then."""

from __future__ import annotations

import itertools
import json
import random
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.backup import BackupRefused, backup_name, made_at_of, to_keep
from mhlead.domain.errors import (
    Cancelled,
    FileNotWritten,
    MhleadError,
    NoSpace,
    StoreDamaged,
    StoreFolderNotEmpty,
    StoreLocked,
    WrongPassphrase,
)
from mhlead.domain.records import Pupil
from mhlead.storage import backup, backup_places
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import close, connect
from mhlead.storage.file_guard import FileGuard
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.data_key import DataKey
from mhlead.vault.header import Header
from mhlead.vault.passphrase import FLOOR_COST
from tests.storage.conftest import PASSPHRASE, TickingClock


@dataclass(frozen=True)
class Made:
    """A backup and what made it."""

    path: Path
    header: Header
    key: DataKey
    store_id: str


NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def _every_step():
    """Here stores are made with their tables ready: what their making costs is not at stake."""


@pytest.fixture
def places(tmp_path):
    folders = [tmp_path / "own", tmp_path / "stick"]
    for folder in folders:
        folder.mkdir()
    return folders


@pytest.fixture(scope="module")
def made(new_folder, tmp_path_factory):
    """A backup of a store, made once, and the key that opens it."""
    place = tmp_path_factory.mktemp("made")
    shutil.copytree(new_folder, place / "store")
    stores = EncryptedStores(TickingClock(), FLOOR_COST)
    store = stores.open(place / "store", PASSPHRASE)
    try:
        with store.begin("lead") as work:
            work.add(Pupil("pupil1", "Oyelaran", "Amina"))
            work.log(Action.PUPIL_ADDED, "pupil1", {"n": "1"})
            work.commit()
        done = store.back_up([place], "lead", 90)
        yield Made(place / done.name, store._header, store._keyed.key, store.store_id)
    finally:
        store.close()


def test_a_backup_holds_the_newest_state_and_lies_in_both_places(
    filled, keep, case_records, places
):
    keep(*case_records(2), pupil_id="pupil2")
    done = filled.back_up(places, "lead", 90)
    assert [one.code for one in done.placed] == ["", ""]
    assert {path.name for folder in places for path in folder.iterdir()} == {done.name}
    assert len({(place / done.name).read_bytes() for place in places}) == 1
    with filled.begin(write=False) as work:
        events = work.history(limit=10_000)
    assert (done.contents.last_sequence, done.contents.faults) == (events[0].sequence, ())
    assert dict(done.contents.counts)["pupils"] == 2
    assert not list(filled.folder.glob(backup.SCRATCH + "*"))


def test_in_clear_stand_only_format_store_and_key_header(made):
    with made.path.open("rb") as file:
        first, second = json.loads(file.readline()), json.loads(file.readline())
        rest = file.read()
    assert set(first) == {"format", "store_id", "manifest"}
    assert second["magic"] == "mhlead-keys"
    for word in (b"lead", b"audits", b"store.made", b"Oyelaran", b"SQLite format 3"):
        assert word not in rest
    assert b"counts" not in made.path.read_bytes()
    assert "lead" not in made.path.name.removeprefix("mhlead")
    assert made_at_of(made.path.name, made.store_id) is not None
    assert BackupReader(made.path).header == made.header


def test_a_restored_store_has_everything_and_opens_by_the_same_passphrase(made, stores, tmp_path):
    restored, contents, report = stores.restore(made.path, tmp_path / "back", PASSPHRASE)
    assert report.is_sound
    restored.finish()
    restored.close()
    store = stores.open(tmp_path / "back", PASSPHRASE)
    try:
        with store.begin(write=False) as work:
            assert work.search.find_pupils("amina") == ["pupil1"]
        again = store.verify()
        assert (again.faults, again.last_hash) == ((), contents.last_hash)
    finally:
        store.close()


def test_a_backup_is_restored_by_the_recovery_key_of_its_day(filled, stores, places, tmp_path):
    (key,) = filled.ways.make_recovery_keys()
    filled.ways.confirm_recovery_keys([key], "lead")
    done = filled.back_up(places, "lead", 90)
    filled.ways.confirm_recovery_keys(filled.ways.make_recovery_keys(), "lead")
    folder = tmp_path / "back"
    restored, _, _ = stores.restore_with_sheets(places[1] / done.name, folder, [key])
    restored.finish()
    restored.close()
    stores.open_with_recovery(folder, [key]).close()


@pytest.mark.parametrize("broken", ["passphrase", "not-empty"])
def test_what_cant_be_restored_leaves_nothing(made, stores, tmp_path, broken):
    folder = tmp_path / "back"
    if broken == "not-empty":
        folder.mkdir()
        (folder / "theirs").write_text("x")
        with pytest.raises(StoreFolderNotEmpty):
            stores.restore(made.path, folder, PASSPHRASE)
        assert [one.name for one in folder.iterdir()] == ["theirs"]
    else:
        with pytest.raises(WrongPassphrase):
            stores.restore(made.path, folder, "quite another four words")
        assert not folder.exists()


@pytest.fixture
def looks(made, tmp_path):
    """Reading a backup through and through without paying for Argon2 each time."""

    def look(data):
        path = tmp_path / "spoilt.mhbackup"
        path.write_bytes(data)
        return BackupReader(path).check_bytes(made.key)

    return look


def test_every_flipped_bit_and_every_cut_is_refused(made, looks):
    whole = made.path.read_bytes()
    assert looks(whole).events > 0
    chance = random.Random(1)
    clear = whole.index(b"\n", whole.index(b"\n") + 1)
    places = [chance.randrange(clear) for _ in range(100)]
    places += [chance.randrange(clear, len(whole)) for _ in range(100)]
    for place in places:
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << chance.randrange(8)
        with pytest.raises(MhleadError):
            looks(bytes(spoilt))
    for cut in (
        0,
        1,
        clear,
        clear + 1,
        len(whole) - 1,
        *(chance.randrange(len(whole)) for _ in range(20)),
    ):
        with pytest.raises(BackupRefused):
            looks(whole[:cut])
    with pytest.raises(BackupRefused):
        looks(whole + b"x")


def test_a_backup_of_another_store_is_told_from_a_damaged_one(made, stores, places, looks):
    other = stores.create(places[0] / "other", PASSPHRASE)
    try:
        with pytest.raises(BackupRefused, match="other-key"):
            other.backup_contents(made.path)
        theirs = (places[1] / other.back_up(places[1:], "lead", 90).name).read_bytes()
    finally:
        other.close()
    ours = made.path.read_bytes()
    with pytest.raises(BackupRefused):  # the manifest of one before the header of the other
        looks(theirs[: theirs.index(b"\n")] + ours[ours.index(b"\n") :])


def test_somebody_who_writes_meanwhile_does_not_spoil_the_copy(
    filled, keep, case_records, places, monkeypatch
):
    copy, times = backup._write_copy, []

    def slowly(source, target, *, in_bytes):
        if not times:
            keep(*case_records(2), pupil_id="pupil2")  # between what was counted and the copy
        times.append(1)
        copy(source, target, in_bytes=in_bytes)

    monkeypatch.setattr(backup, "_write_copy", slowly)
    done = filled.back_up(places, "lead", 90)
    assert len(times) == 2
    assert dict(done.contents.counts)["pupils"] == 2


def test_what_is_written_while_bytes_are_copied_stays_out_of_the_copy(
    filled, keep, case_records, places, monkeypatch
):
    keep(*case_records(2), pupil_id="pupil2")
    copy = FileGuard.copy_to

    def written_meanwhile(guard, target, is_stopped):
        keep(*case_records(3), pupil_id="pupil3")
        raw = connect(filled._keyed)  # the log must not get into the file that is being copied
        raw.execute("PRAGMA busy_timeout=0")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        close(raw)
        copy(guard, target, is_stopped)

    monkeypatch.setattr(FileGuard, "copy_to", written_meanwhile)
    done = filled.back_up(places, "lead", 90)
    assert dict(done.contents.counts)["pupils"] == 2
    _, report = filled.try_backup(places[0] / done.name)
    assert report.is_sound


def test_somebody_who_reads_an_older_state_does_not_keep_the_newest_from_the_backup(
    filled, keep, case_records, places
):
    with filled.begin("lead", write=False) as reading:
        reading.count(Pupil)
        keep(*case_records(2), pupil_id="pupil2")
        done = filled.back_up(places, "lead", 90)
    assert dict(done.contents.counts)["pupils"] == 2


def test_a_page_that_holds_nothing_any_more_does_not_keep_a_store_from_its_backup(filled, places):
    raw = connect(filled._keyed)
    raw.execute("CREATE TABLE spare (words TEXT)")
    raw.execute("INSERT INTO spare VALUES (?)", ("word " * 20_000,))
    raw.execute("DROP TABLE spare")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    close(raw)
    with filled._keyed.path.open("r+b") as file:
        file.seek((pages - 1) * 4096 + 100)
        file.write(bytes(16))
    done = filled.back_up(places, "lead", 90)
    _, report = filled.try_backup(places[0] / done.name)
    assert report.is_sound


def test_a_copy_that_lacks_a_row_never_counts(filled, places, monkeypatch):
    copy = backup._write_copy

    def badly(source, target, *, in_bytes):
        copy(source, target, in_bytes=in_bytes)
        raw = connect(type(source.keyed)(target, source.keyed.key, source.keyed.salt))
        for trigger in ("note_versions_delete", "notes_delete"):
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute("DELETE FROM note_versions")
        close(raw)

    monkeypatch.setattr(backup, "_write_copy", badly)
    with pytest.raises(StoreDamaged):
        filled.back_up(places, "lead", 90)
    assert not any(list(place.iterdir()) for place in places)


def test_a_store_that_lost_a_link_is_backed_up_all_the_same_and_says_so(filled, places):
    raw = connect(filled._keyed)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("UPDATE cases SET pupil_id = 'nobody'")
    close(raw)
    done = filled.back_up(places, "lead", 90)
    assert "keys:broken-link" in done.contents.faults
    _, report = filled.try_backup(places[0] / done.name)
    assert not report.is_sound


def test_a_full_disk_is_told_before_anything_is_written(filled, places, monkeypatch):
    usage = shutil.disk_usage(places[0])
    size = filled._keyed.path.stat().st_size
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _: usage._replace(free=2 * size - 1))
    with pytest.raises(NoSpace):
        filled.back_up(places, "lead", 90)


def test_a_second_place_that_is_not_there_is_told_and_the_first_has_it(filled, places):
    shutil.rmtree(places[1])
    done = filled.back_up(places, "lead", 90)
    assert [one.code for one in done.placed] == ["", "not-there"]
    assert not places[1].exists()
    shutil.rmtree(places[0])
    with pytest.raises(FileNotWritten):
        filled.back_up(places, "lead", 90)


def test_only_finished_files_are_ever_seen_in_a_folder(filled, places, monkeypatch):
    seen = []
    monkeypatch.setattr(
        backup_places,
        "digest_of",
        lambda path, stopped: (
            seen.append([one.name for one in places[0].iterdir()])
            or backup.digest_of(path, stopped)
        ),
    )
    filled.back_up(places, "lead", 90)
    assert seen == [[], []], "of what is copied, and of the copy"


def test_a_backup_stops_when_it_is_told_to_and_leaves_nothing(filled, places):
    asked = []

    def soon():
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(Cancelled):
        filled.back_up(places, "lead", 90, soon)
    assert not any(list(place.iterdir()) for place in places)
    assert not list(filled.folder.glob(backup.SCRATCH + "*"))


def test_what_a_crash_left_is_cleaned_at_the_next_opening(store, stores, folder, passphrase):
    (folder / f"{backup.SCRATCH}x").mkdir()
    (folder / f"{backup.SCRATCH}x" / "store.db").write_bytes(b"half")
    store.close()
    stores.open(folder, passphrase).close()
    assert not list(folder.glob(backup.SCRATCH + "*"))


def test_seven_days_four_weeks_and_two_months_stay_and_nothing_past_ninety_days():
    times = [NOW - timedelta(hours=6 * n) for n in range(4 * 400)]
    kept = sorted(to_keep(times, NOW), reverse=True)
    assert kept[:7] == [NOW - timedelta(days=n, hours=0) for n in range(1)] + kept[1:7]
    assert len({at.date() for at in kept[:7]}) == 7
    assert len(kept) <= 7 + 4 + 2
    assert len({at.strftime("%G-%V") for at in kept}) >= 4
    assert kept[-1] >= NOW - timedelta(days=90)
    old, between = NOW - timedelta(days=91), NOW - timedelta(days=45)
    assert to_keep([old, between], NOW) == {between}
    assert to_keep([NOW + timedelta(days=400)], NOW) == {NOW + timedelta(days=400)}


def test_no_good_backup_goes_because_a_clock_leapt_until_seven_days_were_backed_up_after_it():
    good = {NOW - timedelta(days=n) for n in range(5)}
    leapt = NOW.replace(year=2099)
    first_six = {leapt + timedelta(days=n) for n in range(6)}
    assert good <= to_keep(good | first_six, max(first_six))
    seventh = leapt + timedelta(days=6)
    assert not good & to_keep(good | first_six | {seventh}, seventh)
    assert good <= to_keep(good | {NOW.replace(year=1970)}, NOW.replace(year=1970))


def test_only_backups_of_this_store_are_ever_taken_out(filled, places):
    store_id, long_ago = filled.store_id, datetime(2026, 10, 15, tzinfo=UTC)
    theirs = [backup_name("ffffffff-0000", long_ago), "notes.txt", "mhlead-x.mhbackup"]
    ours = backup_name(store_id, long_ago)
    for name in (*theirs, ours):
        (places[0] / name).write_bytes(b"x")
    done = filled.back_up(places, "lead", 30)
    assert done.removed == 1
    assert {path.name for path in places[0].iterdir()} == {*theirs, done.name}


def test_a_hostile_first_line_is_refused(tmp_path):
    for data in (
        b"",
        b"\n\n",
        b"[" * 100_000 + b"\n",
        b'{"format":"mhlead-backup/9"}\n{}\n',
        b'{"format":"mhlead-backup/' + b"9" * 5000 + b'"}\n{}\n',
        b"PK\x03\x04",
    ):
        path = tmp_path / "x.mhbackup"
        path.write_bytes(data)
        with pytest.raises(BackupRefused):
            BackupReader(path)


def test_a_store_that_is_locked_meanwhile_ends_the_backup_without_a_bug(
    filled, places, monkeypatch
):
    copy = backup._write_copy

    def then_lock(source, target, *, in_bytes):
        copy(source, target, in_bytes=in_bytes)
        filled.close()

    monkeypatch.setattr(backup, "_write_copy", then_lock)
    with pytest.raises(StoreLocked):
        filled.back_up(places, "lead", 90)
    assert not any(list(place.iterdir()) for place in places)


def test_a_store_locked_before_its_bytes_are_copied_ends_the_backup_without_a_bug(
    filled, places, monkeypatch
):
    copy = FileGuard.copy_to

    def locked_first(guard, target, is_stopped):
        filled.close()
        copy(guard, target, is_stopped)

    monkeypatch.setattr(FileGuard, "copy_to", locked_first)
    with pytest.raises(StoreLocked):
        filled.back_up(places, "lead", 90)
    assert not any(list(place.iterdir()) for place in places)


def test_every_pair_of_sheets_and_one_backup_are_enough_and_one_sheet_is_not(
    filled, stores, places, tmp_path
):
    sheets = filled.ways.make_recovery_keys(3)
    filled.ways.confirm_recovery_keys(sheets, "lead")
    path = places[0] / filled.back_up(places, "lead", 90).name
    for at, (one, other) in enumerate(itertools.combinations(sheets, 2)):
        # As they are typed in the window, and as they stand in one line for a command.
        typed = [one, other] if at % 2 else [f"{one} {other}"]
        restored, _, report = stores.restore_with_sheets(path, tmp_path / f"back {at}", typed)
        restored.close()
        assert report.is_sound
    for sheet in sheets:
        with pytest.raises(MhleadError):
            stores.restore_with_sheets(path, tmp_path / "none", [sheet])
    assert not (tmp_path / "none").exists()


def test_a_backup_during_which_the_key_is_exchanged_is_made_under_the_new_one(
    filled, places, monkeypatch
):
    filled.ways.set_passphrase("deputy", "five grey boats under a bridge", "lead")
    copy, removals = FileGuard.copy_to, iter(["deputy"])

    def exchanged_first(guard, target, is_stopped):
        for one in removals:
            filled.ways.remove_person(one, "lead")
        copy(guard, target, is_stopped)

    monkeypatch.setattr(FileGuard, "copy_to", exchanged_first)
    made = filled.back_up(places, "lead", 90)
    contents, report = filled.try_backup(places[0] / made.name)
    assert (contents, report.faults) == (made.contents, ())


def test_two_computers_copy_to_one_folder_in_the_same_second(filled, places, monkeypatch):
    monkeypatch.setattr(backup_places, "_is_near", lambda *_: False)
    there, copy, others = [], backup_places._copy_whole, iter(["the same name"])

    def beside_another(source, target):
        copy(source, target)
        for name in others:  # what the other one does while ours is looked through
            there.extend(backup_places.put_into(source, places[1:], name))

    monkeypatch.setattr(backup_places, "_copy_whole", beside_another)
    finished = places[0] / "finished"
    finished.write_bytes(b"one")
    [placed] = backup_places.put_into(finished, places[1:], "the same name")
    assert (placed.code, there[0].code) == ("", "")
    assert [path.name for path in places[1].iterdir()] == ["the same name"]


def test_half_copies_that_a_killed_program_left_go_and_one_under_way_stays(filled, places):
    store_id, stick = filled.store_id, places[1]
    old, new = (
        stick / f".{backup_name(store_id, filled._file.now() - timedelta(days=day))}.1a2b.part"
        for day in (2, 0)
    )
    other = stick / f".{backup_name('b' * 36, NOW - timedelta(days=99))}.1a2b.part"
    for path in (old, new, other):
        path.write_bytes(b"half")
    filled.back_up(places, "lead", 90)
    assert not old.exists()
    assert new.exists()
    assert other.exists()
