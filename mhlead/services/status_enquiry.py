"""The sheet that asks a service how every open referral stands: whom it may name, and whom not."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.document import as_text
from mhlead.domain.letter_gaps import consent_is_settled
from mhlead.domain.naming import name_for_services
from mhlead.domain.records import Referral, SchoolProfile, Service, StaffMember
from mhlead.domain.status_enquiry import StatusEnquiry, StatusLine, compose_enquiry
from mhlead.services.code_lists import label
from mhlead.services.letters.facts import gather
from mhlead.services.letters.sources import read_sources
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.session import Session
from mhlead.services.today_facts import TodayFacts, read_facts


@dataclass(frozen=True)
class StatusPaper:
    """The sheet as it prints, and the same words as text."""

    enquiry: StatusEnquiry
    pdf: bytes
    text: str


def status_paper(session: Session, press: Press, service_id: str) -> StatusPaper:
    """The sheet for a service, as of today.

    Raises:
        NotFound: there is no such service.
    """
    enquiry = read_enquiry(session, service_id)
    document = compose_enquiry(enquiry)
    return StatusPaper(enquiry, press.render(document), as_text(document))


def read_enquiry(session: Session, service_id: str) -> StatusEnquiry:
    """Every open referral that left the school for the service, who waits longest first."""
    today = session.clock.today()
    with session.reading() as work:
        service = work.get(Service, service_id)
        schools = work.find(SchoolProfile)
        facts = read_facts(work, today)
        asked = [r for r in facts.open_referrals if r.service_id == service_id]
        lines = [line for r in asked if (line := _line(work, facts, r)) is not None]
        asker = work.find(StaffMember, id=session.actor_id)
    school = schools[0] if schools else None
    send_to = (asker[0].email or asker[0].telephone) if asker else ""
    return StatusEnquiry(
        service=service.name,
        on=today,
        school=school.name if school else "",
        send_to=send_to or ((school.email or school.telephone) if school else ""),
        lines=tuple(sorted(lines, key=lambda line: (-line.waited_days, line.reference))),
    )


def _line(work: UnitOfWork, facts: TodayFacts, referral: Referral) -> StatusLine | None:
    """The referral's line; None while it is at school."""
    left_on = facts.left_school_on(referral)
    if left_on is None:
        return None
    sources = read_sources(work, referral, facts.today)
    # The name the service knows, never one that is used in school or at home alone; and that only
    # while somebody who may decide agrees, or it was decided to go ahead without.
    name = name_for_services(sources.pupil, sources.names)
    is_named = consent_is_settled(gather(sources))
    letters = "".join(f"{part[0].upper()}." for part in name.full.split() if part[0].isalpha())
    return StatusLine(
        reference=referral.reference,
        who=name.full if is_named else letters,
        is_named=is_named,
        sent_on=left_on,
        waited_days=(facts.today - left_on).days,
        stands=label("referral-state", referral.state.value),
    )


def record_use(session: Session, service_id: str, how: str) -> Changes:
    """That the sheet was "printed" or "saved" stands in the history."""
    with session.writing() as work:
        work.log(Action.EXPORTED, None, {"what": "status", "service": service_id, "how": how})
        return work.commit()
