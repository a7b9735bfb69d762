"""The second look at a copy: whose it was, whether they confirmed it, and what came after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.errors import NotAllowed, WrongPassphrase
from mhlead.domain.records import DataRequest, RequestEntry, StaffMember, Version
from mhlead.domain.request_copy import SecondLook
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session, staff_name
from mhlead.services.unlocking import note_wrong_try

AGAIN = "looked through again"
CONFIRMED = "looked through, and confirmed with their own passphrase"
NAMED, OWN = "named", "confirmed"
"""How a second look stands in the history."""
_NEW_LOOKS = frozenset({AGAIN, CONFIRMED})


def second_look(work: UnitOfWork, request: DataRequest) -> SecondLook | None:
    """The second look at the copy of a request; None where there was none yet."""
    if request.second_look_by is None or request.second_look_on is None:
        return None
    look = _look(request, work.versions(DataRequest, request.id))
    is_own = look is not None and look.written_by == request.second_look_by
    name = staff_name(work, request.second_look_by)
    return SecondLook(name, request.second_look_on, is_own)


def look_words(look: SecondLook | None) -> tuple[str, ...]:
    """The second look as a line of what a release says of itself; none where there was none."""
    if look is None:
        return ()
    return (f"second look {'confirmed' if look.is_confirmed else 'named, not confirmed'}",)


def is_overtaken(
    work: UnitOfWork,
    request: DataRequest,
    decisions: Iterable[RequestEntry],
    written: Iterable[datetime],
) -> bool:
    """Whether something of the copy was written, decided, hidden or shown after the second look.

    Moments are compared, not days: what is decided an hour after the look was not seen in it.

    Args:
        work: A transaction.
        request: The request.
        decisions: What was decided about its entries.
        written: When each entry that goes into the copy was last written.
    """
    wordings = work.versions(DataRequest, request.id)
    look = _look(request, wordings)
    if look is None or request.second_look_on is None:
        return False
    # Who typed in a day that had been, looked then: what came later that day or since is unseen.
    day_ends = datetime.combine(request.second_look_on + timedelta(days=1), time()).astimezone()
    looked_at = min(look.written_at, day_ends)
    decided = work.written(RequestEntry, [one.id for one in decisions])
    moments = [one.changed_at for one in decided.values()]
    moments += [
        new.written_at
        for old, new in pairwise(wordings)
        if _names(old.record) != _names(new.record)
    ]
    return any(one > looked_at for one in (*moments, *written))


def _names(request: DataRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return request.more_names, request.shown_names


def _look(
    request: DataRequest, wordings: list[Version[DataRequest]]
) -> Version[DataRequest] | None:
    """The wording with which the look that counts was written down."""
    if request.second_look_by is None or request.second_look_on is None:
        return None
    found = None
    for one in reversed(wordings):
        if (one.record.second_look_by, one.record.second_look_on) != (
            request.second_look_by,
            request.second_look_on,
        ):
            break
        found = one
        if one.reason in _NEW_LOOKS:
            break
    return found


def confirm_look(session: Session, request_id: str, staff_id: str, passphrase: str) -> Changes:
    """The member of staff, who is there, confirms that they looked through the copy as it stands.

    It is written down as theirs; who is at work stays so, and the passphrase is kept nowhere.

    Raises:
        NotAllowed: it is the one at work ("second-look-own"), nobody is ("nobody-at-work"), they
            can't unlock this store ("no-passphrase"), or what was typed is somebody else's
            passphrase ("second-look-other").
        WrongPassphrase: it opens nothing; the history says so.
    """
    if not session.actor_id:
        raise NotAllowed("nobody-at-work")
    if staff_id == session.actor_id:
        raise NotAllowed("second-look-own")
    with session.reading() as work:
        has_left = work.get(StaffMember, staff_id).left_on is not None
    ways = session.store.ways
    if has_left or staff_id not in ways.people():
        raise NotAllowed("no-passphrase")
    if not ways.check_passphrase(passphrase, staff_id):
        note_wrong_try(session)
        if ways.check_passphrase(passphrase):
            raise NotAllowed("second-look-other")
        raise WrongPassphrase
    theirs = replace(session, actor_id=staff_id)
    with theirs.writing() as work:
        request = work.get(DataRequest, request_id)
        if not request.kind.asks_for_copy:
            raise NotAllowed("no-copy-asked")
        today = session.clock.today()
        look = replace(request, second_look_by=staff_id, second_look_on=today)
        work.correct(look, CONFIRMED)
        detail = {"id": request.id, "beside": session.actor_id}
        work.log(Action.SECOND_LOOK, request.pupil_id, detail)
        return work.commit()


def looked_again(session: Session, request_id: str) -> Changes:
    """Whoever had the second look has looked through the copy as it stands now.

    Raises:
        NotAllowed: nobody had one yet, or it is the one at work ("second-look-missing").
    """
    with session.writing() as work:
        request = work.get(DataRequest, request_id)
        if request.second_look_by in {None, session.actor_id}:
            raise NotAllowed("second-look-missing")
        work.correct(replace(request, second_look_on=session.clock.today()), AGAIN)
        detail = {"kind": "DataRequest", "id": request.id, "look": NAMED}
        work.log(Action.DATA_REQUESTED, request.pupil_id, detail)
        return work.commit()
