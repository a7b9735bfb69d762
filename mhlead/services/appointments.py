"""Appointments of a service: offered, come to or not, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import Attendance, ReferralState
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Appointment, Case, Referral
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.referrals import Move, make_move
from mhlead.services.session import Session

ATTENDED = frozenset({Attendance.ATTENDED, Attendance.ATTENDED_LATE})
"""What counts as a contact: MHSDS attendance 5 and 6."""
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
        work.add(kept)
        if move is None and referral.state is not ReferralState.IN_TREATMENT:
            move = Move(
                to_state=ReferralState.APPOINTMENT_OFFERED,
                happened_on=today,
                deadline_on=max(kept.held_on, today) + timedelta(days=1),
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
        if move is not None:
            make_move(session, work, referral, move)
        _log(work, referral, told, is_new=False)
        return told, work.commit()


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
