"""A pupil's chronology, put together from what each kind of record says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from mhlead.domain.found import Written
from mhlead.domain.naming import contact_name
from mhlead.domain.records import (
    CaseEvent,
    Concern,
    Consent,
    Contact,
    Letter,
    Note,
    Record,
    Referral,
    ReferralEvent,
    RiskEntry,
    Service,
    StaffMember,
    SupportAction,
    Withholding,
)
from mhlead.domain.views import EntryKind, TimelineEntry
from mhlead.services.ports import UnitOfWork

R = TypeVar("R", bound=Record)
NEVER = datetime(1, 1, 1, tzinfo=UTC)


class _Writer:
    """Turns records of one pupil into entries, reading names once."""

    def __init__(self, work: UnitOfWork, withholdings: Sequence[Withholding]) -> None:
        self._work = work
        self._staff = {person.id: person.name for person in work.find(StaffMember)}
        self._services = {service.id: service.name for service in work.find(Service)}
        contacts = {
            contact.id: contact_name(contact)
            for contact in work.find(
                Contact, id=[w.contact_id for w in withholdings if w.contact_id]
            )
        }
        self._withheld: dict[str, list[str]] = {}
        for each in withholdings:
            whom = each.from_whom or contacts.get(each.contact_id or "", "")
            whom = whom or self._services.get(each.service_id or "", "")
            self._withheld.setdefault(each.about_id, []).append(whom)

    def entry(
        self,
        kind: EntryKind,
        record: Record,
        happened_on: date,
        text: str,
        *,
        title: str = "",
        code: str = "",
        said_by: str = "",
        is_safeguarding: bool = False,
        first: Written | None = None,
        at: datetime = NEVER,
        by: str = "",
    ) -> TimelineEntry:
        return TimelineEntry(
            kind=kind,
            record_kind=type(record).__name__,
            record_id=record.id,
            happened_on=happened_on,
            written_at=first.at if first else at,
            code=code,
            title=title,
            text=text,
            said_by=said_by,
            author=self._staff.get(first.by if first else by, ""),
            versions=first.versions if first else 1,
            is_safeguarding=is_safeguarding,
            withheld_from=tuple(self._withheld.get(record.id, ())),
        )

    def versioned(self, kind: type[R], case_ids: Sequence[str]) -> Iterator[tuple[R, Written]]:
        records = self._work.find(kind, case_id=list(case_ids))
        written = self._work.written(kind, [record.id for record in records])
        for record in records:
            yield record, written[record.id]

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
        referrals = {r.id: r for r in self._work.find(Referral, case_id=list(case_ids))}
        for event in self._work.find(ReferralEvent, referral_id=list(referrals)):
            referral = referrals[event.referral_id]
            yield self.entry(
                EntryKind.REFERRAL,
                event,
                event.happened_on,
                event.words,
                title=self._services.get(referral.service_id, ""),
                code=event.to_state.value,
                said_by=referral.reference,
                at=event.at,
                by=event.by,
            )

    def events(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for event in self._work.find(CaseEvent, case_id=list(case_ids)):
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
        for letter in self._work.find(Letter, case_id=list(case_ids)):
            yield self.entry(
                EntryKind.LETTER,
                letter,
                letter.at.date(),
                "",
                title=self._services.get(letter.service_id or "", ""),
                code=letter.kind.value,
                at=letter.at,
                by=letter.by,
            )


def timeline(
    work: UnitOfWork, case_ids: Sequence[str], withholdings: Sequence[Withholding]
) -> tuple[TimelineEntry, ...]:
    """Every entry of the cases, newest first: by the day it happened, then when it was written."""
    writer = _Writer(work, withholdings)
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
        )
        for entry in part(case_ids)
    ]
    entries.sort(key=lambda entry: (entry.happened_on, entry.written_at), reverse=True)
    return tuple(entries)
