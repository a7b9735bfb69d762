"""Another implementation of the file format, SQLite3 Multiple Ciphers, reads the store."""

from __future__ import annotations

import apsw
import pytest

from mhlead.storage.store import EncryptedStore


def opened(path: str, key: str) -> apsw.Connection:
    connection = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
    try:
        for setting in ("cipher='sqlcipher'", "legacy=4", f"key=\"x'{key}'\""):
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except apsw.Error:
        connection.close()
        raise
    return connection


def raw_key(store: EncryptedStore) -> str:
    return store._keyed.key.raw().hex() + store._keyed.salt.hex()


def test_it_finds_the_store_sound_and_searches_it(filled):
    connection = opened(str(filled._keyed.path), raw_key(filled))
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    found = connection.execute(
        "SELECT c.text FROM note_versions_current c JOIN note_versions_search s"
        " ON s.rowid = c.row_key WHERE note_versions_search MATCH 'lunch'"
    ).fetchall()
    assert found == [("Sat alone at lunch all week.",)]
    connection.close()


@pytest.mark.parametrize("place", [0, 31, 63])
def test_one_digit_of_the_key_changed_opens_nothing(filled, place):
    key = raw_key(filled)
    wrong = key[:place] + ("0" if key[place] != "0" else "1") + key[place + 1 :]
    with pytest.raises(apsw.NotADBError):
        opened(str(filled._keyed.path), wrong)
