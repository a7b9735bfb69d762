"""The facts a letter about a referral says, gathered whole and frozen before it is written.

Everything here is already right for one recipient: names, pronouns and addresses are those this
recipient may be told, and what is "not to be told to" them was left out by whoever gathered it.
An optional fact that is absent ("" or None or an empty tuple) leaves its line out of the letter.
Only str, int, bool, date, datetime, Enum, tuple, None and these classes occur, so that facts frozen
with a letter can be compared later. There is no field for a UPN: it never leaves in a letter.
Order and content: what English referral forms ask for, in the order services ask it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from mhlead.domain.codes import LetterKind, Urgency
from mhlead.domain.letter_course import AnswerFacts as AnswerFacts
from mhlead.domain.letter_course import ChangeFacts as ChangeFacts
from mhlead.domain.letter_course import CourseFacts as CourseFacts
from mhlead.domain.letter_course import HopeFacts as HopeFacts
from mhlead.domain.letter_course import PlanFacts as PlanFacts
from mhlead.domain.letter_course import ReaderFacts as ReaderFacts
from mhlead.domain.letter_earlier import EarlierFacts, RuleFacts


class Answer(Enum):
    """What a person said when asked for one kind of consent."""

    AGREES = "agrees"
    DECLINES = "declines"
    NOT_ASKED = "not asked"


class StatementKind(Enum):
    """What sort of statement it is, so that the reader never takes one for another."""

    FACT = "fact"
    OPINION = "opinion"
    PUPIL_WORDS = "pupil's words"


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """The sender, as the letterhead shows it."""

    name: str
    address: tuple[str, ...] = ()
    telephone: str = ""
    email: str = ""
    headteacher: str = ""  # with title: "Mrs J. Okonedo-Price"
    strapline: str = ""  # "Pastoral care and mental health support"


@dataclass(frozen=True, slots=True)
class RecipientFacts:
    """The service the letter is addressed to; five lines fit the envelope's window."""

    service: str
    team: str = ""  # "Single Point of Access"
    person: str = ""  # a named counterpart, with title
    address: tuple[str, ...] = ()
    urgent_telephone: str = ""


@dataclass(frozen=True, slots=True)
class PupilFacts:
    """Who is referred."""

    full_name: str
    born_on: date | None
    known_as: str = ""
    called: str = ""  # the forename in a sentence
    previous_names: str = ""
    pronouns: str = ""  # those for this recipient
    year_group: str = ""  # "Year 9"
    form: str = ""  # "9K"
    address: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()  # each with whose it is: "01632 960733 (mother)"
    email: str = ""
    nhs_number: str = ""
    sex: str = ""
    gender: str = ""
    ethnicity: str = ""  # in words
    religion: str = ""
    languages: str = ""
    interpreter: str = ""
    communication_needs: str = ""
    access_needs: str = ""
    sen: str = ""
    in_care: str = ""
    young_carer: str = ""
    surname: str = ""  # this and the rest by themselves, since forms ask in pieces
    forenames: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """One person's answers to four separate questions, and how they were given.

    Attributes:
        is_pupil: The young person's own answers.
        may_decide: Their answer about the referral settles it: the young person at 16 or judged
            competent, or somebody with parental responsibility.
    """

    who: str
    relation: str = ""  # "young person", "mother, has parental responsibility"
    to_be_helped: Answer = Answer.NOT_ASKED
    to_be_referred: Answer = Answer.NOT_ASKED
    to_share: Answer = Answer.NOT_ASKED
    share_what: str = ""  # what is shared, with whom
    to_tell_school_outcome: Answer = Answer.NOT_ASKED
    how: str = ""  # "in person with Mr Żądło"
    given_on: date | None = None
    competence_note: str = ""  # who judged it, on what
    is_pupil: bool = False
    may_decide: bool = True


@dataclass(frozen=True, slots=True)
class WithoutConsent:
    """A recorded decision to go ahead without consent."""

    ground: str  # "risk of significant harm"
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class WithholdFacts:
    """Something the service is asked not to tell somebody."""

    what: str
    from_whom: str


@dataclass(frozen=True, slots=True)
class SafeContactFacts:
    """How to reach the pupil or family without causing harm; None is "not known", and says so."""

    who: str
    channel: str = ""  # "mobile 07700 900123"
    safe_times: str = ""
    may_leave_voicemail: bool | None = None
    may_post: bool | None = None
    name_to_show: str = ""  # what the caller should give as their name
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Somebody of the family: at home, with parental responsibility, or a brother or sister."""

    name: str
    relation: str = ""
    age_years: int | None = None
    has_parental_responsibility: bool | None = None
    telephone: str = ""
    note: str = ""  # "lives in Leeds"


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """Who is around the pupil."""

    at_home: tuple[PersonFacts, ...] = ()
    parental_responsibility: tuple[PersonFacts, ...] = ()
    siblings_elsewhere: tuple[PersonFacts, ...] = ()
    court_orders: tuple[str, ...] = ()
    circumstances: str = ""  # life events, changes at home


@dataclass(frozen=True, slots=True)
class ProfessionalFacts:
    """A doctor, worker or agency already involved."""

    name: str
    role: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    telephone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """One thing seen, thought or said, by whom and when."""

    text: str
    kind: StatementKind = StatementKind.FACT
    said_by: str = ""
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class DifficultyFacts:
    """What the school is worried about, described and never diagnosed."""

    statements: tuple[StatementFacts, ...] = ()
    since: str = ""
    how_often: str = ""
    where: str = ""
    why_now: str = ""
    effect_on_sleep: str = ""
    effect_on_eating: str = ""
    effect_on_friends: str = ""
    effect_at_home: str = ""
    effect_on_lessons: str = ""
    effect_on_attendance: str = ""
    health: str = ""  # medical problems
    medication: str = ""
    development: str = ""
    family_health: str = ""
    seen_before: str = ""  # by this or another service, when, with what result


@dataclass(frozen=True, slots=True)
class RiskStatementFacts:
    """What was said or seen about risk: no grade, no adjective of ours."""

    what: str
    in_whose_words: str = ""
    happened_on: date | None = None
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class SpokenFacts:
    """A conversation with the service before the letter."""

    with_whom: str
    spoken_on: date | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """Risk as what was said or seen, and what keeps the pupil safe."""

    statements: tuple[RiskStatementFacts, ...] = ()
    asked_by: str = ""  # with asked_on and no statement: asked, and nothing was said
    asked_on: date | None = None
    not_asked: tuple[str, ...] = ()
    keeps_safe: str = ""
    who_knows: str = ""
    plan: str = ""
    plan_written_on: date | None = None
    plan_reviewed_on: date | None = None
    spoken_to_service: SpokenFacts | None = None
    asks_for_call: bool = False  # self-harm or suicidal thoughts were said or seen
    not_spoken: str = ""  # why the service was not rung, where somebody answered that


@dataclass(frozen=True, slots=True)
class TriedFacts:
    """One piece of help given before this letter."""

    what: str
    started_on: date | None = None
    ended_on: date | None = None
    by_whom: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """Scores of one questionnaire or figure on two days; the questions are never reproduced."""

    name: str
    completed_by: str = ""
    earlier: str = ""
    earlier_on: date | None = None
    later: str = ""
    later_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SchoolPictureFacts:
    """How the pupil is getting on in school."""

    attendance: str = ""  # "81% this half term; 97% last year"
    sen_support: str = ""
    attainment: str = ""
    changes: str = ""
    strengths: str = ""
    measures: tuple[MeasureFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferrerFacts:
    """Who refers, when they last saw the pupil, and who answers in the holidays."""

    name: str
    role: str = ""
    telephone: str = ""
    email: str = ""
    last_saw_pupil_on: date | None = None
    best_time_to_ring: str = ""
    deputy_in_holidays: str = ""  # name and how to reach them


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything one letter about a referral says, for one recipient, on one day.

    The pupil's age is that on `written_on`; `reference` is the school's own, without a name.
    """

    reference: str
    written_on: date
    urgency: Urgency
    school: SchoolFacts
    recipient: RecipientFacts
    pupil: PupilFacts
    referrer: ReferrerFacts
    consents: tuple[ConsentFacts, ...] = ()
    without_consent: WithoutConsent | None = None
    withhold: tuple[WithholdFacts, ...] = ()
    safe_contacts: tuple[SafeContactFacts, ...] = ()
    family: FamilyFacts = field(default_factory=FamilyFacts)
    gp: ProfessionalFacts | None = None
    other_professionals: tuple[ProfessionalFacts, ...] = ()
    social_care: str = ""
    open_elsewhere: str = ""
    difficulty: DifficultyFacts = field(default_factory=DifficultyFacts)
    risk: RiskFacts = field(default_factory=RiskFacts)
    tried: tuple[TriedFacts, ...] = ()
    earlier: tuple[EarlierFacts, ...] = ()
    school_picture: SchoolPictureFacts = field(default_factory=SchoolPictureFacts)
    pupil_hopes: str = ""
    family_hopes: tuple[HopeFacts, ...] = ()
    asked_of_service: str = ""
    school_goes_on: str = ""
    answer_hoped_by: date | None = None
    enclosures: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    answers: tuple[AnswerFacts, ...] = ()
    rules: tuple[RuleFacts, ...] = ()
    kind: LetterKind = LetterKind.REFERRAL
    reader: ReaderFacts | None = None  # None: the service itself
    course: CourseFacts = field(default_factory=CourseFacts)
    plan: PlanFacts = field(default_factory=PlanFacts)
    changes: tuple[ChangeFacts, ...] = ()
    changes_since: date | None = None  # the day of the letter the changes are counted from
    corrects: str = ""  # the letter this one puts right
    also_required: tuple[str, ...] = ()  # what this service requires and nobody has answered
