"""A referral that stands where it stood is chased: the call is kept and the clock starts anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import Channel, Speaker
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import CaseEvent, Conversation, Referral
from mhlead.domain.today_views import Why
from mhlead.services import chasing
from mhlead.services.chasing import LookAgain
from tests.builders import MONDAY, School
from tests.services.lives import S, comes_on, quiet_case, reason_on, referral_in

DAY = timedelta(days=1)


def a_call(referral: Referral, on: date, **more: object) -> Conversation:
    told = Conversation(
        "",
        "",
        on,
        Speaker.COUNTERPART,
        Channel.TELEPHONE,
        "They look into it",
        referral_id=referral.id,
    )
    return replace(told, **more)  # type: ignore[arg-type]


def now(school: School, referral: Referral) -> Referral:
    with school.session.reading() as work:
        return work.get(Referral, referral.id)


@pytest.fixture
def sent(school: School) -> Referral:
    return referral_in(school, quiet_case(school), S.SENT, deadline_on=MONDAY)


def test_a_chased_referral_leaves_today_until_its_new_day(school: School, sent: Referral) -> None:
    assert reason_on(school, MONDAY, Why.NOT_ACKNOWLEDGED)
    again = LookAgain(MONDAY + 3 * DAY, "Ring Mr Bello")
    kept, _ = chasing.log_chase(school.session, a_call(sent, MONDAY), again)
    assert (kept.case_id, kept.service_id) == (sent.case_id, sent.service_id)
    assert now(school, sent).state is S.SENT
    assert now(school, sent).deadline_what == "Ring Mr Bello"
    comes_on(school, MONDAY + 3 * DAY, Why.NOT_ACKNOWLEDGED)


@pytest.mark.parametrize(
    ("again", "field"),
    [
        (None, "deadline_on"),
        (LookAgain(None, "Ring"), "deadline_on"),
        (LookAgain(MONDAY - DAY, "Ring"), "deadline_on"),
        (LookAgain(MONDAY, "  "), "deadline_what"),
    ],
)
def test_a_call_that_leaves_no_day_is_refused_whole(
    school: School, sent: Referral, again: LookAgain | None, field: str
) -> None:
    with pytest.raises(FieldRefused) as refusal:
        chasing.log_chase(school.session, a_call(sent, MONDAY), again)
    assert refusal.value.field == field
    assert now(school, sent) == sent
    with school.session.reading() as work:
        assert work.count(Conversation) == 0


def test_a_call_after_the_end_is_kept_and_wakes_nothing(school: School) -> None:
    ended = referral_in(school, quiet_case(school), S.CLOSED_BEFORE_SEEN)
    again = LookAgain(MONDAY, "Ring")
    chasing.log_chase(school.session, a_call(ended, MONDAY, speaker=Speaker.PUPIL), again)
    assert now(school, ended) == ended
    assert reason_on(school, MONDAY + 30 * DAY, Why.CLOSED_UNSEEN) is None


def test_another_day_needs_a_reason_that_is_kept(school: School, sent: Referral) -> None:
    again = LookAgain(MONDAY + 7 * DAY, "Ring")
    with pytest.raises(NotAllowed):
        chasing.set_day(school.session, sent.id, again, " ")
    chasing.set_day(school.session, sent.id, again, "Their line is closed this week")
    assert now(school, sent).deadline_on == again.on
    with school.session.reading() as work:
        events = work.find(CaseEvent, case_id=sent.case_id)
    assert ("deadline-moved", "Their line is closed this week") in {
        (event.what, event.words) for event in events
    }


def test_what_has_ended_gets_no_day(school: School) -> None:
    ended = referral_in(school, quiet_case(school), S.NOT_ACCEPTED)
    with pytest.raises(NotAllowed) as refusal:
        chasing.set_day(school.session, ended.id, LookAgain(MONDAY, "Ring"), "Hope")
    assert refusal.value.code == "referral-ended"
