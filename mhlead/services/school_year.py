"""The school's year: terms, breaks and INSET days as the school has them, and who stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from mhlead.domain.calendar import Period, add_working_days, easter_sunday, school_year_of
from mhlead.domain.changes import Changes
from mhlead.domain.codes import DayKind
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import Absence, BreakHolder, SchoolDays
from mhlead.services.clocks import school_calendar
from mhlead.services.people import check_holder
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import keep, remove
from mhlead.services.session import Session

_FRIDAY = 4


def read_school_year(session: Session, school_year: int | None = None) -> list[SchoolDays]:
    """The entries of a school year in their order, or of all years.

    Args:
        session: The unlocked store.
        school_year: The calendar year in which it began in September.
    """
    with session.reading() as work:
        days = work.find(SchoolDays)
    if school_year is not None:
        days = [one for one in days if school_year_of(one.first_on) == school_year]
    return sorted(days, key=lambda one: (one.first_on, one.kind is not DayKind.TERM, one.last_on))


def keep_days(
    session: Session, days: SchoolDays, reason: str = "", *, before: SchoolDays | None = None
) -> tuple[SchoolDays, Changes]:
    """The entry is kept.

    Raises:
        FieldRefused: it ends before it begins, is too long for its kind, or overlaps another term.
    """
    check_days(days)
    with session.reading() as work:
        _refuse_overlap(work, days)
    return keep(session, days, reason, before=before)


def keep_year(session: Session, days: Iterable[SchoolDays]) -> Changes:
    """Several entries at once, such as a suggestion a person has looked through."""
    touched = Changes()
    for one in days:
        touched |= keep_days(session, one)[1]
    return touched


def remove_days(session: Session, days_id: str, reason: str) -> Changes:
    """The entry is out of use; its history stays."""
    return remove(session, SchoolDays, days_id, reason)


LONGEST_DAYS = {DayKind.TERM: 130, DayKind.BREAK: 30, DayKind.INSET: 5, DayKind.CLOSED: 120}
"""Nothing of its kind lasts longer; more is a mistyped year."""


def check_days(days: SchoolDays) -> None:
    """Returns where the entry can be right.

    Raises:
        FieldRefused: it ends before it begins ("before-start"), or is too long ("too-long-a-time").
    """
    if days.last_on < days.first_on:
        raise FieldRefused("last_on", "before-start")
    if (days.last_on - days.first_on).days >= LONGEST_DAYS[days.kind]:
        raise FieldRefused("last_on", "too-long-a-time")


def _refuse_overlap(work: UnitOfWork, days: SchoolDays) -> None:
    if days.kind is not DayKind.TERM:
        return
    for other in work.find(SchoolDays, kind=DayKind.TERM):
        if (
            other.id != days.id
            and other.first_on <= days.last_on
            and days.first_on <= other.last_on
        ):
            raise FieldRefused("first_on", "overlaps")


def suggest_year(school_year: int) -> list[SchoolDays]:
    """Terms and half-terms as many English schools have them, to be corrected by the school's own.

    Each school sets its own dates: these only save typing, and nothing is kept until a person says
    so. Autumn from the first Tuesday of September, a week at the end of October, two weeks at
    Christmas and round Easter, a week in the middle of February and with the bank holiday at the
    end of May, the summer from the end of the third full week of July.
    """
    easter = easter_sunday(school_year + 1)
    autumn = Period(_on_or_after(date(school_year, 9, 1), 1), _last_before_christmas(school_year))
    spring_from = add_working_days(autumn.last_on + timedelta(days=17), 0)
    spring = Period(spring_from, easter - timedelta(days=9))
    summer = Period(_school_after_easter(easter), _on_or_after(date(school_year + 1, 7, 19), 2))
    october = _on_or_after(date(school_year, 10, 22), 0)
    february = _on_or_after(date(school_year + 1, 2, 12), 0)
    may = _on_or_after(date(school_year + 1, 5, 25), 0)
    return [
        _days(DayKind.TERM, autumn, "Autumn term"),
        _days(DayKind.BREAK, _five_days(october), "October half-term"),
        _days(DayKind.TERM, spring, "Spring term"),
        _days(DayKind.BREAK, _five_days(february), "February half-term"),
        _days(DayKind.TERM, summer, "Summer term"),
        _days(DayKind.BREAK, _five_days(may), "May half-term"),
    ]


def _days(kind: DayKind, period: Period, name: str) -> SchoolDays:
    return SchoolDays("", kind, period.first_on, period.last_on, name)


def _five_days(monday: date) -> Period:
    return Period(monday, monday + timedelta(days=4))


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _last_before_christmas(year: int) -> date:
    """The last Friday that leaves two weeks of school holidays round Christmas."""
    return _on_or_after(date(year, 12, 16), _FRIDAY)


def _school_after_easter(easter: date) -> date:
    """The Monday a week after Easter Monday: the second week of the holiday is over."""
    return easter + timedelta(days=8)


def absences(session: Session) -> list[Absence]:
    """Who is away and who stands in, newest first; those that are over as well."""
    with session.reading() as work:
        return sorted(work.find(Absence), key=lambda one: one.from_on, reverse=True)


def keep_absence(
    session: Session, absence: Absence, reason: str = "", *, before: Absence | None = None
) -> tuple[Absence, Changes]:
    """Who is away, from when to when, and who stands in, is kept; their lists follow it at once.

    Raises:
        FieldRefused: it ends before it begins, or the cover has left or is the person themselves.
    """
    if absence.to_on is not None and absence.to_on < absence.from_on:
        raise FieldRefused("to_on", "before-start")
    with session.reading() as work:
        check_holder(work, absence.staff_id, "staff_id")
        check_holder(work, absence.cover_id, "cover_id")
    return keep(session, absence, reason, before=before)


def end_absence(session: Session, absence: Absence, last_on: date) -> tuple[Absence, Changes]:
    """Somebody is back: their last day away."""
    return keep_absence(session, replace(absence, to_on=last_on), before=absence)


def name_break_holder(
    session: Session, holder: BreakHolder, reason: str = ""
) -> tuple[BreakHolder, Changes]:
    """Who holds the pupil over a break is kept; over the break the pupil is on their list.

    Raises:
        FieldRefused: it ends before it begins, or nobody is named.
    """
    if holder.to_on < holder.from_on:
        raise FieldRefused("to_on", "before-start")
    if holder.holder_id:
        with session.reading() as work:
            check_holder(work, holder.holder_id, "holder_id")
    return keep(session, holder, reason)


def break_from(session: Session, first_on: date) -> Period | None:
    """The break that begins on a day, or None where there is none."""
    with session.reading() as work:
        found = school_calendar(work).long_breaks()
    return next((closed for closed in found if closed.first_on == first_on), None)


def next_break(session: Session) -> Period | None:
    """The break that is on now or comes next, or None where no terms tell of one."""
    today = session.clock.today()
    with session.reading() as work:
        found = school_calendar(work).long_breaks()
    return next((closed for closed in found if closed.last_on >= today), None)
