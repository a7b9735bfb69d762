"""What can be done with a referral and its letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import Attendance, FactAnswer, Met
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.records import (
    Appointment,
    Conversation,
    FamilyCheck,
    Letter,
    Referral,
    UrgentDecision,
)
from mhlead.domain.views import IssuedLetter, ReferralView
from mhlead.services.chasing import LookAgain
from mhlead.services.letters.choice import LetterChoice
from mhlead.services.letters.issuing import DraftLetter
from mhlead.services.letters.parts import LetterPart
from mhlead.services.referral_care import ReferralCare
from mhlead.services.referrals import Move
from mhlead.ui.pages.own_form_work import OwnFormWork
from mhlead.ui.pages.sending_work import SendingWork
from mhlead.ui.pages.wording_work import WordingWork


@dataclass(frozen=True)
class ReferralCareWork:
    """What can be done beside the letter; every call runs beside the window's thread.

    Attributes:
        read: What stands beside the referral as of today.
        answer: A person's answer to a rule, or the reason for going on.
        answer_fact: A fact that can't be given, with whom was asked and when.
        decide: What was decided where a letter is the wrong door.
        offer: An appointment with the move it makes.
        attend: What became of an appointment.
        follow_up: What follows a referral that was not accepted.
        hold: The successor of an ended service holds the referral.
        start_again: A referral that follows this one, to a service.
        log_chase: A conversation about it, and for an open one when to look again.
        set_day: Another day to look again, with the reason.
    """

    read: Callable[[str], ReferralCare]
    answer: Callable[[str, str, Met | None, str], Changes]
    answer_fact: Callable[[str, str, FactAnswer, str, date], Changes]
    decide: Callable[[UrgentDecision], tuple[UrgentDecision, Changes]]
    offer: Callable[[Appointment, Move], tuple[Appointment, Changes]]
    attend: Callable[[str, Attendance, str], tuple[Appointment, Changes]]
    follow_up: Callable[[str, str], tuple[Referral, Changes]]
    hold: Callable[[str, str], tuple[Referral, Changes]]
    start_again: Callable[[str, str, str], tuple[Referral, Changes]]
    log_chase: Callable[[Conversation, LookAgain | None], tuple[Conversation, Changes]]
    set_day: Callable[[str, LookAgain, str], tuple[Referral, Changes]]


@dataclass(frozen=True)
class ReferralWork:
    """Every call runs beside the window's thread.

    Attributes:
        care: The check, consent, the wrong door, appointments and what follows.
        open: Everything about the referral; that it was looked at stands in the history.
        read_again: The same after a change, while the page stays open.
        change: Keeps the draft's own words; the referral as read comes first.
        move: Records what happened to it.
        draft_letter: The letter that is asked for, as it stands.
        issue_letter: Makes and freezes the letter that is asked for.
        read_letter: An issued letter with its bytes.
        letter_choices: Letters that fit where the referral stands, each with whom it goes to.
        read_correction: The letter that would put an issued one right.
        read_parts: What a letter that is asked for holds and could do without.
        leave_out: Keeps which of it is left out, and gives the letter without it.
        read_family_check: What was answered about a person of the family, by case and contact.
        answer_family_check: Keeps those answers.
        record_use: That a letter was printed or saved stands in the history.
        sending: What can be done when a letter leaves the school.
        wordings: What can be done with the wording of letters.
        own_forms: What can be done with services' own forms.
    """

    care: ReferralCareWork
    open: Callable[[str], ReferralView]
    read_again: Callable[[str], ReferralView]
    change: Callable[[Referral, Referral], tuple[Referral, Changes]]
    move: Callable[[str, Move], tuple[Referral, Changes]]
    draft_letter: Callable[[LetterOrder], DraftLetter]
    issue_letter: Callable[[LetterOrder], tuple[IssuedLetter, Changes]]
    read_letter: Callable[[str], Letter]
    letter_choices: Callable[[str], Sequence[LetterChoice]]
    read_correction: Callable[[str], LetterChoice]
    read_parts: Callable[[LetterOrder], Sequence[LetterPart]]
    leave_out: Callable[[LetterOrder, tuple[str, ...]], tuple[LetterOrder, Changes]]
    read_family_check: Callable[[str, str], FamilyCheck]
    answer_family_check: Callable[[FamilyCheck], tuple[FamilyCheck, Changes]]
    record_use: Callable[[str, Action], Changes]
    sending: SendingWork
    wordings: WordingWork
    own_forms: OwnFormWork
