"""Answers whether somebody of the family may be written to, and holds every letter to them."""

from __future__ import annotations

from dataclasses import replace

from mhlead.domain.changes import Changes
from mhlead.domain.codes import OrderKind
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.family_gate import may_write, reasons_against, unanswered
from mhlead.domain.records import Case, Contact, CourtOrder, FamilyCheck
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import keep
from mhlead.services.session import Session

FORBIDDING = frozenset(
    {OrderKind.NO_CONTACT, OrderKind.NON_MOLESTATION, OrderKind.CONFIDENTIAL_ADDRESS}
)
"""Orders under which nothing is written to the person they restrict, whatever was answered."""


def read_family_check(session: Session, case_id: str, contact_id: str) -> FamilyCheck:
    """The answers about one person as they stand, or a blank set with what the record knows."""
    with session.reading() as work:
        found = _found(work, case_id, contact_id)
        if found is not None:
            return found
        contact = work.get(Contact, contact_id)
        forbids = True if _is_kept_away(session, work, contact) else None
        return FamilyCheck(
            "",
            case_id,
            contact_id,
            decided_on=session.clock.today(),
            has_responsibility=contact.has_parental_responsibility,
            order_forbids=forbids,
        )


def answer_family_check(session: Session, check: FamilyCheck) -> tuple[FamilyCheck, Changes]:
    """The answers are kept, whatever they are; whether a letter may be written follows from them.

    Raises:
        FieldRefused: a question is not answered ("required").
    """
    for name in unanswered(check):
        raise FieldRefused(name, "required")
    return keep(session, replace(check, decided_on=session.clock.today()))


def refuse_family(session: Session, work: UnitOfWork, case_id: str, contact_id: str | None) -> None:
    """Lets a letter to a person of the family pass only where the gate is open.

    Raises:
        NotAllowed: nobody is named ("nobody-named"), the questions were not answered
            ("family-not-asked"), an answer or the record forbids it ("family-closed").
    """
    if contact_id is None:
        raise NotAllowed("nobody-named")
    contact = work.get(Contact, contact_id)
    if contact.pupil_id != work.get(Case, case_id).pupil_id:
        raise NotAllowed("nobody-named")
    check = _found(work, case_id, contact_id)
    if check is None or unanswered(check):
        raise NotAllowed("family-not-asked")
    if reasons_against(check) or not may_write(check) or _is_kept_away(session, work, contact):
        raise NotAllowed("family-closed")


def _found(work: UnitOfWork, case_id: str, contact_id: str) -> FamilyCheck | None:
    found = work.find(FamilyCheck, case_id=case_id, contact_id=contact_id)
    return found[-1] if found else None


def _is_kept_away(session: Session, work: UnitOfWork, contact: Contact) -> bool:
    """Whether the record itself says that this person is not to be reached."""
    if contact.may_be_contacted is False:
        return True
    today = session.clock.today()
    return any(
        order.kind in FORBIDDING and (order.ends_on is None or order.ends_on >= today)
        for order in work.find(CourtOrder, pupil_id=contact.pupil_id, contact_id=contact.id)
    )
