from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import Occasion
from mhlead.domain.records import Satisfaction, Training
from mhlead.services import records
from mhlead.services.training import list_training
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from tests.builders import MONDAY, School, make_school
from tests.ui.places import training
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters, keeps_settings=False).begin(made.session)
    yield opened
    opened.end()


def press(window: Window, name: str) -> None:
    from PySide6.QtWidgets import QPushButton

    buttons = window.front().findChildren(QPushButton)
    window.press(next(one for one in buttons if one.accessibleName().startswith(name)))


def test_an_entry_is_added_corrected_and_its_old_words_stay(window: Window, made: School) -> None:
    page = window.go("directory")
    window.press(page.training_button)
    page = window.front()
    assert "Nothing is written down yet" in words_in(page)
    window.press(page.empty.action_button)
    form = window.front().form
    form.field("held_on").set_value(MONDAY)
    form.field("what").set_value("How to ask about self-harm")
    form.field("service_id").set_value(made.service.id)
    form.field("is_advice").set_value(True)
    window.press(window.front().save_button)
    assert window.front() is page
    shown = words_in(page)
    assert "This school year: 0 trainings and 1 piece of advice." in shown
    assert "Northmoor CAMHS" in shown
    press(window, "Change 23 Nov")
    window.front().form.field("what").set_value("How to ask about harm")
    window.press(window.front().save_button)
    (line,) = list_training(made.session)
    assert line.training.what == "How to ask about harm"
    press(window, "Change 23 Nov")
    assert "How to ask about self-harm" in words_in(window.front().earlier)


def test_an_entry_in_no_case_is_removed_without_a_typed_reason(
    window: Window, made: School
) -> None:
    page = training(window, made)
    press(window, "Change 23 Nov")
    front = window.front()
    front.remove_button.click()
    asked = next(one for one in window.shell.findChildren(Question) if one.isVisible())
    window.press(asked.act_button)
    assert window.front() is page
    assert len(list_training(made.session)) == 1


def test_a_service_shows_only_what_came_from_it(window: Window, made: School) -> None:
    training(window, made)
    assert len(list_training(made.session)) == 2
    assert [one.service for one in list_training(made.session, made.service.id)] == [
        "Northmoor CAMHS"
    ]


def test_satisfaction_is_asked_again_ten_months_on(window: Window, made: School) -> None:
    def rules() -> object:
        window.go("directory")
        window.press(window.front().cards.cards()[0].open_button)
        window.press(window.front().rules_button)
        return window.front()

    page = rules()
    assert "Say it once now" in words_in(page)
    window.press(page.score_button)  # type: ignore[attr-defined]
    assert window.front().form.field("occasion").value() is Occasion.BASELINE
    window.press(window.front().cancel_button)
    records.keep(
        made.session,
        Satisfaction(
            "", made.service.id, MONDAY - timedelta(days=310), 2, Occasion.BASELINE, "Slow"
        ),
    )
    page = rules()
    assert "Ten months have passed" in words_in(page)
    assert "Slow" in words_in(page)
    window.press(page.score_button)  # type: ignore[attr-defined]
    assert window.front().form.field("occasion").value() is Occasion.TEN_MONTHS_ON


def test_training_in_the_future_is_refused(made: School) -> None:
    from mhlead.domain.errors import FieldRefused

    with pytest.raises(FieldRefused):
        records.keep(made.session, Training("", MONDAY + timedelta(days=1), "x"))
    made.session.store.close()


def test_the_page_of_a_service_leads_to_what_it_taught_and_advised(
    window: Window, made: School
) -> None:
    training(window, made)
    window.press(window.go("directory").cards.cards()[0].open_button)
    window.press(window.front().training_button)
    shown = words_in(window.front())
    assert "Ring the duty worker" in shown
    assert "Noticing early" not in shown
    window.press(window.front().add_button)
    form = window.front().form
    assert form.field("service_id").value() == made.service.id
    assert form.field("is_advice").value() is True
