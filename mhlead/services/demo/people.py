"""Fictional pupils with their families, and the thin roll of everybody else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mhlead.domain.calendar import school_year_of, usual_year_group
from mhlead.domain.codes import Audience, Channel, OrderKind, SocialCarePlan
from mhlead.domain.identifiers import UpnAuthorities, check_nhs_number, check_upn
from mhlead.domain.records import (
    Contact,
    CourtOrder,
    NameUse,
    Pupil,
    Record,
    RollEntry,
    SafeContact,
    Service,
)
from mhlead.services.demo.school import gp_of
from mhlead.services.demo.words import Culture, Story, cultures, streets
from mhlead.services.ports import Ids

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_OURS = UpnAuthorities(frozenset({"919"}), frozenset())


@dataclass(frozen=True)
class Family:
    """A pupil and everything known of them before there is a case.

    Attributes:
        parent: The contact who answers for them.
        relation: That contact's relation in a word: "mother".
    """

    pupil: Pupil
    parent: Contact
    relation: str
    around: tuple[Record, ...]
    pronouns: str


@dataclass
class Births:
    """Makes people, each with numbers of their own."""

    rng: random.Random
    ids: Ids
    on: date
    count: int = 0

    def upn(self, year: int) -> str:
        """A UPN of the fictional school with its right check letter."""
        self.count += 1
        body = f"9194999{year % 100:02}{self.count % 1000:03}"
        return next(c + body for c in _LETTERS if check_upn(c + body, _OURS).is_sound)

    def nhs_number(self) -> str:
        """A sound number in the range that is never given to anybody."""
        while True:
            stem = f"999{self.rng.randrange(10**6):06}"
            for last in range(10):
                if check_nhs_number(f"{stem}{last}").is_sound:
                    return f"{stem}{last}"

    def born_for(self, year_group: int) -> date:
        """A birth date usual for a year group on the demonstration's day."""
        first = date(school_year_of(self.on) - year_group - 5, 9, 1)
        return first + timedelta(days=self.rng.randrange(365))

    def landline(self) -> str:
        """A number of the range kept for drama."""
        return f"01632 960{self.rng.randrange(700, 1000)}"

    def mobile(self) -> str:
        """A mobile number of the range kept for drama."""
        return f"07700 900{self.rng.randrange(1000):03}"


def family(
    births: Births, number: int, culture: Culture, story: Story, practice: Service
) -> Family:
    """One pupil of concern with family, GP, and what makes some families different."""
    rng = births.rng
    is_girl = rng.random() < 0.55
    pronouns = "they" if number % 23 == 7 else "she" if is_girl else "he"
    year = int(rng.choice(story.told["years"]))
    born_on = births.born_for(year)
    surname = rng.choice(culture.surnames)
    address = (f"{rng.randrange(1, 120)} {rng.choice(streets())}", "Fernbrook")
    pupil = Pupil(
        id=births.ids.new(),
        surname=surname,
        forename=rng.choice(culture.girls if is_girl else culture.boys),
        born_on=born_on,
        preferred_forename="Sam" if pronouns == "they" else "",
        pronouns={"she": "she/her", "he": "he/him", "they": "they/them"}[pronouns],
        sex="F" if is_girl else "M",
        upn=births.upn(school_year_of(born_on) + 12),
        nhs_number=births.nhs_number() if rng.random() < 0.4 else "",
        ethnicity=culture.ethnicity,
        first_language=culture.language,
        home_language=culture.language if culture.language != "ENG" else "",
        needs_interpreter=culture.language != "ENG" and number % 3 == 0,
        sen_provision="E" if number % 17 == 0 else "K" if number % 4 == 0 else "N",
        sen_needs=("SEMH",) if number % 4 == 0 else (),
        is_in_care=number % 29 == 11,
        care_authority="919" if number % 29 == 11 else "",
        legal_status="Full care order" if number % 29 == 11 else "",
        social_care_plan=_plan(number, story),
        young_carer="S" if story.told.get("young_carer") else "",
        has_free_school_meals=rng.random() < 0.3,
        address=address,
        postcode=f"SG98 {rng.randrange(1, 6)}A{rng.choice('BDEFGH')}",
        telephone=births.landline() if rng.random() < 0.6 else "",
        mobile=births.mobile() if year >= 9 else "",
    )
    parent, relation = _parent(births, number, culture, pupil)
    around = (
        parent,
        *_around(births, number, culture, pupil, parent),
        gp_of(births.ids, pupil.id, practice),
    )
    return Family(pupil, parent, relation, around, pronouns)


def in_year_of(pupil: Pupil, day: date) -> Pupil:
    """The pupil with the year group and form of the school year of a day."""
    if pupil.born_on is None:
        return pupil
    year = usual_year_group(pupil.born_on, school_year_of(day))
    letter = "ABCKLMST"[sum(map(ord, pupil.upn)) % 8]
    return replace(pupil, year_group=year, form=f"{year}{letter}")


def _plan(number: int, story: Story) -> SocialCarePlan | None:
    if number % 29 == 11:
        return SocialCarePlan.CARE
    if story.told.get("young_carer"):
        return SocialCarePlan.EARLY_HELP
    return {13: SocialCarePlan.CHILD_IN_NEED, 31: SocialCarePlan.CHILD_PROTECTION}.get(number)


def _parent(births: Births, number: int, culture: Culture, pupil: Pupil) -> tuple[Contact, str]:
    rng = births.rng
    relation, code, names = "mother", "PAM", culture.women
    if number % 5 == 3:
        relation, code, names = "father", "PAF", culture.men
    if pupil.is_in_care:
        relation, code, names = "foster mother", "FOM", ("Carol", "Denise")
    contact = Contact(
        id=births.ids.new(),
        pupil_id=pupil.id,
        surname="Ashdown" if pupil.is_in_care else pupil.surname,
        forename=rng.choice(names),
        relationship=code,
        has_parental_responsibility=not pupil.is_in_care,
        responsibility_basis="" if pupil.is_in_care else "Birth certificate",
        lives_with_pupil=True,
        priority=1,
        mobile=births.mobile(),
        email=f"family{number}@example.org",
        language="" if culture.language == "ENG" else culture.language,
        needs_interpreter=pupil.needs_interpreter,
        may_be_contacted=True,
    )
    return contact, relation


def _around(
    births: Births, number: int, culture: Culture, pupil: Pupil, parent: Contact
) -> Iterator[Record]:
    rng, ids = births.rng, births.ids
    if pupil.is_in_care:
        yield Contact(
            id=ids.new(), pupil_id=pupil.id, surname="Sheikh", forename="Imran",
            relationship="SWR", has_parental_responsibility=True,
            responsibility_basis="Care order, for the local authority", lives_with_pupil=False,
            priority=2, telephone=births.landline(), may_be_contacted=True,
        )  # fmt: skip
        yield CourtOrder(
            id=ids.new(), pupil_id=pupil.id, kind=OrderKind.CARE,
            says="The local authority shares parental responsibility and decides about health.",
            made_on=births.on - timedelta(days=1500), seen_on=births.on - timedelta(days=640),
        )  # fmt: skip
    other = Contact(
        id=ids.new(),
        pupil_id=pupil.id,
        surname=pupil.surname,
        forename=rng.choice(culture.men if parent.relationship == "PAM" else culture.women),
        relationship="PAF" if parent.relationship == "PAM" else "PAM",
        has_parental_responsibility=number % 9 != 4,
        lives_with_pupil=number % 3 != 1,
        priority=3,
        mobile=births.mobile(),
        may_be_contacted=True,
    )
    if number in {9, 27}:
        yield replace(
            other, lives_with_pupil=False, may_be_contacted=False, mobile="",
            contact_rule="A non-molestation order protects the family; nothing goes to him.",
            relationship="PAF", forename=rng.choice(culture.men),
        )  # fmt: skip
        yield CourtOrder(
            id=ids.new(), pupil_id=pupil.id, kind=OrderKind.NON_MOLESTATION,
            says="The father may not come near the home or the school, nor be told the address.",
            contact_id=other.id, made_on=births.on - timedelta(days=700),
            ends_on=births.on + timedelta(days=200), seen_on=births.on - timedelta(days=641),
        )  # fmt: skip
    elif not pupil.is_in_care and number % 4 != 2:
        yield other
    if number % 2:
        names = [name for name in culture.girls + culture.boys if name != pupil.forename]
        sibling = rng.choice(names)
        yield Contact(
            id=ids.new(), pupil_id=pupil.id, surname=pupil.surname, forename=sibling,
            relationship="SIB", lives_with_pupil=True, priority=5,
            born_on=births.born_for(rng.randrange(2, 7)),
        )  # fmt: skip
    if number % 6 == 1 or number in {9, 27}:
        yield SafeContact(
            id=ids.new(), pupil_id=pupil.id, who=f"{parent.forename} only",
            channel=Channel.TELEPHONE, value=parent.mobile, safe_times="After 16.00",
            may_leave_voicemail=False, may_post=number % 12 != 1, name_to_show="Fernbrook Academy",
            remarks="Please send a text message first.",
        )  # fmt: skip
    if pupil.preferred_forename:
        yield NameUse(
            id=ids.new(), pupil_id=pupil.id, audience=Audience.SERVICES,
            forename=pupil.preferred_forename, surname=pupil.surname, pronouns="they/them",
        )  # fmt: skip
        yield NameUse(
            id=ids.new(), pupil_id=pupil.id, audience=Audience.FAMILY, forename=pupil.forename,
            pronouns="she/her" if pupil.sex == "F" else "he/him",
        )  # fmt: skip


def roll(births: Births, pupils: list[Pupil], size: int) -> list[RollEntry]:
    """The thin index: the pupils of concern who are on roll, and everybody else."""
    entries = [
        RollEntry(births.ids.new(), p.surname, p.forename, p.born_on, p.upn, p.form)
        for p in (in_year_of(pupil, births.on) for pupil in pupils)
    ]
    every = cultures()
    weights = [20 if c.key == "english" else 2 for c in every]
    while len(entries) < size:
        culture = births.rng.choices(every, weights)[0]
        year = births.rng.randrange(7, 14)
        born_on = births.born_for(year)
        entries.append(
            RollEntry(
                births.ids.new(),
                births.rng.choice(culture.surnames),
                births.rng.choice(culture.girls + culture.boys),
                born_on,
                births.upn(school_year_of(born_on) + 12),
                f"{year}{births.rng.choice('ABCKLMST')}",
            )
        )
    return entries
