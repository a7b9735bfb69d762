"""How a pupil is named: in school, in lists, and towards each recipient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mhlead.domain.codes import Audience
from mhlead.domain.records import Contact, NameUse, Pupil


@dataclass(frozen=True)
class NameFor:
    """The name and pronouns for one recipient.

    Attributes:
        full: The name in the record, which a health service matches on.
        known_as: The name to use, where it differs; "" otherwise.
        called: The forename to use in a sentence.
    """

    full: str
    known_as: str
    called: str
    pronouns: str


def _joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part.strip())


def full_name(pupil: Pupil) -> str:
    """Forename, middle names and surname as in the record."""
    return _joined(pupil.forename, pupil.middle_names, pupil.surname)


def school_name(pupil: Pupil) -> str:
    """The name the school calls the pupil by."""
    return _joined(
        pupil.preferred_forename or pupil.forename, pupil.preferred_surname or pupil.surname
    )


def sort_name(pupil: Pupil) -> str:
    """Surname first, for lists."""
    surname = pupil.preferred_surname or pupil.surname
    forename = pupil.preferred_forename or pupil.forename
    return f"{surname}, {forename}" if surname and forename else _joined(surname, forename)


def initials(pupil: Pupil) -> str:
    """First letters of the name used in school: what a screen shows while names are hidden."""
    forename = (pupil.preferred_forename or pupil.forename).strip()
    surname = (pupil.preferred_surname or pupil.surname).strip()
    return "".join(part[0].upper() for part in (forename, surname) if part)


def name_for_services(pupil: Pupil, uses: Sequence[NameUse]) -> NameFor:
    """The name towards health and care services, with what the pupil asked for there."""
    asked = [use for use in uses if use.audience is Audience.SERVICES]
    asked = asked or [use for use in uses if use.audience is Audience.EVERYONE]
    full = full_name(pupil)
    if asked:
        use = asked[-1]
        known_as = _joined(use.forename, use.surname)
        # Pronouns used in school are not told with a name that was chosen for somebody else.
        is_everyones = use.audience is Audience.EVERYONE
        pronouns = use.pronouns or (pupil.pronouns if is_everyones else "")
        return NameFor(full, known_as, use.forename, pronouns)
    used = school_name(pupil)
    differs = used != _joined(pupil.forename, pupil.surname)
    called = pupil.preferred_forename or pupil.forename
    return NameFor(full, used if differs else "", called, pupil.pronouns)


def name_for_family(pupil: Pupil, uses: Sequence[NameUse], contact_id: str) -> NameFor:
    """The name towards one person of the family: what was asked for there, else the record's.

    The name and pronouns used in school are not told at home unless the pupil said that they are
    for everyone.
    """
    for audience in (Audience.ONE_CONTACT, Audience.FAMILY, Audience.EVERYONE):
        asked = [
            use
            for use in uses
            if use.audience is audience
            and (audience is not Audience.ONE_CONTACT or use.contact_id == contact_id)
        ]
        if asked:
            use = asked[-1]
            named = _joined(use.forename, use.surname or pupil.surname)
            return NameFor(named, "", use.forename, use.pronouns)
    return NameFor(_joined(pupil.forename, pupil.surname), "", pupil.forename, "")


def name_for_pupil(pupil: Pupil, uses: Sequence[NameUse]) -> NameFor:
    """The name the pupil wants to be called by."""
    asked = [use for use in uses if use.audience is Audience.EVERYONE]
    if asked:
        use = asked[-1]
        named = _joined(use.forename, use.surname or pupil.preferred_surname or pupil.surname)
        return NameFor(named, "", use.forename, use.pronouns or pupil.pronouns)
    called = pupil.preferred_forename or pupil.forename
    return NameFor(school_name(pupil), "", called, pupil.pronouns)


@dataclass(frozen=True)
class ToldName:
    """The name and initials that may stand on a paper somebody of a service sees."""

    name: str
    initials: str


def told_name(told: Pupil, uses: Sequence[NameUse]) -> ToldName:
    """The name towards one service, of a pupil less what that service is not to be told."""
    name = name_for_services(told, uses).known_as or school_name(told)
    if not name:
        return ToldName("A pupil of the school", "–")
    return ToldName(name, "".join(part[0].upper() for part in (name.split()[0], name.split()[-1])))


def contact_name(contact: Contact) -> str:
    """Title, forename and surname of somebody in the family."""
    return _joined(contact.title, contact.forename, contact.surname)
