"""Every record a letter draws on, less what its service is not to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import Field, dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from mhlead.domain.codes import CriterionKind, LetterKind, Reader, ReplyKind, WhoseDays
from mhlead.domain.errors import NotFound
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.records import (
    AnsweredFact,
    Appointment,
    Background,
    Case,
    Concern,
    Consent,
    Contact,
    Counterpart,
    CourtOrder,
    Criterion,
    Letter,
    NameUse,
    Plan,
    Professional,
    Pupil,
    Record,
    Referral,
    ReferralEvent,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    SchoolProfile,
    Score,
    Sending,
    Service,
    StaffMember,
    SupportAction,
    Withholding,
)
from mhlead.services.appointments import appointments_of
from mhlead.services.clocks import reply_time, school_calendar
from mhlead.services.kept_words import KeptWords, kept_words
from mhlead.services.ports import UnitOfWork
from mhlead.services.referral_chain import EarlierReferral, chain

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class LetterSources:
    """Every record one letter draws on, read once, less what is withheld from its reader.

    Attributes:
        kept_words: What is kept from the reader, wherever it is repeated.
        contact: The person of the family it is written to, as the record has them.
        professional: The GP it is written to.
        gp_practice: That GP's entry in the directory, where there is one.
    """

    referral: Referral
    service: Service
    counterpart: Counterpart | None
    school: SchoolProfile | None
    staff: tuple[StaffMember, ...]
    pupil: Pupil
    names: tuple[NameUse, ...]
    contacts: tuple[Contact, ...]
    orders: tuple[CourtOrder, ...]
    safe_contacts: tuple[SafeContact, ...]
    professionals: tuple[Professional, ...]
    withholdings: tuple[Withholding, ...]
    kept_words: KeptWords
    concerns: tuple[Concern, ...]
    risks: tuple[RiskEntry, ...]
    support: tuple[SupportAction, ...]
    consents: tuple[Consent, ...]
    background: Background | None
    picture: SchoolPicture | None
    today: date
    answer_by: date | None = None
    required_fields: tuple[str, ...] = ()
    answered_facts: tuple[AnsweredFact, ...] = ()
    earlier: tuple[EarlierReferral, ...] = ()
    scores: tuple[Score, ...] = ()
    order: LetterOrder | None = None
    contact: Contact | None = None
    professional: Professional | None = None
    gp_practice: Service | None = None
    plan: Plan | None = None
    events: tuple[ReferralEvent, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    letters: tuple[Letter, ...] = ()
    sendings: tuple[Sending, ...] = ()

    @property
    def reader(self) -> Reader:
        """Who reads the letter."""
        return self.order.reader if self.order else Reader.SERVICE

    @property
    def kind(self) -> LetterKind:
        """What kind of letter it is."""
        return self.order.kind if self.order else LetterKind.REFERRAL


class Telling:
    """Leaves out of records what the reader of a letter or paper is not to be told."""

    def __init__(self, kept: Sequence[Withholding]) -> None:
        """Keeps those facts from the reader.

        Args:
            kept: What is kept from this very reader.
        """
        self._kept = kept

    def told(self, records: Iterable[R]) -> tuple[R, ...]:
        """The records without what is kept; one that is kept whole is not among them."""
        return tuple(r for record in records if (r := self._told(record)) is not None)

    def _told(self, record: R) -> R | None:
        hidden = [w.field for w in self._kept if w.about_id == record.id]
        if "" in hidden:
            return None
        if not hidden:
            return record
        empty = {f.name: _empty(f) for f in fields(record) if f.name in hidden}  # type: ignore[arg-type]
        return replace(record, **empty)  # type: ignore[type-var]

    def pupil(self, pupil: Pupil) -> Pupil:
        """The pupil less what is withheld; an empty one, whose letter is held back, for all."""
        return next(iter(self.told([pupil])), Pupil(id=pupil.id, surname="", forename=""))


def _is_kept_from(kept: Withholding, service_id: str, order: LetterOrder | None) -> bool:
    """Whether a fact is kept from the reader; where that is said in words alone, it may be them."""
    reader = order.reader if order else Reader.SERVICE
    if reader is Reader.SERVICE or order is None:
        return kept.service_id == service_id
    if reader is Reader.PUPIL:
        return False
    is_in_words = kept.service_id is None and kept.contact_id is None
    if reader is Reader.GP:
        return is_in_words
    return is_in_words or kept.contact_id == order.contact_id


def _empty(told: Field[Any]) -> object:
    """What stands where a fact is withheld: nothing, of the kind that its place can hold."""
    default = told.default
    if isinstance(default, (str, tuple)) or default is None:
        return default
    return None if told.type in {"date", date} else ""


def read_sources(
    work: UnitOfWork, referral: Referral, today: date, order: LetterOrder | None = None
) -> LetterSources:
    """Every record a letter about a referral draws on; by default the referral itself.

    Raises:
        NotFound: the person the order names is not there.
    """
    case = work.get(Case, referral.case_id)
    pupil = work.get(Pupil, case.pupil_id)
    by_pupil = {"pupil_id": pupil.id}
    by_case = {"case_id": case.id}
    withholdings = tuple(work.find(Withholding, **by_pupil))
    kept = [w for w in withholdings if _is_kept_from(w, referral.service_id, order)]
    telling, words_of = Telling(kept), kept_words(work, pupil, kept)

    def told(records: Iterable[R]) -> tuple[R, ...]:
        return words_of.without(telling.told(records))

    professional = _of_pupil(work, Professional, order.professional_id if order else None, pupil)
    people = [p for p in work.find(Counterpart, service_id=referral.service_id) if p.to_on is None]
    people.sort(key=lambda person: person.is_deputy)
    schools = work.find(SchoolProfile)
    pictures = told(work.find(SchoolPicture, **by_case))
    backgrounds = told(work.find(Background, **by_case))
    return LetterSources(
        referral=referral,
        service=work.get(Service, referral.service_id),
        counterpart=people[0] if people else None,
        school=schools[0] if schools else None,
        staff=tuple(work.find(StaffMember)),
        pupil=telling.pupil(pupil),
        names=telling.told(work.find(NameUse, **by_pupil)),
        contacts=told(sorted(work.find(Contact, **by_pupil), key=_priority)),
        orders=told(work.find(CourtOrder, **by_pupil)),
        safe_contacts=told(work.find(SafeContact, **by_pupil)),
        professionals=told(work.find(Professional, **by_pupil)),
        withholdings=withholdings,
        kept_words=words_of,
        concerns=told(work.find(Concern, **by_case)),
        risks=told(sorted(work.find(RiskEntry, **by_case), key=lambda r: r.happened_on)),
        support=told(sorted(work.find(SupportAction, **by_case), key=lambda s: s.from_on)),
        consents=told(work.find(Consent, **by_case)),
        background=backgrounds[-1] if backgrounds else None,
        picture=max(pictures, key=lambda p: p.as_of_on or date.min) if pictures else None,
        today=today,
        answer_by=_answer_by(work, referral, today),
        required_fields=_required_fields(work, referral),
        answered_facts=tuple(work.find(AnsweredFact, referral_id=referral.id)),
        scores=told(work.find(Score, **by_case)),
        earlier=tuple(one for one in chain(work, referral) if one.has_left),
        order=order,
        contact=_of_pupil(work, Contact, order.contact_id if order else None, pupil),
        professional=professional,
        gp_practice=_practice(work, professional),
        # Issued letters hold their pages, so the check of many referrals reads none of them.
        **(_course(work, referral, words_of) if order else {}),
    )


P = TypeVar("P", Contact, Professional)


def _of_pupil(work: UnitOfWork, kind: type[P], record_id: str | None, pupil: Pupil) -> P | None:
    """Somebody of this pupil's; a person of another pupil's is not found."""
    if record_id is None:
        return None
    found = work.get(kind, record_id)
    if found.pupil_id != pupil.id:
        raise NotFound(kind.__name__)
    return found


def _practice(work: UnitOfWork, professional: Professional | None) -> Service | None:
    if professional is None or professional.service_id is None:
        return None
    return work.get(Service, professional.service_id)


def _course(work: UnitOfWork, referral: Referral, kept: KeptWords) -> dict[str, Any]:
    letters = sorted(work.find(Letter, referral_id=referral.id), key=lambda one: one.at)
    sent = work.find(Sending, letter_id=[letter.id for letter in letters])
    plans = kept.without(work.find(Plan, case_id=referral.case_id, is_open=True))
    events = kept.without(work.find(ReferralEvent, referral_id=referral.id))
    return {
        "plan": plans[-1] if plans else None,
        "events": tuple(sorted(events, key=lambda event: (event.happened_on, event.at))),
        "appointments": kept.without(appointments_of(work, referral.id)),
        "letters": tuple(letters),
        "sendings": tuple(sorted(sent, key=lambda one: (one.sent_on, one.at))),
    }


def _required_fields(work: UnitOfWork, referral: Referral) -> tuple[str, ...]:
    """The fields of the letter that this service says it must be told."""
    rules = work.find(Criterion, service_id=referral.service_id, kind=CriterionKind.REQUIRED_FACTS)
    return tuple(dict.fromkeys(code for rule in rules for code in rule.codes))


def _answer_by(work: UnitOfWork, referral: Referral, today: date) -> date | None:
    """The day by which the service says it answers, or None where it says nothing."""
    for reply in (ReplyKind.ACKNOWLEDGE, ReplyKind.DECIDE):
        rule = reply_time(work, referral.service_id, reply, referral.urgency)
        if rule is not None and rule.days is not None:
            whose = rule.whose_days or WhoseDays.SERVICE
            return school_calendar(work).add_days(today, rule.days, whose)
    return None


def _priority(contact: Contact) -> tuple[int, str]:
    return contact.priority or 99, contact.id
