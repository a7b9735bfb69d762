"""What the entries of a pupil's chronology are called."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.codes import (
    Attendance,
    ConsentAnswer,
    ConsentTopic,
    DoorDecision,
    LinkRole,
    MeetingOutcome,
    NoteKind,
    ReferralState,
    ReviewResult,
    Speaker,
    UnmetKind,
)
from mhlead.domain.measures import WHO_COMPLETED
from mhlead.domain.views import EntryKind, TimelineEntry
from mhlead.services.code_lists import label as code_label
from mhlead.wording import EVENTS, words


def entry_title(entry: TimelineEntry) -> str:
    """What an entry is called: its own title, or the words of its code."""
    if entry.kind is EntryKind.CONCERN:
        return f"Concern: {code_label('need', entry.code)}"
    if entry.kind is EntryKind.NOTE:
        return entry.title or words(NoteKind(entry.code))
    if entry.kind is EntryKind.CONSENT:
        topic, _, answer = entry.code.partition(":")
        return f"Consent. {words(ConsentTopic(topic))}: {words(ConsentAnswer(answer)).lower()}"
    if entry.kind is EntryKind.REFERRAL:
        state = words(ReferralState(entry.code))
        return f"Referral to {entry.title}: {state.lower()}" if entry.title else state
    if entry.kind is EntryKind.LETTER:
        return f"Letter issued to {entry.title}" if entry.title else "Letter issued"
    if entry.kind is EntryKind.CASE:
        return EVENTS.get(entry.code, entry.code)
    if entry.kind is EntryKind.RESTRICTED:
        return "Restricted entry"
    care = _CARE_TITLES.get(entry.kind)
    return care(entry) if care else entry.title or words(entry.kind)


def _with_title(words_before: str, entry: TimelineEntry) -> str:
    return f"{words_before}: {entry.title}" if entry.title else words_before


def _plan_title(entry: TimelineEntry) -> str:
    if entry.code == "made":
        return _with_title("Plan in school", entry)
    return _with_title(f"Plan reviewed, {words(ReviewResult(entry.code)).lower()}", entry)


def _appointment_title(entry: TimelineEntry) -> str:
    return f"Appointment: {words(Attendance(entry.code)).lower()}" if entry.code else "Appointment"


def _safeguarding_title(entry: TimelineEntry) -> str:
    has_it = ", who has it" if entry.code == "acknowledged" else ", not acknowledged yet"
    return f"Safeguarding: told {entry.title}{has_it}"


def _decision_title(entry: TimelineEntry) -> str:
    done = [words(DoorDecision(code)) for code in entry.code.split(",") if code]
    return "Decided: " + "; ".join(done)


def _link_title(entry: TimelineEntry) -> str:
    return f"{entry.title}: {words(LinkRole(entry.code)).lower()}"


_CARE_TITLES: dict[EntryKind, Callable[[TimelineEntry], str]] = {
    EntryKind.CONVERSATION: lambda e: _with_title(
        f"Spoke with {words(Speaker(e.code)).lower()}", e
    ),
    EntryKind.PLAN: _plan_title,
    EntryKind.APPOINTMENT: _appointment_title,
    EntryKind.SAFEGUARDING: _safeguarding_title,
    EntryKind.UNMET: lambda e: f"Needed, but {words(UnmetKind(e.code)).lower()}",
    EntryKind.MEETING: lambda e: _with_title(
        f"Meeting, {words(MeetingOutcome(e.code)).lower()}", e
    ),
    EntryKind.DECISION: _decision_title,
    EntryKind.LINK: _link_title,
    EntryKind.SCORE: lambda e: f"{e.title}, filled in by {WHO_COMPLETED.get(e.code, e.code)}",
    EntryKind.AGENDA: lambda e: _with_title("For the next meeting", e),
    EntryKind.NEED_TO_KNOW: lambda e: (
        "For tutors" + ("" if e.code else ": not agreed by the pupil yet")
    ),
}


def entry_names(entry: TimelineEntry) -> tuple[str, str]:
    """What an entry is called, and what kind of entry it is."""
    return entry_title(entry), words(entry.kind)
