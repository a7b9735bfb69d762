"""The course of one fictional pupil: from the first concern to where things stand today."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from mhlead.domain.calendar import SchoolCalendar, age_in_years
from mhlead.domain.codes import CaseClosing, NoteKind, StepKind
from mhlead.domain.records import (
    Background,
    Concern,
    NextStep,
    Note,
    Record,
    RiskEntry,
    SchoolPicture,
    SupportAction,
)
from mhlead.services.cases import StepPlan, close_case, finish_step, open_case
from mhlead.services.demo.diary import Diary, moment
from mhlead.services.demo.people import Family, in_year_of
from mhlead.services.demo.school import School
from mhlead.services.demo.words import Story, Voice
from mhlead.services.ports import Ids
from mhlead.services.records import keep
from mhlead.services.session import Session

_STEPS = (
    (StepKind.SEE_PUPIL, "See {N} for ten minutes"),
    (StepKind.RING_FAMILY, "Ring {their} {parent}: how are things at home?"),
    (StepKind.REVIEW, "Look at the plan with {N}"),
    (StepKind.OTHER, "Ask {tutor} how the week went"),
)
_OUTCOMES = (
    "Saw {N}; a steady week. Nothing new to write down.",
    "Spoke to {their} {parent}, who had noticed the same as we had.",
    "{N} asked to keep things as they are for now.",
    "Talked it through with {tutor}; two teachers will try a quieter start.",
)


@dataclass
class Setting:
    """What every course shares."""

    school: School
    calendar: SchoolCalendar
    ids: Ids
    on: date


@dataclass
class Course:
    """One case of one pupil.

    Attributes:
        opened_on: The day of the first concern.
        ended_on: The day it closes, or None.
        case_id: Known once the case is open.
    """

    family: Family
    story: Story
    voice: Voice
    setting: Setting
    rng: random.Random
    number: int
    opened_on: date
    ended_on: date | None = None
    case_id: str = ""
    background_id: str = ""

    def day(self, count: int, since: date | None = None) -> date:
        """The school day that many school days after the opening, or after another day."""
        return self.setting.calendar.add_school_days(since or self.opened_on, count)

    def told(self, name: str) -> str:
        """A text of the situation about this pupil."""
        return self.voice.say(self.story.text(name, self.rng))

    @property
    def last_on(self) -> date:
        """The last day anything can happen on: the demonstration's own day is still ahead."""
        return self.ended_on or self.day(-1, self.setting.on)

    @property
    def age(self) -> int:
        """Years of age when the case opened."""
        born_on = self.family.pupil.born_on
        return age_in_years(born_on, self.opened_on) if born_on else 0


def arrive(course: Course, diary: Diary) -> None:
    """The pupil and the people round them are brought in on the morning the case opens."""
    people = [in_year_of(course.family.pupil, course.opened_on), *course.family.around]
    diary.write(moment(course.opened_on, 8, 40), lambda: people)
    day = course.setting.calendar.next_school_day(date(course.opened_on.year, 9, 1))
    while day <= course.last_on:
        if day > course.opened_on:
            moved = in_year_of(course.family.pupil, day)
            diary.act(moment(day, 8, 20), partial(_keep, record=moved, reason="new school year"))
        day = course.setting.calendar.next_school_day(date(day.year + 1, 9, 1))


def _keep(session: Session, record: Record, reason: str) -> None:
    keep(session, record, reason)


def begin(course: Course, diary: Diary) -> None:
    """The case opens with its concern and first step."""
    owner = course.setting.school.lead if course.number % 4 else course.setting.school.deputy
    concern = _concern(course)
    first = StepPlan(
        StepKind.SEE_PUPIL,
        course.voice.say("See {N}, and ask {them} who should be told"),
        course.day(3),
        owner.id,
    )

    def open_it(session: Session) -> None:
        pupil_id = course.family.pupil.id
        course.case_id = open_case(session, pupil_id, concern, owner.id, first)[0].id

    diary.act(moment(course.opened_on, 15, 45), open_it)


def _concern(course: Course) -> Concern:
    fields = (
        "opinion pupil_words since how_often where why_now effect_on_lessons "
        "effect_on_attendance effect_on_friends effect_on_home effect_on_sleep effect_on_eating "
        "strengths pupil_hopes family_hopes"
    )
    told: dict[str, Any] = {name: course.told(name) for name in fields.split()}
    raised_by = course.voice.tutor + ", form tutor"
    if course.number % 5 == 2:
        raised_by = course.voice.say("{N}’s {parent}, by telephone")
    return Concern(
        id="",
        case_id="",
        noticed_on=course.setting.calendar.add_school_days(course.opened_on, -2),
        raised_by=raised_by,
        primary_need=course.story.told["need"],
        other_needs=tuple(course.story.told.get("other_needs", ())),
        seen=course.told("seen"),
        **told,
    )


def live_through(course: Course, diary: Diary) -> None:
    """Notes, support, risk, background and school pictures, each on its day."""
    diary.write(moment(course.day(3), 15, 30), partial(_risk, course))
    diary.write(moment(course.day(5), 16), partial(_background, course))
    diary.write(moment(course.day(6), 11), partial(_picture, course))
    for part, given in zip(course.story.parts("support"), (12, 15, 18), strict=False):
        written_on = course.day(given)
        if written_on <= course.last_on:
            diary.write(moment(written_on, 12, 10), partial(_support, course, part, written_on))
    _write_notes(course, diary)


def _write_notes(course: Course, diary: Diary) -> None:
    told = list(course.story.parts("note"))
    course.rng.shuffle(told)
    day = course.day(4)
    for part in told:
        if day > course.last_on:
            return
        at = moment(day, course.rng.randrange(9, 17), course.rng.randrange(60))
        diary.write(at, partial(_note, course, part, day))
        day = course.day(course.rng.randrange(5, 26), day)


def _note(course: Course, part: dict[str, object], on: date) -> Note:
    said_by = course.voice.say(str(part.get("said_by", "")))
    kind = NoteKind(str(part["kind"]))
    if kind is NoteKind.PUPIL_WORDS:
        said_by = course.voice.name
    return Note(
        id=course.setting.ids.new(),
        case_id=course.case_id,
        happened_on=on,
        kind=kind,
        text=course.voice.say(str(part["text"])),
        title=course.voice.say(str(part.get("title", ""))),
        said_by=said_by,
        is_safeguarding=bool(part.get("safeguarding", False)),
    )


def _risk(course: Course) -> RiskEntry:
    on = course.day(3)
    asked = on if course.story.told["risk"] != "seen" else None
    who = course.setting.school.lead.name
    spoke = bool(course.story.told.get("spoke"))
    own_words = course.story.told["risk"] in {"said", "thoughts"}
    return RiskEntry(
        id=course.setting.ids.new(),
        case_id=course.case_id,
        said_or_seen=course.told("risk_said"),
        happened_on=on,
        whose_words=course.voice.name if own_words else who if not asked else "",
        asked_by=who if asked else "",
        asked_on=asked,
        not_asked="" if asked else "Thoughts of self-harm: the moment was not right",
        keeps_safe=course.told("keeps_safe"),
        who_knows=course.told("who_knows"),
        plan=course.told("plan"),
        plan_on=on if course.told("plan") else None,
        spoke_to_service=spoke or None,
        spoke_to=f"{course.story.text('spoke', course.rng)}, CAMHS access team" if spoke else "",
        spoke_on=on if spoke else None,
        advice=course.told("advice"),
    )


def _background(course: Course) -> Background:
    names = "medical medication development family_health life_events"
    seen_before = "Not as far as the family and we know"
    course.background_id = course.setting.ids.new()
    return Background(
        id=course.background_id,
        case_id=course.case_id,
        seen_by_camhs_before=seen_before,
        **{name: course.told(name) for name in names.split()},
    )


def _picture(course: Course) -> SchoolPicture:
    low, high = course.story.told["attendance"]
    return SchoolPicture(
        id=course.setting.ids.new(),
        case_id=course.case_id,
        as_of_on=course.day(6),
        attendance_percent=course.rng.randint(low, high),
        attendance_period="of sessions in the last twelve school weeks",
        attainment=course.told("attainment"),
        changes=course.told("changes"),
    )


def _support(course: Course, part: dict[str, object], on: date) -> SupportAction:
    weeks = int(str(part["weeks"]))
    return SupportAction(
        id=course.setting.ids.new(),
        case_id=course.case_id,
        what=course.voice.say(str(part["what"])),
        from_on=course.day(-5 * weeks, on),
        to_on=course.day(-1, on),
        by_whom=course.voice.say(str(part["by"])),
        result=course.voice.say(str(part["result"])),
    )


def review(course: Course, diary: Diary, due_in: int) -> None:
    """Steps are done and followed by the next, until the case closes or the last one is due.

    Args:
        course: The course.
        diary: Where it is written.
        due_in: School days from the demonstration's day to the last step's; below 0 is overdue.
    """
    final = course.day(due_in, course.setting.on)
    due = course.day(3)
    while due < course.last_on:
        following = course.day(course.rng.randrange(8, 18), due)
        if course.ended_on is None and following >= course.day(-6, course.setting.on):
            following = max(final, course.day(1, due))
            _finish(course, diary, due, following)
            return
        _finish(course, diary, due, following)
        due = following


def _finish(course: Course, diary: Diary, due: date, following: date) -> None:
    kind, what = course.rng.choice(_STEPS)
    outcome = course.voice.say(course.rng.choice(_OUTCOMES))

    def finish(session: Session) -> None:
        step = _open_step(session, course.case_id)
        plan = StepPlan(kind, course.voice.say(what), following, step.holder_id)
        finish_step(session, step.id, outcome, plan)

    diary.act(moment(due, 15, 50), finish)


def _open_step(session: Session, case_id: str) -> NextStep:
    with session.reading() as work:
        found: Sequence[NextStep] = work.find(NextStep, case_id=case_id, is_open=True)
    return min(found, key=lambda step: (step.due_on, step.id))


def end(course: Course, diary: Diary, closing: CaseClosing) -> None:
    """The case closes, and where the pupil left, the day they left is kept."""
    words = {
        CaseClosing.LEFT_SCHOOL: "Moved with the family; the file was passed on and received.",
        CaseClosing.ADULT_SERVICES: "The adult team holds it now; a joint meeting took place.",
        CaseClosing.HELPED_ELSEWHERE: "{N} found somebody to talk to outside school.",
    }.get(closing, "")
    text = course.voice.say(words) if words else course.told("closing")
    day = course.last_on

    def close(session: Session) -> None:
        close_case(session, course.case_id, closing, text)
        if closing in {CaseClosing.LEFT_SCHOOL, CaseClosing.ADULT_SERVICES}:
            left = replace(in_year_of(course.family.pupil, day), left_on=day)
            keep(session, left, "left the school")

    diary.act(moment(day, 16, 30), close)
