"""Finding pupils by name, birth date or UPN, and entries by their words."""

# ruff: noqa: S608 - every name put into a statement here is one of our own tables or columns

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from mhlead.domain.folding import searchable, typed_words
from mhlead.domain.found import TextHit
from mhlead.domain.records import NameUse, Pupil
from mhlead.storage.search_objects import NAME_SEARCH, TEXT_INDEXES, TextIndex
from mhlead.storage.tables import KEPT_IN, pupil_names

BATCH = 500
MOST_NAMES = 1000
MOST_WORDS = 40  # nobody's names and the pairs of them are more
LONGEST_NAMES = 1000  # characters of a search for names; with more each look takes seconds
NEWEST_ENTRIES = 10  # times the limit: as many entries of each kind are looked at, newest first
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DATE = re.compile(
    r"\b(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?[./\- ]+(?P<m2>\d{1,2}|[a-z]{3,9})[./\-, ]+"
    r"(?P<y2>\d{4}|\d{2}))\b",
    re.IGNORECASE,
)
_UPN = re.compile(r"\b[A-Za-z]\d{5,11}[0-9A-Za-z]?\b")
_PIVOT = 50  # a pupil was not born in 1950: two digits mean this century


class Search:
    """Search over what one transaction sees."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stale: set[str] = set()

    def find_pupils(self, words: str, limit: int = 50) -> list[str]:
        """Identifiers of pupils, best first: names in any order, birth date, UPN."""
        self.refresh()
        born_on, words = _take_date(words[:LONGEST_NAMES])
        upn, words = _take_upn(words)
        typed = typed_words(words)[:MOST_WORDS]
        if not (typed or born_on or upn):
            return []
        rows = KEPT_IN[Pupil].rows
        query = select(pupil_names.c.pupil_id, pupil_names.c.folded).join(
            rows, (rows.c.id == pupil_names.c.pupil_id) & rows.c.superseded_at.is_(None)
        )
        if born_on:
            query = query.where(rows.c.born_on == born_on)
        if upn:
            query = query.where(rows.c.upn.startswith(upn, autoescape=True))
        if typed:
            matching = text(f"SELECT rowid FROM {NAME_SEARCH} WHERE {NAME_SEARCH} MATCH :match")
            query = query.where(pupil_names.c.row_key.in_(matching)).params(
                match=_name_match(typed)
            )
        found = [
            (row.pupil_id, row.folded) for row in self._connection.execute(query.limit(MOST_NAMES))
        ]
        found.sort(key=lambda each: (-_exact(typed, each[1]), each[1]))
        return [pupil_id for pupil_id, _ in found[:limit]]

    def find_text(self, words: str, limit: int = 50) -> list[TextHit]:
        """Entries that hold all the words, or words that begin with them, newest first."""
        tokens = [*dict.fromkeys(re.findall(r"\w+", words))]
        if not tokens:
            return []
        match = " ".join(_quoted(token, is_start=len(token) > 1) for token in tokens)
        found: list[TextHit] = []
        for index in TEXT_INDEXES:
            found += self._entries(index, match, limit)
        found.sort(key=lambda hit: (hit.happened_on, hit.record_id), reverse=True)
        return found[:limit]

    def note_changed(self, pupil_ids: Iterable[str]) -> None:
        """The names of these pupils changed; they are folded again before the next search."""
        self._stale.update(pupil_ids)

    def refresh(self) -> None:
        """The names to search in are those of the records."""
        waiting = sorted(self._stale)
        self._stale.clear()
        for start in range(0, len(waiting), BATCH):
            self._refold(waiting[start : start + BATCH])

    def refold_all(self) -> None:
        """Every pupil's names are folded again, for a migration or a new folding."""
        self._connection.execute(delete(pupil_names))
        pupils = KEPT_IN[Pupil].rows
        self.note_changed(self._connection.scalars(select(pupils.c.id).distinct()))
        self.refresh()

    def _entries(self, index: TextIndex, match: str, limit: int) -> list[TextHit]:
        referral = "JOIN referrals f ON f.id = r.referral_id" if index.by_referral else ""
        case_id = "f.case_id" if index.by_referral else "r.case_id"
        statement = text(
            f"SELECT r.id, c.pupil_id, {index.happened},"
            f" snippet({index.name}, -1, '', '', '\u2026', 16)"
            f" FROM {index.name} JOIN {index.rows} r ON r.row_key = {index.name}.rowid {referral}"
            f" JOIN cases c ON c.id = {case_id}"
            f" WHERE {index.name} MATCH :match ORDER BY {index.name}.rowid DESC LIMIT :most"
        )
        rows = self._connection.execute(statement, {"match": match, "most": limit * NEWEST_ENTRIES})
        return [
            TextHit(
                index.kind.__name__,
                record_id,
                pupil_id,
                date.fromisoformat(day),
                " ".join(excerpt.split()),
            )
            for record_id, pupil_id, day, excerpt in rows
        ]

    def _refold(self, pupil_ids: list[str]) -> None:
        wanted = self.folded_names(pupil_ids)
        kept = {
            row.pupil_id: row.folded
            for row in self._connection.execute(
                select(pupil_names.c.pupil_id, pupil_names.c.folded).where(
                    pupil_names.c.pupil_id.in_(pupil_ids)
                )
            )
        }
        gone = [pupil_id for pupil_id in kept if pupil_id not in wanted]
        new = [(one, folded) for one, folded in wanted.items() if one not in kept]
        other = [(one, folded) for one, folded in wanted.items() if kept.get(one, folded) != folded]
        if gone:
            self._connection.execute(delete(pupil_names).where(pupil_names.c.pupil_id.in_(gone)))
        if new:
            rows = [{"pupil_id": pupil_id, "folded": folded} for pupil_id, folded in new]
            self._connection.execute(insert(pupil_names), rows)
        if other:
            change = update(pupil_names).where(pupil_names.c.pupil_id == bindparam("one"))
            self._connection.execute(
                change.values(folded=bindparam("to")), [{"one": a, "to": b} for a, b in other]
            )

    def folded_names(self, pupil_ids: list[str]) -> dict[str, str]:
        """The folded names of the pupils among these that are not removed."""
        rows, uses = KEPT_IN[Pupil].rows.c, KEPT_IN[NameUse].rows.c
        columns = [rows.forename, rows.surname, rows.middle_names, rows.preferred_forename]
        columns += [rows.preferred_surname, rows.former_surname]
        names: dict[str, list[str]] = {}
        is_current = rows.superseded_at.is_(None) & ~rows.is_removed
        for row in self._connection.execute(
            select(rows.id, *columns).where(rows.id.in_(pupil_ids), is_current)
        ):
            names[row.id] = list(row[1:])
        for row in self._connection.execute(
            select(uses.pupil_id, uses.forename, uses.surname).where(
                uses.pupil_id.in_(pupil_ids), uses.superseded_at.is_(None), ~uses.is_removed
            )
        ):
            if row.pupil_id in names:
                names[row.pupil_id] += [row.forename, row.surname]
        return {pupil_id: searchable(all_names) for pupil_id, all_names in names.items()}


def _quoted(token: str, *, is_start: bool) -> str:
    return f'"{token}"*' if is_start else f'"{token}"'


def _name_match(typed: list[str]) -> str:
    """All the words, or the words written as one."""
    apart = " ".join(_quoted(word, is_start=True) for word in typed)
    joined = _quoted("".join(typed), is_start=True)
    return f"({apart}) OR {joined}" if len(typed) > 1 else apart


def _exact(typed: list[str], folded: str) -> int:
    words = folded.split()
    return sum(word in words for word in typed)


def _take_date(words: str) -> tuple[date | None, str]:
    """A birth date in a usual British form, and the words without it."""
    found = _DATE.search(words)
    if found is None:
        return None, words
    month = found["m"] or found["m2"]
    is_name = month[:3].lower() in _MONTHS
    year = int(found["y"] or found["y2"])
    year += (2000 if year < _PIVOT else 1900) if year < 100 else 0
    try:
        number = _MONTHS.index(month[:3].lower()) + 1 if is_name else int(month)
        day = date(year, number, int(found["d"] or found["d2"]))
    except ValueError:
        return None, words
    return day, words[: found.start()] + " " + words[found.end() :]


def _take_upn(words: str) -> tuple[str, str]:
    """A UPN or the beginning of one, and the words without it."""
    found = _UPN.search(words)
    if found is None:
        return "", words
    return found[0].upper(), words[: found.start()] + " " + words[found.end() :]


def names_that_differ(connection: Connection) -> list[str]:
    """Pupils whose names in the search are not those of their record."""
    search = Search(connection)
    rows = KEPT_IN[Pupil].rows.c
    held = {row.pupil_id: row.folded for row in connection.execute(select(pupil_names))}
    every = sorted(held.keys() | set(connection.scalars(select(rows.id).distinct())))
    wanted: dict[str, str] = {}
    for start in range(0, len(every), BATCH):
        wanted |= search.folded_names(every[start : start + BATCH])
    return [one for one in every if held.get(one) != wanted.get(one)]
