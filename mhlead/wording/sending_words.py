"""What is said where a letter leaves the school: to where, locked or not, by which printer."""

from __future__ import annotations

from datetime import date

from mhlead.domain.locked_copy import LockAdvice
from mhlead.domain.slip import SlipFinding
from mhlead.domain.template_filling import format_date

LOCK_ADVICE: dict[LockAdvice, str] = {
    LockAdvice.REFUSED: "By the directory {whom} takes no locked files: they could not open it. "
    "Please send the letter as it is by secure mail, by their form or by post.",
    LockAdvice.NOT_NEEDED: "By the directory the mailbox of {whom} is secure at both ends. Mail "
    "that is secure at both ends needs no locked copy, and their scanners may hold one back: "
    "“Save as PDF” is the right way there.",
    LockAdvice.ASK_FIRST: "The directory does not say whether {whom} opens locked files. Please "
    "ask them first. Mail that is secure at both ends needs no locked copy.",
    LockAdvice.FITS: "For mail that is not secure at both ends. {whom} opens the copy with four "
    "words that you read out on the telephone.",
}

READ_OUT = (
    "Small letters, one space between the words. Read them out on the telephone, and never write "
    "them in the same mail. They are shown only now and are kept nowhere: if they are lost, save "
    "another locked copy."
)
SHARED_PRINTER = (
    "The system marks “{name}” as shared or on the network, so others may see the pages: please "
    "stand beside it while it prints, and take every page with you."
)


def lock_words(advice: LockAdvice, whom: str) -> str:
    """Whether a locked copy is right for whom the letter goes to."""
    return LOCK_ADVICE[advice].format(whom=whom)


def checked_words(on: date | None) -> str:
    """When an address of the directory was last checked."""
    return f"Last checked on {format_date(on)}." if on else "Never checked."


def no_address_words(whom: str, *, is_post: bool, is_listed: bool) -> str:
    """What is said where something went by a way for which no address is known."""
    what = "postal address" if is_post else "mailbox"
    place = "the directory" if is_listed else "the record"
    return f"No {what} of {whom} stands in {place}. Please make sure of it and write it there."


def reply_under(*, has_state: bool, findings: tuple[SlipFinding, ...]) -> str:
    """What is said over a form that a reply slip filled in."""
    parts = ["Read from their reply slip. Nothing is kept before you save it."]
    if not has_state:
        parts.append("The slip does not say one thing that can happen now: please choose.")
    if findings:
        parts.append("The file held more than the slip asks for; that was left where it is.")
    parts.append("The file holds our whole letter if they sent all of it: delete it afterwards.")
    return " ".join(parts)
