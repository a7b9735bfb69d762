"""Gathers a pupil's chronology for one reader: for a professional, or for their own reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from mhlead.domain.chronology import ChronologyFacts, ChronologyRow
from mhlead.domain.folding import fold
from mhlead.domain.naming import contact_name, full_name
from mhlead.domain.paper import PaperOrder
from mhlead.domain.template_filling import format_date
from mhlead.domain.views import EntryKind, TimelineEntry
from mhlead.services.code_lists import label
from mhlead.services.kept_words import KeptWords
from mhlead.services.paper_sources import PaperSources, not_to_be_told, read_paper_sources
from mhlead.services.ports import UnitOfWork
from mhlead.services.session import Session
from mhlead.services.summaries import paper_head
from mhlead.services.timeline import timeline

EntryNames = Callable[[TimelineEntry], tuple[str, str]]
"""What an entry is called, and what kind of entry it is, in words."""

FAMILY_KINDS = frozenset(
    {
        *(EntryKind.CONCERN, EntryKind.SUPPORT, EntryKind.PLAN, EntryKind.REFERRAL),
        *(EntryKind.APPOINTMENT, EntryKind.CONSENT),
    }
)
"""What somebody of the family may read: what school saw and did, and how a referral went.

What people said, risk, safeguarding, decisions, links with other pupils and talks are no part of
it, as in the letters to the family.
"""
PUPIL_KINDS = FAMILY_KINDS | {EntryKind.NEED_TO_KNOW, EntryKind.SCORE}
"""What the young person may read beside: what was agreed with them, and their own scores."""
NOTHING_SAID = "The pupil was asked, and nothing about risk was said."
_WORDS_TOLD = frozenset(
    {EntryKind.CONCERN, EntryKind.SUPPORT, EntryKind.NEED_TO_KNOW, EntryKind.SCORE}
)
"""Kinds of which an own chronology holds the words and not the heading alone."""
_RELATIVES = (
    frozenset({"mother", "mothers", "mum", "mums", "mam", "mummy", "stepmother", "stepmum"}),
    frozenset({"father", "fathers", "dad", "dads", "daddy", "stepfather", "stepdad"}),
    frozenset(
        {
            *("brother", "brothers", "sister", "sisters", "sibling", "siblings", "stepbrother"),
            *("stepsister", "twin", "parent", "parents", "uncle", "uncles", "aunt", "aunts"),
            *("auntie", "cousin", "cousins", "grandmother", "grandfather", "grandparent"),
            *("grandparents", "gran", "granny", "nan", "nana", "grandad", "grandma", "grandpa"),
            *("boyfriend", "girlfriend", "partner", "carer", "carers", "friend", "friends"),
        }
    ),
)
"""Words by which a text speaks of other people, in groups that mean the same person."""


@dataclass(frozen=True)
class EntryChoice:
    """An entry that may stand in a chronology, and whether it does."""

    record_id: str
    on: date
    title: str
    words: str
    kind: EntryKind
    is_in: bool


@dataclass(frozen=True)
class _Entries:
    """The entries of the days asked for that this reader may have, oldest first."""

    told: tuple[TimelineEntry, ...]
    held_back: int


def gather_chronology(
    work: UnitOfWork, sources: PaperSources, actor_id: str, now: datetime, names: EntryNames
) -> tuple[ChronologyFacts, int]:
    """The facts of the chronology, and how many entries are kept from its reader.

    The number is for whoever makes the paper: it never stands on it.
    """
    order = sources.order
    found = _entries(work, sources, now)
    chosen = [one for one in found.told if _is_chosen(one, order)]
    facts = ChronologyFacts(
        head=paper_head(sources, actor_id),
        rows=tuple(_row(one, sources, names) for one in chosen),
        from_on=order.from_on,
        to_on=order.to_on,
        not_chosen=0 if order.is_own else len(found.told) - len(chosen),
        withhold=() if order.is_own else not_to_be_told(sources),
    )
    return facts, found.held_back


def read_entries(session: Session, order: PaperOrder, names: EntryNames) -> tuple[EntryChoice, ...]:
    """Every entry of the days asked for that this reader may have, oldest first.

    Raises:
        NotFound: there is no such pupil.
        NotAllowed: nothing was ever written down about them ("no-case").
    """
    with session.reading() as work:
        sources = read_paper_sources(work, order, session.clock.today())
        found = _entries(work, sources, session.clock.now())
    return tuple(
        EntryChoice(
            one.record_id,
            one.happened_on,
            _title(one, order, names),
            _words(one, order),
            one.kind,
            _is_chosen(one, order),
        )
        for one in found.told
    )


def _is_chosen(entry: TimelineEntry, order: PaperOrder) -> bool:
    is_kind = not order.kinds or entry.kind in order.kinds
    return is_kind and entry.record_id not in order.left_out


def _entries(work: UnitOfWork, sources: PaperSources, now: datetime) -> _Entries:
    order = sources.order
    every = timeline(work, order.pupil_id, sources.case_ids, sources.withholdings, now)
    from_on, to_on = order.from_on or date.min, order.to_on or date.max
    within = [one for one in reversed(every) if from_on <= one.happened_on <= to_on]
    may = _May(work, sources)
    told = tuple(one for one in within if may.have(one))
    return _Entries(told, sum(may.is_kept(one) for one in within))


class _May:
    """Tells which entries the reader may have."""

    def __init__(self, work: UnitOfWork, sources: PaperSources) -> None:
        self._sources, self._order = sources, sources.order
        self._hidden = {one.about_id for one in sources.kept}
        own = "" if self._order.contact_id is None else self._order.contact_id
        self._own_consents = {
            one.id
            for one in sources.consents
            if (one.by_pupil if not own else one.contact_id == own)
        }
        self._others = other_people(sources) if self._order.is_own else KeptWords(frozenset())

    def is_kept(self, entry: TimelineEntry) -> bool:
        """Whether it, or something that it repeats, is kept from this reader."""
        if entry.kind is EntryKind.RESTRICTED or entry.record_id in self._hidden:
            return True
        told = (entry.title, entry.text, entry.said_by)
        untold = self._order.is_own and self._sources.untold.stand_in(*told)
        return untold or self._sources.kept_words.stand_in(*told)

    def have(self, entry: TimelineEntry) -> bool:
        if self.is_kept(entry):
            return False
        return not self._order.is_own or self._is_own(entry)

    def _is_own(self, entry: TimelineEntry) -> bool:
        kinds = PUPIL_KINDS if self._order.contact_id is None else FAMILY_KINDS
        if entry.kind not in kinds or entry.is_safeguarding:
            return False
        if entry.kind is EntryKind.CONSENT and entry.record_id not in self._own_consents:
            return False
        if entry.kind is EntryKind.NEED_TO_KNOW and entry.code != "agreed":
            return False
        if entry.kind is EntryKind.SCORE and entry.code != "self":
            return False
        if entry.kind is EntryKind.PLAN and entry.code != "made":
            return False
        return not self._others.stand_in(entry.title, _words(entry, self._order))


def other_people(sources: PaperSources) -> KeptWords:
    """Words by which an entry speaks of other people of the family than whoever reads it."""
    reader = next((c for c in sources.contacts if c.id == sources.order.contact_id), None)
    pupil = sources.pupil
    known = {*fold(full_name(pupil)).split(), *fold(sources.name.full).split()}
    if reader is not None:
        known |= set(fold(contact_name(reader)).split())
    names = {
        word
        for one in sources.contacts
        if one is not reader
        for word in fold(contact_name(one)).split()
        if len(word) > 2
    }
    relation = _relation(sources, reader.relationship if reader else "")
    groups = [group for group in _RELATIVES if not group & relation]
    words = (names - known) | {word for group in groups for word in group}
    return KeptWords(frozenset(f" {word} " for word in words - _TITLES))


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "mx", "rev", "sir"})


def _relation(sources: PaperSources, code: str) -> set[str]:
    return set(fold(label("relationship", code)).split()) if code else set()


def _title(entry: TimelineEntry, order: PaperOrder, names: EntryNames) -> str:
    if order.is_own and entry.kind is EntryKind.CONCERN:
        return "What was noticed"
    return names(entry)[0]


def _words(entry: TimelineEntry, order: PaperOrder) -> str:
    return entry.text if not order.is_own or entry.kind in _WORDS_TOLD else ""


def _row(entry: TimelineEntry, sources: PaperSources, names: EntryNames) -> ChronologyRow:
    order = sources.order
    title = _title(entry, order, names)
    if order.is_own:
        return ChronologyRow(entry.happened_on, title, _words(entry, order))
    if entry.kind is EntryKind.REFERRAL and entry.said_by:
        title = f"{title} ({entry.said_by})"
    return ChronologyRow(
        entry.happened_on,
        title,
        entry.text or (NOTHING_SAID if entry.kind is EntryKind.RISK else ""),
        who=_who(entry, sources),
        source=", ".join(_source(entry, names(entry)[1])),
    )


def _who(entry: TimelineEntry, sources: PaperSources) -> str:
    if entry.kind is EntryKind.CONSENT:
        consent = next((one for one in sources.consents if one.id == entry.record_id), None)
        if consent is not None and consent.by_pupil:
            return "The young person"
        people = {one.id: contact_name(one) for one in sources.contacts}
        return people.get(consent.contact_id or "", "") if consent else ""
    if entry.kind is EntryKind.REFERRAL:
        return entry.author
    return entry.said_by or entry.author


def _source(entry: TimelineEntry, kind: str) -> Iterator[str]:
    yield kind
    yield format_date(entry.written_at.date())
    if entry.author:
        yield entry.author
