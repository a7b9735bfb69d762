"""Something that links several pupils: each has a part of their own, and a record of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import LinkRole
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.naming import initials, school_name, sort_name
from mhlead.domain.records import Pupil, PupilLink
from mhlead.domain.views import LinkedPupil, LinkView
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.session import Session


@dataclass(frozen=True)
class LinkPart:
    """One pupil's part.

    Attributes:
        own_words: What is only for this pupil's record.
    """

    pupil_id: str
    role: LinkRole
    own_words: str = ""


def link_pupils(
    session: Session, about: str, happened_on: date, parts: Sequence[LinkPart]
) -> Changes:
    """Each pupil has a record of their own part; none says another's.

    Args:
        session: The unlocked store.
        about: What links them, in words that may stand in every one's record.
        happened_on: The day it happened.
        parts: Two pupils or more.

    Raises:
        FieldRefused: nobody else is named, or a field can't be kept.
        NotAllowed: a pupil is named twice ("linked-twice").
    """
    if len(parts) < 2:
        raise FieldRefused("others", "required")
    link = session.ids.new()
    with session.writing() as work:
        for part in parts:
            _add(session, work, link, about, happened_on, part)
        return work.commit()


def add_to_link(session: Session, record_id: str, part: LinkPart) -> Changes:
    """One more pupil has a part in what the record is about.

    Raises:
        NotAllowed: they have one already ("linked-twice").
    """
    with session.writing() as work:
        own = work.get(PupilLink, record_id)
        _add(session, work, own.link, own.about, own.happened_on, part)
        return work.commit()


def _add(
    session: Session, work: UnitOfWork, link: str, about: str, on: date, part: LinkPart
) -> None:
    pupil = work.get(Pupil, part.pupil_id)
    if work.count(PupilLink, link=link, pupil_id=pupil.id):
        raise NotAllowed("linked-twice")
    record = tidied(
        PupilLink(session.ids.new(), pupil.id, link, part.role, about, on, part.own_words)
    )
    check(record, session.clock.today())
    work.add(record)
    work.log(Action.RECORD_ADDED, pupil.id, {"kind": "PupilLink", "id": record.id})


def links_of(work: UnitOfWork, pupil_id: str) -> tuple[LinkView, ...]:
    """The pupil's own parts, newest first, each with the names of the others and no more."""
    own = work.find(PupilLink, pupil_id=pupil_id)
    every = work.find(PupilLink, link=[record.link for record in own])
    ids = {record.pupil_id for record in every} - {pupil_id}
    pupils = {pupil.id: pupil for pupil in work.find(Pupil, id=sorted(ids))}
    views = [
        LinkView(
            record,
            tuple(
                LinkedPupil(pupil.id, school_name(pupil), initials(pupil))
                for pupil in sorted(pupils.values(), key=lambda one: sort_name(one).casefold())
                if any(one.link == record.link and one.pupil_id == pupil.id for one in every)
            ),
        )
        for record in own
    ]
    return tuple(sorted(views, key=lambda view: view.record.happened_on, reverse=True))
