"""What each kind of letter is: who reads it, what it must say, and when it can be written."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.codes import LetterKind as K
from mhlead.domain.codes import Reader, ReferralState
from mhlead.domain.document import TextSize
from mhlead.domain.moves import ENDED

_S = ReferralState
_WHO_WRITES = ("school name", "reference", "referrer name")
_TO_SERVICE = (*_WHO_WRITES, "service", "pupil name", "consent")
_NOT_SENT = frozenset({_S.DRAFT, _S.WAITING_FOR_CONSENT})
_SENT = frozenset(_S) - _NOT_SENT - {_S.PUPIL_DIED}
_ALIVE = frozenset(_S) - {_S.PUPIL_DIED}
_OPEN = _ALIVE - ENDED


@dataclass(frozen=True, slots=True)
class LetterShape:
    """One kind of letter.

    Attributes:
        states: Where the referral may stand when the letter is issued.
        required: Names of template fields without which it is not issued. A referral has none
            here: it is held to the rules of `letter_gaps`.
        size: How large it is set unless large print is asked for.
        opens: It asks the service to take the pupil, so that a referral may be marked as sent.
        mark: What the envelope and the first page say above the address.
    """

    kind: K
    reader: Reader
    states: frozenset[ReferralState]
    required: tuple[str, ...] = ()
    size: TextSize = TextSize.NORMAL
    opens: bool = False
    mark: str = "PRIVATE AND CONFIDENTIAL"

    @property
    def template(self) -> str:
        """The file its wording ships in."""
        return f"templates/{self.kind.value}.txt"


_READER = TextSize.READER
_FOR_FAMILY = "PRIVATE: FOR THE PERSON NAMED BELOW"

SHAPES: dict[K, LetterShape] = {
    shape.kind: shape
    for shape in (
        LetterShape(K.REFERRAL, Reader.SERVICE, _OPEN, opens=True),
        LetterShape(
            K.URGENT_FOLLOW_UP,
            Reader.SERVICE,
            _OPEN,
            opens=True,
            mark="URGENT · PRIVATE AND CONFIDENTIAL",
        ),
        LetterShape(K.EARLY_HELP, Reader.SERVICE, _OPEN, opens=True),
        LetterShape(
            K.CONSULTATION,
            Reader.SERVICE,
            _OPEN,
            (*_TO_SERVICE, "difficulty", "asked of service"),
            opens=True,
        ),
        LetterShape(K.CHASE, Reader.SERVICE, _OPEN - _NOT_SENT, (*_TO_SERVICE, "sent on")),
        LetterShape(
            K.FURTHER_INFORMATION,
            Reader.SERVICE,
            _OPEN - _NOT_SENT,
            (*_TO_SERVICE, "sent on", "what changed"),
        ),
        LetterShape(
            K.UPDATE, Reader.SERVICE, _OPEN - _NOT_SENT, (*_TO_SERVICE, "sent on", "what changed")
        ),
        LetterShape(
            K.NOT_ACCEPTED,
            Reader.SERVICE,
            frozenset({_S.NOT_ACCEPTED}),
            (*_TO_SERVICE, "answered on", "plan aim"),
        ),
        LetterShape(
            K.STEP_DOWN,
            Reader.SERVICE,
            frozenset({_S.DISCHARGED, _S.IN_TREATMENT}),
            (*_TO_SERVICE, "plan aim", "plan review on"),
        ),
        LetterShape(
            K.GP_COPY,
            Reader.GP,
            _SENT,
            (*_WHO_WRITES, "service", "pupil name", "birth date", "consent", "sent on"),
        ),
        LetterShape(
            K.FAMILY_COPY,
            Reader.FAMILY,
            _SENT,
            (*_WHO_WRITES, "service", "pupil name", "reader name", "sent on"),
            size=_READER,
            mark=_FOR_FAMILY,
        ),
        LetterShape(
            K.PUPIL_LETTER,
            Reader.PUPIL,
            _ALIVE,
            (*_WHO_WRITES, "service"),
            size=_READER,
            mark=_FOR_FAMILY,
        ),
        LetterShape(
            K.CONSENT_FORM,
            Reader.FAMILY,
            _OPEN,
            (*_WHO_WRITES, "service", "pupil name", "reader name"),
            size=_READER,
            mark=_FOR_FAMILY,
        ),
    )
}
"""Every kind of letter about a referral."""

ASKING = frozenset({K.CHASE, K.UPDATE})
"""Letters after which the service's answer is waited for anew, where the referral stands."""

OPENING = frozenset(kind for kind, shape in SHAPES.items() if shape.opens)
"""Letters that ask a service to take a pupil."""

TELLING = OPENING | {K.CHASE, K.FURTHER_INFORMATION, K.UPDATE, K.NOT_ACCEPTED}
"""Letters after which their service knows the facts: they hold them, or list what changed."""
