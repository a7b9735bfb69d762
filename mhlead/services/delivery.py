"""That a letter arrived: answered later than it was sent, and put right where it was wrong."""

from __future__ import annotations

from dataclasses import replace

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import Case, Delivery, Letter, Sending
from mhlead.services.records import tidied
from mhlead.services.session import Session

AGAIN = "answered again"


def see_delivery(session: Session, delivery: Delivery) -> tuple[Delivery, Changes]:
    """It is recorded when and how it was seen that a letter arrived.

    There is one answer for each sending: a second one puts the first right, which stays readable.

    Args:
        session: The unlocked store.
        delivery: The answer; its identifier and its case are found by the sending.

    Raises:
        FieldRefused: the day is to come ("in-future") or before it was sent ("before-start").
        NotFound: there is no such sending.
    """
    today = session.clock.today()
    if delivery.seen_on > today:
        raise FieldRefused("seen_on", "in-future")
    with session.writing() as work:
        sending = work.get(Sending, delivery.sending_id)
        if delivery.seen_on < sending.sent_on:
            raise FieldRefused("seen_on", "before-start")
        letter = work.get(Letter, sending.letter_id)
        before = work.find(Delivery, sending_id=sending.id)
        record_id = before[0].id if before else session.ids.new()
        kept = tidied(replace(delivery, id=record_id, case_id=letter.case_id))
        check(kept, today)
        if before == [kept]:
            return kept, Changes()
        if before:
            work.correct(kept, AGAIN)
        else:
            work.add(kept)
        pupil_id = work.get(Case, letter.case_id).pupil_id
        work.log(Action.LETTER_DELIVERED, pupil_id, {"letter": letter.id, "how": kept.how.value})
        return kept, work.commit()
