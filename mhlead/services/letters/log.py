"""What became of issued letters: read again, printed, saved and sent; none ever changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import LONGEST_LINE, check
from mhlead.domain.codes import Channel
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Case, Letter, Sending
from mhlead.domain.views import LetterLine
from mhlead.services.letters.lines import letter_lines
from mhlead.services.list_names import directory_of
from mhlead.services.ports import UnitOfWork
from mhlead.services.referrals import refuse_died
from mhlead.services.restricted import whole_letter
from mhlead.services.session import Session

PRINTED, SAVED = Action.LETTER_PRINTED, Action.LETTER_SAVED
LOCKED = Action.LETTER_SAVED_LOCKED


def read_letter(session: Session, letter_id: str) -> Letter:
    """An issued letter with its bytes, the same as on the day it was issued."""
    with session.writing() as work:
        letter = whole_letter(work, letter_id)
        pupil_id = work.get(Case, letter.case_id).pupil_id
        work.log(Action.PUPIL_VIEWED, pupil_id, {"letter": letter_id})
        work.commit()
        return letter


def record_use(session: Session, letter_id: str, action: Action) -> Changes:
    """That a letter was printed or saved to a file stands in the history."""
    if action not in {PRINTED, SAVED, LOCKED}:
        raise NotAllowed("move")
    with session.writing() as work:
        letter = whole_letter(work, letter_id)
        pupil_id = work.get(Case, letter.case_id).pupil_id
        work.log(action, pupil_id, {"letter": letter_id})
        return work.commit()


def record_uses(session: Session, letter_ids: Sequence[str], action: Action) -> Changes:
    """The same of many letters that were printed or saved in one go, each in a line of its own."""
    if action not in {PRINTED, SAVED}:
        raise NotAllowed("move")
    with session.writing() as work:
        letters = [whole_letter(work, one) for one in letter_ids]
        cases = {c.id: c.pupil_id for c in work.find(Case, id=[one.case_id for one in letters])}
        for letter in letters:
            work.log(action, cases[letter.case_id], {"letter": letter.id})
        return work.commit()


def record_sending(
    session: Session, letter_id: str, how: Channel, sent_on: date, to_whom: str
) -> tuple[Sending, Changes]:
    """That a letter was sent: how, when and to whom.

    Raises:
        FieldRefused: the day is before the letter was issued or in the future, or nobody is named.
        NotAllowed: the pupil has died ("pupil-died").
    """
    with session.writing() as work:
        letter = work.get(Letter, letter_id)
        sending = note_sending(session, work, letter, how, sent_on, to_whom)
        return sending, work.commit()


def note_sending(
    session: Session, work: UnitOfWork, letter: Letter, how: Channel, sent_on: date, to_whom: str
) -> Sending:
    """The same within a transaction that does more."""
    if not to_whom.strip() or len(to_whom) > LONGEST_LINE:
        raise FieldRefused("to_whom", "required" if not to_whom.strip() else "too-long")
    if sent_on > session.clock.today():
        raise FieldRefused("sent_on", "in-future")
    refuse_died(work, letter.case_id)
    if sent_on < letter.at.date():
        raise FieldRefused("sent_on", "before-start")
    sending = Sending(
        id=session.ids.new(),
        letter_id=letter.id,
        sent_on=sent_on,
        at=session.clock.now(),
        by=session.actor_id,
        how=how,
        to_whom=to_whom.strip(),
    )
    check(sending, session.clock.today())
    work.add(sending)
    pupil_id = work.get(Case, letter.case_id).pupil_id
    work.log(Action.LETTER_SENT, pupil_id, {"letter": letter.id, "how": how.value})
    return sending


def list_letters(session: Session, referral_id: str) -> list[LetterLine]:
    """Letters issued for a referral, newest first."""
    with session.reading() as work:
        return letter_lines(work, work.find(Letter, referral_id=referral_id), directory_of(work))


def read_letter_line(session: Session, letter_id: str) -> LetterLine:
    """One issued letter as a row of a list, without looking at what it says."""
    with session.reading() as work:
        return letter_lines(work, [work.get(Letter, letter_id)], directory_of(work))[0]
