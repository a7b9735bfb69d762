"""A sign of immediate risk that was just written down opens what to do now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import DoorDecision, RiskSign
from mhlead.domain.records import RiskEntry, UrgentDecision
from mhlead.services import wrong_door
from mhlead.ui.theme import Theme
from tests.builders import MONDAY, School, make_school
from tests.ui.places import pupil
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def written(window: Window, made: School, *signs: RiskSign) -> Any:
    """What is in front after an entry with these signs was kept from the pupil's page."""
    page: Any = pupil(window, made)
    page.record(RiskEntry)
    window.wait()
    form = window.front().form
    form.field("happened_on").set_value(MONDAY)
    form.field("said_or_seen").set_value("Said it at break.")
    form.field("signs").set_value(signs)
    window.press(window.front().save_button)
    return window.front()


def test_an_immediate_sign_says_whom_to_ring_and_keeps_what_was_decided(
    window: Window, made: School
) -> None:
    case = made.case()
    front = written(window, made, RiskSign.PLAN_AND_INTENT)
    assert front.page_name() == "What to do now"
    told = words_in(front)
    assert "999" in told
    assert "111" in told
    assert window.shell.focusWidget() is front.door.decide_button
    window.press(front.door.decide_button)
    window.front().form.field("decisions").set_value((DoorDecision.RANG_999,))
    window.press(window.front().save_button)
    assert window.front() is front
    assert "Decided 23 Nov 2026" in words_in(front)
    door = wrong_door.read_door(made.session, case.id)
    assert not door.is_wrong
    assert door.decisions[0].signs == (RiskSign.PLAN_AND_INTENT,)


def test_another_entry_leads_back_to_the_pupil(window: Window, made: School) -> None:
    made.case()
    assert written(window, made, RiskSign.SELF_HARM).page_name() == "Pupil"


def test_leaving_without_keeping_opens_nothing(window: Window, made: School) -> None:
    made.case()
    page: Any = pupil(window, made)
    page.record(RiskEntry)
    window.wait()
    window.press(window.front().cancel_button)
    assert window.front() is page


def test_a_decision_recorded_from_the_menu_is_about_the_signs_that_stand(
    window: Window, made: School
) -> None:
    case = made.case()
    written(window, made, RiskSign.ABUSE_OR_NEGLECT)
    page: Any = pupil(window, made)
    page.record(UrgentDecision)
    window.wait()
    form = window.front().form
    form.field("decided_on").set_value(MONDAY)
    form.field("decisions").set_value((DoorDecision.TOLD_DSL,))
    window.press(window.front().save_button)
    assert not wrong_door.read_door(made.session, case.id).is_wrong
