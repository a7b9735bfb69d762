"""Says what an earlier wording of a record said, where it differs from the one after it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from mhlead.domain.measures import shown
from mhlead.domain.records import Version
from mhlead.wording import day_words, field_words, words

_NEVER_SHOWN = frozenset({"id", "case_id", "pupil_id", "logo", "pdf"})


def moment_words(at: datetime) -> str:
    """A moment in this computer's own time: "23 November 2026, 14:32"."""
    here = at.astimezone()
    return f"{day_words(here.date())}, {here:%H:%M}"


def value_words(value: Any) -> str:
    """A value of a record as a person reads it."""
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return words(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, tuple):
        return ", ".join(value_words(one) for one in value)
    return str(value)


def _told(name: str, value: Any) -> str:
    return shown(value) if name == "tenths" else value_words(value)


def differing(before: Any, after: Any) -> list[tuple[str, str, str]]:
    """The fields in which two wordings of a record differ: name, before and after, in words."""
    found = []
    for one in fields(before):
        first, second = getattr(before, one.name), getattr(after, one.name)
        if first != second and one.name not in _NEVER_SHOWN:
            found.append((field_words(one.name), _told(one.name, first), _told(one.name, second)))
    return found


def wording_parts(version: Version[Any], newer: Version[Any]) -> list[tuple[str, str]]:
    """Lines with their role: when it was written, what it said, and why it was changed."""
    reason = newer.reason or "no reason was asked"
    parts = [("strong", f"Written {moment_words(version.written_at)}")]
    for name, before, _ in differing(version.record, newer.record):
        parts.append(("", f"{name}: {before}"))
    what = "Removed" if newer.is_removed else "Changed"
    parts.append(("muted", f"{what} {moment_words(newer.written_at)}: {reason}"))
    return parts
