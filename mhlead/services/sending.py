"""That a letter left the school: read back beforehand, and recorded with the move it makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.changes import Changes
from mhlead.domain.codes import Channel, LetterKind, PaperKind, ReferralState
from mhlead.domain.letter_shapes import ASKING, OPENING
from mhlead.domain.records import Letter, Referral
from mhlead.services.chasing import LookAgain, start_clock_anew
from mhlead.services.clocks import chase_on
from mhlead.services.letters.address import LetterAddress, address_of
from mhlead.services.letters.log import note_sending
from mhlead.services.referrals import Move, allowed_moves, make_move
from mhlead.services.session import Session


@dataclass(frozen=True)
class SendingView:
    """What is known of a letter before it is marked as sent.

    Attributes:
        reference: The school's reference of the referral it is about, or of the paper.
        look_again_on: The day to look for an answer, where the letter asks for one: it sends the
            referral, answers what the service asked, or chases it; None for every other letter.
    """

    letter_id: str
    kind: LetterKind | PaperKind
    reference: str
    address: LetterAddress
    look_again_on: date | None = None


@dataclass(frozen=True)
class Sent:
    """How a letter left, as a person records it.

    Attributes:
        look_again_on, look_for: When to look for an answer and for what, where one is asked for.
    """

    how: Channel
    on: date
    to_whom: str
    look_again_on: date | None = None
    look_for: str = ""


def read_sending(session: Session, letter_id: str) -> SendingView:
    """The letter as it stands before it is marked as sent.

    Raises:
        NotFound: there is no such letter.
    """
    today = session.clock.today()
    with session.reading() as work:
        letter = work.get(Letter, letter_id)
        found = work.find(Referral, id=letter.referral_id) if letter.referral_id else []
        referral = found[0] if found else None
        state = _waits_in(letter, referral) if referral else None
        return SendingView(
            letter_id,
            letter.kind,
            referral.reference if referral else letter.reference,
            address_of(work, letter, today),
            chase_on(work, referral, state, today) if referral and state else None,
        )


def _sends(letter: Letter, referral: Referral) -> bool:
    """Whether with this letter the referral leaves the school, or leaves it again.

    It does again with what the service asked for.
    """
    sends = letter.kind in OPENING or letter.kind is LetterKind.FURTHER_INFORMATION
    return sends and ReferralState.SENT in allowed_moves(referral)


def _waits_in(letter: Letter, referral: Referral) -> ReferralState | None:
    """Where the referral stands while the answer to this letter is waited for; None for no answer.

    A chase and an update leave the referral where it stands, and its clock starts anew.
    """
    if _sends(letter, referral):
        return ReferralState.SENT
    return referral.state if referral.is_open and letter.kind in ASKING else None


def send_letter(session: Session, letter_id: str, sent: Sent) -> Changes:
    """The letter is marked as sent, and where it asks a service for help, so is its referral.

    After a chase or an update the referral is looked at again on the day given. All of it is kept,
    or nothing.

    Raises:
        FieldRefused: a day can't be right ("happened_on", "deadline_on") or nobody is named.
        NotAllowed: the pupil has died, or the referral can't be sent.
    """
    with session.writing() as work:
        letter = work.get(Letter, letter_id)
        note_sending(session, work, letter, sent.how, sent.on, sent.to_whom)
        referral = work.get(Referral, letter.referral_id) if letter.referral_id else None
        if referral is not None and _sends(letter, referral):
            move = Move(
                ReferralState.SENT, sent.on, sent.look_again_on, sent.look_for, how=sent.how
            )
            make_move(session, work, referral, move)
        elif referral is not None and _waits_in(letter, referral):
            again = LookAgain(sent.look_again_on, sent.look_for)
            start_clock_anew(session, work, referral, again)
        return work.commit()
