"""Where an issued letter goes, by the directory and the record as they stand today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.codes import Channel, PaperKind
from mhlead.domain.locked_copy import LockAdvice, lock_advice
from mhlead.domain.naming import contact_name, name_for_pupil
from mhlead.domain.records import Case, Contact, Letter, NameUse, Professional, Pupil, Service
from mhlead.services.ports import UnitOfWork
from mhlead.services.school import is_stale
from mhlead.services.session import Session


@dataclass(frozen=True)
class LetterAddress:
    """Whom a letter goes to and how they are reached.

    Attributes:
        to_whom: The service's name with its team, or the person's.
        mailbox: The role mailbox of a service, or the person's own; "" where none is known or a
            pupil has not said that they may be written to there.
        postal: Lines of the address, with the postcode; none where a pupil is given it by hand.
        checked_on: The day the directory's entry was last checked; None for a person.
        is_service: It goes to a service of the directory, whose entry can be checked.
        takes_by: How the service takes referrals.
        web_form: Address of its form.
    """

    to_whom: str
    mailbox: str = ""
    postal: tuple[str, ...] = ()
    checked_on: date | None = None
    is_stale: bool = False
    is_service: bool = False
    takes_by: tuple[Channel, ...] = ()
    web_form: str = ""
    advice: LockAdvice = LockAdvice.FITS


def read_address(session: Session, letter_id: str) -> LetterAddress:
    """Where the letter goes as of today.

    Raises:
        NotFound: there is no such letter.
    """
    with session.reading() as work:
        return address_of(work, work.get(Letter, letter_id), session.clock.today())


def address_of(work: UnitOfWork, letter: Letter, today: date) -> LetterAddress:
    """The same within a transaction."""
    if letter.service_id is not None:
        found = _service(work.ever(Service, id=letter.service_id)[-1], today)
        is_paper = isinstance(letter.kind, PaperKind)  # which is no referral
        return replace(found, takes_by=(), web_form="") if is_paper else found
    if letter.contact_id is not None:
        return _contact(work, work.ever(Contact, id=letter.contact_id)[-1])
    if letter.professional_id is not None:
        return _professional(work, work.ever(Professional, id=letter.professional_id)[-1], today)
    if letter.to_whom:
        return LetterAddress(letter.to_whom)
    return _pupil(work, letter)


def _lines(address: tuple[str, ...], postcode: str) -> tuple[str, ...]:
    return tuple(line for line in (*address, postcode) if line)


def _service(service: Service, today: date) -> LetterAddress:
    place = _lines(service.address, service.postcode)
    names = tuple(part for part in (service.name, service.team) if part)
    return LetterAddress(
        to_whom=", ".join(names),
        mailbox=service.email,
        postal=(*names, *place) if place else (),
        checked_on=service.checked_on,
        is_stale=is_stale(service, today),
        is_service=True,
        takes_by=service.takes_by,
        web_form=service.web_form,
        advice=lock_advice(
            is_service=True,
            has_secure_mail=service.has_secure_mail,
            takes_locked_files=service.takes_locked_files,
        ),
    )


def _contact(work: UnitOfWork, contact: Contact) -> LetterAddress:
    postal = _lines(contact.address, contact.postcode)
    if not postal and contact.lives_with_pupil:
        pupil = work.get(Pupil, contact.pupil_id)
        postal = _lines(pupil.address, pupil.postcode)
    name = contact_name(contact)
    return LetterAddress(name, contact.email, (name, *postal) if postal else ())


def _professional(work: UnitOfWork, person: Professional, today: date) -> LetterAddress:
    name = person.name or person.organisation
    if person.service_id is None:
        return LetterAddress(name, person.email)
    practice = _service(work.ever(Service, id=person.service_id)[-1], today)
    return LetterAddress(
        to_whom=name,
        mailbox=person.email or practice.mailbox,
        postal=tuple(dict.fromkeys((name, *practice.postal))) if practice.postal else (),
        checked_on=practice.checked_on,
        is_stale=practice.is_stale,
        is_service=True,
        advice=practice.advice,
    )


def _pupil(work: UnitOfWork, letter: Letter) -> LetterAddress:
    """A young person is given their letter: at home somebody else may open it."""
    pupil = work.get(Pupil, work.get(Case, letter.case_id).pupil_id)
    name = name_for_pupil(pupil, work.find(NameUse, pupil_id=pupil.id)).full
    return LetterAddress(name, pupil.email if pupil.may_be_emailed else "")
