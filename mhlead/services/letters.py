"""Drafting, issuing, reading and sending letters; an issued letter never changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import LONGEST_LINE, check
from mhlead.domain.codes import Channel, LetterKind
from mhlead.domain.document import Document, TextSize, as_text, texts_of
from mhlead.domain.errors import FieldRefused, LetterIncomplete, NotAllowed
from mhlead.domain.letter import ReferralFacts
from mhlead.domain.records import (
    Case,
    Counterpart,
    Letter,
    Pupil,
    Referral,
    ReferralEvent,
    SchoolProfile,
    Sending,
    Service,
)
from mhlead.domain.referral_letter import REFERRAL, compose_referral
from mhlead.domain.template import parse
from mhlead.domain.template_tree import Template
from mhlead.domain.views import Gap, IssuedLetter, LetterLine, ReferralView
from mhlead.resources import resource_text
from mhlead.services.criteria import unmet_rules
from mhlead.services.letter_facts import gather
from mhlead.services.letter_lacks import gaps_of
from mhlead.services.letter_sources import read_sources
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.pupils import directory_of, letter_lines
from mhlead.services.referrals import allowed_moves, refuse_died, refuse_left
from mhlead.services.school import is_stale, logo_of
from mhlead.services.session import Session
from mhlead.services.wrong_door import refuse_wrong_door

PRINTED, SAVED = Action.LETTER_PRINTED, Action.LETTER_SAVED


@dataclass(frozen=True)
class DraftLetter:
    """A letter as it would be issued now.

    Attributes:
        pdf: The very bytes, but for the marks of a draft where something is missing.
        text: The same as plain text, for a screen reader.
        unprintable: Code points that can't be printed, as "U+XXXX".
        checked_on: The day the service's details were last checked, where that is long ago.
        is_stale: They were last checked more than 180 days ago, or never.
    """

    pdf: bytes
    text: str
    gaps: tuple[Gap, ...]
    unprintable: tuple[str, ...]
    is_stale: bool = False
    checked_on: date | None = None

    @property
    def may_be_issued(self) -> bool:
        """True where nothing required is missing and every character prints."""
        return not self.unprintable and not any(gap.is_required for gap in self.gaps)


@cache
def referral_template() -> Template:
    """The referral letter's template as it ships."""
    return parse(resource_text("templates/referral.txt"), REFERRAL)


def open_referral(session: Session, referral_id: str) -> ReferralView:
    """Everything the page of one referral shows; that it was looked at stands in the history."""
    with session.writing() as work:
        view = _read_view(session, work, referral_id)
        work.log(Action.PUPIL_VIEWED, view.pupil.id, {"referral": referral_id})
        work.commit()
        return view


def read_referral_again(session: Session, referral_id: str) -> ReferralView:
    """The same page after a change, while it stays open."""
    with session.reading() as work:
        return _read_view(session, work, referral_id)


def _read_view(session: Session, work: UnitOfWork, referral_id: str) -> ReferralView:
    referral = work.get(Referral, referral_id)
    case = work.get(Case, referral.case_id)
    facts = gather(read_sources(work, referral, session.clock.today()))
    directory = directory_of(work)
    return ReferralView(
        referral=referral,
        pupil=work.get(Pupil, case.pupil_id),
        case=case,
        service=work.get(Service, referral.service_id),
        counterparts=tuple(work.find(Counterpart, service_id=referral.service_id)),
        referrer=directory.staff.get(referral.referrer_id),
        events=tuple(work.find(ReferralEvent, referral_id=referral_id)),
        letters=tuple(letter_lines(work, work.find(Letter, referral_id=referral_id), directory)),
        gaps=gaps_of(facts, has_urgency=referral.urgency is not None),
        moves=allowed_moves(referral),
    )


def draft_letter(
    session: Session, press: Press, referral_id: str, *, large_print: bool = False
) -> DraftLetter:
    """The letter as it stands now, with gaps shown in it; nothing is issued."""
    with session.writing() as work:
        referral = work.get(Referral, referral_id)
        facts, document = _compose(session, work, referral, large_print=large_print)
        service = work.get(Service, referral.service_id)
        pupil_id = work.get(Case, referral.case_id).pupil_id
        work.log(Action.LETTER_PREVIEWED, pupil_id, {"referral": referral_id})
        work.commit()
    return DraftLetter(
        pdf=press.render(document, draft=True),
        text=as_text(document),
        gaps=gaps_of(facts, has_urgency=referral.urgency is not None),
        unprintable=_unprintable(press, document),
        is_stale=is_stale(service, session.clock.today()),
        checked_on=service.checked_on,
    )


def issue_letter(
    session: Session, press: Press, referral_id: str, *, large_print: bool = False
) -> tuple[IssuedLetter, Changes]:
    """The letter is made, frozen with its facts, and can be printed, saved and sent.

    Raises:
        LetterIncomplete: a required fact is missing or a character can't be printed.
        NotAllowed: the referral has ended ("referral-ended"), its service has ("service-ended"),
            the pupil has left ("left-school"), or a letter is the wrong door ("wrong-door",
            "routine-without-reason").
    """
    with session.writing() as work:
        referral = work.get(Referral, referral_id)
        if not referral.is_open:
            raise NotAllowed("referral-ended")
        if work.get(Service, referral.service_id).ended_on is not None:
            raise NotAllowed("service-ended")
        refuse_died(work, referral.case_id)
        refuse_wrong_door(work, referral)
        refuse_left(session, work.get(Pupil, work.get(Case, referral.case_id).pupil_id))
        facts, document = _compose(session, work, referral, large_print=large_print)
        gaps = gaps_of(facts, has_urgency=referral.urgency is not None)
        lacking = tuple(gap.field for gap in gaps if gap.is_required)
        if lacking:
            raise LetterIncomplete(missing=lacking)
        pdf = press.render(document)
        letter = Letter(
            id=session.ids.new(),
            case_id=referral.case_id,
            kind=LetterKind.REFERRAL,
            at=session.clock.now(),
            by=session.actor_id,
            template_version=f"referral/{referral_template().version}",
            facts=facts_as_json(facts),
            sha256=hashlib.sha256(pdf).hexdigest(),
            pages=press.page_count(pdf),
            pdf=pdf,
            referral_id=referral_id,
            service_id=referral.service_id,
            is_large_print=large_print,
        )
        work.add(letter)
        pupil_id = work.get(Case, referral.case_id).pupil_id
        ground = "went-ahead-without" if facts.without_consent is not None else "given"
        detail = {"letter": letter.id, "sha256": letter.sha256, "consent": ground}
        work.log(Action.LETTER_ISSUED, pupil_id, detail)
        line = letter_lines(work, [letter], directory_of(work))[0]
        changes = work.commit()
    return IssuedLetter(letter, line), changes


def read_letter(session: Session, letter_id: str) -> Letter:
    """An issued letter with its bytes, the same as on the day it was issued."""
    with session.writing() as work:
        letter = work.get(Letter, letter_id)
        pupil_id = work.get(Case, letter.case_id).pupil_id
        work.log(Action.PUPIL_VIEWED, pupil_id, {"letter": letter_id})
        work.commit()
        return letter


def record_use(session: Session, letter_id: str, action: Action) -> Changes:
    """That a letter was printed or saved to a file stands in the history."""
    if action not in {PRINTED, SAVED}:
        raise NotAllowed("move")
    with session.writing() as work:
        letter = work.get(Letter, letter_id)
        pupil_id = work.get(Case, letter.case_id).pupil_id
        work.log(action, pupil_id, {"letter": letter_id})
        return work.commit()


def record_sending(
    session: Session, letter_id: str, how: Channel, sent_on: date, to_whom: str
) -> tuple[Sending, Changes]:
    """That a letter was sent: how, when and to whom.

    Raises:
        FieldRefused: the day is before the letter was issued or in the future, or nobody is named.
    """
    if not to_whom.strip() or len(to_whom) > LONGEST_LINE:
        raise FieldRefused("to_whom", "required" if not to_whom.strip() else "too-long")
    if sent_on > session.clock.today():
        raise FieldRefused("sent_on", "in-future")
    with session.writing() as work:
        letter = work.get(Letter, letter_id)
        refuse_died(work, letter.case_id)
        if sent_on < letter.at.date():
            raise FieldRefused("sent_on", "before-start")
        sending = Sending(
            id=session.ids.new(),
            letter_id=letter_id,
            sent_on=sent_on,
            at=session.clock.now(),
            by=session.actor_id,
            how=how,
            to_whom=to_whom.strip(),
        )
        check(sending, session.clock.today())
        work.add(sending)
        pupil_id = work.get(Case, letter.case_id).pupil_id
        work.log(Action.LETTER_SENT, pupil_id, {"letter": letter_id, "how": how.value})
        return sending, work.commit()


def list_letters(session: Session, referral_id: str) -> list[LetterLine]:
    """Letters issued for a referral, newest first."""
    with session.reading() as work:
        return letter_lines(work, work.find(Letter, referral_id=referral_id), directory_of(work))


def read_letter_line(session: Session, letter_id: str) -> LetterLine:
    """One issued letter as a row of a list, without looking at what it says."""
    with session.reading() as work:
        return letter_lines(work, [work.get(Letter, letter_id)], directory_of(work))[0]


def _compose(
    session: Session, work: UnitOfWork, referral: Referral, *, large_print: bool
) -> tuple[ReferralFacts, Document]:
    today = session.clock.today()
    facts = gather(read_sources(work, referral, today))
    facts = replace(facts, rules=unmet_rules(work, referral, today))
    schools = work.find(SchoolProfile)
    size = TextSize.LARGE if large_print else TextSize.NORMAL
    logo = logo_of(schools[0]) if schools else None
    return facts, compose_referral(referral_template(), facts, logo=logo, size=size)


def _unprintable(press: Press, document: Document) -> tuple[str, ...]:
    found = (point for text in texts_of(document) for point in press.missing_characters(text))
    return tuple(dict.fromkeys(found))


def facts_as_json(facts: ReferralFacts) -> str:
    """The facts as JSON text, with keys in order, to be frozen with the letter."""
    return json.dumps(_plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
