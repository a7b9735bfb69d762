"""Pooling before hiding, for the school: its key, its contribution, and its answer at the end.

What goes out is decided by the school's pool book, which is on the disk before any file is made:
so the same question always gets the same answer, and another one gets none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from mhlead.domain.pool_book import PoolBook, RoundKept, smallest_part
from mhlead.domain.pool_fingerprint import is_fingerprint
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooling import (
    ROUND,
    SCHOOL,
    FinishRequest,
    KeyCard,
    Layout,
    Pooled,
    Roster,
    digest_of,
)
from mhlead.domain.release import Pupils
from mhlead.domain.table_file import TableFile
from mhlead.services.pooling_ports import PoolTools

FEWEST_RUNG = 2
"""With two schools whose keys are surely theirs, one's counts hide in the sum of three."""

P = TypeVar("P", bound=Pooled)


class KeptBook:
    """A school's pool book while it is held.

    Args:
        path: Where it lies; it is made with its first round.
    """

    def __init__(self, tools: PoolTools, path: Path, passphrase: str) -> None:
        self._tools, self._path, self._passphrase = tools, path, passphrase
        raw = tools.books.read(path, passphrase)
        self.book = tools.files.read_book(raw) if raw is not None else None

    def existing(self) -> PoolBook:
        """What it holds.

        Raises:
            PoolRefused: there is none ("no-book").
        """
        if self.book is None:
            raise PoolRefused("no-book")
        return self.book

    def keep(self, book: PoolBook, kept: RoundKept) -> None:
        """The book holds this of the round, on the disk."""
        others = tuple(one for one in book.rounds if one.round_id != kept.round_id)
        self.book = replace(book, rounds=(*others, kept))
        self._tools.books.write(
            self._path, self._passphrase, self._tools.files.write_book(self.book)
        )


@contextmanager
def held_book(tools: PoolTools, path: Path, passphrase: str) -> Iterator[KeptBook]:
    """The pool book, read and held until the block ends."""
    with tools.books.held(path):
        yield KeptBook(tools, path, passphrase)


def read_kind(tools: PoolTools, path: Path, kind: type[P]) -> P:
    """The file of that kind.

    Raises:
        PoolRefused: it is another ("other-kind").
    """
    found = tools.files.read(path)
    if not isinstance(found, kind):
        raise PoolRefused("other-kind")
    return found


def make_key(tools: PoolTools, path: Path, passphrase: str, school: str, round_id: str) -> bytes:
    """The key file of the school for a round; the private keys are in its pool book.

    Raises:
        PoolRefused: school or round are written wrongly, or the book is another school's.
    """
    if not SCHOOL.fullmatch(school):
        raise PoolRefused("school-code")
    if not ROUND.fullmatch(round_id):
        raise PoolRefused("round-name")
    with held_book(tools, path, passphrase) as kept:
        book = kept.book or PoolBook(school)
        if book.school != school:
            raise PoolRefused("other-book", book.school)
        known = [one for one in book.rounds if one.round_id == round_id]
        one = known[0] if known else RoundKept(round_id, tools.masks.new_secret())
        if not known:
            kept.keep(book, one)
    return tools.files.write(tools.masks.card(one.secret, round_id, school))


def contribute(
    tools: PoolTools,
    path: Path,
    passphrase: str,
    *,
    roster: Path,
    heard: str,
    rang: Sequence[str],
    counted: Callable[[Layout], TableFile],
) -> bytes:
    """The school's counts under its masks, as a file for the pooler.

    Args:
        heard: The roster's fingerprint, as another school read it out.
        rang: Codes of the schools it was compared with.
        counted: Gives the school's own tables for a layout.

    Raises:
        PoolRefused, TablesRefused.
    """
    listed = read_kind(tools, roster, Roster)
    if not is_fingerprint(heard, listed.digest):
        raise PoolRefused("fingerprint")
    counts = counts_of(listed.layout, counted(listed.layout))
    told = hashlib.sha256(repr(counts).encode()).hexdigest()
    with held_book(tools, path, passphrase) as kept:
        book = kept.existing()
        one = _own_round(tools, book, listed)
        if one.roster and (one.roster, one.counts) != (listed.digest, told):
            raise PoolRefused("contributed-already", book.school)
        made = tools.masks.contribution(one.secret, listed, book.school, counts)
        kept.keep(
            book,
            replace(
                one,
                roster=listed.digest,
                counts=told,
                contribution=digest_of(made),
                rang=_rung(listed, book.school, (*one.rang, *rang)),
                dimensions=listed.layout.outline.dimensions,
                first_on=listed.layout.first_on,
                last_on=listed.layout.last_on,
            ),
        )
    return tools.files.write(made)


def finish(
    tools: PoolTools,
    path: Path,
    passphrase: str,
    *,
    roster: Path,
    request: Path,
    rang: Sequence[str] = (),
) -> bytes:
    """The school's answer to the finish request: one request of a round is answered, once.

    Args:
        rang: Further schools the roster's fingerprint was compared with.

    Raises:
        PoolRefused: another request was answered, or this one could tell about few schools.
    """
    listed = read_kind(tools, roster, Roster)
    asked = read_kind(tools, request, FinishRequest)
    with held_book(tools, path, passphrase) as kept:
        book = kept.existing()
        one = _own_round(tools, book, listed)
        if one.roster != listed.digest:
            raise PoolRefused("other-roster", book.school)
        one = replace(one, rang=_rung(listed, book.school, (*one.rang, *rang)))
        _check_request(book, one, listed, asked)
        # Kept before the answer exists: a copy that was never seen is not a second one.
        kept.keep(book, replace(one, request=asked.digest, answered=asked.schools))
        made = tools.masks.answer(one.secret, listed, book.school, asked)
    return tools.files.write(made)


def _own_round(tools: PoolTools, book: PoolBook, roster: Roster) -> RoundKept:
    """What is kept of the roster's round, where the school's own key stands in it."""
    one = book.round(roster.round_id)
    card: KeyCard = tools.masks.card(one.secret, roster.round_id, book.school)
    if roster.card(book.school) != card:
        raise PoolRefused("own-key", book.school)
    return one


def _rung(roster: Roster, school: str, rang: Sequence[str]) -> tuple[str, ...]:
    for other in rang:
        roster.card(other)
    found = tuple(dict.fromkeys(other for other in rang if other != school))
    if len(found) < FEWEST_RUNG:
        raise PoolRefused("ring-two")
    return found


def _check_request(book: PoolBook, one: RoundKept, roster: Roster, asked: FinishRequest) -> None:
    asked.check(roster)
    if one.request and one.request != asked.digest:
        raise PoolRefused("answered-already", book.school)
    sent = dict(asked.answered).get(book.school)
    if sent is None:
        raise PoolRefused("not-counted", book.school)
    if sent != one.contribution:
        raise PoolRefused("other-contribution", book.school)
    if len(set(one.rang) & set(asked.schools)) < FEWEST_RUNG:
        raise PoolRefused("rung-missing")
    earlier = [
        each.answered
        for each in book.rounds
        if each.request and each.round_id != one.round_id and each.may_count_alike(one)
    ]
    if smallest_part([*earlier, asked.schools]) < roster.least:
        raise PoolRefused("few-differ", book.school)


def counts_of(layout: Layout, own: TableFile) -> tuple[int, ...]:
    """What a school's own file of tables counts, by the layout.

    Raises:
        PoolRefused: it names other dimensions or categories ("other-tables"), or a pupil is where
            nobody can be ("impossible").
    """
    outline = layout.outline
    places, codes = [], []
    for name, wanted in zip(outline.dimensions, outline.categories, strict=True):
        if name not in own.dimensions:
            raise PoolRefused("other-tables")
        at = own.dimensions.index(name)
        if set(own.categories[at]) != set(wanted):
            raise PoolRefused("other-tables")
        places.append(at)
        codes.append([wanted.index(category) for category in own.categories[at]])
    strata = set(own.task.releases[-1].strata)
    pupils = [
        Pupils(tuple(by[one.codes[at]] for at, by in zip(places, codes, strict=True)), 0, one.count)
        for one in own.task.pupils
        if one.stratum in strata
    ]
    for zero in outline.task.impossible:
        if any(all(one.codes[d] in inside for d, inside in zero) for one in pupils):
            raise PoolRefused("impossible")
    return layout.counts(pupils)
