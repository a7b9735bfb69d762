"""Ties what happens when a letter leaves the school to an open store."""

from __future__ import annotations

from functools import partial

from mhlead.services import delivery, form_copies, letter_address, locked_copies, sending
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.pages.sending_work import SendingWork


def sending_work(session: Session, adapters: Adapters) -> SendingWork:
    """What can be done when a letter leaves."""
    return SendingWork(
        address=partial(letter_address.read_address, session),
        read=partial(sending.read_sending, session),
        send=partial(sending.send_letter, session),
        lock=partial(locked_copies.lock_letter, session, adapters.locker),
        form_copy=partial(form_copies.read_form_copy, session),
        see_delivery=partial(delivery.see_delivery, session),
    )
