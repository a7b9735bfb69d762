"""Needed, but no service exists or takes it: a dated outcome with a plan B, and when it was met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Case, UnmetNeed
from mhlead.services.records import tidied
from mhlead.services.session import Session


def record_unmet(session: Session, unmet: UnmetNeed) -> tuple[UnmetNeed, Changes]:
    """The need stands as unmet, with what the school does instead.

    Raises:
        NotAllowed: the case is closed ("case-closed").
        FieldRefused: no need or no plan B is named, or a field can't be kept.
    """
    today = session.clock.today()
    with session.writing() as work:
        case = work.get(Case, unmet.case_id)
        if not case.is_open:
            raise NotAllowed("case-closed")
        kept = tidied(replace(unmet, id=session.ids.new()))
        check(kept, today)
        work.add(kept)
        work.log(Action.RECORD_ADDED, case.pupil_id, {"kind": "UnmetNeed", "id": kept.id})
        return kept, work.commit()


def mark_met(session: Session, unmet_id: str, on: date, words: str) -> tuple[UnmetNeed, Changes]:
    """The need was met after all.

    Raises:
        NotAllowed: it says no reason ("reason-missing").
    """
    if not words.strip():
        raise NotAllowed("reason-missing")
    with session.writing() as work:
        unmet = replace(work.get(UnmetNeed, unmet_id), met_on=on)
        check(unmet, session.clock.today())
        work.correct(unmet, words.strip())
        pupil_id = work.get(Case, unmet.case_id).pupil_id
        work.log(Action.RECORD_CORRECTED, pupil_id, {"kind": "UnmetNeed", "id": unmet_id})
        return unmet, work.commit()
