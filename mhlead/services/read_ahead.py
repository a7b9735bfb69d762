"""Reads for many pupils at once what is asked for one after another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from mhlead.domain.errors import NotFound
from mhlead.domain.records import Letter, Record
from mhlead.services.ports import UnitOfWork
from mhlead.services.today_facts import by_field, some

HEAVY: frozenset[type[Record]] = frozenset({Letter})
"""Kinds that hold whole pages: read when asked for, and not kept in memory for later."""
R = TypeVar("R", bound=Record)


class ReadAhead:
    """A transaction for reading that asks the store for everything once.

    Asked for the records of one case, it reads those of all the cases it knows of in the same
    statement, and gives each its own; asked the same again, it does not read again. So it gives
    what the transaction gave when it was first asked: it is for reading alone.

    Args:
        work: The transaction.
        together: By the name of a field, the values that will be asked for, such as
            `case_id={"…", "…"}`.
    """

    def __init__(self, work: UnitOfWork, **together: Collection[str]) -> None:
        self._work = work
        self._together = {name: frozenset(values) for name, values in together.items()}
        self._grouped: dict[object, Mapping[str, Sequence[Any]]] = {}
        self._found: dict[object, list[Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    def get(self, kind: type[R], record_id: str) -> R:
        """The current record.

        Raises:
            NotFound: there is none, or it was removed.
        """
        found = self.find(kind, id=record_id)
        if not found:
            raise NotFound(kind.__name__)
        return found[0]

    def find(self, kind: type[R], /, **equal: object) -> list[R]:
        """The current records whose named fields equal the values given, oldest first."""
        if kind in HEAVY:
            return self._work.find(kind, **equal)
        for name, known in self._together.items():
            if name in equal and known.issuperset(wanted := _several(equal[name])):
                rest = {other: value for other, value in equal.items() if other != name}
                return self._share(kind, name, wanted, rest)
        key = (kind, _key(equal))
        if key not in self._found:
            self._found[key] = self._work.find(kind, **equal)
        return list(self._found[key])

    def _share(
        self, kind: type[R], name: str, wanted: Collection[str], rest: Mapping[str, object]
    ) -> list[R]:
        key = (kind, name, _key(rest))
        if key not in self._grouped:
            found = some(self._work, kind, name, self._together[name], **rest)
            self._grouped[key] = by_field(name, found)
        groups = self._grouped[key]
        shares = [record for value in set(wanted) for record in groups.get(value, ())]
        return sorted(shares, key=lambda record: record.id)


def _several(value: Any) -> Collection[Any]:
    return value if isinstance(value, list | tuple | set | frozenset) else (value,)


def _key(equal: Mapping[str, object]) -> object:
    return tuple(
        (name, tuple(_several(value)) if isinstance(value, list | set) else value)
        for name, value in sorted(equal.items())
    )
