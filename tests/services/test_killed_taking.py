"""Killed at any step of passing on, taking or restoring: the old store or the new, and a retry."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from mhlead.domain.errors import StoreFolderNotEmpty, StoreUnfinished
from mhlead.domain.records import Baton
from mhlead.domain.records.copies import BATON_ID
from mhlead.services import baton, unlocking
from mhlead.services.who_has_it import who_has_it
from mhlead.storage import backup
from mhlead.storage.passing_mark import PassingMark
from mhlead.storage.unfinished import MARK
from tests.services.test_baton import DEPUTY_WORDS, Two, looked_through_quickly

killing = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="Windows has neither SIGKILL nor fork"
)
FILES = ["copy.json", "keys.a.json", "keys.b.json", "lock"]
UNPACKED = "os.rename store/keys.a.json.tmp #1"
ALL_BUT_THE_MARK = f"open store/{MARK} #2"
BEFORE_SWITCH = "os.rename store/keys.a.json.tmp #1"
NO_FILE_YET = "os.rename store/making/finished #1"
NOT_REMEMBERED = "os.rename machine/copies/.json.tmp #2"


@pytest.fixture
def two(tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "verify_store", looked_through_quickly)
    made = Two(tmp_path)
    yield made
    made.close()


def grown_apart(two):
    """The first file, and what the lead passes on after the deputy, who took it, wrote too."""
    two.note("lead", "One")
    first = two.pass_on("lead", "deputy")
    two.take("deputy", first)
    two.note("deputy", "Two")
    two.lock("deputy")
    two.unlock("lead")
    baton.take_over(two.open["lead"], "The deputy is ill")
    two.note("lead", "Three")
    return first, two.pass_on("lead", "deputy")


@killing
def test_killed_at_any_step_it_is_the_old_store_or_the_new_and_a_retry_works(
    two, tmp_path, checkout
):
    new, apart = tmp_path / "new", tmp_path / "apart"
    new.mkdir()
    first, newer = grown_apart(two)
    shutil.copytree(two.folders["deputy"], apart / "store")
    shutil.copytree(tmp_path / "deputy-machine", apart / "machine")
    none = {"free": True}
    whole = {"older": False, "here": True, "notes": ["One"], "listed": 0}
    whole |= {"files": [*FILES, "store.db"]}
    old = whole | {"notes": ["One", "Two"]}
    theirs = whole | {"notes": ["One", "Three"], "listed": 1, "files": [*FILES, "store-3.db"]}
    expected = {
        ("take", new, first, UNPACKED): (none, whole),
        ("take", new, first, ALL_BUT_THE_MARK): (none, whole),
        ("restore", new, first, ALL_BUT_THE_MARK): (none, whole | {"here": False}),
        ("take", apart, newer, BEFORE_SWITCH): (old, theirs),
        ("take", apart, newer, NOT_REMEMBERED): (theirs, theirs),
        ("pass_on", apart, two.stick, NO_FILE_YET): (old, old | {"here": False}),
    }
    run = subprocess.run(
        [sys.executable, "-m", "tests.parts.killed_taking", DEPUTY_WORDS],
        input=json.dumps([[*map(str, one)] for one in expected]),
        capture_output=True,
        text=True,
        cwd=checkout,
        check=False,
        env={**os.environ, "PYTHONPATH": str(checkout)},
    )
    told = [tuple(json.loads(line)) for line in run.stdout.splitlines()]
    assert told == [(-signal.SIGKILL, *one) for one in expected.values()], run.stderr


def under_way(two, *, part, target):
    """The store was passed on, and the program was killed where the file was to get its name."""
    file = two.pass_on("lead", "deputy")
    data, copy_id = file.read_bytes(), two.open["lead"].store.copy_id
    with two.open["lead"].reading() as work:
        pass_id = work.find(Baton, id=BATON_ID)[0].pass_id
    two.lock("lead")
    unnamed = file.with_name(f".{file.name}.part")
    mark = PassingMark(two.folders["lead"], copy_id)
    mark.begin(pass_id)
    mark.naming(unnamed, file)
    if part:
        unnamed.write_bytes(data)
    if not target:
        file.unlink()
    two.unlock("lead")
    return unnamed, mark


@pytest.mark.parametrize(
    ("part", "target", "is_here"),
    [(True, False, True), (False, True, False), (True, True, False), (False, False, False)],
)
def test_killed_as_the_file_gets_its_name_the_right_is_where_the_file_is(
    two, part, target, is_here
):
    unnamed, mark = under_way(two, part=part, target=target)
    assert who_has_it(two.open["lead"]).is_here is is_here
    if is_here:
        assert not unnamed.exists()
    assert mark._path.exists() is not (is_here or target)  # else a later opening may know more
    if not is_here and not target:
        baton.take_over(two.open["lead"], "The file is gone")
    elif is_here:
        two.take("deputy", two.pass_on("lead", "deputy"))
    two.lock("lead")
    two.unlock("lead")


def test_a_forged_mark_has_nothing_deleted(two, tmp_path):
    two.lock("lead")
    letter = tmp_path / "letter.txt"
    letter.write_text("of somebody else")
    store = two.folders["lead"]
    for target in (tmp_path / "gone.mhbackup", tmp_path / f"store-to-take-{'0' * 8}"):
        copy_id = json.loads((store / "copy.json").read_bytes())["copy"]
        mark = PassingMark(store, copy_id)
        mark.begin("a pass")
        mark.naming(letter, target)
        mark.settle()
        assert letter.exists()
        assert mark.read() == ""
    two.unlock("lead")


def test_an_unfinished_folder_opens_nothing_and_is_free_and_a_used_one_never_is(two, tmp_path):
    two.lock("lead")
    lead, stores = two.folders["lead"], two.stores["lead"]
    (lead / MARK).touch()
    assert not stores.exists(lead)
    with pytest.raises(StoreUnfinished):
        two.unlock("lead")
    (lead / MARK).write_bytes(b"done")  # a power cut brought the name of the mark back
    assert stores.exists(lead)
    assert not stores.is_free(lead)
    with pytest.raises(StoreFolderNotEmpty):
        stores.create(lead, DEPUTY_WORDS)
    two.unlock("lead")
    assert not (lead / MARK).exists()
    theirs = tmp_path / "deputy" / "store"
    theirs.mkdir()
    for name in (MARK, "store.db", "keys.a.json.tmp", "their letter"):
        (theirs / name).write_bytes(b"half")
    two.take("deputy", two.pass_on("lead", "deputy"))
    assert (theirs / "their letter").read_bytes() == b"half"
    unlocking.lock(two.open.pop("deputy"))
