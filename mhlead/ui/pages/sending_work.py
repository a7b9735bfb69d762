"""What can be done when a letter leaves the school."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mhlead.domain.changes import Changes
from mhlead.domain.locked_copy import LockedCopy
from mhlead.domain.records import BreachRecord, Delivery
from mhlead.services.form_copies import FormCopy
from mhlead.services.letters.address import LetterAddress
from mhlead.services.sending import SendingView, Sent


@dataclass(frozen=True)
class SendingWork:
    """Every call runs beside the window's thread and takes the letter's identifier.

    Attributes:
        address: Where the letter goes, by the directory and the record as they stand.
        read: The letter before it is marked as sent.
        send: That it left, and where it asks for help, its referral with it.
        lock: A locked copy and what opens it; neither is kept.
        form_copy: The letter in pieces for the service's own web form.
        new_breach: That it went to the wrong person, as it is written down first.
        keep_breach: Keeps it in the register; it takes the breach and a reason.
        see_delivery: When and how it was seen that a letter arrived; it takes the answer.
        keep_to_few: That lead and DSL alone may read it, or everybody again.
    """

    address: Callable[[str], LetterAddress]
    read: Callable[[str], SendingView]
    send: Callable[[str, Sent], Changes]
    lock: Callable[[str], LockedCopy]
    form_copy: Callable[[str], FormCopy]
    new_breach: Callable[[str], BreachRecord]
    keep_breach: Callable[[BreachRecord, str], tuple[BreachRecord, Changes]]
    see_delivery: Callable[[Delivery], tuple[Delivery, Changes]]
    keep_to_few: Callable[[str, bool], Changes]
