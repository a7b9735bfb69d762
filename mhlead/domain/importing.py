"""Pupils as another program's file tells of them, before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mhlead.domain.records import Contact, Pupil


class Severity(StrEnum):
    """How much a finding matters: only an error keeps a row out; NONE is noted for checking."""

    NONE = "none"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Issue:
    """Something found in a row.

    Attributes:
        field: Name of the field as the file has it, such as "UPN".
        code: What was found, such as "upn-check-letter"; never the value itself.
    """

    field: str
    code: str
    severity: Severity


@dataclass(frozen=True)
class PupilRow:
    """One pupil element or line of a file.

    Attributes:
        row: Number of the pupil in the file, from 1.
        pupil: The pupil, with an empty identifier; None where the row is refused.
        contacts: Their contacts in order of priority, with empty identifiers.
        label: What names the row to a person: name and form, or the number when there is none.
    """

    row: int
    pupil: Pupil | None
    contacts: tuple[Contact, ...]
    issues: tuple[Issue, ...]
    label: str

    @property
    def is_usable(self) -> bool:
        """True where nothing found is an error."""
        return self.pupil is not None and all(i.severity is not Severity.ERROR for i in self.issues)


@dataclass(frozen=True)
class PupilFile:
    """A file of pupils, read.

    Attributes:
        file_format: "ctf".
        version: Version of the format as the file says.
        school_from, school_to: Authority and establishment numbers, "919/4999", or "".
    """

    file_format: str
    version: str
    made_at: datetime | None
    school_from: str
    school_to: str
    rows: tuple[PupilRow, ...]


class RowAction(StrEnum):
    """What applying a row does or did; a repeated row is a pupil of an earlier row again."""

    ADD = "add"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"
    REFUSED = "refused"
    NOT_CHOSEN = "not-chosen"


@dataclass(frozen=True)
class RowResult:
    """A row with what is or was done with it.

    Attributes:
        changed_fields: Names of the pupil's fields that an update changes.
        pupil_id: The pupil in the store, where there is one.
    """

    row: PupilRow
    action: RowAction
    changed_fields: tuple[str, ...] = ()
    pupil_id: str | None = None
