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
    (Arrival.OTHER, "In another way"),
    (Foreign.OTHER_PUPIL, "Another pupil’s name"),
    (Foreign.OTHER_BIRTH_DATE, "Another date of birth"),
    (Foreign.PRONOUN, "Not the recorded pronouns"),
    (Foreign.OTHER_REFERENCE, "Another letter’s reference"),
    (Foreign.OTHER_NUMBER, "Another number or date"),
    (Foreign.BRACKET, "Not filled in"),
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
