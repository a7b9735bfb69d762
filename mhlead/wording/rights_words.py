"""Words for keeping and erasing, requests for data, and breaches."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from mhlead.domain import codes as c
from mhlead.domain.request_copy import SecondLook
from mhlead.domain.retention import DueLine, TermLine

RIGHTS: tuple[tuple[StrEnum, str], ...] = (
    (c.RequestKind.OWN_DATA, "The pupil’s own data (one month)"),
    (c.RequestKind.EDUCATIONAL_RECORD, "The educational record (15 school days)"),
    (c.RequestKind.RECTIFICATION, "To have something put right (one month)"),
    (c.RequestKind.ERASURE, "To have something erased (one month)"),
    (c.RequestKind.USED_FOR_LESS, "That it is kept and not used (one month)"),
    (c.RequestKind.OBJECTION, "An objection to its use (one month)"),
    (c.Requester.PUPIL, "The pupil"),
    (c.Requester.PARENT, "A parent with parental responsibility"),
    (c.Requester.PARENT_WITHOUT_RESPONSIBILITY, "A parent without parental responsibility"),
    (c.Requester.SOLICITOR, "A solicitor"),
    (c.Requester.OTHER, "Somebody else"),
    (c.EntryAnswer.INCLUDE, "Goes into the copy"),
    (c.EntryAnswer.EXEMPT, "Is left out"),
    (c.Exemption.IN_CONFIDENCE, "Said in confidence"),
    (c.Exemption.THIRD_PARTY, "About somebody else"),
    (c.Exemption.SERIOUS_HARM, "Serious harm to somebody’s health"),
    (c.Exemption.CHILD_ABUSE, "Child abuse data, not in the child’s interest"),
    (c.Exemption.LEGAL_PRIVILEGE, "Legal advice"),
    (c.TransferPart.RECORD, "The record"),
    (c.TransferPart.SAFEGUARDING_FILE, "The child protection file"),
    (c.BreachRisk.UNLIKELY, "A risk is unlikely"),
    (c.BreachRisk.RISK, "A risk"),
    (c.BreachRisk.HIGH, "A high risk"),
)
_WHAT = {
    "Pupil": "Everything held about this pupil",
    "Referral": "A draft that was never sent",
    "Consent": "Consents of a closed case",
    "DataRequest": "An answered request for data",
    "BreachRecord": "A closed breach",
    "PlainFile": "Where a plain list of pupils lay",
}
_STOPPED = {
    "hold": "Legal hold",
    "open-case": "Case still open",
    "open-request": "Request for data open",
    "file-there": "The file is still there",
}
_GOES_ON = {
    "hold": "A legal hold stops every disposal of this pupil’s records until it is lifted.",
    "open-case": "The case is still open. Close it first, or keep the record longer.",
    "open-request": "Somebody asked for this data and has no answer yet. Answer it first.",
    "file-there": "First confirm under “Pupil files still to delete” that the file is gone.",
}
LACKS = {
    "identity": "Who they are was not checked yet.",
    "authority": "What gives them the right is missing: the pupil’s authority, or an order.",
    "pupil-view": "The pupil’s own view is not written down: the right is theirs.",
    "restricted": "Some entries are kept to the lead and the DSL: one of them makes this copy.",
    "undecided": "Entries wait for a decision.",
    "health": "Health data is in it. Say below that the pupil gave or has seen it, or whose "
    "opinion it is that it would cause nobody serious harm (DPA 2018, schedule 3).",
    "second-look": "Nobody has looked through the copy a second time yet.",
    "second-person": "The second look is for somebody else than the person who hands it over.",
    "unprintable": "A character in it can’t be printed. Correct it where it is written.",
    "looked-too-early": "Something in it was written or decided after the second look. Who had it "
    "looks again.",
}
"""What stands between a copy and its release."""
_ANSWER = (
    "Tell them within the month what was done, or why not, and that they may complain to the "
    "Information Commissioner. Then close it under “Change”, with what was decided."
)
WHAT_TO_DECIDE = {
    c.RequestKind.RECTIFICATION: "Correct what is wrong where it stands; the earlier wording stays "
    "readable. Where you think it right, add what they say as a note of its own. Whoever was sent "
    "the wrong words is told, unless that is out of proportion (UK GDPR, articles 16 and 19): "
    "“Documents” lists the letters.",
    c.RequestKind.ERASURE: "The right to erasure has exceptions, among them what a school keeps by "
    "law and for legal claims (UK GDPR, article 17): ask your data protection officer. This "
    "program disposes of what is due by the timetable; an entry that is wrong is corrected, or "
    "taken out of use.",
    c.RequestKind.USED_FOR_LESS: "While it is checked whether data is right or may be used, it is "
    "kept and not used (UK GDPR, article 18). A legal hold stops its disposal; entries can be kept "
    "to lead and DSL. Write no letter from it meanwhile.",
    c.RequestKind.OBJECTION: "Use stops unless there are compelling reasons that outweigh what "
    "they say, or a legal claim (UK GDPR, article 21): ask your data protection officer. "
    "Safeguarding a child can be such a reason.",
}
"""What is decided about a request that no copy answers."""


def what_to_decide(kind: c.RequestKind) -> str:
    """What to look at and what to tell them; "" where a copy is the answer."""
    told = WHAT_TO_DECIDE.get(kind)
    return f"{told} {_ANSWER}" if told else ""


PASSES_ON = {
    c.TransferPart.RECORD: "Within 15 school days (we have not checked the 15 days against the "
    "regulations of 2005). “Papers” writes the handover that lists what goes, with a receipt to "
    "sign.",
    c.TransferPart.SAFEGUARDING_FILE: "By itself, from DSL to DSL, with a receipt: within 5 days, "
    "or in the first 5 days of a new term. Every day counts here, the soonest reading.",
}
"""What passes on, by when and how; the sources stand in the timetable."""
NO_FILE_KNOWN = (
    "Nothing here is marked as safeguarding. A child protection file, where the DSL holds one, "
    "goes by itself within 5 days, or in the first 5 days of a new term."
)
_HELD = {
    "Pupil": "The pupil",
    "Contact": "People round the pupil",
    "NameUse": "Names and pronouns",
    "Withholding": "What is not to be told",
    "SafeContact": "How to make contact safely",
    "CourtOrder": "Court orders",
    "Professional": "Professionals",
    "PupilLink": "Linked with other pupils",
    "Case": "Cases",
    "NextStep": "Next steps",
    "CaseEvent": "What happened to a case",
    "Concern": "Concerns",
    "Note": "Notes",
    "RiskEntry": "Risk",
    "SupportAction": "Support in school",
    "Plan": "Plans in school",
    "PlanReview": "Reviews of plans",
    "Conversation": "Conversations",
    "DslNotice": "What safeguarding was told",
    "Consent": "Consent",
    "Referral": "Referrals",
    "ReferralEvent": "What happened to a referral",
    "Letter": "Letters",
    "Sending": "How letters were sent",
    "LegalHold": "Legal holds",
    "RecordTransfer": "Passed to the next school",
}


def held_words(kind: str) -> str:
    """What a kind of record is called in a copy: its name, written apart, where it has no other."""
    return _HELD.get(kind) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize()


def second_look_words(
    look: SecondLook | None, day: Callable[[date], str], *, may_confirm: bool
) -> str:
    """Who had the second look, when, and whether they confirmed it themselves."""
    if look is not None:
        how = "confirmed with their own passphrase" if look.is_confirmed else "named, not confirmed"
        return f"Second look: {look.name}, {day(look.on)}, {how}."
    if may_confirm:
        return (
            "Whoever can unlock this store confirms the second look with their own passphrase. "
            "Where nobody can come, a name is entered under “Change”."
        )
    return (
        "Nobody else can unlock this store, so a name is entered under “Change”; it is told as "
        "named, not confirmed."
    )


PROPOSED = " (proposal, no rule names a period)"


def what_words(kind: str) -> str:
    """What would go, by the kind of record it hangs on."""
    return _WHAT.get(kind, kind)


def stopped_words(code: str) -> str:
    """What stops a disposal, on a chip."""
    return _STOPPED.get(code, "")


def goes_on_words(code: str) -> str:
    """What stops it, and what to do about it."""
    return _GOES_ON.get(code, "")


def due_words(line: DueLine, today: date, day: str) -> str:
    """When it falls due, the day in words."""
    if line.due_on is None:
        return "Nobody can say when: the birth date is missing."
    if line.kept_until == line.due_on:
        return f"Kept until {day} by a review"
    return f"Fell due on {day}" if line.due_on <= today else f"Falls due on {day}"


def years_words(years: int) -> str:
    """A number of years."""
    return "1 year" if years == 1 else f"{years} years"


def ours_words(line: TermLine) -> str:
    """Our proposal, with its source."""
    unsure = PROPOSED if line.status == "proposal" else ""
    return f"{line.plain}. {line.source}{unsure}"
