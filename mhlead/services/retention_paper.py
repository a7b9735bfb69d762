"""The certificate of disposals, drawn from what the store keeps of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mhlead.domain.audit import Action
from mhlead.domain.disposal_certificate import (
    CopyElsewhere,
    DisposalFacts,
    compose_disposal,
    counts_words,
)
from mhlead.domain.document import Document
from mhlead.domain.records import Disposal
from mhlead.domain.retention import TermLine
from mhlead.services.ports import UnitOfWork
from mhlead.services.retention import terms_of
from mhlead.services.school import school_of
from mhlead.services.session import Session, staff_name


def disposal_certificate(session: Session, made: Sequence[Disposal]) -> Document:
    """The certificate as a page to print and file; nobody is named who was in the records."""
    with session.reading() as work:
        rules = {one.code: one for one in terms_of(work)}
        found = school_of(work)
        facts = [
            DisposalFacts(
                on=one.at.astimezone().date(),
                by=staff_name(work, one.by),
                what=counts_words(one.counts),
                rule=_rule(rules[one.rule]),
                reference=one.subject[:12],
                copies_until=one.copies_until,
            )
            for one in made
        ]
        last = max((one.at for one in made), default=session.clock.now())
        elsewhere = copies_elsewhere(work, last)
    return compose_disposal(facts, elsewhere, school_name=found.name if found else "")


_ACTS = (Action.BACKUP_MADE, Action.STORE_PASSED)
_LINES = 20_000
"""More backups than a school makes in a working life, so that none is left out."""


def copies_elsewhere(work: UnitOfWork, until: datetime) -> list[CopyElsewhere]:
    """Copies that were made by hand until a moment and that no rule of backups takes away."""
    found = []
    for line in work.history(limit=_LINES, actions=_ACTS):
        detail, day = dict(line.detail), line.at.astimezone().date()
        if line.at > until:
            continue
        if line.action is Action.STORE_PASSED:
            found.append(CopyElsewhere(day, "the file the store was passed on in"))
        elif "chosen" in detail.get("places", "").split():
            name = detail.get("name", "")
            found.append(CopyElsewhere(day, "a backup in a folder that was chosen", name))
    return found


def _rule(line: TermLine) -> str:
    return f"{line.what}: {line.own_source or line.source}"
