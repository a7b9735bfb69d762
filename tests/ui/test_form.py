from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mhlead.ui.day_text import Direction, day_in_words
from mhlead.ui.fields import (
    ChoiceField,
    DayField,
    EmailField,
    Field,
    LineField,
    LinesField,
    ManyField,
    NhsNumberField,
    NumberField,
    PassphraseField,
    RowsField,
    TelephoneField,
    TextField,
    TriStateField,
)
from mhlead.ui.fields.choice import CHOOSE
from mhlead.ui.form import REQUIRED, Form
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column
from mhlead.ui.surfaces import Scrolled
from mhlead.ui.theme import Theme
from tests.ui.looking import settle, tab_round, unnamed

YEARS = [(str(n), f"Year {n}") for n in range(1, 15)]
MANY = [(f"c{n}", f"Need number {n}") for n in range(30)]
TODAY = date(2026, 11, 23)

EXAMPLES: dict[str, tuple[type[Field] | None, object, object]] = {
    "line": (LineField, "Fatima Begum", ""),
    "text": (TextField, "Two\nlines", ""),
    "lines": (LinesField, ("1 High Street", "Northbridge"), ()),
    "nhs": (NhsNumberField, "9990000018", ""),
    "telephone": (TelephoneField, "01632 960001", ""),
    "email": (EmailField, "a@example.org", ""),
    "number": (NumberField, 96, None),
    "passphrase": (PassphraseField, " correct horse ", ""),
    "tri-state": (TriStateField, False, None),
}


def make(name: str) -> tuple[Field, object, object]:
    if name == "choice":
        return ChoiceField(YEARS[:5]), "3", None
    if name == "searchable":
        return ChoiceField(MANY), "c7", None
    if name == "day":
        return DayField(lambda: TODAY), date(2012, 10, 4), None
    if name == "many":
        return ManyField(YEARS[:4]), ("1", "3"), ()
    if name == "rows":
        return RowsField(LineField, "Add another"), ("one", "two"), ()
    kind, value, blank = EXAMPLES[name]
    assert kind is not None
    return kind(), value, blank


ALL = [*EXAMPLES, "choice", "searchable", "day", "many", "rows"]


def said(field: DayField) -> str:
    return field.words.text() if field.words else ""


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


@pytest.mark.parametrize("name", ALL)
def test_a_field_starts_blank_and_gives_back_what_it_was_given(name: str, form: Form) -> None:
    field, value, blank = make(name)
    form.add_row("A thing", field)
    assert field.value() == blank
    assert field.is_blank()
    told: list[bool] = []
    field.value_changed.connect(lambda: told.append(True))
    field.set_value(value)
    if name == "tri-state":
        field.focus_first()
    assert field.value() == value
    assert not field.is_blank()
    assert not field.fault()
    assert told or name == "tri-state"


@pytest.mark.parametrize("name", ALL)
def test_a_row_names_its_field_for_screen_readers(name: str, form: Form) -> None:
    field, value, _ = make(name)
    row = form.add_row("&Year group", field, help_text="As of September.", required=True)
    field.set_value(value)
    settle()
    assert unnamed(form) == []
    first = field.entries()[0]
    assert "Year group" in first.accessibleName()
    assert "&" not in first.accessibleName()
    if name not in ("passphrase",):
        assert "As of September." in first.accessibleDescription()
    assert row.label.buddy() is not None


@pytest.mark.parametrize("name", ["choice", "searchable"])
def test_scrolling_past_a_choice_does_not_change_it(name: str, form: Form) -> None:
    field, value, _ = make(name)
    form.add_row("A thing", field)
    field.set_value(value)
    assert isinstance(field, ChoiceField)
    field.focus_first()
    where = QPointF(5, 5)
    turn = QWheelEvent(
        where,
        field.combo.mapToGlobal(where),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.combo, turn)
    assert field.value() == value


def test_a_long_list_is_found_by_any_part_of_a_name(form: Form) -> None:
    field = ChoiceField([("05", "Anxiety"), ("04", "Low mood / depression"), *MANY])
    form.add_row("Main need", field)
    settle()
    field.focus_first()
    QTest.keyClicks(field.combo.lineEdit(), "depress")
    field.combo.lineEdit().editingFinished.emit()
    assert field.value() == "04"
    assert field.combo.currentText() == "Low mood / depression"


def test_what_fits_nothing_in_a_list_is_a_fault_and_not_a_guess(form: Form) -> None:
    field = ChoiceField(MANY)
    row = form.add_row("Main need", field)
    settle()
    field.combo.lineEdit().setText("qqq")
    field.combo.lineEdit().editingFinished.emit()
    assert field.value() is None
    assert not form.check()
    assert row.problem_text()


def test_a_code_that_left_the_list_is_still_shown(form: Form) -> None:
    field = ChoiceField(YEARS[:3])
    form.add_row("Year group", field)
    field.set_value("E1")
    assert field.value() == "E1"
    assert field.combo.currentText() == "E1"


def test_a_day_says_itself_back_with_its_weekday_and_what_is_odd_about_it(form: Form) -> None:
    field = DayField(lambda: TODAY, hint=lambda day: "No school day" if day.weekday() > 4 else "")
    form.add_row("Noticed on", field)
    QTest.keyClicks(field.line, "22/11/26")
    assert said(field) == "Sunday 22 November 2026. No school day"
    field.line.setText("23/11/26")
    assert said(field) == "Monday 23 November 2026"


def test_a_day_that_cannot_be_read_is_told_when_the_keyboard_leaves(form: Form) -> None:
    field = DayField(lambda: TODAY)
    row = form.add_row("Noticed on", field)
    settle()
    field.line.setText("31/2/26")
    field.line.editingFinished.emit()
    assert "can’t be read" in said(field)
    assert not form.check()
    assert row.problem_text()
    field.line.editingFinished.emit()
    assert said(field) == ""  # once, under the field, and not in grey as well


def test_a_day_that_can_be_read_and_is_wrong_is_said_back_and_told_once(form: Form) -> None:
    field = DayField(lambda: TODAY, direction=Direction.PAST)
    row = form.add_row("Noticed on", field)
    field.set_value(TODAY + timedelta(days=1))
    assert "still to come" in said(field)
    assert not form.check()
    assert row.problem_text() == "This day is still to come."
    assert said(field) == day_in_words(TODAY + timedelta(days=1))


def test_a_list_that_holds_nothing_yet_says_so(form: Form) -> None:
    field = ChoiceField([("p1", "Aoife O'Connor")])
    form.add_row("Pupil", field, required=True)
    field.set_value("")  # as a new record has it
    assert field.combo.currentText() == CHOOSE
    assert field.value() == ""
    assert not form.check()


def test_a_day_is_chosen_from_the_calendar_by_keyboard(form: Form, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QCalendarWidget, QDialog

    field = DayField(lambda: TODAY)
    form.add_row("Noticed on", field)
    field.calendar_button.click()
    popup = form.findChild(QDialog)
    assert popup is not None
    calendar = popup.findChild(QCalendarWidget)
    assert calendar is not None
    calendar.activated.emit(calendar.selectedDate())
    settle()
    assert field.value() == TODAY


def test_an_nhs_number_is_shown_in_its_groups_and_kept_as_digits(form: Form) -> None:
    field = NhsNumberField(check=lambda value: "doubtful" if value.endswith("9") else "")
    form.add_row("NHS number", field)
    settle()
    QTest.keyClicks(field.line, "999000-0019")
    field.line.editingFinished.emit()
    assert field.line.text() == "999 000 0019"
    assert field.value() == "9990000019"
    assert field.remark is not None
    assert field.remark.text() == "doubtful"
    assert not field.fault()


def test_a_passphrase_is_hidden_until_asked_for_and_after_clearing(form: Form) -> None:
    field = PassphraseField()
    form.add_row("Passphrase", field)
    assert field.line.displayText() != "secret words"
    field.set_value("secret words")
    assert "secret" not in field.line.displayText()
    field.show_button.toggle()
    assert field.line.displayText() == "secret words"
    field.clear()
    assert field.value() == ""
    field.set_value("again")
    assert "again" not in field.line.displayText()


def test_check_shows_problems_under_fields_and_links_to_them(form: Form, qtbot: QtBot) -> None:
    name, mail = LineField(), EmailField()
    name_row = form.add_row("&Name", name, required=True)
    mail_row = form.add_row("E-mail", mail)
    mail.set_value("nobody")
    assert not form.check()
    assert name_row.problem_text() == REQUIRED
    assert form.summary.isVisible()
    assert "Problem: This is needed." in name.line.accessibleDescription()
    links = [one for one in form.summary.findChildren(QWidget) if one.property("kind") == "link"]
    assert links[0].text() == "Name: This is needed."
    links[1].click()
    qtbot.waitUntil(lambda: mail.line.hasFocus())
    name.set_value("Someone")
    assert not name_row.problem_text()
    mail.set_value("a@example.org")
    assert form.check()
    assert not form.summary.isVisible()
    assert not mail_row.problem_text()


def test_what_has_to_be_put_right_is_seen_on_a_long_page(form: Form, qtbot: QtBot) -> None:
    fields = [LineField() for _ in range(60)]
    for number, field in enumerate(fields):
        form.add_row(f"Field {number}", field, required=number in {0, 50})
    page = Scrolled()
    page.body.addWidget(form)
    save = QPushButton("Save")
    page.body.addWidget(save)
    qtbot.addWidget(page)
    page.resize(600, 300)
    page.show()
    page.activateWindow()
    save.setFocus()
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert not form.check()
    qtbot.waitUntil(lambda: is_seen(page, form.summary))
    link = [one for one in form.summary.findChildren(QPushButton) if "Field 50" in one.text()]
    link[0].click()
    qtbot.waitUntil(lambda: fields[50].line.hasFocus() and is_seen(page, fields[50]))


def is_seen(page: Scrolled, widget: QWidget) -> bool:
    """Whether the whole of a widget stands in the part of the page that is shown."""
    at = widget.mapTo(page.viewport(), QPoint(0, 0)).y()
    return at >= 0 and at + widget.height() <= page.viewport().height()


def test_labels_stand_above_fields_where_there_is_little_room(form: Form) -> None:
    field = LineField()
    row = form.add_row("A rather long label", field)
    settle()
    assert row.label.mapTo(form, QPoint(0, 0)).x() < field.mapTo(form, QPoint(0, 0)).x()
    form.resize(300, 700)
    settle()
    below = field.mapTo(form, QPoint(0, 0)).y()
    assert below >= row.label.mapTo(form, QPoint(0, 0)).y() + row.label.height()


def test_words_that_come_after_the_form_was_narrow_have_their_room(form: Form) -> None:
    words = paragraph()
    form.add_wide(words)
    words.hide()
    holder = QWidget()
    layout = column(holder)
    layout.addWidget(form)
    layout.addStretch(1)
    for width in (300, 1000):
        holder.resize(width, 800)
        holder.show()
        settle()
    words.show()
    settle()
    words.setText("The one sheet of set 1, made on 23 November 2026, opens it. " * 4)
    settle()
    assert words.height() >= words.heightForWidth(words.width()) > 0
    form.setParent(None)
    holder.deleteLater()


def test_rows_are_added_named_and_taken_away(form: Form) -> None:
    field = RowsField(LineField, "Add a name")
    form.add_row("Copies to", field)
    field.add_button.click()
    field.add_button.click()
    first, second = (entry for entry in field.entries()[:2])
    assert (first.accessibleName(), second.accessibleName()) == ("Copies to 1", "Copies to 2")
    QTest.keyClicks(second, "GP")
    assert field.value() == ("GP",)
    remove = [w for w in form.findChildren(QWidget) if w.accessibleName() == "Remove Copies to 1"]
    remove[0].click()
    settle()
    assert field.value() == ("GP",)
    assert field.entries()[0].accessibleName() == "Copies to 1"


def test_record_text_is_never_read_as_markup(form: Form) -> None:
    from mhlead.ui.labels import paragraph

    text = "<b>Bold</b> & <img src='x'>"
    made = paragraph(text)
    assert made.textFormat() is Qt.TextFormat.PlainText
    assert made.text() == text


def test_tab_goes_from_the_problems_to_the_fields_and_not_out_of_the_form(
    qtbot: QtBot, theme: Theme
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    layout = column(around)
    before, made, after = QPushButton("At risk now"), Form(), QPushButton("Save")
    layout.addWidget(before)
    layout.addWidget(made)
    for name in ("Name", "Job"):
        made.add_row(name, LineField(), required=True)
    layout.addWidget(after)
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    for _ in range(2):  # the problems are named anew each time
        assert not made.check()
        settle()
        came = [QApplication.focusWidget(), *tab_round(around)]
        said = [one.property("text") or one.accessibleName() for one in came if one is not None]
        assert said[:5] == [f"Name: {REQUIRED}", f"Job: {REQUIRED}", "Name", "Job", "Save"]
        after.setFocus()
