"""Writes a letter on the service's own form: the same facts, through the same gates."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from mhlead.domain.errors import NotAllowed
from mhlead.domain.form_facts import form_values
from mhlead.domain.form_fitting import filling
from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.records import FormPlaces, Referral, ServiceForm
from mhlead.domain.service_form import BlankForm, FormFilling, FormReason, FormRest
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import whole_letter
from mhlead.services.sending_ports import OwnForms
from mhlead.services.session import Session


@dataclass(frozen=True)
class OwnForm:
    """The service's form with our facts.

    Attributes:
        text: What was written, a line for each field, for a screen reader.
        rest: What is left to a person, in the order of the form.
        form_sha256: Names the blank form.
    """

    pdf: bytes
    text: str
    rest: tuple[FormRest, ...]
    form_sha256: str

    def as_json(self) -> str:
        """Which form it is and what is left to a person, to be frozen with the letter."""
        told = {"form": self.form_sha256, "rest": [asdict(one) for one in self.rest]}
        return json.dumps(told, ensure_ascii=False)


def form_of(work: UnitOfWork, service_id: str) -> ServiceForm | None:
    """The blank form kept with a service."""
    found = work.find(ServiceForm, service_id=service_id)
    return found[-1] if found else None


def places_of(work: UnitOfWork, form: ServiceForm) -> FormPlaces | None:
    """What goes where in the form, as it was last confirmed; it may be for an older form."""
    found = work.find(FormPlaces, service_form_id=form.id)
    return found[-1] if found else None


def filled_form(
    work: UnitOfWork,
    forms: OwnForms | None,
    order: LetterOrder,
    facts: LetterFacts,
    *,
    is_draft: bool = False,
) -> OwnForm:
    """The service's form with these facts, which hold only what its reader may be told.

    Raises:
        NotAllowed: this letter goes on no form ("letter-not-now"), the service has none
            ("no-own-form"), or nobody has confirmed yet what goes where in it
            ("form-not-confirmed").
        FormRefused: the form can't be read any longer.
    """
    if not SHAPES[order.kind].opens:
        raise NotAllowed("letter-not-now")
    form = form_of(work, work.get(Referral, order.referral_id).service_id)
    if form is None or forms is None:
        raise NotAllowed("no-own-form")
    places = places_of(work, form)
    if places is None or places.form_sha256 != form.sha256:
        raise NotAllowed("form-not-confirmed")
    blank = forms.read(form.pdf)
    where = dict(zip(places.fields, places.facts, strict=True))
    fitted = filling(blank, where, form_values(facts))
    made = forms.fill(form.pdf, fitted.answers, is_draft=is_draft)
    not_written = dict(made.not_written)
    return OwnForm(
        made.pdf,
        _as_text(blank, fitted, not_written),
        _rest(blank, fitted, not_written),
        form.sha256,
    )


def _rest(
    blank: BlankForm, fitted: FormFilling, not_written: dict[str, FormReason]
) -> tuple[FormRest, ...]:
    labels = {field.name: field.label for field in blank.fields}
    left = {one.field: one for one in fitted.rest}
    for answer in fitted.answers:
        reason = not_written.get(answer.field)
        if reason is not None:
            name = answer.field
            left[name] = FormRest(name, labels[name], reason, answer.shown or answer.text)
    return tuple(left[field.name] for field in blank.fields if field.name in left)


def _as_text(blank: BlankForm, fitted: FormFilling, not_written: dict[str, FormReason]) -> str:
    told = {one.field: one.shown or one.text for one in fitted.answers}
    lines = [
        f"{field.label}: {told[field.name]}"
        for field in blank.fields
        if field.name in told and field.name not in not_written
    ]
    return "\n".join(lines)


def read_form_rest(session: Session, letter_id: str) -> tuple[FormRest, ...] | None:
    """What was left to a person on the form a letter stands on; None for a letter of ours.

    Raises:
        NotFound: there is no such letter.
    """
    with session.reading() as work:
        letter = whole_letter(work, letter_id)
    if not letter.form_rest:
        return None
    return tuple(
        FormRest(**{**one, "reason": FormReason(one["reason"])})
        for one in json.loads(letter.form_rest)["rest"]
    )
