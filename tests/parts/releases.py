"""Invented pupils for summaries, counted without a case each, and tools that don't search long."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from mhlead.disclosure.attack.gate import try_to_undo
from mhlead.disclosure.guarded import protect
from mhlead.disclosure.weights import secret_weights
from mhlead.documents.press import render
from mhlead.domain.counted_periods import CalendarKind, PeriodCalendar, calendar_of_quarters
from mhlead.domain.release import Protection, Status, Task, Verdicts, Where
from mhlead.domain.release.counted import CodedPupil
from mhlead.domain.release.dimensions import Ages
from mhlead.domain.release.table_sets import Stream
from mhlead.domain.sheet import Issue, Sheet
from mhlead.domain.sheet_document import compose_sheet
from mhlead.exchange import summary_csv, summary_json, summary_ods
from mhlead.services.ports import UnitOfWork
from mhlead.services.release_parts import ReleaseOrder
from mhlead.services.release_ports import Cells, IsStopped, Tell
from mhlead.services.releases import ReleaseTools
from mhlead.wording.sheet_words import sheet_of

Q1, Q2 = 20261, 20262
_WAIT = {0: (1, 0, 0, 0, 0), 3: (0, 20, 30, 20, 30)}


def invented(amount: int, period: int = Q1, seed: int = 1) -> list[tuple[str, CodedPupil]]:
    """Pupils as a school might have them, the same for the same seed."""
    chance = random.Random(seed)

    def pick(weights: Sequence[int]) -> int:
        return chance.choices(range(len(weights)), weights)[0]

    def pupil() -> tuple[int, ...]:
        outcome = pick((50, 4, 10, 12, 24))
        return (
            pick((35, 18, 10, 5, 8, 6, 10, 6, 2)),
            pick((0, 0, 0, 0, 30, 22, 38, 10, 0)),
            pick((55, 42, 3)),
            pick((70, 6, 10, 8, 6)),
            pick((70, 20, 10)),
            outcome,
            pick(_WAIT.get(outcome, (15, 20, 30, 20, 15))),
            pick((85, 15)),
        )

    return [(f"{period}-{seed}-{n:04}", CodedPupil(pupil(), period)) for n in range(amount)]


@dataclass
class InventedCounting:
    """Counts what it was given."""

    told: list[tuple[str, CodedPupil]] = field(default_factory=list)
    kind: CalendarKind = CalendarKind.QUARTERS

    def calendar(self, work: UnitOfWork, kind: CalendarKind, today: date) -> PeriodCalendar:
        return PeriodCalendar(kind, calendar_of_quarters(2025, 2026).periods)

    def ages(self, work: UnitOfWork) -> Ages:
        return Ages.SECONDARY

    def pupils(
        self, work: UnitOfWork, calendar: PeriodCalendar, today: date
    ) -> dict[Stream, Sequence[tuple[str, CodedPupil]]]:
        return {stream: self.told if stream is Stream.DEMAND else [] for stream in Stream}


class RealGuard:
    """The protector and the attacker of the program."""

    def protect(self, task: Task, seed: int, tell: Tell, is_stopped: IsStopped) -> Protection:
        return protect(task, secret_weights(seed), tell=tell, is_stopped=is_stopped)

    def try_to_undo(self, task: Task, hidden: Collection[Where], is_stopped: IsStopped) -> Verdicts:
        return try_to_undo(task, hidden)


class HidesAll(RealGuard):
    """Hides everything but the total, which is always safe and takes no time."""

    def protect(self, task: Task, seed: int, tell: Tell, is_stopped: IsStopped) -> Protection:
        return Protection(Status.OPTIMAL, tuple(where for where in task.cells if where))


class Forms:
    """The forms of the program."""

    def pdf(self, sheet: Sheet) -> bytes:
        return render(compose_sheet(sheet))

    def ods(self, sheet: Sheet) -> bytes:
        return summary_ods.write(sheet)

    def csv(self, sheet: Sheet) -> bytes:
        return summary_csv.write(sheet)

    def json(self, sheet: Sheet) -> bytes:
        return summary_json.write(sheet)

    def read_back(self, raw: bytes, issue: Issue) -> tuple[Cells, ...]:
        return summary_json.read_back(raw, issue)


def tools(*told: tuple[str, CodedPupil]) -> ReleaseTools:
    """The program's own tools, on these pupils."""
    return ReleaseTools(InventedCounting(list(told)), RealGuard(), Forms(), sheet_of)


def order(*periods: int, comment: str = "") -> ReleaseOrder:
    """The first quarter, unless others are named."""
    return ReleaseOrder(periods or (Q1,), CalendarKind.QUARTERS, comment=comment)
