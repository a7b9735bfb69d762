"""Lists of codes that are only data: what each code is called, how sure that is, and till when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

PAST = "past"


@dataclass(frozen=True)
class CodeEntry:
    """One code of a list.

    Attributes:
        label: The name its source gives it.
        status: How sure it is: "verified-2" and more, "single-source", "proposal", "from-memory"...
        valid_from, valid_to: A year, month or day in ISO form, or ""; `valid_to` is the last one of
            its validity, or "past" where it is withdrawn and the day is not known.
        plain: Words for the screen where the label is hard to read.
        is_likely: Offered before the others.
        value: What it leads to: a code of another list, a number, a telephone number.
        checked_on: The day or month it was last checked with a public source, or "".
    """

    code_list: str
    code: str
    label: str
    group: str = ""
    status: str = ""
    source: str = ""
    note: str = ""
    valid_from: str = ""
    valid_to: str = ""
    plain: str = ""
    is_likely: bool = False
    value: str = ""
    checked_on: str = ""

    @property
    def words(self) -> str:
        """What a person reads: the plain words, or the label."""
        return self.plain or self.label

    @property
    def is_retired(self) -> bool:
        """True where the list says that the code ended, on whatever day."""
        return bool(self.valid_to)

    def is_valid_on(self, day: date) -> bool:
        """Whether the code may be given on that day."""
        if self.valid_to == PAST:
            return False
        iso = day.isoformat()
        begun = not self.valid_from or iso[: len(self.valid_from)] >= self.valid_from
        return begun and (not self.valid_to or iso[: len(self.valid_to)] <= self.valid_to)


@dataclass(frozen=True)
class CodeList:
    """A named list of codes in the order in which they are offered."""

    name: str
    entries: tuple[CodeEntry, ...]
    _by_code: Mapping[str, CodeEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {entry.code: entry for entry in self.entries}
        if len(by_code) != len(self.entries):
            raise ValueError(f"{self.name} names a code twice")
        object.__setattr__(self, "_by_code", MappingProxyType(by_code))

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def find(self, code: str) -> CodeEntry | None:
        """The entry of that code, retired ones included, or None."""
        return self._by_code.get(code)

    def offered_on(self, day: date) -> tuple[CodeEntry, ...]:
        """The codes that may be given on that day: likely ones first, else in the list's order."""
        valid = [entry for entry in self.entries if entry.is_valid_on(day)]
        return tuple(sorted(valid, key=lambda entry: not entry.is_likely))

    def label(self, code: str) -> str:
        """What a code is called; one that is retired or not in the list says so.

        Nothing for no code.
        """
        if not code:
            return ""
        entry = self.find(code)
        if entry is None:
            return f"{code} (unknown code)"
        return f"{entry.words} (no longer used)" if entry.is_retired else entry.words


def lists_of(entries: Iterable[CodeEntry]) -> dict[str, CodeList]:
    """The lists that entries belong to, by name, each in the order of the entries."""
    gathered: dict[str, list[CodeEntry]] = {}
    for entry in entries:
        gathered.setdefault(entry.code_list, []).append(entry)
    return {name: CodeList(name, tuple(found)) for name, found in gathered.items()}
