"""A clock that leaps, goes back, turns in the night, and runs past 2038 and 2100."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.backup import backup_name, made_at_of
from mhlead.domain.codes import NoteKind
from mhlead.domain.records import Note
from mhlead.services import records, unlocking
from tests.builders import PASSPHRASE, make_new_school, make_school
from tests.builders import TestClock as Clock


class Leaping(Clock):
    """A clock that says what it is told, in the time zone of the computer."""

    at = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.astimezone().date()


MOMENTS = [
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # half past one in the morning, in England ...
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # ... and half past one again
    datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 0, 1, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),  # where 32 bits of seconds end
    datetime(2100, 2, 28, 23, 59, 59, tzinfo=UTC),  # no leap year
    datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC),  # where they end without a sign
    datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),  # no battery
    datetime(2026, 10, 26, 9, 0, tzinfo=UTC),  # put right
]


@pytest.fixture(params=["Europe/London", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_nothing_is_lost_or_out_of_order_whatever_the_clock_says(zone: str, tmp_path: Path) -> None:
    made = make_new_school(tmp_path)
    case = made.case(made.pupil())
    clock = Leaping()
    session, written = made.session, []
    for number, moment in enumerate(MOMENTS):
        unlocking.lock(session)
        clock.at = moment
        stores = type(made.adapters.stores)(
            clock.now, made.adapters.stores._cost, machine=tmp_path / "machine"
        )
        session = unlocking.unlock(stores, clock, made.adapters.ids, made.folder, PASSPHRASE)
        note = Note("", case.id, date(1969, 12, 31), NoteKind.FACT, f"note {number}")
        written.append(records.keep(session, note)[0])
        os.environ["TZ"] = "Asia/Kathmandu" if number % 2 else zone  # carried through the world
        time.tzset()
    made.session = session
    with session.reading() as work:
        kept = {note.text: work.versions(Note, note.id)[0].written_at for note in written}
        events = work.history(limit=200, actions=(Action.RECORD_ADDED,))
    assert list(kept.values()) == MOMENTS
    assert [one.at for one in reversed(events)][-len(MOMENTS) :] == MOMENTS
    assert sorted((one.sequence for one in events), reverse=True) == [
        one.sequence for one in events
    ]
    assert session.store.verify().is_sound
    unlocking.lock(session)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_name_of_a_backup_says_its_moment_in_any_year(moment: datetime) -> None:
    assert made_at_of(backup_name("0123456789", moment), "0123456789") == moment


def test_a_clock_that_leaps_and_comes_back_costs_no_backup(tmp_path: Path) -> None:
    store, place = make_school(tmp_path).session.store, tmp_path / "place"
    place.mkdir()
    clock = Leaping()
    store._file.now = clock.now
    names = []
    for moment in [datetime(2026, 11, 1, 9, tzinfo=UTC), *MOMENTS[5:]]:
        clock.at = moment
        names.append(store.back_up([place], "", 90).name)
    there = {path.name for path in place.iterdir()}
    assert {names[0], names[-1]} <= there
    store.close()
