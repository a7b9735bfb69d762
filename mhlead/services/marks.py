"""Which entries can be marked as safeguarding, and that such a mark stays until it is settled."""

from __future__ import annotations

from datetime import date

from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Concern, Conversation, DslNotice, Note, Record, RiskEntry
from mhlead.services.ports import UnitOfWork

Entry = Note | Concern | RiskEntry | Conversation
ENTRY_KINDS: dict[str, type[Entry]] = {
    kind.__name__: kind for kind in (Note, Concern, RiskEntry, Conversation)
}
"""Entries that can be marked as safeguarding."""


def day_of(entry: Entry) -> date:
    """The day an entry is about."""
    return entry.noticed_on if isinstance(entry, Concern) else entry.happened_on


def is_marked(record: Record) -> bool:
    """Whether the record is an entry marked as safeguarding."""
    return isinstance(record, Entry) and record.is_safeguarding


def keep_open_mark(work: UnitOfWork, before: Record, after: Record | None) -> None:
    """Returns where the change leaves no open mark behind.

    A mark is open until the person who was told has said that they have it.

    Args:
        work: The transaction.
        before: The record as it reads now.
        after: As it is to read; None where it is taken out of use.

    Raises:
        NotAllowed: an open mark would be gone unseen ("safeguarding-open").
    """
    if not is_marked(before) or (after is not None and is_marked(after)):
        return
    notices = work.find(DslNotice, about_id=before.id)
    if not any(notice.acknowledged_on for notice in notices):
        raise NotAllowed("safeguarding-open")
