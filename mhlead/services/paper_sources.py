"""Every record a paper about a pupil draws on, less what its reader is not to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mhlead.domain import letter as said
from mhlead.domain.codes import PaperKind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.naming import (
    NameFor,
    contact_name,
    name_for_family,
    name_for_pupil,
    name_for_services,
)
from mhlead.domain.paper import PaperOrder
from mhlead.domain.records import (
    Background,
    Case,
    Concern,
    Consent,
    Contact,
    CourtOrder,
    FamilyCheck,
    NameUse,
    NeedToKnow,
    NextStep,
    Plan,
    Professional,
    Pupil,
    Record,
    Referral,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    SchoolProfile,
    Service,
    StaffMember,
    SupportAction,
    Withholding,
)
from mhlead.services.kept_words import KeptWords, kept_words, untold_names
from mhlead.services.letters import words
from mhlead.services.letters.consent import SOMEBODY, confidential_addresses
from mhlead.services.letters.sources import Telling
from mhlead.services.ports import UnitOfWork

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class PaperSources:
    """Every record one paper draws on, read once, less what is kept from its reader.

    Attributes:
        case: The open case, or the last one; None where there never was any.
        case_ids: All cases of the pupil.
        withholdings: All there are about the pupil.
        kept: Those that are kept from this reader.
        kept_words: Words of what is kept, by which it is known where it is repeated.
        untold: Names of the pupil that this reader is not told, such as one used in school alone.
        services: Every service of the directory, by identifier.
    """

    order: PaperOrder
    today: date
    pupil: Pupil
    case: Case | None
    case_ids: tuple[str, ...]
    names: tuple[NameUse, ...]
    contacts: tuple[Contact, ...]
    orders: tuple[CourtOrder, ...]
    safe_contacts: tuple[SafeContact, ...]
    professionals: tuple[Professional, ...]
    withholdings: tuple[Withholding, ...]
    kept: tuple[Withholding, ...]
    kept_words: KeptWords
    untold: KeptWords
    concerns: tuple[Concern, ...]
    risks: tuple[RiskEntry, ...]
    support: tuple[SupportAction, ...]
    consents: tuple[Consent, ...]
    told_tutors: tuple[NeedToKnow, ...]
    family_checks: tuple[FamilyCheck, ...]
    background: Background | None
    picture: SchoolPicture | None
    plan: Plan | None
    steps: tuple[NextStep, ...]
    referrals: tuple[Referral, ...]
    services: dict[str, Service]
    school: SchoolProfile | None
    staff: tuple[StaffMember, ...]

    @property
    def name(self) -> NameFor:
        """The pupil's name and pronouns towards this reader."""
        return _name_for(self.order, self.pupil, self.names)

    def staff_name(self, staff_id: str | None) -> str:
        """The name of a member of staff; "" where unknown."""
        return next((one.name for one in self.staff if one.id == staff_id), "")


def _name_for(order: PaperOrder, pupil: Pupil, uses: Sequence[NameUse]) -> NameFor:
    if not order.is_own:
        return name_for_services(pupil, uses)
    if order.contact_id is not None:
        return name_for_family(pupil, uses, order.contact_id)
    return name_for_pupil(pupil, uses)


def _untold(order: PaperOrder, pupil: Pupil, uses: Sequence[NameUse], name: NameFor) -> KeptWords:
    if order.is_own and order.contact_id is None:
        return KeptWords(frozenset())
    return untold_names(pupil, uses, (name.full, name.known_as, name.called))


def is_kept_from(kept: Withholding, order: PaperOrder) -> bool:
    """Whether a fact is kept from whoever reads the paper.

    A fact kept from a service, or from somebody named in words alone, is kept from a professional
    unless somebody said that this one is not them: a paper is passed on in rooms full of people.
    Nothing is kept from the pupil.
    """
    if order.is_own and order.contact_id is None:
        return False
    if kept.contact_id is not None:
        return kept.contact_id == order.contact_id
    if kept.service_id is not None:
        if order.is_own:
            return False
        if order.service_id is not None:
            return kept.service_id == order.service_id
        return kept.service_id not in order.not_readers
    return kept.from_whom not in order.not_readers


def read_paper_sources(work: UnitOfWork, order: PaperOrder, today: date) -> PaperSources:
    """Every record the paper draws on.

    Raises:
        NotFound: there is no such pupil.
        NotAllowed: nothing was ever written down about them ("no-case"); who helps in an emergency
            is told all the same who they are and whom to ring.
    """
    pupil = work.get(Pupil, order.pupil_id)
    cases = sorted(work.find(Case, pupil_id=pupil.id), key=lambda one: (one.is_open, one.opened_on))
    if not cases and order.kind is not PaperKind.CRISIS_SUMMARY:
        raise NotAllowed("no-case")
    case, by_pupil = cases[-1] if cases else None, {"pupil_id": pupil.id}
    case_ids = tuple(one.id for one in cases)
    by_case = {"case_id": list(case_ids)}
    in_case = {"case_id": list(case_ids[-1:])}
    withholdings = tuple(work.find(Withholding, **by_pupil))
    kept = tuple(one for one in withholdings if is_kept_from(one, order))
    words_of = kept_words(work, pupil, kept)
    telling = Telling(kept)

    def told(kind: type[R], **where: object) -> tuple[R, ...]:
        return words_of.without(telling.told(work.find(kind, **where)))

    told_pupil, every_name = telling.pupil(pupil), work.find(NameUse, **by_pupil)
    names = telling.told(every_name)
    schools, pictures = work.find(SchoolProfile), told(SchoolPicture, **by_case)
    backgrounds = told(Background, **in_case)
    plans = words_of.without(work.find(Plan, is_open=True, **in_case))
    return PaperSources(
        order=order,
        today=today,
        pupil=told_pupil,
        case=case,
        case_ids=case_ids,
        names=names,
        contacts=tuple(
            sorted(told(Contact, **by_pupil), key=lambda one: (one.priority or 99, one.id))
        ),
        orders=told(CourtOrder, **by_pupil),
        safe_contacts=told(SafeContact, **by_pupil),
        professionals=told(Professional, **by_pupil),
        withholdings=withholdings,
        kept=kept,
        kept_words=words_of,
        untold=_untold(order, pupil, every_name, _name_for(order, told_pupil, names)),
        concerns=told(Concern, **by_case),
        risks=tuple(sorted(told(RiskEntry, **by_case), key=lambda one: one.happened_on)),
        support=tuple(sorted(told(SupportAction, **by_case), key=lambda one: one.from_on)),
        consents=told(Consent, **by_case),
        told_tutors=told(NeedToKnow, **in_case),
        family_checks=tuple(work.find(FamilyCheck, **by_case)),
        background=backgrounds[-1] if backgrounds else None,
        picture=max(pictures, key=lambda one: one.as_of_on or date.min) if pictures else None,
        plan=plans[-1] if plans else None,
        steps=tuple(sorted(told(NextStep, is_open=True, **in_case), key=lambda one: one.due_on)),
        referrals=told(Referral, is_open=True, **by_case),
        services={one.id: one for one in work.find(Service)},
        school=schools[0] if schools else None,
        staff=tuple(work.find(StaffMember)),
    )


def not_to_be_told(sources: PaperSources) -> tuple[said.WithholdFacts, ...]:
    """What the reader is asked not to tell somebody; nothing is said of what is kept from them."""
    contacts = {one.id: contact_name(one) for one in sources.contacts}
    told = [
        said.WithholdFacts(
            what=words.withheld_fact(each),
            from_whom=each.from_whom or contacts.get(each.contact_id or "", SOMEBODY),
        )
        for each in sources.withholdings
        if each.service_id is None and not _is_hidden(each, sources.kept)
    ]
    return (*dict.fromkeys(told), *confidential_addresses(sources, contacts))


def _is_hidden(each: Withholding, kept: Iterable[Withholding]) -> bool:
    return any(
        hidden.about_id == each.about_id and (not hidden.field or hidden.field == each.field)
        for hidden in kept
    )


def whom_kept_from(work: UnitOfWork, pupil_id: str) -> Sequence[tuple[str, str]]:
    """Services and persons named in words that something is kept from: a key and a name each."""
    services = {one.id: one.name for one in work.find(Service)}
    found: dict[str, str] = {}
    for one in work.find(Withholding, pupil_id=pupil_id):
        if one.contact_id is None:
            key = one.service_id or one.from_whom
            found[key] = services.get(key, "") if one.service_id else one.from_whom
    return tuple((key, name) for key, name in found.items() if key and name)
