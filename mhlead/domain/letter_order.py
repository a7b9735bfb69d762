"""What letter is asked for: its kind, the referral it is about, and who is to read it."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.codes import LetterKind, Reader
from mhlead.domain.letter_shapes import SHAPES


@dataclass(frozen=True, slots=True)
class Accepted:
    """A place in a letter that somebody looked at and found right, and why.

    It holds for that place: the same words elsewhere, or in a sentence that was changed, are asked
    about again.

    Attributes:
        kind: What it looked like, as `letter_guard.Foreign`.
        text: The very words that stand there.
        fact: Name of the fact they stand in.
        around: The sentence they stand in.
    """

    kind: str
    text: str
    reason: str
    fact: str = ""
    around: str = ""


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """One letter that somebody asks for; by default the referral itself.

    Attributes:
        contact_id: The person of the family it is written to, where one is.
        professional_id: The GP it is written to, where one is.
        left_out: Names of facts that are not to stand in it.
        corrects_id: The issued letter it puts right, or None.
        accepted: Places that looked wrong and are right.
        is_on_own_form: It is written on the service's own form instead of our paper.
        is_kept: Whether it can be read by lead and DSL alone; None where what it tells decides.
    """

    referral_id: str
    kind: LetterKind = LetterKind.REFERRAL
    contact_id: str | None = None
    professional_id: str | None = None
    is_large_print: bool = False
    left_out: tuple[str, ...] = ()
    corrects_id: str | None = None
    accepted: tuple[Accepted, ...] = ()
    is_on_own_form: bool = False
    is_kept: bool | None = None

    @property
    def reader(self) -> Reader:
        """Who reads this kind of letter."""
        return SHAPES[self.kind].reader
