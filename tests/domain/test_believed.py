"""One rule for clocks that leap and go back: believed once it lasted, or once somebody said so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mhlead.domain.backup import to_keep
from mhlead.domain.believed import SLACK, ClockMark, Side, believed, judge_clock

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
LAST_WEEK = [ClockMark(NOW - day * DAY) for day in range(7, 0, -1)]
FAR = NOW + 20_000 * DAY
CONFIRMED = ClockMark(NOW, is_confirmed=True)


@pytest.mark.parametrize("now", [NOW, NOW + 399 * DAY, NOW - DAY - SLACK, LAST_WEEK[-1].at - SLACK])
def test_an_ordinary_day_and_a_long_summer_are_right(now):
    clock = judge_clock(LAST_WEEK, now)
    assert clock.side is Side.RIGHT or now < LAST_WEEK[-1].at - SLACK
    assert judge_clock([], now).side is Side.RIGHT
    assert clock.believed == now


def test_a_clock_that_was_set_back_is_told_until_it_lasted_or_somebody_says_it_is_right():
    early = NOW - 3_000 * DAY
    clock = judge_clock(LAST_WEEK, early)
    assert (clock.side, clock.last_at) == (Side.BACK, LAST_WEEK[-1].at)
    assert not clock.is_disbelieved(NOW)
    lasted = [ClockMark(early + day * DAY) for day in range(7)]
    assert judge_clock([*LAST_WEEK, *lasted[:6]], lasted[5].at).side is Side.BACK
    clock = judge_clock([*LAST_WEEK, *lasted], lasted[6].at)
    assert clock.side is Side.RIGHT
    assert clock.is_disbelieved(NOW)
    said = ClockMark(early, is_confirmed=True)
    clock = judge_clock([*LAST_WEEK, said], early + DAY)
    assert clock.side is Side.RIGHT
    assert clock.is_disbelieved(NOW)
    assert not clock.is_disbelieved(early)


def test_a_clock_that_leapt_ahead_is_told_until_it_lasted_or_somebody_says_it_is_right():
    clock = judge_clock([*LAST_WEEK, ClockMark(FAR)], FAR)
    assert (clock.side, clock.last_at) == (Side.AHEAD, LAST_WEEK[-1].at)
    assert clock.believed == LAST_WEEK[-1].at
    lasted = [ClockMark(FAR + day * DAY) for day in range(7)]
    assert judge_clock([*LAST_WEEK, *lasted[:6]], lasted[5].at).side is Side.AHEAD
    assert judge_clock([*LAST_WEEK, *lasted], lasted[6].at).side is Side.RIGHT
    clock = judge_clock([*LAST_WEEK, ClockMark(FAR, is_confirmed=True)], FAR + DAY)
    assert (clock.side, clock.believed) == (Side.RIGHT, FAR + DAY)


def test_after_a_leap_there_and_back_it_is_told_and_then_forgotten():
    history = [*LAST_WEEK, ClockMark(FAR), ClockMark(NOW)]
    assert judge_clock(history, NOW).side is Side.BACK
    assert judge_clock([*history, CONFIRMED], NOW).side is Side.RIGHT
    week = [ClockMark(NOW + day * DAY) for day in range(7)]
    assert judge_clock([*history, *week], week[6].at).side is Side.RIGHT


def test_a_clock_that_was_put_right_again_leaves_no_doubt():
    early = ClockMark(NOW - 3_000 * DAY)
    clock = judge_clock([*LAST_WEEK[5:], early, ClockMark(NOW)], NOW)
    assert (clock.side, clock.believed) == (Side.RIGHT, NOW)


def test_how_long_ago_something_was_never_falls_silent():
    history = [*LAST_WEEK, ClockMark(FAR), ClockMark(NOW)]
    later = judge_clock(history, NOW + 5 * DAY)
    assert later.elapsed_since(FAR) == 5 * DAY  # since the clock left that date
    assert later.elapsed_since(NOW) == 5 * DAY
    leapt = judge_clock([*LAST_WEEK, ClockMark(FAR)], FAR)
    assert leapt.elapsed_since(LAST_WEEK[-1].at) == timedelta()  # and not fifty years


def test_backups_of_a_date_ahead_go_once_that_is_known_to_be_wrong():
    good = {NOW - day * DAY for day in range(6)}
    doubtful = judge_clock([*LAST_WEEK, ClockMark(FAR), ClockMark(NOW)], NOW)
    assert FAR in to_keep(good | {FAR}, NOW, clock=doubtful)
    known = judge_clock([*LAST_WEEK, ClockMark(FAR), CONFIRMED], NOW)
    kept = to_keep(good | {FAR}, NOW, clock=known)
    assert FAR not in kept
    assert good <= kept


def test_a_leap_that_is_not_believed_costs_no_backup_and_one_that_is_costs_those_of_the_old_age():
    good = {NOW - day * DAY for day in range(6)}
    leapt = judge_clock([*LAST_WEEK, ClockMark(FAR)], FAR)
    assert good <= to_keep(good | {FAR}, FAR, clock=leapt)
    said = judge_clock([*LAST_WEEK, ClockMark(FAR, is_confirmed=True)], FAR)
    assert to_keep(good | {FAR}, FAR, clock=said) == {FAR}
    assert believed([one.at for one in LAST_WEEK], FAR) == LAST_WEEK[-1].at
