"""A full disk is told as that, leaves nothing behind, and refuses nothing that is done already."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from mhlead.domain.errors import NoSpace
from mhlead.domain.records import StaffMember
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart
from mhlead.services import baton, keyholders, unlocking
from mhlead.services.typed_texts import keep_typed, read_typed
from mhlead.services.who_has_it import who_has_it
from mhlead.storage import backup_places, connection, faults, typed_file
from mhlead.storage.connection import connect
from mhlead.storage.disposal_lists import DisposalLists
from mhlead.storage.faults import database_fault, storage_faults
from mhlead.storage.typed_file import TypedFile
from tests.builders import PASSPHRASE, School, make_school

DEPUTYS = "umbrella lantern gravel Tuesday"
PAGE = TypedPage(
    "case", "case_id=x", "", "2026-11-23", (TypedPart(TypedKind.TEXT, "What", 0, "kept"),)
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    school = make_school(tmp_path)
    yield school
    school.session.store.close()


@pytest.fixture
def with_deputy(made: School) -> School:
    keyholders.add_keyholder(made.session, made.deputy.id, DEPUTYS)
    return made


def no_space(*_arguments: object, **_more: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_an_error_without_a_name_is_known_by_what_sqlite_says() -> None:
    copied = sqlcipher.OperationalError("database or disk is full")  # as `backup` raises it
    assert isinstance(database_fault(copied), NoSpace)


@pytest.mark.parametrize("name", ["SQLITE_CANTOPEN", "SQLITE_IOERR_WRITE"])
def test_where_there_is_no_room_a_file_that_cannot_be_made_is_told_as_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(faults, "has_room", lambda _: False)
    error = sqlcipher.OperationalError("unable to open database file")
    error.sqlite_errorname = name
    with pytest.raises(NoSpace), storage_faults(tmp_path):
        raise error


def test_a_log_for_damage_that_cannot_be_made_is_told_as_a_full_disk(
    made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection.TRIP_WIRE, "arm", no_space)
    with pytest.raises(NoSpace):
        connect(made.session.store._keyed)


def test_a_file_told_as_not_written_is_not_found_there_by_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = tmp_path / "finished"
    part.write_bytes(b"whole")
    monkeypatch.setattr(backup_places, "sync_folder", no_space)
    with pytest.raises(OSError, match="space"):
        backup_places._move(part, tmp_path / "name")
    assert list(tmp_path.iterdir()) == []


def test_no_part_of_a_list_of_disposals_is_left(
    made: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr("mhlead.storage.disposal_lists.os.replace", no_space)
    DisposalLists.keep_disposals(made.session.store, [stick], b"none")
    assert list(stick.iterdir()) == []


def test_the_right_to_write_comes_back_with_the_next_writing_where_it_could_not_at_once(
    with_deputy: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, stick = with_deputy.session, tmp_path / "stick"
    stick.mkdir()
    with monkeypatch.context() as full:
        full.setattr("mhlead.storage.among_copies.make_backup", no_space)
        full.setattr("mhlead.services.baton.take_unsent_back", _refused)
        with pytest.raises(NoSpace):
            baton.pass_on(session, with_deputy.deputy.id, stick)
    assert not who_has_it(session).is_here
    with_deputy.pupil()  # refused as long as the store is elsewhere
    assert who_has_it(session).is_here
    assert baton.pass_on(session, with_deputy.deputy.id, stick).parent == stick


def _refused(*_arguments: object) -> None:
    raise NoSpace


def test_what_was_typed_is_there_under_the_new_key_whenever_the_program_ends(
    with_deputy: School,
) -> None:
    keep_typed(with_deputy.session, [PAGE])
    ways = with_deputy.session.store.ways

    def ended(step: str) -> None:
        if step == "switched":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ways.remove_person(with_deputy.deputy.id, with_deputy.lead.id, ended)
    with_deputy.session.store.close()
    adapters = with_deputy.adapters
    session = unlocking.unlock(
        adapters.stores, with_deputy.clock, adapters.ids, with_deputy.folder, PASSPHRASE
    )
    assert read_typed(session) == [PAGE]
    session.store.close()
    assert [one.name for one in with_deputy.folder.glob("typed*")] == ["typed-3"]


def test_a_key_is_not_exchanged_where_what_was_typed_has_no_room(
    with_deputy: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_typed(with_deputy.session, [PAGE])
    before = sorted(one.name for one in with_deputy.folder.iterdir())
    with monkeypatch.context() as full:
        full.setattr(typed_file, "replace_whole", no_space)
        with pytest.raises(NoSpace):
            keyholders.remove_keyholder(with_deputy.session, with_deputy.deputy.id)
    assert sorted(one.name for one in with_deputy.folder.iterdir()) == before
    assert read_typed(with_deputy.session) == [PAGE]
    keyholders.remove_keyholder(with_deputy.session, with_deputy.deputy.id)
    assert read_typed(with_deputy.session) == [PAGE]


def test_a_way_in_that_was_ended_is_not_told_as_refused(
    with_deputy: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(keyholders, "mark_users", _refused)
        keyholders.remove_keyholder(with_deputy.session, with_deputy.deputy.id)
    with with_deputy.reopened().reading() as work:
        assert not work.get(StaffMember, with_deputy.deputy.id).is_user


def test_what_was_typed_comes_back_without_room_where_a_disposal_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = TypedFile(tmp_path)
    typed.keep(b"of everybody")

    def dispose() -> None:
        with typed.instead(b"of those who stay"):
            assert typed.read() == b"of those who stay"
            monkeypatch.setattr(typed_file, "replace_whole", no_space)
            raise NoSpace

    with pytest.raises(NoSpace):
        dispose()
    assert typed.read() == b"of everybody"
    assert [one.name for one in tmp_path.iterdir()] == ["typed"]
