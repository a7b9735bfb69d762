"""The fields of a directory file, the only ones there are, and how the value of each is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from mhlead.domain.checks import LONG_TEXTS
from mhlead.domain.codes import (
    Channel,
    CriterionKind,
    ReplyKind,
    ServiceKind,
    Urgency,
    WhoseDays,
)
from mhlead.domain.figures import Figure
from mhlead.domain.hidden_characters import is_hidden

MOST_LINES = 200
"""A list of practices is the longest there is."""
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d", re.ASCII)
Reader = Callable[[str, Any], Any]


class BadValueError(Exception):
    """A value that a field can't hold; carries the code alone, never the value."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _text(name: str, raw: Any) -> str:
    if not isinstance(raw, str):
        raise BadValueError("not-text")
    text = raw.replace("\r\n", "\n").strip()
    if any(is_hidden(char, may_break=name in LONG_TEXTS) for char in text):
        raise BadValueError("control-character")
    return text


def _texts(name: str, raw: Any) -> tuple[str, ...]:
    lines = tuple(_text(name, one) for one in _list(raw))
    return tuple(line for line in lines if line)


def _list(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise BadValueError("not-list")
    if len(raw) > MOST_LINES:
        raise BadValueError("too-many")
    return raw


def _flag(name: str, raw: Any) -> bool:
    del name
    if not isinstance(raw, bool):
        raise BadValueError("not-yes-or-no")
    return raw


def _number(name: str, raw: Any) -> int:
    del name
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise BadValueError("not-whole")
    return raw


def _megabytes(name: str, raw: Any) -> int:
    number = _number(name, raw)
    if not 1 <= number <= 1000:
        raise BadValueError("out-of-range")
    return number


def read_day(name: str, raw: Any) -> date:
    """A day as "2026-09-14", the one form there is.

    Raises:
        BadValueError: anything else, or a day that is in no calendar.
    """
    del name
    if not isinstance(raw, str) or not _DAY.fullmatch(raw):
        raise BadValueError("not-a-day")
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise BadValueError("not-a-day") from None


def _one_of(codes: type[StrEnum]) -> Reader:
    def read(name: str, raw: Any) -> StrEnum:
        del name
        try:
            return codes(raw)
        except ValueError:
            raise BadValueError("unknown-kind") from None

    return read


def _some_of(codes: type[StrEnum]) -> Reader:
    one = _one_of(codes)

    def read(name: str, raw: Any) -> tuple[StrEnum, ...]:
        return tuple(dict.fromkeys(one(name, each) for each in _list(raw)))

    return read


def _measure(name: str, raw: Any) -> str:
    """The code of a figure, or "" where no school can answer the aim."""
    return "" if raw == "" else str(_one_of(Figure)(name, raw))


def _or_none(reader: Reader) -> Reader:
    return lambda name, raw: None if raw is None else reader(name, raw)


SERVICE_FIELDS: dict[str, Reader] = {
    "kind": _one_of(ServiceKind),
    "name": _text,
    "team": _text,
    "address": _texts,
    "postcode": _text,
    "telephone": _text,
    "urgent_telephone": _text,
    "urgent_hours": _text,
    "email": _text,
    "hours": _text,
    "takes_by": _some_of(Channel),
    "has_secure_mail": _or_none(_flag),
    "takes_locked_files": _or_none(_flag),
    "takes_file_types": _texts,
    "largest_file_mb": _or_none(_megabytes),
    "box_opened": _text,
    "web_form": _text,
    "self_referral": _text,
    "is_on_posters": _flag,
    "remarks": _text,
    "checked_on": _or_none(read_day),
    "started_on": _or_none(read_day),
}
PERSON_FIELDS: dict[str, Reader] = {
    "name": _text,
    "job_title": _text,
    "telephone": _text,
    "email": _text,
    "link_days": _text,
    "is_deputy": _flag,
    "from_on": _or_none(read_day),
    "to_on": _or_none(read_day),
}
AIM_FIELDS: dict[str, Reader] = {
    "says": _text,
    "area": _text,
    "source": _text,
    "measure": _measure,
    "remarks": _text,
}
RULE_FIELDS: dict[str, Reader] = {
    "kind": _one_of(CriterionKind),
    "says": _text,
    "source": _text,
    "read_on": _or_none(read_day),
    "valid_until": _or_none(read_day),
    "urgency": _or_none(_one_of(Urgency)),
    "from_age": _or_none(_number),
    "below_age": _or_none(_number),
    "codes": _texts,
    "places": _texts,
    "days": _or_none(_number),
    "whose_days": _or_none(_one_of(WhoseDays)),
    "reply": _or_none(_one_of(ReplyKind)),
}
