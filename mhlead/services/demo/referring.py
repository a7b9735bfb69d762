"""A fictional referral: consent first, then the letter, then what the service answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mhlead.domain.codes import (
    AppointmentKind,
    Attendance,
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ContentPart,
    Elsewhere,
    FactAnswer,
    ReferralState,
    Speaker,
    Standing,
    Urgency,
)
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.moves import ENDED, NEEDS_PLAN
from mhlead.domain.naming import contact_name
from mhlead.domain.records import (
    Appointment,
    Consent,
    Contact,
    Conversation,
    Record,
    Referral,
    Service,
    Withholding,
)
from mhlead.services.clocks import chase_on
from mhlead.services.criteria import answer_fact, check_referral
from mhlead.services.demo.course import Course
from mhlead.services.demo.diary import Diary, moment
from mhlead.services.demo.paths import SAYS
from mhlead.services.letters.issuing import issue_letter
from mhlead.services.letters.log import record_sending
from mhlead.services.plans import PlanDraft, open_plans
from mhlead.services.ports import Press
from mhlead.services.records import keep
from mhlead.services.referrals import Move, change_referral, move_referral, start_referral
from mhlead.services.session import Session

_S = ReferralState
REASON_NOT_ACCEPTED = "L01"
_BECAME = {
    _S.WAS_NOT_BROUGHT: Attendance.WAS_NOT_BROUGHT,
    _S.WAITING_FOR_TREATMENT: Attendance.ATTENDED,
    _S.IN_TREATMENT: Attendance.ATTENDED,
}


class Sent:
    """One referral of a course.

    Args:
        course: The course it belongs to.
        service: Who it goes to.
        press: What prints its letter.
        earlier: The referral it follows.
    """

    def __init__(
        self, course: Course, service: Service, press: Press, earlier: Sent | None = None
    ) -> None:
        self._course = course
        self._service = service
        self._press = press
        self._earlier = earlier
        self._referral: Referral | None = None
        self._appointment: Appointment | None = None

    @property
    def referral(self) -> Referral:
        """The referral as it stands, once it was begun."""
        if self._referral is None:
            raise RuntimeError("not begun")
        return self._referral

    def draft(self, diary: Diary, on: date) -> None:
        """The draft is begun and written."""
        course = self._course
        urgency = Urgency(course.story.told.get("urgency", "routine"))
        asks, meanwhile = course.told("asks"), course.told("meanwhile")

        def begin(session: Session) -> None:
            earlier_id = self._earlier.referral.id if self._earlier else None
            begun, _ = start_referral(
                session, course.case_id, self._service.id, urgency=urgency, earlier_id=earlier_id
            )
            after = replace(begun, asks=asks, meanwhile=meanwhile, last_seen_on=on)
            after = replace(after, elsewhere=Elsewhere.NO)
            self._referral, _ = change_referral(session, begun, after)

        diary.act(moment(on, 14, 5), begin)

    def ask(self, diary: Diary, on: date) -> None:
        """Everybody who has to is asked, and their answers are written down the same day."""
        diary.write(moment(on, 13, 20), lambda: consents(self._course, self._service, on))

    def send(self, diary: Diary, on: date) -> None:
        """The letter is issued and goes out."""
        how = Channel.SECURE_MAIL if self._course.number % 5 else Channel.POST

        def issue_and_send(session: Session) -> None:
            for field in check_referral(session, self.referral.id).lacking:
                who = contact_name(self._course.family.parent)
                unknown = FactAnswer.NOT_KNOWN
                answer_fact(session, self.referral.id, field, unknown, asked=who, asked_on=on)
            issued, _ = issue_letter(session, self._press, LetterOrder(self.referral.id))
            record_sending(session, issued.letter.id, how, on, self._service.name)
            self._move(session, _S.SENT, on, how)

        diary.act(moment(on, 15, 10), issue_and_send)

    def reach(self, diary: Diary, state: ReferralState, on: date) -> None:
        """The referral comes to a state."""
        diary.act(moment(on, 12, 40), lambda session: self._move(session, state, on, None))

    def _move(self, session: Session, state: ReferralState, on: date, how: Channel | None) -> None:
        words, waits_for = SAYS[state]
        calendar = self._course.setting.calendar
        with session.reading() as work:
            deadline = on if state in ENDED else chase_on(work, self.referral, state, on)
            needs_plan = state in NEEDS_PLAN and not open_plans(work, self._course.case_id)
        deadline = calendar.next_school_day(deadline)
        review_on = deadline if deadline > on else calendar.add_school_days(on, 15)
        move = Move(
            to_state=state,
            happened_on=on,
            deadline_on=None if state in ENDED else deadline,
            deadline_what=waits_for,
            words=words,
            reason_code=REASON_NOT_ACCEPTED if state is _S.NOT_ACCEPTED else "",
            how=how,
            plan=self._plan(session, review_on) if needs_plan else None,
        )
        self._referral, _ = move_referral(session, self.referral.id, move)
        self._keep_appointment(session, state, on)
        if state in {_S.ACKNOWLEDGED, _S.NOT_ACCEPTED}:
            keep(session, self._call(on, words))

    def _keep_appointment(self, session: Session, state: ReferralState, on: date) -> None:
        """An appointment is written down when it is offered, and again when it has been."""
        if state is _S.APPOINTMENT_OFFERED:
            held_on = self._course.day(5, on)
            offered = Appointment(
                id="",
                case_id=self._course.case_id,
                referral_id=self.referral.id,
                kind=AppointmentKind.ASSESSMENT,
                held_on=held_on,
                at_time="10.15",
                place=self._service.name,
            )
            self._appointment, _ = keep(session, offered)
        elif self._appointment is not None and self._appointment.attendance is None:
            became = _BECAME.get(state)
            if became is not None:
                held_on = min(on, self._appointment.held_on)
                told = replace(self._appointment, held_on=held_on, attendance=became)
                self._appointment, _ = keep(session, told, "what became of it")

    def _call(self, on: date, words: str) -> Conversation:
        return Conversation(
            id="",
            case_id=self._course.case_id,
            happened_on=on,
            speaker=Speaker.COUNTERPART,
            how=Channel.TELEPHONE,
            said=words,
            with_whom=self._service.team or self._service.name,
            service_id=self._service.id,
            referral_id=self.referral.id,
        )

    def _plan(self, session: Session, review_on: date) -> PlanDraft:
        return PlanDraft(
            aim=self._course.told("meanwhile"),
            review_on=review_on,
            holder_id=session.actor_id,
            if_worse="Ring the service the same day, and say what has changed.",
        )


def consents(course: Course, service: Service, on: date) -> list[Record]:
    """What each person answered to each question, and what is not to be told to whom."""
    pupil, parent = course.family.pupil, course.family.parent
    if course.story.key == "hurting-arms" and course.number % 24 in {3, 9, 14}:
        return _without_consent(course, service, on)
    records: list[Record] = []
    if course.age >= 16:
        records += _answers(course, service, on, None, Standing.OWN_16_PLUS)
    elif course.age >= 13 and course.number % 7 == 3:
        records += _answers(course, service, on, None, Standing.COMPETENT_UNDER_16)
        records.append(
            Withholding(
                id=course.setting.ids.new(),
                pupil_id=pupil.id,
                about_kind="Background",
                about_id=course.background_id,
                field="life_events",
                contact_id=parent.id,
                reason="what was said about home",
                asked_on=on,
            )
        )
        return records
    else:
        records += _answers(course, service, on, None, Standing.VIEW_ONLY)
    responsible = next(
        (c for c in course.family.around if isinstance(c, Contact) and _may_answer(c)), parent
    )
    standing = Standing.LOCAL_AUTHORITY if pupil.is_in_care else Standing.PARENTAL_RESPONSIBILITY
    return [*records, *_answers(course, service, on, responsible, standing)]


def _may_answer(contact: Contact) -> bool:
    return bool(contact.has_parental_responsibility) and contact.may_be_contacted is True


def _answers(
    course: Course, service: Service, on: date, who: Contact | None, standing: Standing
) -> list[Record]:
    given: list[Record] = []
    for topic in ConsentTopic:
        if topic is ConsentTopic.OUTCOME and course.number % 6 == 5:
            answer, given_on = ConsentAnswer.REFUSED, on
        elif topic is ConsentTopic.OUTCOME and course.number % 6 == 4:
            continue  # nobody asked; the letter says so
        else:
            answer, given_on = ConsentAnswer.AGREED, on
        given.append(_answer(course, service, topic, answer, given_on, who, standing))
    return given


def _answer(
    course: Course,
    service: Service,
    topic: ConsentTopic,
    answer: ConsentAnswer,
    on: date,
    who: Contact | None,
    standing: Standing,
) -> Consent:
    competent = standing is Standing.COMPETENT_UNDER_16
    reason = (
        "{N} explained in {their} own words what the service does, what it would be told, and what "
        "could follow from going or not going. {They} asked us not to tell the family yet and has "
        "agreed to talk about it again."
    ).replace("has agreed", "agreed")
    return Consent(
        id=course.setting.ids.new(),
        case_id=course.case_id,
        topic=topic,
        answer=answer,
        service_id=None if topic is ConsentTopic.HELP else service.id,
        by_pupil=who is None,
        contact_id=None if who is None else who.id,
        standing=standing,
        how=Channel.IN_PERSON if who is None or course.number % 2 else Channel.TELEPHONE,
        given_on=on,
        taken_by=course.setting.school.lead.name,
        scope="What is in the letter, with this service" if topic is ConsentTopic.SHARE else "",
        covers=tuple(ContentPart) if topic is ConsentTopic.SHARE else (),
        competence_judged_by=course.setting.school.lead.name if competent else "",
        competence_reason=course.voice.say(reason) if competent else "",
    )


def _without_consent(course: Course, service: Service, on: date) -> list[Record]:
    said_no = _answer(
        course,
        service,
        ConsentTopic.REFER,
        ConsentAnswer.REFUSED,
        on,
        course.family.parent,
        Standing.PARENTAL_RESPONSIBILITY,
    )
    decided = Consent(
        id=course.setting.ids.new(),
        case_id=course.case_id,
        topic=ConsentTopic.REFER,
        answer=ConsentAnswer.WENT_AHEAD_WITHOUT,
        service_id=service.id,
        given_on=on,
        taken_by="Ms Ruth Hartley, designated safeguarding lead",
        ground="Risk of significant harm",
        scope="The family was told of the decision and of the reason before the letter went out.",
    )
    return [said_no, decided]
