"""Where the pupils of the store become the codes that a release counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mhlead.domain.counted_periods import CalendarKind, PeriodCalendar
from mhlead.domain.records import SchoolProfile
from mhlead.domain.release.counted import CodedPupil
from mhlead.domain.release.dimensions import Ages
from mhlead.domain.release.table_sets import Stream
from mhlead.services.ports import UnitOfWork
from mhlead.services.summary.calendars import period_calendar
from mhlead.services.summary.coding import ages_of, coded_pupils
from mhlead.services.summary.courses import read_courses


class StoreCounting:
    """Counts what is written down in the store."""

    def calendar(self, work: UnitOfWork, kind: CalendarKind, today: date) -> PeriodCalendar:
        """The periods of this school's calendar."""
        return period_calendar(work, kind, today)

    def ages(self, work: UnitOfWork) -> Ages:
        """Whose years the school has."""
        profile = next(iter(work.find(SchoolProfile)), None)
        return ages_of(profile.phase if profile else None)

    def pupils(
        self, work: UnitOfWork, calendar: PeriodCalendar, today: date
    ) -> dict[Stream, Sequence[tuple[str, CodedPupil]]]:
        """Every pupil a stream counts in a period that is over, with their random identifier."""
        courses = read_courses(work)
        apart = [(one.pupil.id, replace(courses, pupils=(one,))) for one in courses.pupils]
        return {
            stream: [
                (key, coded)
                for key, course in apart
                for coded in coded_pupils(course, calendar, stream, today)
            ]
            for stream in Stream
        }
