"""What falls due, by which rule and when: pupils' records, drafts, consents, requests, files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.naming import initials, school_name
from mhlead.domain.records import (
    AnsweredFact,
    Appointment,
    BreachRecord,
    Case,
    Concern,
    Consent,
    Conversation,
    CriterionAnswer,
    DataRequest,
    DslNotice,
    LegalHold,
    Note,
    PlainFile,
    Pupil,
    Record,
    Referral,
    ReferralEvent,
    RetentionReview,
    RiskEntry,
)
from mhlead.domain.retention import (
    BREACH,
    CONSENT,
    DRAFT,
    IMPORT_FILE,
    REQUEST,
    DueLine,
    after_years_end,
    file_due_on,
    holds_on,
    record_due_on,
    record_rule,
    years_on,
)
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import in_full

HOLD, OPEN_CASE, OPEN_REQUEST, FILE_THERE = "hold", "open-case", "open-request", "file-there"
_WITH_PLAN = frozenset({"E", "S"})
_MARKED: tuple[type[Record], ...] = (Concern, Note, RiskEntry, Conversation)
_OF_A_DRAFT: frozenset[type[Record]] = frozenset(
    {Referral, ReferralEvent, Appointment, AnsweredFact, CriterionAnswer}
)
"""What may hang on a draft that goes by itself; with anything else it stays with the record."""


@dataclass(frozen=True)
class _Known:
    """What the rules ask about every pupil, read once."""

    pupils: Mapping[str, Pupil]
    cases: Mapping[str, Case]
    with_plan: Collection[str]
    safeguarding: Collection[str]
    holds: Mapping[str, LegalHold]
    requests: Mapping[str, list[DataRequest]]
    reviews: Mapping[str, list[RetentionReview]]

    def pupil_of(self, case_id: str) -> Pupil:
        """The pupil of a case."""
        return self.pupils[self.cases[case_id].pupil_id]


def due_lines(work: UnitOfWork, years: Mapping[str, int], today: date) -> list[DueLine]:
    """Everything that falls due at some time, in no order.

    Args:
        work: A transaction.
        years: What holds here, by the timetable's codes.
        today: The day on which holds and open cases are judged.
    """
    work = in_full(work)  # how long a record is kept does not depend on who looks
    known = _read(work, today)
    return [
        *_records(known, years),
        *_drafts(work, known, years),
        *_consents(work, known, years),
        *_requests(known, years),
        *_own(work, years),
    ]


def _read(work: UnitOfWork, today: date) -> _Known:
    cases = {one.id: one for one in work.find(Case)}
    requests: defaultdict[str, list[DataRequest]] = defaultdict(list)
    for request in work.find(DataRequest):
        requests[request.pupil_id].append(request)
    reviews: defaultdict[str, list[RetentionReview]] = defaultdict(list)
    for review in work.find(RetentionReview):
        reviews[review.pupil_id].append(review)
    holds = [one for one in work.find(LegalHold) if holds_on(one, today)]
    return _Known(
        pupils={one.id: one for one in work.find(Pupil)},
        cases=cases,
        with_plan={one.id for one in work.ever(Pupil, sen_provision=sorted(_WITH_PLAN))},
        safeguarding={cases[case_id].pupil_id for case_id in safeguarding_cases(work)},
        holds={one.pupil_id: one for one in holds},
        requests=requests,
        reviews=reviews,
    )


def safeguarding_cases(work: UnitOfWork, **of_cases: Sequence[str]) -> Iterator[str]:
    """Cases in which something is, or was, a matter for safeguarding, whoever looks."""
    for kind in _MARKED:
        for entry in in_full(work).ever(kind, is_safeguarding=True, **of_cases):
            yield entry.case_id  # type: ignore[attr-defined]
    yield from (one.case_id for one in work.find(DslNotice, **of_cases))


def _records(known: _Known, years: Mapping[str, int]) -> Iterator[DueLine]:
    open_cases = {one.pupil_id for one in known.cases.values() if one.is_open}
    for pupil in known.pupils.values():
        rule = record_rule(
            years,
            has_plan=pupil.id in known.with_plan,
            is_safeguarding=pupil.id in known.safeguarding,
        )
        reviews = known.reviews.get(pupil.id, [])
        due_on = record_due_on(pupil.born_on, years[rule], reviews)
        requests = known.requests.get(pupil.id, [])
        if due_on is not None:
            due_on = max([due_on, *_answered(requests, years)])
        stopped = OPEN_CASE if pupil.id in open_cases else ""
        kept = max((one.keep_until for one in reviews), default=None)
        yield _line(known, "Pupil", (pupil.id,), pupil, rule, due_on, stopped, kept)


def _answered(requests: list[DataRequest], years: Mapping[str, int]) -> list[date]:
    return [after_years_end(one.closed_on, years[REQUEST]) for one in requests if one.closed_on]


def _drafts(work: UnitOfWork, known: _Known, years: Mapping[str, int]) -> Iterator[DueLine]:
    ended: dict[str, date] = {}
    for event in work.find(ReferralEvent):
        ended[event.referral_id] = max(event.happened_on, ended.get(event.referral_id, date.min))
    for draft in work.find(Referral, is_open=False, sent_on=None):
        if draft.id in ended and _goes_alone(work, draft):
            due_on = years_on(ended[draft.id], years[DRAFT])
            pupil = known.pupil_of(draft.case_id)
            yield _line(known, "Referral", (draft.id,), pupil, DRAFT, due_on)


def _goes_alone(work: UnitOfWork, draft: Referral) -> bool:
    """Whether nothing goes with it but what was prepared for it; a later referral may follow it."""
    hanging = work.hanging_on(Referral, draft.id)
    return hanging.keys() <= _OF_A_DRAFT and hanging[Referral] == {draft.id}


def _consents(work: UnitOfWork, known: _Known, years: Mapping[str, int]) -> Iterator[DueLine]:
    by_case: defaultdict[str, list[str]] = defaultdict(list)
    for consent in work.find(Consent):
        by_case[consent.case_id].append(consent.id)
    for case_id, ids in by_case.items():
        closed_on = known.cases[case_id].closed_on
        if closed_on is not None:
            due_on = years_on(closed_on, years[CONSENT])
            pupil = known.pupil_of(case_id)
            yield _line(known, "Consent", tuple(sorted(ids)), pupil, CONSENT, due_on)


def _requests(known: _Known, years: Mapping[str, int]) -> Iterator[DueLine]:
    for pupil_id, requests in known.requests.items():
        for one in requests:
            if one.closed_on is not None:
                due_on = after_years_end(one.closed_on, years[REQUEST])
                pupil = known.pupils[pupil_id]
                yield _line(known, "DataRequest", (one.id,), pupil, REQUEST, due_on)


def _own(work: UnitOfWork, years: Mapping[str, int]) -> Iterator[DueLine]:
    """What is about no pupil: breaches, and lists that pupils came from."""
    for breach in work.find(BreachRecord):
        if breach.closed_on is not None:
            due_on = years_on(breach.closed_on, years[BREACH])
            yield DueLine("BreachRecord", (breach.id,), "", "", "", BREACH, due_on)
    for file in work.find(PlainFile):
        stopped = "" if file.gone_on else FILE_THERE
        due_on = file_due_on(file.imported_on)
        yield DueLine("PlainFile", (file.id,), "", "", "", IMPORT_FILE, due_on, stopped)


def _line(
    known: _Known,
    kind: str,
    ids: tuple[str, ...],
    pupil: Pupil,
    rule: str,
    due_on: date | None,
    stopped: str = "",
    kept_until: date | None = None,
) -> DueLine:
    hold = known.holds.get(pupil.id)
    # While somebody waits for a copy of what is held, nothing of it goes.
    if not stopped and any(one.closed_on is None for one in known.requests.get(pupil.id, [])):
        stopped = OPEN_REQUEST
    return DueLine(
        kind=kind,
        record_ids=ids,
        pupil_id=pupil.id,
        name=school_name(pupil),
        initials=initials(pupil),
        rule=rule,
        due_on=due_on,
        stopped=HOLD if hold else stopped,
        hold=hold,
        kept_until=kept_until,
    )
