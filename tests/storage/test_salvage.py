"""What can be read of a damaged store is saved, and what can't is named."""

from __future__ import annotations

import errno
import io
import os
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mhlead.domain.audit import Action, Fault
from mhlead.domain.codes import NoteKind
from mhlead.domain.errors import (
    Cancelled,
    NotAllowed,
    StoreDamaged,
    WrongPassphrase,
)
from mhlead.domain.records import Baton, Note, Pupil
from mhlead.domain.records.copies import BATON_ID
from mhlead.storage import salvage
from mhlead.storage.connection import close, connect
from mhlead.wording.salvage_words import lost_lines, lost_list
from tests.storage.conftest import TODAY

PAGE = 4096


@pytest.fixture(scope="module", autouse=True)
def _every_step():
    """Here stores are made with their tables ready: what their making costs is not at stake."""


@pytest.fixture
def hurt(filled, folder):
    """A closed store with thirty long notes, and a way to spoil pages of it by their numbers."""
    raw = connect(filled._keyed)
    (before,) = raw.execute("PRAGMA page_count").fetchone()
    close(raw)
    with filled.begin("lead") as work:
        for n in range(30):
            note = Note(f"long{n:02}", "case1", TODAY, NoteKind.FACT, f"note {n} " + "word " * 500)
            work.add(note)
        work.correct(replace(note, text="shorter"), "too long")
        work.log(Action.RECORD_ADDED, "pupil1", {"n": "30"})
        work.commit()
    raw = connect(filled._keyed)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    roots = dict(raw.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"))
    close(raw)
    path = filled._keyed.path
    filled.close()

    def spoil(*pages: int) -> None:
        with path.open("r+b") as file:
            for page in pages:
                file.seek((page - 1) * PAGE + 100)
                file.write(b"spoilt")

    spoil.roots = roots
    spoil.of_notes = range(before + 1, path.stat().st_size // PAGE + 1)
    return spoil


def test_a_sound_store_is_saved_whole(hurt, stores, folder, tmp_path, passphrase):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    saved = stores.salvage(folder, tmp_path / "new", passphrase)
    assert (saved.lost, saved.earlier, saved.faults) == ((), (), ())
    assert dict(saved.kept)["note_versions"] == 32
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    store = stores.open(tmp_path / "new", passphrase)
    with store.begin(write=False) as work:
        assert len(work.find(Note)) == 31
        assert work.search.find_pupils("amina") == ["pupil1"]
        assert [hit.record_id for hit in work.search.find_text("shorter")] == ["long29"]
        assert work.history(limit=1)[0].action is Action.STORE_SALVAGED
    store.close()


def test_spoilt_pages_cost_their_own_rows_alone_and_these_are_named(
    hurt, stores, folder, tmp_path, passphrase
):
    chance = random.Random(3)
    hurt(*chance.sample(hurt.of_notes, 6))
    saved = stores.salvage(folder, tmp_path / "new", passphrase)
    store = stores.open(tmp_path / "new", passphrase)
    with store.begin(write=False) as work:
        texts = {note.id: note.text for note in work.find(Note)}
        assert work.find(Pupil)
    store.close()
    for n in range(29):
        if (text := texts.get(f"long{n:02}")) is not None:
            assert text == f"note {n} " + "word " * 500, "whole or not at all"
    assert saved.lost
    lost = {one.table: one for one in saved.lost}
    missing = {f"long{n:02}" for n in range(30)} - set(texts)
    if missing:
        assert missing <= set(lost["note_versions"].ids)
    told = repr(saved)
    assert not any(name in told for name in ("Oyelaran", "Amina", "word word"))


def test_a_lost_anchor_comes_back_from_its_wordings(hurt, stores, folder, tmp_path, passphrase):
    hurt(hurt.roots["notes"])
    saved = stores.salvage(folder, tmp_path / "new", passphrase)
    assert Fault("keys", "broken-link", "note_versions") not in saved.faults
    store = stores.open(tmp_path / "new", passphrase)
    with store.begin(write=False) as work:
        assert len(work.find(Note)) == 31
    store.close()


def test_a_spoilt_search_is_simply_built_again(hurt, stores, folder, tmp_path, passphrase):
    hurt(hurt.roots["note_versions_search_data"], hurt.roots["pupil_names"])
    saved = stores.salvage(folder, tmp_path / "new", passphrase)
    assert (saved.lost, saved.faults) == ((), ())


def test_where_the_beginning_is_spoilt_nothing_is_made(hurt, stores, folder, tmp_path, passphrase):
    with pytest.raises(WrongPassphrase):
        stores.salvage(folder, tmp_path / "new", "another four odd words")
    hurt(1)
    with pytest.raises(StoreDamaged, match="no-tables"):
        stores.salvage(folder, tmp_path / "new", passphrase)
    assert not (tmp_path / "new").exists()


def test_printed_sheets_rescue_as_a_passphrase_does(hurt, stores, folder, tmp_path, passphrase):
    store = stores.open(folder, passphrase)
    sheets = store.ways.make_recovery_keys(3)
    store.ways.confirm_recovery_keys(sheets, "lead")
    store.close()
    hurt(*hurt.of_notes[2:9])
    with pytest.raises(NotAllowed):
        stores.salvage(folder, tmp_path / "new", "", sheets=sheets[:1])
    assert not (tmp_path / "new").exists()
    saved = stores.salvage(folder, tmp_path / "new", "", sheets=sheets[1:])
    assert saved.lost
    stores.open_with_recovery(tmp_path / "new", sheets[:2]).close()
    stores.open(tmp_path / "new", passphrase).close()


def test_a_page_that_the_disk_does_not_give_back_is_skipped_and_listed(
    hurt, stores, folder, tmp_path, passphrase, monkeypatch
):
    bad = [hurt.of_notes[2], hurt.of_notes[5]]

    class Failing(io.BytesIO):
        """The file on a disk two of whose pages fail; another error ends the work."""

        code = errno.EIO

        def fileno(self) -> int:
            return handle.fileno()

        def read(self, size: int = -1) -> bytes:
            at = self.tell()
            if any(at < page * PAGE and (page - 1) * PAGE < at + size for page in bad):
                raise OSError(self.code, "")
            return super().read(size)

    with (folder / "store.db").open("rb") as handle:
        failing = Failing(handle.read())
        handle.seek(0)
        monkeypatch.setattr(salvage, "open_plain", lambda _: failing)
        saved = stores.salvage(folder, tmp_path / "new", passphrase)
        assert saved.unread == tuple(bad)
        assert 0 < saved.lost_rows < 30
        assert "did not give back 2 places" in " ".join(lost_lines(saved))
        assert f"  {bad[0]}\n" in lost_list(saved, datetime.now(UTC)).decode()
        failing = Failing(handle.read())
        failing.code = errno.EACCES
        with pytest.raises(PermissionError):
            salvage._copy(folder / "store.db", tmp_path / "copy", None)
    store = stores.open(tmp_path / "new", passphrase)
    with store.begin(write=False) as work:
        assert 0 < len(work.find(Note)) < 31
    store.close()


def test_a_store_that_was_cut_at_its_end_is_read_as_far_as_it_goes(
    hurt, stores, folder, tmp_path, passphrase
):
    path = folder / "store.db"
    os.truncate(path, path.stat().st_size - 8 * PAGE)
    with pytest.raises(StoreDamaged):
        stores.open(folder, passphrase)
    saved = stores.salvage(folder, tmp_path / "new", passphrase)
    lost = {one.kind: one.count for one in saved.lost}
    assert lost == {"Note": saved.lost_rows}
    assert 0 < saved.lost_rows < 30
    store = stores.open(tmp_path / "new", passphrase)
    with store.begin(write=False) as work:
        assert work.find(Pupil)
        assert 0 < len(work.find(Note)) < 31
    store.close()


def test_it_says_how_far_it_is_and_stopped_leaves_nothing(
    hurt, stores, folder, tmp_path, passphrase
):
    said = []
    stores.salvage(folder, tmp_path / "new", passphrase, lambda *told: said.append(told))
    assert [done for done, _ in said] == list(range(len(said)))
    for last in (0, len(said) // 2):
        said.clear()
        with pytest.raises(Cancelled):
            stores.salvage(
                folder,
                tmp_path / "other",
                passphrase,
                lambda *told: said.append(told),
                lambda last=last: len(said) > last,
            )
        assert not (tmp_path / "other").exists()


def test_the_right_to_write_goes_along_from_the_copy_that_had_it(
    filled, stores, folder, tmp_path, passphrase
):
    copy_id = filled.copy_id
    with filled.begin("lead") as work:
        work.add(Baton(BATON_ID, copy_id, "Ms Begum", stores._now()))
        work.log(Action.RECORD_ADDED)
        work.commit()
    filled.close()
    stores.salvage(folder, tmp_path / "new", passphrase)
    store = stores.open(tmp_path / "new", passphrase)
    with store.begin("lead") as work:
        assert store.copy_id != copy_id
        work.add(Note("note2", "case1", TODAY, NoteKind.FACT, "It goes on."))
        work.log(Action.RECORD_ADDED)
        work.commit()
    store.close()


def test_the_loss_of_the_history_keeps_no_record_back(hurt, stores, folder, tmp_path, passphrase):
    hurt(hurt.roots["audits"])
    saved = stores.salvage(folder, tmp_path / "new", passphrase)
    assert {"audits", "audit_details"} <= {one.table for one in saved.lost}
    store = stores.open(tmp_path / "new", passphrase)
    with store.begin("lead") as work:
        assert len(work.find(Note)) == 31
        assert work.history(limit=1)[0].action is Action.STORE_SALVAGED
        work.add(Note("after", "case1", TODAY, NoteKind.FACT, "It goes on."))
        work.log(Action.RECORD_ADDED, "pupil1")
        work.commit()
    store.close()
