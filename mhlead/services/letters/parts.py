"""Chooses what goes into a letter, fact by fact, and remembers the choice for that service."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import LetterKind
from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_needs import lacking, told_values
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_parts import LEAVABLE, left_out
from mhlead.domain.records import Case, LeftOut, Referral
from mhlead.domain.template_filling import has_value
from mhlead.services.letters.facts import gather
from mhlead.services.letters.sources import read_sources
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session


@dataclass(frozen=True)
class LetterPart:
    """A fact that a letter could do without.

    Attributes:
        name: Its name in the letter's wording.
        is_in: It stands in the letter as it is asked for.
    """

    name: str
    is_in: bool


def read_parts(session: Session, order: LetterOrder) -> tuple[LetterPart, ...]:
    """The facts this letter holds that may be left out, in the letter's order.

    Raises:
        NotFound: there is no such referral.
    """
    with session.reading() as work:
        referral = work.get(Referral, order.referral_id)
        whole = replace(order, left_out=())
        facts = gather(read_sources(work, referral, session.clock.today(), whole))
    return tuple(
        LetterPart(name, name not in order.left_out)
        for name, value in told_values(facts).items()
        if name in LEAVABLE and has_value(value) and _can_do_without(facts, name)
    )


def _can_do_without(facts: LetterFacts, name: str) -> bool:
    """Whether the letter lacks nothing more without that fact."""
    return set(lacking(left_out(facts, (name,)))) <= set(lacking(facts))


def remember_left_out(
    session: Session, order: LetterOrder, names: tuple[str, ...]
) -> tuple[LetterOrder, Changes]:
    """The order without these facts; the next letter of its kind to that service begins so too."""
    with session.writing() as work:
        referral = work.get(Referral, order.referral_id)
        before = _found(work, referral.service_id, order.kind)
        kept = LeftOut(
            before.id if before else session.ids.new(), referral.service_id, order.kind, names
        )
        if before == kept:
            return replace(order, left_out=names), Changes()
        check(kept, session.clock.today())
        if before is None:
            work.add(kept)
        else:
            work.correct(kept, "chosen anew")
        pupil_id = work.get(Case, referral.case_id).pupil_id
        work.log(Action.RECORD_CORRECTED, pupil_id, {"kind": "LeftOut", "id": kept.id})
        return replace(order, left_out=names), work.commit()


def left_out_before(work: UnitOfWork, service_id: str) -> dict[LetterKind, tuple[str, ...]]:
    """What was left out of each kind of letter about this service, when it was last chosen."""
    return {one.kind: one.names for one in work.find(LeftOut, service_id=service_id)}


def _found(work: UnitOfWork, service_id: str, kind: LetterKind) -> LeftOut | None:
    found = work.find(LeftOut, service_id=service_id, kind=kind)
    return found[-1] if found else None
