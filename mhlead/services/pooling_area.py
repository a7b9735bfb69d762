"""Pooling before hiding, for the pooler of an area: the roster, the finish request, the totals.

The pooler holds no secret. What it gets is checked school by school, and whatever does not fit is
named by the school's code; of the numbers themselves nothing is ever said but their total.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from mhlead.domain.pool_fingerprint import fingerprint
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooled_pupils import pupils_of
from mhlead.domain.pooled_ranges import pooled
from mhlead.domain.pooling import (
    LEAST_SCHOOLS,
    MOST_COUNTED,
    Contribution,
    FinishAnswer,
    FinishRequest,
    KeyCard,
    Masked,
    Roster,
    digest_of,
)
from mhlead.services.pooling import read_kind
from mhlead.services.pooling_ports import PoolTools

CELL_BYTES = 8
M = TypeVar("M", Contribution, FinishAnswer)


@dataclass(frozen=True)
class Seen:
    """What a roster says, to be compared and shown."""

    round_id: str
    fingerprint: str
    schools: tuple[str, ...]
    first_on: date
    last_on: date
    counts: int


def look_at(tools: PoolTools, roster: Path) -> Seen:
    """What a roster says.

    Raises:
        FileUnreadable, PoolRefused, TablesRefused.
    """
    return seen(read_kind(tools, roster, Roster))


def seen(roster: Roster) -> Seen:
    """The same of one that was read."""
    return Seen(
        roster.round_id,
        fingerprint(roster.digest),
        tuple(roster.by_school),
        roster.layout.first_on,
        roster.layout.last_on,
        len(roster.layout.cells),
    )


def make_roster(
    tools: PoolTools,
    tables: Path,
    first_on: date,
    last_on: date,
    keys: Iterable[Path],
    least: int = LEAST_SCHOOLS,
) -> tuple[Seen, bytes]:
    """The roster of all whose keys came, and what it says.

    Args:
        tables: A file of tables in the form sdc-protect/1, with or without pupils.
        least: With fewer schools nothing is opened.

    Raises:
        FileUnreadable, TablesRefused, PoolRefused.
    """
    layout = tools.files.read_layout(tables, first_on, last_on)
    cards = sorted((read_kind(tools, path, KeyCard) for path in keys), key=lambda card: card.school)
    for card in cards:
        if not tools.masks.is_signed(card, card):
            raise PoolRefused("signature", card.school)
    if not cards:
        raise PoolRefused("too-few-schools")
    roster = Roster(cards[0].round_id, layout, tuple(cards), least)
    return seen(roster), tools.files.write(roster)


def make_request(
    tools: PoolTools, roster: Path, contributions: Iterable[Path]
) -> tuple[FinishRequest, tuple[str, ...], bytes]:
    """The finish request, the schools that did not contribute, and the request as a file.

    Raises:
        FileUnreadable, TablesRefused, PoolRefused: a file is not what its school sent, or too few
            came.
    """
    listed = read_kind(tools, roster, Roster)
    came = [read_kind(tools, path, Contribution) for path in contributions]
    _check_all(tools, listed, came, listed.digest)
    answered = tuple(sorted((one.school, digest_of(one)) for one in came))
    request = FinishRequest(listed.round_id, listed.digest, answered)
    request.check(listed)
    missing = tuple(school for school in listed.by_school if school not in request.schools)
    return request, missing, tools.files.write(request)


def make_total(
    tools: PoolTools, roster: Path, request: Path, files: Iterable[Path]
) -> tuple[int, bytes]:
    """How many schools were added up, and a file of tables with the totals, to be protected.

    Args:
        files: The contributions and the answers, in any order.

    Raises:
        FileUnreadable, TablesRefused.
        PoolRefused: a file is missing or is not what its school sent; nothing is opened then.
    """
    listed = read_kind(tools, roster, Roster)
    asked = read_kind(tools, request, FinishRequest)
    asked.check(listed)
    read = [tools.files.read(path) for path in files]
    came = [one for one in read if isinstance(one, Contribution)]
    answers = [one for one in read if isinstance(one, FinishAnswer)]
    if len(came) + len(answers) < len(read):
        raise PoolRefused("other-kind")
    _check_all(tools, listed, came, listed.digest)
    _check_all(tools, listed, answers, asked.digest)
    wanted = dict(asked.answered)
    _check_named(came, wanted, "contribution-missing")
    _check_named(answers, wanted, "answer-missing")
    for one in came:
        if digest_of(one) != wanted[one.school]:
            raise PoolRefused("other-contribution", one.school)
    totals = tools.masks.total(came, answers)
    if max(totals, default=0) > MOST_COUNTED * len(came):
        raise PoolRefused("does-not-open")
    pupils = pupils_of(listed.layout, totals)
    if not pupils:
        raise PoolRefused("nobody")
    return len(came), tools.files.write_total(listed.layout, pupils)


def make_ranges(tools: PoolTools, summaries: Sequence[Path]) -> bytes:
    """What summaries that are protected already come to: a least and a most for each number.

    Raises:
        FileUnreadable, TablesRefused, PoolRefused: they don't show the same tables.
    """
    shown = [tools.files.read_shown(path) for path in summaries]
    parts = {name for one in shown for name in one}
    if any(one.keys() != parts for one in shown):
        raise PoolRefused("other-tables")
    together = {name: pooled([one[name] for one in shown]) for name in sorted(parts)}
    return tools.files.write_ranges(together, len(shown))


def _check_all(tools: PoolTools, roster: Roster, sent: Sequence[M], bound_to: str) -> None:
    """Returns where each file is what its school signed, of this round, and its only one."""
    schools: set[str] = set()
    for one in sent:
        card = roster.card(one.school)
        if one.school in schools:
            raise PoolRefused("file-twice", one.school)
        schools.add(one.school)
        _check_bound(one, roster, bound_to)
        if not tools.masks.is_signed(one, card):
            raise PoolRefused("signature", one.school)


def _check_bound(one: Masked, roster: Roster, bound_to: str) -> None:
    if one.round_id != roster.round_id:
        raise PoolRefused("other-round", one.school)
    if one.bound_to != bound_to:
        raise PoolRefused("bound-elsewhere", one.school)
    if len(one.masked) != CELL_BYTES * len(roster.layout.cells):
        raise PoolRefused("other-layout", one.school)


def _check_named(sent: Sequence[Masked], wanted: dict[str, str], code: str) -> None:
    here = {one.school for one in sent}
    for school in wanted:
        if school not in here:
            raise PoolRefused(code, school)
    for school in here:
        if school not in wanted:
            raise PoolRefused("not-asked", school)
