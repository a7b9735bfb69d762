"""Scores of questionnaires: ranges, corrections, the trend, and what counts as reliable change."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.measures import Scale, check_score, key_of, series_of, shown
from mhlead.domain.records import Case, Score
from mhlead.resources import resource_text
from mhlead.services import pupils, records
from mhlead.services.scores import keep_score, scale_of, scales
from tests.builders import School

ROWS = list(csv.DictReader(resource_text("measures/measures.csv").splitlines()))
WEEK = timedelta(weeks=1)


def score_of(scale: Scale, tenths: int, on: date, case_id: str = "c") -> Score:
    return Score("", case_id, scale.measure, scale.scale, on, tenths, scale.completed_by)


def one(key: str) -> Scale:
    found = scale_of(key)
    assert found is not None
    return found


@pytest.mark.parametrize("scale", scales(), ids=lambda scale: scale.key)
def test_what_a_scale_cannot_have_is_refused_and_its_bounds_are_taken(scale: Scale) -> None:
    row = next(r for r in ROWS if f"{r['measure']}|{r['scale']}|{r['completed_by']}" == scale.key)
    assert shown(scale.least) == row["least"]
    assert shown(scale.most) == row["most"]
    today = date(2026, 11, 23)
    refused = {scale.least - scale.step, scale.most + scale.step, scale.most * 10}
    if scale.step > 1:
        refused.add(scale.least + 1)
    for tenths in refused:
        with pytest.raises(FieldRefused) as refusal:
            check_score(score_of(scale, tenths, today), scale)
        assert (refusal.value.field, refusal.value.code) == ("tenths", "out-of-range")
    for tenths in (scale.least, scale.most, scale.least + scale.step):
        check_score(score_of(scale, tenths, today), scale)


def test_a_refused_score_is_not_kept(school: School) -> None:
    case, sdq = school.case(), one("sdq|total|self")
    with pytest.raises(FieldRefused):
        keep_score(school.session, score_of(sdq, 410, school.clock.today(), case.id))
    other = replace(score_of(sdq, 100, school.clock.today(), case.id), measure="own-invention")
    with pytest.raises(FieldRefused) as unknown:
        keep_score(school.session, other)
    assert unknown.value.field == "measure"
    with pytest.raises(FieldRefused) as ahead:
        keep_score(school.session, score_of(sdq, 100, school.clock.today() + WEEK, case.id))
    assert ahead.value.field == "completed_on"
    with school.session.reading() as work:
        assert work.count(Score) == 0


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)), min_size=1, max_size=8))
def test_the_trend_is_the_raw_numbers_by_their_day(typed: list[tuple[int, int]]) -> None:
    sdq = one("sdq|total|parent")
    start = date(2026, 1, 1)
    given_scores = [
        replace(score_of(sdq, points * 10, start + timedelta(days)), id=f"{at:02}")
        for at, (days, points) in enumerate(typed)
    ]
    (series,) = series_of(given_scores, scales())
    expected = sorted(
        ((start + timedelta(days), at, points) for at, (days, points) in enumerate(typed))
    )
    assert [(s.completed_on, shown(s.tenths)) for s in series.scores] == [
        (on, str(points)) for on, _, points in expected
    ]
    if expected[0][0] == expected[-1][0]:
        assert series.change is None
    else:
        assert series.change == (expected[-1][2] - expected[0][2]) * 10


@pytest.mark.parametrize(
    ("key", "first", "last", "is_reliable", "is_better"),
    [
        ("sdq|emotional|self", 80, 40, True, True),
        ("sdq|emotional|self", 80, 50, False, True),
        ("sdq|peer|self", 20, 60, False, False),
        ("sdq|prosocial|parent", 40, 70, True, True),
        ("sdq|total|self", 200, 100, None, True),
        ("sdq|emotional|teacher", 80, 20, None, True),
        ("rcads47|depression|self", 200, 50, None, True),
        ("ors|total|self", 200, 266, True, True),
        ("ors|total|self", 200, 265, False, True),
        ("yp-core|total|self", 100, 180, True, False),
        ("gad7|total|self", 100, 100, False, None),
    ],
)
def test_reliable_change_is_only_what_the_list_gives(
    key: str, first: int, last: int, is_reliable: bool | None, is_better: bool | None
) -> None:
    scale, on = one(key), date(2026, 9, 7)
    (series,) = series_of([score_of(scale, first, on), score_of(scale, last, on + WEEK)], scales())
    assert (series.is_reliable, series.is_better) == (is_reliable, is_better)


def test_every_threshold_says_where_it_is_from_and_how_far_it_was_checked() -> None:
    for row in ROWS:
        has_source = bool(
            row["reliable_source"] and row["reliable_after"] and row["reliable_status"]
        )
        assert has_source is bool(row["reliable_change"]), row


def test_who_fills_it_in_makes_two_series() -> None:
    on = date(2026, 9, 7)
    by_self, by_parent = one("sdq|total|self"), one("sdq|total|parent")
    found = series_of([score_of(by_self, 150, on), score_of(by_parent, 220, on)], scales())
    assert [(s.scale.completed_by, len(s.scores)) for s in found] == [("self", 1), ("parent", 1)]


def scored(school: School, case: Case) -> list[Score]:
    today, sdq = school.clock.today(), one("sdq|total|self")
    return [
        keep_score(school.session, score_of(sdq, tenths, today - weeks * WEEK, case.id))[0]
        for weeks, tenths in ((9, 210), (5, 180), (1, 140))
    ]


def test_scores_stand_in_the_chronology_and_in_the_letter_as_they_were_typed(
    school: School,
) -> None:
    referral = school.referral()
    with school.session.reading() as work:
        case = work.get(Case, referral.case_id)
    kept = scored(school, case)
    view = pupils.open_pupil(school.session, case.pupil_id)
    assert [s.tenths for s in view.scores[0].scores] == [210, 180, 140]
    entries = [one for one in view.timeline if one.kind == "score"]
    assert [(e.text, e.happened_on) for e in entries] == [
        (shown(s.tenths), s.completed_on) for s in reversed(kept)
    ]
    draft = school.draft(referral.id)
    text = draft.text
    for words in ("SDQ: total difficulties", "the pupil", "21", "14", "Range 0 to 40", "18 on"):
        assert words in text
    assert "Clinical" not in text


def test_a_corrected_score_keeps_the_first_and_asks_why(school: School) -> None:
    score = scored(school, school.case())[0]
    with pytest.raises(NotAllowed):
        keep_score(school.session, replace(score, tenths=200))
    keep_score(school.session, replace(score, tenths=200), "Added up wrongly")
    newest, first = records.wordings(school.session, Score, score.id)
    assert (newest.record.tenths, first.record.tenths, newest.reason) == (
        200,
        210,
        "Added up wrongly",
    )
    assert key_of(newest.record) == "sdq|total|self"
