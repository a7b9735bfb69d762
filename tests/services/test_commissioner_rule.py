"""The commissioner's rule: asked for in their words, kept for them, held to by every summary."""

from __future__ import annotations

import dataclasses

import pytest

from mhlead.domain.errors import NotAllowed, SummaryRefused
from mhlead.domain.records import SchoolProfile
from mhlead.domain.release.rules import NamedRule, SmallNumbers
from mhlead.services import commissioner_rule, records, releases
from mhlead.services.commissioner_rule import AskedRule
from tests.builders import School
from tests.parts.releases import HidesAll, invented, order, tools

BOARD = "NHS Cheshire and Merseyside Integrated Care Board"
TWELVE = invented(12)


def commissioned(school: School, name: str) -> None:
    with school.session.reading() as work:
        (profile,) = work.find(SchoolProfile)
    records.keep(school.session, dataclasses.replace(profile, commissioner=name))


def made(school: School, threshold: int | None = None):
    with_tools = dataclasses.replace(tools(*TWELVE), guard=HidesAll())
    small = (
        commissioner_rule.read_rule(school.session).small
        if threshold is None
        else SmallNumbers(threshold)
    )
    wanted = dataclasses.replace(order(), small=small)
    return releases.prepare_release(school.session, with_tools, wanted)


def test_without_a_rule_the_safe_one_holds(school: School) -> None:
    held = commissioner_rule.read_rule(school.session)
    assert (held.small.threshold, held.kept) == (5, None)
    sheet = made(school).sheet
    assert sheet.rule.startswith("Numbers under 5, none among them, are hidden (as NHS England")


def test_a_rule_is_kept_for_the_commissioner_it_was_asked_by(school: School) -> None:
    commissioned(school, " ")
    with pytest.raises(NotAllowed, match="no-commissioner"):
        commissioner_rule.keep_rule(school.session, AskedRule(NamedRule.UNDER_10))
    commissioned(school, BOARD.lower())
    kept, _ = commissioner_rule.keep_rule(
        school.session, AskedRule(NamedRule.NHS_1_TO_7, source="Sharing agreement, page 3")
    )
    assert (kept.commissioner, kept.threshold) == (BOARD, 8)
    sheet = made(school).sheet
    assert sheet.issue.threshold == 8
    assert "under 8, none among them, are hidden (as the commissioner asks; the NHS rule" in (
        sheet.rule
    )
    commissioned(school, "Another board")
    assert commissioner_rule.read_rule(school.session).small.threshold == 5
    commissioned(school, BOARD)
    again, _ = commissioner_rule.keep_rule(school.session, AskedRule(None, 10))
    assert again.id == kept.id
    assert commissioner_rule.read_rule(school.session).small.threshold == 10


def test_a_summary_may_be_stricter_than_the_rule_and_never_weaker(school: School) -> None:
    commissioned(school, BOARD)
    commissioner_rule.keep_rule(school.session, AskedRule(NamedRule.NHS_1_TO_7))
    with pytest.raises(SummaryRefused) as refused:
        made(school, 5)
    assert (refused.value.code, refused.value.would) == ("rule-under-agreed", 8)
    assert "as the commissioner asks" not in made(school, 10).sheet.rule


@pytest.mark.parametrize(
    ("asked", "code", "would"),
    [
        (AskedRule(None, 3), "rule-too-weak", 5),
        (AskedRule(None, 20), "rule-too-strict", 10),
        (AskedRule(shows_zeros=True), "zeros-shown", 5),
        (AskedRule(NamedRule.NHS_1_TO_7, rounds=True), "rounded", 8),
    ],
)
def test_what_can_not_be_met_is_refused_with_what_could(
    school: School, asked: AskedRule, code: str, would: int
) -> None:
    commissioned(school, BOARD)
    with pytest.raises(SummaryRefused) as refused:
        commissioner_rule.keep_rule(school.session, asked)
    assert (refused.value.code, refused.value.would) == (code, would)
    assert commissioner_rule.read_rule(school.session).kept is None
