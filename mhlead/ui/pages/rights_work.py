"""What can be done about keeping, erasing and breaches, beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.records import (
    BreachRecord,
    Disposal,
    LegalHold,
    RequestRelease,
    RetentionTerm,
    StaffMember,
)
from mhlead.domain.retention import DueLine, TermLine
from mhlead.services.breaches import BreachLine
from mhlead.services.requests import Released, RequestCopy, RequestLine, RequestView


@dataclass(frozen=True)
class RetentionView:
    """What the page shows.

    Attributes:
        due: What fell due, or will within a year.
        holds: Legal holds with initials and name of the pupil.
        disposals: The newest first.
    """

    terms: Sequence[TermLine]
    due: Sequence[DueLine]
    holds: Sequence[tuple[LegalHold, str, str]]
    disposals: Sequence[Disposal]
    pupils: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class RetentionWork:
    """What can be done with it.

    Attributes:
        use_ours: Our years hold again for a line.
        lift_hold: Takes a hold out of use, with a reason.
        certificate: The PDF over disposals.
    """

    read: Callable[[], RetentionView]
    keep_term: Callable[[RetentionTerm, str], tuple[RetentionTerm, Changes]]
    use_ours: Callable[[str], Changes]
    set_hold: Callable[[LegalHold, str], tuple[LegalHold, Changes]]
    lift_hold: Callable[[str, str], Changes]
    keep_longer: Callable[[str, str, date], Changes]
    dispose: Callable[[DueLine], tuple[list[Disposal], Changes]]
    certificate: Callable[[Sequence[Disposal]], bytes]
    wordings: Callable[[type[Any], str], Sequence[Any]]


@dataclass(frozen=True)
class BreachWork:
    """What can be done with the register; every call runs beside the window's thread."""

    read: Callable[[], Sequence[BreachLine]]
    new: Callable[[], BreachRecord]
    keep: Callable[[BreachRecord, str], tuple[BreachRecord, Changes]]
    wordings: Callable[[type[Any], str], Sequence[Any]]


@dataclass
class Tries:
    """How many wrong passphrases were typed one after the other, also over several pages."""

    wrong: int = 0


@dataclass(frozen=True)
class RequestWork:
    """What can be done with requests for data; every call runs beside the window's thread.

    Attributes:
        read: The register, the pupils there are, and the staff who can look a second time.
        read_one: A request with every entry that is held.
        copy: The copy as it would leave now.
        release: That this very copy left.
        record_use: That the copy was "printed" or "saved".
        looked_again: That the copy was looked through anew by who had the second look.
        confirm: The same by a member of staff who is there, with their own passphrase.
    """

    read: Callable[[], RequestsView]
    read_one: Callable[[str], RequestView]
    keep: Callable[[Any, str], tuple[Any, Changes]]
    wordings: Callable[[type[Any], str], Sequence[Any]]
    copy: Callable[[str], RequestCopy]
    release: Callable[[str, RequestCopy, Released], tuple[RequestRelease, Changes]]
    record_use: Callable[[str, str], Changes]
    looked_again: Callable[[str], Changes]
    confirm: Callable[[str, str, str], Changes]
    tries: Tries = field(default_factory=Tries)


@dataclass(frozen=True)
class RequestsView:
    """What the register shows."""

    lines: Sequence[RequestLine]
    pupils: Sequence[tuple[str, str]]
    staff: Sequence[StaffMember]
