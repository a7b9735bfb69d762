"""Every figure of the school's own view, counted again by another path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta

import pytest

from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.errors import SummaryRefused
from mhlead.domain.figures import REGISTER, Figure, Publishing, SchoolFigures, publishing_of
from mhlead.domain.release.dimensions import Ages
from mhlead.domain.release.table_sets import SetSize, Stream, extra_dimensions, table_set
from mhlead.domain.waits import WaitKind
from mhlead.services.summary import referral_figures
from mhlead.services.summary.calendars import read_calendar
from mhlead.services.summary.figures import school_figures
from mhlead.wording.figure_rows import figure_row
from mhlead.wording.figure_words import DEFINITIONS, PUBLISHING_WORDS
from tests.builders import School, make_school
from tests.services.figure_checks import check, counted, everything
from tests.services.random_school import fill
from tests.services.recounting import Recount


@pytest.fixture(scope="module")
def random_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    school = make_school(tmp_path_factory.mktemp("random"))
    fill(school, 7, 45)
    yield school
    school.session.store.close()


@pytest.mark.parametrize("kind", list(CalendarKind))
def test_each_figure_of_each_period_is_found_again(
    random_school: School, kind: CalendarKind
) -> None:
    raw = everything(random_school.session)
    calendar = read_calendar(random_school.session, kind)
    shown = [one for one in calendar.periods if one.last_on < date(2026, 12, 1)]
    assert len(shown) >= 6
    for period in shown[1::2]:
        check(school_figures(random_school.session, kind, [period.code]), raw)


def test_each_figure_of_a_year_is_found_again(random_school: School) -> None:
    figures = school_figures(random_school.session, CalendarKind.TERMS, [20251, 20252, 20253])
    assert (figures.first_on, figures.last_on) == (date(2025, 9, 1), date(2026, 8, 31))
    check(figures, everything(random_school.session))
    assert sum(one.referrals_sent for one in figures.over_terms[-3:]) == figures.referrals_sent
    assert sum(one.new_pupils for one in figures.over_terms[-3:]) == figures.new_pupils
    assert [one.period for one in figures.over_terms] == [
        20241, 20242, 20243, 20251, 20252, 20253,
    ]  # fmt: skip


def test_the_outcome_of_a_cohort_is_read_once_on_a_day_fixed_beforehand(
    random_school: School,
) -> None:
    raw = everything(random_school.session)
    early = school_figures(random_school.session, CalendarKind.TERMS, [20242])
    read_on = early.cohort.read_on
    assert (
        read_on == date(2026, 4, 20) - timedelta(days=1) - timedelta(days=0) or read_on.year == 2026
    )
    assert read_on == early.last_on.replace(year=2026)
    again = Recount(raw, early.first_on, early.as_of)
    assert early.cohort.outcomes is not None
    assert counted(early.cohort.outcomes) == Counter(
        again.outcome(pupil, read_on) for pupil in again.new()
    )
    late = school_figures(random_school.session, CalendarKind.TERMS, [20253])
    assert late.cohort.outcomes is None


def test_a_changed_definition_changes_a_figure(
    random_school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = everything(random_school.session)
    codes = [20251, 20252, 20253]
    check(school_figures(random_school.session, CalendarKind.TERMS, codes), raw)
    monkeypatch.setattr(referral_figures, "LEAST_FOR_MEDIAN", 1000)
    with pytest.raises(AssertionError):
        check(school_figures(random_school.session, CalendarKind.TERMS, codes), raw)
    monkeypatch.undo()
    monkeypatch.setattr(referral_figures, "STAYED_AWAY", frozenset())
    with pytest.raises(AssertionError):
        check(school_figures(random_school.session, CalendarKind.TERMS, codes), raw)


def test_half_terms_part_the_period_without_a_gap(random_school: School) -> None:
    [*parts] = school_figures(random_school.session, CalendarKind.TERMS, [20251]).contacts
    assert len(parts) == 2
    assert parts[0].first_on == date(2025, 9, 1)
    assert parts[1].first_on == parts[0].last_on + timedelta(days=1)
    assert (
        parts[1].last_on
        == school_figures(random_school.session, CalendarKind.TERMS, [20251]).last_on
    )


# ---- refusals and the register ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ([], "no-period"),
        ([19991], "no-such-period"),
        ([20251, 20253], "not-whole"),
        ([20262], "not-begun"),
    ],
)
def test_periods_that_cannot_be_counted_are_refused(
    random_school: School, codes: list[int], code: str
) -> None:
    with pytest.raises(SummaryRefused, match=code):
        school_figures(random_school.session, CalendarKind.TERMS, codes)


def test_a_school_without_pupils_or_terms_has_figures_of_none(school: School) -> None:
    figures = school_figures(school.session, CalendarKind.QUARTERS, [20263])
    assert figures.new_pupils == figures.referrals_sent == figures.open_cases == 0
    assert figures.waits[0].of(WaitKind.DECIDED).median_days is None
    assert read_calendar(school.session, CalendarKind.TERMS).periods == ()


def test_each_figure_has_its_written_definition_and_a_value() -> None:
    values = {one.name.replace("_", "-") for one in fields(SchoolFigures)}
    for figure in Figure:
        words = DEFINITIONS[figure]
        assert all((words.name, words.counts, words.date, words.source, words.cannot)), figure
        assert figure.value in values | {"returned"}
        assert PUBLISHING_WORDS[publishing_of(figure)]
    assert set(DEFINITIONS) == set(REGISTER) == set(Figure)


def test_what_is_called_published_stands_in_a_table_and_every_table_is_a_figure() -> None:
    told = {one for tables in REGISTER.values() for one in tables}
    for size in (SetSize.MIDDLE, SetSize.LARGE):
        there = {
            (stream, one.dimension)
            for stream in Stream
            for table in table_set(
                stream, size, Ages.ALL, extra=extra_dimensions(stream, size)
            ).tables
            for one in table
        }
        assert {(one.stream, one.dimension) for one in told if one.dimension is not None} == there
    assert publishing_of(Figure.CONTACTS) is Publishing.OWN_VIEW
    assert publishing_of(Figure.NEED) is Publishing.SETS
    assert publishing_of(Figure.REASON) is Publishing.ONE_WAY


def test_every_row_of_a_figure_has_its_words(random_school: School) -> None:
    seen: set[str] = set()
    for codes in ([20241, 20242, 20243], [20251, 20252, 20253]):
        told = school_figures(random_school.session, CalendarKind.TERMS, codes)
        for figure, rows in (
            (Figure.NEED, told.need),
            (Figure.YEARS, told.years),
            (Figure.GENDER, told.gender),
            (Figure.ETHNIC_GROUP, told.ethnic_group),
            (Figure.SEN, told.sen),
            (Figure.OUTCOME, told.outcome),
            (Figure.COHORT, told.cohort.outcomes or ()),
            (Figure.CIRCUMSTANCES, told.circumstances),
            (Figure.SERVICE, told.service),
            (Figure.REASON, told.reason),
            (Figure.ENDINGS, told.endings),
            (Figure.NOT_BROUGHT, told.appointments),
            (Figure.UNMET, told.unmet.by_kind),
        ):
            words = [figure_row(figure, row.code) for row in rows]
            assert len(set(words)) == len(words)
            assert all(word[:1].isupper() and "unknown" not in word for word in words), words
            seen |= set(words)
    assert "Not recorded" in seen
    assert "No reason told" in seen
