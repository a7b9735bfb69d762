"""What can be done with a referral and its letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import Channel
from mhlead.domain.records import Letter, Referral, Sending
from mhlead.domain.views import IssuedLetter, ReferralView
from mhlead.services.letters import DraftLetter
from mhlead.services.referrals import Move


@dataclass(frozen=True)
class ReferralWork:
    """Every call runs beside the window's thread.

    Attributes:
        open: Everything about the referral; that it was looked at stands in the history.
        read_again: The same after a change, while the page stays open.
        change: Keeps the draft's own words; the referral as read comes first.
        move: Records what happened to it.
        draft_letter: The letter as it stands; True for large print.
        issue_letter: Makes and freezes the letter; True for large print.
        read_letter: An issued letter with its bytes.
        record_use: That a letter was printed or saved stands in the history.
        record_sending: That a letter was sent: how, when and to whom.
    """

    open: Callable[[str], ReferralView]
    read_again: Callable[[str], ReferralView]
    change: Callable[[Referral, Referral], tuple[Referral, Changes]]
    move: Callable[[str, Move], tuple[Referral, Changes]]
    draft_letter: Callable[[str, bool], DraftLetter]
    issue_letter: Callable[[str, bool], tuple[IssuedLetter, Changes]]
    read_letter: Callable[[str], Letter]
    record_use: Callable[[str, Action], Changes]
    record_sending: Callable[[str, Channel, date, str], tuple[Sending, Changes]]
