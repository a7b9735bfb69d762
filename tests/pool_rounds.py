"""Rounds of pooling for tests: invented schools with fixed random numbers, by files."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mhlead.domain.pooling import FinishRequest, Layout, Roster, digest_of
from mhlead.exchange.pool_layout import layout_of
from mhlead.main import LazyPoolTools, LazyTableFiles
from mhlead.services import pooling, pooling_area
from mhlead.vault.passphrase import FLOOR_COST
from mhlead.vault.pool_books import PoolBooks
from mhlead.vault.pool_masks import PoolMasks

FIRST, LAST = date(2026, 9, 1), date(2026, 12, 18)
PASSPHRASE = "four fictional pooling words"
NEEDS, YEARS = ("Anxiety", "Low mood", "Other"), ("7 to 9", "10 to 11")
Document = dict[str, Any]


def plan(**changes: Any) -> Document:
    """What a round counts."""
    document: Document = {
        "format": "sdc-protect/1",
        "id": "invented",
        "dimensions": {"need": list(NEEDS), "year": list(YEARS), "sen": ["yes", "no"]},
        "releases": [{"id": "R1", "tables": [["need", "year"], ["need", "sen"]]}],
        "rule": {"threshold": 5, "zeros": "protect", "total_published": True},
    }
    return document | changes


def layout(document: Document | None = None) -> Layout:
    """The same as a layout."""
    return layout_of(document or plan(), FIRST, LAST)


def masks_of(seed: int) -> PoolMasks:
    """Masks whose random numbers are always the same."""
    return PoolMasks(random.Random(seed).randbytes)


@dataclass
class Circle:
    """Schools of a round in memory, each with its secret."""

    masks: PoolMasks
    roster: Roster
    secrets: Mapping[str, bytes]

    def request(self, answered: Mapping[str, Any]) -> FinishRequest:
        """The request after these contributions."""
        pairs = tuple((school, digest_of(answered[school])) for school in sorted(answered))
        return FinishRequest(self.roster.round_id, self.roster.digest, pairs)


def circle(schools: int, seed: int, document: Document | None = None) -> Circle:
    """That many schools with one roster."""
    masks = masks_of(seed)
    secrets = {f"{100001 + number}": masks.new_secret() for number in range(schools)}
    cards = tuple(masks.card(secret, "invented", school) for school, secret in secrets.items())
    return Circle(masks, Roster("invented", layout(document), cards), secrets)


def pupils_of(school: int) -> list[dict[str, str]]:
    """Some pupils of a school; the same each time."""
    draw = random.Random(school)
    return [
        {"need": draw.choice(NEEDS), "year": draw.choice(YEARS), "sen": draw.choice(("yes", "no"))}
        for _ in range(draw.randrange(9, 15))
    ]


@dataclass
class Tools:
    """Real files, masks and books, with the cheapest passphrase."""

    files: Any = field(default_factory=lambda: LazyPoolTools().files)
    masks: Any = field(default_factory=PoolMasks)
    books: Any = field(default_factory=lambda: PoolBooks(FLOOR_COST))


class OpenBooks:
    """Pool books without a passphrase, where many are written and none is looked at."""

    def held(self, path: Path) -> AbstractContextManager[None]:
        """Nobody else is there."""
        del path
        return nullcontext()

    def read(self, path: Path, passphrase: str) -> bytes | None:
        """What was written."""
        del passphrase
        return path.read_bytes() if path.exists() else None

    def write(self, path: Path, passphrase: str, data: bytes) -> None:
        """It is there."""
        del passphrase
        path.write_bytes(data)


@dataclass
class Area:
    """A round by files in a folder: each step writes what a person would send.

    Attributes:
        schools: Their codes.
    """

    folder: Path
    schools: Sequence[str]
    round_id: str = "autumn-2026"
    tools: Tools = field(default_factory=Tools)
    first_on: date = FIRST
    last_on: date = LAST

    def path(self, name: str) -> Path:
        """Where a file of the round lies."""
        return self.folder / f"{self.round_id}-{name}.json"

    def book(self, school: str) -> Path:
        """The pool book of a school, for all its rounds."""
        return self.folder / f"{school}.book"

    def tables(self, school: str) -> Path:
        """The school's own tables."""
        path = self.path(f"tables-{school}")
        document = plan(microdata=pupils_of(int(school)))
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    def make_keys(self) -> list[Path]:
        """Every school's key file."""
        for school in self.schools:
            raw = pooling.make_key(self.tools, self.book(school), PASSPHRASE, school, self.round_id)
            self.path(f"key-{school}").write_bytes(raw)
        return [self.path(f"key-{school}") for school in self.schools]

    def make_roster(self, document: Document | None = None, least: int = 3) -> None:
        """The roster of all of them."""
        self.path("plan").write_text(json.dumps(document or plan()), encoding="utf-8")
        keys = self.make_keys()
        self.seen, raw = pooling_area.make_roster(
            self.tools, self.path("plan"), self.first_on, self.last_on, keys, least
        )
        self.path("roster").write_bytes(raw)

    def contribute(self, school: str, **changes: Any) -> Path:
        """The school's contribution, after it rang all others."""
        given: Document = {
            "roster": self.path("roster"),
            "heard": self.seen.fingerprint,
            "rang": [other for other in self.schools if other != school],
            "counted": self.tables(school),
        }
        given |= changes
        counted: Path = given.pop("counted")
        raw = pooling.contribute(
            self.tools,
            self.book(school),
            PASSPHRASE,
            counted=lambda _: LazyTableFiles().read(counted),
            **given,
        )
        path = self.path(f"contribution-{school}")
        path.write_bytes(raw)
        return path

    def ask(self, schools: Sequence[str], name: str = "request") -> Path:
        """The finish request that names these."""
        files = [self.path(f"contribution-{school}") for school in schools]
        _, self.missing, raw = pooling_area.make_request(self.tools, self.path("roster"), files)
        self.path(name).write_bytes(raw)
        return self.path(name)

    def finish(self, school: str, name: str = "request", rang: Sequence[str] = ()) -> Path:
        """The school's answer."""
        raw = pooling.finish(
            self.tools,
            self.book(school),
            PASSPHRASE,
            roster=self.path("roster"),
            request=self.path(name),
            rang=rang,
        )
        path = self.path(f"answer-{school}")
        path.write_bytes(raw)
        return path

    def total(self, files: Sequence[Path]) -> Document:
        """The file of the totals."""
        _, raw = pooling_area.make_total(
            self.tools, self.path("roster"), self.path("request"), files
        )
        found: Document = json.loads(raw)
        return found
