"""That what is kept about one pupil never points at another one, nor goes over to them unseen."""

from __future__ import annotations

from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Contact, NextStep, Plan, Professional, Record, Referral
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import pupil_id_of

_LINKS: dict[str, type[Record]] = {
    "contact_id": Contact,
    "professional_id": Professional,
    "referral_id": Referral,
    "earlier_id": Referral,
    "plan_id": Plan,
    "step_id": NextStep,
}
"""Fields that name another record of the same pupil."""


def refuse_other_pupil(work: UnitOfWork, record: Record) -> None:
    """Returns where everything the record names is about the pupil it is about itself.

    Raises:
        NotAllowed: it names something of another pupil ("other-pupil").
    """
    pupil_id = pupil_id_of(work, record)
    if pupil_id is None:
        return
    for name, kind in _LINKS.items():
        named_id = getattr(record, name, None)
        if named_id is None:
            continue
        # One that was removed since is still this pupil's; one that never was is a broken link.
        named = work.ever(kind, id=named_id)
        if named and pupil_id_of(work, named[-1]) != pupil_id:
            raise NotAllowed("other-pupil")


def refuse_going_over(work: UnitOfWork, before: Record, after: Record) -> None:
    """Returns where both wordings are about the same pupil; moving an entry is an act of its own.

    Raises:
        NotAllowed: they are not ("other-pupil").
    """
    if pupil_id_of(work, before) != pupil_id_of(work, after):
        raise NotAllowed("other-pupil")
