"""Reads a letter for what may belong to another pupil, with every name that the store knows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import cache
from typing import Protocol

from mhlead.domain.document import Quote, Table, text_of
from mhlead.domain.errors import FieldRefused, LetterDoubtful
from mhlead.domain.folding import fold
from mhlead.domain.guard_names import NameIndex, PupilNames
from mhlead.domain.guard_words import TITLES
from mhlead.domain.letter import LetterFacts, SchoolFacts
from mhlead.domain.letter_guard import Finding, Foreign, GuardKnows, foreign_in
from mhlead.domain.letter_needs import told_values
from mhlead.domain.letter_order import Accepted
from mhlead.domain.naming import contact_name, full_name
from mhlead.domain.records import (
    Case,
    Concern,
    Consent,
    Contact,
    Counterpart,
    NameUse,
    Professional,
    Pupil,
    Referral,
    RiskEntry,
    SchoolProfile,
    Service,
    StaffMember,
    SupportAction,
)
from mhlead.domain.template_filling import Value
from mhlead.resources import resource_text
from mhlead.services.letters.sources import LetterSources
from mhlead.services.letters.words import SIBLINGS
from mhlead.services.ports import UnitOfWork

_NOT_TYPED = frozenset(
    {"letter date", "birth date", "reference", "nhs number", "earlier referrals", "answer hoped by"}
)
"""Facts that the program writes itself, from the record of this very pupil."""

_ABOUT_OTHERS = frozenset(
    {
        *("parental responsibility", "at home", "siblings elsewhere", "court orders", "gp"),
        *("family circumstances", "family health", "safe contact", "other professionals"),
        *("referrer name", "referrer role", "deputy in holidays", "spoken advice", "copies"),
    }
)
"""Facts that speak of other people, whose pronouns are not the pupil's."""


WORDING = "wording"
"""What stands in a letter because the school's own wording says so, and is no fact."""


@cache
def name_words() -> frozenset[str]:
    """Everyday words, which are names only where the sentence makes them so."""
    files = ("guard/name-words.txt", "guard/english-words.txt")
    lines = [line for file in files for line in resource_text(file).splitlines()]
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def read_for_others(
    work: UnitOfWork, facts: LetterFacts, sources: LetterSources, own_words: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Every place of the letter that may belong to another pupil, in the letter's order.

    Args:
        work: The transaction.
        facts: What the letter tells.
        sources: What they were gathered from.
        own_words: What the school wrote into the wording itself: a name left there would go into
            every letter.
    """
    pupil_id = work.get(Case, sources.referral.case_id).pupil_id
    knows = knows_about(work, pupil_id, sources, facts.pupil.pronouns, facts.school)
    found = [replace(one, fact=WORDING) for text in own_words for one in named_in(text, knows)]
    for name, value in told_values(facts).items():
        if name in _NOT_TYPED:
            continue
        for text in _texts(value):
            found += (
                replace(one, fact=name)
                for one in foreign_in(text, knows)
                if one.kind is not Foreign.PRONOUN or name not in _ABOUT_OTHERS
            )
    return tuple(found)


def every_name(work: UnitOfWork) -> GuardKnows:
    """What a wording is read by: nobody is its subject, so every pupil is somebody else."""
    return GuardKnows(
        subject=(),
        allowed=tuple(_of_school(work)),
        pronouns="",
        born_on=None,
        others=_index(work.find(Pupil), work.find(NameUse)),
        references=frozenset(one.reference_prefix for one in work.find(SchoolProfile)),
        name_words=name_words(),
    )


def named_in(text: str, knows: GuardKnows) -> Iterator[Finding]:
    """Who is named in a wording; its pronouns and empty brackets are its own affair."""
    apart = {Foreign.PRONOUN, Foreign.BRACKET}
    return (one for one in foreign_in(text, knows) if one.kind not in apart)


def refuse_doubtful(found: Sequence[Finding], accepted: Sequence[Accepted]) -> str:
    """What was accepted, as JSON to be kept with the letter; "" where nothing had to be.

    Raises:
        LetterDoubtful: there is a place that nobody has accepted.
        FieldRefused: one was accepted without a reason.
    """
    if any(not one.reason.strip() for one in accepted):
        raise FieldRefused("reason", "required")
    left = not_accepted(found, accepted)
    if left:
        raise LetterDoubtful(len(left))
    stands = {_place(one) for one in found}
    kept = [asdict(one) for one in accepted if _place(one) in stands]
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def not_accepted(found: Sequence[Finding], accepted: Sequence[Accepted]) -> tuple[Finding, ...]:
    """The places that nobody has accepted yet."""
    known = {_place(one) for one in accepted}
    return tuple(one for one in found if _place(one) not in known)


def _place(one: Finding | Accepted) -> tuple[str, ...]:
    return (str(one.kind), one.text, one.fact, one.around)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Table):
        yield from (text_of(cell) for row in value.rows for cell in row)
    elif isinstance(value, tuple):
        yield from (text_of(one.runs) if isinstance(one, Quote) else text_of(one) for one in value)


class PeopleAround(Protocol):
    """The records that name people whom a letter about a pupil is bound to hold."""

    @property
    def pupil(self) -> Pupil:
        """The pupil, as the reader may know them."""
        ...

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The family."""
        ...

    @property
    def professionals(self) -> tuple[Professional, ...]:
        """Whoever else is involved."""
        ...

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """What was noticed, and by whom."""
        ...

    @property
    def risks(self) -> tuple[RiskEntry, ...]:
        """What was said of risk, and who asked."""
        ...

    @property
    def support(self) -> tuple[SupportAction, ...]:
        """What was tried, and who gave it."""
        ...

    @property
    def consents(self) -> tuple[Consent, ...]:
        """What was agreed to, and who asked."""
        ...


def knows_about(
    work: UnitOfWork, pupil_id: str, sources: PeopleAround, pronouns: str, school: SchoolFacts
) -> GuardKnows:
    """What the guard may go by in a letter or paper about that pupil."""
    # The record whole, and not as its reader may know it: a withheld name is theirs all the same.
    pupil = work.get(Pupil, pupil_id)
    others = [one for one in work.find(Pupil) if one.id != pupil.id]
    uses = work.find(NameUse)
    own_cases = [case.id for case in work.find(Case, pupil_id=pupil.id)]
    births = {one.born_on for one in others if one.born_on}
    siblings = {c.born_on for c in sources.contacts if c.relationship in SIBLINGS and c.born_on}
    siblings |= {one.born_on for one in others if one.born_on and _lives_with(one, pupil)}
    return GuardKnows(
        subject=_subject(pupil, [use for use in uses if use.pupil_id == pupil.id]),
        allowed=tuple(_allowed(work, sources)),
        pronouns=pronouns or pupil.pronouns,
        born_on=pupil.born_on,
        others=_index(others, uses),
        other_births=frozenset(births),
        sibling_births=frozenset(siblings - {pupil.born_on}),
        references=frozenset(one.reference for one in work.find(Referral, case_id=own_cases)),
        numbers=frozenset({pupil.nhs_number}),
        name_words=name_words(),
        places=(
            *_places(work),
            *(one.organisation for one in sources.professionals),
            *(school.name, *school.address, *sources.pupil.address),
        ),
    )


def _is_titled(who: str) -> bool:
    """Whether a grown-up is named, such as "Mr Patel"."""
    return fold(who).split(" ")[0] in TITLES


def _lives_with(other: Pupil, pupil: Pupil) -> bool:
    return bool(pupil.address) and (other.address, other.postcode) == (
        pupil.address,
        pupil.postcode,
    )


def _subject(pupil: Pupil, uses: Iterable[NameUse]) -> tuple[str, ...]:
    forenames = [pupil.forename, pupil.preferred_forename, *(use.forename for use in uses)]
    surnames = [pupil.surname, pupil.preferred_surname, pupil.former_surname]
    surnames += [use.surname for use in uses]
    whole = [f"{first} {last}" for first in forenames for last in surnames if first and last]
    return (full_name(pupil), *whole)


def _index(others: Iterable[Pupil], uses: Iterable[NameUse]) -> NameIndex:
    chosen: dict[str, list[NameUse]] = {}
    for use in uses:
        chosen.setdefault(use.pupil_id, []).append(use)
    return NameIndex(
        PupilNames(
            (
                one.forename,
                one.preferred_forename,
                *(use.forename for use in chosen.get(one.id, ())),
            ),
            (
                one.surname,
                one.preferred_surname,
                one.former_surname,
                *(use.surname for use in chosen.get(one.id, ())),
            ),
        )
        for one in others
    )


def _allowed(work: UnitOfWork, sources: PeopleAround) -> Iterator[str]:
    """Names of grown-ups and places that a letter about this pupil is bound to hold."""
    for contact in sources.contacts:
        yield contact_name(contact)
    yield from _of_school(work)
    for professional in sources.professionals:
        yield professional.name
    # Whoever wrote an entry down or gave help is named beside it: tutors, nurses, counsellors.
    yield from (concern.raised_by for concern in sources.concerns)
    yield from (action.by_whom for action in sources.support)
    yield from (risk.asked_by for risk in sources.risks)
    yield from (consent.taken_by for consent in sources.consents)
    for risk in sources.risks:
        yield from (who for who in re.split("[,;]", risk.who_knows) if _is_titled(who))


def _of_school(work: UnitOfWork) -> Iterator[str]:
    """Names of staff and of people at services."""
    yield from (person.name for person in work.ever(StaffMember))
    yield from (person.name for person in work.find(Counterpart))


def _places(work: UnitOfWork) -> Iterator[str]:
    """Names of services, and where they are."""
    for service in work.find(Service):
        yield from (service.name, *service.address)
