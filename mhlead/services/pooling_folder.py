"""A pooling round in a folder: what lies there is told by what it is, not by what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mhlead.domain.errors import FileUnreadable, TablesRefused
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooling import (
    LEAST_SCHOOLS,
    Contribution,
    FinishAnswer,
    FinishRequest,
    KeyCard,
    Pooled,
    Roster,
)
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import Stream
from mhlead.services.pooling_area import Seen, seen
from mhlead.services.pooling_ports import PoolTools
from mhlead.services.pooling_store import HousePlan, PlanWords


@dataclass(frozen=True)
class RoundFolder:
    """The files of a round that lie in a folder.

    Attributes:
        roster, request: None where there is none yet.
        seen: What the roster says.
    """

    folder: Path
    keys: tuple[Path, ...] = ()
    roster: Path | None = None
    contributions: tuple[Path, ...] = ()
    request: Path | None = None
    answers: tuple[Path, ...] = ()
    seen: Seen | None = None

    def the_roster(self) -> Path:
        """The roster.

        Raises:
            PoolRefused: there is none ("no-roster").
        """
        if self.roster is None:
            raise PoolRefused("no-roster")
        return self.roster

    def the_request(self) -> Path:
        """The finish request.

        Raises:
            PoolRefused: there is none ("no-request").
        """
        if self.request is None:
            raise PoolRefused("no-request")
        return self.request


@dataclass(frozen=True)
class RoundOrder:
    """What a round is to count.

    Attributes:
        least: With fewer schools nothing is opened.
    """

    stream: Stream
    first_on: date
    last_on: date
    least: int = LEAST_SCHOOLS


def read_round(tools: PoolTools, folder: Path) -> RoundFolder:
    """What of a round lies in the folder; other files are passed over.

    Raises:
        FileUnreadable: the folder can't be read.
        PoolRefused: there are two rosters or two finish requests ("several").
    """
    try:
        places = sorted(folder.glob("*.json"))
    except OSError:
        raise FileUnreadable from None
    found = [(path, one) for path in places if (one := _read(tools, path)) is not None]

    def of(kind: type[Pooled]) -> tuple[Path, ...]:
        return tuple(path for path, one in found if isinstance(one, kind))

    roster = _only(of(Roster))
    listed = next((one for path, one in found if path == roster), None)
    return RoundFolder(
        folder,
        keys=of(KeyCard),
        roster=roster,
        contributions=of(Contribution),
        request=_only(of(FinishRequest)),
        answers=of(FinishAnswer),
        seen=seen(listed) if isinstance(listed, Roster) else None,
    )


def plan_bytes(tools: PoolTools, order: RoundOrder, small: SmallNumbers, words: PlanWords) -> bytes:
    """The tables that every school with this program can count, as a file."""
    return tools.files.write_plan(HousePlan(order.stream, small).tables(words))


def _read(tools: PoolTools, path: Path) -> Pooled | None:
    try:
        return tools.files.read(path)
    except (PoolRefused, TablesRefused, FileUnreadable):
        return None


def _only(paths: tuple[Path, ...]) -> Path | None:
    if len(paths) > 1:
        raise PoolRefused("several")
    return paths[0] if paths else None
