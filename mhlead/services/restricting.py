"""Keeping an entry or a letter to fewer people, and opening it again."""

from __future__ import annotations

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Concern, Letter, Note, Restriction, RiskEntry
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import LETTER, RESTRICTABLE, whole_letter
from mhlead.services.safeguarding import open_entries
from mhlead.services.session import Session, pupil_id_of


def restrict(session: Session, kind: str, record_id: str) -> Changes:
    """Only lead and DSL, and the one at work, are shown the entry from now on.

    Others see that there is one, who wrote it and when.

    Raises:
        NotAllowed: entries of this kind can't be kept to fewer people ("not-restrictable"), or it
            is marked as safeguarding and nobody has said that they have it ("safeguarding-open").
        NotFound: it is not there, or is kept from the one at work already.
    """
    if kind not in {*RESTRICTABLE, LETTER}:
        raise NotAllowed("not-restrictable")
    with session.writing() as work:
        entry = _restrictable(work, kind, record_id)
        if work.count(Restriction, about_id=record_id):
            return Changes()
        if any(one.about_id == record_id for one in open_entries(work, entry.case_id)):
            raise NotAllowed("safeguarding-open")
        work.add(Restriction(session.ids.new(), entry.case_id, kind, record_id))
        detail = {"kind": kind, "id": record_id}
        work.log(Action.RESTRICTED, pupil_id_of(work, entry), detail)
        return work.commit()


def open_to_all(session: Session, kind: str, record_id: str) -> Changes:
    """Everybody who unlocks is shown the entry again.

    Raises:
        NotFound: it is not there, or is kept from the one at work.
    """
    with session.writing() as work:
        entry = _restrictable(work, kind, record_id)
        for one in work.find(Restriction, about_id=record_id):
            work.remove(Restriction, one.id, "opened to all")
        detail = {"kind": kind, "id": record_id}
        work.log(Action.UNRESTRICTED, pupil_id_of(work, entry), detail)
        return work.commit()


def _restrictable(
    work: UnitOfWork, kind: str, record_id: str
) -> Note | Concern | RiskEntry | Letter:
    if kind == LETTER:
        return whole_letter(work, record_id)
    return work.get(RESTRICTABLE[kind], record_id)
