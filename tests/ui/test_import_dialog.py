from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from mhlead.services import pupils, school
from mhlead.ui.dialogs.import_dialog import ImportDialog
from mhlead.ui.theme import Theme
from mhlead.ui.tick_list import box_in
from tests.builders import School, make_school
from tests.ui.looking import cut_text, press, settle, unnamed
from tests.ui.watched import Window, words_in

SAMPLE = Path(__file__).parents[1] / "data" / "9194998_CTF_9194999_001.xml"


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "roll.xml"))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters, keeps_settings=False).begin(made.session)
    yield opened
    opened.end()


@pytest.fixture
def dialog(window: Window) -> Iterator[ImportDialog]:
    about = window.program.about
    assert about is not None
    about.import_pupils()
    settle()
    found = window.shell.findChild(ImportDialog)
    assert found is not None
    yield found
    found.reject()
    settle()


def read(window: Window, dialog: ImportDialog, path: Path) -> None:
    dialog.read(path)
    window.until(lambda: dialog.parts.currentWidget() is dialog.rows_part)
    window.wait()


def names(made: School) -> set[str]:
    return {line.name for line in pupils.list_pupils(made.session, only_open=False)}


def test_nothing_is_ticked_at_first_and_nothing_can_be_brought_in(
    window: Window, dialog: ImportDialog, sample: Path
) -> None:
    read(window, dialog, sample)
    part = dialog.rows_part
    assert len(part.model.shown) == 41
    assert part.chosen() == frozenset()
    assert part.count.text() == "None chosen"
    assert not part.import_button.isEnabled()


def test_only_the_ticked_pupils_come_in_by_keyboard_alone(
    window: Window, dialog: ImportDialog, sample: Path, made: School
) -> None:
    read(window, dialog, sample)
    part = dialog.rows_part
    QTest.keyClicks(part.search, "aoife connor")
    assert len(part.model.shown) == 1
    QTest.keyClick(part.search, Qt.Key.Key_Return)
    press(part.view, Qt.Key.Key_Space)
    assert part.count.text().startswith("1 chosen")
    QTest.keyClick(part.search, Qt.Key.Key_Escape)
    QTest.keyClicks(part.search, "cote")
    QTest.keyClick(part.search, Qt.Key.Key_Return)
    press(part.view, Qt.Key.Key_Space)
    assert part.import_button.text() == "&Bring in 2 pupils"
    QTest.keyClick(part.import_button, Qt.Key.Key_Space)
    window.until(lambda: dialog.parts.currentWidget() is dialog.after_part)
    window.wait()
    assert names(made) == {"Aoife O'Connor", "Élodie Côté"}
    assert dialog.after_part.done_words.text() == "2 pupils brought in."


def test_a_tick_stays_while_its_row_is_not_shown(
    window: Window, dialog: ImportDialog, sample: Path
) -> None:
    read(window, dialog, sample)
    part = dialog.rows_part
    part.model.toggle(0)
    part.search.setText("nobody of this name")
    assert part.model.shown == []
    assert part.count.text() == "1 chosen · 0 found"
    part.search.clear()
    assert len(part.chosen()) == 1


def test_a_click_on_the_box_ticks_and_one_beside_it_does_not(
    window: Window, dialog: ImportDialog, sample: Path
) -> None:
    read(window, dialog, sample)
    view = dialog.rows_part.view
    rect = view.visualRect(view.model().index(0, 0))
    middle = box_in(QRectF(rect)).center().toPoint()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.viewport(), left, pos=QPoint(rect.right() - 20, middle.y()))
    assert dialog.rows_part.chosen() == frozenset()
    QTest.mouseClick(view.viewport(), left, pos=middle)
    assert len(dialog.rows_part.chosen()) == 1


def test_a_row_says_what_is_to_be_looked_at_and_a_repeated_one_cant_be_ticked(
    window: Window, dialog: ImportDialog, sample: Path
) -> None:
    read(window, dialog, sample)
    part = dialog.rows_part
    part.search.setText("begum nusrat")
    rows = {row.cells[3].text: row for row in part.model.shown}
    assert set(rows) == {"New", "In the file twice"}
    at = part.model.row_of(rows["In the file twice"].key)
    part.view.setCurrentIndex(part.model.index(at, 0))
    assert "UPN of an earlier row" in part.detail.text()
    press(part.view, Qt.Key.Key_Space)
    assert part.chosen() == frozenset()


def test_the_second_time_nothing_changes(
    window: Window, dialog: ImportDialog, sample: Path, made: School
) -> None:
    for _ in range(2):
        read(window, dialog, sample)
        dialog.rows_part.search.setText("aoife connor")
        dialog.rows_part.model.toggle(0)
        dialog.bring_in()
        window.until(lambda: dialog.parts.currentWidget() is dialog.after_part)
        window.wait()
    assert "already" in dialog.after_part.done_words.text()
    assert len(names(made)) == 1


def test_the_plain_file_is_named_deleted_and_confirmed(
    window: Window, dialog: ImportDialog, sample: Path, made: School
) -> None:
    read(window, dialog, sample)
    dialog.rows_part.model.toggle(0)
    dialog.bring_in()
    window.until(lambda: dialog.parts.currentWidget() is dialog.after_part)
    window.wait()
    part = dialog.after_part.card
    assert str(sample) in words_in(part)
    for words in ("solid-state disk", "downloads folder", "records system", "Backups"):
        assert words in part.state_words.text()
    window.press(part.delete_button)
    window.press(shown("question").act_button)
    assert not sample.exists()
    assert len(school.plain_files(made.session)) == 1
    window.press(part.gone_button)
    assert school.plain_files(made.session) == []


def shown(name: str) -> Any:
    widgets = QApplication.topLevelWidgets()
    return next(w for w in widgets if w.objectName() == name and w.isVisible())


def test_a_file_left_behind_is_reminded_of_today(
    window: Window, dialog: ImportDialog, sample: Path
) -> None:
    read(window, dialog, sample)
    dialog.rows_part.model.toggle(0)
    dialog.bring_in()
    window.until(lambda: dialog.parts.currentWidget() is dialog.after_part)
    window.press(dialog.after_part.close_button)
    assert "An unencrypted pupil file is still there" in words_in(window.go("today"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no xml at all", "can’t be read as XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><CTfile>&a;</CTfile>', "was not opened further"),
        (b"<Other/>", "not a Common Transfer File"),
        (b"", "is empty"),
    ],
)
def test_a_file_that_is_no_transfer_file_is_refused_in_words(
    content: bytes, words: str, window: Window, dialog: ImportDialog, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.xml"
    path.write_bytes(content)
    dialog.read(path)
    window.wait()
    assert dialog.parts.currentWidget() is dialog.choose_part
    assert words in dialog.choose_part.problem.text()


def test_stopping_while_reading_keeps_nothing(
    window: Window, dialog: ImportDialog, sample: Path, made: School
) -> None:
    dialog.read(sample)
    dialog.cancel()
    window.wait()
    assert dialog.parts.currentWidget() is dialog.choose_part
    assert dialog.rows_part.plan is None
    assert names(made) == set()
    assert not dialog.choose_part.problem.isVisible()


def test_the_file_is_chosen_in_our_own_dialog_which_leaves_no_trace(
    window: Window, dialog: ImportDialog, sample: Path
) -> None:
    window.press(dialog.choose_part.choose_button)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    assert chooser.testOption(QFileDialog.Option.DontUseNativeDialog)
    line = chooser.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(str(sample))
    chooser.accept()
    window.until(lambda: dialog.parts.currentWidget() is dialog.rows_part)
    settle()
    remembered = [path.read_text() for path in Path.home().rglob("QtProject.conf")]
    assert all(str(sample.parent) not in text for text in remembered)


@pytest.mark.parametrize("percent", [100, 200])
def test_every_step_has_names_and_cuts_no_word(
    percent: int, window: Window, dialog: ImportDialog, sample: Path
) -> None:
    window.program.settings.change(text_percent=percent)
    for step in ("choose", "rows", "after"):
        if step == "rows":
            read(window, dialog, sample)
            dialog.rows_part.model.toggle(0)
        elif step == "after":
            dialog.bring_in()
            window.until(lambda: dialog.parts.currentWidget() is dialog.after_part)
        settle()
        assert unnamed(dialog) == [], step
        assert cut_text(dialog) == [], step
