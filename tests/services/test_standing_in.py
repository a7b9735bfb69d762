"""Who stands in for somebody away has the work on their list, and the history names both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mhlead.domain.audit import Action, AuditEntry
from mhlead.domain.records import Absence, Case, StaffMember
from mhlead.services import unlocking
from mhlead.services.cases import add_step, finish_step, hand_over, open_steps
from mhlead.services.school import save_staff
from mhlead.services.school_year import end_absence, keep_absence
from mhlead.services.session import Session
from mhlead.services.standing_in import INSTEAD_OF, stands_in_for
from mhlead.services.today import read_today
from mhlead.ui.history_words import who_words
from tests.builders import MONDAY, School
from tests.services.lives import on

DAY = timedelta(days=1)


@pytest.fixture
def away(school: School) -> Absence:
    """The lead is away, and the deputy stands in."""
    absence = Absence("", school.lead.id, school.deputy.id, MONDAY)
    return keep_absence(school.session, absence)[0]


def at_work(school: School, person: StaffMember) -> Session:
    """The same store with somebody else at work."""
    return replace(school.session, actor_id=person.id)


def newest(school: School, case: Case) -> AuditEntry:
    return unlocking.history(school.session, case.pupil_id)[0]


def test_every_due_item_of_who_is_away_is_on_the_covers_list(school: School, away: Absence) -> None:
    school.case()
    school.clock.forward(7)
    own = on(school, school.clock.today(), whose=school.lead.id)
    covers = on(school, school.clock.today(), whose=school.deputy.id)
    assert [line.reasons for line in covers] == [line.reasons for line in own] != []
    assert [line.for_whom for line in covers] == [school.lead.name]


def test_the_history_names_who_did_it_and_for_whom(school: School, away: Absence) -> None:
    case = school.case()
    cover = at_work(school, school.deputy)
    add_step(cover, case.id, school.step(days=2))
    line = newest(school, case)
    assert (line.action, line.actor_id) == (Action.CASE_CHANGED, school.deputy.id)
    assert dict(line.detail)[INSTEAD_OF] == school.lead.id
    staff = {one.id: one.name for one in (school.lead, school.deputy)}
    assert who_words(line, staff) == "Ravi Hall, standing in for Jo Marsh"


def test_their_own_pupils_and_the_time_afterwards_name_one(school: School, away: Absence) -> None:
    case = school.case()
    hand_over(school.session, case.id, school.deputy.id)
    cover = at_work(school, school.deputy)
    add_step(cover, case.id, school.step(days=2))
    assert INSTEAD_OF not in dict(newest(school, case).detail), "their own pupil"
    hand_over(school.session, case.id, school.lead.id)
    end_absence(school.session, away, MONDAY)
    school.clock.forward(1)
    with cover.reading() as work:
        [step, *_] = open_steps(work, case.id)
    finish_step(cover, step.id, "Seen")
    assert INSTEAD_OF not in dict(newest(school, case).detail), "the lead is back"


def test_cover_reaches_through_a_second_absence_and_ends_with_it() -> None:
    first = Absence("1", "ann", "bo", MONDAY, MONDAY + 4 * DAY)
    second = Absence("2", "bo", "cy", MONDAY + DAY)
    assert stands_in_for("bo", [first, second], MONDAY) == {"ann"}
    assert stands_in_for("cy", [first, second], MONDAY) == frozenset()
    assert stands_in_for("cy", [first, second], MONDAY + DAY) == {"ann", "bo"}
    assert stands_in_for("cy", [first, second], MONDAY + 5 * DAY) == {"bo"}
    there_and_back = Absence("3", "cy", "ann", MONDAY)
    assert stands_in_for("ann", [first, second, there_and_back], MONDAY + DAY) == {"bo", "cy"}


def test_lead_and_deputy_look_at_each_others_lists(school: School) -> None:
    deputy, _ = save_staff(school.session, replace(school.deputy, is_user=True))
    school.case(school.pupil("Ann"))
    other = school.case(school.pupil("Bea"))
    hand_over(school.session, other.id, deputy.id, with_steps=True)
    school.clock.forward(7)
    for here, there, name in ((school.lead, deputy, "Bea"), (deputy, school.lead, "Ann")):
        session = at_work(school, here)
        assert {one.staff_id for one in read_today(session).people} == {here.id, there.id}
        lines = [line for line in read_today(session, there.id).lines if line.pupil_id]
        assert [line.name.split()[0] for line in lines] == [name]
