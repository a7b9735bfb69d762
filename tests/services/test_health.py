"""Each kind of damage is named in plain words, and what only backups know is found by them."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mhlead.domain.audit import Fault
from mhlead.domain.errors import StoreDamaged
from mhlead.services import backups, envelopes, health, unlocking
from mhlead.services.backups import BackupPlaces
from mhlead.services.session import Session
from mhlead.storage.connection import close, connect
from mhlead.wording import sentence_for
from mhlead.wording.fault_words import _FAULTS, _PARTS, Severity, fault_words, told_together
from tests.builders import PASSPHRASE, School, make_new_school, make_school

STORAGE = Path(__file__).resolve().parents[2] / "mhlead" / "storage"


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
    for path in STORAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_fault = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault"
            if is_fault and len(node.args) > 1:
                part, code = node.args[:2]
                if isinstance(part, ast.Constant) and isinstance(code, ast.Constant):
                    found.add((part.value, code.value))
    assert len(found) >= 14
    known = {*_FAULTS, *((part, code) for part, code in found if part in _PARTS)}
    assert found <= known
    told = {fault_words(Fault(*one)).what for one in found}
    assert len(told) >= 10


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
    for _ in range(4):
        envelopes.record_use(session, "printed")  # what the older copy lacks
    backups.make_backup(session, BackupPlaces(own(made)))
    assert health.check_health(session, [own(made)]).is_sound
    session.store.close()
    shutil.rmtree(made.folder)
    shutil.copytree(tmp_path / "before", made.folder)
    session = opened(made)
    [fault] = health.check_health(session, [own(made)]).faults
    assert (fault.part, fault.code) == ("older", "older-than-backup")
    assert "an older copy was put back" in fault_words(fault).what
    for _ in range(6):
        envelopes.record_use(
            session, "printed"
        )  # it grows on, and its lines are others than the backup knows
    [fault] = health.check_health(session, [own(made)]).faults
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
