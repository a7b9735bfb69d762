"""A service's form in the window: kept with the service, settled once, written on, and sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.records import FormPlaces, Letter, ServiceForm
from mhlead.ui.pages.form_copy_page import CopyButton
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.parts import service_forms as blanks
from tests.ui.places import keep_form, left_on_their_form, on_their_form, referral
from tests.ui.watched import Window

pytestmark = pytest.mark.qt_draws


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.referral()
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    opened.program.names.show(is_shown=True)
    yield opened
    opened.end()


def found(made: School, kind: type) -> list:
    with made.session.reading() as work:
        return work.find(kind)


def test_a_form_is_kept_settled_and_taken_away_again(window: Window, made: School) -> None:
    path = made.folder.parent / "blank.pdf"
    path.write_bytes(blanks.early_help())
    page = keep_form(window, made, blanks.single_point_of_access())
    page.own_form.take(path)
    window.wait()
    window.press(window.front().save_button)
    assert page.own_form.state.text() == "Not settled yet"
    window.press(page.own_form.places_button)
    places = window.front()
    assert len(places.form.rows) == 18
    places.form._fields["Text6"].set_value("")
    window.press(places.save_button)
    [kept] = found(made, FormPlaces)
    assert "Text6" not in kept.fields
    assert dict(zip(kept.fields, kept.facts, strict=True))["Text1"] == "pupil name"
    assert page.own_form.state.text() == "Settled what goes where"
    window.press(page.own_form.remove_button)
    assert found(made, ServiceForm) == []
    assert not page.own_form.places_button.isVisible()


def test_a_file_that_is_no_form_is_refused_where_it_was_chosen(
    window: Window, made: School
) -> None:
    page = keep_form(window, made, blanks.early_help())
    path = made.folder.parent / "xfa.pdf"
    path.write_bytes(blanks.dynamic_xfa())
    page.own_form.take(path)
    window.wait()
    window.press(window.front().save_button)
    assert "XFA" in window.front().problem.text()
    assert [one.name for one in found(made, ServiceForm)] == ["SPA form 7"]


def test_the_first_letter_on_a_form_asks_what_goes_where_and_the_next_does_not(
    window: Window, made: School
) -> None:
    keep_form(window, made, blanks.single_point_of_access())
    page = referral(window, made)
    choice = next(one for one in page._now.choices if one.form)
    page.letters.write(choice)
    window.wait()
    assert window.front().page_name() == "What goes where"
    window.press(window.front().save_button)
    assert window.front().page_name().startswith("Letter")
    window.press(window.front().back_button)
    page.letters.write(choice)
    window.wait()
    assert window.front().page_name().startswith("Letter")


def test_a_letter_on_a_form_is_shown_with_its_answers_issued_and_tells_what_is_left(
    window: Window, made: School
) -> None:
    page = on_their_form(window, made)
    window.until(lambda: page.view.page_count() == 2)
    assert not page.large_print.isVisible()
    assert "O'Connor" in page.view._document.getAllText(0).text()
    page.issue()
    window.wait()
    [letter] = found(made, Letter)
    assert letter.form_rest
    window.until(lambda: "O'Connor" in page.view._document.getAllText(0).text())
    assert page.sent_button.isVisible()
    window.press(page.form_rests.button)
    rest = window.front()
    told = [one.accessibleName() for one in rest.findChildren(CopyButton)]
    assert told == ["Copy: What has been tried so far?"]


def test_what_is_left_is_copied_for_a_while(window: Window, made: School) -> None:
    page = left_on_their_form(window, made)
    window.press(page.copy_buttons[0])
    assert QGuiApplication.clipboard().text().startswith("Six sessions with the school counsellor")
