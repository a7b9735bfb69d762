"""Ties what happens when a letter leaves the school to an open store."""

from __future__ import annotations

from functools import partial

from mhlead.domain.changes import Changes
from mhlead.services import (
    breaches,
    delivery,
    form_copies,
    locked_copies,
    own_forms,
    records,
    restricting,
    sending,
    service_forms,
)
from mhlead.services.adapters import Adapters
from mhlead.services.letters import address as letter_address
from mhlead.services.restricted import LETTER
from mhlead.services.session import Session
from mhlead.ui.pages.own_form_work import OwnFormWork
from mhlead.ui.pages.sending_work import SendingWork


def sending_work(session: Session, adapters: Adapters) -> SendingWork:
    """What can be done when a letter leaves."""
    return SendingWork(
        address=partial(letter_address.read_address, session),
        read=partial(sending.read_sending, session),
        send=partial(sending.send_letter, session),
        lock=partial(locked_copies.lock_letter, session, adapters.locker),
        form_copy=partial(form_copies.read_form_copy, session),
        new_breach=partial(breaches.new_breach, session),
        keep_breach=partial(records.keep, session),
        see_delivery=partial(delivery.see_delivery, session),
        keep_to_few=partial(_keep_to_few, session),
    )


def _keep_to_few(session: Session, letter_id: str, is_kept: bool) -> Changes:
    act = restricting.restrict if is_kept else restricting.open_to_all
    return act(session, LETTER, letter_id)


def own_form_work(session: Session, adapters: Adapters) -> OwnFormWork:
    """What can be done with services' own forms."""
    forms = adapters.own_forms
    return OwnFormWork(
        read=partial(service_forms.read_service_form, session, forms),
        keep=partial(service_forms.keep_service_form, session, forms),
        confirm=partial(service_forms.confirm_places, session),
        remove=partial(service_forms.remove_service_form, session),
        bring_back=partial(records.bring_back, session),
        rest=partial(own_forms.read_form_rest, session),
        flat=forms.flat,
    )
