"""Which copy of the store may be written to, and what was written in another copy meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from mhlead.domain.codes import EditState
from mhlead.domain.records.keeping import Keeping

BATON_ID = "baton"


@dataclass(frozen=True)
class Baton:
    """The right to write, which one copy of the store has; there is none until it was first passed.

    Attributes:
        copy_id: The copy that has it; "" while it is on its way in a file.
        with_whom: Whom it was passed to, or who took it, as a person reads it.
        since: Since when.
        pass_id: The mark of the file it went in last.
    """

    KEEPING: ClassVar[Keeping] = Keeping.LIVE
    id: str
    copy_id: str
    with_whom: str
    since: datetime
    pass_id: str = ""


@dataclass(frozen=True)
class OtherEdit:
    """Something written in another copy that grew apart from this one, until it is settled.

    Attributes:
        kind: Name of the kind of record.
        record_id: The record.
        subject: The pupil it is about, by their identifier there; "" where it is about nobody.
        pupil_id: The same where they are in this copy, so that it goes with them.
        written_at: When it was last written there.
        written_by: The member of staff who wrote it there.
        content: Every wording written there, as text that `services.other_words` reads.
        reason: Why it was left, or what became of it.
    """

    KEEPING: ClassVar[Keeping] = Keeping.LIVE
    id: str
    kind: str
    record_id: str
    subject: str
    pupil_id: str | None
    written_at: datetime
    written_by: str
    content: str
    state: EditState
    reason: str = ""
    settled_at: datetime | None = None
