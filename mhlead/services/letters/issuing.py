"""Drafting and issuing letters of every kind; an issued letter never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import Reader
from mhlead.domain.document import Document, Logo, as_text, texts_of
from mhlead.domain.envelope import USUAL, EnvelopeWindow
from mhlead.domain.errors import LetterIncomplete, NotAllowed
from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_guard import Finding
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.letter_text import compose_letter
from mhlead.domain.record_rules import window_of
from mhlead.domain.records import (
    Case,
    Letter,
    Pupil,
    Referral,
    SchoolProfile,
    Service,
    StaffMember,
)
from mhlead.domain.service_form import FormRest
from mhlead.domain.template_tree import Template
from mhlead.domain.views import Gap, IssuedLetter
from mhlead.services.clock_trust import doubted_date
from mhlead.services.corrections import refuse_other_letter
from mhlead.services.criteria import unmet_rules
from mhlead.services.family_gate import refuse_family
from mhlead.services.frozen_facts import facts_as_json
from mhlead.services.letters.facts import gather
from mhlead.services.letters.guard import not_accepted, read_for_others, refuse_doubtful
from mhlead.services.letters.lacks import gaps_of
from mhlead.services.letters.lines import letter_lines
from mhlead.services.letters.news import news_since, words_of_letter
from mhlead.services.letters.sources import LetterSources, read_sources
from mhlead.services.list_names import directory_of
from mhlead.services.own_forms import OwnForm, filled_form
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.referrals import refuse_died, refuse_left
from mhlead.services.restricted_parts import keep_letter, restricted_parts
from mhlead.services.school import is_stale, logo_of, signature_of
from mhlead.services.sending_ports import OwnForms
from mhlead.services.session import Session
from mhlead.services.wording_in_force import wording_in_force
from mhlead.services.wrong_door import refuse_wrong_door


@dataclass(frozen=True)
class DraftLetter:
    """A letter as it would be issued now.

    Attributes:
        pdf: The very bytes, but for the marks of a draft where something is missing.
        text: The same as plain text, for a screen reader.
        unprintable: Code points that can't be printed, as "U+XXXX".
        findings: Places that may belong to another pupil and that nobody has accepted.
        checked_on: The day the service's details were last checked, where that is long ago.
        is_stale: They were last checked more than 180 days ago, or never.
        is_own_unusable: The school's own wording can't be read, so ours was used.
        rest: On a service's own form what is left to a person; None on our own paper.
        restricted: Names of facts that tell something kept to lead and DSL.
        doubted_on: Its date, where the history speaks against that.
    """

    pdf: bytes
    text: str
    gaps: tuple[Gap, ...]
    unprintable: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    is_stale: bool = False
    checked_on: date | None = None
    is_own_unusable: bool = False
    rest: tuple[FormRest, ...] | None = None
    restricted: tuple[str, ...] = ()
    doubted_on: date | None = None

    @property
    def may_be_issued(self) -> bool:
        """True where nothing is missing or doubtful, and every character prints."""
        is_whole = not any(gap.is_required for gap in self.gaps)
        return is_whole and not self.unprintable and not self.findings


@dataclass(frozen=True)
class Makings:
    """What a letter is made of but for its wording, as it was read.

    Attributes:
        found: Places in the facts that may belong to another pupil.
        signature: That of the referrer, where they are at work themselves.
        window: Of the school's envelopes.
        is_stale: The service's details were last checked long ago, or never.
        restricted: Names of facts that tell something kept to lead and DSL.
    """

    order: LetterOrder
    facts: LetterFacts
    logo: Logo | None
    signature: Logo | None
    window: EnvelopeWindow
    found: tuple[Finding, ...]
    has_urgency: bool
    is_stale: bool
    checked_on: date | None
    restricted: tuple[str, ...] = ()

    def document(self, template: Template, *, is_issued: bool = False) -> Document:
        """The letter in this wording; nothing is signed before it is issued."""
        return compose_letter(
            template,
            self.facts,
            logo=self.logo,
            signature=self.signature if is_issued else None,
            window=self.window,
            is_large_print=self.order.is_large_print,
        )


def draft_letter(
    session: Session, press: Press, order: LetterOrder, forms: OwnForms | None = None
) -> DraftLetter:
    """The letter as it stands now, with gaps shown in it; nothing is issued.

    Args:
        session: The unlocked store.
        press: Makes PDF.
        order: The letter that is asked for.
        forms: Fills services' own forms, where the letter may be on one.

    Raises:
        NotAllowed: it may not be written at all: the pupil died ("died"), somebody of the
            family is not to be written to (see `refuse_family`), or it can't be on the service's
            own form (see `filled_form`).
    """
    doubted_on = doubted_date(session)
    with session.writing() as work:
        wording = wording_in_force(work, order.kind)
        makings = _look(session, work, order, wording.own_words)
        own = None
        if order.is_on_own_form:
            own = filled_form(work, forms, order, makings.facts, is_draft=True)
        work.commit()
    if own is not None:
        return replace(_draft_on_form(makings, own), doubted_on=doubted_on)
    drafted = draft_with(press, makings, wording.template)
    return replace(drafted, is_own_unusable=wording.is_own_unusable, doubted_on=doubted_on)


def _draft_on_form(makings: Makings, own: OwnForm) -> DraftLetter:
    return DraftLetter(
        pdf=own.pdf,
        text=own.text,
        gaps=gaps_of(makings.facts, has_urgency=makings.has_urgency),
        unprintable=(),
        findings=not_accepted(makings.found, makings.order.accepted),
        is_stale=makings.is_stale,
        checked_on=makings.checked_on,
        rest=own.rest,
        restricted=makings.restricted,
    )


def read_makings(session: Session, order: LetterOrder) -> Makings:
    """What the letter is made of, to try wordings on; as `draft_letter` but for the pages."""
    with session.writing() as work:
        makings = _look(session, work, order, ())
        work.commit()
    return makings


def draft_with(press: Press, makings: Makings, template: Template) -> DraftLetter:
    """The letter in this wording; nothing is read and nothing is kept."""
    document = makings.document(template)
    return DraftLetter(
        pdf=press.render(document, draft=True),
        text=as_text(document),
        gaps=gaps_of(makings.facts, has_urgency=makings.has_urgency),
        unprintable=unprintable_in(press, document),
        findings=not_accepted(makings.found, makings.order.accepted),
        is_stale=makings.is_stale,
        checked_on=makings.checked_on,
        restricted=makings.restricted,
    )


def _look(
    session: Session, work: UnitOfWork, order: LetterOrder, own_words: Sequence[str]
) -> Makings:
    """What the letter is made of; that it was looked at stands in the history."""
    referral = work.get(Referral, order.referral_id)
    refuse_died(work, referral.case_id)
    if order.reader is Reader.FAMILY:
        refuse_family(session, work, referral.case_id, order.contact_id)
    makings = _gather(session, work, referral, order, own_words)
    pupil_id = work.get(Case, referral.case_id).pupil_id
    detail = {"referral": order.referral_id, "kind": order.kind.value}
    work.log(Action.LETTER_PREVIEWED, pupil_id, detail)
    return makings


def issue_letter(
    session: Session, press: Press, order: LetterOrder, forms: OwnForms | None = None
) -> tuple[IssuedLetter, Changes]:
    """The letter is made, frozen with its facts, and can be printed, saved and sent.

    Raises:
        LetterIncomplete: a required fact is missing or a character can't be printed.
        LetterDoubtful: a place may belong to another pupil, and nobody has accepted it.
        NotAllowed: the referral has ended ("referral-ended") or this letter does not fit where it
            stands ("letter-not-now"), its service has ended ("service-ended"), the pupil has left
            ("left-school"), a letter is the wrong door ("wrong-door", "routine-without-reason"),
            somebody of the family is not to be written to (see `refuse_family`), or it can't be on
            the service's own form (see `filled_form`).
    """
    with session.writing() as work:
        referral = work.get(Referral, order.referral_id)
        _refuse(session, work, referral, order)
        wording = wording_in_force(work, order.kind)
        makings = _gather(session, work, referral, order, wording.own_words)
        facts = makings.facts
        gaps = gaps_of(facts, has_urgency=makings.has_urgency)
        lacking = tuple(gap.field for gap in gaps if gap.is_required)
        if lacking:
            raise LetterIncomplete(missing=lacking)
        accepted = refuse_doubtful(makings.found, order.accepted)
        own = filled_form(work, forms, order, facts) if order.is_on_own_form else None
        pdf = own.pdf if own else press.render(makings.document(wording.template, is_issued=True))
        letter = Letter(
            id=session.ids.new(),
            case_id=referral.case_id,
            kind=order.kind,
            at=session.clock.now(),
            by=session.actor_id,
            template_version=wording.name,
            facts=facts_as_json(facts),
            sha256=hashlib.sha256(pdf).hexdigest(),
            pages=press.page_count(pdf),
            pdf=pdf,
            referral_id=referral.id,
            service_id=referral.service_id if order.reader is Reader.SERVICE else None,
            is_large_print=order.is_large_print and own is None,
            contact_id=order.contact_id,
            professional_id=order.professional_id,
            corrects_id=order.corrects_id,
            accepted=accepted,
            form_rest=own.as_json() if own else "",
        )
        work.add(letter)
        is_kept = bool(makings.restricted) if order.is_kept is None else order.is_kept
        if is_kept:
            keep_letter(session, work, letter)
        pupil_id = work.get(Case, referral.case_id).pupil_id
        detail = {"letter": letter.id, "sha256": letter.sha256, "kind": order.kind.value}
        if makings.restricted or is_kept:
            detail["kept"] = "yes" if is_kept else "no"
        if order.reader is not Reader.PUPIL:
            is_without = facts.without_consent is not None
            detail["consent"] = "went-ahead-without" if is_without else "given"
        work.log(Action.LETTER_ISSUED, pupil_id, detail)
        line = letter_lines(work, [letter], directory_of(work))[0]
        changes = work.commit()
    return IssuedLetter(letter, line), changes


def _refuse(session: Session, work: UnitOfWork, referral: Referral, order: LetterOrder) -> None:
    shape = SHAPES[order.kind]
    refuse_died(work, referral.case_id)
    if shape.reader is Reader.FAMILY:
        refuse_family(session, work, referral.case_id, order.contact_id)
    if order.corrects_id is not None:
        refuse_other_letter(work, order)
    if referral.state not in shape.states:
        raise NotAllowed("letter-not-now" if referral.is_open else "referral-ended")
    if not shape.opens:
        return
    if work.get(Service, referral.service_id).ended_on is not None:
        raise NotAllowed("service-ended")
    refuse_wrong_door(work, referral)
    refuse_left(session, work.get(Pupil, work.get(Case, referral.case_id).pupil_id))


def _gather(
    session: Session,
    work: UnitOfWork,
    referral: Referral,
    order: LetterOrder,
    own_words: Sequence[str],
) -> Makings:
    today = session.clock.today()
    facts, sources = _facts(work, referral, order, today)
    pupil_id = work.get(Case, referral.case_id).pupil_id
    restricted = restricted_parts(
        work, pupil_id, facts, lambda w: _facts(w, referral, order, today)[0]
    )
    if order.corrects_id is not None:
        facts = replace(facts, corrects=words_of_letter(work.get(Letter, order.corrects_id)))
    schools = work.find(SchoolProfile)
    service = work.get(Service, referral.service_id)
    return Makings(
        order=order,
        facts=facts,
        logo=logo_of(schools[0]) if schools else None,
        signature=_signature(session, work, referral),
        window=window_of(schools[0]) if schools else USUAL,
        found=read_for_others(work, facts, sources, own_words),
        has_urgency=referral.urgency is not None,
        is_stale=order.reader is Reader.SERVICE and is_stale(service, today),
        checked_on=service.checked_on,
        restricted=restricted,
    )


def _facts(
    work: UnitOfWork, referral: Referral, order: LetterOrder, today: date
) -> tuple[LetterFacts, LetterSources]:
    sources = read_sources(work, referral, today, order)
    facts = gather(sources)
    if order.reader is Reader.SERVICE:
        facts = replace(facts, rules=unmet_rules(work, referral, today))
    return news_since(facts, sources), sources


def _signature(session: Session, work: UnitOfWork, referral: Referral) -> Logo | None:
    """That of the referrer, on letters they issue themselves: nobody signs for another."""
    if session.actor_id != referral.referrer_id:
        return None
    found = work.find(StaffMember, id=session.actor_id)
    return signature_of(found[0]) if found else None


def unprintable_in(press: Press, document: Document) -> tuple[str, ...]:
    """Code points of the document that no shipped font has, each once, as "U+XXXX"."""
    found = (point for text in texts_of(document) for point in press.missing_characters(text))
    return tuple(dict.fromkeys(found))
