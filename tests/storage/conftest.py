"""A store with a fixed clock and the cheapest lawful passphrase cost."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind, ReferralState, ServiceKind, StepKind
from mhlead.domain.records import (
    Case,
    NextStep,
    Note,
    Pupil,
    Record,
    Referral,
    Service,
    StaffMember,
)
from mhlead.storage import salvage_store, upgrade
from mhlead.storage import stores as making
from mhlead.storage.store import EncryptedStore
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import FLOOR_COST
from tests.parts.surroundings import DISK

PASSPHRASE = "violet otters argue gently"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module", autouse=True)
def _every_step() -> Iterator[None]:
    """Here every store is made by the steps of the migrations, as a school's is."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for module in (making, salvage_store):
            monkeypatch.setattr(module, "make_tables", upgrade.make_tables)
        yield


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder on a real disk: what is tested here is what stays on it."""
    with tempfile.TemporaryDirectory(prefix="mhlead-disk-", dir=os.environ[DISK]) as folder:
        yield Path(folder)


class TickingClock:
    """A clock that goes on by a second at every look."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def stores() -> EncryptedStores:
    return EncryptedStores(TickingClock(), FLOOR_COST)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture(scope="session")
def new_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as it was just made, to be copied: making one takes longer than opening it."""
    folder = tmp_path_factory.mktemp("new") / "store"
    with pytest.MonkeyPatch.context() as monkeypatch:  # this comes before `_every_step`
        monkeypatch.setattr(making, "make_tables", upgrade.make_tables)
        EncryptedStores(TickingClock(), FLOOR_COST).create(
            folder, PASSPHRASE, holder="lead"
        ).close()
    return folder


@pytest.fixture
def store(stores: EncryptedStores, folder: Path, new_folder: Path) -> Iterator[EncryptedStore]:
    shutil.copytree(new_folder, folder)
    opened = stores.open(folder, PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture
def case_records() -> Callable[..., list[Record]]:
    """A pupil with an open case that keeps every rule, and an open referral."""

    def records(n: int = 1, forename: str = "Amina", surname: str = "Oyelaran") -> list[Record]:
        return [
            StaffMember(f"staff{n}", "Ms Begum"),
            Service(f"service{n}", ServiceKind.CAMHS_TEAM, "Riverside CAMHS"),
            Pupil(f"pupil{n}", surname, forename, born_on=date(2011, 9, 3)),
            Case(f"case{n}", f"pupil{n}", TODAY, f"staff{n}", True, f"staff{n}", f"step{n}"),
            NextStep(f"step{n}", f"case{n}", StepKind.REVIEW, "review", TODAY, f"staff{n}"),
            Note(f"note{n}", f"case{n}", TODAY, NoteKind.FACT, "Sat alone at lunch all week."),
            Referral(
                f"referral{n}",
                f"case{n}",
                f"service{n}",
                f"FBA/26/{n:04}",
                ReferralState.SENT,
                TODAY,
                f"staff{n}",
                deadline_on=TODAY,
                deadline_what="acknowledgement",
            ),
        ]

    return records


@pytest.fixture
def keep(store: EncryptedStore) -> Callable[..., None]:
    """Keep records in one transaction with a line in the history."""

    def keep_records(*records: Record, pupil_id: str | None = None) -> None:
        with store.begin("lead") as work:
            work.add_all(records)
            work.log(Action.RECORD_ADDED, pupil_id, {"n": str(len(records))})
            work.commit()

    return keep_records


@pytest.fixture
def filled(
    store: EncryptedStore, keep: Callable[..., None], case_records: Callable[..., list[Record]]
) -> EncryptedStore:
    """A store with one pupil of concern."""
    keep(*case_records(), pupil_id="pupil1")
    return store
