"""Reads a day as people in Britain type it, and says it back in words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

_MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NEAR = {"today": 0, "tod": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
_FUTURE_YEARS = 15  # a two-digit year this far ahead at most; otherwise it was in the last century
_NUMBERS = re.compile(r"^(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{2}|\d{4}))?$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_NAMED = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,?(?: (\d{2}|\d{4}))?$")
_RUN = re.compile(r"^(\d{2})(\d{2})(\d{4}|\d{2})$")


class Direction(StrEnum):
    """Where the day lies that is asked for; it settles a day typed without its year."""

    PAST = "past"
    FUTURE = "future"
    EITHER = "either"


def parse_day(typed: str, today: date, direction: Direction = Direction.EITHER) -> date | None:
    """The day that was typed, or None where it can't be read as one.

    Reads "4/10/12", "4.10.2012", "2012-10-04", "4 Oct 2012", "4th October", "today", "Monday".
    A day without a year is the nearest in the direction asked for. The day comes before the month.
    """
    text = " ".join(typed.casefold().replace(",", " ").split())
    text = re.sub(rf"^(?:{'|'.join(day[:3] for day in _WEEKDAYS)})[a-z]* (?=\d)", "", text)
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    if (named := _weekday(text, today, direction)) is not None:
        return named
    if found := _ISO.match(text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(text) or _RUN.match(text):
        return _from_parts(int(found[1]), int(found[2]), found[3], today, direction)
    if (found := _NAMED.match(text)) and (month := _month(found[2])):
        return _from_parts(int(found[1]), month, found[3], today, direction)
    return None


def _weekday(text: str, today: date, direction: Direction) -> date | None:
    last, _, name = text.rpartition(" ")
    if last not in ("", "last", "next") or len(name) < len("mon"):
        return None
    matches = [number for number, day in enumerate(_WEEKDAYS) if day.startswith(name)]
    if len(matches) != 1:
        return None
    goes_back = last == "last" or (not last and direction is Direction.PAST)
    if goes_back:
        return today - timedelta(days=(today.weekday() - matches[0] - 1) % 7 + 1)
    return today + timedelta(days=(matches[0] - today.weekday() - 1) % 7 + 1)


def _month(name: str) -> int:
    for number, month in enumerate(_MONTHS, start=1):
        if month.startswith(name) or (name == "sept" and number == 9):
            return number
    return 0


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_parts(
    day: int, month: int, year: str | None, today: date, direction: Direction
) -> date | None:
    if year is None:
        return _nearest(day, month, today, direction)
    number = int(year)
    if len(year) == 2:
        century = today.year - today.year % 100
        number += century
        if number > today.year + (_FUTURE_YEARS if direction is not Direction.PAST else 0):
            number -= 100
    return _made(number, month, day)


def _nearest(day: int, month: int, today: date, direction: Direction) -> date | None:
    years = range(today.year - 4, today.year + 5)  # 29 February comes every fourth year
    days = [found for year in years if (found := _made(year, month, day))]
    if direction is Direction.PAST:
        days = [found for found in days if found <= today]
    elif direction is Direction.FUTURE:
        days = [found for found in days if found >= today]
    return min(days, key=lambda found: abs(found - today), default=None)


def day_in_words(day: date) -> str:
    """The day with its weekday, such as "Thursday 4 October 2012"."""
    weekday, month = _WEEKDAYS[day.weekday()].title(), _MONTHS[day.month - 1].title()
    return f"{weekday} {day.day} {month} {day.year}"


def day_short(day: date | None) -> str:
    """The day as lists and fields show it, such as "4 Oct 2012"; "" for none."""
    if day is None:
        return ""
    return f"{day.day} {_MONTHS[day.month - 1][:3].title()} {day.year}"


def days_between(day: date, today: date) -> str:
    """How far the day is from today, such as "today", "3 days ago" or "in 2 weeks"."""
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    size = abs(days)
    count, unit = (size, "day") if size < 14 else (size // 7, "week")
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {words}" if days > 0 else f"{words} ago"
