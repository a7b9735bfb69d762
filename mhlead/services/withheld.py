"""What is kept from a service: the name it may hear, and that its successor hears no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mhlead.domain.audit import Action
from mhlead.domain.naming import ToldName, told_name
from mhlead.domain.records import NameUse, Pupil, Withholding
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session
from mhlead.services.today_facts import some

NAME_PARTS = ("surname", "forename", "middle_names", "preferred_forename", "preferred_surname")
CARRIED = "kept from the service it took the place of"


def keep_withheld(
    session: Session,
    work: UnitOfWork,
    from_id: str,
    to_id: str,
    pupil_id: str | None = None,
) -> None:
    """Every fact that one service is not to be told is kept from the other one too.

    Args:
        session: The unlocked store.
        work: The transaction.
        from_id: The service that ends, or held a referral until now.
        to_id: The service that takes its place.
        pupil_id: The pupil meant; every pupil otherwise.
    """
    where = {"pupil_id": pupil_id} if pupil_id else {}
    there = {_fact(one) for one in work.find(Withholding, service_id=to_id, **where)}
    for one in work.find(Withholding, service_id=from_id, **where):
        if _fact(one) in there:
            continue
        kept = replace(one, id=session.ids.new(), service_id=to_id)
        work.add(kept, CARRIED)
        work.log(Action.RECORD_ADDED, kept.pupil_id, {"kind": "Withholding", "id": kept.id})


def told_names(
    work: UnitOfWork, pupils: Sequence[Pupil], service_id: str
) -> Mapping[str, ToldName]:
    """By pupil, the name that a service may be told; always the same number of statements."""
    ids = [pupil.id for pupil in pupils]
    kept = some(work, Withholding, "pupil_id", ids, service_id=service_id)
    hidden: defaultdict[str, set[str]] = defaultdict(set)
    for one in kept:
        hidden[one.about_id].add(one.field)
    uses: defaultdict[str, list[NameUse]] = defaultdict(list)
    for use in some(work, NameUse, "pupil_id", ids):
        if not hidden[use.id]:
            uses[use.pupil_id].append(use)
    return {pupil.id: told_name(_less(pupil, hidden[pupil.id]), uses[pupil.id]) for pupil in pupils}


def _less(pupil: Pupil, hidden: set[str]) -> Pupil:
    """The pupil without the parts of the name that are not to be told."""
    if "" in hidden:
        return Pupil(id=pupil.id, surname="", forename="")
    return replace(pupil, **{name: "" for name in NAME_PARTS if name in hidden})  # type: ignore[arg-type]


def _fact(kept: Withholding) -> tuple[str, str, str]:
    return kept.about_kind, kept.about_id, kept.field
