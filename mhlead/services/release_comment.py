"""Holds the comment on a summary against every name in the store and everything that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from mhlead.domain.comment_check import CommentFault, CommentKnows, faults_in
from mhlead.domain.document import texts_of
from mhlead.domain.errors import FieldRefused
from mhlead.domain.folding import searchable
from mhlead.domain.records import (
    Contact,
    Counterpart,
    NameUse,
    Professional,
    Pupil,
    RollEntry,
    StaffMember,
)
from mhlead.domain.sheet import Sheet
from mhlead.domain.sheet_document import compose_sheet
from mhlead.services.code_lists import code_list
from mhlead.services.letters.guard import name_words
from mhlead.services.ports import UnitOfWork

_GROUP_LISTS = ("need", "ethnicity", "language", "sen-type", "disability", "sex", "gender")
_SHORTEST_TERM = 4
_SHARE = re.compile(r"(\d+) % of")


def comment_faults(work: UnitOfWork, comment: str, sheet: Sheet) -> tuple[CommentFault, ...]:
    """Every place of the comment that must not stand there."""
    printed, shares = _printed(sheet)
    known = CommentKnows(
        names=_names(work),
        terms=_terms(),
        printed=printed,
        percentages=shares,
        rows=(sheet.period, *(row for t in sheet.tables for axis in t.axes for row in axis.rows)),
        everyday=name_words(),
    )
    return faults_in(comment, known)


def refuse_telling(work: UnitOfWork, comment: str, sheet: Sheet) -> None:
    """Returns where the comment tells nothing that is not printed.

    Raises:
        FieldRefused: it does; the code is that of the first place.
    """
    found = comment_faults(work, comment, sheet)
    if found:
        raise FieldRefused("comment", found[0].code)


def _printed(sheet: Sheet) -> tuple[set[int], set[int]]:
    """Every number that stands in the summary, and every percentage."""
    numbers = {cell.value for t in sheet.tables for cell in t.cells if cell.value is not None}
    texts = texts_of(compose_sheet(sheet))
    return numbers, {int(share) for text in texts for share in _SHARE.findall(text)}


def _names(work: UnitOfWork) -> set[str]:
    """Every word of every name the store knows, in all the ways it may be written."""
    return {word for name in _every_name(work) for word in searchable([name]).split()}


def _every_name(work: UnitOfWork) -> Iterator[str]:
    for kind in (Pupil, Contact, RollEntry, NameUse, StaffMember, Professional, Counterpart):
        for record in work.find(kind):
            yield from _name_fields(vars(record).items())


def _name_fields(fields: Iterable[tuple[str, object]]) -> Iterator[str]:
    """What stands in the fields that hold names; a field of a name is called so."""
    for field, value in fields:
        if "name" in field and isinstance(value, str):
            yield value
        elif "name" in field and isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, str))


@cache
def _terms() -> frozenset[str]:
    """Words of the code lists that tell a group, but for those that are everyday words."""
    labels = [entry.label for name in _GROUP_LISTS for entry in code_list(name).entries]
    words = {word for label in labels for word in searchable([label]).split()}
    return frozenset(w for w in words if len(w) >= _SHORTEST_TERM and w not in name_words())
