"""The small turns of phrase a letter is put together with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mhlead.domain.document import Run, Runs
from mhlead.domain.template_filling import format_date


def muted(text: str) -> Runs:
    """The text as one quiet run; no run at all for an empty text."""
    return (Run(text, is_muted=True),) if text else ()


def day_words(day: date | None) -> str:
    """The day in words; nothing for none."""
    return format_date(day) if day else ""


def yes_or_no(answer: bool | None) -> str:
    """The answer in a word; "not known" is said, since a service may act on it."""
    return "not known" if answer is None else ("yes" if answer else "no")


def counted(number: int, unit: str) -> str:
    """A number with its unit in the singular or plural."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def joined(parts: Iterable[str], by: str) -> str:
    """The parts that are not empty, joined."""
    return by.join(part for part in parts if part)


def line_each(parts: Iterable[str]) -> str:
    """The parts that are not empty, a line each."""
    return joined(parts, "\n")
