"""A pupil's chronology, put together from what each kind of record says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from mhlead.domain.found import Written
from mhlead.domain.naming import contact_name
from mhlead.domain.records import (
    Appointment,
    CaseEvent,
    Concern,
    Consent,
    Contact,
    Conversation,
    DslNotice,
    Letter,
    MeetingItem,
    NeedToKnow,
    Note,
    Plan,
    PlanReview,
    Record,
    Referral,
    ReferralEvent,
    RiskEntry,
    Service,
    StaffMember,
    SupportAction,
    UnmetNeed,
    UrgentDecision,
    Withholding,
)
from mhlead.domain.template_filling import format_date
from mhlead.domain.views import EntryKind, TimelineEntry
from mhlead.services.ports import UnitOfWork

R = TypeVar("R", bound=Record)
NEVER = datetime(1, 1, 1, tzinfo=UTC)


class _Writer:
    """Turns records of one pupil into entries, reading names once."""

    def __init__(
        self, work: UnitOfWork, withholdings: Sequence[Withholding], case_ids: Sequence[str]
    ) -> None:
        self._work = work
        self._staff = {person.id: person.name for person in work.find(StaffMember)}
        self._services = {service.id: service.name for service in work.find(Service)}
        contacts = {
            contact.id: contact_name(contact)
            for contact in work.find(
                Contact, id=[w.contact_id for w in withholdings if w.contact_id]
            )
        }
        self._told = {
            notice.about_id: "acknowledged" if notice.acknowledged_on else "told"
            for notice in work.find(DslNotice, case_id=list(case_ids))
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
            dsl=self._told.get(record.id, "untold") if is_safeguarding else "",
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

    def conversations(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for one, first in self.versioned(Conversation, case_ids):
            yield self.entry(
                EntryKind.CONVERSATION,
                one,
                one.happened_on,
                _with_promise(one),
                code=one.speaker.value,
                title=one.with_whom,
                is_safeguarding=one.is_safeguarding,
                first=first,
            )

    def reviews(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        plans = {plan.id: plan for plan in self._work.find(Plan, case_id=list(case_ids))}
        for plan in plans.values():
            yield self.entry(
                EntryKind.PLAN, plan, plan.made_on, plan.if_worse, title=plan.aim, code="made"
            )
        for review in self._work.find(PlanReview, plan_id=list(plans)):
            yield self.entry(
                EntryKind.PLAN,
                review,
                review.reviewed_on,
                review.words,
                title=plans[review.plan_id].aim,
                code=review.result.value,
                at=review.at,
                by=review.by,
            )

    def others(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        for one, first in self.versioned(Appointment, case_ids):
            code = one.attendance.value if one.attendance else ""
            yield self.entry(
                EntryKind.APPOINTMENT, one, one.held_on, one.words, code=code, first=first
            )
        for notice, first in self.versioned(DslNotice, case_ids):
            yield self.entry(
                EntryKind.SAFEGUARDING,
                notice,
                notice.told_on,
                notice.acknowledged_words,
                title=self._staff.get(notice.told_id, ""),
                code="acknowledged" if notice.acknowledged_on else "told",
                said_by=" ".join(part for part in (notice.system, notice.reference) if part),
                first=first,
            )
        for need, first in self.versioned(UnmetNeed, case_ids):
            yield self.entry(
                EntryKind.UNMET, need, need.found_on, need.plan_b, code=need.kind.value, first=first
            )
        for item, first in self.versioned(MeetingItem, case_ids):
            yield self.entry(
                EntryKind.MEETING,
                item,
                item.met_on,
                item.words,
                title=self._services.get(item.service_id, ""),
                code=item.outcome.value,
                first=first,
            )
        for decision, first in self.versioned(UrgentDecision, case_ids):
            yield self.entry(
                EntryKind.DECISION,
                decision,
                decision.decided_on,
                decision.advice or decision.reason,
                code=",".join(one.value for one in decision.decisions),
                said_by=decision.spoke_to,
                first=first,
            )
        for told, first in self.versioned(NeedToKnow, case_ids):
            on = told.agreed_on or first.at.date()
            yield self.entry(
                EntryKind.NEED_TO_KNOW,
                told,
                on,
                told.text,
                code="agreed" if told.agreed_on else "",
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
    writer = _Writer(work, withholdings, case_ids)
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
            writer.others,
        )
        for entry in part(case_ids)
    ]
    entries.sort(key=lambda entry: (entry.happened_on, entry.written_at), reverse=True)
    return tuple(entries)


def _with_promise(one: Conversation) -> str:
    if not one.promise or one.promised_by is None:
        return one.said
    return f"{one.said}\nPromised by {format_date(one.promised_by)}: {one.promise}"
