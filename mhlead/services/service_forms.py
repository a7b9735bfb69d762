"""Keeps a service's own blank form, and which of our facts goes into which of its fields."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.errors import FieldRefused
from mhlead.domain.form_facts import ANSWERED_BY_CHOICE, FORM_FACTS
from mhlead.domain.form_proposal import proposed
from mhlead.domain.records import FormPlaces, Service, ServiceForm
from mhlead.domain.service_form import BlankForm, FieldKind, FormField
from mhlead.services.own_forms import form_of, places_of
from mhlead.services.sending_ports import OwnForms
from mhlead.services.session import Session

_CHOSEN = frozenset({FieldKind.TICK, FieldKind.ONE_OF, FieldKind.LIST})


@dataclass(frozen=True)
class OwnFormView:
    """The form kept with a service and what goes where in it.

    Attributes:
        places: By a field's name the fact that goes there: as confirmed, else as proposed.
        is_confirmed: Somebody confirmed it for this very form.
    """

    form: ServiceForm
    blank: BlankForm
    places: Mapping[str, str]
    is_confirmed: bool


def read_service_form(session: Session, forms: OwnForms, service_id: str) -> OwnFormView | None:
    """The form of a service, or None where it has none.

    Raises:
        FormRefused: the form that is kept can't be read any longer.
    """
    with session.reading() as work:
        form = form_of(work, service_id)
        places = places_of(work, form) if form else None
    if form is None:
        return None
    blank = forms.read(form.pdf)
    known = dict(zip(places.fields, places.facts, strict=True)) if places else {}
    names = {field.name for field in blank.fields}
    is_confirmed = places is not None and places.form_sha256 == form.sha256
    # what was confirmed for an older form holds where a field kept its name
    guessed = {} if is_confirmed else proposed(blank)
    found = {name: fact for name, fact in {**guessed, **known}.items() if name in names}
    return OwnFormView(form, blank, found, is_confirmed)


def has_own_form(session: Session, service_id: str) -> bool:
    """Whether a blank form is kept with the service."""
    with session.reading() as work:
        return work.count(ServiceForm, service_id=service_id) > 0


def keep_service_form(
    session: Session, forms: OwnForms, service_id: str, name: str, path: Path
) -> tuple[ServiceForm, Changes]:
    """The form in the file is kept with the service, in the place of an earlier one.

    Raises:
        FormRefused: the file is no form that can be filled in here.
        FileUnreadable: it can't be opened.
        FieldRefused: it has no name.
    """
    pdf = forms.load(path)
    with session.writing() as work:
        work.get(Service, service_id)
        before = form_of(work, service_id)
        form = ServiceForm(
            before.id if before else session.ids.new(),
            service_id,
            name.strip(),
            pdf,
            hashlib.sha256(pdf).hexdigest(),
            session.clock.today(),
        )
        check(form, session.clock.today())
        if before is None:
            work.add(form)
        else:
            work.correct(form, "a newer form")
        work.log(Action.DIRECTORY_CHANGED, None, {"kind": "ServiceForm", "id": form.id})
        return form, work.commit()


def places_for(field: FormField) -> tuple[str, ...]:
    """Names of the facts that can go into a field."""
    if field.is_read_only or field.kind is FieldKind.SIGNATURE:
        return ()
    if field.kind in _CHOSEN:
        return tuple(name for name in FORM_FACTS if name in ANSWERED_BY_CHOICE)
    return FORM_FACTS


def confirm_places(
    session: Session, form: ServiceForm, places: Mapping[str, str]
) -> tuple[FormPlaces, Changes]:
    """From now on these facts go into these fields of this form.

    Args:
        session: The unlocked store.
        form: The form as it was read.
        places: By a field's name a name of `FORM_FACTS`.

    Raises:
        FieldRefused: a fact is none of ours ("places", "not-offered").
        NotFound: the form was taken away meanwhile.
    """
    if not set(places.values()) <= set(FORM_FACTS):
        raise FieldRefused("places", "not-offered")
    today = session.clock.today()
    with session.writing() as work:
        current = work.get(ServiceForm, form.id)
        before = places_of(work, current)
        kept = FormPlaces(
            before.id if before else session.ids.new(),
            form.id,
            form.sha256,
            today,
            tuple(places),
            tuple(places.values()),
        )
        check(kept, today)
        if before is not None and replace(before, confirmed_on=today) == kept:
            return before, Changes()
        if before is None:
            work.add(kept)
        else:
            work.correct(kept, "confirmed anew")
        work.log(Action.DIRECTORY_CHANGED, None, {"kind": "FormPlaces", "id": kept.id})
        return kept, work.commit()


def remove_service_form(session: Session, form_id: str, reason: str) -> Changes:
    """The form is no longer kept with its service; letters written on it stay."""
    with session.writing() as work:
        work.remove(ServiceForm, form_id, reason)
        work.log(Action.DIRECTORY_CHANGED, None, {"kind": "ServiceForm", "id": form_id})
        return work.commit()
