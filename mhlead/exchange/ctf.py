"""Reads the DfE's Common Transfer File, pupil by pupil."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from lxml import etree

from mhlead.domain.codelist import CodeList
from mhlead.domain.errors import ImportRefused
from mhlead.domain.identifiers import UpnAuthorities, check_laestab
from mhlead.domain.importing import Issue, PupilFile, PupilRow, Severity
from mhlead.exchange.ctf_pupil import Reading, pupil_row
from mhlead.exchange.ctf_texts import child, moment, text
from mhlead.exchange.hardened_xml import LARGEST_BYTES, elements, line_of, opened, parent_name

MOST_PUPILS = 20_000
"""More than any school has; a file beyond it is no transfer of pupils."""


class CtfFiles:
    """Common Transfer Files of every version, as `PupilFiles` of the services.

    Args:
        lists: The code lists by name.
        today: Where the day comes from.
        largest_bytes: A larger file is refused unread.
    """

    def __init__(
        self,
        lists: Mapping[str, CodeList],
        today: Callable[[], date],
        largest_bytes: int = LARGEST_BYTES,
    ) -> None:
        self._lists = lists
        self._today = today
        self._largest_bytes = largest_bytes
        self._authorities = UpnAuthorities(
            frozenset(entry.code for entry in lists["local-authority"].entries),
            frozenset(entry.code for entry in lists["upn-authority"].entries),
        )

    def read(self, path: Path) -> PupilFile:
        """The pupils in the file, in its order, with what was found about each.

        Raises:
            ImportRefused: "not-xml" (also cut off), "entities" (any document type), "wrong-root",
                "too-large", "empty" or "no-pupils".
            FileUnreadable: it can't be opened or is no plain file.
        """
        reading = Reading(self._lists, self._authorities, self._today())
        header = _Header()
        rows: list[PupilRow] = []
        with opened(path, self._largest_bytes) as source:
            for name, element, depth in elements(source, "CTfile", whole="Header"):
                if depth == 1 and name == "Header":
                    header = _Header.of(element, self._authorities)
                elif depth == 2 and name == "Pupil" and parent_name(element) == "CTFpupilData":
                    if len(rows) == MOST_PUPILS:
                        raise ImportRefused("too-large", line_of(element))
                    rows.append(pupil_row(element, len(rows) + 1, reading))
        if not rows:
            raise ImportRefused("no-pupils")
        return PupilFile(
            file_format="ctf",
            version=header.version,
            made_at=header.made_at,
            school_from=header.school_from,
            school_to=header.school_to,
            rows=_with_doubles(rows),
        )


class _Header:
    """What the head of a file says about it."""

    def __init__(
        self,
        version: str = "",
        made_at: datetime | None = None,
        school_from: str = "",
        school_to: str = "",
    ) -> None:
        self.version = version
        self.made_at = made_at
        self.school_from = school_from
        self.school_to = school_to

    @classmethod
    def of(cls, element: etree._Element, authorities: UpnAuthorities) -> _Header:
        """The header, with what is missing left empty."""
        return cls(
            version=text(element, "CTFversion")[:20],
            made_at=moment(text(element, "DateTime")),
            school_from=_school(element, "SourceSchool", authorities),
            school_to=_school(element, "DestSchool", authorities),
        )


def _school(header: etree._Element, name: str, authorities: UpnAuthorities) -> str:
    school = child(header, name)
    number = text(school, "LEA") + text(school, "Estab")
    found = check_laestab(f"{number[:3]}/{number[3:]}" if number else "", authorities)
    has_form = all(issue.code != "laestab-format" for issue in found.issues)
    return found.value if has_form else ""


def _with_doubles(rows: list[PupilRow]) -> tuple[PupilRow, ...]:
    """The rows, later ones marked where an earlier one has their UPN, or name and birth date."""
    upns: set[str] = set()
    people: set[tuple[str, str, date]] = set()
    marked = []
    for row in rows:
        pupil = row.pupil
        if pupil is None:
            marked.append(row)
            continue
        issues = list(row.issues)
        person = None
        if pupil.born_on is not None:
            person = (_folded(pupil.surname), _folded(pupil.forename), pupil.born_on)
        if pupil.upn and pupil.upn in upns:
            issues.append(Issue("UPN", "duplicate-upn", Severity.WARNING))
        elif person in people:
            issues.append(Issue("Surname", "same-pupil-twice", Severity.WARNING))
        upns.add(pupil.upn)
        if person is not None:
            people.add(person)
        marked.append(replace(row, issues=tuple(issues)))
    return tuple(marked)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if char.isalnum())
