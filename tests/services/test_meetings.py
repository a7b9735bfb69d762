"""The meeting's list: who stands on it, who can be added, and what it came to kept as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mhlead.domain.agenda import compose_agenda
from mhlead.domain.codes import MeetingOutcome, ServiceKind
from mhlead.domain.document import as_text
from mhlead.domain.errors import MhleadError, NotAllowed
from mhlead.domain.meeting import Recorded
from mhlead.domain.records import Case, MeetingItem, Service
from mhlead.services import records
from mhlead.services.agenda import read_agenda
from mhlead.services.endings import close_case
from mhlead.services.meetings import keep_meeting, read_meeting
from tests.builders import MONDAY, School
from tests.services.lives import S, on, quiet_case, reason_on, referral_in

O = MeetingOutcome  # noqa: E741 - as short as S


@pytest.fixture
def team(school: School) -> Service:
    """A Mental Health Support Team, which takes pupils on at its meeting."""
    kept, _ = records.keep(
        school.session, Service("", ServiceKind.MHST, "Harbour MHST", checked_on=MONDAY)
    )
    return kept


def met(case: Case, service: Service, outcome: MeetingOutcome, day: date = MONDAY) -> MeetingItem:
    return MeetingItem("", case.id, service.id, day, outcome, "Six sessions")


def test_a_draft_to_a_support_team_is_on_its_list_and_to_another_service_is_not(
    school: School, team: Service
) -> None:
    draft = quiet_case(school, forename="Ann")
    referral_in(school, draft, S.DRAFT, sent=False, service_id=team.id)
    elsewhere = quiet_case(school, forename="Bea")
    referral_in(school, elsewhere, S.DRAFT, sent=False)
    found = read_meeting(school.session, team.id)
    assert [item.name.split()[0] for item in found.items] == ["Ann"]
    assert found.items[0].question == "Is this one for you? What do you advise?"
    assert [item.name.split()[0] for item in found.others] == ["Bea"]
    assert read_meeting(school.session, school.service.id).items == ()


def test_what_it_came_to_is_kept_for_all_of_them_in_one_step(school: School, team: Service) -> None:
    cases = {name: quiet_case(school, forename=name) for name in ("Ann", "Bea", "Cy", "Di", "Ed")}
    changes = keep_meeting(
        school.session,
        [met(case, team, outcome) for case, outcome in zip(cases.values(), O, strict=True)],
    )
    assert sum(kind == "MeetingItem" for kind, _ in changes.touched) == 5
    found = read_meeting(school.session, team.id)
    assert found.counts == dict.fromkeys(O, 1)
    assert found.recorded[cases["Ann"].id] == Recorded(O.DISCUSSED, "Six sessions")
    names = {item.name.split()[0] for item in found.items}
    assert names == {"Ann", "Bea", "Cy", "Di"}, "who was stepped down is no longer on the list"
    assert [item.name.split()[0] for item in found.others] == ["Ed"], "and can be put back on it"


def test_a_new_day_asks_again_and_a_new_school_year_counts_from_nought(
    school: School, team: Service
) -> None:
    case = quiet_case(school)
    keep_meeting(school.session, [met(case, team, O.AGREED)])
    school.clock.forward(7)
    later = read_meeting(school.session, team.id)
    assert later.recorded == {}
    assert later.items[0].last_outcome is O.AGREED
    assert later.counts[O.AGREED] == 1
    school.clock.on = date(2027, 9, 6)
    next_year = read_meeting(school.session, team.id)
    assert (next_year.year_from, next_year.counts[O.AGREED]) == (date(2027, 9, 1), 0)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(MhleadError) as refusal:
        act()
    return getattr(refusal.value, "code", "")


def test_one_fault_and_none_of_it_is_kept(school: School, team: Service) -> None:
    sound, closed = quiet_case(school, forename="Ann"), quiet_case(school, forename="Bea")
    from mhlead.domain.codes import CaseClosing

    close_case(school.session, closed.id, CaseClosing.SETTLED, "Better")
    both = [met(sound, team, O.AGREED), met(closed, team, O.AGREED)]
    assert refused(lambda: keep_meeting(school.session, both)) == "case-closed"
    tomorrow = met(sound, team, O.AGREED, date(2026, 11, 24))
    assert refused(lambda: keep_meeting(school.session, [tomorrow])) == "in-future"
    with pytest.raises(NotAllowed, match="nothing-said"):
        keep_meeting(school.session, [])
    assert not any(read_meeting(school.session, team.id).counts.values())


def test_a_meeting_about_a_pupil_passed_from_one_to_the_next_clears_today(
    school: School,
) -> None:
    from mhlead.domain.today_views import Why

    case = quiet_case(school)
    first = referral_in(school, case, S.WITHDRAWN)
    second = referral_in(school, case, S.WITHDRAWN, earlier_id=first.id)
    referral_in(school, case, S.SENT, earlier_id=second.id)
    assert reason_on(school, MONDAY, Why.BOUNCED)
    keep_meeting(school.session, [met(case, school.service, O.DISCUSSED)])
    assert reason_on(school, MONDAY, Why.BOUNCED) is None
    assert on(school, MONDAY) is not None


def test_on_paper_a_support_teams_list_has_the_outcomes_to_ring(
    school: School, team: Service
) -> None:
    case = quiet_case(school)
    referral_in(school, case, S.DRAFT, sent=False, service_id=team.id)
    referral_in(school, case, S.SENT)
    choice = "Discussed · Agreed · Slot offered · Step up · Step down"
    printed = as_text(compose_agenda(read_agenda(school.session, team.id), with_names=False))
    assert "Ring what it came to" in printed
    assert choice in printed
    other = read_agenda(school.session, school.service.id)
    assert choice not in as_text(compose_agenda(other, with_names=False))
