"""Column types between our values and SQLite, and short names for the columns made of them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Dialect, ForeignKey, Integer, LargeBinary, Text, TypeDecorator

from mhlead.domain.errors import FieldRefused, StoreDamaged

NUL = "\x00"


class Words(TypeDecorator[str]):
    """Text without a NUL: one read back means that a damaged page was filled with zeros."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text, refused where the database could not give it back."""
        if value is not None:
            refuse_unkeepable(value)
        return value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text, refused where a damaged page shows."""
        return None if value is None else sound_text(value)


class Day(TypeDecorator[date]):
    """A day as ISO 8601 text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """The day as text; a moment is not a day."""
        if isinstance(value, datetime):
            raise TypeError
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """The day of the text."""
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            raise StoreDamaged("rows") from None


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC as text of one length, so that text order is the order of time."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The moment as text; a naive one is refused."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """The moment of the text."""
        try:
            return None if value is None else datetime.fromisoformat(value)
        except ValueError:
            raise StoreDamaged("rows") from None


class Flag(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """One or nought."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """Yes or no."""
        return None if value is None else bool(value)


class Choice(TypeDecorator[StrEnum]):
    """A member of a closed list, or of one of several that share no value, by its value."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: tuple[type[StrEnum], ...]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """The value of the member."""
        return None if value is None else self._member(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The member of the value."""
        try:
            return None if value is None else self._member(value)
        except ValueError:
            raise StoreDamaged("rows") from None

    def _member(self, value: str) -> StrEnum:
        for choices in self.choices[:-1]:
            if value in choices.__members__.values():
                return choices(value)
        return self.choices[-1](value)


class Several(TypeDecorator[tuple[str, ...]]):
    """A tuple of texts, or of members of a closed list, as a JSON array."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[StrEnum] | None = None) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """The JSON array."""
        if value is None:
            return None
        for each in value:
            refuse_unkeepable(each)
        return json.dumps([str(each) for each in value], ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """The tuple."""
        if value is None:
            return None
        try:
            items = json.loads(value)
            return tuple(self.choices(item) if self.choices else item for item in items)
        except (ValueError, TypeError):
            raise StoreDamaged("rows") from None


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
