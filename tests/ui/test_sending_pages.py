"""A letter leaves the school from the window: read back, locked, and from the pupil's page too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import Arrival, Channel, LetterKind, ReferralState
from mhlead.domain.records import Referral, Sending
from mhlead.services import records
from mhlead.services.sending import Sent, send_letter
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.questions import Message
from mhlead.ui.secret_clipboard import copy_for_a_while
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.parts.replies import write_reply
from tests.ui.places import arrived, form_copy, issued_letter, locked_copy, referral
from tests.ui.watched import Window, words_in

pytestmark = pytest.mark.qt_draws


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    service = replace(school.service, email="spa@northmoor.example")
    school.service, _ = records.keep(school.session, service)
    school.referral()
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    opened.program.names.show(is_shown=True)
    yield opened
    opened.end()


def only(made: School) -> Referral:
    with made.session.reading() as work:
        return work.find(Referral)[0]


def test_by_mail_and_by_post_the_address_is_read_back_and_must_be_compared(
    window: Window, made: School
) -> None:
    window.press(issued_letter(window, made).sent_button)
    page = window.front()
    assert "Read it back" in words_in(page)
    assert "spa@northmoor.example" not in words_in(page)
    page.form.how.set_value(Channel.SECURE_MAIL)
    assert "spa@northmoor.example" in words_in(page)
    assert "Last checked on 23 November 2026" in words_in(page)
    page.form.field("happened_on").set_value(made.clock.today())
    window.press(page.save_button)
    assert window.front() is page  # the address was not compared
    page.form.how.set_value(Channel.POST)
    window.wait()
    told = words_in(page)
    assert "Willow House" in told
    assert "NM1 2AB" in told
    assert "spa@northmoor.example" not in told
    page.form.compared.set_value(True)
    window.press(page.save_button)
    assert window.front() is not page
    assert only(made).state is ReferralState.SENT


def test_another_way_asks_for_no_address(window: Window, made: School) -> None:
    window.press(issued_letter(window, made).sent_button)
    page = window.front()
    page.form.how.set_value(Channel.IN_PERSON)
    page.form.field("happened_on").set_value(made.clock.today())
    window.press(page.save_button)
    assert only(made).state is ReferralState.SENT


def test_a_way_without_a_known_address_says_so(window: Window, made: School) -> None:
    records.keep(made.session, replace(made.service, email=""))
    window.press(issued_letter(window, made).sent_button)
    page = window.front()
    page.form.how.set_value(Channel.SECURE_MAIL)
    assert "No mailbox of Northmoor CAMHS" in words_in(page)


@pytest.mark.parametrize("kind", [LetterKind.REFERRAL, LetterKind.PUPIL_LETTER])
def test_a_letter_opened_from_the_pupil_s_page_is_marked_there(
    window: Window, made: School, kind: LetterKind
) -> None:
    letter = made.issue(only(made).id, kind=kind)[0].letter
    assert window.program.about is not None
    window.program.about.open_letter(letter.id)
    window.wait()
    window.press(window.front().sent_button)
    page: Any = window.front()
    assert isinstance(page, FormPage)
    assert page.page_name() == "Mark as sent"
    page.form.how.set_value(Channel.IN_PERSON)
    page.form.field("happened_on").set_value(made.clock.today())
    window.press(page.save_button)
    with made.session.reading() as work:
        assert work.count(Sending, letter_id=letter.id) == 1
    is_sent = only(made).state is ReferralState.SENT
    assert is_sent is (kind is LetterKind.REFERRAL)


def save_locked(window: Window, path: Path) -> Any:
    dialog = window.front().locked.dialog
    window.front().locked._save_to(path)
    window.wait()
    return dialog


def test_a_locked_copy_is_saved_and_its_words_are_shown_once(
    window: Window, made: School, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    locked_copy(window, made)
    path = tmp_path / "Letter FBA-26-0001 locked.pdf"
    dialog = save_locked(window, path)
    told = words_in(dialog)
    words = [name.partition(": ")[2] for name in told.split("\n") if name.startswith("Word ")]
    assert len(words) == 4
    with pikepdf.open(io.BytesIO(path.read_bytes()), password=" ".join(words)) as opened:
        assert len(opened.pages) >= 1
    assert " ".join(words) not in QGuiApplication.clipboard().text()
    window.press(dialog.copy_button)
    assert QGuiApplication.clipboard().text() == " ".join(words)
    window.press(dialog.close_button)
    assert window.front().locked.dialog is None
    assert not any(word in caplog.text for word in words)
    window.program.lock()
    window.wait()
    assert QGuiApplication.clipboard().text() == ""


def test_where_the_directory_says_no_no_copy_is_offered(window: Window, made: School) -> None:
    records.keep(made.session, replace(made.service, takes_locked_files=False))
    dialog = locked_copy(window, made)
    assert "takes no locked files" in dialog.advice.text()
    assert not dialog.save_button.isVisible()


def test_a_file_that_cannot_be_written_gives_no_words_away(
    window: Window, made: School, tmp_path: Path
) -> None:
    locked_copy(window, made)
    dialog = save_locked(window, tmp_path / "no such folder" / "copy.pdf")
    assert "could not be written" in dialog.problem.text()
    assert not dialog.copy_button.isVisible()
    assert dialog.save_button.isEnabled()
    window.press(dialog.close_button)


def test_a_secret_leaves_the_clipboard_by_itself_and_nothing_else_does(window: Window) -> None:
    clipboard = QGuiApplication.clipboard()
    copy_for_a_while("otter canal heron biscuit", kept_ms=50)
    assert clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")
    window.until(lambda: clipboard.text() == "")
    copy_for_a_while("otter canal heron biscuit", kept_ms=50)
    clipboard.setText("copied by somebody since")
    over: list[bool] = []
    QTimer.singleShot(150, lambda: over.append(True))
    window.until(lambda: over)
    assert clipboard.text() == "copied by somebody since"
    clipboard.clear()


def test_that_it_arrived_is_answered_from_the_list_of_letters(window: Window, made: School) -> None:
    page: Any = arrived(window, made)
    page.form.field("seen_on").set_value(made.clock.today())
    page.form.field("how").set_value(Arrival.TOLD)
    page.form.field("words").set_value("Rang: Dr Ashby has it.")
    window.press(page.save_button)
    told = words_in(window.front())
    assert "Arrived: seen" in told
    assert "Rang: Dr Ashby has it." in told
    assert "Put right when it arrived" in told


def test_return_copies_a_piece_and_goes_on_to_the_next(window: Window, made: School) -> None:
    page: Any = form_copy(window, made)
    window.shell.activateWindow()
    window.wait()
    first, second = page.copy_buttons[:2]
    page.focus_first()
    window.wait()
    QTest.keyClick(first, Qt.Key.Key_Return)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "https://refer.northmoor.example/camhs"
    assert window.shell.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert clipboard.text() == only(made).reference
    assert second.accessibleName() == "Copied: Our ref"
    last = page.copy_buttons[-1]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Return)
    assert window.shell.focusWidget() is last
    clipboard.clear()


def test_a_service_without_a_form_is_offered_no_copying(window: Window, made: School) -> None:
    assert not issued_letter(window, made).form_copies.button.isVisible()


def reply_to(made: School, path: Path, texts: dict[str, str], *ticks: str) -> Path:
    """A reply to the referral, whose letter is issued and sent first."""
    referral = only(made)
    letter = made.issue(referral.id)[0].letter
    today = made.clock.today()
    sent = Sent(Channel.POST, today, "Northmoor", today + timedelta(days=9), "Ring")
    send_letter(made.session, letter.id, sent)
    return write_reply(path, letter.pdf, texts, ticks)


def test_a_dropped_reply_fills_in_what_happened_and_keeps_nothing_unseen(
    window: Window, made: School, tmp_path: Path
) -> None:
    path = reply_to(made, tmp_path / "back.pdf", {"needed": "Her NHS number"}, "need_more")
    window.shell.slip_dropped.emit(path)
    window.wait()
    page: Any = window.front()
    assert page.page_name() == "What happened"
    assert "Nothing is kept before you save it" in words_in(page)
    draft = page.form.value()
    assert draft.to_state is ReferralState.RETURNED_FOR_INFORMATION
    assert "What they need: Her NHS number" in draft.words
    assert draft.deadline_what == "Answer what they asked"
    assert only(made).state is ReferralState.SENT
    page.form.field("happened_on").set_value(made.clock.today())
    window.press(page.save_button)
    assert only(made).state is ReferralState.RETURNED_FOR_INFORMATION


def test_a_reply_is_read_from_the_referral_s_page_too(
    window: Window, made: School, tmp_path: Path
) -> None:
    path = reply_to(made, tmp_path / "back.pdf", {}, "received")
    page: Any = referral(window, made)
    buttons = [
        b for b in page.side.findChildren(QPushButton) if "their reply" in b.accessibleName()
    ]
    window.press(buttons[0])
    dialog = window.shell.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    window.wait()
    assert window.front().form.value().to_state is ReferralState.ACKNOWLEDGED


def test_a_file_that_is_neither_slip_nor_reply_says_so(
    window: Window, made: School, tmp_path: Path
) -> None:
    path = tmp_path / "else.pdf"
    path.write_bytes(made.issue(only(made).id, kind=LetterKind.PUPIL_LETTER)[0].letter.pdf)
    window.shell.slip_dropped.emit(path)
    window.wait()
    told = [words_in(one) for one in window.shell.findChildren(Message) if one.isVisible()]
    assert any("This slip was not taken in" in words for words in told)
