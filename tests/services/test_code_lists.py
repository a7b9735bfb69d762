"""The shipped code lists are whole, agree with the closed lists, and say what is not known."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from mhlead.domain.codes import ReferralState
from mhlead.domain.moves import WHOSE_DAYS
from mhlead.services import code_lists as codes

FOLDER = Path(__file__).parents[2] / "resources" / "codes"
HEADER = (
    "list,code,label,group,status,source,note,valid_from,valid_to,plain,likely,value,checked_on"
)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_every_file_has_the_one_header_and_whole_rows(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == HEADER
    for row in csv.DictReader(lines):
        assert None not in row
        assert row["list"]
        assert row["code"]
        assert row["label"]
        assert row["status"], row
        assert row["source"], row


def test_every_shipped_file_is_read() -> None:
    on_disk = {path.stem for path in FOLDER.glob("*.csv")}
    assert on_disk == set(codes._FILES)


def test_every_referral_state_has_words_and_a_chase_default() -> None:
    assert {e.code for e in codes.code_list("referral-state").entries} == set(ReferralState)
    for state in set(ReferralState) - {ReferralState.PUPIL_DIED}:
        assert codes.chase_default(state).days > 0


def test_the_chase_defaults_count_the_days_of_their_owner() -> None:
    for state, whose in WHOSE_DAYS.items():
        assert codes.chase_default(state).whose_days is whose, state


def test_an_unknown_code_is_shown_as_unknown() -> None:
    assert codes.label("ethnicity", "XYZW") == "XYZW (unknown code)"


def test_a_retired_code_is_shown_and_said_to_be_retired() -> None:
    assert codes.label("sen-provision", "S") == "Statement (no longer used)"
    assert codes.label("sex", "X") == "Not specified (legacy) (no longer used)"


def test_no_code_has_no_words() -> None:
    assert codes.label("need", "") == ""


def test_needs_are_shown_in_plain_words() -> None:
    assert codes.label("need", "15") == "Self-harm"


def test_a_retired_code_is_not_offered() -> None:
    offered = {entry.code for entry in codes.choices("sen-provision", date(2026, 11, 23))}
    assert offered == {"N", "K", "E"}


def test_a_code_is_not_offered_before_it_begins() -> None:
    assert "DS" not in {e.code for e in codes.choices("sen-type", date(2025, 8, 31))}
    assert "DS" in {e.code for e in codes.choices("sen-type", date(2025, 9, 1))}


def test_a_code_is_offered_through_the_whole_of_its_last_month() -> None:
    register = codes.code_list("register-code")
    family_holiday = register.find("H")
    assert family_holiday is not None
    assert family_holiday.is_valid_on(date(2024, 8, 31))
    assert not family_holiday.is_valid_on(date(2024, 9, 1))


def test_likely_codes_are_offered_first() -> None:
    likely = [entry.is_likely for entry in codes.choices("need", date(2026, 11, 23))]
    assert likely == sorted(likely, reverse=True)
    assert likely[0]
    assert not likely[-1]


def test_every_need_of_the_nhs_list_is_there_without_the_missing_seventeen() -> None:
    numbers = {f"{n:02}" for n in range(1, 32)} - {"17"}
    assert {entry.code for entry in codes.code_list("need").entries} == numbers


def test_every_ethnicity_leads_to_an_nhs_category() -> None:
    nhs = codes.code_list("nhs-ethnicity")
    for entry in codes.code_list("ethnicity").entries:
        assert codes.nhs_ethnicity(entry.code) in nhs
    assert codes.nhs_ethnicity("nothing") == ""


def test_local_reasons_lead_to_a_national_one() -> None:
    reasons = codes.code_list("not-accepted-reason")
    for entry in reasons.entries:
        assert (entry.value in reasons) == (entry.group == "local")


@pytest.mark.parametrize(
    ("ccg", "merged", "board", "board_now"),
    [
        ("06K", "06K", "QM7", "S1Y5D"),
        ("01R", "27D", "QYG", "QYG"),
        ("07R", "93C", "QMJ", "Z9B2Z"),
        ("13P", "15E", "QHL", "QHL"),
        ("10H", "14Y", "QU9", "S0E4D"),
        ("09d", "09D", "QNX", "S9B9J"),
    ],
)
def test_a_commissioning_group_of_2015_can_be_followed_to_the_board_of_today(
    ccg: str, merged: str, board: str, board_now: str
) -> None:
    chain = codes.commissioner_chain(ccg)
    assert chain is not None
    assert chain.ccg.code == ccg.upper()
    assert (chain.ccg_2021.code, chain.icb_2022.code) == (merged, board)
    assert chain.icb_2026 is not None
    assert chain.icb_2026.code == board_now


def test_every_pilot_area_has_its_chain() -> None:
    areas = codes.code_list("pilot-area").entries
    assert len(areas) == 22
    for area in areas:
        chain = codes.commissioner_chain(area.value)
        assert chain is not None, area.label
        assert chain.icb_2026 is not None, area.label
        assert not chain.icb_2026.to_on, area.label


def test_every_board_that_ended_has_a_successor_that_lives() -> None:
    boards = codes.code_list("icb")
    succession = codes.code_list("icb-succession").entries
    for board in boards.entries:
        heirs = [s.value for s in succession if s.group == board.code]
        assert bool(heirs) == board.is_retired
        for heir in heirs:
            found = boards.find(heir)
            assert found is not None
            assert not found.is_retired
    assert sum(not board.is_retired for board in boards.entries) == 36


def test_an_unknown_commissioner_has_no_chain() -> None:
    assert codes.commissioner_chain("ZZZ") is None


def test_no_superseded_crisis_line_is_shipped() -> None:
    lines = codes.crisis_lines()
    assert {"999", "111", "116 123", "0800 1111"} <= {line.value for line in lines}
    assert "07860 039967" not in {line.value for line in lines}
    assert all(line.status.startswith("verified") for line in lines)


def test_authorities_of_a_upn_hold_pseudo_and_new_ones() -> None:
    assert {"919", "701", "671", "942", "909"} <= codes.upn_authorities()
    assert "000" not in codes.upn_authorities()


def test_the_bank_holidays_shipped_are_those_of_the_calendar() -> None:
    import holidays

    shipped = {e.code for e in codes.code_list("bank-holiday").entries}
    england = holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2032))
    assert shipped == {day.isoformat() for day in england}
