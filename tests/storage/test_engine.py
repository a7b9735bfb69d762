from __future__ import annotations

import os
import pickle
import resource
import sys
import tempfile
from contextlib import closing
from datetime import date

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.dialects.sqlite import dialect

from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind
from mhlead.domain.errors import FieldRefused, NoSpace, StoreDamaged, StoreVanished
from mhlead.domain.records import Note
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.engine import lone_engine, make_engine
from mhlead.storage.faults import after_writing, database_fault
from mhlead.storage.file_guard import FileGuard
from mhlead.storage.tables.column import Words
from mhlead.storage.trip_wire import TRIP_WIRE, log_folder
from mhlead.vault.data_key import DataKey

CANARY = "zqcanaryqz"


@pytest.fixture
def keyed(tmp_path):
    made = Keyed(tmp_path / "store.db", DataKey.random(), os.urandom(16))
    close(connect(made, create=True))
    return made


@pytest.fixture
def raw(keyed):
    connection = connect(keyed)
    yield connection
    close(connection)


def test_every_setting_our_promises_rest_on_is_in_force(raw):
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "page_size": "4096",
        "cipher_page_size": "4096",
        "cipher_use_hmac": "1",
    }
    found = {name: raw.execute(f"PRAGMA {name}").fetchone() for name in wanted}
    assert found.pop("mmap_size") in ((0,), None)
    assert found == {name: (value,) for name, value in wanted.items() if name != "mmap_size"}


@pytest.mark.parametrize(
    "statement",
    ["temp_store=1", "temp_store=FILE", "TEMP_STORE=0", "temp_store_directory='x'"],
)
def test_nothing_can_move_temporary_tables_to_a_file(raw, statement):
    with pytest.raises(sqlcipher.DatabaseError, match="not authorized"):
        raw.execute(f"PRAGMA {statement}")
    assert raw.execute("PRAGMA temp_store").fetchone() == (2,)


def test_no_file_holds_the_text_and_no_url_holds_the_key(keyed, raw):
    raw.execute("CREATE TABLE t (x TEXT)")
    raw.executemany("INSERT INTO t VALUES (?)", [(CANARY * 50,)] * 2000)
    in_order = "SELECT count(*) FROM (SELECT x FROM t ORDER BY x || rowid)"
    assert raw.execute(in_order).fetchone() == (2000,)
    for path in keyed.path.parent.iterdir():
        assert CANARY.encode() not in path.read_bytes()
        assert not path.read_bytes().startswith(b"SQLite format")
    engine = make_engine(keyed)
    assert keyed.key.raw().hex() not in repr(engine.url) + str(engine.url)
    engine.dispose()
    with pytest.raises(TypeError):
        pickle.dumps(keyed.key)


def test_a_missing_file_is_an_error_and_never_a_new_store(keyed):
    other = Keyed(keyed.path.with_name("other.db"), keyed.key, keyed.salt)
    with pytest.raises(sqlcipher.OperationalError):
        connect(other)
    assert not other.path.exists()


@pytest.mark.parametrize("part", ["key", "salt"])
def test_a_wrong_key_or_salt_opens_nothing(keyed, part):
    wrong = {"key": DataKey.random()} if part == "key" else {"salt": bytes(16)}
    with pytest.raises(sqlcipher.DatabaseError) as caught:
        connect(Keyed(**{"path": keyed.path, "key": keyed.key, "salt": keyed.salt, **wrong}))
    assert isinstance(database_fault(caught.value), StoreDamaged)


def test_an_error_never_quotes_a_value(keyed):
    engine = lone_engine(keyed)
    with engine.connect() as connection, pytest.raises(Exception) as caught:  # noqa: PT011
        connection.execute(text("INSERT INTO nothing VALUES (:x)"), {"x": CANARY})
    assert CANARY not in str(caught.value)
    engine.dispose()


def test_a_write_holds_the_right_to_write_from_its_start(filled):
    with filled.begin("lead"):
        other = connect(filled._keyed)
        other.execute("PRAGMA busy_timeout=0")
        with pytest.raises(sqlcipher.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        close(other)


def damaged_tail(keyed: Keyed) -> None:
    """A long text whose last page is damaged: SQLCipher gives it back with NULs and no error."""
    connection = connect(keyed)
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)")
    connection.execute("INSERT INTO t VALUES (1, ?)", ("a" * 9000,))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    close(connection)
    data = bytearray(keyed.path.read_bytes())
    data[(pages - 1) * 4096 + 50] ^= 1
    keyed.path.write_bytes(data)


def test_the_trip_wire_and_the_nul_check_both_catch_what_the_cipher_lets_pass(keyed):
    damaged_tail(keyed)
    connection = connect(keyed)
    TRIP_WIRE.check(connection)
    (read,) = connection.execute("SELECT x FROM t WHERE id = 1").fetchone()
    assert "\x00" in read, "the library became fail-stop: the trip-wire is no longer needed"
    with pytest.raises(StoreDamaged):
        Words().result_processor(dialect(), None)(read)
    with pytest.raises(StoreDamaged) as caught:
        TRIP_WIRE.check(connection)
    assert caught.value.part == "page"
    TRIP_WIRE.check(connection)
    close(connection)


def test_a_nul_is_refused_on_its_way_in():
    with pytest.raises(FieldRefused):
        Words().bind_processor(dialect())("a\x00b")


def test_the_trip_wire_works_for_whoever_is_called_o_brien_and_for_zoe(
    keyed, tmp_path, monkeypatch
):
    folder = tmp_path / "O'Brien"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    connection = connect(keyed)
    assert [one.suffix for one in folder.iterdir()] == [".log"]
    TRIP_WIRE.check(connection)
    close(connection)
    assert list(folder.iterdir()) == []
    machine = {"PROGRAMDATA": "C:\\ProgramData", "PUBLIC": "C:\\Users\\Public"}
    zoe = "C:\\Users\\Zoë\\AppData\\Local\\Temp"
    assert log_folder(zoe, machine, is_windows=True) == "C:\\ProgramData"
    assert log_folder("C:\\Temp", machine, is_windows=True) == "C:\\Temp"
    assert log_folder(zoe, {}, is_windows=True) is None
    assert log_folder("/tmp/Zoë", machine, is_windows=False) == "/tmp/Zoë"  # noqa: S108


def test_the_log_of_the_trip_wire_goes_with_the_last_connection(keyed):
    first, second = connect(keyed), connect(keyed)
    path = TRIP_WIRE._path
    assert path is not None
    close(first)
    assert path.exists()
    close(second)
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be replaced there")
def test_a_file_put_in_the_place_of_the_store_is_noticed(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"1")
    with closing(FileGuard(path)) as guard:
        guard.check()
        (tmp_path / "b").write_bytes(b"1")
        (tmp_path / "b").replace(path)
        with pytest.raises(StoreVanished):
            guard.check()


def test_a_share_of_the_disk_that_is_used_up_is_told_as_a_full_disk(filled):
    def write_much() -> None:
        with filled.begin("lead") as work:
            work.add(Note("long", "case1", date(2026, 11, 23), NoteKind.FACT, "word " * 90_000))
            work.log(Action.RECORD_ADDED, "pupil1")
            work.commit()

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 17, hard))
    try:
        with pytest.raises(NoSpace):
            write_much()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    write_much()
    assert filled.verify().faults == ()


def test_a_page_that_can_not_be_read_is_damage_whatever_room_there_is(tmp_path):
    assert type(after_writing(StoreDamaged("page"), tmp_path)) is StoreDamaged
    assert list(tmp_path.iterdir()) == []
