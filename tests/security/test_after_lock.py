"""After a lock nobody sees, hears or pastes anything of the store, whatever was open before.

The real window on a real screen; a screen reader listens to it from another process.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from mhlead.services import unlocking
from mhlead.services.standing import read_today_and_note
from tests.builders import make_school
from tests.parts.screen import Screen

MARK = "Zq7Canary"
PROGRAM = Path(__file__).with_name("locked_window.py")


@pytest.fixture(scope="module")
def left(spoken_screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is left after a lock in each state."""
    folder = tmp_path_factory.mktemp("locked")
    made = make_school(folder)
    made.case(made.pupil(f"{MARK}First", f"{MARK}Last"))
    read_today_and_note(made.session)  # so that the unlock page says what it says ever after
    unlocking.lock(made.session)
    with spoken_screen.program(sys.executable, str(PROGRAM), str(folder), MARK) as program:
        told, wrong = program.communicate(timeout=60)
    assert program.returncode == 0, wrong[-2000:]
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found


@pytest.mark.accessibility
def test_a_screen_reader_hears_the_pupil_before_the_lock_and_nothing_after_it(
    left: dict[str, Any],
) -> None:
    assert f"{MARK}First" in left["with_marked_text"]["open"]
    for state, told in left.items():
        assert "Passphrase" in told["heard"], state
        lines = [line for line in told["heard"].splitlines() if MARK in line]
        assert lines == [], state


@pytest.mark.accessibility
def test_the_screen_is_the_very_one_of_before_the_store_was_opened(left: dict[str, Any]) -> None:
    assert {state: told["different"] for state, told in left.items() if told["different"]} == {}


@pytest.mark.accessibility
def test_nothing_of_a_page_is_seen_that_waits_behind_the_gate(left: dict[str, Any]) -> None:
    """It can't be that of before: it says that text is kept. It is the same over any two pages."""
    assert left["held"]["pages_differed"]
    assert left["held"]["different"] is None


@pytest.mark.accessibility
def test_no_tip_is_left_where_the_keyboard_is_in_another_window(left: dict[str, Any]) -> None:
    assert {told["tips"] for state, told in left.items() if state != "held"} == {""}


@pytest.mark.accessibility
def test_another_program_pastes_nothing_by_keyboard_or_by_the_middle_button(
    left: dict[str, Any],
) -> None:
    state = left["with_marked_text"]
    assert f"{MARK} copied" in state["could_paste"]
    assert f"{MARK} marked"[: len(MARK)] in state["could_paste"].splitlines()[1]
    assert state["pastes"].strip() == ""


@pytest.mark.accessibility
def test_nothing_can_be_pasted_and_no_window_is_called_by_a_name(left: dict[str, Any]) -> None:
    for state, told in left.items():
        assert MARK not in told["pasted"] + told["titles"], state
