"""Rules of Today for the store, the school and the directory: things that are about no pupil."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from mhlead.domain.audit import Action
from mhlead.domain.believed import Side
from mhlead.domain.calendar import day_of_months
from mhlead.domain.codes import Occasion, WhoseDays
from mhlead.domain.records import PlainFile, Satisfaction, SchoolProfile
from mhlead.domain.recovery import RecoveryKit
from mhlead.domain.today_views import ACT_OF, Level, Target, TodayReason, Why
from mhlead.services.backups import status_of
from mhlead.services.clock_trust import read_clock
from mhlead.services.copies import count_open
from mhlead.services.older_copy import open_older
from mhlead.services.ports import UnitOfWork
from mhlead.services.recovery_sheets import rehearsals
from mhlead.services.school import STALE_AFTER_DAYS, is_stale
from mhlead.services.session import Session
from mhlead.services.today_facts import TodayFacts
from mhlead.services.today_rights import rights_clocks
from mhlead.services.who_has_it import who_in

AGAIN_AFTER_MONTHS = 10
"""Satisfaction with a service is asked again ten months on, as the pilot of 2015 measured it."""
YEAR_ENDS_AHEAD_DAYS = 28
"""So many days before the last term known ends, the next ones are asked for."""


def stores_own(session: Session, work: UnitOfWork, facts: TodayFacts) -> list[TodayReason]:
    """Everything to put right that is about no pupil."""
    if session.store.is_gone:  # nothing else about it can be asked, nor put right before that
        return [_own(facts, Why.STORE_GONE, facts.today, level=Level.OVERDUE)]
    return [
        *_clock(session, facts),
        *_files(work, facts),
        *_keys(session, work, facts),
        *_backups(session, work, facts),
        *_copies(session, work, facts),
        *_school_year(facts),
        *_services(facts),
        *_satisfaction(work, facts),
        *rights_clocks(session, work, facts),
    ]


def _own(
    facts: TodayFacts,
    why: Why,
    due_on: date,
    target: tuple[Target, str] = (Target.STORE, ""),
    *,
    words: str = "",
    level: Level | None = None,
) -> TodayReason:
    return TodayReason(
        why=why,
        since_on=due_on,
        due_on=due_on,
        level=level or facts.level_of(due_on),
        act=ACT_OF[why],
        target=target[0],
        target_id=target[1],
        whose_days=WhoseDays.SCHOOL,
        words=words,
    )


def _files(work: UnitOfWork, facts: TodayFacts) -> Iterator[TodayReason]:
    for file in work.find(PlainFile, gone_on=None):
        target = (Target.FILE, file.id)
        yield _own(facts, Why.PLAIN_FILE, file.imported_on, target, words=file.path)


def _keys(session: Session, work: UnitOfWork, facts: TodayFacts) -> Iterator[TodayReason]:
    ways = session.store.ways
    is_alone = len(ways.people()) < 2
    has_sheet = ways.recovery() is not None
    if not has_sheet:
        yield _own(facts, Why.SET_UP_OPEN if is_alone else Why.NO_RECOVERY, facts.today)
    by = next((school.second_holder_by for school in work.find(SchoolProfile)), None)
    # Set-up isn't finished while one person alone gets in, unless a day was set for it.
    if is_alone and (has_sheet if by is None else by <= facts.today):
        yield _own(facts, Why.NO_SECOND_HOLDER, by or facts.today)
    due_on = rehearsals(session, work).due_on
    if due_on is not None and due_on <= facts.today:
        yield _own(facts, Why.REHEARSE_RECOVERY, due_on)
    yield from _sheets_used(ways.recovery(), work, facts)
    yield from _key_files(work, facts)


def _key_files(work: UnitOfWork, facts: TodayFacts) -> Iterator[TodayReason]:
    """A key file that was put right at opening, told on that day; the history keeps it."""
    told = work.history(limit=1, actions=(Action.KEY_FILE_MENDED,))
    day = told[0].at.astimezone().date() if told else None
    if day == facts.today:
        detail = dict(told[0].detail)
        is_foreign = detail.get("how") == "replaced"
        words = f"{detail.get('file', '')}; the store was opened by the other one"
        if is_foreign:
            words += ". Somebody without its key had put it there: ask who can reach the folder"
        level = Level.OVERDUE if is_foreign else Level.SOON
        target = (Target.COPY, "")
        yield _own(facts, Why.KEY_FILE_MENDED, day, target, words=words, level=level)


def _sheets_used(
    kit: RecoveryKit | None, work: UnitOfWork, facts: TodayFacts
) -> Iterator[TodayReason]:
    """Sheets that a restore was made with, until there are new ones."""
    restored = work.history(limit=1, actions=(Action.BACKUP_RESTORED,))
    if kit is None or not restored or kit.made_at >= restored[0].at:
        return
    if dict(restored[0].detail).get("way", "").startswith("recovery"):
        day = restored[0].at.astimezone().date()
        yield _own(facts, Why.SHEETS_USED, day, level=Level.SOON)


def _clock(session: Session, facts: TodayFacts) -> Iterator[TodayReason]:
    """That the computer's clock does not go with the history; no other clock here can be right."""
    clock = read_clock(session)
    if clock.last_at is not None:
        why = Why.CLOCK_BACK if clock.side is Side.BACK else Why.CLOCK_AHEAD
        last_on = clock.last_at.astimezone().date()
        reason = _own(facts, why, facts.today, level=Level.OVERDUE)
        yield replace(reason, since_on=last_on)


def _backups(session: Session, work: UnitOfWork, facts: TodayFacts) -> Iterator[TodayReason]:
    status, clock = status_of(work), read_clock(session)
    last = status.made_at or status.since
    if last is not None and status.is_late(clock):
        yield _own(facts, Why.BACKUP_LATE, last.date(), level=Level.OVERDUE)
    elif status.refused or not status.was_sound:
        yield _own(facts, Why.BACKUP_FAILED, facts.today)
    if status.second_seen_at is not None and status.is_second_late(clock):
        on = status.second_seen_at.date()
        yield _own(facts, Why.SECOND_BACKUP_LATE, on, level=Level.TODAY)


def _copies(session: Session, work: UnitOfWork, facts: TodayFacts) -> Iterator[TodayReason]:
    """Who has the store, an older copy that was put back, and what another copy has alone."""
    who, count, older = who_in(work, session.store.copy_id), count_open(work), open_older(work)
    target = (Target.COPY, "")
    if not who.is_here and who.since is not None:
        day = who.since.astimezone().date()
        yield _own(
            facts, Why.STORE_ELSEWHERE, day, target, words=f"with {who.with_whom}", level=Level.SOON
        )
    if older is not None:
        day = older.is_of.astimezone().date()
        told = "a newer one was on this computer"
        if older.is_log_gone:
            told = "the file with the newest changes, store.db-wal, is gone"
        yield _own(facts, Why.OLDER_COPY, day, target, words=told, level=Level.OVERDUE)
    if count:
        told = "1 thing" if count == 1 else f"{count} things"
        yield _own(facts, Why.OTHER_EDITS, facts.today, target, words=told, level=Level.TODAY)


def _school_year(facts: TodayFacts) -> Iterator[TodayReason]:
    """Without terms the clocks of the school's own tasks can't wait for them."""
    last = max((term.last_on for term in facts.calendar.terms), default=None)
    if last is None or last - timedelta(days=YEAR_ENDS_AHEAD_DAYS) <= facts.today:
        yield _own(facts, Why.NO_SCHOOL_YEAR, last or facts.today, level=Level.SOON)


def _services(facts: TodayFacts) -> Iterator[TodayReason]:
    """An empty directory, and details in use that nobody has checked for half a year."""
    if not facts.services:
        yield _own(facts, Why.NO_SERVICE, facts.today)
    for service_id in dict.fromkeys(r.service_id for r in facts.open_referrals):
        service = facts.services.get(service_id)
        if service is None or not is_stale(service, facts.today):
            continue
        checked_on = service.checked_on or facts.today - timedelta(days=STALE_AFTER_DAYS + 1)
        yield _own(
            facts,
            Why.SERVICE_STALE,
            checked_on + timedelta(days=STALE_AFTER_DAYS + 1),
            (Target.SERVICE, service_id),
            words=service.name,
            level=Level.SOON,
        )


def _satisfaction(work: UnitOfWork, facts: TodayFacts) -> Iterator[TodayReason]:
    asked: dict[str, dict[Occasion, date]] = {}
    for answer in work.find(Satisfaction):
        asked.setdefault(answer.service_id, {})[answer.occasion] = answer.asked_on
    first_sent: dict[str, date] = {}
    for referral in facts.referrals.values():
        if referral.sent_on is not None:
            before = first_sent.get(referral.service_id, referral.sent_on)
            first_sent[referral.service_id] = min(before, referral.sent_on)
    for service_id, sent_on in first_sent.items():
        service = facts.services.get(service_id)
        due_on = _asked_next(asked.get(service_id, {}), sent_on)
        if service is None or service.ended_on or due_on is None or due_on > facts.today:
            continue
        yield _own(
            facts,
            Why.SATISFACTION,
            due_on,
            (Target.SERVICE, service_id),
            words=service.name,
            level=Level.SOON,
        )


def _asked_next(asked: dict[Occasion, date], sent_on: date) -> date | None:
    baseline = asked.get(Occasion.BASELINE)
    if baseline is None:
        return sent_on
    if Occasion.TEN_MONTHS_ON in asked:
        return None
    return day_of_months(baseline, AGAIN_AFTER_MONTHS)
