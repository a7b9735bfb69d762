"""What was typed when the store locked: sealed, and offered again for the right pupil only."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.records import Case, Note, Pupil
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart, told_ids
from mhlead.services import typed_gone, typed_texts, unlocking
from mhlead.services.typed_gone import Gone
from mhlead.ui.names import NamesShown
from mhlead.ui.pages.typed_page import TypedTextsPage
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from mhlead.ui.typed_fields import put_back, typed_on
from tests.builders import PASSPHRASE, School, make_school
from tests.ui.looking import settle
from tests.ui.watched import Window, words_in

MARK = "Zebedee"


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.case(school.pupil())
    school.case(school.pupil("Aoife", "O'Connor-Bell"))
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def note_form(window: Window, made: School, number: int) -> Any:
    window.program.about.open_pupil(made.pupils[number].id)
    window.wait()
    window.front().record(Note)
    window.wait()
    return window.front()


def lock(window: Window) -> None:
    window.shell.activateWindow()
    window.until(window.shell.isActiveWindow)
    QTest.keyClick(window.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.wait()


def unlock(window: Window) -> None:
    page = window.shell.gate.currentWidget()
    page.passphrase.set_value(PASSPHRASE)
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    window.until(lambda: window.shell.is_open)
    window.wait()


def question(window: Window) -> Question:
    return window.shell.findChildren(Question)[-1]


def offered(page: Any) -> QPushButton | None:
    found = [one for one in page.findChildren(QPushButton) if one.text() == "&Put it back"]
    return found[0] if found else None


def is_kept(made: School) -> bool:
    return (made.folder / "typed").exists()


def every_word() -> str:
    return "\n".join(words_in(top) for top in QApplication.topLevelWidgets())


def test_the_lock_takes_typed_text_off_the_window_and_out_of_the_open_store(
    window: Window, made: School
) -> None:
    page = note_form(window, made, 0)
    page.form.field("text").set_value(f"{MARK} said so")
    del page
    lock(window)
    gc.collect()
    settle()
    assert window.program.session is None
    assert MARK not in every_word()
    assert "What you typed is kept" in words_in(window.shell.gate.currentWidget())
    files = [one.read_bytes() for one in made.folder.rglob("*") if one.is_file()]
    assert not any(MARK.encode() in data for data in files)


def test_the_same_form_of_the_same_pupil_offers_it_and_that_of_another_does_not(
    window: Window, made: School
) -> None:
    page = note_form(window, made, 0)
    page.form.field("text").set_value(f"{MARK} said so\nand more")
    lock(window)
    unlock(window)
    question(window).stay_button.click()
    assert offered(note_form(window, made, 1)) is None
    page = note_form(window, made, 0)
    button = offered(page)
    assert button is not None
    window.press(button)
    assert page.form.field("text").value() == f"{MARK} said so\nand more"
    assert page.has_unsaved()
    lock(window)  # it is unsaved still, and kept again
    unlock(window)
    question(window).stay_button.click()
    button = offered(note_form(window, made, 0))
    assert button is not None
    window.press(button)
    assert not is_kept(made)


def test_it_can_be_read_and_dropped(window: Window, made: School) -> None:
    page = note_form(window, made, 0)
    page.form.field("text").set_value(f"{MARK} said so")
    lock(window)
    unlock(window)
    question(window).act_button.click()
    window.wait()
    front = window.front()
    assert isinstance(front, TypedTextsPage)
    said = words_in(front)
    assert f"{MARK} said so" in said
    assert "O'Connor" not in said  # until names are shown
    [drop] = [one for one in front.findChildren(QPushButton) if one.text() == "Drop it…"]
    window.press(drop)
    question(window).stay_button.click()
    window.wait()
    assert is_kept(made)
    window.press(drop)
    question(window).act_button.click()
    window.wait()
    assert not is_kept(made)
    lock(window)
    unlock(window)
    assert window.shell.findChildren(Question) == []


def test_on_the_form_itself_it_is_dropped_only_after_a_question(
    window: Window, made: School
) -> None:
    page = note_form(window, made, 0)
    page.form.field("text").set_value(f"{MARK} said so")
    lock(window)
    unlock(window)
    question(window).stay_button.click()
    window.wait()
    page = note_form(window, made, 0)
    [drop] = [one for one in page.findChildren(QPushButton) if one.text() == "&Drop it…"]
    for answer, kept in (("stay_button", True), ("act_button", False)):
        window.press(drop)
        getattr(question(window), answer).click()
        window.wait()
        assert is_kept(made) is kept


def test_somebody_who_is_back_before_it_was_sealed_finds_the_page_and_nothing_is_kept(
    window: Window, made: School
) -> None:
    page = note_form(window, made, 0)
    page.form.field("text").set_value(f"{MARK} said so")
    session = window.program.session
    window.program.lock_unasked()
    window.program.held.release()
    window.wait()
    assert window.front() is page
    assert window.program.session is session
    assert not is_kept(made)


def test_who_is_disposed_of_takes_along_what_was_typed_in_the_window_too(
    window: Window, made: School
) -> None:
    with made.session.reading() as work:
        goes, stays = ({one.id, one.pupil_id} for one in work.find(Case))
    for number in (0, 1):
        note_form(window, made, number).form.field("text").set_value(f"{MARK}{number}")
        lock(window)
        unlock(window)
        if number == 0:
            question(window).stay_button.click()
    question(window).act_button.click()
    window.wait()
    listed = window.front()
    assert f"{MARK}0" in words_in(listed)
    session = replace(window.program.session, store=window.program.session.store._behind)
    page = note_form(window, made, 0)
    page.form.field("text").set_value(f"{MARK} anew")
    with typed_gone.typed_forgotten(session, Gone(goes)):
        window.program.changed(Changes(gone=frozenset(goes)))
    window.wait()
    settle()
    open_now = window.shell.pages.pages()
    assert page not in open_now
    assert listed not in open_now
    [left] = window.program.keeper._kept
    assert not stays.isdisjoint(told for _, told in told_ids(left.about))
    assert f"{MARK} anew" not in words_in(window.shell)
    lock(window)
    unlock(window)
    session = replace(window.program.session, store=window.program.session.store._behind)
    assert typed_texts.read_typed(session) == [left]


def test_the_lock_keeps_nothing_about_somebody_who_went_while_it_came(
    window: Window, made: School
) -> None:
    page = note_form(window, made, 0)
    page.form.field("text").set_value(f"{MARK} said so")
    with made.session.writing() as work:
        work.erase(Pupil, made.pupils[0].id)
        work.log(Action.RECORDS_DISPOSED)
        work.commit()
    lock(window)
    assert not is_kept(made)
    assert "What you typed is kept" not in words_in(window.shell.gate.currentWidget())


def test_a_passphrase_and_a_recovery_key_are_never_kept(window: Window, made: School) -> None:
    settings = window.go("settings")
    settings.open_part("keys")
    window.wait()
    keys = window.front()
    window.press(keys.passphrase_button)
    form = window.front()
    for line in form.form.rows:
        line.field.set_value(f"{MARK} otters argue")
    assert form.has_unsaved()
    lock(window)
    unlock(window)
    assert not is_kept(made)


def test_a_form_over_a_record_tells_only_what_reads_otherwise(window: Window, made: School) -> None:
    made.referral()
    page = window.go("settings")
    page.open_part("school")
    window.wait()
    form = window.front().form
    form.field("telephone").set_value("01632 960999")
    parts = typed_on(window.front())
    assert [part.text for part in parts] == ["01632 960999"]
    form.field("telephone").set_value("")
    assert put_back(window.front(), parts) == ()
    assert form.field("telephone").value() == "01632 960999"


def test_what_finds_no_place_is_given_back(window: Window, made: School) -> None:
    page = note_form(window, made, 0)
    lost = TypedPart(TypedKind.TEXT, "A field there was once", 0, "words")
    assert put_back(page, (lost,)) == (lost,)


def test_what_is_kept_comes_back_the_same_and_another_keys_file_is_no_trouble(
    made: School,
) -> None:
    session = made.session
    parts = tuple(TypedPart(kind, "Nguyễn “x”", 1, "a\nb") for kind in TypedKind)
    one = TypedPage("Note", "pupil=1", "Grace", "2026-11-23T09:00:00+00:00", parts)
    other = TypedPage("Note", "", "", "2026-11-23T09:01:00+00:00", ())
    typed_texts.keep_typed(session, [one])
    typed_texts.keep_typed(session, [other])
    typed_texts.keep_typed(session, [one])
    assert typed_texts.read_typed(session) == [other, one]  # the same page is kept once
    session.store.keep_typed(b"not sealed by this store at all")
    assert typed_texts.read_typed(session) == []
    unlocking.lock(session)


def test_names_are_shown_after_a_page_of_typed_texts_has_gone(theme: Theme) -> None:
    names, dropped = NamesShown(), list[TypedPage]()
    kept = [TypedPage("Note", "", f"Grace {n}", "2026-11-23T09:00:00+00:00", ()) for n in range(2)]
    page = TypedTextsPage(kept, names, dropped.append)
    page._dropped(kept[1], page.cards[0])
    settle()
    names.show(is_shown=True)
    assert "Grace 0" in words_in(page)
    gone = weakref.ref(kept.pop(0))
    page.deleteLater()
    settle()
    del page
    names.show(is_shown=False)
    gc.collect()
    assert gone() is None  # nothing that was typed is held by what shows names
