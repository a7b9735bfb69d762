"""Ties the pages of summaries to an open store."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.counted_periods import CalendarKind, CountedPeriod
from mhlead.domain.document import as_text
from mhlead.domain.errors import FileUnreadable, SummaryRefused
from mhlead.plain_files import read_plain
from mhlead.services import (
    commissioner_rule,
    ledger,
    plan_aims,
    records,
    release_figures,
    releases,
    school,
)
from mhlead.services.adapters import Adapters
from mhlead.services.release_counts import StoreCounting
from mhlead.services.release_figures import Given
from mhlead.services.release_parts import ReleaseOrder
from mhlead.services.releases import Prepared, ReleaseTools
from mhlead.services.session import Session
from mhlead.services.summary.calendars import read_calendar
from mhlead.services.summary.figures import school_figures
from mhlead.ui.pages.summary_work import AimWork, Files, OwnFigures, SummaryDesk, SummaryWork
from mhlead.ui.pool_wiring import pool_work
from mhlead.wording.own_figures import own_charts, own_figures
from mhlead.wording.sheet_words import sheet_of

LARGEST_LEDGER_BYTES = 200_000_000


def summary_work(session: Session, adapters: Adapters) -> SummaryWork:
    """What can be done with the summaries of this store."""
    tools = ReleaseTools(StoreCounting(), adapters.guard, adapters.summary_forms, sheet_of)

    def record(prepared: Prepared) -> tuple[Files, Changes]:
        _, files, changes = releases.record_release(session, tools, prepared)
        return files, changes

    def note(order: ReleaseOrder, given: Given) -> Changes:
        return release_figures.note_figures(session, tools, order, given)[1]

    return SummaryWork(
        read=lambda: _read(session),
        plan=partial(releases.plan_release, session, tools),
        prepare=partial(releases.prepare_release, session, tools),
        record=record,
        again=partial(releases.give_out_again, session),
        note=note,
        ledger_file=partial(ledger.ledger_bytes, session),
        take_in=lambda path: ledger.take_in_ledger(session, _bytes(path)),
        keep_rule=lambda asked: commissioner_rule.keep_rule(session, asked)[1],
        aims=partial(plan_aims.list_aims, session),
        own_aims=AimWork(
            keep=partial(records.keep, session),
            remove=partial(records.remove, session),
            wordings=partial(records.wordings, session),
        ),
        pool=pool_work(session, adapters),
        own=partial(_own, session, adapters),
        own_printed=lambda: _own_printed(session),
    )


def _read(session: Session) -> SummaryDesk:
    lines = tuple(releases.list_ledger(session))
    kinds = {told.counted.calendar for told in ledger.told_in(lines)} or set(CalendarKind)
    return SummaryDesk(
        periods={kind: _over(session, kind) for kind in sorted(kinds)},
        lines=lines,
        rule=commissioner_rule.read_rule(session),
        staff={one.id: one.name for one in school.list_staff(session, with_left=True)},
    )


def _own(session: Session, adapters: Adapters, kind: CalendarKind, code: int) -> OwnFigures:
    profile = school.read_school(session)
    figures = school_figures(session, kind, [code])
    periods = read_calendar(session, kind).periods
    document = own_figures(figures, kind, periods, profile.name if profile else "")
    charts = own_charts(figures, kind, periods)
    return OwnFigures(adapters.press.render(document), as_text(document), charts)


def _own_printed(session: Session) -> Changes:
    with session.writing() as work:
        work.log(Action.EXPORTED, None, {"what": "own-figures", "how": "printed"})
        return work.commit()


def _over(session: Session, kind: CalendarKind) -> tuple[CountedPeriod, ...]:
    try:
        periods = read_calendar(session, kind).periods
    except SummaryRefused:
        return ()  # the terms typed in are unclear; quarters can be counted all the same
    today = session.clock.today()
    return tuple(one for one in reversed(periods) if one.last_on < today)


def _bytes(path: Path) -> bytes:
    try:
        raw = read_plain(path, LARGEST_LEDGER_BYTES)
    except OSError:
        raise FileUnreadable from None
    if len(raw) > LARGEST_LEDGER_BYTES:
        raise FileUnreadable
    return raw
