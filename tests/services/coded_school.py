"""The pupils of a store as a stream counts them."""

from __future__ import annotations

from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.release.counted import CodedPupil, check_coded
from mhlead.domain.release.table_sets import Stream
from mhlead.services.summary.calendars import period_calendar
from mhlead.services.summary.coding import coded_pupils
from mhlead.services.summary.courses import read_courses
from tests.builders import School


def coded(
    school: School, stream: Stream = Stream.DEMAND, kind: CalendarKind = CalendarKind.QUARTERS
) -> list[CodedPupil]:
    """Every pupil the stream counts in a period that is over."""
    today = school.clock.today()
    with school.session.reading() as work:
        calendar = period_calendar(work, kind, today)
        found = coded_pupils(read_courses(work), calendar, stream, today)
    check_coded(stream, found, {one.code for one in calendar.periods})
    return found
