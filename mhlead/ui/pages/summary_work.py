"""What can be done with summaries for the commissioner, and what is read for their page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.chart import Bar
from mhlead.domain.counted_periods import CalendarKind, CountedPeriod
from mhlead.domain.records import PlanAim, ReleaseFile, Version
from mhlead.domain.release.rules import SmallNumbers
from mhlead.services.commissioner_rule import AskedRule, HeldRule
from mhlead.services.ledger import LedgerLine
from mhlead.services.plan_aims import AimLine
from mhlead.services.release_figures import Given
from mhlead.services.release_parts import ReleaseOrder
from mhlead.services.release_ports import IsStopped, Tell
from mhlead.services.releases import Prepared, ReleasePlan
from mhlead.ui.pages.pool_work import PoolWork

Files = tuple[ReleaseFile, ...]


@dataclass(frozen=True)
class SummaryDesk:
    """What is there before anything is asked.

    Attributes:
        periods: By calendar, those that are over, newest first; one calendar once it is fixed.
        lines: The ledger, newest first.
        staff: Names of those who released, by identifier.
        rule: The commissioner's rule, or the program's own while none is kept.
    """

    periods: Mapping[CalendarKind, tuple[CountedPeriod, ...]]
    lines: tuple[LedgerLine, ...]
    staff: Mapping[str, str] = field(default_factory=dict)
    rule: HeldRule = field(default_factory=lambda: HeldRule("", SmallNumbers()))


@dataclass(frozen=True)
class OwnFigures:
    """The school's own figures of a period, unprotected: pages and their words, in memory alone.

    Attributes:
        charts: Trends and waits, for the screen alone: each with its title and its bars.
    """

    pdf: bytes
    text: str
    charts: tuple[tuple[str, tuple[Bar, ...]], ...] = ()


@dataclass(frozen=True)
class AimWork:
    """What can be done with one aim of the area's plan."""

    keep: Callable[[PlanAim, str], tuple[PlanAim, Changes]]
    remove: Callable[[type[Any], str, str], Changes]
    wordings: Callable[[type[Any], str], Sequence[Version[Any]]]


@dataclass(frozen=True)
class SummaryWork:
    """What can be done; every call runs beside the window's thread.

    Attributes:
        plan: The set and the rule, before any work.
        prepare: The whole summary, protected and attacked; nothing is kept.
        record: It stands in the ledger; its files as they go out.
        again: The files of an earlier one.
        note: Figures that were given otherwise.
        ledger_file: The ledger, for another copy of this store.
        take_in: How many lines of another copy's ledger are new here.
        keep_rule: The commissioner's rule, for every later summary.
        aims: The aims of the area's plan, with what answers each.
        own_aims: What can be done with one aim.
        pool: Adding up with other schools.
        own: The school's own figures of a period.
        own_printed: That they were printed stands in the history.
    """

    read: Callable[[], SummaryDesk]
    plan: Callable[[ReleaseOrder], ReleasePlan]
    prepare: Callable[[ReleaseOrder, Tell, IsStopped], Prepared]
    record: Callable[[Prepared], tuple[Files, Changes]]
    again: Callable[[str], tuple[Files, Changes]]
    note: Callable[[ReleaseOrder, Given], Changes]
    ledger_file: Callable[[], tuple[bytes, Changes]]
    take_in: Callable[[Path], tuple[int, Changes]]
    keep_rule: Callable[[AskedRule], Changes]
    aims: Callable[[], list[AimLine]]
    own_aims: AimWork
    pool: PoolWork
    own: Callable[[CalendarKind, int], OwnFigures]
    own_printed: Callable[[], Changes]
