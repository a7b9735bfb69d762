"""Which papers about a pupil left without being kept, as the history tells: what, when, how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mhlead.domain.audit import Action
from mhlead.domain.codes import PaperKind
from mhlead.domain.records import StaffMember
from mhlead.services.session import Session

_MOST = 20_000
_KINDS = {kind.value: kind for kind in PaperKind}


@dataclass(frozen=True)
class PaperLine:
    """A paper that was printed or saved, and not kept.

    Attributes:
        by: Name of the member of staff; "" where unknown.
        how: "printed" or "saved".
    """

    kind: PaperKind
    reference: str
    at: datetime
    by: str
    how: str


def papers_left(session: Session, pupil_id: str) -> tuple[PaperLine, ...]:
    """Papers about the pupil that were printed or saved and are not kept, newest first.

    They are of the time before papers were kept beside the letters, or of a pupil without a case;
    the history holds the digest of what left.
    """
    with session.reading() as work:
        staff = {one.id: one.name for one in work.ever(StaffMember)}
        lines = []
        for entry in work.history(pupil_id, limit=_MOST):
            detail = dict(entry.detail)
            kind = _KINDS.get(detail.get("what", ""))
            if entry.action is Action.EXPORTED and kind is not None:
                by = staff.get(entry.actor_id, "")
                reference, how = detail.get("reference", ""), detail.get("how", "")
                lines.append(PaperLine(kind, reference, entry.at, by, how))
    return tuple(lines)
