"""Short words that facts take in a letter; sentences stand in the templates."""

from __future__ import annotations

from collections.abc import Sequence

from mhlead.domain.codes import (
    Attendance,
    Channel,
    ConsentAnswer,
    Elsewhere,
    FactAnswer,
    LetterKind,
    OrderKind,
    ReferralState,
    SocialCarePlan,
)
from mhlead.domain.letter import Answer, MeasureFacts
from mhlead.domain.letter_earlier import EarlierFacts
from mhlead.domain.measures import WHO_COMPLETED, Series, range_words, series_of, shown
from mhlead.domain.records import (
    AnsweredFact,
    Consent,
    Contact,
    CourtOrder,
    Pupil,
    Referral,
    Score,
    Withholding,
)
from mhlead.domain.template_filling import format_date
from mhlead.services.code_lists import label
from mhlead.services.referral_chain import EarlierReferral
from mhlead.services.scores import scales

CHANNEL: dict[Channel, str] = {
    Channel.POST: "by post",
    Channel.SECURE_MAIL: "by secure mail",
    Channel.WEB_FORM: "by web form",
    Channel.TELEPHONE: "telephone",
    Channel.IN_PERSON: "in person",
    Channel.TEXT: "text message",
    Channel.LETTER_HOME: "letter home",
}

LETTER: dict[LetterKind, str] = {
    LetterKind.REFERRAL: "referral",
    LetterKind.URGENT_FOLLOW_UP: "urgent referral after our call",
    LetterKind.EARLY_HELP: "referral",
    LetterKind.CONSULTATION: "request for advice",
    LetterKind.CHASE: "question about the referral",
    LetterKind.FURTHER_INFORMATION: "further information",
    LetterKind.UPDATE: "update",
    LetterKind.NOT_ACCEPTED: "answer to your decision",
    LetterKind.STEP_DOWN: "plan after your part",
    LetterKind.GP_COPY: "copy for the GP",
    LetterKind.FAMILY_COPY: "copy for the family",
    LetterKind.PUPIL_LETTER: "letter to the young person",
    LetterKind.CONSENT_FORM: "consent form",
}

ATTENDANCE: dict[Attendance, str] = {
    Attendance.ATTENDED: "came",
    Attendance.ATTENDED_LATE: "came late and was seen",
    Attendance.TOO_LATE_TO_BE_SEEN: "came too late to be seen",
    Attendance.CANCELLED_BY_FAMILY: "cancelled by the family",
    Attendance.CANCELLED_BY_SERVICE: "cancelled by the service",
    Attendance.DID_NOT_ATTEND: "did not come",
    Attendance.WAS_NOT_BROUGHT: "was not brought",
}

HOW: dict[Channel, str] = {
    Channel.POST: "In writing, by post",
    Channel.SECURE_MAIL: "In writing, by e-mail",
    Channel.WEB_FORM: "On a form",
    Channel.TELEPHONE: "By telephone",
    Channel.IN_PERSON: "In person",
    Channel.TEXT: "By text message",
    Channel.LETTER_HOME: "On a signed form",
}

SOCIAL_CARE: dict[SocialCarePlan, str] = {
    SocialCarePlan.NONE: "No plan",
    SocialCarePlan.EARLY_HELP: "Early help plan",
    SocialCarePlan.CHILD_IN_NEED: "Child in need plan",
    SocialCarePlan.CHILD_PROTECTION: "Child protection plan",
    SocialCarePlan.CARE: "In care: care plan",
}

ORDER: dict[OrderKind, str] = {
    OrderKind.CHILD_ARRANGEMENTS: "Child arrangements order",
    OrderKind.CARE: "Care order",
    OrderKind.INTERIM_CARE: "Interim care order",
    OrderKind.VOLUNTARY_ACCOMMODATION: "Voluntary accommodation (section 20)",
    OrderKind.SPECIAL_GUARDIANSHIP: "Special guardianship order",
    OrderKind.PROHIBITED_STEPS: "Prohibited steps order",
    OrderKind.SPECIFIC_ISSUE: "Specific issue order",
    OrderKind.NON_MOLESTATION: "Non-molestation order",
    OrderKind.NO_CONTACT: "No contact",
    OrderKind.CONFIDENTIAL_ADDRESS: "Confidential address",
    OrderKind.OTHER: "Order",
}

SIBLINGS = frozenset({"SIB"})
"""Relationship code of brothers and sisters; our own, since the DfE list has none."""

WITHHELD_KIND: dict[str, str] = {
    "Pupil": "the pupil’s own details",
    "Contact": "details of the family",
    "SafeContact": "how the pupil can be reached",
    "Concern": "what is written under “The difficulty”",
    "RiskEntry": "what is written under “Risk”",
    "SupportAction": "the help given in school",
    "Background": "the health and family history",
    "SchoolPicture": "how school is going",
    "Score": "scores of questionnaires",
    "Note": "a note that is not in this letter",
    **dict.fromkeys(
        ("Conversation", "UrgentDecision", "UnmetNeed", "NeedToKnow", "AgendaPoint", "PupilLink"),
        "something that is not in this letter",
    ),
    "Consent": "what is written under “Consent”",
}


def yes_no(value: bool | None, yes: str, no: str) -> str:
    """The one word or the other; "" while it is not known."""
    if value is None:
        return ""
    return yes if value else no


def languages(pupil: Pupil) -> str:
    """First language, and the one spoken at home where it is another."""
    first = label("language", pupil.first_language) if pupil.first_language else ""
    home = label("language", pupil.home_language) if pupil.home_language else ""
    if home and home != first:
        return f"{first}; {home} at home" if first else f"{home} at home"
    return first


def sen(pupil: Pupil) -> str:
    """Special educational needs: the provision and the needs it is for."""
    if not pupil.sen_provision:
        return ""
    provision = label("sen-provision", pupil.sen_provision)
    needs = ", ".join(label("sen-type", need) for need in pupil.sen_needs)
    return f"{provision}: {needs}" if needs else provision


def in_care(pupil: Pupil) -> str:
    """Whether the pupil is in care, of which authority, in what legal status."""
    if not pupil.is_in_care:
        return "" if pupil.is_in_care is None else "No"
    authority = label("local-authority", pupil.care_authority) if pupil.care_authority else ""
    parts = [part for part in (authority, pupil.legal_status) if part]
    return "Yes: " + ", ".join(parts) if parts else "Yes"


def relationship(contact: Contact) -> str:
    """The relationship in plain lower-case words."""
    return label("relationship", contact.relationship).lower() if contact.relationship else ""


def relation(contact: Contact) -> str:
    """The relationship, with whether they hold parental responsibility."""
    held = {
        True: "has parental responsibility",
        False: "has no parental responsibility",
        None: "parental responsibility not known",
    }[contact.has_parental_responsibility]
    return ", ".join(part for part in (relationship(contact), held) if part)


def answer(consent: Consent | None) -> Answer:
    """What stands now: an answer that was withdrawn counts as declined."""
    if consent is None:
        return Answer.NOT_ASKED
    if consent.answer is ConsentAnswer.AGREED and consent.withdrawn_on is None:
        return Answer.AGREES
    return Answer.DECLINES


def how_given(consent: Consent) -> str:
    """How the answer was given and who took it."""
    how = HOW[consent.how] if consent.how else ""
    if consent.taken_by:
        how = f"{how}, to {consent.taken_by}" if how else f"To {consent.taken_by}"
    if consent.withdrawn_on is not None:
        how = f"{how}; withdrawn on {format_date(consent.withdrawn_on)}".lstrip("; ")
    return how


def competence(consent: Consent) -> str:
    """Who judged the pupil competent for this decision, and why."""
    judged = consent.competence_judged_by
    by = f"Judged competent for this decision by {judged}: " if judged else ""
    return by + consent.competence_reason


def order(each: CourtOrder) -> str:
    """An order with its dates and what it says."""
    made = f", made {format_date(each.made_on)}" if each.made_on else ""
    ends = f", until {format_date(each.ends_on)}" if each.ends_on else ""
    return f"{ORDER[each.kind]}{made}{ends}: {each.says}"


def withheld_fact(each: Withholding) -> str:
    """What is not to be told, in words that do not repeat it."""
    return each.reason or WITHHELD_KIND.get(each.about_kind, "what is written here")


def answered_fact(fact: AnsweredFact) -> str:
    """An honest answer as the letter prints it: "not known; asked Mrs Hall on 3 March 2026"."""
    said_what = "not known" if fact.answer is FactAnswer.NOT_KNOWN else "declined to say"
    return f"{said_what}; asked {fact.asked} on {format_date(fact.asked_on)}"


_ELSEWHERE = {Elsewhere.YES: "Yes", Elsewhere.NO: "No", Elsewhere.NOT_KNOWN: "Not known"}


def open_elsewhere(referral: Referral) -> str:
    """Whether another service is open, with which or who was asked; "" where nobody has asked."""
    if referral.elsewhere is None:
        return ""
    told = (_ELSEWHERE[referral.elsewhere], referral.elsewhere_words)
    return ": ".join(part for part in told if part)


OUTCOME: dict[ReferralState, str] = {
    ReferralState.SENT: "sent, and not answered",
    ReferralState.ACKNOWLEDGED: "received by them",
    ReferralState.RETURNED_FOR_INFORMATION: "sent back to us for information",
    ReferralState.AGREED_AT_MEETING: "agreed at a meeting",
    ReferralState.OPT_IN_ASKED: "the family was asked to opt in",
    ReferralState.WAITING_FOR_ASSESSMENT: "accepted, waiting for assessment",
    ReferralState.APPOINTMENT_OFFERED: "appointment offered",
    ReferralState.WAS_NOT_BROUGHT: "appointment missed or cancelled",
    ReferralState.JOINT_ASSESSMENT: "accepted for a joint assessment",
    ReferralState.WAITING_FOR_TREATMENT: "assessed, waiting for treatment",
    ReferralState.INTERIM_GROUP: "in an interim group",
    ReferralState.PAUSED: "paused",
    ReferralState.IN_TREATMENT: "in treatment",
    ReferralState.NOT_ACCEPTED: "not accepted",
    ReferralState.SIGNPOSTED: "signposted elsewhere",
    ReferralState.REFERRED_ON: "referred on to another service",
    ReferralState.DISCHARGED: "discharged",
    ReferralState.CLOSED_BEFORE_SEEN: "closed before being seen",
    ReferralState.WITHDRAWN: "withdrawn",
    ReferralState.TRANSFERRED: "passed on as the pupil changed school",
    ReferralState.ADULT_SERVICES: "passed to adult services",
    ReferralState.ADVICE_GIVEN: "advice given",
}
"""What came of an earlier referral; a letter goes out about no other state."""


def earlier(before: EarlierReferral) -> EarlierFacts:
    """An earlier referral as the letter quotes it: its days, its outcome and what was said."""
    return EarlierFacts(
        reference=before.reference,
        service=before.service,
        asked_on=before.sent_on,
        outcome=OUTCOME.get(before.state, "begun"),
        outcome_on=before.state_on,
        reason=label("not-accepted-reason", before.reason_code) if before.reason_code else "",
        words=before.words,
    )


def measures(scores: Sequence[Score]) -> tuple[MeasureFacts, ...]:
    """The first and the last score of each questionnaire, and those between, as they are."""
    return tuple(_measure(series) for series in series_of(scores, scales()))


def _measure(series: Series) -> MeasureFacts:
    first, last = series.scores[0], series.scores[-1]
    between = "; ".join(
        f"{shown(one.tenths)} on {format_date(one.completed_on)}" for one in series.scores[1:-1]
    )
    note = f"Range {range_words(series.scale)}"
    is_one = len(series.scores) == 1
    return MeasureFacts(
        name=series.scale.name,
        completed_by=WHO_COMPLETED[series.scale.completed_by],
        earlier="" if is_one else shown(first.tenths),
        earlier_on=None if is_one else first.completed_on,
        later=shown(last.tenths),
        later_on=last.completed_on,
        note=f"{note}. Between: {between}" if between else note,
    )
