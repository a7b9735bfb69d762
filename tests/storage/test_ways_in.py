"""Who gets into a store: people come and go, keys are exchanged, and a crash leaves no half."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.errors import (
    NoSpace,
    NotAllowed,
    NotFound,
    PassphraseTooWeak,
    StoreDamaged,
    StoreReadOnly,
    WrongPassphrase,
)
from mhlead.domain.records import Note, StaffMember
from mhlead.storage import open_file, rotation
from mhlead.storage.connection import close, connect
from mhlead.storage.stores import EncryptedStores
from mhlead.vault import header_files
from mhlead.vault.header_files import COPIES, load_header
from mhlead.vault.passphrase import FLOOR_COST
from tests.storage.conftest import TickingClock

DEPUTY = "seven brass kettles whistling"
HEAD = "umbrella lantern gravel Tuesday"


def events(store, *actions: Action) -> list[tuple[str, str, dict[str, str]]]:
    with store.begin(write=False) as work:
        found = work.history(actions=actions)
    return [(one.actor_id, one.action.value, dict(one.detail)) for one in reversed(found)]


@pytest.fixture
def two(filled):
    filled.ways.set_passphrase("deputy", DEPUTY, "lead")
    return filled


def test_somebody_added_unlocks_as_themselves_and_the_history_says_who_added_them(
    stores, two, folder
):
    assert two.ways.people() == ("lead", "deputy")
    assert events(two, Action.PERSON_ADDED) == [("lead", "person.added", {"holder": "deputy"})]
    two.close()
    store = stores.open(folder, DEPUTY)
    assert store.holder == "deputy"
    assert store.verify().is_sound
    store.close()


def test_a_passphrase_is_changed_by_its_own_person_and_never_shared(two, passphrase):
    ways = two.ways
    with pytest.raises(WrongPassphrase):
        ways.change_passphrase(passphrase, HEAD, "deputy")
    with pytest.raises(NotAllowed, match="passphrase-in-use"):
        ways.change_passphrase(DEPUTY, passphrase, "deputy")
    with pytest.raises(NotAllowed, match="passphrase-in-use"):
        ways.set_passphrase("head", DEPUTY, "lead")
    with pytest.raises(PassphraseTooWeak):
        ways.set_passphrase("head", "the school the school", "lead")
    ways.set_passphrase("deputy", HEAD, "deputy")
    assert not ways.check_passphrase(DEPUTY)
    assert ways.check_passphrase(HEAD)
    changed = events(two, Action.PASSPHRASE_CHANGED)
    assert changed == [("deputy", "passphrase.changed", {"holder": "deputy"})]


def test_somebody_removed_is_kept_out_of_the_store_and_everybody_else_is_not(
    stores, two, folder, passphrase
):
    sheets = two.ways.make_recovery_keys(3)
    two.ways.confirm_recovery_keys(sheets, "lead")
    old = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    key = bytes(two._keyed.key.raw())
    two.ways.remove_person("deputy", "lead")
    assert bytes(two._keyed.key.raw()) != key
    with two.begin("lead") as work:
        assert work.get(Note, "note1").text == "Sat alone at lunch all week."
        work.add(StaffMember("new", "Mr Okafor"))
        work.log(Action.RECORD_ADDED)
        work.commit()
    assert two.verify().is_sound
    assert events(two, Action.PERSON_REMOVED) == [("lead", "person.removed", {"holder": "deputy"})]
    two.close()
    header = load_header(folder)
    assert {path.name for path in folder.iterdir()} == {header.db_file, *COPIES, "lock"}
    assert header.db_file != "store.db"
    with pytest.raises(WrongPassphrase):
        stores.open(folder, DEPUTY)
    for way in (
        lambda: stores.open(folder, passphrase),
        lambda: stores.open_with_recovery(folder, sheets[:2]),
    ):
        store = way()
        with store.begin(write=False) as work:
            assert work.get(StaffMember, "new").name == "Mr Okafor"
        assert store.verify().is_sound
        store.close()
    for name in COPIES:  # the key of before, of which somebody kept a copy, opens nothing new
        (folder / name).write_bytes(old[name])
    (folder / "store.db").write_bytes((folder / header.db_file).read_bytes())
    with pytest.raises(StoreDamaged):
        stores.open(folder, DEPUTY)


def test_the_last_passphrase_and_nobody_are_not_removed(filled):
    with pytest.raises(NotAllowed, match="last-slot"):
        filled.ways.remove_person("lead", "lead")
    for nobody in ("deputy", ""):
        with pytest.raises(NotFound):
            filled.ways.remove_person(nobody, "lead")
    assert filled.verify().is_sound


def test_a_forged_history_is_not_signed_with_the_new_key(two, folder):
    raw = connect(two._keyed)
    raw.execute("DROP TRIGGER audits_update")
    raw.execute("UPDATE audits SET mac = 'ff' WHERE seq = 2")
    close(raw)
    before = {path.name for path in folder.iterdir()}
    with pytest.raises(StoreDamaged):
        two.ways.remove_person("deputy", "lead")
    assert {path.name for path in folder.iterdir()} == before
    assert two.ways.people() == ("lead", "deputy")


def test_no_room_for_a_second_file_leaves_the_store_as_it_was(two, folder, monkeypatch):
    usage = shutil.disk_usage(folder)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(NoSpace):
        two.ways.remove_person("deputy", "lead")
    assert two.ways.check_passphrase(DEPUTY)


def test_where_only_the_first_copy_of_the_header_was_written_the_new_file_is_the_store(
    stores, two, folder, passphrase, monkeypatch
):
    replace_whole = header_files.replace_whole

    def first_alone(path: Path, data: bytes) -> None:
        if path.name == COPIES[1]:
            raise PermissionError(13, "no")
        replace_whole(path, data)

    monkeypatch.setattr(header_files, "replace_whole", first_alone)
    two.ways.remove_person("deputy", "lead")
    monkeypatch.undo()
    with two.begin("lead") as work:
        work.add(StaffMember("new", "Mr Okafor"))
        work.log(Action.RECORD_ADDED)
        work.commit()
    two.close()
    store = stores.open(folder, passphrase)
    with store.begin(write=False) as work:
        assert work.get(StaffMember, "new").name == "Mr Okafor"
    store.close()
    assert (folder / COPIES[0]).read_bytes() == (folder / COPIES[1]).read_bytes()


def test_a_header_that_can_not_be_written_leaves_the_old_one_and_its_file(two, folder, monkeypatch):
    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(header_files, "replace_whole", refuse)
    for change in (
        lambda: two.ways.remove_person("deputy", "lead"),
        lambda: two.ways.set_passphrase("head", HEAD, "lead"),
    ):
        with pytest.raises(StoreReadOnly):
            change()
    monkeypatch.undo()
    assert two.ways.people() == ("lead", "deputy")
    assert {path.name for path in folder.glob("store*.db")} == {"store.db"}
    assert two.verify().is_sound


def test_a_change_cut_off_before_its_line_gets_it_at_the_next_opening(
    stores, two, folder, passphrase, monkeypatch
):
    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(open_file, "follow", cut_off)
    with pytest.raises(KeyboardInterrupt):
        two.ways.set_passphrase("head", HEAD, "lead")
    monkeypatch.undo()
    two.close()
    store = stores.open(folder, HEAD)
    added = events(store, Action.PERSON_ADDED)
    assert added[-1] == ("", "person.added", {"holder": "head"})
    assert store.verify().is_sound
    store.close()


def test_a_note_written_while_the_key_is_exchanged_waits_and_is_not_lost(two):
    reached, may_go, written = threading.Event(), threading.Event(), threading.Event()

    def step(name: str) -> None:
        if name == "copied":
            reached.set()
            assert may_go.wait(20)

    def write() -> None:
        may_go.set()
        with two.begin("lead") as work:
            work.add(StaffMember("late", "Mrs Late"))
            work.log(Action.RECORD_ADDED)
            work.commit()
        written.set()

    remover = threading.Thread(target=lambda: two.ways.remove_person("deputy", "lead", step))
    remover.start()
    assert reached.wait(20)
    writer = threading.Thread(target=write)
    writer.start()
    remover.join(30)
    writer.join(30)
    assert written.is_set()
    with two.begin(write=False) as work:
        assert work.get(StaffMember, "late").name == "Mrs Late"
    assert two.verify().is_sound


POINTS = ("copied", "synced", COPIES[0])
NEW = frozenset({COPIES[0]})
KILLED = """
import os, signal, sys
from pathlib import Path
from mhlead.storage.schema import expected_schema
from mhlead.storage.stores import EncryptedStores
from mhlead.vault import header_files
from mhlead.vault.passphrase import FLOOR_COST
from tests.storage.conftest import PASSPHRASE, TickingClock

def kill():
    os.kill(os.getpid(), signal.SIGKILL)

def after(name):
    return lambda step: kill() if step == name else None

def one(folder, name):
    if name.startswith("keys"):
        replace = header_files.replace_whole
        def replaced(path, data):
            replace(path, data)
            if path.name == name:
                kill()
        header_files.replace_whole = replaced
    store = EncryptedStores(TickingClock(), FLOOR_COST).open(Path(folder), PASSPHRASE)
    store.ways.remove_person("deputy", "lead", after(name))

expected_schema()
for folder, name in zip(sys.argv[1::2], sys.argv[2::2]):
    child = os.fork()
    if not child:
        one(folder, name)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_killed_at_any_step_of_a_removal_the_old_or_the_new_store_is_whole(
    two, folder, tmp_path, passphrase, checkout
):
    two.close()
    places = [tmp_path / f"at-{name}" for name in POINTS]
    for place in places:
        shutil.copytree(folder, place)
    arguments = [each for pair in zip(map(str, places), POINTS, strict=True) for each in pair]
    said = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments],
        capture_output=True,
        text=True,
        cwd=checkout,
        check=True,
        env={**os.environ, "PYTHONPATH": str(checkout)},
    )
    assert said.stdout.split() == [str(-signal.SIGKILL)] * len(POINTS), said.stderr
    for place, name in zip(places, POINTS, strict=True):
        store = EncryptedStores(TickingClock(), FLOOR_COST).open(place, passphrase)
        assert ("deputy" not in store.ways.people()) == (name in NEW)
        assert len(events(store, Action.PERSON_REMOVED)) == (name in NEW)
        with store.begin(write=False) as work:
            assert work.get(Note, "note1").text == "Sat alone at lunch all week."
        if name in {"synced", COPIES[0]}:  # the last moment of the old one, the first of the new
            assert store.verify().is_sound
        store.close()
        assert len(list(place.glob("store*.db"))) == 1, name


def test_a_computers_own_files_are_never_taken_for_left_ones(tmp_path):
    for name in ("store.db", "store-3.db", "stored.db", "store-copy.db", "before-0007-x.db"):
        (tmp_path / name).touch()
    rotation.remove_with_log(tmp_path / "none.db")
    from mhlead.storage.left_files import remove_left_files

    remove_left_files(tmp_path, "store-3.db")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"store-3.db", "stored.db", "store-copy.db", "before-0007-x.db"}
