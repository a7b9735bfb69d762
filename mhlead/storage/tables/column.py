"""Column types between our values and SQLite, and short names for the columns made of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Dialect, ForeignKey, Integer, LargeBinary, Text, TypeDecorator

from mhlead.domain.errors import FieldRefused, StoreDamaged

NUL = "\x00"
Turn = Callable[[Any], Any]


class _Turned(TypeDecorator[Any]):
    """A type whose values one plain function turns each way.

    The layers that SQLAlchemy puts around such a function cost more than the function: a page of
    the window reads ten thousand values.
    """

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Turn:
        """What turns a value for the database."""
        raise NotImplementedError

    def result_processor(self, dialect: Dialect, coltype: object) -> Turn:
        """What turns a value of the database for us."""
        raise NotImplementedError


class Words(_Turned):
    """Text without a NUL: one read back means that a damaged page was filled with zeros."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Turn:
        """The text, refused where the database could not give it back."""
        return _kept_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Turn:
        """The text, refused where a damaged page shows."""
        return _read_text


class Day(_Turned):
    """A day as ISO 8601 text."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Turn:
        """The day as text; a moment is not a day."""
        return _kept_day

    def result_processor(self, dialect: Dialect, coltype: object) -> Turn:
        """The day of the text."""
        return _read_day


class UtcDateTime(_Turned):
    """A moment in UTC as text of one length, so that text order is the order of time."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Turn:
        """The moment as text; a naive one is refused."""
        return _kept_moment

    def result_processor(self, dialect: Dialect, coltype: object) -> Turn:
        """The moment of the text."""
        return _read_moment


class Flag(_Turned):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Turn:
        """One or nought."""
        return lambda value: None if value is None else int(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Turn:
        """Yes or no."""
        return lambda value: None if value is None else bool(value)


class Choice(_Turned):
    """A member of a closed list, or of one of several that share no value, by its value."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: tuple[type[StrEnum], ...]) -> None:
        super().__init__()
        self.choices = choices

    def bind_processor(self, dialect: Dialect) -> Turn:
        """The value of the member."""
        members = self._members()

        def kept(value: str | None) -> str | None:
            if value is None:
                return None
            if value not in members:
                raise ValueError(type(self).__name__)
            return str(members[value].value)

        return kept

    def result_processor(self, dialect: Dialect, coltype: object) -> Turn:
        """The member of the value."""
        members = self._members()

        def read(value: str | None) -> StrEnum | None:
            try:
                return None if value is None else members[value]
            except (KeyError, TypeError):  # no such member, or damage made a blob of it
                raise StoreDamaged("rows") from None

        return read

    def _members(self) -> dict[str | None, StrEnum]:
        return {one.value: one for choices in self.choices for one in choices}


class Several(_Turned):
    """A tuple of texts, or of members of a closed list, as a JSON array."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[StrEnum] | None = None) -> None:
        super().__init__()
        self.choices = choices

    def bind_processor(self, dialect: Dialect) -> Turn:
        """The JSON array."""
        return _kept_several

    def result_processor(self, dialect: Dialect, coltype: object) -> Turn:
        """The tuple."""
        turn = self.choices or as_it_is

        def read(value: str | None) -> tuple[str, ...] | None:
            if value is None:
                return None
            try:
                return () if value == "[]" else tuple(turn(one) for one in json.loads(value))
            except (ValueError, TypeError):
                raise StoreDamaged("rows") from None

        return read


def as_it_is(value: Any) -> Any:
    """The value."""
    return value


def _kept_text(value: str | None) -> str | None:
    if value is not None:
        refuse_unkeepable(value)
    return value


def _read_text(value: str | None) -> str | None:
    if value is not None and NUL in value:
        raise StoreDamaged("text")
    return value


def _kept_day(value: date | None) -> str | None:
    if isinstance(value, datetime):
        raise TypeError
    return None if value is None else value.isoformat()


def _read_day(value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise StoreDamaged("rows") from None


def _kept_moment(value: datetime | None) -> str | None:
    return None if value is None else instant_text(value)


def _read_moment(value: str | None) -> datetime | None:
    try:
        return None if value is None else datetime.fromisoformat(value)
    except ValueError:
        raise StoreDamaged("rows") from None


def _kept_several(value: tuple[str, ...] | None) -> str | None:
    if value is None:
        return None
    for each in value:
        refuse_unkeepable(each)
    return json.dumps([str(each) for each in value], ensure_ascii=False)


def sound_text(value: str) -> str:
    """Text as read from the database.

    Raises:
        StoreDamaged: it holds a NUL, which is never written.
    """
    if NUL in value:
        raise StoreDamaged("text")
    return value


def refuse_unkeepable(value: str) -> None:
    """Let only text pass that comes back as it was: no NUL, no half of a surrogate pair.

    Raises:
        FieldRefused: "nul" or "not-text".
    """
    if NUL in value:
        raise FieldRefused("", "nul")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise FieldRefused("", "not-text") from None


def instant_text(value: datetime) -> str:
    """A moment as the store writes it: UTC, microseconds, "Z"."""
    if value.tzinfo is None:
        msg = "a moment without a time zone"
        raise ValueError(msg)
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def words(name: str, *, is_optional: bool = False) -> Column[Any]:
    """A column of text."""
    return Column(name, Words, nullable=is_optional)


def link(name: str, to: str, *, is_optional: bool = False) -> Column[Any]:
    """A column that names another record; checked when the transaction ends."""
    key = ForeignKey(to, deferrable=True, initially="DEFERRED")
    return Column(name, Words, key, nullable=is_optional)


def day(name: str, *, is_optional: bool = False) -> Column[Any]:
    """A column of days."""
    return Column(name, Day, nullable=is_optional)


def instant(name: str, *, is_optional: bool = False) -> Column[Any]:
    """A column of moments."""
    return Column(name, UtcDateTime, nullable=is_optional)


def flag(name: str, *, is_optional: bool = False) -> Column[Any]:
    """A column of yes and no; optional means not known."""
    return Column(name, Flag, nullable=is_optional)


def number(name: str, *, is_optional: bool = False) -> Column[Any]:
    """A column of whole numbers."""
    return Column(name, Integer, nullable=is_optional)


def choice(name: str, *choices: type[StrEnum], is_optional: bool = False) -> Column[Any]:
    """A column of members of a closed list, or of several that share no value."""
    return Column(name, Choice(choices), nullable=is_optional)


def several(name: str, choices: type[StrEnum] | None = None) -> Column[Any]:
    """A column of tuples."""
    return Column(name, Several(choices), nullable=False)


def octets(name: str, *, is_optional: bool = False) -> Column[Any]:
    """A column of bytes."""
    return Column(name, LargeBinary, nullable=is_optional)
