"""The fictional school is believable, keeps every rule, and is the same each time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from mhlead.documents import press as real_press
from mhlead.domain.believed import Side
from mhlead.domain.calendar import is_working_day
from mhlead.domain.codes import ConsentAnswer, ConsentTopic, ReferralState, Speaker
from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.records import (
    ALL_KINDS,
    Case,
    Consent,
    Conversation,
    Letter,
    NextStep,
    Note,
    PlanReview,
    Pupil,
    Referral,
    ReferralEvent,
    RollEntry,
)
from mhlead.domain.today_views import EVERYBODY, Why
from mhlead.services import unlocking
from mhlead.services.demo import DemoClock, DemoIds, DemoSummary, build_demo
from mhlead.services.demo.terms import calendar_around
from mhlead.services.demo.words import PRONOUNS, Voice, stories
from mhlead.services.letters import issuing
from mhlead.services.session import Session
from mhlead.services.summary.calendars import read_calendar
from mhlead.services.summary.figures import school_figures
from mhlead.services.today import read_today
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import Argon2Cost
from tests.services import figure_checks

ON = date(2026, 11, 23)
FLOOR = Argon2Cost(memory_kib=19 * 1024, passes=2, lanes=1)

NOT_SHOWN = {ReferralState.PUPIL_DIED}  # nobody should meet it in a demonstration


class PlainPress:
    """Prints nothing: the letters are looked at as facts, and one is set by the real press."""

    def render(self, document: object, *, draft: bool = False) -> bytes:
        return b"%PDF-" + repr(document).encode()

    def page_count(self, pdf: bytes) -> int:
        return 2

    def shown_picture(self, data: bytes) -> bytes:
        return data

    def missing_characters(self, text: str) -> tuple[str, ...]:
        return ()


def made(folder: Path, seed: int, on: date) -> tuple[Session, DemoSummary]:
    clock = DemoClock(on)
    session = unlocking.make_store(
        EncryptedStores(clock.now, FLOOR),
        clock,
        DemoIds(seed),
        folder,
        "fictional school for looking round",
    )
    return session, build_demo(session, PlainPress(), on, seed)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, DemoSummary]]:
    session, summary = made(tmp_path_factory.mktemp("demo") / "store", 1, ON)
    yield session, summary
    session.store.close()


@pytest.fixture(scope="module")
def all_of(school: tuple[Session, DemoSummary]) -> Callable[[type], list[Any]]:
    def find(kind: type) -> list[Any]:
        with school[0].reading() as work:
            return work.find(kind)

    return find


def everything(session: Session) -> dict[str, list[Any]]:
    with session.reading() as work:
        return {kind.__name__: work.find(kind) for kind in ALL_KINDS}


def test_it_is_a_school_of_nine_hundred_with_sixty_pupils_of_concern(
    school: tuple[Session, DemoSummary],
) -> None:
    summary = school[1]
    assert (summary.pupils, summary.on_roll) == (60, 900)
    assert summary.open_cases >= 45
    assert summary.letters >= 40
    assert summary.notes >= 150


def test_every_state_of_a_referral_occurs(school: tuple[Session, DemoSummary]) -> None:
    assert set(school[1].states) == set(ReferralState) - NOT_SHOWN


def test_the_store_verifies(school: tuple[Session, DemoSummary]) -> None:
    assert school[0].store.verify().faults == ()


def test_the_clock_stands_on_the_day_and_nothing_is_written_after_it(
    school: tuple[Session, DemoSummary], all_of: Callable[[type], list[Any]]
) -> None:
    assert school[0].clock.today() == ON
    assert all(event.at.date() < ON for event in all_of(ReferralEvent))
    assert max(note.happened_on for note in all_of(Note)) < ON
    with school[0].reading() as work:
        entries = work.history(limit=10_000)
    moments = [entry.at for entry in reversed(entries)]
    assert moments == sorted(moments)
    assert (ON - moments[0].date()).days > 540


def test_the_same_seed_and_day_give_the_same_records(
    tmp_path: Path, school: tuple[Session, DemoSummary]
) -> None:
    again, _ = made(tmp_path / "store", 1, ON)
    try:
        assert everything(again) == everything(school[0])
    finally:
        again.store.close()


def test_another_seed_and_day_give_another_school_in_every_state(tmp_path: Path) -> None:
    session, summary = made(tmp_path / "store", 7, date(2027, 5, 4))
    try:
        assert set(summary.states) == set(ReferralState) - NOT_SHOWN
        assert session.store.verify().faults == ()
    finally:
        session.store.close()


def test_every_step_and_move_is_on_a_school_day(all_of: Callable[[type], list[Any]]) -> None:
    calendar = calendar_around(ON)
    for step in all_of(NextStep):
        assert calendar.is_school_day(step.due_on), step.due_on
    for event in all_of(ReferralEvent):
        assert calendar.is_school_day(event.happened_on)
    for referral in all_of(Referral):
        if referral.sent_on is not None and referral.deadline_on is not None:
            assert is_working_day(referral.deadline_on)


def test_nothing_is_due_or_written_in_a_closed_case(all_of: Callable[[type], list[Any]]) -> None:
    closed = {case.id: case.closed_on for case in all_of(Case) if not case.is_open}
    assert len(closed) >= 8
    assert not [s for s in all_of(NextStep) if s.is_open and s.case_id in closed]
    for note in all_of(Note):
        if note.case_id in closed:
            assert note.happened_on <= closed[note.case_id]


def test_consent_or_a_decision_stands_before_each_letter(
    all_of: Callable[[type], list[Any]],
) -> None:
    settling = {ConsentAnswer.AGREED, ConsentAnswer.WENT_AHEAD_WITHOUT}
    asked: dict[tuple[str, str], list[date]] = {}
    for consent in all_of(Consent):
        if consent.topic is ConsentTopic.REFER and consent.answer in settling:
            asked.setdefault((consent.case_id, consent.service_id), []).append(consent.given_on)
    for letter in all_of(Letter):
        assert min(asked[letter.case_id, letter.service_id]) < letter.at.date()


def test_some_went_ahead_without_consent_and_say_why(all_of: Callable[[type], list[Any]]) -> None:
    decided = [c for c in all_of(Consent) if c.answer is ConsentAnswer.WENT_AHEAD_WITHOUT]
    assert decided
    assert all(c.ground and c.taken_by for c in decided)


def test_some_work_is_overdue_some_is_due_today_and_some_is_not_yet(
    all_of: Callable[[type], list[Any]],
) -> None:
    due = [step.due_on for step in all_of(NextStep) if step.is_open]
    assert min(due) < ON < max(due)
    assert ON in due


def test_nothing_of_the_school_makes_its_clock_doubtful(
    school: tuple[Session, DemoSummary],
) -> None:
    assert school[0].store.clock_trust().side is Side.RIGHT


def test_it_looks_like_a_school_that_keeps_up(school: tuple[Session, DemoSummary]) -> None:
    today = read_today(school[0], EVERYBODY)
    assert 3 <= today.overdue <= today.open_cases // 5
    assert today.due_today >= 3
    reasons = [reason for line in today.lines for reason in line.reasons if line.pupil_id]
    assert min(reason.due_on for reason in reasons) >= ON - timedelta(days=14)
    assert {reason.why for reason in reasons} >= {Why.PLAN_REVIEW, Why.NOT_ACKNOWLEDGED}


def test_plans_are_reviewed_and_services_rung(all_of: Callable[[type], list[Any]]) -> None:
    assert len(all_of(PlanReview)) >= 40
    assert [c for c in all_of(Conversation) if c.speaker is Speaker.FAMILY]
    assert [r for r in all_of(Referral) if r.followed_up_on]


def test_every_name_and_word_of_the_letters_can_be_printed(
    all_of: Callable[[type], list[Any]],
) -> None:
    for letter in all_of(Letter):
        assert not real_press.missing_characters(letter.facts), letter.id


def test_a_letter_of_it_is_set_by_the_real_press(
    school: tuple[Session, DemoSummary], all_of: Callable[[type], list[Any]]
) -> None:
    draft = next(r for r in all_of(Referral) if r.state is ReferralState.SENT)
    shown = issuing.draft_letter(school[0], real_press, LetterOrder(draft.id))  # type: ignore[arg-type]
    assert shown.pdf.startswith(b"%PDF")
    assert not shown.unprintable
    assert shown.may_be_issued


def test_names_of_many_scripts_and_languages_are_among_the_pupils(
    all_of: Callable[[type], list[Any]],
) -> None:
    people = [*all_of(Pupil), *all_of(RollEntry)]
    letters_used = set("".join(p.surname + p.forename for p in people))
    for sign in "ŁễọḤŞȚПíç’":
        assert sign in letters_used, sign


def test_every_number_and_address_is_one_kept_for_fiction(
    school: tuple[Session, DemoSummary],
) -> None:
    told = repr({k: v for k, v in everything(school[0]).items() if k not in {"Letter"}})
    for number in re.findall(r"'(0\d[\d ]{8,})'", told):
        assert re.fullmatch(r"01632 960\d{3}|07700 900\d{3}|020 7946 0\d{3}", number), number
    for address in re.findall(r"[\w.]+@([\w.]+)", told):
        assert address.endswith("example.org"), address
    assert all(n.startswith("999") for n in re.findall(r"nhs_number='(\d+)'", told))


@pytest.mark.parametrize("pronouns", PRONOUNS)
def test_every_sentence_takes_every_pronoun(pronouns: str) -> None:
    voice = Voice("Sam", pronouns, "mother", "Mr Patel")

    def say_all(told: object) -> None:
        if isinstance(told, str):
            said = voice.say(told)
            assert "{" not in said
            assert not re.search(
                r"\b(they was|he are|she are|they is|he were|she were)\b", said, re.I
            )
        elif isinstance(told, list):
            for each in told:
                say_all(each)
        elif isinstance(told, dict):
            for each in told.values():
                say_all(each)

    for story in stories():
        say_all(story.told)


def test_the_school_neither_diagnoses_nor_grades_risk() -> None:
    told = json.dumps([story.told for story in stories()], ensure_ascii=False).casefold()
    graded = r"(high|low|medium|moderate)[ -]risk|superficial|attention.seeking|manipulative"
    assert not re.search(graded, told)
    assert not re.search(r"\bhas (anorexia|adhd|ocd|autism|ptsd|depression)\b", told)


def test_the_figures_of_its_work_are_found_again_by_another_path(
    school: tuple[Session, DemoSummary],
) -> None:
    session, raw = school[0], figure_checks.everything(school[0])
    calendar = read_calendar(session, CalendarKind.QUARTERS)
    for period in [one for one in calendar.periods if one.first_on <= ON][-4:]:
        figures = school_figures(session, CalendarKind.QUARTERS, [period.code])
        assert figures.as_of == min(period.last_on, ON)
        figure_checks.check(figures, raw)
    [profile] = raw["SchoolProfile"]
    assert figures.reach.whole == profile.pupils_on_roll
