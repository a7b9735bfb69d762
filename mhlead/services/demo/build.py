"""Builds the fictional school: the same seed and day give the same records and words."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mhlead.domain.audit import Action
from mhlead.domain.calendar import SchoolCalendar
from mhlead.domain.codes import CaseClosing, ReferralState
from mhlead.domain.records import Case, Letter, Note, Pupil, Referral, RollEntry
from mhlead.services.demo.course import Course, Setting, arrive, begin, end, review
from mhlead.services.demo.diary import Diary, moment
from mhlead.services.demo.entries import live_through
from mhlead.services.demo.paths import GAPS, Path, paths
from mhlead.services.demo.people import Births, Family, family, roll
from mhlead.services.demo.ports import HISTORY_DAYS, DemoClock
from mhlead.services.demo.referring import Sent
from mhlead.services.demo.rules import keep_year
from mhlead.services.demo.school import PUPILS_ON_ROLL, check_directory, found_school
from mhlead.services.demo.terms import calendar_around
from mhlead.services.demo.upkeep import keep_up
from mhlead.services.demo.words import Culture, Story, Voice, cultures, stories, tutors
from mhlead.services.ports import Press
from mhlead.services.session import Session

_DUE_IN = (-1, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14)
_BEFORE_DRAFT = (19, 26)
_FIRST_CASES_SETTLED = 3


@dataclass(frozen=True)
class DemoSummary:
    """How much there is.

    Attributes:
        open_cases: Pupils of concern today.
        states: Number of referrals by the state they stand in.
    """

    pupils: int
    on_roll: int
    cases: int
    open_cases: int
    referrals: int
    letters: int
    notes: int
    states: dict[str, int]


def build_demo(session: Session, press: Press, on: date, seed: int) -> DemoSummary:
    """The store holds the fictional school as it stands on a day, with its history behind it.

    Args:
        session: A new, empty store. Its clock, and the store's own, must be one `DemoClock`,
            which stands on the day afterwards; its identifiers should be `DemoIds`.
        press: What prints the letters.
        on: The day the school is looked at.
        seed: Another one gives other pupils.

    Raises:
        TypeError: the clock can't be moved.
    """
    clock = session.clock
    if not isinstance(clock, DemoClock):
        raise TypeError("the demonstration needs a clock that can be moved")
    rng = random.Random(f"school {seed}")  # noqa: S311 invented pupils
    calendar = calendar_around(on)
    clock.move_to(moment(_first_day(on, calendar), 8))
    school = found_school(session, on)
    keep_year(session, calendar)
    setting = Setting(school, calendar, session.ids, on)
    births = Births(rng, session.ids, on)
    diary = Diary()
    families = [
        _plan_pupil(diary, setting, births, press, number, path)
        for number, path in enumerate(_mixed(rng))
    ]
    checked_on = calendar.add_school_days(on, -9)
    diary.act(moment(checked_on, 10), lambda s: check_directory(s, school))
    keep_up(diary, calendar, _first_day(on, calendar), on, seed)
    diary.live(session, clock)
    _keep_roll(session, births, families)
    clock.move_to(moment(on, 8, 35))
    return summarise(session)


def summarise(session: Session) -> DemoSummary:
    """How much the store holds."""
    with session.reading() as work:
        referrals = work.find(Referral)
        states = Counter(referral.state.value for referral in referrals)
        return DemoSummary(
            pupils=work.count(Pupil),
            on_roll=work.count(RollEntry),
            cases=work.count(Case),
            open_cases=work.count(Case, is_open=True),
            referrals=len(referrals),
            letters=work.count(Letter),
            notes=work.count(Note),
            states=dict(sorted(states.items())),
        )


def _first_day(on: date, calendar: SchoolCalendar) -> date:
    return calendar.next_school_day(on - timedelta(days=HISTORY_DAYS))


def _mixed(rng: random.Random) -> list[Path]:
    """The paths in an order without pattern, the one for a pupil of eighteen last."""
    *others, grown = paths()
    rng.shuffle(others)
    return [*others, grown]


def _plan_pupil(
    diary: Diary, setting: Setting, births: Births, press: Press, number: int, path: Path
) -> Family:
    rng = births.rng
    story = _story_for(number, path)
    culture = _culture_for(number)
    practice = setting.school.practices[number % 3]
    someone = family(births, number, culture, story, practice)
    course = Course(
        someone, story, _voice(someone, rng), setting, rng, number, opened_on=setting.on
    )
    days = _spans(path, rng, is_urgent="urgency" in story.told)
    back = sum(days) + rng.randint(*path.slack)
    course.opened_on = setting.calendar.add_school_days(setting.on, -back)
    if path.closing is not None:
        course.ended_on = course.day(sum(days) + 3)
    arrive(_earlier(course, diary) if _returns(number, path) else course, diary)
    begin(course, diary)
    live_through(course, diary)
    review(course, diary, _DUE_IN[number % len(_DUE_IN)])
    if path.has_referral:
        _refer(course, diary, path, days, press)
    if path.closing is not None:
        end(course, diary, path.closing)
    return someone


def _returns(number: int, path: Path) -> bool:
    return number % 20 == 6 and path.closing is None


def _earlier(course: Course, diary: Diary) -> Course:
    """A first case, settled some months before the one of today."""
    first = Course(
        course.family,
        course.story,
        course.voice,
        course.setting,
        course.rng,
        course.number,
        opened_on=course.day(-90),
        ended_on=course.day(-45),
    )
    begin(first, diary)
    live_through(first, diary)
    review(first, diary, 0)
    end(first, diary, CaseClosing.SETTLED)
    return first


def _story_for(number: int, path: Path) -> Story:
    every = stories()
    if path.closing is CaseClosing.ADULT_SERVICES:
        return next(s for s in every if s.key == "exams-and-sleep")
    if path.states and path.states[-1] is ReferralState.REFERRED_ON:
        return next(s for s in every if s.key == "eating-alone")
    if number in {9, 27}:
        return next(s for s in every if s.key == "hurting-arms")
    return every[number % len(every)]


def _culture_for(number: int) -> Culture:
    every = cultures()
    return every[0] if number % 3 == 0 else every[1 + number * 2 // 3 % (len(every) - 1)]


def _voice(someone: Family, rng: random.Random) -> Voice:
    pupil = someone.pupil
    name = pupil.preferred_forename or pupil.forename
    return Voice(name, someone.pronouns, someone.relation, rng.choice(tutors()))


def _spans(path: Path, rng: random.Random, *, is_urgent: bool) -> list[int]:
    """School days between the opening, the draft and each state."""
    if not path.has_referral:
        return [rng.randint(25, 110)]
    first = 7 if is_urgent else rng.randint(*_BEFORE_DRAFT)
    spans = [first, *(rng.randint(*GAPS[state]) for state in path.states)]
    if path.again is not None:
        spans += [rng.randint(3, 6), *(rng.randint(*GAPS[state]) for state in path.again)]
    return spans


def _refer(course: Course, diary: Diary, path: Path, days: list[int], press: Press) -> None:
    services = course.setting.school.services
    service = services[course.story.told["service"]]
    sent = Sent(course, service, press)
    left = iter(days)
    on = course.day(next(left))
    sent.draft(diary, on)
    on = _follow(course, diary, sent, path.states, left, on)
    if path.again is not None:
        other = services["mhst" if service is not services["mhst"] else "counselling"]
        second = Sent(course, other, press, earlier=sent)
        on = course.day(next(left), on)
        second.draft(diary, on)
        _follow(course, diary, second, path.again, left, on)


def _follow(
    course: Course,
    diary: Diary,
    sent: Sent,
    states: tuple[ReferralState, ...],
    left: Iterator[int],
    on: date,
) -> date:
    """The referral goes through the states; the day it comes to the last one."""
    for state in states:
        on = course.day(next(left), on)
        if state is ReferralState.SENT:
            sent.ask(diary, course.day(-1, on))
            sent.send(diary, on)
        else:
            sent.reach(diary, state, on)
    return on


def _keep_roll(session: Session, births: Births, families: list[Family]) -> None:
    entries = roll(births, [f.pupil for f in families], PUPILS_ON_ROLL)
    with session.writing() as work:
        work.add_all(entries)
        work.log(Action.PUPILS_IMPORTED, None, {"roll": str(len(entries))})
        work.commit()
