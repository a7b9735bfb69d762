"""How far ahead a day may lie on which somebody is to act: further off it is as good as never."""

from __future__ import annotations

from datetime import date, timedelta

from mhlead.domain.errors import FieldRefused

LONGEST_AHEAD_DAYS = 366
"""A pupil of concern is looked at at least once a year; a year typed wrongly is caught with it."""


def check_coming(field: str, on: date, today: date) -> None:
    """Returns where the day is today or one of the coming year.

    Raises:
        FieldRefused: it has been ("in-past"), or lies more than a year ahead ("too-far").
    """
    if on < today:
        raise FieldRefused(field, "in-past")
    if (on - today).days > LONGEST_AHEAD_DAYS:
        raise FieldRefused(field, "too-far")


def within_a_year(on: date, today: date) -> date:
    """The day, or the last one that `check_coming` lets pass where it lies further ahead."""
    return min(on, today + timedelta(days=LONGEST_AHEAD_DAYS))
