"""Each kind of damage is named in plain words, and what only backups know is found by them."""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from mhlead.domain.audit import Fault
from mhlead.domain.backup import SUFFIX
from mhlead.domain.errors import Cancelled, StoreDamaged, StoreLocked
from mhlead.services import backups, envelopes, health, keyholders, older_copy, unlocking
from mhlead.services.backups import BackupPlaces
from mhlead.services.session import Session
from mhlead.storage.connection import close, connect
from mhlead.wording import sentence_for
from mhlead.wording.fault_words import _FAULTS, _PARTS, Severity, fault_words, told_together
from tests.builders import (
    PASSPHRASE,
    School,
    TestClock,
    make_new_school,
    make_school,
    make_test_adapters,
)

PACKAGE = Path(__file__).resolve().parents[2] / "mhlead"
PAGE = 4096


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    school = make_school(tmp_path)
    school.case()
    yield school
    school.session.store.close()


def opened(made: School) -> Session:
    own = made.adapters
    return unlocking.unlock(own.stores, made.clock, own.ids, made.folder, PASSPHRASE)


def own(made: School) -> Path:
    return backups.own_place(made.folder)


def test_every_finding_of_the_checks_has_its_own_words() -> None:
    found = set()
    for path in [*(PACKAGE / "storage").glob("*.py"), PACKAGE / "services" / "health.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_fault = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault"
            if is_fault and len(node.args) > 1:
                part, code = node.args[:2]
                if isinstance(part, ast.Constant) and isinstance(code, ast.Constant):
                    found.add((part.value, code.value))
    assert len(found) >= 24
    known = {*_FAULTS, *((part, code) for part, code in found if part in _PARTS)}
    assert found <= known
    told = {fault_words(Fault(*one)).what for one in found}
    assert len(told) >= 20
    for words in map(fault_words, (Fault(*one) for one in found)):
        assert all(one.endswith(".") for one in (words.what, words.safe, words.to_do))


def test_a_check_that_is_not_wanted_any_more_ends(made: School) -> None:
    said: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        health.check_health(
            made.session, None, lambda done, of: said.append((done, of)), lambda: bool(said)
        )
    assert len(said) == 1


def test_the_worst_is_told_first_and_each_kind_once() -> None:
    faults = (
        Fault("header", "copy-damaged", "keys.b.json"),
        Fault("search", "index-differs", "x"),
        Fault("pages", "page-damaged", "7"),
        Fault("pages", "page-damaged", "9"),
    )
    told = told_together(faults)
    assert [words.severity for words, _ in told] == [
        *(Severity.SERIOUS, Severity.MENDABLE, Severity.HEALS)
    ]
    assert told[0][1] == ["page 7", "page 9"]


def test_an_older_copy_that_was_put_back_is_told_by_its_own_backups(
    made: School, tmp_path: Path
) -> None:
    made.session.store.close()
    shutil.copytree(made.folder, tmp_path / "before")
    session = opened(made)
    for _ in range(8):
        envelopes.record_use(session, "printed")  # what the older copy lacks
    backups.make_backup(session, BackupPlaces(own(made)))
    assert health.check_health(session, BackupPlaces(own(made))).is_sound
    session.store.close()
    shutil.rmtree(made.folder)
    shutil.copytree(tmp_path / "before", made.folder)
    session = opened(made)
    [fault] = health.check_health(session, BackupPlaces(own(made))).faults
    assert (fault.part, fault.code) == ("older", "older-than-computer")
    assert "an older copy was put back" in fault_words(fault).what
    older_copy.settle_older(session, "I put it back")
    [fault] = health.check_health(session, BackupPlaces(own(made))).faults
    assert (fault.part, fault.code) == ("older", "older-than-backup")
    assert "an older copy was put back" in fault_words(fault).what
    for _ in range(6):
        envelopes.record_use(
            session, "printed"
        )  # it grows on, and its lines are others than the backup knows
    [fault] = health.check_health(session, BackupPlaces(own(made))).faults
    assert fault.code == "grown-apart"
    unlocking.lock(session)


def test_a_spoilt_search_is_built_anew(made: School) -> None:
    store = made.session.store
    raw = connect(store._keyed)  # type: ignore[attr-defined]
    raw.execute("UPDATE pupil_names SET folded = 'other'")
    close(raw)
    report = health.check_health(made.session)
    assert {fault.part for fault in report.faults} == {"search"}
    health.rebuild_search(made.session)
    assert health.check_health(made.session).is_sound


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (("keys.a.json", "keys.b.json"), "Both key files beside the store are missing"),
        (("store.db",), "The store’s file is missing"),
    ],
)
def test_a_missing_part_is_named(made: School, gone: tuple[str, ...], told: str) -> None:
    made.session.store.close()
    for name in gone:
        (made.folder / name).unlink()
    assert made.adapters.stores.exists(made.folder)
    with pytest.raises(StoreDamaged) as refused:
        opened(made)
    assert told in sentence_for(refused.value)


def test_the_file_of_another_store_is_named(made: School, tmp_path: Path) -> None:
    made.session.store.close()
    other = make_new_school(tmp_path / "other")
    other.session.store.close()
    shutil.copy(other.folder / "store.db", made.folder / "store.db")
    with pytest.raises(StoreDamaged) as refused:
        opened(made)
    assert "the file of another store" in sentence_for(refused.value)


# every kind of damage, planted for real -------------------------------------------------------


@dataclass(frozen=True)
class Whole:
    """A closed, sound store with a backup, on the disk; each test hurts a copy of it."""

    folder: Path
    clock_minutes: int
    roots: dict[str, int]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    made = make_school(tmp_path_factory.mktemp("whole"))
    for forename in ("Aoife", "Ben"):
        made.case(made.pupil(forename))
    made.session = made.reopened()
    backups.make_backup(made.session, BackupPlaces(own(made)))
    raw = connect(made.session.store._keyed)  # type: ignore[attr-defined]
    roots = dict(raw.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"))
    close(raw)
    unlocking.lock(made.session)
    return Whole(made.folder.parent, made.clock.minutes, roots)


class Hurt:
    """A copy of the whole store, to be hurt and looked at."""

    def __init__(self, whole: Whole, folder: Path) -> None:
        shutil.copytree(whole.folder, folder, dirs_exist_ok=True)
        self.clock = TestClock(minutes=whole.clock_minutes)
        self.adapters = make_test_adapters(folder, self.clock)
        self.folder, self.roots = folder / "store", whole.roots
        self.places = BackupPlaces(backups.own_place(self.folder))
        self.session: Session | None = None

    def open(self) -> Session:
        if self.session is None:
            own = self.adapters
            self.session = unlocking.unlock(
                own.stores, self.clock, own.ids, self.folder, PASSPHRASE
            )
        return self.session

    def sql(self, *statements: str) -> None:
        """Past every rule the store holds: its triggers are taken out and put back."""
        raw = connect(self.open().store._keyed)  # type: ignore[attr-defined]
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("PRAGMA ignore_check_constraints=ON")
        query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        triggers = raw.execute(query).fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _, statement in triggers:
            with contextlib.suppress(sqlcipher.OperationalError):  # of a table that is gone
                raw.execute(statement)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        close(raw)

    def page(self, table: str, data: bytes) -> None:
        with (self.folder / "store.db").open("r+b") as file:
            file.seek((self.roots[table] - 1) * PAGE + 100 * (len(data) < PAGE))
            file.write(data)

    def cut(self, size: int) -> None:
        os.truncate(self.folder / "store.db", size)

    def backups(self) -> list[Path]:
        return sorted(self.places.own.glob(f"*{SUFFIX}"))

    def found(self) -> set[tuple[str, str]]:
        report = health.check_health(self.open(), self.places)
        return {(fault.part, fault.code) for fault in report.faults}


@pytest.fixture
def hurt(whole: Whole, tmp_path: Path) -> Iterator[Hurt]:
    made = Hurt(whole, tmp_path / "hurt")
    yield made
    if made.session is not None:
        made.session.store.close()


def _end_lost_while_open(hurt: Hurt) -> None:
    hurt.open()
    hurt.sql()  # its log is taken in
    hurt.cut((hurt.folder / "store.db").stat().st_size - PAGE)


def _wrong_within(hurt: Hurt) -> None:
    hurt.sql(
        "DELETE FROM pupils WHERE id = (SELECT min(id) FROM pupils)",
        "DELETE FROM store_headers",
        "UPDATE school_versions SET mhst_on = 'no day'",
        "UPDATE pupil_names SET folded = 'other'",
        "DELETE FROM audits WHERE seq = 5",
        "DROP TABLE score_versions",
    )
    path = hurt.folder / "keys.a.json"
    path.write_bytes(path.read_bytes()[:100])
    (hurt.folder / "keys.b.json").unlink()


def _wrong_pages(hurt: Hurt) -> None:
    hurt.page("notes", b"spoilt")
    hurt.page("note_versions", bytes(PAGE))


def _wrong_backups(hurt: Hurt) -> None:
    with hurt.backups()[0].open("r+b") as file:
        file.seek(-PAGE, os.SEEK_END)
        file.write(b"spoilt")
    hurt.places = BackupPlaces(hurt.places.own, hurt.folder.parent / "memory stick")


WITHIN = {
    *(("keys", "broken-link"), ("header", "no-copy-inside"), ("header", "copy-damaged")),
    *(("rows", "setting-unreadable"), ("rows", "table-gone"), ("search", "names-differ")),
    ("audit", "gap"),
}
PLANTED: dict[str, tuple[Callable[[Hurt], object], set[tuple[str, str]]]] = {
    "nothing": (lambda hurt: hurt.open(), set()),
    "within": (_wrong_within, WITHIN),
    "pages": (_wrong_pages, {("pages", "page-damaged"), ("pages", "page-empty")}),
    "cut while open": (_end_lost_while_open, {("pages", "cut-short")}),
    "backups": (_wrong_backups, {("backups", "damaged"), ("backups", "second-gone")}),
    "no backups": (lambda hurt: shutil.rmtree(hurt.places.own), {("backups", "none-there")}),
}
FOLLOWS = {
    *(("pages", "structure"), ("pages", "unreadable"), ("rows", "unreadable")),
    ("search", "index-differs"),
}
"""What else a check meets on a page that can't be read, or of a table that is gone."""


@pytest.mark.parametrize("kind", PLANTED)
def test_damage_that_was_planted_is_found_each_by_a_finding_of_its_own(
    hurt: Hurt, kind: str
) -> None:
    plant, told = PLANTED[kind]
    plant(hurt)
    found = hurt.found()
    assert found - FOLLOWS - told == set()
    assert told <= found
    words = [fault_words(Fault(*one)) for one in told]
    assert len({one.what for one in words}) == len(told)
    assert all(one.safe and one.to_do for one in words)


@pytest.mark.parametrize(
    ("plant", "part"),
    [
        (lambda hurt: hurt.cut((hurt.folder / "store.db").stat().st_size - PAGE), "cut-short"),
        (lambda hurt: hurt.cut(100 * PAGE), "cut-short"),
        (lambda hurt: hurt.cut(0), "file"),
        (lambda hurt: hurt.page("audits", b"spoilt"), "page"),
        (lambda hurt: (hurt.folder / "store.db").unlink(), "no-file"),
    ],
)
def test_what_keeps_a_store_from_opening_is_named(
    hurt: Hurt, plant: Callable[[Hurt], object], part: str
) -> None:
    plant(hurt)
    with pytest.raises(StoreDamaged) as refused:
        hurt.open()
    assert refused.value.part == part


@pytest.mark.parametrize("is_removal", [True, False])
def test_backups_that_are_looked_at_while_the_key_goes_are_not_called_damaged(
    made: School, is_removal: bool
) -> None:
    session, places = made.session, BackupPlaces(own(made))
    keyholders.add_keyholder(session, made.deputy.id, "nine slow barges under the bridge")
    backups.make_backup(session, places)
    acts = iter([None])

    def is_stopped() -> bool:
        for _ in acts:
            if is_removal:
                keyholders.remove_keyholder(session, made.deputy.id)
            else:
                session.store.close()
        return False

    if is_removal:  # that backup is of another key since, and neither damaged nor looked at
        assert health.check_health(session, places, is_stopped=is_stopped).is_sound
        return
    with pytest.raises(StoreLocked):
        health.check_health(session, places, is_stopped=is_stopped)


def test_a_trial_during_which_the_key_is_exchanged_is_no_failed_one(made: School) -> None:
    session, places = made.session, BackupPlaces(own(made))
    keyholders.add_keyholder(session, made.deputy.id, "nine slow barges under the bridge")
    backups.make_backup(session, places)
    acts = iter([None])

    def is_stopped() -> bool:
        for _ in acts:
            keyholders.remove_keyholder(session, made.deputy.id)
        return False

    with pytest.raises(StoreLocked):
        backups.try_newest(session, places, is_stopped)
    assert backups.read_status(session).was_sound
