"""Appointments of a service: offered, come to or not, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import Attendance, ReferralState
from mhlead.domain.coming_day import check_coming, within_a_year
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Appointment, Case, Referral
from mhlead.services.clocks import chase_on
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.referrals import Move, last_moved_on, make_move
from mhlead.services.session import Session

ATTENDED = frozenset({Attendance.ATTENDED, Attendance.ATTENDED_LATE})
"""What counts as a contact: MHSDS attendance 5 and 6."""
MISSED: dict[Attendance, str] = {
    Attendance.CANCELLED_BY_FAMILY: "Cancelled by the family",
    Attendance.CANCELLED_BY_SERVICE: "Cancelled by the service",
    Attendance.DID_NOT_ATTEND: "Did not attend",
    Attendance.WAS_NOT_BROUGHT: "Was not brought",
    Attendance.TOO_LATE_TO_BE_SEEN: "Came too late to be seen",
}
"""What an appointment came to that did not take place, and who is the reason."""
BOOK_AGAIN = "Ask for another appointment, and whether the pupil is safe"
DID_IT_TAKE_PLACE = "Did the appointment take place?"


def offer_appointment(
    session: Session, appointment: Appointment, move: Move | None = None
) -> tuple[Appointment, Changes]:
    """The appointment is kept, and the referral waits for its day.

    Args:
        session: The unlocked store.
        appointment: As the service told it; its identifier and case are set here.
        move: How the referral moves; by default to an offered appointment, looked at again the day
            after it. A pupil who is in treatment stays there.

    Raises:
        NotAllowed: the referral has ended, or can't go there ("move").
        FieldRefused: a field can't be kept.
    """
    today = session.clock.today()
    with session.writing() as work:
        referral = work.get(Referral, appointment.referral_id)
        if not referral.is_open:
            raise NotAllowed("referral-ended")
        kept = tidied(replace(appointment, id=session.ids.new(), case_id=referral.case_id))
        check(kept, today)
        if kept.held_on > today:
            check_coming("held_on", kept.held_on, today)
        work.add(kept)
        if move is None and referral.state is not ReferralState.IN_TREATMENT:
            move = Move(
                to_state=ReferralState.APPOINTMENT_OFFERED,
                happened_on=today,
                deadline_on=within_a_year(max(kept.held_on, today) + timedelta(days=1), today),
                deadline_what=DID_IT_TAKE_PLACE,
            )
        if move is not None:
            make_move(session, work, referral, move)
        _log(work, referral, kept, is_new=True)
        return kept, work.commit()


def record_attendance(
    session: Session,
    appointment_id: str,
    attendance: Attendance,
    words: str = "",
    move: Move | None = None,
) -> tuple[Appointment, Changes]:
    """What became of an appointment is kept; a move of the referral goes with it.

    One that did not take place moves a referral that waited for it, and says who cancelled.

    Raises:
        FieldRefused: the appointment still lies ahead and was not cancelled ("in-future").
        NotAllowed: the move can't be made.
    """
    today = session.clock.today()
    with session.writing() as work:
        appointment = work.get(Appointment, appointment_id)
        is_cancelled = attendance in {
            Attendance.CANCELLED_BY_FAMILY,
            Attendance.CANCELLED_BY_SERVICE,
        }
        if appointment.held_on > today and not is_cancelled:
            raise FieldRefused("attendance", "in-future")
        told = tidied(replace(appointment, attendance=attendance, words=words or appointment.words))
        check(told, today)
        work.correct(told, "what became of it")
        referral = work.get(Referral, appointment.referral_id)
        move = move or _missed(work, referral, told, today)
        if move is not None:
            make_move(session, work, referral, move)
        _log(work, referral, told, is_new=False)
        return told, work.commit()


def _missed(work: UnitOfWork, referral: Referral, told: Appointment, today: date) -> Move | None:
    """How a referral moves that waited for this appointment alone; None where it does not."""
    waits = referral.state is ReferralState.APPOINTMENT_OFFERED
    others = [
        one
        for one in work.find(Appointment, referral_id=referral.id)
        if one.id != told.id and one.attendance is None
    ]
    if not waits or others or told.attendance not in MISSED:
        return None
    missed = ReferralState.WAS_NOT_BROUGHT
    said = MISSED[told.attendance]
    return Move(
        to_state=missed,
        happened_on=min(today, max(told.held_on, last_moved_on(work, referral))),
        deadline_on=chase_on(work, referral, missed, today),
        deadline_what=BOOK_AGAIN,
        words=f"{said}. {told.words}".strip(),
    )


def referral_of(session: Session, appointment_id: str) -> str:
    """The referral that an appointment belongs to.

    Raises:
        NotFound: there is no such appointment.
    """
    with session.reading() as work:
        return work.get(Appointment, appointment_id).referral_id


def appointments_of(work: UnitOfWork, referral_id: str) -> list[Appointment]:
    """The appointments of a referral, the earliest first."""
    found = work.find(Appointment, referral_id=referral_id)
    return sorted(found, key=lambda one: (one.held_on, one.id))


def _log(work: UnitOfWork, referral: Referral, kept: Appointment, *, is_new: bool) -> None:
    pupil_id = work.get(Case, referral.case_id).pupil_id
    action = Action.RECORD_ADDED if is_new else Action.RECORD_CORRECTED
    work.log(action, pupil_id, {"kind": "Appointment", "id": kept.id})
