"""Everything the services can do to cases and referrals, in any order, on a real store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mhlead.domain.audit import Action
from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    CaseClosing,
    Channel,
    DoorDecision,
    LetterKind,
    MeetingOutcome,
    NoteKind,
    ReferralState,
    ReviewResult,
    ServiceKind,
    Speaker,
    StaffRole,
    StepKind,
    Thrive,
    UnmetKind,
)
from mhlead.domain.errors import Changed, FieldRefused, NotAllowed
from mhlead.domain.moves import ENDED, NEEDS_PLAN, WAITING
from mhlead.domain.records import (
    Absence,
    Appointment,
    BreakHolder,
    Case,
    Conversation,
    DslNotice,
    Letter,
    MeetingItem,
    NextStep,
    Note,
    Plan,
    Pupil,
    Referral,
    Service,
    StaffMember,
    UnmetNeed,
    UrgentDecision,
)
from mhlead.services import (
    appointments,
    cases,
    chasing,
    conversations,
    directory,
    endings,
    grouping,
    meetings,
    moving,
    plans,
    records,
    referral_holding,
    referrals,
    repair,
    safeguarding,
    school,
    school_year,
    sending,
    unlocking,
    unmet,
    wrong_door,
)
from mhlead.services.cases import StepPlan
from mhlead.services.chasing import LookAgain
from mhlead.services.demo import DemoIds
from mhlead.services.plans import PlanDraft, ReviewDraft
from mhlead.services.referrals import Move
from tests.builders import MONDAY, PASSPHRASE, School, TestClock, make_school, make_test_adapters

CAUGHT_BY_THE_DATABASE = {
    "case-without-owner-or-step",
    "referral-without-deadline",
    "referral-outside-open-case",
    "referral-without-plan",
    "plan-without-review",
    "plan-outside-open-case",
    "case-already-open",
    "broken-link",
    "database-rule",
}
"""What a service should have refused before the database had to."""

pick = st.integers(min_value=0, max_value=50)
days = st.sampled_from([-2, 0, 1, 3, 7, 14, 28, 40])


def make_template(folder: Path) -> None:
    """A store with a school, three pupils and three services, to be copied for each life."""
    made = make_school(folder)
    for forename in ("Ada", "Bo", "Cai"):
        made.pupil(forename)
    for name, kind in (("Team", ServiceKind.CAMHS_TEAM), ("Schools team", ServiceKind.MHST)):
        records.keep(made.session, Service(id="", kind=kind, name=name))
    dsl = StaffMember(id="", name="Uma Shah", roles=(StaffRole.DSL,))
    school.save_staff(made.session, dsl)
    unlocking.lock(made.session)


reviews = st.sampled_from([ReviewResult.ENDED, *ReviewResult])


ACTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {}
OFTEN: list[str] = []
F = TypeVar("F", bound=Callable[..., None])


USUAL = 4
"""How much more often than a rare act an act upon a case is done."""


def rarely(**drawn: st.SearchStrategy[Any]) -> Callable[[F], F]:
    """Marks something that is done now and then, and what is drawn for it."""
    return _marked(1, drawn)


def acting(often: int, **drawn: st.SearchStrategy[Any]) -> Callable[[F], F]:
    """Marks something that can be done, how often beside the rest, and what is drawn for it."""
    return _marked(USUAL * often, drawn)


def _marked(often: int, drawn: dict[str, st.SearchStrategy[Any]]) -> Callable[[F], F]:

    def keep(method: F) -> F:
        ACTS[method.__name__] = st.fixed_dictionaries(drawn)
        OFTEN.extend([method.__name__] * often)
        return method

    return keep


class Life(RuleBasedStateMachine):
    """A school whose staff do anything in any order; nobody is ever left without a holder."""

    home: ClassVar[Path]  # holds "template"; each life gets a copy beside it

    @initialize()
    def begin(self) -> None:
        self._place = self.home / "life"
        shutil.copytree(self.home / "template", self._place)
        self.clock = TestClock(MONDAY)
        own = make_test_adapters(self._place, self.clock)
        opened = unlocking.unlock(
            own.stores, self.clock, own.ids, self._place / "store", PASSPHRASE
        )
        self.session = replace(opened, ids=DemoIds(1))  # the same ones in each run
        for at in range(3):  # most lives begin with pupils who are referred already
            self.open_case(at, 0, 7)
            self.start_referral(at, at)
            self.issue(at)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.store.close()
            shutil.rmtree(self._place, ignore_errors=True)

    # what is there ------------------------------------------------------------------------

    def _one(self, kind: type[Any], at: int, **equal: object) -> Any:
        with self.session.reading() as work:
            found = work.find(kind, **equal)
        return found[at % len(found)] if found else None

    def _try(self, act: Callable[[], object]) -> None:
        refused = ""
        try:
            act()
        except NotAllowed as refusal:
            refused = refusal.code
        except (FieldRefused, Changed):
            return
        assert refused not in CAUGHT_BY_THE_DATABASE, refused

    def _staff(self, at: int) -> str:
        person: StaffMember = self._one(StaffMember, at)
        return person.id

    def _step(self, at: int, due: int) -> StepPlan:
        on = self.clock.today() + timedelta(days=due)
        return StepPlan(StepKind.REVIEW, "Look again", on, self._staff(at))

    def _plan(self, at: int, due: int) -> PlanDraft:
        return PlanDraft("Check-ins", self.clock.today() + timedelta(days=due), self._staff(at))

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(OFTEN))
        getattr(self, name)(**data.draw(ACTS[name]))

    # cases --------------------------------------------------------------------------------

    @acting(2, at=pick, who=pick, due=days)
    def open_case(self, at: int, who: int, due: int) -> None:
        pupil = self._one(Pupil, at)
        concern = School.concern(self)  # type: ignore[arg-type]  # only its clock is asked
        step = self._step(who, due)
        self._try(lambda: cases.open_case(self.session, pupil.id, concern, self._staff(who), step))

    @acting(1, at=pick, who=pick, due=days)
    def add_step(self, at: int, who: int, due: int) -> None:
        case = self._one(Case, at)
        if case:
            self._try(lambda: cases.add_step(self.session, case.id, self._step(who, due)))

    @acting(2, at=pick, who=pick, due=days, follows=st.booleans())
    def finish_step(self, at: int, who: int, due: int, follows: bool) -> None:
        step = self._one(NextStep, at, is_open=True)
        following = self._step(who, due) if follows else None
        if step:
            self._try(lambda: cases.finish_step(self.session, step.id, "Done", following))

    @acting(1, at=pick, due=days)
    def move_step(self, at: int, due: int) -> None:
        step = self._one(NextStep, at)
        on = self.clock.today() + timedelta(days=due)
        if step:
            self._try(lambda: cases.move_step(self.session, step.id, on, "Ill"))

    @acting(1, at=pick, who=pick, with_steps=st.booleans())
    def hand_over(self, at: int, who: int, with_steps: bool) -> None:
        case = self._one(Case, at)
        to = self._staff(who)
        if case:
            self._try(lambda: cases.hand_over(self.session, case.id, to, with_steps=with_steps))

    @acting(1, one=pick, other=pick)
    def hand_over_all(self, one: int, other: int) -> None:
        to = self._staff(other)
        self._try(lambda: endings.hand_over_all(self.session, self._staff(one), to, "Leaving"))

    @acting(1, at=pick)
    def leave(self, at: int) -> None:
        person = self._one(StaffMember, at)
        if person.id != self.session.actor_id:
            gone = replace(person, left_on=self.clock.today())
            self._try(lambda: school.save_staff(self.session, gone))

    @acting(3, at=pick)
    def close_case(self, at: int) -> None:
        case = self._one(Case, at, is_open=True) or self._one(Case, at)
        if case:
            self._try(
                lambda: endings.close_case(self.session, case.id, CaseClosing.SETTLED, "Better")
            )

    @acting(1, at=pick)
    def pupil_died(self, at: int) -> None:
        if at == 50:  # rarely, or every story would end so
            pupil = self._one(Pupil, at)
            on = self.clock.today()
            self._try(lambda: endings.pupil_died(self.session, pupil.id, on, "Told by the family"))

    # plans --------------------------------------------------------------------------------

    @acting(2, at=pick, who=pick, due=days)
    def start_plan(self, at: int, who: int, due: int) -> None:
        case = self._one(Case, at)
        if case:
            self._try(lambda: plans.start_plan(self.session, case.id, self._plan(who, due)))

    @acting(4, at=pick, due=days, result=reviews)
    def review_plan(self, at: int, due: int, result: ReviewResult) -> None:
        plan = self._one(Plan, at)
        referral = self._one(Referral, at, is_open=True)
        if referral and referral.plan_id:
            plan = self._one(Plan, 0, id=referral.plan_id)
        draft = ReviewDraft(result, "As before", self.clock.today() + timedelta(days=due))
        if plan:
            self._try(lambda: plans.review_plan(self.session, plan.id, draft))

    # entries ------------------------------------------------------------------------------

    @acting(1, at=pick, due=days, promises=st.booleans())
    def converse(self, at: int, due: int, promises: bool) -> None:
        case = self._one(Case, at)
        if not case:
            return
        by = self.clock.today() + timedelta(days=due) if promises else None
        told = Conversation(
            id="",
            case_id=case.id,
            happened_on=self.clock.today(),
            speaker=Speaker.COUNTERPART,
            how=Channel.TELEPHONE,
            said="They will look",
            promise="Ring back" if promises else "",
            promised_by=by,
        )
        self._try(lambda: conversations.log_conversation(self.session, told))

    @acting(1, at=pick, due=days, talks=st.booleans())
    def chase(self, at: int, due: int, talks: bool) -> None:
        referral = self._one(Referral, at)
        if not referral:
            return
        today = self.clock.today()
        again = LookAgain(today + timedelta(days=due), "Ring")
        if not talks:
            self._try(lambda: chasing.set_day(self.session, referral.id, again, "They asked"))
            return
        told = Conversation(
            "",
            "",
            today,
            Speaker.COUNTERPART,
            Channel.TELEPHONE,
            "They look",
            referral_id=referral.id,
        )
        self._try(lambda: chasing.log_chase(self.session, told, again))

    @acting(1, at=pick, marked=st.booleans())
    def note(self, at: int, marked: bool) -> None:
        case = self._one(Case, at)
        if case:
            today = self.clock.today()
            text = Note("", case.id, today, NoteKind.FACT, "Seen", is_safeguarding=marked)
            self._try(lambda: records.keep(self.session, text))

    @acting(1, at=pick, who=pick, acknowledged=st.booleans())
    def tell_dsl(self, at: int, who: int, acknowledged: bool) -> None:
        with self.session.reading() as work:
            open_ones = safeguarding.open_entries(work)
        if not open_ones:
            return
        one = open_ones[at % len(open_ones)]
        today = self.clock.today()
        if one.notice is not None and acknowledged:
            notice_id = one.notice.id
            self._try(lambda: safeguarding.acknowledge(self.session, notice_id, today))
            return
        told = DslNotice(
            "",
            one.case_id,
            one.about_kind,
            one.about_id,
            self._staff(who),
            today,
            Channel.IN_PERSON,
        )
        self._try(lambda: safeguarding.tell_dsl(self.session, told))

    @acting(1, at=pick, to=pick)
    def move_note(self, at: int, to: int) -> None:
        note, pupil = self._one(Note, at), self._one(Pupil, to)
        if note:
            self._try(
                lambda: moving.move_entry(self.session, "Note", note.id, pupil.id, "Wrong pupil")
            )

    # referrals ----------------------------------------------------------------------------

    @acting(2, at=pick, service=pick)
    def start_referral(self, at: int, service: int) -> None:
        case, to = self._one(Case, at), self._one(Service, service)
        if case:
            self._try(lambda: referrals.start_referral(self.session, case.id, to.id))

    @acting(2, at=pick)
    def issue(self, at: int) -> None:
        """A letter is there; what it says is no matter here."""
        referral = self._one(Referral, at, is_open=True)
        if referral:
            with self.session.writing() as work:
                work.add(
                    Letter(
                        id=self.session.ids.new(),
                        case_id=referral.case_id,
                        kind=LetterKind.REFERRAL,
                        at=self.clock.now(),
                        by=self.session.actor_id,
                        template_version="referral/0",
                        facts="{}",
                        sha256="",
                        pages=1,
                        pdf=b"%PDF-",
                        referral_id=referral.id,
                        service_id=referral.service_id,
                    )
                )
                work.log(Action.LETTER_ISSUED)
                work.commit()

    @acting(
        1,
        at=pick,
        state=st.sampled_from(ReferralState),
        due=days,
        has_plan=st.booleans(),
        says=st.booleans(),
    )
    def move(self, at: int, state: ReferralState, due: int, has_plan: bool, says: bool) -> None:
        referral = self._one(Referral, at)
        if not referral:
            return
        today = self.clock.today()
        move = Move(
            to_state=state,
            happened_on=today,
            deadline_on=None if state in ENDED and says else today + timedelta(days=due),
            deadline_what="" if state in ENDED else "Ask again",
            words="They wrote" if says else "",
            reason_code="L01" if state is ReferralState.NOT_ACCEPTED else "",
            how=Channel.POST,
            plan=self._plan(at, due) if has_plan else None,
        )
        self._try(lambda: referrals.move_referral(self.session, referral.id, move))

    @acting(8, at=pick, course=st.lists(pick, min_size=1, max_size=4), due=st.integers(0, 30))
    def run_its_course(self, at: int, course: list[int], due: int) -> None:
        for likely in course:
            self._move_as_allowed(at, likely, due)

    def _move_as_allowed(self, at: int, likely: int, due: int) -> None:
        referral = self._one(Referral, at, is_open=True)
        if referral:
            options = referrals.allowed_moves(referral)
            state = options[likely % len(options)]
            if state is not ReferralState.PUPIL_DIED:
                move = Move(
                    to_state=state,
                    happened_on=self.clock.today(),
                    deadline_on=self.clock.today() + timedelta(days=due),
                    deadline_what="Ask again",
                    words="They wrote",
                    reason_code="L01",
                    how=Channel.POST,
                    plan=self._plan(0, due) if state in NEEDS_PLAN else None,
                )
                self._try(lambda: referrals.move_referral(self.session, referral.id, move))

    @acting(2, at=pick)
    def follow_up(self, at: int) -> None:
        referral = self._one(Referral, at)
        if referral:
            words = "Help in school"
            self._try(lambda: referral_holding.follow_up(self.session, referral.id, words))

    @acting(1, at=pick, due=days)
    def appointment(self, at: int, due: int) -> None:
        referral = self._one(Referral, at)
        if referral:
            on = self.clock.today() + timedelta(days=due)
            kind = AppointmentKind.ASSESSMENT
            one = Appointment("", referral.case_id, referral.id, kind, on)
            self._try(lambda: appointments.offer_appointment(self.session, one))

    @acting(1, at=pick, came=st.sampled_from(Attendance))
    def attend(self, at: int, came: Attendance) -> None:
        one = self._one(Appointment, at)
        if one:
            self._try(lambda: appointments.record_attendance(self.session, one.id, came))

    @acting(1, at=pick)
    def no_service(self, at: int) -> None:
        case = self._one(Case, at)
        if case:
            kind = UnmetKind.NO_SERVICE
            need = UnmetNeed("", case.id, self.clock.today(), kind, "05", "Mentor")
            self._try(lambda: unmet.record_unmet(self.session, need))

    @acting(1, more=st.integers(min_value=1, max_value=20))
    def time_passes(self, more: int) -> None:
        self.clock.forward(more)

    # the school and its services -----------------------------------------------------------

    @rarely(at=pick, to=pick, follows=st.booleans())
    def end_service(self, at: int, to: int, follows: bool) -> None:
        service, successor = self._one(Service, at), self._one(Service, to)
        after = successor.id if follows else None
        today = self.clock.today()
        self._try(lambda: directory.end_service(self.session, service.id, today, after))

    @rarely(at=pick, to=pick)
    def merge_services(self, at: int, to: int) -> None:
        service, other = self._one(Service, at), self._one(Service, to)
        self._try(lambda: directory.merge_services(self.session, service.id, other.id))

    @rarely(at=pick, to=pick)
    def hold_by_successor(self, at: int, to: int) -> None:
        referral, service = self._one(Referral, at), self._one(Service, to)
        if referral:
            self._try(
                lambda: referral_holding.hold_by_successor(self.session, referral.id, service.id)
            )

    @rarely(name=st.sampled_from(["Team", "Schools team"]))
    def new_service(self, name: str) -> None:
        new = Service("", ServiceKind.CAMHS_TEAM, name)
        self._try(lambda: records.keep(self.session, new))

    @rarely()
    def new_person(self) -> None:
        person = StaffMember("", "Kit Bell", roles=(StaffRole.OTHER,))
        self._try(lambda: school.save_staff(self.session, person))

    @rarely(at=pick, kind=st.sampled_from([StaffMember, Service, Note, UnmetNeed]))
    def remove(self, at: int, kind: type[Any]) -> None:
        one = self._one(kind, at)
        if one:
            self._try(lambda: records.remove(self.session, kind, one.id, "Not needed"))

    @rarely(at=pick, to=pick, due=days)
    def away(self, at: int, to: int, due: int) -> None:
        until = self.clock.today() + timedelta(days=due)
        one = Absence("", self._staff(at), self._staff(to), self.clock.today(), until)
        self._try(lambda: school_year.keep_absence(self.session, one))

    @rarely(at=pick, to=pick)
    def hold_over_break(self, at: int, to: int) -> None:
        case, today = self._one(Case, at), self.clock.today()
        if case:
            one = BreakHolder("", case.id, today, today + timedelta(days=7), self._staff(to))
            self._try(lambda: school_year.name_break_holder(self.session, one))

    @rarely(at=pick, to=pick, outcome=st.sampled_from(MeetingOutcome))
    def meet(self, at: int, to: int, outcome: MeetingOutcome) -> None:
        case, service = self._one(Case, at), self._one(Service, to)
        if case:
            item = MeetingItem("", case.id, service.id, self.clock.today(), outcome)
            self._try(lambda: meetings.keep_meeting(self.session, [item]))

    @rarely(at=pick, thrive=st.sampled_from(Thrive))
    def group(self, at: int, thrive: Thrive) -> None:
        case = self._one(Case, at)
        if case:
            self._try(lambda: grouping.set_thrive(self.session, case.id, thrive, "Agreed"))

    @rarely(at=pick)
    def decide(self, at: int) -> None:
        case = self._one(Case, at)
        if case:
            told = (DoorDecision.RANG_SERVICE,)
            one = UrgentDecision("", case.id, self.clock.today(), told, spoke_to="Duty worker")
            self._try(lambda: wrong_door.decide(self.session, one))

    @rarely(at=pick)
    def meet_need(self, at: int) -> None:
        need = self._one(UnmetNeed, at)
        if need:
            today = self.clock.today()
            self._try(lambda: unmet.mark_met(self.session, need.id, today, "A place was found"))

    @rarely(at=pick)
    def take_back_move(self, at: int) -> None:
        note = self._one(Note, at)
        if note:
            self._try(lambda: moving.take_back_move(self.session, "Note", note.id))

    @rarely(at=pick, how=st.sampled_from(Channel))
    def send_letter(self, at: int, how: Channel) -> None:
        letter = self._one(Letter, at)
        if letter:
            today = self.clock.today()
            sent = sending.Sent(how, today, "Team", today + timedelta(days=7), "Ring them")
            self._try(lambda: sending.send_letter(self.session, letter.id, sent))

    @rarely(at=pick)
    def change_referral(self, at: int) -> None:
        before = self._one(Referral, at)
        if before:
            after = replace(before, asks="Please advise", deadline_on=None, plan_id=None)
            self._try(lambda: referrals.change_referral(self.session, before, after))

    # putting right what is sound changes nothing for the worse ---------------------------------

    @rarely(at=pick, who=pick, due=days, steps=st.booleans())
    def mend_case(self, at: int, who: int, due: int, steps: bool) -> None:
        case = self._one(Case, at)
        if case:
            step = self._step(who, due) if steps else None
            to = self._staff(who)
            self._try(lambda: repair.hold_case(self.session, case.id, to, step))

    @rarely(at=pick, due=days, has_plan=st.booleans())
    def mend_referral(self, at: int, due: int, has_plan: bool) -> None:
        referral = self._one(Referral, at)
        if referral:
            deadline = repair.Deadline(self.clock.today() + timedelta(days=due), "Ask again")
            plan = self._plan(at, due) if has_plan else None
            self._try(lambda: repair.hold_referral(self.session, referral.id, deadline, plan))

    @rarely(at=pick, due=days)
    def mend_review(self, at: int, due: int) -> None:
        plan, on = self._one(Plan, at), self.clock.today() + timedelta(days=due)
        if plan:
            self._try(lambda: repair.give_review(self.session, plan.id, on))

    @rarely(at=pick, to=pick)
    def mend_double(self, at: int, to: int) -> None:
        case, other = self._one(Case, at), self._one(Case, to)
        if case:
            self._try(lambda: repair.close_double(self.session, case.id, other.id))

    @rarely(at=pick, who=pick, due=days)
    def open_again(self, at: int, who: int, due: int) -> None:
        case = self._one(Case, at)
        if case:
            step, to = self._step(who, due), self._staff(who)
            self._try(lambda: repair.open_again(self.session, case.id, to, step))

    # what always holds --------------------------------------------------------------------

    @invariant()
    def nobody_falls_through(self) -> None:
        if not hasattr(self, "session"):
            return
        assert self.session.store.gaps() == ()
        assert repair.read_gaps(self.session) == ()
        with self.session.reading() as work:
            opened = {case.id: case for case in work.find(Case, is_open=True)}
            staff = {person.id: person for person in work.find(StaffMember)}
            steps = {step.id: step for step in work.find(NextStep, is_open=True)}
            held = {plan.id: plan for plan in work.find(Plan, is_open=True)}
            found = work.find(Referral)
        for case in opened.values():
            assert staff[case.owner_id].left_on is None
            assert steps[case.next_step_id].case_id == case.id
        for step in steps.values():
            assert staff[step.holder_id].left_on is None
        for plan in held.values():
            assert staff[plan.holder_id].left_on is None
            assert plan.review_on is not None
            assert plan.case_id in opened
        for referral in found:
            if referral.is_open:
                assert referral.case_id in opened
                assert referral.deadline_on is not None
            loop = referral.state is ReferralState.NOT_ACCEPTED and referral.followed_up_on is None
            if loop or (referral.is_open and referral.state in WAITING):
                assert held[referral.plan_id].case_id == referral.case_id
