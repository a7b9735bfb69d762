"""The i-THRIVE grouping, what tutors may know, and what to speak about at the next meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mhlead.domain.agenda import compose_agenda
from mhlead.domain.audit import Action
from mhlead.domain.codes import CaseClosing, MeetingOutcome, Thrive
from mhlead.domain.document import as_text
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import AgendaPoint, Case, MeetingItem, NeedToKnow
from mhlead.services import endings, grouping, pupils, records, unlocking
from mhlead.services.agenda import read_agenda
from tests.builders import School

DAY = timedelta(days=1)


def test_a_grouping_is_set_changed_and_taken_away_and_the_chronology_says_when(
    school: School,
) -> None:
    case = school.case()
    assert case.thrive is None
    for thrive in (Thrive.HELP, Thrive.MORE_HELP, None):
        grouping.set_thrive(school.session, case.id, thrive, "Agreed with her")
        with school.session.reading() as work:
            assert work.get(Case, case.id).thrive is thrive
    codes = [e.code for e in pupils.open_pupil(school.session, case.pupil_id).timeline]
    assert [code for code in codes if code.startswith("thrive-")] == [
        "thrive-none",
        "thrive-getting-more-help",
        "thrive-getting-help",
    ]


def test_a_grouping_that_stays_writes_nothing_and_a_closed_case_takes_none(
    school: School,
) -> None:
    case = school.case()
    assert not grouping.set_thrive(school.session, case.id, None).touched
    endings.close_case(school.session, case.id, CaseClosing.SETTLED, "Better")
    with pytest.raises(NotAllowed) as refusal:
        grouping.set_thrive(school.session, case.id, Thrive.HELP)
    assert refusal.value.code == "case-closed"


def test_tutors_are_told_only_what_the_pupil_agreed_to_and_only_so_long(school: School) -> None:
    case = school.case()
    today = school.clock.today()
    told, _ = records.keep(
        school.session, NeedToKnow("", case.id, "She may leave lessons", "Her tutors")
    )
    with pytest.raises(NotAllowed) as refusal:
        grouping.tutor_words(school.session, told.id)
    assert refusal.value.code == "not-agreed"
    agreed = replace(told, agreed_on=today, ends_on=today + 7 * DAY)
    records.keep(school.session, agreed, "She agreed")
    text = grouping.tutor_words(school.session, told.id)
    assert "Aoife O'Connor, 9K\nShe may leave lessons\nFor: Her tutors" in text
    assert "23 November 2026, until 30 November 2026" in text
    assert "Left two lessons" not in text, "nothing else of the record goes along"
    assert unlocking.history(school.session)[0].action is Action.EXPORTED
    school.clock.forward(8)
    with pytest.raises(NotAllowed) as over:
        grouping.tutor_words(school.session, told.id)
    assert over.value.code == "need-to-know-over"


def points_on_agenda(school: School) -> list[str]:
    return [p for item in read_agenda(school.session, school.service.id).items for p in item.points]


def test_a_point_stands_on_the_agenda_until_a_meeting_about_the_pupil(school: School) -> None:
    case = school.case()
    today = school.clock.today()
    point = AgendaPoint("", case.id, school.service.id, "Ask about group work", today)
    records.keep(school.session, point)
    assert points_on_agenda(school) == ["Ask about group work"]
    agenda = read_agenda(school.session, school.service.id)
    assert "Ask about group work" in as_text(compose_agenda(agenda, with_names=True))
    assert "Ask about group work" not in as_text(compose_agenda(agenda, with_names=False))
    earlier = MeetingItem("", case.id, school.service.id, today - 9 * DAY, MeetingOutcome.DISCUSSED)
    records.keep(school.session, earlier)
    assert points_on_agenda(school) == ["Ask about group work"], "an older meeting ends nothing"
    records.keep(school.session, replace(earlier, met_on=today))
    assert points_on_agenda(school) == []
    records.keep(school.session, replace(point, what="Ask about the letter"))
    assert points_on_agenda(school) == ["Ask about the letter"], "it came up after that meeting"


def test_a_point_about_a_closed_case_is_on_no_agenda(school: School) -> None:
    case = school.case()
    point = AgendaPoint("", case.id, school.service.id, "Ask", school.clock.today())
    records.keep(school.session, point)
    endings.close_case(school.session, case.id, CaseClosing.SETTLED, "Better")
    assert points_on_agenda(school) == []
