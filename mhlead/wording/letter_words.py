"""What the kinds of letters are called, and how it was seen that one arrived."""

from __future__ import annotations

from enum import StrEnum

from mhlead.domain.codes import Arrival
from mhlead.domain.codes import LetterKind as K
from mhlead.domain.letter_guard import Foreign

LETTERS: tuple[tuple[StrEnum, str], ...] = (
    (K.REFERRAL, "Referral"),
    (K.URGENT_FOLLOW_UP, "Urgent referral after our call"),
    (K.EARLY_HELP, "Request for support"),
    (K.CONSULTATION, "Request for advice"),
    (K.CHASE, "How does it stand?"),
    (K.FURTHER_INFORMATION, "Information they asked for"),
    (K.UPDATE, "What has changed"),
    (K.NOT_ACCEPTED, "Answer to their decision"),
    (K.STEP_DOWN, "Plan after their part"),
    (K.GP_COPY, "Copy for the GP"),
    (K.FAMILY_COPY, "Copy for the family"),
    (K.PUPIL_LETTER, "Letter to the young person"),
    (K.CONSENT_FORM, "Consent form"),
    (Arrival.CONFIRMED, "They confirmed it in writing"),
    (Arrival.TOLD, "They said so"),
    (Arrival.READ_RECEIPT, "A receipt of the mail"),
    (Arrival.FORM_RECEIPT, "A receipt of their form"),
    (Arrival.SIGNED_FOR, "It was signed for"),
    (Arrival.HANDED_OVER, "It was put into their hand"),
    (Arrival.OUR_RECEIPT, "Our receipt came back, signed"),
    (Arrival.OTHER, "In another way"),
    (Foreign.OTHER_PUPIL, "Another pupil’s name"),
    (Foreign.OTHER_BIRTH_DATE, "Another date of birth"),
    (Foreign.PRONOUN, "Not the recorded pronouns"),
    (Foreign.OTHER_REFERENCE, "Another letter’s reference"),
    (Foreign.OTHER_NUMBER, "Another number or date"),
    (Foreign.BRACKET, "Not filled in"),
    (Foreign.UNTOLD_NAME, "A name this reader is not told"),
    (Foreign.LEFTOVER, "Left over from another letter"),
    (Foreign.MIXED_LETTERS, "Letters of two alphabets in one word"),
)

LETTER_LACKS: dict[str, str] = {
    "sent on": "the day the referral was sent",
    "answered on": "the day they answered",
    "what changed": "anything that reads otherwise than in our last letter",
    "plan aim": "a plan in school",
    "plan review on": "the day the plan in school is looked at again",
    "reader name": "to whom it is written",
}
"""What letters beside a referral may lack; each is done elsewhere than in a field."""

FACTS: dict[str, str] = {
    "form": "the form or tutor group",
    "email": "the pupil’s e-mail",
    "pronouns": "pronouns",
    "previous names": "earlier names",
    "gender": "gender",
    "religion": "religion",
    "access needs": "access needs",
    "young carer": "whether the pupil is a young carer",
    "at home": "who lives at home",
    "siblings elsewhere": "brothers and sisters elsewhere",
    "court orders": "court orders",
    "family circumstances": "what happened in the family",
    "family health": "health in the family",
    "other professionals": "others who are involved",
    "opinions": "what staff think it may mean",
    "how often": "how often it happens",
    "where": "where it happens",
    "why now": "why now",
    "effect on sleep": "sleep",
    "effect on eating": "eating",
    "effect on friends": "friends",
    "effect at home": "how it is at home",
    "effect on lessons": "lessons",
    "effect on attendance": "what it does to attendance",
    "health": "the pupil’s health",
    "development": "development",
    "sen support": "support for special needs",
    "attainment": "attainment",
    "changes": "what has changed in school",
    "strengths": "strengths",
    "measures": "scores of questionnaires",
    "appointments": "appointments",
    "earlier letters": "letters sent before",
    "their words": "what the service said",
    "plan pupil part": "what the pupil does for the plan",
    "enclosures": "what is enclosed",
    "copies": "who gets a copy",
    "withhold": "what is not to be told to others",
    "wording": "your school’s own wording",
}
"""Facts that no letter lacks and that may be left out, as a person calls them."""
