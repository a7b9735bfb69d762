"""The entries of a chronology about a pupil's care: talks, plans, safeguarding, links, scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from mhlead.domain.measures import key_of, shown
from mhlead.domain.records import (
    AgendaPoint,
    Appointment,
    Conversation,
    DslNotice,
    MeetingItem,
    NeedToKnow,
    Plan,
    PlanReview,
    PupilLink,
    Score,
    UnmetNeed,
    UrgentDecision,
)
from mhlead.domain.template_filling import format_date
from mhlead.domain.views import EntryKind, TimelineEntry
from mhlead.services.scores import scale_of
from mhlead.services.timeline_writer import Writer


class CareEntries(Writer):
    """Each method gives the entries of some kinds of records."""

    def conversations(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        """The contact log."""
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
        """Plans in school and their reviews."""
        plans = {plan.id: plan for plan in self.work.find(Plan, case_id=list(case_ids))}
        for plan in plans.values():
            yield self.entry(
                EntryKind.PLAN,
                plan,
                plan.made_on,
                _plan_words(plan),
                title=plan.aim,
                code="made",
                at=plan.made_at or datetime.combine(plan.made_on, time(), UTC),
                by=plan.made_by,
            )
        for review in self.work.find(PlanReview, plan_id=list(plans)):
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

    def meetings(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        """Appointments, meetings with a service, and what is to be spoken about there."""
        for one, first in self.versioned(Appointment, case_ids):
            code = one.attendance.value if one.attendance else ""
            yield self.entry(
                EntryKind.APPOINTMENT, one, one.held_on, one.words, code=code, first=first
            )
        for item, first in self.versioned(MeetingItem, case_ids):
            yield self.entry(
                EntryKind.MEETING,
                item,
                item.met_on,
                item.words,
                title=self.services.get(item.service_id, ""),
                code=item.outcome.value,
                first=first,
            )
        for point, first in self.versioned(AgendaPoint, case_ids):
            yield self.entry(
                EntryKind.AGENDA,
                point,
                point.raised_on,
                point.what,
                title=self.services.get(point.service_id, ""),
                first=first,
            )

    def decisions(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        """What safeguarding was told, needs nobody meets, decisions at risk, and for tutors."""
        for notice, first in self.versioned(DslNotice, case_ids):
            yield self.entry(
                EntryKind.SAFEGUARDING,
                notice,
                notice.told_on,
                notice.acknowledged_words,
                title=self.staff.get(notice.told_id, ""),
                code="acknowledged" if notice.acknowledged_on else "told",
                said_by=" ".join(part for part in (notice.system, notice.reference) if part),
                first=first,
            )
        for need, first in self.versioned(UnmetNeed, case_ids):
            yield self.entry(
                EntryKind.UNMET, need, need.found_on, need.plan_b, code=need.kind.value, first=first
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

    def scores(self, case_ids: Sequence[str]) -> Iterator[TimelineEntry]:
        """Scores of questionnaires, on the day they were filled in."""
        for score, first in self.versioned(Score, case_ids):
            scale = scale_of(key_of(score))
            yield self.entry(
                EntryKind.SCORE,
                score,
                score.completed_on,
                shown(score.tenths),
                title=scale.name if scale else score.measure,
                code=score.completed_by,
                first=first,
            )

    def links(self, pupil_id: str) -> Iterator[TimelineEntry]:
        """What links the pupil with others: their own part, and nobody else's."""
        records = self.work.find(PupilLink, pupil_id=pupil_id)
        written = self.work.written(PupilLink, [record.id for record in records])
        for record in records:
            yield self.entry(
                EntryKind.LINK,
                record,
                record.happened_on,
                record.own_words,
                title=record.about,
                code=record.role.value,
                first=written[record.id],
            )


def _plan_words(plan: Plan) -> str:
    told = (
        ("What we start from", plan.assessed),
        ("The pupil’s part", plan.pupil_part),
        ("If things get worse", plan.if_worse),
    )
    return "\n".join(f"{name}: {text}" for name, text in told if text)


def _with_promise(one: Conversation) -> str:
    if not one.promise or one.promised_by is None:
        return one.said
    return f"{one.said}\nPromised by {format_date(one.promised_by)}: {one.promise}"
