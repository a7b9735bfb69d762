"""The pages about how letters are worded, on a real store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.documents import shaping
from mhlead.domain.audit import Action, AuditEntry
from mhlead.domain.codes import LetterKind
from mhlead.domain.letter_names import EVERY
from mhlead.domain.letter_wording import wording_problems
from mhlead.domain.records import LetterWording
from mhlead.domain.template import MOST_CHARACTERS
from mhlead.domain.template_lines import nearest
from mhlead.services import unlocking
from mhlead.services.letters import wordings as letter_wordings
from mhlead.services.wording_in_force import our_wording
from mhlead.ui.history_words import action_words
from mhlead.ui.pages.wording_page import WordingPage
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from mhlead.ui.wording_edit import WordingEdit
from mhlead.ui.wording_marks import Mark, marks_of
from mhlead.wording.template_fields import FIELDS
from tests.builders import PASSPHRASE, School, make_school, make_test_adapters
from tests.ui.places import draft_letter
from tests.ui.watched import Window, words_in
from tests.ui.wording_places import judged, keep, typed, wording, wordings

CHASE, FAMILY = LetterKind.CHASE, LetterKind.FAMILY_COPY
SHORT = "# How does it stand?\n{service}, please tell us about {called}."


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> School:
    """A locked school, to be copied: making one takes longer than opening it."""
    school = make_school(tmp_path_factory.mktemp("school"))
    unlocking.lock(school.session)
    return school


@pytest.fixture
def made(template: School, tmp_path: Path) -> School:
    shutil.copytree(template.folder, tmp_path / "store")
    adapters = make_test_adapters(tmp_path, template.clock)
    session = unlocking.unlock(
        adapters.stores, template.clock, adapters.ids, tmp_path / "store", PASSPHRASE
    )
    return replace(template, session=session, adapters=adapters, pupils=[])


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def test_the_list_says_whose_wording_each_letter_has(window: Window, made: School) -> None:
    told = words_in(wordings(window, made))
    assert "Your own, since 23 November 2026" in told
    assert told.count("Our wording") == len(LetterKind) - 1
    assert "Change the wording: Copy for the family" in told


def test_what_is_wrong_is_underlined_listed_and_mended(window: Window, made: School) -> None:
    page = wording(window, CHASE)
    typed(window, page, "# Dear {servise}\n[table: tride]\n- point\n{called | capitol}")
    items = [page.problems.list.item(at) for at in range(page.problems.list.count())]
    told = [item.text() for item in items]
    assert told[0].startswith("Line 1, character 9: There is no field called “servise”.")
    assert "to put right" in page.problems.told.text()
    spoken = [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in items]
    assert spoken[0].startswith("To put right. Line 1")
    assert any(text.startswith("To look at. Line 3") for text in spoken)
    block = page.edit.document().firstBlock()
    underlined = [
        block.text()[one.start : one.start + one.length]
        for one in block.layout().formats()
        if one.format.underlineStyle() is not QTextCharFormat.UnderlineStyle.NoUnderline
    ]
    assert "".join(underlined) == "servise"
    for _ in range(3):
        page.problems.list.setCurrentRow(0)
        page.problems.mend_chosen()
        judged(window, page)
    assert page.edit.toPlainText() == (
        "# Dear {service}\n[table: tried]\n- point\n{called | capital}"
    )
    assert not page.problems.breaks
    page.edit.undo()
    judged(window, page)
    assert page.problems.breaks


def test_places_are_right_behind_blank_lines_and_signs_of_two_units(window: Window) -> None:
    page = wording(window, CHASE)
    typed(window, page, "\n\n# 😀 Dear\u00a0{servise} 😀 {calld}  \nend")
    for found, mended in (("servise", "service"), ("calld", "called")):
        at = next(
            at
            for at in range(page.problems.list.count())
            if found in page.problems.list.item(at).text()
        )
        page.problems.list.setCurrentRow(at)
        page.problems.go_to_chosen()
        assert page.edit.textCursor().selectedText() == found
        page.problems.mend_chosen()
        judged(window, page)
        assert f"{{{mended}}}" in page.edit.typed()
    assert page.edit.typed() == "\n\n# 😀 Dear\u00a0{service} 😀 {called}  \nend"
    assert page.edit.text() == "# 😀 Dear\u00a0{service} 😀 {called}\nend"
    page.edit.moveCursor(QTextCursor.MoveOperation.End)
    page.edit.put_in("[signature]|")
    assert page.edit.typed().endswith("end\n[signature]")
    page.edit.setPlainText("😀😀{}")
    page.edit.moveCursor(QTextCursor.MoveOperation.End)
    page.edit.moveCursor(QTextCursor.MoveOperation.Left)
    page.edit.put_in("{called}")
    assert page.edit.typed() == "😀😀{called}"
    judged(window, page)


@pytest.mark.qt_draws
def test_a_name_left_in_the_wording_is_mended_from_the_letter_it_holds_back(
    window: Window, made: School
) -> None:
    made.referral()
    made.pupil("Zsófia", "Quillfeather")
    keep(made, LetterKind.REFERRAL, f"{SHORT}\n\nZsófia Quillfeather waits too.")
    window.program.names.show(is_shown=True)
    letter = draft_letter(window, made)
    told = words_in(letter.doubts)
    assert "“Zsófia Quillfeather”  ·  Your school’s own wording" in told
    assert not letter.issue_button.isEnabled()
    mend = next(one for one in letter.doubts.findChildren(QPushButton) if one.text() == "Mend")
    window.press(mend)
    page = window.front()
    assert isinstance(page, WordingPage)
    judged(window, page)
    assert "looks like a pupil’s name" in page.problems.list.item(0).text()
    page.problems.go_to_chosen()
    assert page.edit.textCursor().selectedText() == "Zsófia Quillfeather"


def test_pupils_to_try_it_on_are_initials_while_names_are_hidden(
    window: Window, made: School
) -> None:
    made.referral()
    page = wording(window)
    page.preview.choice._fill()
    assert "AO · Northmoor CAMHS · FBA/26/0001" in page.preview.choice.combo.itemText(1)
    window.program.names.show(is_shown=True)
    page.preview.choice._fill()
    assert "Aoife O'Connor" in page.preview.choice.combo.itemText(1)


@pytest.mark.qt_draws
def test_nothing_of_a_letter_is_kept_in_memory_after_the_lock(window: Window, made: School) -> None:
    referral = made.referral()
    keep(made, LetterKind.REFERRAL, SHORT)
    made.draft(referral.id)
    assert shaping.shape_word.cache_info().currsize
    window.program.lock()
    window.wait()
    assert shaping.shape_word.cache_info().currsize == 0
    assert nearest.cache_info().currsize == 0


def test_return_in_the_list_of_problems_leads_to_the_place(window: Window) -> None:
    page = wording(window, CHASE)
    typed(window, page, "# Dear\nwords {servise}")
    QTest.keyClick(page.problems.list, Qt.Key.Key_Return)
    assert page.edit.textCursor().selectedText() == "servise"


def test_fields_are_found_in_plain_words_and_put_in(window: Window) -> None:
    page = wording(window, CHASE)
    typed(window, page, "# Dear ")
    page.edit.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(page.edit, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.insert.search, "date of birth")
    assert "For example: 2 March 2013" in page.insert.told.text()
    QTest.keyClick(page.insert.search, Qt.Key.Key_Return)
    assert page.edit.toPlainText() == "# Dear {birth date}"
    for search, text in (
        ("only where there is something", "[if {}]\n\n[end]"),
        ("birth", "[if {birth date}]\n\n[end]"),
    ):
        page.insert.search.setText(search)
        page.insert.insert()
        assert page.edit.toPlainText() == f"# Dear {{birth date}}\n{text}"
    page.insert.search.setText("zzz")
    assert not page.insert.insert_button.isEnabled()
    assert "Nothing of that name" in page.insert.told.text()


def test_every_field_is_told_in_plain_words_and_a_family_is_offered_no_more_than_it_may_be_told(
    window: Window,
) -> None:
    assert set(FIELDS) == {field.name for field in EVERY.fields}
    page = wording(window, FAMILY)
    offered = {row.key for row in page.insert.model.shown}
    assert "field pupil name" in offered
    assert not offered & {"field risk", "field their words", "field family circumstances"}


def test_unsaved_text_is_asked_about_before_it_is_left(window: Window) -> None:
    page = wording(window, CHASE)
    assert not page.has_unsaved()
    page.edit.put_in("x")
    assert page.has_unsaved()
    page.leave()
    question = window.shell.findChild(Question)
    assert question is not None
    window.press(question.stay_button)
    assert window.front() is page
    assert page.edit.toPlainText().startswith("x")
    judged(window, page)


def test_a_version_kept_meanwhile_is_told_and_what_was_typed_stays(
    window: Window, made: School
) -> None:
    page = wording(window, CHASE)
    typed(window, page, SHORT)
    keep(made, CHASE, "# Another one\n{service}")
    page.reason.set_value("Shorter")
    window.press(page.keep_button)
    assert "kept meanwhile" in page.problem.text()
    assert page.edit.toPlainText() == SHORT
    assert letter_wordings.read_wording(made.session, CHASE).text.startswith("# Another one")
    window.press(page.keep_button)
    now = letter_wordings.read_wording(made.session, CHASE)
    assert (now.text, now.number) == (SHORT, 2)
    lines = [action_words(one) for one in history(made) if one.action is Action.RECORD_CORRECTED]
    assert lines == ["Corrected an entry: the wording of a letter"]


def history(made: School) -> list[AuditEntry]:
    with made.session.reading() as work:
        return work.history()


def test_an_earlier_version_is_compared_and_brought_back(window: Window, made: School) -> None:
    keep(made, CHASE, SHORT)
    keep(made, CHASE, SHORT.replace("tell", "ring"), before=1)
    page = wording(window, CHASE)
    page.show_versions()
    versions = window.front()
    versions.compare("Version 1", versions._wording.versions[1].text)
    window.wait()
    compared = window.front().text.toPlainText()
    assert "- {service}, please tell us about {called}." in compared
    assert "+ {service}, please ring us about {called}." in compared
    assert "  # How does it stand?" in compared
    window.press(window.front().back_button)
    link = next(
        one
        for one in versions.findChildren(QPushButton)
        if one.accessibleName() == "Bring back: Version 1"
    )
    window.press(link)
    assert window.front() is page
    assert page.edit.toPlainText() == SHORT


def test_a_wording_that_cannot_be_read_is_told_and_ours_is_offered(
    window: Window, made: School
) -> None:
    keep(made, CHASE, SHORT)
    with made.session.writing() as work:
        work.correct(LetterWording("chase", CHASE, "# {of another version}"), "by hand")
        work.log(Action.RECORD_CORRECTED)
        work.commit()
    page = wording(window, CHASE)
    assert "can’t write letters with this wording" in page.problem.text()
    assert page.problems.breaks
    assert "Can’t be used" in words_in(page)
    page.ask_for_ours()
    question = window.shell.findChild(Question)
    assert question is not None
    window.press(question.act_button)
    assert page.edit.toPlainText() == our_wording(CHASE)
    assert not page.problem.isVisible()


def test_an_enormous_paste_is_refused_calmly_and_nothing_is_lost(window: Window) -> None:
    page = wording(window, CHASE)
    before = page.edit.toPlainText()
    held = QMimeData()
    held.setText("x" * 1_000_000)
    page.edit.insertFromMimeData(held)
    assert page.edit.toPlainText() == before
    assert "Nothing was put in" in page.problem.text()
    held.setText("a\r\nb\u2028c")
    page.edit.selectAll()
    page.edit.insertFromMimeData(held)
    assert page.edit.toPlainText() == "a\nb\nc"
    judged(window, page)


def test_the_longest_wording_can_be_typed_in(window: Window) -> None:
    page = wording(window)
    text = our_wording(LetterKind.REFERRAL)
    long = "\n".join([text] * (MOST_CHARACTERS // len(text)))
    one_line = "words and {called} **again** " * (MOST_CHARACTERS // 30)
    for whole in (long, one_line):
        typed(window, page, whole)
        page.edit.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(page.edit, "aaaaa")
        assert page.edit.toPlainText() == f"{whole}aaaaa"
    judged(window, page)


@pytest.mark.qt_draws
def test_the_letter_is_set_anew_only_for_a_wording_without_faults(
    window: Window, made: School
) -> None:
    made.referral()
    page = wording(window)
    page.sides.turn_to("letter")
    page.preview.choice.set_value(0)
    window.wait()
    window.until(page.preview.view.isVisible)
    typed(window, page, "# {nobody}")
    assert "put right" in page.preview.told.text()
    typed(window, page, "# Dear {service}\n{asked of service}")
    window.until(lambda: page.preview._shown_text == page.edit.text())
    assert "Dear Northmoor CAMHS" in page.preview.view._text
    typed(window, page, "# Dear {service}!\n{asked of service}")
    typed(window, page, "# {nobody}")
    window.until(lambda: not page.preview._pause.isActive())
    window.wait()
    assert "shown again once" in page.preview.told.text()
    with made.session.reading() as work:
        looks = [one for one in work.history() if one.action is Action.LETTER_PREVIEWED]
    assert len(looks) == 1, "one look, however often it is set anew"


def test_without_anybody_to_write_to_the_preview_says_so(window: Window) -> None:
    page = wording(window)
    page.sides.turn_to("letter")
    assert "nothing can be shown" in page.preview.told.text()
    assert not page.preview.form.isVisible()


TYPED = st.text(
    st.sampled_from("{}[]*#=|\\ \n\t\u00a0😀éaifend: ") | st.characters(exclude_categories=["Cs"]),
    max_size=60,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(TYPED)
def test_any_text_is_shown_as_typed_with_every_fault_in_its_place(
    qapp: QApplication, text: str
) -> None:
    text = "\n".join(text.splitlines()).replace("\x00", "")
    edit = WordingEdit()
    edit.setPlainText(text)
    assert edit.typed() == text
    problems = wording_problems(LetterKind.REFERRAL, text, our_wording(LetterKind.REFERRAL))
    edit.show_problems(problems)
    for one in problems:
        if one.length:
            edit.go_to(one)
            line = text.splitlines()[one.line - 1]
            wanted = line[one.column - 1 : one.column - 1 + one.length]
            assert edit.textCursor().selectedText() == wanted
    edit.grab()
    edit.deleteLater()


def test_marks_of_a_line() -> None:
    assert [(one.mark, one.start, one.length) for one in marks_of("a {b} **c**")] == [
        (Mark.STRONG, 6, 5),
        (Mark.SIGN, 6, 2),
        (Mark.SIGN, 9, 2),
        (Mark.FIELD, 2, 3),
    ]
    assert [one.mark for one in marks_of("[if {b}]")] == [Mark.PART]
    assert [one.mark for one in marks_of("## c")] == [Mark.HEADING, Mark.SIGN]
    assert marks_of("[[c]]") == ()


def test_what_changed_in_ours_is_compared_and_then_told_no_more(
    window: Window, made: School
) -> None:
    keep(made, CHASE, SHORT)
    with made.session.writing() as work:
        work.correct(LetterWording("chase", CHASE, SHORT, "# As ours was"), "by hand")
        work.log(Action.RECORD_CORRECTED)
        work.commit()
    page = wording(window, CHASE)
    assert page.ours_changed.isVisible()
    window.press(page.ours_changed.compare_button)
    told = window.front().text.toPlainText()
    assert told.startswith("- # As ours was\n+ ")
    window.press(window.front().back_button)
    window.press(page.ours_changed.keep_button)
    assert not page.ours_changed.isVisible()
    assert page.edit.toPlainText() == SHORT
