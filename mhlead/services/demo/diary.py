"""What happened at the fictional school, put in order and then lived through day by day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import groupby

from mhlead.domain.audit import Action
from mhlead.domain.checks import check
from mhlead.domain.records import Pupil, Record
from mhlead.services.demo.ports import DemoClock
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session, pupil_id_of


@dataclass(frozen=True)
class _Entry:
    at: datetime
    place: int
    records: Callable[[], Record | Sequence[Record]] | None = None
    act: Callable[[Session], None] | None = None


@dataclass
class Diary:
    """Entries in any order; `live` lives them in the order of time."""

    _entries: list[_Entry] = field(default_factory=list)

    def write(self, at: datetime, records: Callable[[], Record | Sequence[Record]]) -> None:
        """At that moment these records are written; made only then, when their case is known."""
        self._entries.append(_Entry(at, len(self._entries), records=records))

    def act(self, at: datetime, act: Callable[[Session], None]) -> None:
        """At that moment somebody does something through the services."""
        self._entries.append(_Entry(at, len(self._entries), act=act))

    def live(self, session: Session, clock: DemoClock) -> None:
        """Everything happens; records of one day are kept in one transaction."""
        ordered = sorted(self._entries, key=lambda entry: (entry.at, entry.place))
        today = None
        for (day, is_act), some in groupby(ordered, lambda e: (e.at.date(), e.act is not None)):
            entries = list(some)
            if day != today:
                today = day
                clock.move_to(entries[0].at)
                _begin_day(session)
            if is_act:
                for entry in entries:
                    clock.move_to(entry.at)
                    if entry.act is not None:
                        entry.act(session)
            else:
                clock.move_to(entries[-1].at)
                _keep(session, [record for entry in entries for record in _made(entry)])


def _made(entry: _Entry) -> Sequence[Record]:
    made = entry.records() if entry.records else ()
    return made if isinstance(made, Sequence) else (made,)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day, in UTC."""
    return datetime.combine(day, time(hour, minute), UTC)


def _begin_day(session: Session) -> None:
    """The history says of each day that somebody was at work: a clock that leaps is doubted."""
    with session.writing() as work:
        work.log(Action.UNLOCKED, None, {"by": session.store.opened_by})
        work.commit()


def _keep(session: Session, records: Sequence[Record]) -> None:
    today = session.clock.today()
    with session.writing() as work:
        for record in records:
            check(record, today)
        for kind in dict.fromkeys(type(record) for record in records):
            work.add_all([r for r in records if type(r) is kind])
        for record in records:
            _log(work, record)
        work.commit()


def _log(work: UnitOfWork, record: Record) -> None:
    action = Action.PUPIL_ADDED if isinstance(record, Pupil) else Action.RECORD_ADDED
    work.log(action, pupil_id_of(work, record), {"kind": type(record).__name__, "id": record.id})
