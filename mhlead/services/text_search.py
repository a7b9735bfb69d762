"""Finding entries by their words, across all pupils."""

from __future__ import annotations

from collections import Counter

from mhlead.domain.audit import Action
from mhlead.domain.errors import FieldRefused
from mhlead.domain.found import FoundEntry, TextHit
from mhlead.domain.naming import initials, school_name, sort_name
from mhlead.domain.records import Pupil
from mhlead.services.session import Session

MOST = 50
"""So many entries are shown, the newest."""
LONGEST = 200
"""So many characters are looked for: with 20,000 words a search took 11 seconds."""


def find_entries(session: Session, typed: str) -> list[FoundEntry]:
    """Entries that hold all the words, or words that begin with them, newest first.

    Parts of entries are shown, so each pupil they are about has a line in the history; what was
    typed is not in it.

    Args:
        session: An unlocked store; entries kept from the one at work are not found.
        typed: The words, in any order.

    Raises:
        FieldRefused: more than anybody types was to be looked for ("too-long-to-find").
    """
    if len(typed) > LONGEST:
        raise FieldRefused("words", "too-long-to-find")
    with session.writing() as work:
        hits = work.search.find_text(typed, MOST)
        about = {one.id: one for one in work.find(Pupil, id={hit.pupil_id for hit in hits})}
        found = [_found(hit, about[hit.pupil_id]) for hit in hits if hit.pupil_id in about]
        for pupil_id, count in Counter(one.hit.pupil_id for one in found).items():
            work.log(Action.ENTRIES_FOUND, pupil_id, {"entries": str(count)})
        if found:
            work.commit()
        return found


def _found(hit: TextHit, pupil: Pupil) -> FoundEntry:
    return FoundEntry(hit, school_name(pupil), sort_name(pupil), initials(pupil))
