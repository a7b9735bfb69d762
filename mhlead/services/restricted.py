"""Entries kept to fewer people: who may read them, and transactions that do not show them.

The program hides them from whoever unlocks with another role; it does not encrypt them from them,
for the store has one key.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from mhlead.domain.codes import StaffRole
from mhlead.domain.errors import NotAllowed, NotFound
from mhlead.domain.found import TextHit
from mhlead.domain.records import (
    Concern,
    Letter,
    Note,
    Record,
    Restriction,
    RiskEntry,
    StaffMember,
    Version,
)
from mhlead.services.ports import SearchIndex, UnitOfWork

R = TypeVar("R", bound=Record)
T = TypeVar("T")

RESTRICTABLE: dict[str, type[Note | Concern | RiskEntry]] = {
    "Note": Note,
    "Concern": Concern,
    "RiskEntry": RiskEntry,
}
LETTER = Letter.__name__
"""A letter can be kept as well: others see that it went, to whom and when, and can't read it."""
READERS = frozenset({StaffRole.LEAD, StaffRole.DSL})
"""Who is shown every entry: whoever answers for this work, and for safeguarding."""
_KINDS: frozenset[type] = frozenset(RESTRICTABLE.values())


def restrictions_unread(work: UnitOfWork, actor_id: str, **where: object) -> list[Restriction]:
    """The restrictions whose entries the one at work is not shown.

    Lead and DSL are shown every entry, and whoever restricted one goes on to see it.

    Args:
        work: A transaction that hides nothing.
        actor_id: The member of staff at work, or "".
        where: Which restrictions are asked about, as `UnitOfWork.find` takes it.
    """
    if not work.count(Restriction, **where):
        return []
    if any(READERS & set(one.roles) for one in work.find(StaffMember, id=actor_id)):
        return []
    found = work.find(Restriction, **where)
    written = work.written(Restriction, [one.id for one in found])
    return [one for one in found if not actor_id or written[one.id].by != actor_id]


def refuse_unread(work: UnitOfWork, actor_id: str, case_id: str) -> None:
    """Returns where the one at work is shown every entry of the case.

    Raises:
        NotAllowed: something in it is kept from them ("restricted-held").
    """
    if restrictions_unread(work, actor_id, case_id=case_id):
        raise NotAllowed("restricted-held")


def in_full(work: UnitOfWork) -> UnitOfWork:
    """The transaction with every entry in it.

    For what must hold whoever is at work, and shows nobody what an entry says: numbers told to
    others, how long a record is kept, what safeguarding was not told, signs that can't wait, and
    what one copy of the store has that another lacks.
    """
    return work.unhidden if isinstance(work, Hiding) else work


def whole_letter(work: UnitOfWork, letter_id: str) -> Letter:
    """The letter with what it says.

    Raises:
        NotFound: there is none.
        NotAllowed: it is kept from the one at work ("letter-kept").
    """
    if is_kept_letter(work, letter_id):
        raise NotAllowed("letter-kept")
    return work.get(Letter, letter_id)


def is_kept_letter(work: UnitOfWork, letter_id: str) -> bool:
    """Whether what a letter says is kept from the one at work."""
    return isinstance(work, Hiding) and work.hides(letter_id)


def _emptied(letter: Letter) -> Letter:
    """That it is there, without what it says."""
    return replace(letter, pdf=b"", facts="", accepted="", form_rest="")


class Hiding:
    """A transaction in which entries that are kept from the one at work are not there.

    Letters that are kept are there without what they say, so that what hangs on them goes on.

    Args:
        work: The transaction.
        hidden: Identifiers of the entries and letters.
    """

    def __init__(self, work: UnitOfWork, hidden: frozenset[str]) -> None:
        self._work, self._hidden = work, hidden

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    @property
    def unhidden(self) -> UnitOfWork:
        """The transaction that hides nothing."""
        return self._work

    @property
    def search(self) -> SearchIndex:
        """Search that does not find them."""
        return _HidingSearch(self._work.search, self._hidden)

    def hides(self, record_id: str) -> bool:
        """Whether an entry or a letter is kept from the one at work."""
        return record_id in self._hidden

    def get(self, kind: type[R], record_id: str) -> R:
        """The current record; NotFound for a hidden entry."""
        if kind is not Letter:
            self._refuse(kind, record_id)
        return self._shown([self._work.get(kind, record_id)])[0]

    def find(self, kind: type[R], /, **equal: object) -> list[R]:
        """The current records but the hidden ones."""
        return self._shown(self._work.find(kind, **equal))

    def narrow(self, kind: type[Record], into: type[T], /, **equal: object) -> list[T]:
        """Some of the fields of what `find` gives."""
        if kind not in _KINDS:
            return self._work.narrow(kind, into, **equal)
        names = tuple(inspect.signature(into).parameters)
        return [into(*(getattr(one, name) for name in names)) for one in self.find(kind, **equal)]

    def count(self, kind: type[Record], /, **equal: object) -> int:
        """How many `find` would give."""
        if kind not in _KINDS:
            return self._work.count(kind, **equal)
        return len(self.find(kind, **equal))

    def ever(self, kind: type[R], /, **equal: object) -> list[R]:
        """Every wording there ever was but of the hidden ones."""
        return self._shown(self._work.ever(kind, **equal))

    def versions(self, kind: type[R], record_id: str) -> list[Version[R]]:
        """Every wording of a record; none of a hidden one."""
        return [] if record_id in self._hidden else self._work.versions(kind, record_id)

    def correct(self, record: Record, reason: str) -> None:
        """Adds a version; NotFound for a hidden one."""
        self._refuse(type(record), record.id)
        self._work.correct(record, reason)

    def remove(self, kind: type[Record], record_id: str, reason: str) -> None:
        """Takes a record out of use; NotFound for a hidden one."""
        self._refuse(kind, record_id)
        self._work.remove(kind, record_id, reason)

    def _refuse(self, kind: type[Record], record_id: str) -> None:
        if record_id in self._hidden:
            raise NotFound(kind.__name__)

    def _shown(self, records: Iterable[R]) -> list[R]:
        found: list[Any] = []
        for one in records:
            if one.id not in self._hidden:
                found.append(one)
            elif isinstance(one, Letter):
                found.append(_emptied(one))
        return found


class _HidingSearch:
    """Search that does not find hidden entries."""

    def __init__(self, search: SearchIndex, hidden: frozenset[str]) -> None:
        self._search, self._hidden = search, hidden

    def find_pupils(self, words: str, limit: int = 50) -> list[str]:
        """Identifiers of pupils, best first."""
        return self._search.find_pupils(words, limit)

    def find_text(self, words: str, limit: int = 50) -> list[TextHit]:
        """Entries that hold all the words, but the hidden ones."""
        found = self._search.find_text(words, limit + len(self._hidden))
        return [hit for hit in found if hit.record_id not in self._hidden][:limit]
