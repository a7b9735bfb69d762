"""The ledger of releases: what each line says, and how its lines hold together.

A line's digest leaves its place out, so that the same line is known again in another copy of the
store. The chain makes a line that was changed, taken out or put elsewhere show.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import Any

from mhlead.domain.codes import GivenTo, LedgerKind
from mhlead.domain.counted_periods import CalendarKind, CountedPeriod
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import LedgerEntry
from mhlead.domain.release import Axis, Table, Where
from mhlead.domain.release.dimensions import Ages, Dimension
from mhlead.domain.release.table_sets import SetSize, Stream

FIRST_CHAIN = "0" * 64
FORMAT = 1


@dataclass(frozen=True)
class Member:
    """Somebody a release counted; this never leaves the store.

    Attributes:
        key: The pupil's random identifier.
        codes: The finest category in each dimension of the stream.
        period: Code of the period they count in.
    """

    key: str
    codes: tuple[int, ...]
    period: int


@dataclass(frozen=True)
class Counted:
    """What was counted, and over which lists of categories.

    Attributes:
        lists: Name of each dimension of the stream, and of its finest categories.
    """

    calendar: CalendarKind
    stream: Stream
    ages: Ages
    periods: tuple[CountedPeriod, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Certificate:
    """That a release passed its check, and what checked what.

    Attributes:
        number: Random, and the same on every form of the release.
        method: Name of the method and its version.
        program: Version of this program.
        sha256: Of the file that was attacked.
        intervals: How many ranges the attack looked at; never published.
        worlds: How many lists of pupils stand behind that; never published.
    """

    number: str
    method: str
    program: str
    sha256: str
    intervals: int = 0
    worlds: int = 0


@dataclass(frozen=True)
class ReleasePart:
    """What a release told of one stream.

    Attributes:
        extra: Dimensions that had a table of their own beside the set.
        tables: The tables in the numbers of the stream's frame; none where there is only a
            sentence.
        shown: Each cell once, with the number printed, or None where it is hidden.
    """

    counted: Counted
    size: SetSize
    extra: tuple[Dimension, ...]
    tables: tuple[Table, ...]
    shown: tuple[tuple[Where, int | None], ...]


@dataclass(frozen=True)
class ReleaseLine:
    """A release as the ledger keeps it.

    Attributes:
        threshold: The least count that was printed.
        seed: Where the secret weights of the cells came from.
        files: Form, name and SHA-256 of each file that went out.
    """

    parts: tuple[ReleasePart, ...]
    threshold: int
    seed: int
    certificate: Certificate
    made_on: date
    comment: str
    files: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class GivenLine:
    """Figures that were given otherwise.

    Attributes:
        figures: Each cell with the number that was given.
        note: The person's own words, for the school alone.
    """

    counted: Counted
    to: GivenTo
    given_on: date
    figures: tuple[tuple[Where, int], ...]
    note: str = ""


Line = ReleaseLine | GivenLine
Told = ReleasePart | GivenLine
"""What was told of one stream, in whatever way."""


def told_by(lines: Iterable[Line]) -> list[Told]:
    """Everything the lines tell, stream by stream, in their order."""
    found: list[Told] = []
    for line in lines:
        found += line.parts if isinstance(line, ReleaseLine) else (line,)
    return found


def written(line: Line) -> str:
    """The line as JSON, always the same text for the same line."""
    told = _plain(line) | {"format": FORMAT}
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, IntEnum):
        return int(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def line_of(entry: LedgerEntry) -> Line:
    """What a line of the ledger says.

    Raises:
        NotAllowed: it can't be read ("ledger-damaged"), or a newer program wrote it
            ("ledger-newer").
    """
    try:
        told = json.loads(entry.content)
        if told["format"] > FORMAT:
            raise NotAllowed("ledger-newer")
        return _release(told) if entry.kind is LedgerKind.RELEASE else _given(told)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotAllowed("ledger-damaged") from None


def _release(told: dict[str, Any]) -> ReleaseLine:
    return ReleaseLine(
        parts=tuple(_part(one) for one in told["parts"]),
        threshold=int(told["threshold"]),
        seed=int(told["seed"]),
        certificate=Certificate(**told["certificate"]),
        made_on=date.fromisoformat(told["made_on"]),
        comment=told["comment"],
        files=tuple((form, name, digest) for form, name, digest in told["files"]),
    )


def _part(told: dict[str, Any]) -> ReleasePart:
    return ReleasePart(
        counted=_counted(told["counted"]),
        size=SetSize(told["size"]),
        extra=tuple(map(Dimension, told["extra"])),
        tables=tuple(_table(one) for one in told["tables"]),
        shown=tuple((_where(where), value) for where, value in told["shown"]),
    )


def _given(told: dict[str, Any]) -> GivenLine:
    return GivenLine(
        counted=_counted(told["counted"]),
        to=GivenTo(told["to"]),
        given_on=date.fromisoformat(told["given_on"]),
        figures=tuple((_where(where), int(value)) for where, value in told["figures"]),
        note=told["note"],
    )


def _counted(told: dict[str, Any]) -> Counted:
    return Counted(
        calendar=CalendarKind(told["calendar"]),
        stream=Stream(told["stream"]),
        ages=Ages(told["ages"]),
        periods=tuple(_period(one) for one in told["periods"]),
        lists=tuple((name, tuple(categories)) for name, categories in told["lists"]),
        members=tuple(
            Member(one["key"], tuple(map(int, one["codes"])), int(one["period"]))
            for one in told["members"]
        ),
    )


def _period(told: dict[str, Any]) -> CountedPeriod:
    first, last = (date.fromisoformat(told[name]) for name in ("first_on", "last_on"))
    return CountedPeriod(int(told["code"]), first, last, int(told["of"]))


def _where(told: list[Any]) -> Where:
    return tuple((int(dimension), tuple(map(int, codes))) for dimension, codes in told)


def _table(told: dict[str, Any]) -> Table:
    return Table(
        tuple(
            Axis(int(one["dimension"]), tuple(tuple(map(int, part)) for part in one["parts"]))
            for one in told["axes"]
        )
    )


def digest_of(entry: LedgerEntry) -> str:
    """SHA-256 of a line without its place."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (entry.id, at, entry.by, entry.kind.value, entry.content, entry.corrects_id or "")
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def added(before: Sequence[LedgerEntry], entry: LedgerEntry) -> LedgerEntry:
    """The line in the next place, with its digest and its link of the chain."""
    digest = digest_of(entry)
    last = before[-1].chain if before else FIRST_CHAIN
    number = before[-1].number + 1 if before else 1
    return replace(entry, number=number, digest=digest, chain=_link(last, digest))


def new_entry(
    *, entry_id: str, at: datetime, by: str, line: Line, corrects_id: str | None = None
) -> LedgerEntry:
    """A line that has no place yet."""
    kind = LedgerKind.RELEASE if isinstance(line, ReleaseLine) else LedgerKind.GIVEN
    return LedgerEntry(entry_id, 0, at, by, kind, written(line), "", "", corrects_id)


def _link(chain: str, digest: str) -> str:
    return hashlib.sha256(f"{chain}{digest}".encode()).hexdigest()


def fault_in(entries: Iterable[LedgerEntry]) -> int:
    """Number of the first line that is not as it was written, or whose place is wrong; 0 for none.

    Args:
        entries: All of them, by their numbers.
    """
    number, chain = 0, FIRST_CHAIN
    for entry in entries:
        number, chain = number + 1, _link(chain, entry.digest)
        if entry.number != number or entry.digest != digest_of(entry) or entry.chain != chain:
            return number
    return 0


def replaced(entries: Iterable[LedgerEntry]) -> dict[str, str]:
    """For each line that a later one took the place of, the newest of those."""
    return {one.corrects_id: one.id for one in entries if one.corrects_id}
