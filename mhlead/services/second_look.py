"""The second look at a copy: whether it came after the last thing that was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import DataRequest, RequestEntry, Version
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session

AGAIN = "looked through again"


def is_overtaken(work: UnitOfWork, request: DataRequest, decisions: Sequence[RequestEntry]) -> bool:
    """Whether an entry was decided, or a name hidden or shown, after the second look.

    Moments are compared, not days: what is decided an hour after the look was not seen in it.
    """
    wordings = work.versions(DataRequest, request.id)
    looked_at = _looked_at(request, wordings)
    decided = work.written(RequestEntry, [one.id for one in decisions])
    moments = [one.changed_at for one in decided.values()]
    moments += [
        new.written_at
        for old, new in pairwise(wordings)
        if _names(old.record) != _names(new.record)
    ]
    return looked_at is not None and any(one > looked_at for one in moments)


def _names(request: DataRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return request.more_names, request.shown_names


def _looked_at(request: DataRequest, wordings: Sequence[Version[DataRequest]]) -> datetime | None:
    """When the look was written down, or the end of its day where that came later."""
    if request.second_look_by is None or request.second_look_on is None:
        return None
    look = (request.second_look_by, request.second_look_on)
    written_at = wordings[-1].written_at
    for one in reversed(wordings):
        if (one.record.second_look_by, one.record.second_look_on) != look:
            break
        written_at = one.written_at
        if one.reason == AGAIN:
            break
    day_ends = datetime.combine(request.second_look_on + timedelta(days=1), time()).astimezone()
    return min(written_at, day_ends)


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
        work.log(Action.DATA_REQUESTED, request.pupil_id, {"kind": "DataRequest", "id": request.id})
        return work.commit()
