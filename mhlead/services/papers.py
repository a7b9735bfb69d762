"""Papers about a pupil: drawn from the record as it stands, and read by the guard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from mhlead.domain.audit import Action
from mhlead.domain.chronology import ChronologyFacts, compose_chronology
from mhlead.domain.codes import PaperKind
from mhlead.domain.document import Document, Logo, as_text
from mhlead.domain.errors import FieldRefused
from mhlead.domain.handover import HandoverFacts, compose_handover
from mhlead.domain.letter_guard import Finding, Foreign, foreign_in
from mhlead.domain.letter_phrases import joined
from mhlead.domain.paper import PaperHead, PaperOrder
from mhlead.domain.records import SchoolProfile
from mhlead.domain.shortening import LIMITS, Shortening
from mhlead.domain.summary import SummaryFacts, compose_summary
from mhlead.domain.template_filling import format_date
from mhlead.services.chronologies import EntryNames, gather_chronology
from mhlead.services.corrections import paper_put_right
from mhlead.services.family_gate import refuse_family
from mhlead.services.frozen_facts import paper_as_json
from mhlead.services.handovers import KindNames, gather_handover
from mhlead.services.letters.guard import knows_about, not_accepted, refuse_doubtful
from mhlead.services.letters.issuing import unprintable_in
from mhlead.services.paper_sources import (
    PaperSources,
    read_paper_sources,
    whom_kept_from,
)
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.referrals import refuse_died
from mhlead.services.restricted import READERS, RESTRICTABLE, in_full, restrictions_unread
from mhlead.services.restricted_parts import made_without
from mhlead.services.school import logo_of
from mhlead.services.session import Session
from mhlead.services.summaries import gather_summary

Facts = SummaryFacts | ChronologyFacts | HandoverFacts
SUMMARIES = frozenset({PaperKind.MEETING_SUMMARY, PaperKind.CRISIS_SUMMARY})
_PASSES_ON = frozenset({PaperKind.HANDOVER, PaperKind.CHRONOLOGY})
"""What a professional may take for the whole record; what the family reads tells of none."""
_OF_OTHERS = frozenset(
    {"contacts", "withhold", "involved", "orders", "who", "documents", "referrals", "steps"}
)
"""Parts that speak of other people, whose pronouns are not the pupil's."""


@dataclass(frozen=True)
class PaperWords:
    """Words that papers share with the screen.

    Attributes:
        entry: What an entry of the chronology is called, and its kind.
        letter: What a kind of letter is called.
    """

    entry: EntryNames
    letter: KindNames


@dataclass(frozen=True)
class DraftPaper:
    """A paper as it would leave now.

    Attributes:
        pdf: The very bytes.
        text: The same as plain text.
        findings: Places that may belong to another pupil and that nobody has accepted.
        unprintable: Code points that can't be printed, as "U+XXXX".
        kept_back: How many facts about the pupil are kept from this reader.
        pages: How many pages it has.
        facts: What was asked for and what it says, as JSON, to be kept with it.
        accepted: Places that were accepted and why, as JSON, to be kept with it.
        case_id: The case it is kept with; None where the pupil has none.
        is_restricted: It tells something that is kept to lead and DSL.
    """

    order: PaperOrder
    pdf: bytes
    text: str
    findings: tuple[Finding, ...] = ()
    unprintable: tuple[str, ...] = ()
    kept_back: int = 0
    pages: int = 0
    facts: str = ""
    accepted: str = ""
    case_id: str | None = None
    is_restricted: bool = False

    @property
    def may_leave(self) -> bool:
        """Whether nothing in it is doubtful, and every character prints."""
        return not self.findings and not self.unprintable


def new_paper(session: Session, pupil_id: str, kind: PaperKind) -> PaperOrder:
    """An order for a paper, with the school's reference for it."""
    today = session.clock.today()
    with session.reading() as work:
        schools = work.find(SchoolProfile)
    prefix = schools[0].reference_prefix if schools and schools[0].reference_prefix else "MHL"
    # The last characters of an identifier are chance: the reference tells nothing by its order.
    return PaperOrder(pupil_id, kind, f"{prefix}/{today:%y}/P-{session.ids.new()[-6:].upper()}")


def draft_paper(session: Session, press: Press, order: PaperOrder, words: PaperWords) -> DraftPaper:
    """The paper as the record stands now; nothing of it is kept before it leaves.

    Raises:
        NotFound: there is no such pupil.
        NotAllowed: the pupil has died ("pupil-died"), nothing was ever written down about them
            ("no-case"), or somebody of the family is not to be written to (see `refuse_family`).
            It takes the place of one that it does not fit ("not-its-letter").
        FieldRefused: the days asked for end before they begin.
        Changed: the one whose place it takes was put right meanwhile.
    """
    _refuse_days(order)
    with session.writing() as work:
        sources = read_paper_sources(work, order, session.clock.today())
        if sources.case is not None:
            refuse_died(work, sources.case.id)
            if order.is_own and order.contact_id is not None:
                refuse_family(session, work, sources.case.id, order.contact_id)
        facts, kept = _gather(session, work, sources, words)
        without = made_without(work, order.pupil_id, lambda w: _again(session, w, order, words))
        is_restricted = without is not None and without != facts
        facts = _with_restricted(session, work, sources, facts)
        if instead := paper_put_right(work, order):
            facts = replace(facts, head=replace(facts.head, corrects=instead))
        found = _read_for_others(work, facts, sources)
        logo = logo_of(sources.school) if sources.school else None
        work.log(Action.LETTER_PREVIEWED, order.pupil_id, {"kind": order.kind.value})
        work.commit()
    document = _composed(press, facts, order, logo)
    unprintable = unprintable_in(press, document)
    pdf = press.render(document, draft=bool(unprintable))
    findings = not_accepted(found, order.accepted)
    return DraftPaper(
        order,
        pdf,
        as_text(document),
        findings,
        unprintable,
        kept,
        press.page_count(pdf),
        paper_as_json(order, facts),
        "" if findings else refuse_doubtful(found, order.accepted),
        sources.case.id if sources.case else None,
        is_restricted,
    )


def readers_kept_out(session: Session, pupil_id: str) -> Sequence[tuple[str, str]]:
    """Services and persons named in words that something about the pupil is kept from."""
    with session.reading() as work:
        return whom_kept_from(work, pupil_id)


def _refuse_days(order: PaperOrder) -> None:
    if order.from_on and order.to_on and order.to_on < order.from_on:
        raise FieldRefused("to_on", "before-start")


def _gather(
    session: Session, work: UnitOfWork, sources: PaperSources, words: PaperWords
) -> tuple[Facts, int]:
    """The facts, and how many facts about the pupil are kept from the reader."""
    kind, actor_id, kept = sources.order.kind, session.actor_id, len(sources.kept)
    if kind in SUMMARIES:
        return gather_summary(work, sources, actor_id), kept
    if kind is PaperKind.HANDOVER:
        return gather_handover(work, sources, actor_id, words.letter), kept
    return gather_chronology(work, sources, actor_id, session.clock.now(), words.entry)


def _again(session: Session, work: UnitOfWork, order: PaperOrder, words: PaperWords) -> Facts:
    """The facts of the same paper in another transaction."""
    sources = read_paper_sources(work, order, session.clock.today())
    return _gather(session, work, sources, words)[0]


def _with_restricted(
    session: Session, work: UnitOfWork, sources: PaperSources, facts: Facts
) -> Facts:
    """The facts with how many entries their maker is not shown, where the record is passed on."""
    if sources.order.kind not in _PASSES_ON:
        return facts
    full = in_full(work)
    unread = restrictions_unread(full, session.actor_id, case_id=list(sources.case_ids))
    entries = [one for one in unread if one.about_kind in RESTRICTABLE]
    count = sum(full.count(RESTRICTABLE[one.about_kind], id=one.about_id) for one in entries)
    if not count:
        return facts
    readers = [one for one in sources.staff if READERS & set(one.roles) and not one.left_on]
    ask = " or ".join(joined((one.name, one.telephone), ", ") for one in readers)
    return replace(facts, head=replace(facts.head, restricted=count, ask=ask))


def _composed(press: Press, facts: Facts, order: PaperOrder, logo: Logo | None) -> Document:
    is_large = order.is_large_print
    if isinstance(facts, SummaryFacts):
        return one_side(press, facts, is_large_print=is_large)
    if isinstance(facts, HandoverFacts):
        return compose_handover(facts, logo=logo, is_large_print=is_large)
    return compose_chronology(facts, logo=logo, is_large_print=is_large)


def one_side(press: Press, facts: SummaryFacts, *, is_large_print: bool = False) -> Document:
    """The summary on one side of A4, shortened no further than it needs; large print takes more."""
    steps: list[int | None] = [None] if is_large_print else [None, *range(len(LIMITS))]
    for step in steps:
        document = compose_summary(facts, Shortening(step), is_large_print=is_large_print)
        if is_large_print or press.page_count(press.render(document, draft=True)) == 1:
            break
    return document


def _read_for_others(work: UnitOfWork, facts: Facts, sources: PaperSources) -> tuple[Finding, ...]:
    """Every place that may belong to another pupil, or names this one as its reader is not told."""
    order = sources.order
    school = facts.head.school
    knows = knows_about(work, order.pupil_id, sources, sources.name.pronouns, school)
    own = frozenset({order.reference})
    knows = replace(knows, references=knows.references | own)
    found: list[Finding] = []
    for place, part, text in _typed(facts):
        found += (
            replace(one, fact=place)
            for one in foreign_in(text, knows)
            if one.kind is not Foreign.PRONOUN or part not in _OF_OTHERS
        )
        if name := sources.untold.first_in(text):
            found.append(Finding(Foreign.UNTOLD_NAME, name, 0, place))
    return tuple(found)


def _typed(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Every text somebody typed: where it stands in words, in which part, and the text."""
    if isinstance(facts, ChronologyFacts):
        yield from (("what it is for", "head", facts.head.what_for),)
        for row in facts.rows:
            place = f"{row.title}, {format_date(row.on, 'short date')}"
            yield from ((place, "words", row.title), (place, "words", row.words))
            yield (place, "who", row.who)
        return
    for part in fields(facts):
        value = getattr(facts, part.name)
        if isinstance(value, PaperHead):
            yield ("what it is for", "head", value.what_for)
            continue
        for text in _texts(value):
            yield (part.name.replace("_", " "), part.name, text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
