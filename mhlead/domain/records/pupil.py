"""A pupil, the people round them, and who may be told what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mhlead.domain.codes import Audience, Channel, LinkRole, OrderKind, SocialCarePlan
from mhlead.domain.records.keeping import Keeping


@dataclass(frozen=True)
class Pupil:
    """A pupil's identity and school record; a case, not this, makes them a pupil of concern.

    The fields are those that referral forms of 23 services ask for. Codes are DfE codes:
    `year_group`, `ethnicity`, `first_language`, `home_language`, `sen_provision`, `sen_needs`,
    `young_carer`. None always means "not known", never "no".

    Attributes:
        upn: Unique pupil number, kept even when its check letter is wrong; never sent to the NHS.
        nhs_number: Ten digits without spaces, kept even when its check digit is wrong.
        pronouns: As the pupil asks for among everyone who may know; see `NameUse` for the rest.
        may_be_emailed: The pupil agreed to be e-mailed.
        left_on: Last day on roll.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    surname: str
    forename: str
    born_on: date | None = None
    middle_names: str = ""
    preferred_surname: str = ""
    preferred_forename: str = ""
    former_surname: str = ""
    pronouns: str = ""
    sex: str = ""
    gender: str = ""
    upn: str = ""
    nhs_number: str = ""
    year_group: str = ""
    form: str = ""
    ethnicity: str = ""
    first_language: str = ""
    home_language: str = ""
    needs_interpreter: bool | None = None
    communication_needs: str = ""
    access_needs: str = ""
    religion: str = ""
    nationality: str = ""
    sen_provision: str = ""
    sen_needs: tuple[str, ...] = ()
    is_in_care: bool | None = None
    care_authority: str = ""
    legal_status: str = ""
    social_care_plan: SocialCarePlan | None = None
    young_carer: str = ""
    is_service_child: bool | None = None
    has_free_school_meals: bool | None = None
    address: tuple[str, ...] = ()
    postcode: str = ""
    telephone: str = ""
    mobile: str = ""
    email: str = ""
    may_be_emailed: bool | None = None
    left_on: date | None = None


@dataclass(frozen=True)
class Contact:
    """A parent, carer, sibling or other member of the household or family.

    Attributes:
        relationship: DfE relationship code.
        has_parental_responsibility: True, False, or None while not known.
        responsibility_basis: How parental responsibility is held: birth certificate, order...
        lives_with_pupil: Whether they live in the pupil's home.
        may_be_contacted: False where an order or a safe-contact rule forbids it.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    surname: str
    forename: str = ""
    title: str = ""
    relationship: str = ""
    has_parental_responsibility: bool | None = None
    responsibility_basis: str = ""
    lives_with_pupil: bool | None = None
    born_on: date | None = None
    priority: int | None = None
    address: tuple[str, ...] = ()
    postcode: str = ""
    telephone: str = ""
    mobile: str = ""
    email: str = ""
    language: str = ""
    needs_interpreter: bool | None = None
    may_be_contacted: bool | None = None
    contact_rule: str = ""


@dataclass(frozen=True)
class NameUse:
    """The name and pronouns used towards one audience, where they differ from the record.

    Attributes:
        contact_id: The one contact meant, where `audience` is ONE_CONTACT.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    audience: Audience
    forename: str
    surname: str = ""
    pronouns: str = ""
    contact_id: str | None = None


@dataclass(frozen=True)
class Withholding:
    """A fact that is not to be told to a person.

    Attributes:
        about_kind: Kind of the record the fact stands in, such as "Note".
        about_id: Identifier of that record.
        field: Field of the record, or "" for the whole of it.
        contact_id: The person in the family it is kept from, where they are in the record.
        service_id: The service it is kept from, where one is meant.
        from_whom: That person in words otherwise, such as "her grandmother".
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    about_kind: str
    about_id: str
    field: str = ""
    contact_id: str | None = None
    service_id: str | None = None
    from_whom: str = ""
    reason: str = ""
    asked_on: date | None = None


@dataclass(frozen=True)
class SafeContact:
    """How a pupil can be reached safely.

    Attributes:
        who: Who is to be reached, in words, such as "Pupil only" or "Mother only".
        value: Number or address.
        name_to_show: Name a caller may show or give.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    who: str
    channel: Channel | None = None
    value: str = ""
    safe_times: str = ""
    may_leave_voicemail: bool | None = None
    may_post: bool | None = None
    name_to_show: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class CourtOrder:
    """An order or rule that changes who may be written to or told.

    Attributes:
        contact_id: The person it restricts, where they are in the record.
        says: What it says, in the words a reader of a letter needs.
        seen_on: The day the school saw the document itself.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    kind: OrderKind
    says: str
    contact_id: str | None = None
    made_on: date | None = None
    ends_on: date | None = None
    seen_on: date | None = None


@dataclass(frozen=True)
class Professional:
    """Somebody from a service who is or was involved with the pupil, the GP among them."""

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    role: str
    name: str = ""
    organisation: str = ""
    service_id: str | None = None
    is_gp: bool = False
    telephone: str = ""
    email: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True)
class PupilLink:
    """A pupil's own part in something that links several pupils.

    Each pupil of the link has a record of their own, so that nobody's page says another's part.

    Attributes:
        link: Identifier that the records of one link share.
        about: What it is about, in words that may stand in every linked pupil's record.
        own_words: What is only for this pupil's record.
    """

    KEEPING: ClassVar[Keeping] = Keeping.VERSIONED
    id: str
    pupil_id: str
    link: str
    role: LinkRole
    about: str
    happened_on: date
    own_words: str = ""


@dataclass(frozen=True)
class RollEntry:
    """A line of the thin roll index: only for search and guards, never reported from."""

    KEEPING: ClassVar[Keeping] = Keeping.LIVE
    id: str
    surname: str
    forename: str
    born_on: date | None = None
    upn: str = ""
    form: str = ""
