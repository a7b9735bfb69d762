"""Pooling before hiding: what schools and the pooler of an area send each other, and the rules.

Each value has one text for one meaning, which is what is signed and what its digest is of; the
masks themselves are made in `mhlead.vault.pool_masks`, where the threat model stands too.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Any, ClassVar

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.release import Pupils
from mhlead.domain.table_file import TableFile

FORMAT = "mhlead-pool/1"
LEAST_SCHOOLS = 3
"""Of two schools the pooler and one of them would know the other; of three they know a sum."""
MOST_SCHOOLS = 2_000
MOST_COUNTED = 1_000_000
"""No school has more pupils; 2,000 of them stay far below 2^64, so that a sum never wraps."""
SCHOOL = re.compile(r"[A-Z0-9][A-Z0-9/-]{1,15}")
"""A school's code, such as its URN or establishment number."""
ROUND = re.compile(r"[a-z0-9][a-z0-9-]{2,39}")


class PoolKind(StrEnum):
    """The files of a round, in their order."""

    KEY = "key"
    ROSTER = "roster"
    CONTRIBUTION = "contribution"
    REQUEST = "finish-request"
    ANSWER = "finish"


def canonical(document: Mapping[str, Any]) -> str:
    """The one text of a document of texts, whole numbers, lists and groups."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


@dataclass(frozen=True)
class Layout:
    """Which counts every school gives, in which order.

    Attributes:
        outline: The tables, their names and the rule; without pupils.
        text: The canonical text of what it was read from.
        first_on, last_on: The days that are counted.
    """

    outline: TableFile
    text: str
    first_on: date
    last_on: date

    @cached_property
    def scopes(self) -> tuple[tuple[int, ...], ...]:
        """The dimensions of each table."""
        return tuple(table.dimensions for table in self.outline.task.releases[-1].tables)

    @cached_property
    def cells(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Number of the table and a category for each of its dimensions; margins follow."""
        sizes = self.outline.task.frame.sizes
        return tuple(
            (number, codes)
            for number, scope in enumerate(self.scopes)
            for codes in product(*(range(sizes[d]) for d in scope))
        )

    def counts(self, pupils: Iterable[Pupils]) -> tuple[int, ...]:
        """How many pupils each cell counts."""
        found: Counter[tuple[int, tuple[int, ...]]] = Counter()
        for one in pupils:
            for number, scope in enumerate(self.scopes):
                found[number, tuple(one.codes[d] for d in scope)] += one.count
        return tuple(found[cell] for cell in self.cells)


@dataclass(frozen=True)
class KeyCard:
    """A school's public keys for one round.

    Attributes:
        agree: X25519, 32 bytes.
        sign: Ed25519, 32 bytes.
        signature: By that key, over all else.
    """

    kind: ClassVar = PoolKind.KEY
    round_id: str
    school: str
    agree: bytes
    sign: bytes
    signature: bytes = b""

    def body(self) -> dict[str, Any]:
        """What is signed."""
        return {
            "round": self.round_id,
            "school": self.school,
            "agree": self.agree.hex(),
            "sign": self.sign.hex(),
        }


@dataclass(frozen=True)
class Roster:
    """All schools of a round with their keys, and what is counted.

    Attributes:
        least: With fewer schools nothing is opened.
        cards: Sorted by school.

    Raises:
        PoolRefused: a school or a key stands twice, or they are too few.
    """

    kind: ClassVar = PoolKind.ROSTER
    round_id: str
    layout: Layout
    cards: tuple[KeyCard, ...]
    least: int = LEAST_SCHOOLS

    def __post_init__(self) -> None:
        seen: set[str | bytes] = set()
        for card in self.cards:
            if card.round_id != self.round_id:
                raise PoolRefused("other-round", card.school)
            if card.school in seen:
                raise PoolRefused("school-twice", card.school)
            if {card.agree, card.sign} & seen or card.agree == card.sign:
                raise PoolRefused("key-twice", card.school)
            seen |= {card.school, card.agree, card.sign}
        if self.least < LEAST_SCHOOLS or len(self.cards) < self.least:
            raise PoolRefused("too-few-schools")
        if len(self.cards) > MOST_SCHOOLS:
            raise PoolRefused("too-many-schools")

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal."""
        return digest_of(self)

    @cached_property
    def by_school(self) -> Mapping[str, KeyCard]:
        """The cards."""
        return {card.school: card for card in self.cards}

    @property
    def fewest(self) -> int:
        """How many schools have to have answered: at least so many, and more than half."""
        return max(self.least, len(self.cards) // 2 + 1)

    def card(self, school: str) -> KeyCard:
        """The keys of a school.

        Raises:
            PoolRefused: it is not in the roster.
        """
        found = self.by_school.get(school)
        if found is None:
            raise PoolRefused("not-in-roster", school)
        return found

    def body(self) -> dict[str, Any]:
        """All of it."""
        return {
            "round": self.round_id,
            "least": self.least,
            "first_on": self.layout.first_on.isoformat(),
            "last_on": self.layout.last_on.isoformat(),
            "tables": json.loads(self.layout.text),
            "schools": [card.body() | {"signature": card.signature.hex()} for card in self.cards],
        }


@dataclass(frozen=True)
class Masked:
    """What a school sends: a vector that looks random, bound to what it belongs to.

    Attributes:
        bound_to: Digest of the roster, or of the finish request.
        masked: Eight bytes for each cell, little end first.
    """

    round_id: str
    school: str
    bound_to: str
    masked: bytes
    signature: bytes = b""

    def body(self) -> dict[str, Any]:
        """What is signed."""
        return {
            "round": self.round_id,
            "school": self.school,
            "bound_to": self.bound_to,
            "masked": self.masked.hex(),
        }


@dataclass(frozen=True)
class Contribution(Masked):
    """A school's counts under its masks."""

    kind: ClassVar = PoolKind.CONTRIBUTION


@dataclass(frozen=True)
class FinishAnswer(Masked):
    """The masks of a school that don't cancel by themselves, under masks that do."""

    kind: ClassVar = PoolKind.ANSWER


@dataclass(frozen=True)
class FinishRequest:
    """Who contributed, and what.

    Attributes:
        answered: School and digest of its contribution, sorted.
    """

    kind: ClassVar = PoolKind.REQUEST
    round_id: str
    roster: str
    answered: tuple[tuple[str, str], ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal."""
        return digest_of(self)

    @cached_property
    def schools(self) -> tuple[str, ...]:
        """Who contributed."""
        return tuple(school for school, _ in self.answered)

    def body(self) -> dict[str, Any]:
        """All of it."""
        return {
            "round": self.round_id,
            "roster": self.roster,
            "answered": [list(pair) for pair in self.answered],
        }

    def check(self, roster: Roster) -> None:
        """Returns where it belongs to the roster and enough schools contributed.

        Raises:
            PoolRefused.
        """
        if (self.round_id, self.roster) != (roster.round_id, roster.digest):
            raise PoolRefused("other-roster")
        if list(self.schools) != sorted(set(self.schools)):
            raise PoolRefused("school-twice")
        for school in self.schools:
            roster.card(school)
        if len(self.schools) < roster.fewest:
            raise PoolRefused("too-few-answered")


Pooled = KeyCard | Roster | Contribution | FinishAnswer | FinishRequest


def message_of(value: Pooled) -> bytes:
    """What is signed, and what a digest is of; it names the format and the kind."""
    return canonical({"format": FORMAT, "kind": value.kind.value, **value.body()}).encode()


def digest_of(value: Pooled) -> str:
    """SHA-256 of it, in hexadecimal."""
    return hashlib.sha256(message_of(value)).hexdigest()
