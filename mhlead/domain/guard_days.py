"""Days as people write them in a letter: in digits, with a month's name, with the day in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_ORDINALS = {
    **{word: number for number, word in enumerate((*_UNITS, *_TEENS), 1)},
    **{f"twenty {word}": number for number, word in enumerate(_UNITS, 21)},
    "thirtieth": 30,
    "thirty first": 31,
}
_APART = r"[ \t\u00a0]?\n?[ \t\u00a0]?"  # a day may stand over the end of a line
_NUMBER = r"\d{1,2}"
_WORD = "|".join(sorted((word.replace(" ", "[ -]") for word in _ORDINALS), key=len, reverse=True))
_MONTH = r"[A-Za-z]{3,9}"
_YEAR = r"(?:\d{4}|['\u2019]?\d{2})"
_DAY = re.compile(
    rf"(?<!\d)(?:(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>{_NUMBER})(?P=s)(?P<d>{_NUMBER})"
    rf"|(?P<d2>{_NUMBER}) ?(?P<s2>[./\u2010-\u2014-]) ?(?P<m2>{_NUMBER}) ?(?P=s2) ?"
    rf"(?P<y2>\d{{4}}|\d{{2}})|(?P<d5>\d{{2}}) (?P<m5>\d{{2}}) (?P<y5>(?:19|20)\d{{2}})"
    rf"|(?:(?P<d3>{_NUMBER})(?:st|nd|rd|th)?|\b(?P<w3>{_WORD}))"
    rf"(?:{_APART}(?:day )?of{_APART}|{_APART}[-/.]?{_APART})(?P<m3>{_MONTH})\b\.?"
    rf"(?:,?{_APART}[-/.]?{_APART}(?P<y3>{_YEAR}))?"
    rf"|\b(?P<m4>{_MONTH})\.?{_APART}[-/.]?(?:the )?"
    rf"(?:(?P<d4>{_NUMBER})(?:st|nd|rd|th)?|(?P<w4>{_WORD})),?{_APART}[-/.]?(?P<y4>\d{{4}})"
    r")(?![\d])",
    re.IGNORECASE,
)
_CENTURY = 100
_LEAP = 2000  # a year that has every day, for one that is told without its year


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day in a text.

    Attributes:
        text: As it is written.
        start: Where it begins.
        day: Which day; of the year 2000 where none is told.
        has_year: Whether its year is told.
    """

    text: str
    start: int
    day: date
    has_year: bool


def days_in(text: str) -> Iterator[WrittenDay]:
    """Every day that is written in the text, in its order; what is no day is passed over."""
    for match in _DAY.finditer(text):
        parts = {name[0]: value for name, value in match.groupdict().items() if value}
        month = _month(parts["m"])
        number = parts.get("d") or _ORDINALS[re.sub(r"[ -]", " ", parts["w"].lower())]
        if month is None:
            continue
        year = parts.get("y", "").lstrip("'\u2019")
        told = int(year) if year else _LEAP
        told += 2000 if year and told < _CENTURY else 0
        try:
            day = date(told, month, int(number))
        except ValueError:
            continue
        yield WrittenDay(match[0], match.start(), day, bool(year))


def _month(told: str) -> int | None:
    """Its number: from digits, or from the first three letters or more of its name."""
    if told.isdigit():
        return int(told) if 1 <= int(told) <= len(_MONTHS) else None
    short = "sep" if told.lower() == "sept" else told.lower()
    named = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(short)]
    return named[0] if len(named) == 1 else None
