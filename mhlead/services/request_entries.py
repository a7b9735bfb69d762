"""What is held about a pupil, entry by entry, for a request: every record that hangs on them.

It follows the links of the records, as a disposal does, so that no kind is ever forgotten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from mhlead.domain.codes import EntryAnswer
from mhlead.domain.harm import NO_HEALTH_DATA
from mhlead.domain.records import (
    Contact,
    CourtOrder,
    DataRequest,
    FamilyCheck,
    LegalHold,
    Letter,
    Pupil,
    PupilLink,
    Record,
    RequestEntry,
    RequestRelease,
    Withholding,
)
from mhlead.domain.request_copy import CopyEntry
from mhlead.domain.template_filling import format_date
from mhlead.services.code_lists import label as code_label
from mhlead.services.ports import UnitOfWork

LEFT_ASIDE: frozenset[type[Record]] = frozenset({DataRequest, RequestEntry, RequestRelease})
"""What was written down to answer the request itself."""
TO_DECIDE: frozenset[type[Record]] = frozenset(
    {Contact, CourtOrder, FamilyCheck, LegalHold, PupilLink, Withholding}
)
"""Kinds that are about other people too, or kept from somebody: a person decides on each."""
_LISTS = {
    "primary_need": "need",
    "other_needs": "need",
    "need": "need",
    "year_group": "year-group",
    "ethnicity": "ethnicity",
    "first_language": "language",
    "home_language": "language",
    "language": "language",
    "relationship": "relationship",
    "sen_provision": "sen-provision",
    "sen_needs": "sen-type",
}
_DAYS = ("happened_on", "noticed_on", "given_on", "from_on", "made_on", "held_on", "met_on")
_OURS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
_NOT_SHOWN = frozenset(
    {
        "id",
        "is_open",
        "priority",
        "by",
        "sha256",
        "template_version",
        "link",
        "about_kind",
        "accepted",
    }
)


@dataclass(frozen=True)
class RecordWords:
    """What kinds, fields and codes are called on the screen."""

    kind: Callable[[str], str]
    field: Callable[[str], str]
    code: Callable[[StrEnum], str]


@dataclass(frozen=True)
class HeldEntry:
    """An entry that is held, and what was decided about it.

    Attributes:
        decision: What a person decided, or None while nobody did.
        needs_decision: It does not go into the copy before a person decided so.
        is_health: It is taken for health data, which has rules of its own.
        written_at: When its newest wording was written; None where that is not kept.
    """

    kind: str
    record_id: str
    entry: CopyEntry
    decision: RequestEntry | None
    needs_decision: bool
    is_health: bool
    written_at: datetime | None = None

    @property
    def is_undecided(self) -> bool:
        """Whether somebody has to decide."""
        return self.decision is None and self.needs_decision

    @property
    def is_included(self) -> bool:
        """Whether it goes into the copy."""
        if self.decision is None:
            return not self.needs_decision
        return self.decision.answer is EntryAnswer.INCLUDE


def held_entries(work: UnitOfWork, request: DataRequest, words: RecordWords) -> list[HeldEntry]:
    """Everything held about the pupil of a request, by kind, the oldest first."""
    decided = {
        (one.about_kind, one.about_id): one
        for one in work.find(RequestEntry, request_id=request.id)
    }
    found = []
    for kind, ids in work.hanging_on(Pupil, request.pupil_id).items():
        if kind in LEFT_ASIDE:
            continue
        for record_id in ids:
            versions = work.versions(kind, record_id)
            if not versions:
                continue
            entry = _entry([one.record for one in versions], words)
            if not entry.lines:
                continue
            record = versions[-1].record
            asks = kind in TO_DECIDE or bool(getattr(record, "is_safeguarding", False))
            key = (kind.__name__, record_id)
            is_health = kind not in NO_HEALTH_DATA
            written_at = versions[-1].written_at
            held = HeldEntry(*key, entry, decided.get(key), asks, is_health, written_at)
            found.append(held)
    return sorted(found, key=lambda one: (one.entry.kind, one.entry.on or date.min, one.record_id))


def whole_decision(work: UnitOfWork, request_id: str) -> RequestEntry | None:
    """What was decided about all health data of a request, where somebody did."""
    about = {"about_kind": DataRequest.__name__, "about_id": request_id}
    return next(iter(work.find(RequestEntry, request_id=request_id, **about)), None)


def _entry(wordings: list[Any], words: RecordWords) -> CopyEntry:
    """The entry as it reads now, and under it how it read before where it read otherwise."""
    record = wordings[-1]
    lines = list(_lines(record, words))
    for number, earlier in enumerate(wordings[:-1], 1):
        told = [one for one in _lines(earlier, words) if one not in lines]
        lines += [(f"{label} (wording {number})", text) for label, text in told]
    on = next((getattr(record, name) for name in _DAYS if getattr(record, name, None)), None)
    return CopyEntry(words.kind(type(record).__name__), on, tuple(lines))


def _lines(record: Any, words: RecordWords) -> Iterator[tuple[str, str]]:
    for field in fields(record):
        name, value = field.name, getattr(record, field.name)
        if name in _NOT_SHOWN or name.endswith("_id") or _says_nothing(value):
            continue
        if isinstance(record, Letter) and name == "facts":
            yield "What it says", "\n".join(_leaves(json.loads(value)))
        elif not isinstance(value, bytes):
            yield words.field(name), _text(name, value, words)


def _says_nothing(value: Any) -> bool:
    """Whether it is empty, a plain no, or an identifier of ours."""
    return value in (None, "", (), False) or bool(isinstance(value, str) and _OURS.match(value))


def _text(name: str, value: Any, words: RecordWords) -> str:
    if isinstance(value, tuple):
        return "\n".join(_text(name, one, words) for one in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, StrEnum):
        return words.code(value)
    if isinstance(value, datetime):
        return format_date(value.astimezone().date())
    if isinstance(value, date):
        return format_date(value)
    if name in _LISTS:
        return code_label(_LISTS[name], str(value))
    return str(value)


def _leaves(told: Any, name: str = "") -> Iterator[str]:
    """Every text of a letter's frozen facts with the name of its place, in their order."""
    if isinstance(told, str):
        if told and not _says_nothing(told):
            yield f"{name}: {told}" if name else told
    elif isinstance(told, dict):
        for key, one in told.items():
            yield from _leaves(one, str(key).replace("_", " "))
    elif isinstance(told, list):
        for one in told:
            yield from _leaves(one, name)
