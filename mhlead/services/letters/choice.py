"""Which letters can be written about a referral as it stands, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.codes import LetterKind, Reader, ReferralKind, ServiceKind, Urgency
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.naming import contact_name
from mhlead.domain.records import Case, Contact, Professional, Referral, Service
from mhlead.services.letters.parts import left_out_before
from mhlead.services.letters.words import SIBLINGS, relationship
from mhlead.services.own_forms import form_of
from mhlead.services.session import Session

_EARLY_HELP = frozenset({ServiceKind.MHST, ServiceKind.EARLY_HELP, ServiceKind.VOLUNTARY})


@dataclass(frozen=True)
class LetterChoice:
    """A letter that can be written now.

    Attributes:
        to_whom: The person it goes to, or "" for the service itself.
        relation: What they are to the pupil, such as "mother" or "GP".
        form: What the service's own form is called, where the letter goes onto it.
    """

    order: LetterOrder
    to_whom: str = ""
    relation: str = ""
    form: str = ""


def read_choices(session: Session, referral_id: str) -> tuple[LetterChoice, ...]:
    """Every letter that fits where the referral stands, each with whom it goes to.

    Raises:
        NotFound: there is no such referral.
    """
    with session.reading() as work:
        referral = work.get(Referral, referral_id)
        pupil_id = work.get(Case, referral.case_id).pupil_id
        contacts = sorted(
            work.find(Contact, pupil_id=pupil_id), key=lambda one: (one.priority or 99, one.id)
        )
        before = left_out_before(work, referral.service_id)
        found = letter_choices(
            referral,
            work.ever(Service, id=referral.service_id)[-1],
            contacts,
            work.find(Professional, pupil_id=pupil_id),
            session.clock.today(),
        )
        own = form_of(work, referral.service_id)
    if own is not None:
        found = with_own_form(found, own.name)
    return tuple(
        replace(one, order=replace(one.order, left_out=before.get(one.order.kind, ())))
        for one in found
    )


def opening_kind(referral: Referral, service: Service) -> LetterKind:
    """The kind of letter that asks this service to take the pupil."""
    if referral.kind is ReferralKind.CONSULTATION:
        return LetterKind.CONSULTATION
    return LetterKind.EARLY_HELP if service.kind in _EARLY_HELP else LetterKind.REFERRAL


def letter_choices(
    referral: Referral,
    service: Service,
    contacts: Sequence[Contact],
    professionals: Sequence[Professional],
    today: date,
) -> tuple[LetterChoice, ...]:
    """Every letter that fits where the referral stands, each with whom it goes to.

    The letter that opens the referral comes first; other kinds of opening are offered only where
    they can be right.
    """
    found: list[LetterChoice] = []
    for kind, shape in SHAPES.items():
        if referral.state not in shape.states:
            continue
        if shape.opens and not _opens(kind, referral, service):
            continue
        found += choices_to_each(kind, shape.reader, referral.id, contacts, professionals, today)
    first = opening_kind(referral, service)
    return tuple(sorted(found, key=lambda choice: choice.order.kind is not first))


def with_own_form(choices: tuple[LetterChoice, ...], form: str) -> tuple[LetterChoice, ...]:
    """The same, and after the letters that open the referral each once more on their form."""
    opening = [one for one in choices if SHAPES[one.order.kind].opens]
    on_form = [
        replace(one, order=replace(one.order, is_on_own_form=True), form=form) for one in opening
    ]
    others = [one for one in choices if one not in opening]
    return (*opening, *on_form, *others)


def _opens(kind: LetterKind, referral: Referral, service: Service) -> bool:
    if kind is LetterKind.URGENT_FOLLOW_UP:
        return referral.urgency not in {None, Urgency.ROUTINE}
    return kind is opening_kind(referral, service)


def choices_to_each(
    kind: LetterKind,
    reader: Reader,
    referral_id: str,
    contacts: Sequence[Contact],
    professionals: Sequence[Professional],
    today: date,
) -> list[LetterChoice]:
    """A letter of the kind to each person who reads it, or one to the service itself."""
    if reader is Reader.FAMILY:
        return [
            LetterChoice(
                LetterOrder(referral_id, kind, contact_id=one.id),
                contact_name(one),
                relationship(one),
            )
            for one in contacts
            if one.relationship not in SIBLINGS
        ]
    if reader is Reader.GP:
        return [
            LetterChoice(
                LetterOrder(referral_id, kind, professional_id=one.id),
                one.name or one.organisation,
                "GP",
            )
            for one in professionals
            if one.is_gp and (one.to_on is None or one.to_on >= today)
        ]
    return [LetterChoice(LetterOrder(referral_id, kind))]
