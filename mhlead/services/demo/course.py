"""The course of one fictional pupil: from the first concern to where things stand today."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from mhlead.domain.calendar import SchoolCalendar, age_in_years
from mhlead.domain.codes import (
    CaseClosing,
    Severity,
    StepKind,
)
from mhlead.domain.codes import Setting as Where
from mhlead.domain.records import (
    Concern,
    NextStep,
    Record,
)
from mhlead.services.cases import StepPlan, finish_step, open_case
from mhlead.services.demo.diary import Diary, moment
from mhlead.services.demo.people import Family, in_year_of
from mhlead.services.demo.school import School
from mhlead.services.demo.words import Story, Voice
from mhlead.services.endings import close_case
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
    safeguarding_ids: list[str] = field(default_factory=list)

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
        since_on=course.setting.calendar.add_school_days(course.opened_on, -70),
        settings=_settings(course),
        severity=(Severity.QUITE_A_LOT, Severity.A_GREAT_DEAL)[course.number % 2],
        **told,
    )


def _settings(course: Course) -> tuple[Where, ...]:
    where = course.told("where").casefold()
    is_home = "home" in where or course.number % 3 == 0
    return (Where.SCHOOL, Where.HOME) if is_home else (Where.SCHOOL,)


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
