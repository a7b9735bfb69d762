"""A pupil's chronology, put together from what each kind of record says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from mhlead.domain.codes import PaperKind
from mhlead.domain.records import (
    CaseEvent,
    Concern,
    Consent,
    Letter,
    Note,
    Referral,
    ReferralEvent,
    RiskEntry,
    SupportAction,
    Withholding,
)
from mhlead.domain.views import EntryKind, TimelineEntry
from mhlead.services.ports import UnitOfWork
from mhlead.services.timeline_care import CareEntries


class _Entries(CareEntries):
    """Every kind of entry."""

    def notes(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for note, first in self.versioned(Note, case_ids):
            yield self.entry(
                EntryKind.NOTE,
                note,
                note.happened_on,
                note.text,
                title=note.title,
                code=note.kind.value,
                said_by=note.said_by,
                is_safeguarding=note.is_safeguarding,
                first=first,
            )

    def concerns(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for concern, first in self.versioned(Concern, case_ids):
            yield self.entry(
                EntryKind.CONCERN,
                concern,
                concern.noticed_on,
                concern.seen,
                code=concern.primary_need,
                said_by=concern.raised_by,
                is_safeguarding=concern.is_safeguarding,
                first=first,
            )

    def risks(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for risk, first in self.versioned(RiskEntry, case_ids):
            yield self.entry(
                EntryKind.RISK,
                risk,
                risk.happened_on,
                risk.said_or_seen,
                said_by=risk.whose_words,
                is_safeguarding=risk.is_safeguarding,
                first=first,
            )

    def support(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for action, first in self.versioned(SupportAction, case_ids):
            yield self.entry(
                EntryKind.SUPPORT,
                action,
                action.from_on,
                action.result,
                title=action.what,
                said_by=action.by_whom,
                first=first,
            )

    def consents(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for consent, first in self.versioned(Consent, case_ids):
            yield self.entry(
                EntryKind.CONSENT,
                consent,
                consent.given_on or first.at.date(),
                consent.scope or consent.ground,
                code=f"{consent.topic.value}:{consent.answer.value}",
                first=first,
            )

    def moves(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        referrals = {r.id: r for r in self.work.find(Referral, case_id=list(case_ids))}
        for event in self.work.find(ReferralEvent, referral_id=list(referrals)):
            referral = referrals[event.referral_id]
            yield self.entry(
                EntryKind.REFERRAL,
                event,
                event.happened_on,
                event.words,
                title=self.services.get(referral.service_id, ""),
                code=event.to_state.value,
                said_by=referral.reference,
                at=event.at,
                by=event.by,
            )

    def events(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for event in self.work.find(CaseEvent, case_id=list(case_ids)):
            yield self.entry(
                EntryKind.CASE,
                event,
                event.at.date(),
                event.words,
                code=event.what,
                at=event.at,
                by=event.by,
            )

    def letters(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for letter in self.work.find(Letter, case_id=list(case_ids)):
            if isinstance(letter.kind, PaperKind):
                continue  # a paper tells what happened, and is nothing that did
            yield self.entry(
                EntryKind.LETTER,
                letter,
                letter.at.date(),
                "",
                title=self.services.get(letter.service_id or "", ""),
                code=letter.kind.value,
                at=letter.at,
                by=letter.by,
            )


def timeline(
    work: UnitOfWork,
    pupil_id: str,
    case_ids: Sequence[str],
    withholdings: Sequence[Withholding],
    now: datetime,
) -> tuple[TimelineEntry, ...]:
    """Every entry about the pupil, newest first: by its day, then by when it was written."""
    writer = _Entries(work, withholdings, case_ids, now)
    entries = [
        entry
        for part in (
            writer.notes,
            writer.concerns,
            writer.risks,
            writer.support,
            writer.consents,
            writer.moves,
            writer.events,
            writer.letters,
            writer.conversations,
            writer.reviews,
            writer.meetings,
            writer.decisions,
            writer.scores,
        )
        for entry in part(case_ids)
    ]
    entries += writer.links(pupil_id)
    entries += list(writer.kept_to_others(entries))
    entries.sort(key=lambda entry: (entry.happened_on, entry.written_at), reverse=True)
    return tuple(entries)
