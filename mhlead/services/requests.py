"""Requests for a pupil's data: the register, the clock, the copy, and its release."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import Channel, Requester, RequestKind
from mhlead.domain.document import Document
from mhlead.domain.errors import NotAllowed
from mhlead.domain.harm import is_unsettled
from mhlead.domain.masking import Masking
from mhlead.domain.naming import full_name, initials, school_name
from mhlead.domain.records import (
    Case,
    DataRequest,
    Letter,
    Pupil,
    RequestEntry,
    RequestRelease,
    StaffMember,
)
from mhlead.domain.request_clock import answer_by, is_record_owed, waits_for
from mhlead.domain.request_copy import CopyHead, SecondLook, compose_copy, copy_text
from mhlead.services.clocks import school_calendar
from mhlead.services.letters.issuing import unprintable_in
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.request_entries import (
    HeldEntry,
    RecordWords,
    held_entries,
    whole_decision,
)
from mhlead.services.request_masking import masking_of
from mhlead.services.restricted import RESTRICTABLE, in_full, is_kept_letter
from mhlead.services.school import establishment_of, school_of
from mhlead.services.second_look import NAMED, OWN, is_overtaken, look_words, second_look
from mhlead.services.session import Session

_HAVE_THE_RIGHT = frozenset({Requester.PUPIL, Requester.PARENT})


@dataclass(frozen=True)
class RequestLine:
    """A request in the register.

    Attributes:
        answer_by: The last day for the answer; None while the clock stands still.
        waits_for: What it stands still for: "identity", "clarification" or "".
        has_right: False where the educational record is asked for by somebody, or of a school,
            without that right: it is taken for the pupil's own data.
    """

    request: DataRequest
    name: str
    initials: str
    answer_by: date | None
    waits_for: str
    has_right: bool


@dataclass(frozen=True)
class RequestView:
    """A request with everything that is held.

    Attributes:
        lacks: What stands between the copy and its release, as codes.
        masked: Names that are replaced in the copy.
        health: What was decided about all health data in it, where somebody did.
        look: The second look at it, where there was one.
        lookers: Who could confirm one here: whoever can unlock, but for the one at work.
    """

    line: RequestLine
    entries: Sequence[HeldEntry]
    releases: Sequence[RequestRelease]
    lacks: Sequence[str]
    masked: Sequence[str]
    health: RequestEntry | None = None
    look: SecondLook | None = None
    lookers: Sequence[StaffMember] = ()


@dataclass(frozen=True)
class RequestCopy:
    """The copy as it would leave now.

    Attributes:
        made_on: The day that stands on it.
    """

    pdf: bytes
    text: str
    pages: int
    counts: tuple[str, ...]
    lacks: Sequence[str]
    made_on: date


@dataclass(frozen=True)
class Released:
    """How the copy left."""

    sent_on: date
    how: Channel
    to_whom: str


def list_requests(session: Session) -> list[RequestLine]:
    """Every request, open ones first, the soonest due leading."""
    with session.reading() as work:
        lines = [_line(work, one) for one in work.find(DataRequest)]
    return sorted(
        lines,
        key=lambda one: (
            one.request.closed_on is not None,
            one.answer_by or date.max,
            one.request.received_on,
        ),
    )


def read_request(session: Session, request_id: str, words: RecordWords) -> RequestView:
    """A request with every entry that is held; that it was looked at stands in the history."""
    with session.writing() as work:
        request = work.get(DataRequest, request_id)
        entries = held_entries(work, request, words)
        work.log(Action.PUPIL_VIEWED, request.pupil_id, {"request": request_id})
        view = RequestView(
            line=_line(work, request),
            entries=entries,
            releases=work.find(RequestRelease, request_id=request_id),
            lacks=_lacks(session, work, request, entries),
            masked=masking_of(work, request).names,
            health=whole_decision(work, request_id),
            look=second_look(work, request),
            lookers=[p for p in work.find(StaffMember, is_user=True) if _may_look(session, p)],
        )
        work.commit()
        return view


def _may_look(session: Session, person: StaffMember) -> bool:
    return person.left_on is None and person.id != session.actor_id


def draft_copy(session: Session, press: Press, request_id: str, words: RecordWords) -> RequestCopy:
    """The copy as the record and the decisions stand now; nothing of it is kept.

    Raises:
        NotAllowed: a name that has to be masked still stands in it ("copy-leaks"), or no copy was
            asked for ("no-copy-asked").
    """
    with session.writing() as work:
        request = _for_copy(work, request_id)
        entries = held_entries(work, request, words)
        masking = masking_of(work, request)
        lacks = _lacks(session, work, request, entries)
        made_on, look = session.clock.today(), second_look(work, request)
        document = _composed(work, request, entries, masking, made_on)
        work.log(Action.LETTER_PREVIEWED, request.pupil_id, {"request": request_id})
        work.commit()
    text = copy_text(document)
    if masking.count(text):
        raise NotAllowed("copy-leaks")
    unprintable = unprintable_in(press, document)
    pdf = press.render(document, draft=bool(unprintable))
    lacks = (*lacks, *(["unprintable"] if unprintable else []))
    included = sum(one.is_included for one in entries)
    counts = (f"included {included}", f"left out {len(entries) - included}", *look_words(look))
    return RequestCopy(pdf, text, press.page_count(pdf), counts, lacks, made_on)


def _for_copy(work: UnitOfWork, request_id: str) -> DataRequest:
    request = work.get(DataRequest, request_id)
    if not request.kind.asks_for_copy:
        raise NotAllowed("no-copy-asked")
    return request


def release_copy(
    session: Session, request_id: str, copy: RequestCopy, how: Released, words: RecordWords
) -> tuple[RequestRelease, Changes]:
    """The log says that this very copy left, and the request is answered.

    Raises:
        NotAllowed: something stands between it and its release ("copy-not-ready"), or the record or
            what was decided is not as it was when it was made ("copy-changed").
    """
    with session.writing() as work:
        request = _for_copy(work, request_id)
        entries = held_entries(work, request, words)
        if _lacks(session, work, request, entries) or copy.lacks:
            raise NotAllowed("copy-not-ready")
        now = _composed(work, request, entries, masking_of(work, request), copy.made_on)
        if copy_text(now) != copy.text:
            raise NotAllowed("copy-changed")
        release = RequestRelease(
            id=session.ids.new(),
            request_id=request_id,
            at=session.clock.now(),
            by=session.actor_id,
            sent_on=how.sent_on,
            how=how.how,
            to_whom=how.to_whom,
            sha256=hashlib.sha256(copy.pdf).hexdigest(),
            pages=copy.pages,
            counts=copy.counts,
        )
        work.add(release)
        if request.closed_on is None:
            work.correct(replace(request, closed_on=how.sent_on), "answered")
        look = second_look(work, request)
        how_looked = OWN if look is not None and look.is_confirmed else NAMED
        work.log(Action.DATA_RELEASED, request.pupil_id, {"id": release.id, "look": how_looked})
        return release, work.commit()


def record_use(session: Session, request_id: str, how: str) -> Changes:
    """That the copy was "printed" or "saved" stands in the history."""
    with session.writing() as work:
        pupil_id = work.get(DataRequest, request_id).pupil_id
        work.log(Action.EXPORTED, pupil_id, {"what": "request-copy", "how": how})
        return work.commit()


def _lacks(
    session: Session, work: UnitOfWork, request: DataRequest, entries: Sequence[HeldEntry]
) -> tuple[str, ...]:
    if not request.kind.asks_for_copy:
        return ()
    whole, today = whole_decision(work, request.id), session.clock.today()
    decisions = [one for one in (whole, *(entry.decision for entry in entries)) if one]
    health = [one.decision for one in entries if one.is_included and one.is_health]
    written = [one.written_at for one in entries if one.is_included and one.written_at]
    has_right = request.standing in _HAVE_THE_RIGHT or bool(request.authority.strip())
    is_pupil = request.standing is Requester.PUPIL
    faults = {
        "identity": request.identity_on is None,
        "authority": not has_right,
        "pupil-view": not is_pupil and not request.pupil_view.strip(),
        "restricted": _keeps_back(work, request),
        "undecided": any(one.is_undecided for one in entries),
        "health": is_unsettled(health, whole, today),
        "second-look": request.second_look_by is None or request.second_look_on is None,
        "second-person": request.second_look_by == session.actor_id,
        "looked-too-early": is_overtaken(work, request, decisions, written),
    }
    return tuple(code for code, is_so in faults.items() if is_so)


def _keeps_back(work: UnitOfWork, request: DataRequest) -> bool:
    """Whether entries are held that the one at work is not shown: their copy would lack them."""
    full = in_full(work)
    if full is work:
        return False
    cases = [one.id for one in full.find(Case, pupil_id=request.pupil_id)]
    letters = full.find(Letter, case_id=cases)
    return any(is_kept_letter(work, one.id) for one in letters) or any(
        full.count(kind, case_id=cases) != work.count(kind, case_id=cases)
        for kind in RESTRICTABLE.values()
    )


def _composed(
    work: UnitOfWork,
    request: DataRequest,
    entries: Sequence[HeldEntry],
    masking: Masking,
    made_on: date,
) -> Document:
    """The copy as the record and the decisions stand now."""
    school = school_of(work)
    name = full_name(work.get(Pupil, request.pupil_id))
    look = second_look(work, request)
    head = CopyHead(
        name,
        school.name if school else "",
        request.received_on,
        made_on,
        is_confirmed=look.is_confirmed if look else None,
    )
    return compose_copy(head, [one.entry for one in entries if one.is_included], masking)


def _line(work: UnitOfWork, request: DataRequest) -> RequestLine:
    pupil = work.get(Pupil, request.pupil_id)
    kind = establishment_of(work)
    is_record = request.kind is RequestKind.EDUCATIONAL_RECORD
    return RequestLine(
        request=request,
        name=school_name(pupil),
        initials=initials(pupil),
        answer_by=answer_by(request, school_calendar(work), kind),
        waits_for=waits_for(request, kind),
        has_right=not is_record or is_record_owed(request, kind),
    )
