"""Taking the right to write back where the file that the store was passed on in was never made."""

from __future__ import annotations

from mhlead.domain.audit import Action
from mhlead.domain.records import Baton, StaffMember
from mhlead.domain.records.copies import BATON_ID
from mhlead.services.ports import Clock, Store


def take_unsent_back(store: Store, clock: Clock, actor_id: str) -> None:
    """This copy may be written to again, if it was passed on in a file that nobody ever had.

    Raises:
        NoSpace, StoreReadOnly: that can't be written either; the next writing tries it again.
    """
    if not store.unsent_pass:
        return
    with store.begin(actor_id) as work:
        held = work.find(Baton, id=BATON_ID)
        if held and (held[0].copy_id, held[0].pass_id) == ("", store.unsent_pass):
            names = [one.record.name for one in work.versions(StaffMember, actor_id)]
            name = names[-1] if names else ""
            work.put(Baton(BATON_ID, store.copy_id, name, clock.now(), store.unsent_pass))
            work.log(Action.PASS_UNDONE, None, {"pass": store.unsent_pass})
            work.commit()
    store.end_pass()
    store.unsent_pass = ""
