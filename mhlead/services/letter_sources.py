"""Every record a letter draws on, less what its service is not to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar

from mhlead.domain.codes import CriterionKind, ReplyKind, WhoseDays
from mhlead.domain.records import (
    AnsweredFact,
    Background,
    Case,
    Concern,
    Consent,
    Contact,
    Counterpart,
    CourtOrder,
    Criterion,
    NameUse,
    Professional,
    Pupil,
    Record,
    Referral,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    SchoolProfile,
    Score,
    Service,
    StaffMember,
    SupportAction,
    Withholding,
)
from mhlead.services.clocks import reply_time, school_calendar
from mhlead.services.ports import UnitOfWork
from mhlead.services.referral_chain import EarlierReferral, chain

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class LetterSources:
    """Every record one letter draws on, read once, less what is withheld from its service."""

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


class _Telling:
    """Leaves out of records what this service is not to be told."""

    def __init__(self, withholdings: Sequence[Withholding], service_id: str) -> None:
        self._kept = [w for w in withholdings if w.service_id == service_id]

    def told(self, records: Iterable[R]) -> tuple[R, ...]:
        return tuple(r for record in records if (r := self._told(record)) is not None)

    def _told(self, record: R) -> R | None:
        hidden = [w.field for w in self._kept if w.about_id == record.id]
        if "" in hidden:
            return None
        if not hidden:
            return record
        empty = {f.name: _empty(f.default) for f in fields(record) if f.name in hidden}  # type: ignore[arg-type]
        return replace(record, **empty)  # type: ignore[type-var]

    def pupil(self, pupil: Pupil) -> Pupil:
        """The pupil less what is withheld; an empty one, whose letter is held back, for all."""
        return next(iter(self.told([pupil])), Pupil(id=pupil.id, surname="", forename=""))


def _empty(default: object) -> object:
    return default if isinstance(default, (str, tuple)) or default is None else ""


def read_sources(work: UnitOfWork, referral: Referral, today: date) -> LetterSources:
    """Every record the letter of a referral draws on."""
    case = work.get(Case, referral.case_id)
    pupil = work.get(Pupil, case.pupil_id)
    by_pupil = {"pupil_id": pupil.id}
    by_case = {"case_id": case.id}
    withholdings = tuple(work.find(Withholding, **by_pupil))
    telling = _Telling(withholdings, referral.service_id)
    people = [p for p in work.find(Counterpart, service_id=referral.service_id) if p.to_on is None]
    people.sort(key=lambda person: person.is_deputy)
    schools = work.find(SchoolProfile)
    pictures = telling.told(work.find(SchoolPicture, **by_case))
    backgrounds = telling.told(work.find(Background, **by_case))
    return LetterSources(
        referral=referral,
        service=work.get(Service, referral.service_id),
        counterpart=people[0] if people else None,
        school=schools[0] if schools else None,
        staff=tuple(work.find(StaffMember)),
        pupil=telling.pupil(pupil),
        names=telling.told(work.find(NameUse, **by_pupil)),
        contacts=telling.told(sorted(work.find(Contact, **by_pupil), key=_priority)),
        orders=telling.told(work.find(CourtOrder, **by_pupil)),
        safe_contacts=telling.told(work.find(SafeContact, **by_pupil)),
        professionals=telling.told(work.find(Professional, **by_pupil)),
        withholdings=withholdings,
        concerns=telling.told(work.find(Concern, **by_case)),
        risks=telling.told(sorted(work.find(RiskEntry, **by_case), key=lambda r: r.happened_on)),
        support=telling.told(sorted(work.find(SupportAction, **by_case), key=lambda s: s.from_on)),
        consents=telling.told(work.find(Consent, **by_case)),
        background=backgrounds[-1] if backgrounds else None,
        picture=max(pictures, key=lambda p: p.as_of_on or date.min) if pictures else None,
        today=today,
        answer_by=_answer_by(work, referral, today),
        required_fields=_required_fields(work, referral),
        answered_facts=tuple(work.find(AnsweredFact, referral_id=referral.id)),
        scores=telling.told(work.find(Score, **by_case)),
        earlier=tuple(one for one in chain(work, referral) if one.has_left),
    )


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
