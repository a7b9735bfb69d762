"""Records of many pupils at random, with legal moves, that nobody holds any more today."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from mhlead.domain.audit import Action
from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    CaseClosing,
    Channel,
    DayKind,
    MeetingOutcome,
    Occasion,
    ReferralKind,
    ReferralState,
    ServiceKind,
    SocialCarePlan,
    Speaker,
    UnmetKind,
)
from mhlead.domain.moves import ENDED, MOVES
from mhlead.domain.records import (
    Appointment,
    Case,
    Concern,
    Conversation,
    MeetingItem,
    Professional,
    Pupil,
    Record,
    Referral,
    ReferralEvent,
    Satisfaction,
    SchoolDays,
    Score,
    Service,
    UnmetNeed,
)
from mhlead.services.school_year import suggest_year
from tests.builders import School

FIRST, LAST = date(2024, 9, 1), date(2026, 11, 1)
DAY = timedelta(days=1)
_KINDS = (ServiceKind.CAMHS_TEAM, ServiceKind.MHST, ServiceKind.YOUTH_JUSTICE)
_SCALES = (("sdq", "emotional", "self"), ("sdq", "total", "self"), ("gbo", "goal-1", "self"))


class Maker:
    """Makes records of one random school; the same seed makes the same ones."""

    def __init__(self, school: School, seed: int) -> None:
        self._school, self._random = school, random.Random(seed)
        self._minutes = 0
        self.records: list[Record] = []
        self.services = [self.add(Service, kind=kind, name=f"Service {kind}") for kind in _KINDS]

    def add(self, record: type, /, **fields: object) -> Record:
        made = record(id=self._school.adapters.ids.new(), **fields)
        self.records.append(made)
        return made

    def pick(self, *some: object) -> object:
        return self._random.choice(some)

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def later(self, day: date, most: int) -> date:
        return day + self._random.randrange(most + 1) * DAY

    def moment(self) -> datetime:
        self._minutes += 1
        return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=self._minutes)

    def pupil(self) -> None:
        pupil = self.add(
            Pupil,
            surname="Invented",
            forename="Pupil",
            born_on=self.pick(None, date(2012, 2, 29), date(2010, 9, 1), date(2009, 8, 31)),
            year_group=self.pick("", "9", "X"),
            sex=self.pick("", "F", "M", "U"),
            gender=self.pick("", "", "1", "3"),
            ethnicity=self.pick("", "WBRI", "MWBC", "APKN", "BAFR", "CHNE", "REFU", "QQQQ"),
            sen_provision=self.pick("", "N", "K", "E", "P"),
            is_in_care=self.pick(None, False, True),
            social_care_plan=self.pick(None, *SocialCarePlan),
            young_carer=self.pick("", "N", "S"),
            has_free_school_meals=self.pick(None, False, True),
        )
        if self.chance(0.1):
            service = self.pick(*self.services)
            self.add(Professional, pupil_id=pupil.id, role="Worker", service_id=service.id)
        day = self.later(FIRST, 500)
        for number in range(self._random.choice((1, 1, 1, 2, 3))):
            day = self.case(pupil.id, day, number)

    def case(self, pupil_id: str, opened_on: date, number: int) -> date:
        in_error = self.chance(0.1)
        closed_on = self.later(opened_on, 250)
        case = self.add(
            Case,
            pupil_id=pupil_id,
            opened_on=opened_on,
            opened_by=self._school.lead.id,
            is_open=False,
            is_returned=number > 0,
            closed_on=closed_on,
            closing=CaseClosing.OPENED_IN_ERROR
            if in_error
            else self.pick(CaseClosing.SETTLED, CaseClosing.LEFT_SCHOOL, CaseClosing.PUPIL_DIED),
        )
        for _ in range(self._random.randrange(1, 3)):
            self.add(
                Concern,
                case_id=case.id,
                noticed_on=self.later(opened_on, 20),
                raised_by="A tutor",
                primary_need=self.pick("05", "04", "15", "12", "11", "19", "25", "16", "20", "99"),
                seen="Quiet.",
            )
        for _ in range(self._random.choice((0, 0, 1, 1, 2, 5))):
            self.referral(case.id, self.later(opened_on, 30))
        self._work(case.id, opened_on)
        return self.later(closed_on + DAY, 60)

    def _work(self, case_id: str, opened_on: date) -> None:
        service = self.pick(*self.services)
        for _ in range(self._random.randrange(3)):
            self.add(
                Conversation,
                case_id=case_id,
                happened_on=self.later(opened_on, 90),
                speaker=self.pick(Speaker.COUNTERPART, Speaker.PUPIL),
                how=Channel.TELEPHONE,
                said="Spoke.",
                is_two_way=self.chance(0.7),
            )
        if self.chance(0.3):
            self.add(
                MeetingItem,
                case_id=case_id,
                service_id=service.id,
                met_on=self.pick(date(2025, 3, 5), date(2025, 10, 28), date(2026, 2, 3)),
                outcome=MeetingOutcome.DISCUSSED,
            )
        if self.chance(0.3):
            found_on = self.later(opened_on, 60)
            self.add(
                UnmetNeed,
                case_id=case_id,
                found_on=found_on,
                kind=self.pick(*UnmetKind),
                need=self.pick("05", "12"),
                plan_b="A weekly talk",
                met_on=self.pick(None, self.later(found_on, 200)),
            )
        for measure, scale, by in _SCALES:
            day = self.later(opened_on, 10)
            for _ in range(self._random.randrange(3)):
                day = self.later(day, 90)
                self.add(
                    Score,
                    case_id=case_id,
                    measure=measure,
                    scale=scale,
                    completed_on=day,
                    tenths=10 * self._random.choice((0, 2, 5, 7, 10)),
                    completed_by=by,
                )

    def referral(self, case_id: str, created_on: date) -> None:
        service = self.pick(*self.services)
        ref = self._school.adapters.ids.new()
        state, day, moves, sent_on = ReferralState.DRAFT, created_on, [], None
        moves.append((None, state, day))
        while state not in ENDED:
            after = self.pick(*MOVES[state])
            day = self.later(day, 25)
            if after is ReferralState.SENT and sent_on is None:
                sent_on = day
            moves.append((state, after, day))
            state = after
        made = Referral(
            id=ref,
            case_id=case_id,
            service_id=service.id,
            reference=f"FBA/{len(self.records)}",
            state=state,
            created_on=created_on,
            referrer_id=self._school.lead.id,
            is_open=False,
            decided_on=self.pick(None, created_on),
            sent_on=sent_on,
            followed_up_on=day if state is ReferralState.NOT_ACCEPTED else None,
            kind=self.pick(*([ReferralKind.REFERRAL] * 4), ReferralKind.CONSULTATION),
        )
        self.records.append(made)
        for before, after, on in moves:
            turned_down = after is ReferralState.NOT_ACCEPTED
            self.add(
                ReferralEvent,
                referral_id=ref,
                happened_on=on,
                at=self.moment(),
                by=self._school.lead.id,
                from_state=before,
                to_state=after,
                reason_code=self.pick("L01", "L05", "03", "") if turned_down else "",
            )
        for _ in range(self._random.choice((0, 0, 1, 2))):
            self.add(
                Appointment,
                case_id=case_id,
                referral_id=ref,
                kind=self.pick(*AppointmentKind),
                held_on=self.later(sent_on or created_on, 150),
                attendance=self.pick(None, *Attendance),
            )

    def rest(self) -> None:
        for service in self.services:
            for _ in range(3):
                self.add(
                    Satisfaction,
                    service_id=service.id,
                    asked_on=self.later(FIRST, 700),
                    score=self._random.randrange(1, 5),
                    occasion=self.pick(*Occasion),
                )
        for year in (2024, 2025, 2026):
            for one in suggest_year(year):
                if one.kind in {DayKind.TERM, DayKind.BREAK}:
                    self.add(
                        SchoolDays,
                        kind=one.kind,
                        first_on=one.first_on,
                        last_on=one.last_on,
                        name=one.name,
                    )


def fill(school: School, seed: int, pupils: int) -> None:
    """The store holds a random school."""
    maker = Maker(school, seed)
    for _ in range(pupils):
        maker.pupil()
    maker.rest()
    by_kind: dict[type, list[Record]] = {}
    for record in maker.records:
        by_kind.setdefault(type(record), []).append(record)
    with school.session.writing() as work:
        for some in by_kind.values():
            work.add_all(some)
        work.log(Action.RECORD_ADDED)
        work.commit()
