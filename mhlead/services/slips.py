"""Concern slips: the blank one for tutors, and taking a filled-in one in as a concern."""

from __future__ import annotations

from mhlead.domain.codes import StaffRole
from mhlead.domain.document import as_text
from mhlead.domain.slip import SlipPaper, compose_slip
from mhlead.services.ports import Press
from mhlead.services.school import logo_of, school_of, staff_with_role
from mhlead.services.session import Session
from mhlead.services.where_to_turn import TurnPaper


def blank_slip(session: Session, press: Press) -> TurnPaper:
    """The slip that tutors fill in, with the names of whom to tell.

    Raises:
        LetterIncomplete: a character in it can't be printed.
    """
    with session.reading() as work:
        school = school_of(work)
        leads = staff_with_role(work, StaffRole.LEAD)
        dsls = staff_with_role(work, StaffRole.DSL)
        deputies = staff_with_role(work, StaffRole.DEPUTY_DSL)
    paper = SlipPaper(
        on=session.clock.today(),
        school=school.name if school else "",
        logo=logo_of(school) if school else None,
        lead=leads[0].name if leads else "",
        dsl=tuple(dict.fromkeys(one.name for one in (*dsls, *deputies))),
    )
    document = compose_slip(paper)
    pdf = press.render(document)
    return TurnPaper(
        pdf=pdf,
        text=as_text(document),
        pages=press.page_count(pdf),
        unchecked=(),
        has_lead=bool(leads),
        has_dsl=bool(dsls),
    )
