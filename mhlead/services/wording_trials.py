"""Referrals that a wording can be tried on: the letter as it would really be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mhlead.domain.codes import LetterKind, Reader
from mhlead.domain.errors import NotAllowed
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.naming import initials, school_name
from mhlead.domain.records import Case, Contact, Professional, Pupil, Referral, Service
from mhlead.services.family_gate import refuse_family
from mhlead.services.letters.choice import choices_to_each
from mhlead.services.ports import UnitOfWork
from mhlead.services.referrals import refuse_died
from mhlead.services.session import Session

MOST_TRIALS = 60
"""So many are offered, the newest referrals first; nobody reads a longer list."""


@dataclass(frozen=True)
class Trial:
    """A letter that a wording can be tried on.

    Attributes:
        name: The pupil as the school calls them.
        to_whom: The service or the person it goes to.
        fits: A letter of this kind could be written there now.
    """

    order: LetterOrder
    name: str
    initials: str
    reference: str
    to_whom: str
    fits: bool


def list_trials(
    session: Session, kind: LetterKind, asked_for: LetterOrder | None = None
) -> tuple[Trial, ...]:
    """Letters of the kind to people who may be written to; those that could go now come first.

    Args:
        session: The unlocked store.
        kind: The kind of letter.
        asked_for: A letter that comes before all others, as it was asked for.
    """
    with session.reading() as work:
        found: list[Trial] = []
        first = asked_for.referral_id if asked_for else ""
        newest = sorted(work.find(Referral), key=lambda one: one.id, reverse=True)
        for referral in sorted(newest, key=lambda one: one.id != first):
            found += _trials(session, work, kind, referral)
            if len(found) >= MOST_TRIALS:
                break
    found = [_as_asked(one, asked_for) for one in found]
    return tuple(sorted(found, key=lambda one: (one.order != asked_for, not one.fits)))


def _as_asked(trial: Trial, asked_for: LetterOrder | None) -> Trial:
    """The trial with what is left out of the letter that was asked for, where it is that letter."""
    if asked_for is None or _to_whom(trial.order) != _to_whom(asked_for):
        return trial
    return replace(trial, order=asked_for)


def _to_whom(order: LetterOrder) -> tuple[str, str | None, str | None]:
    return order.referral_id, order.contact_id, order.professional_id


def _trials(
    session: Session, work: UnitOfWork, kind: LetterKind, referral: Referral
) -> Iterator[Trial]:
    pupil = work.get(Pupil, work.get(Case, referral.case_id).pupil_id)
    shape = SHAPES[kind]
    service = work.ever(Service, id=referral.service_id)[-1]
    for choice in choices_to_each(
        kind,
        shape.reader,
        referral.id,
        work.find(Contact, pupil_id=pupil.id),
        work.find(Professional, pupil_id=pupil.id),
        session.clock.today(),
    ):
        if not _may_write(session, work, referral, choice.order):
            continue
        yield Trial(
            choice.order,
            school_name(pupil),
            initials(pupil),
            referral.reference,
            choice.to_whom or service.name,
            referral.state in shape.states,
        )


def _may_write(session: Session, work: UnitOfWork, referral: Referral, order: LetterOrder) -> bool:
    try:
        refuse_died(work, referral.case_id)
        if order.reader is Reader.FAMILY:
            refuse_family(session, work, referral.case_id, order.contact_id)
    except NotAllowed:
        return False
    return True
