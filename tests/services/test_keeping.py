"""Nothing kept is overwritten unseen, left without what it stands on, or kept beyond its bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mhlead.domain.codes import Channel, ReferralState
from mhlead.domain.errors import Changed, FieldRefused, NotAllowed
from mhlead.domain.records import Concern, Service, StaffMember
from mhlead.services import cases, records, referrals
from mhlead.services.letters import log as letter_log
from mhlead.services.referrals import Move
from tests.builders import School


def concern_of(school: School) -> Concern:
    with school.session.reading() as work:
        return work.find(Concern)[0]


def test_a_stale_page_never_overwrites_a_newer_wording(school: School) -> None:
    school.case()
    read = concern_of(school)
    first = replace(read, seen="What one window wrote.")
    records.keep(school.session, first, "Found out more", before=read)
    with pytest.raises(Changed):
        records.keep(school.session, replace(read, seen="Another."), "Too", before=read)
    assert concern_of(school) == first
    records.keep(school.session, replace(first, seen="Then this."), "Again", before=first)


def test_a_stale_page_never_brings_back_what_was_removed(school: School) -> None:
    school.case()
    read = concern_of(school)
    records.remove(school.session, Concern, read.id, "Wrong pupil")
    with pytest.raises(Changed):
        records.keep(school.session, replace(read, seen="More."), "More", before=read)


def test_nothing_is_removed_that_a_case_or_referral_stands_on(school: School) -> None:
    school.referral()
    for kind, record_id in ((Service, school.service.id), (StaffMember, school.lead.id)):
        with pytest.raises(NotAllowed) as refusal:
            records.remove(school.session, kind, record_id, "Tidying up")
        assert refusal.value.code == "in-use"
    records.remove(school.session, StaffMember, school.deputy.id, "Entered twice")


@pytest.mark.parametrize("words", ["a\x1b[2Jb", "a\0b", "x" * 30_000], ids=["esc", "nul", "long"])
def test_words_beside_a_record_keep_its_bounds(school: School, words: str) -> None:
    referral = school.referral()
    issued, _ = school.issue(referral.id)
    concern, today = concern_of(school), school.clock.today()

    def move(what: str, why: str) -> None:
        planned = Move(ReferralState.SENT, today, today, what, why, how=Channel.POST)
        referrals.move_referral(school.session, referral.id, planned)

    attempts: list[Callable[[], object]] = [
        lambda: cases.hand_over(school.session, referral.case_id, school.lead.id, words),
        lambda: records.keep(school.session, replace(concern, since="May"), words),
        lambda: records.remove(school.session, Concern, concern.id, words),
        lambda: move("Ring", words),
        lambda: move(words, "Why"),
        lambda: letter_log.record_sending(
            school.session, issued.letter.id, Channel.POST, today, words
        ),
    ]
    for attempt in attempts:
        with pytest.raises(FieldRefused) as refusal:
            attempt()
        assert refusal.value.field
        assert refusal.value.code in {"too-long", "control-character"}
