"""The list of what is missing: found by keyboard, each line opens the very field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import CriterionKind
from mhlead.domain.missing_views import Lack, Part
from mhlead.domain.records import Criterion, Professional, SupportAction
from mhlead.services import records
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.services.test_missing import SEEDS
from tests.ui.places import missing
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def open_line(window: Window, page: Any, key: str) -> Any:
    """What Return on the line opens."""
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(page.model.row_of(key), 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    window.wait()
    return window.front()


OPENED: dict[str, tuple[str, str]] = {
    "a fact a draft needs": ("Who", "born_on"),
    "a rule without a reason": ("One of their rules", ""),
    "a letter that never left": ("Mark as sent", ""),
    "an appointment": ("The appointment", ""),
    "help that ended": ("Support tried in school", "result"),
    "not accepted": ("What follows", ""),
    "outcome consent": ("Consent", ""),
    "a review": ("Review the plan", ""),
    "an answer": ("Log a call", ""),
    "our answer": ("What happened", ""),
    "a talk": ("Conversation", ""),
    "a number": ("Person of the family", "mobile"),
    "who is responsible": ("Person of the family", "has_parental_responsibility"),
    "the gp": ("Professional involved", "is_gp"),
    "details of a service": ("Directory", ""),
    "rules of a service": ("Rules and waits", ""),
    "rules read long ago": ("Rules and waits", ""),
    "the dsl": ("Tell safeguarding", ""),
}
"""The page each gap is filled on, and the field the keyboard stands in where it is one alone."""
OF_SERVICES = ("details of a service", "rules of a service", "rules read long ago")
OF_PUPILS = tuple(seed for seed in SEEDS if seed not in OF_SERVICES)


@pytest.mark.parametrize(
    "seeds", [OF_PUPILS, *((one,) for one in OF_SERVICES)], ids=lambda seeds: seeds[0]
)
def test_return_on_each_line_opens_where_that_gap_is_filled(
    window: Window, made: School, seeds: tuple[str, ...]
) -> None:
    rule = Criterion("", made.service.id, CriterionKind.WHO_MAY_REFER, "S", codes=("school",))
    records.keep(made.session, replace(rule, read_on=made.clock.today()))
    opened: dict[str, str] = {}
    for number, seed in enumerate(seeds):
        case = made.case(made.pupil(f"Nr{number}", "Seed"))
        gp = Professional("", case.pupil_id, "GP", organisation="Mill", is_gp=True)
        records.keep(made.session, gp)
        plant, expected = SEEDS[seed]
        plant(made, case)
        page: Any = missing(window, made)
        line = next(
            one
            for one in page._missing.lines
            if {(one.lack, one.fact)} == expected and one.case_id in {case.id, ""}
        )
        front = open_line(window, page, line.key)
        opened[seed] = front.page_name()
        field = OPENED[seed][1]
        if field:
            window.shell.activateWindow()
            window.wait()
            focused = window.shell.focusWidget()
            held = front.form.field(field)
            assert held is focused or held.isAncestorOf(focused), seed
        assert seed != "details of a service" or front.objectName() == "service_page"
    assert opened == {seed: OPENED[seed][0] for seed in seeds}


def test_a_filled_gap_leaves_the_list_and_the_keyboard_stays(window: Window, made: School) -> None:
    case = made.case()
    on = made.clock.today()
    for number in range(3):
        ended = SupportAction("", case.id, f"Mentor {number}", on - timedelta(days=9))
        records.keep(made.session, replace(ended, to_on=on - timedelta(days=2)))
    page: Any = missing(window, made)
    before = len(page.model.shown)
    lines = [one for one in page._missing.lines if one.lack is Lack.SUPPORT_RESULT]
    form_page = open_line(window, page, lines[1].key)
    form_page.form.field("result").set_value("Comes to lessons")
    form_page.reason.set_value("Told by the mentor")
    window.press(form_page.save_button)
    assert window.front() is page
    assert len(page.model.shown) == before - 1
    assert lines[1].key not in {row.key for row in page.model.shown}
    assert page.table.current_key() == lines[2].key


def test_the_list_is_narrowed_by_kind_and_by_words_and_says_when_nothing_is_missing(
    window: Window, made: School
) -> None:
    empty: Any = missing(window, made)
    assert "Nothing is missing" in words_in(empty.empty)
    assert empty.empty.isVisible()
    window.press(empty.back_button)
    case = made.case()
    SEEDS["help that ended"][0](made, case)
    SEEDS["a number"][0](made, case)
    page: Any = missing(window, made)
    assert page.part.itemText(0) == f"Everything ({len(page.model.shown)})"
    page.part.setCurrentIndex(1 + list(Part).index(Part.OUTCOME))
    page.part.activated.emit(page.part.currentIndex())
    assert [row.cells[0].text for row in page.model.shown] == [
        "Help in school has ended: what came of it?"
    ]
    page.part.setCurrentIndex(1 + list(Part).index(Part.ANSWER))
    page.part.activated.emit(page.part.currentIndex())
    assert page.empty.isVisible()
    page.part.setCurrentIndex(0)
    page.part.activated.emit(0)
    page.search.setText("telephone number")
    assert len(page.model.shown) == 1


def test_names_stay_hidden_until_they_are_shown(window: Window, made: School) -> None:
    made.case()
    page: Any = missing(window, made)
    assert "O'Connor" not in words_in(page)
    assert {row.cells[1].text for row in page.model.shown} == {"AO"}
    window.program.names.show(is_shown=True)
    window.wait()
    assert {row.cells[1].text for row in page.model.shown} == {"Aoife O'Connor"}
