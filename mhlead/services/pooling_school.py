"""A school's steps of a pooling round from its open store, which keeps the pool book too.

The book lies in the store and not beside it: one passphrase guards both, and every backup has it.
The price is that an older copy of the store knows less than was answered. So after a backup was
restored no step of a round that was under way is taken: the round begins anew, with a new key.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.records import PoolRounds, SchoolProfile
from mhlead.services import pooling, pooling_store
from mhlead.services.pooling_area import look_at
from mhlead.services.pooling_ports import PoolFiles, PoolMasks, PoolTools
from mhlead.services.pooling_store import PlanWords
from mhlead.services.session import Session

_BOOK = "pool-book"
_WHAT = "pool-round"
_EVERY = 1_000_000
_NOWHERE = Path()


class StoreBooks:
    """The pool book of an open store; there is one, and neither path nor passphrase says which."""

    def __init__(self, session: Session, round_id: str) -> None:
        self._session, self._round_id = session, round_id
        self.changes = Changes()

    def held(self, path: Path) -> AbstractContextManager[None]:
        """Whoever has the store open has the book."""
        del path
        return nullcontext()

    def read(self, path: Path, passphrase: str) -> bytes | None:
        """What the book holds; None where there is none."""
        del path, passphrase
        with self._session.reading() as work:
            found = work.find(PoolRounds, id=_BOOK)
        return found[0].book if found else None

    def write(self, path: Path, passphrase: str, data: bytes) -> None:
        """The book holds this, in the store; the history names the round."""
        del path, passphrase
        book = PoolRounds(_BOOK, data)
        with self._session.writing() as work:
            (work.put if work.find(PoolRounds, id=_BOOK) else work.add)(book)
            work.log(Action.EXPORTED, None, {"what": _WHAT, "round": self._round_id})
            self.changes = work.commit()


@dataclass(frozen=True)
class StoreTools:
    """The tools of pooling with the book of the store."""

    files: PoolFiles
    masks: PoolMasks
    books: StoreBooks


@dataclass(frozen=True)
class OwnRounds:
    """What the store knows of its rounds.

    Attributes:
        school: The school's code, as its book or else its profile has it; "" where neither does.
        rounds: Each round's name, with whether its counts were given and its request answered.
    """

    school: str
    rounds: tuple[tuple[str, bool, bool], ...] = ()


def read_rounds(session: Session, tools: PoolTools) -> OwnRounds:
    """The rounds in the store's pool book, oldest first."""
    raw = StoreBooks(session, "").read(_NOWHERE, "")
    if raw is None:
        with session.reading() as work:
            profile = next(iter(work.find(SchoolProfile)), None)
        return OwnRounds(profile.urn if profile else "")
    book = tools.files.read_book(raw)
    rounds = ((one.round_id, bool(one.roster), bool(one.request)) for one in book.rounds)
    return OwnRounds(book.school, tuple(rounds))


def own_key(
    session: Session, tools: PoolTools, school: str, round_id: str
) -> tuple[bytes, Changes]:
    """The key file of the school for a round; as `pooling.make_key`."""
    own = _tools(session, tools, round_id)
    return pooling.make_key(own, _NOWHERE, "", school, round_id), own.books.changes


def own_contribution(
    session: Session,
    tools: PoolTools,
    words: PlanWords,
    *,
    roster: Path,
    heard: str,
    rang: Sequence[str],
) -> tuple[bytes, Changes]:
    """What the store counts, under the school's masks; as `pooling.contribute`.

    Raises:
        PoolRefused: as there, or the store was restored since the key was made ("restored").
    """
    round_id = look_at(tools, roster).round_id
    _refuse_restored(session, round_id)
    own = _tools(session, tools, round_id)
    raw = pooling.contribute(
        own,
        _NOWHERE,
        "",
        roster=roster,
        heard=heard,
        rang=rang,
        counted=lambda layout: pooling_store.own_tables(session, layout, words),
    )
    return raw, own.books.changes


def own_answer(
    session: Session, tools: PoolTools, *, roster: Path, request: Path
) -> tuple[bytes, Changes]:
    """The school's answer to the finish request; as `pooling.finish`.

    Raises:
        PoolRefused: as there, or the store was restored since the key was made ("restored").
    """
    round_id = look_at(tools, roster).round_id
    _refuse_restored(session, round_id)
    own = _tools(session, tools, round_id)
    raw = pooling.finish(own, _NOWHERE, "", roster=roster, request=request)
    return raw, own.books.changes


def _tools(session: Session, tools: PoolTools, round_id: str) -> StoreTools:
    return StoreTools(tools.files, tools.masks, StoreBooks(session, round_id))


def _refuse_restored(session: Session, round_id: str) -> None:
    """Returns where nothing was restored since the first step of the round."""
    with session.reading() as work:
        events = work.history(limit=_EVERY, actions=(Action.BACKUP_RESTORED, Action.EXPORTED))
    began = False
    for event in reversed(events):
        detail = dict(event.detail)
        if event.action is Action.BACKUP_RESTORED and began:
            raise PoolRefused("restored")
        began = began or (detail.get("what"), detail.get("round")) == (_WHAT, round_id)
