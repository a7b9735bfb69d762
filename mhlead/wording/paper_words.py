"""What is said about papers about a pupil, before and after they are made."""

from __future__ import annotations

from mhlead.domain.codes import PaperKind
from mhlead.domain.codes import PaperKind as K

UNDER: dict[PaperKind, str] = {
    K.MEETING_SUMMARY: "One side of A4 for the professionals at a meeting: no home address, no "
    "telephone numbers, no medical history. Not for the family.",
    K.CRISIS_SUMMARY: "One side of A4 for an ambulance, a hospital or the police: who it is, whom "
    "to ring, what was said, and what is known.",
    K.CHRONOLOGY: "By day: what happened, who, and from where it is known. For one professional "
    "reader who needs it.",
    K.OWN_CHRONOLOGY: "What school saw and did, for the young person or somebody of the family. "
    "Nothing about other people stands in it, nor what staff or others said.",
    K.HANDOVER: "What is open goes along, with a receipt to be signed and sent back. The receipt "
    "names nobody.",
}
"""What each paper is, under its name."""


MENU: tuple[tuple[PaperKind, str], ...] = (
    (K.CRISIS_SUMMARY, "Emergency summary…"),
    (K.MEETING_SUMMARY, "Summary for a meeting…"),
    (K.CHRONOLOGY, "Chronology for a professional…"),
    (K.OWN_CHRONOLOGY, "Chronology for the pupil or family…"),
    (K.HANDOVER, "Handover with receipt…"),
)
"""What a pupil's page offers, what is most urgent first."""


def kept_back_words(count: int, kind: PaperKind) -> str:
    """What the maker of a paper is told, and the paper never says."""
    if not count:
        return ""
    things = "One thing about the pupil is" if count == 1 else f"{count} things about the pupil are"
    told = f"{things} kept from this reader and not in it. The paper does not say so."
    by_mouth = " Where it matters for a life, tell them yourself."
    return told + by_mouth if kind is K.CRISIS_SUMMARY else told


def restricted_words(is_restricted: bool) -> str:
    """What the maker of a paper is told where it tells something kept to few people."""
    if not is_restricted:
        return ""
    return (
        "It tells something that is kept to lead and DSL; whoever gets it reads that too. What is "
        "kept of it here, lead and DSL alone can read."
    )
