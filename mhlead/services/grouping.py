"""The i-THRIVE grouping of a case, where the school uses it, and what tutors may know."""

from __future__ import annotations

from dataclasses import replace

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import Thrive
from mhlead.domain.errors import NotAllowed
from mhlead.domain.naming import school_name
from mhlead.domain.records import Case, NeedToKnow, Pupil
from mhlead.domain.template_filling import format_date
from mhlead.services.cases import note_event, open_case_of
from mhlead.services.session import Session

NO_GROUPING = "none"


def set_thrive(session: Session, case_id: str, thrive: Thrive | None, words: str = "") -> Changes:
    """The case has this grouping, or none; the chronology says since when.

    Args:
        session: The unlocked store.
        case_id: An open case.
        thrive: The grouping as agreed with the pupil; None where the school does not use it.
        words: Why, and with whom it was agreed.

    Raises:
        NotAllowed: the case is closed ("case-closed").
    """
    with session.writing() as work:
        case = open_case_of(work, case_id)
        if case.thrive is thrive:
            return Changes()
        work.put(replace(case, thrive=thrive))
        code = thrive.value if thrive else NO_GROUPING
        note_event(session, work, case_id, f"thrive-{code}", words)
        work.log(Action.CASE_CHANGED, case.pupil_id, {"case": case_id, "thrive": code})
        return work.commit()


def tutor_words(session: Session, record_id: str) -> str:
    """What tutors may know, as plain text to hand on; the history says it was copied.

    Raises:
        NotAllowed: the pupil has not agreed to it ("not-agreed"), or the time for it is over
            ("need-to-know-over").
    """
    today = session.clock.today()
    with session.writing() as work:
        told = work.get(NeedToKnow, record_id)
        if told.agreed_on is None:
            raise NotAllowed("not-agreed")
        if told.ends_on is not None and told.ends_on < today:
            raise NotAllowed("need-to-know-over")
        case = work.get(Case, told.case_id)
        pupil = work.get(Pupil, case.pupil_id)
        name = school_name(pupil)
        until = f", until {format_date(told.ends_on)}" if told.ends_on else ""
        whom = f"For: {told.for_whom}" if told.for_whom else ""
        lines = (
            f"{name}, {pupil.form}" if pupil.form else name,
            told.text,
            whom,
            f"Agreed with {name} on {format_date(told.agreed_on)}{until}. Please tell nobody else.",
        )
        work.log(
            Action.EXPORTED, case.pupil_id, {"kind": "NeedToKnow", "id": record_id, "as": "text"}
        )
        work.commit()
    return "\n".join(line for line in lines if line)
